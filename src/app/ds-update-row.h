/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Whether a device is up to date, and the button that installs an update:
 * action "device.update", or "device.follow-update" while one runs. */
#define DS_TYPE_UPDATE_ROW (ds_update_row_get_type ())
G_DECLARE_FINAL_TYPE (DsUpdateRow, ds_update_row, DS, UPDATE_ROW, AdwActionRow)

void ds_update_row_sync (DsUpdateRow *self,
                         DsDevice    *device);

G_END_DECLS

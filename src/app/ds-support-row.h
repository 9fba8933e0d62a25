/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Until when a device is looked after, who says so, and the way to their page. */
#define DS_TYPE_SUPPORT_ROW (ds_support_row_get_type ())
G_DECLARE_FINAL_TYPE (DsSupportRow, ds_support_row, DS, SUPPORT_ROW, AdwActionRow)

void ds_support_row_sync (DsSupportRow *self,
                          DsDevice     *device);

G_END_DECLS

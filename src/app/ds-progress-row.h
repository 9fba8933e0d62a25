/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How far an update is, and when it should be done. */
#define DS_TYPE_PROGRESS_ROW (ds_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (DsProgressRow, ds_progress_row, DS, PROGRESS_ROW, AdwPreferencesRow)

void ds_progress_row_sync (DsProgressRow *self,
                           DsDevice      *device);

G_END_DECLS

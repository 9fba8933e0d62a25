/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a device knows about people, and how to be rid of it: actions
 * "device.erase" (string: the id, "" for all). */
#define DS_TYPE_DATA_GROUP (ds_data_group_get_type ())
G_DECLARE_FINAL_TYPE (DsDataGroup, ds_data_group, DS, DATA_GROUP, AdwPreferencesGroup)

void ds_data_group_sync (DsDataGroup *self,
                         DsDevice    *device);

G_END_DECLS

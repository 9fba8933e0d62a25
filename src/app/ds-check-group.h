/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* “Check This Device”: a line for each thing that was looked at, in words, with
 * what mends it. */
#define DS_TYPE_CHECK_GROUP (ds_check_group_get_type ())
G_DECLARE_FINAL_TYPE (DsCheckGroup, ds_check_group, DS, CHECK_GROUP, AdwPreferencesGroup)

void ds_check_group_sync (DsCheckGroup *self,
                          DsDevice     *device);

G_END_DECLS

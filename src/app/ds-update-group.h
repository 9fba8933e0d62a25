/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All about the updates of a device that tells of them: notes, automatic updates,
 * and looking for one now. Signal: "automatic-chosen" (uint: #DsAutomaticUpdates). */
#define DS_TYPE_UPDATE_GROUP (ds_update_group_get_type ())
G_DECLARE_FINAL_TYPE (DsUpdateGroup, ds_update_group, DS, UPDATE_GROUP, AdwPreferencesGroup)

void ds_update_group_sync (DsUpdateGroup *self,
                           DsDevice      *device);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsSupportGroup:
 *
 * All that is known of how long a device gets security updates: what counts, who
 * says so and when that was looked at, who says something else, and what to do. It
 * activates the actions "device.correct", "device.undo-correction" and
 * "device.add-purchase-date".
 *
 * Signals: "silenced" (gboolean) when the person wants to hear no more of it, or
 * does again.
 */
#define DS_TYPE_SUPPORT_GROUP (ds_support_group_get_type ())
G_DECLARE_FINAL_TYPE (DsSupportGroup, ds_support_group, DS, SUPPORT_GROUP, AdwPreferencesGroup)

void ds_support_group_sync (DsSupportGroup *self,
                            DsDevice       *device);

G_END_DECLS

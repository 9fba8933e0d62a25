/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Whom to tell about a security problem, what they promise, and their rules. */
#define DS_TYPE_CONTACT_GROUP (ds_contact_group_get_type ())
G_DECLARE_FINAL_TYPE (DsContactGroup, ds_contact_group, DS, CONTACT_GROUP, AdwPreferencesGroup)

void ds_contact_group_sync (DsContactGroup *self,
                            DsDevice       *device);

G_END_DECLS

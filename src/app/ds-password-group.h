/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The password of a device: masked until it is asked for; copied for a short
 * while; changed. Signal: "said" (string: a sentence to be shown for a moment). */
#define DS_TYPE_PASSWORD_GROUP (ds_password_group_get_type ())
G_DECLARE_FINAL_TYPE (DsPasswordGroup, ds_password_group, DS, PASSWORD_GROUP, AdwPreferencesGroup)

void ds_password_group_set_device (DsPasswordGroup *self,
                                   DsHome          *home,
                                   DsDevice        *device);
void ds_password_group_sync       (DsPasswordGroup *self);
/* A password that is read is hidden again. */
void ds_password_group_hide       (DsPasswordGroup *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the catalogue knows of a device's maker and model beside its support: whom to
 * tell of a security problem, how to close the account, how to erase and reset it, and
 * whether it was called back. Each with its source. */
#define DS_TYPE_PRODUCT_GROUP (ds_product_group_get_type ())
G_DECLARE_FINAL_TYPE (DsProductGroup, ds_product_group, DS, PRODUCT_GROUP, AdwPreferencesGroup)

void ds_product_group_sync (DsProductGroup *self,
                            DsDevice       *device);

G_END_DECLS

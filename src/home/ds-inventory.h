/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-home.h"

G_BEGIN_DECLS

/* What may tell strangers who lives where; left out unless asked for. */
typedef enum {
  DS_INVENTORY_NAMES     = 1 << 0,
  DS_INVENTORY_ROOMS     = 1 << 1,
  DS_INVENTORY_ADDRESSES = 1 << 2,
  DS_INVENTORY_NOTES     = 1 << 3,
} DsInventoryParts;

typedef enum {
  DS_INVENTORY_JSON,
  DS_INVENTORY_CSV,
} DsInventoryFormat;

/* The devices on the person's list, by kind, maker and model. (transfer full) */
GPtrArray *ds_inventory_list  (DsHome            *home);
char      *ds_inventory_write (DsHome            *home,
                               DsInventoryFormat  format,
                               DsInventoryParts   parts);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

#define DS_HAP_MAX_ACCESSORIES 150

/* One readable or writable value of an accessory. */
typedef struct
{
  uint64_t aid;
  uint64_t iid; /* 0: the accessory has none */
} DsHapValueId;

/* What "GET /accessories" answered. @category is the announced one, 0 where it
 * is not known; @identify gets what to write true to. The facts lack the key
 * and the access list, which are told elsewhere. */
DsFacts *ds_hap_accessories_parse      (const char    *json,
                                        size_t         length,
                                        unsigned int   category,
                                        DsHapValueId  *identify,
                                        GError       **error);

G_END_DECLS

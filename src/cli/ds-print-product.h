/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the catalogue knows of a device beside its support. */

/* "fromCatalogue": of the object that @builder is in. */
void ds_print_add_product  (JsonBuilder *builder,
                            DsDevice    *device);
/* Rows of two cells, see ds_print_table(). */
void ds_print_list_product (GPtrArray   *rows,
                            DsDevice    *device);

G_END_DECLS

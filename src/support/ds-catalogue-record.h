/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-product.h"

G_BEGIN_DECLS

/* Reads a record of the catalogue into a product. @maker is set to the number of
 * the record about the maker. NULL where the bytes are no record. */
DsProduct *ds_catalogue_record_read      (const uint8_t *data,
                                          size_t         size,
                                          uint32_t      *maker);
/* Adds what counts for every device of the maker, and takes it from @maker. */
void       ds_catalogue_record_add_maker (DsProduct     *product,
                                          DsProduct     *maker);

/* Dates as the catalogue has them: 20261122. */
DsDate     ds_catalogue_read_date        (uint32_t   number);
uint32_t   ds_catalogue_write_date       (DsDate     date);

G_END_DECLS

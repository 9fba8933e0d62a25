/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-product.h"

G_BEGIN_DECLS

/* A compiled catalogue, as it lies on the disk. It never changes and may be asked
 * from several threads. The file is not trusted: whatever is in it, an answer takes
 * bounded time and memory, and at worst is that nothing is known. */
typedef struct _DsCatalogue DsCatalogue;

#define DS_TYPE_CATALOGUE (ds_catalogue_get_type ())
GType         ds_catalogue_get_type       (void);
DsCatalogue  *ds_catalogue_open           (const char          *path,
                                           GError             **error);
DsCatalogue  *ds_catalogue_new            (GBytes              *bytes,
                                           GError             **error);
DsCatalogue  *ds_catalogue_ref            (DsCatalogue         *self);
void          ds_catalogue_unref          (DsCatalogue         *self);

/* Which one it is: a number that grows, and its day. */
unsigned int  ds_catalogue_get_edition    (DsCatalogue         *self);
DsDate        ds_catalogue_get_date       (DsCatalogue         *self);
unsigned int  ds_catalogue_get_n_products (DsCatalogue         *self);

DsProduct    *ds_catalogue_find           (DsCatalogue         *self,
                                           const DsProductKey  *key);
GPtrArray    *ds_catalogue_complete       (DsCatalogue         *self,
                                           const char          *typed,
                                           unsigned int         most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCatalogue, ds_catalogue_unref)

G_END_DECLS

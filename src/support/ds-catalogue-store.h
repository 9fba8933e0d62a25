/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-catalogue.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Where catalogues lie: the one that came with Doorstep, and updates that a person
 * has accepted. */
typedef struct _DsCatalogueStore DsCatalogueStore;

/* Each may be NULL: then it is where a system has it. @key_folders ends with NULL. */
DsCatalogueStore *ds_catalogue_store_new    (const char         *installed,
                                             const char         *folder,
                                             const char * const *key_folders);
DsCatalogueStore *ds_catalogue_store_ref    (DsCatalogueStore   *self);
void              ds_catalogue_store_unref  (DsCatalogueStore   *self);

/* Both resolve to a boxed #DsCatalogue. */
DexFuture        *ds_catalogue_store_load   (DsCatalogueStore   *self);
DexFuture        *ds_catalogue_store_accept (DsCatalogueStore   *self,
                                             const char         *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCatalogueStore, ds_catalogue_store_unref)

G_END_DECLS

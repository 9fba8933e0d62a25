/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"

G_BEGIN_DECLS

/* Puts a catalogue together, record by record. */
typedef struct _DsCatalogueWriter DsCatalogueWriter;

DsCatalogueWriter *ds_catalogue_writer_new      (void);
void               ds_catalogue_writer_free     (DsCatalogueWriter  *self);

/* The number that the next record will have. */
uint32_t           ds_catalogue_writer_get_next (DsCatalogueWriter  *self);
bool               ds_catalogue_writer_add      (DsCatalogueWriter  *self,
                                                 const char         *maker,
                                                 GByteArray         *record,
                                                 GError            **error);
/* Takes @key, which may be NULL. */
bool               ds_catalogue_writer_add_key  (DsCatalogueWriter  *self,
                                                 char               *key,
                                                 bool                pattern,
                                                 uint32_t            product,
                                                 GError            **error);
/* DS_CATALOGUE_NONE where nothing has this very key. */
uint32_t           ds_catalogue_writer_find     (DsCatalogueWriter  *self,
                                                 const char         *key);
/* The maker's name in a record; NULL where there is no such record. */
const char        *ds_catalogue_writer_peek_maker (DsCatalogueWriter *self,
                                                 uint32_t            product);
void               ds_catalogue_writer_add_name (DsCatalogueWriter  *self,
                                                 const char         *name,
                                                 uint32_t            product);
GBytes            *ds_catalogue_writer_finish   (DsCatalogueWriter  *self,
                                                 uint32_t            edition,
                                                 DsDate              date,
                                                 GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCatalogueWriter, ds_catalogue_writer_free)

G_END_DECLS

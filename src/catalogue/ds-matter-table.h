/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-catalogue-writer.h"

G_BEGIN_DECLS

/* Adds the tables of Matter's vendors and products (data/catalogue/matter), the
 * former first, after the makers' files. */
bool ds_matter_table_add_vendors (DsCatalogueWriter  *writer,
                                  const char         *text,
                                  GError            **error);
bool ds_matter_table_add_models  (DsCatalogueWriter  *writer,
                                  const char         *text,
                                  GError            **error);

G_END_DECLS

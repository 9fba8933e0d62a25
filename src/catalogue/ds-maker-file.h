/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-catalogue-writer.h"

G_BEGIN_DECLS

/* Adds what a maker's file (data/catalogue/schema.json) says. */
bool ds_maker_file_add (DsCatalogueWriter  *writer,
                        const char         *text,
                        size_t              length,
                        GError            **error);

G_END_DECLS

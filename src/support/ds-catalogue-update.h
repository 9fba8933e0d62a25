/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-catalogue-manifest.h"
#include "ds-catalogue.h"

G_BEGIN_DECLS

/* A catalogue that is given out: three files in a folder, or the same in one file. */
#define DS_CATALOGUE_MANIFEST_NAME  "catalogue.manifest"
#define DS_CATALOGUE_SIGNATURE_NAME "catalogue.manifest.sig"
#define DS_CATALOGUE_FILE_NAME      "catalogue.dscat"
#define DS_CATALOGUE_UPDATE_NAME    "catalogue.dsup"

#define DS_CATALOGUE_UPDATE_MAGIC       "DSCATUP\n"
#define DS_CATALOGUE_UPDATE_MAGIC_SIZE  8
#define DS_CATALOGUE_UPDATE_HEADER_SIZE 16
#define DS_CATALOGUE_MAX_UPDATE (64u * 1024 * 1024)

/* Puts the three into the one file. */
GBytes      *ds_catalogue_update_pack (const char             *manifest,
                                       const char             *signatures,
                                       GBytes                 *catalogue);
/* The one file, from a file or a folder. */
GBytes      *ds_catalogue_update_read (const char             *path,
                                       GError                **error);
/* The number that it was made with, even where what is behind it is damaged. */
unsigned int ds_catalogue_update_get_edition (GBytes                *update,
                                              const DsCatalogueKeys *keys);
/* The catalogue in it, if everything is right. */
DsCatalogue *ds_catalogue_update_open (GBytes                 *update,
                                       const DsCatalogueKeys  *keys,
                                       GError                **error);

G_END_DECLS

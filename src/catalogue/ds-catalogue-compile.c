/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-compile"

#include "config.h"

#include "ds-catalogue-compile.h"

#include "core/ds-error.h"
#include "ds-catalogue-writer.h"
#include "ds-maker-file.h"
#include "ds-matter-table.h"

static bool
add_file (DsCatalogueWriter *writer,
          const char *path,
          GError **error)
{
  g_autofree char *text = NULL;
  size_t length;

  if (!g_file_get_contents (path, &text, &length, error))
    return false;
  if (g_str_has_suffix (path, ".json"))
    return ds_maker_file_add (writer, text, length, error);
  if (g_str_has_suffix (path, "vendors.tsv"))
    return ds_matter_table_add_vendors (writer, text, error);

  return ds_matter_table_add_models (writer, text, error);
}

/**
 * ds_catalogue_compile:
 * @paths: makers' files, and then Matter's tables
 * @edition: the catalogue's number
 * @date: its day
 * @error: return location for an error, which begins with the file's name
 *
 * Returns: (transfer full): the compiled catalogue
 */
GBytes *
ds_catalogue_compile (const char * const *paths,
                      uint32_t edition,
                      DsDate date,
                      GError **error)
{
  g_autoptr (DsCatalogueWriter) writer = ds_catalogue_writer_new ();

  for (size_t i = 0; paths[i] != NULL; i++)
    {
      if (!add_file (writer, paths[i], error))
        {
          g_prefix_error (error, "%s: ", paths[i]);
          return NULL;
        }
    }

  return ds_catalogue_writer_finish (writer, edition, date, error);
}

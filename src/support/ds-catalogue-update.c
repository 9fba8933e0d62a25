/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-update"

#include "config.h"

#include "ds-catalogue-update.h"

#include "core/ds-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT_MANIFEST   8
#define AT_SIGNATURES 12

static bool
refuse (GError **error,
        const char *why)
{
  g_set_error_literal (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED, why);
  return false;
}

/* Reads a file of at most @most bytes; anything else than a file is none. Not mapped:
 * it may lie where somebody else can cut it off. */
static GBytes *
read_file (const char *path,
           size_t most,
           GError **error)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  g_autofree uint8_t *data = NULL;
  struct stat info;
  size_t length = 0;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED, "cannot open %s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (info.st_mode) || info.st_size < 0 || (uint64_t) info.st_size > most)
    {
      refuse (error, "not a file of a size that it can have");
      return NULL;
    }

  data = g_malloc ((size_t) info.st_size + 1);
  while (length < (size_t) info.st_size)
    {
      ssize_t n = read (fd, data + length, (size_t) info.st_size - length);

      if (n <= 0)
        break;
      length += (size_t) n;
    }

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static GBytes *
read_part (const char *folder,
           const char *name,
           size_t most,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return read_file (path, most, error);
}

static GBytes *
pack (GBytes *manifest,
      GBytes *signatures,
      GBytes *catalogue)
{
  GByteArray *update = g_byte_array_new ();
  uint32_t sizes[] = { GUINT32_TO_LE ((uint32_t) g_bytes_get_size (manifest)),
                       GUINT32_TO_LE ((uint32_t) g_bytes_get_size (signatures)) };
  GBytes *parts[] = { manifest, signatures, catalogue };

  g_byte_array_append (update, (const uint8_t *) DS_CATALOGUE_UPDATE_MAGIC, DS_CATALOGUE_UPDATE_MAGIC_SIZE);
  g_byte_array_append (update, (const uint8_t *) sizes, sizeof sizes);
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    g_byte_array_append (update, g_bytes_get_data (parts[i], NULL), (unsigned int) g_bytes_get_size (parts[i]));

  return g_byte_array_free_to_bytes (update);
}

/**
 * ds_catalogue_update_pack:
 * @manifest: what is signed of the catalogue
 * @signatures: the lines of signatures
 * @catalogue: the compiled catalogue
 *
 * Returns: (transfer full): all of it in one piece
 */
GBytes *
ds_catalogue_update_pack (const char *manifest,
                          const char *signatures,
                          GBytes *catalogue)
{
  g_autoptr (GBytes) manifest_bytes = g_bytes_new (manifest, strlen (manifest));
  g_autoptr (GBytes) signature_bytes = g_bytes_new (signatures, strlen (signatures));

  return pack (manifest_bytes, signature_bytes, catalogue);
}

/**
 * ds_catalogue_update_read:
 * @path: a file, or a folder with the three files
 * @error: return location for an error
 *
 * Reads no more than a catalogue can have. For a worker thread.
 *
 * Returns: (transfer full): the update, which may be anything, or %NULL with
 *   %DS_ERROR_CATALOGUE_DAMAGED
 */
GBytes *
ds_catalogue_update_read (const char *path,
                          GError **error)
{
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GBytes) signatures = NULL;
  g_autoptr (GBytes) catalogue = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return read_file (path, DS_CATALOGUE_MAX_UPDATE, error);

  manifest = read_part (path, DS_CATALOGUE_MANIFEST_NAME, DS_CATALOGUE_MAX_MANIFEST, error);
  if (manifest != NULL)
    signatures = read_part (path, DS_CATALOGUE_SIGNATURE_NAME, DS_CATALOGUE_MAX_SIGNATURE, error);
  if (signatures != NULL)
    catalogue = read_part (path, DS_CATALOGUE_FILE_NAME, DS_CATALOGUE_MAX_UPDATE, error);

  return catalogue != NULL ? pack (manifest, signatures, catalogue) : NULL;
}

static uint32_t
read_number (const uint8_t *data)
{
  uint32_t number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_LE (number);
}

/* The catalogue behind manifest and signatures, if the manifest is signed. Nothing of
 * the manifest is looked at before. */
static GBytes *
open_envelope (GBytes *update,
               const DsCatalogueKeys *keys,
               DsCatalogueManifest *manifest,
               GError **error)
{
  size_t size;
  const uint8_t *data = g_bytes_get_data (update, &size);
  const char *text;
  uint32_t length;
  uint32_t signatures_length;

  if (size < DS_CATALOGUE_UPDATE_HEADER_SIZE || size > DS_CATALOGUE_MAX_UPDATE ||
      memcmp (data, DS_CATALOGUE_UPDATE_MAGIC, DS_CATALOGUE_UPDATE_MAGIC_SIZE) != 0)
    return refuse (error, "this is no update of the catalogue"), NULL;

  length = read_number (data + AT_MANIFEST);
  signatures_length = read_number (data + AT_SIGNATURES);
  size -= DS_CATALOGUE_UPDATE_HEADER_SIZE;
  if (length > DS_CATALOGUE_MAX_MANIFEST || signatures_length > DS_CATALOGUE_MAX_SIGNATURE ||
      length + signatures_length > size)
    return refuse (error, "the update was cut off"), NULL;

  text = (const char *) data + DS_CATALOGUE_UPDATE_HEADER_SIZE;
  if (!ds_catalogue_manifest_is_signed (text, length, text + length, signatures_length, keys))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_CATALOGUE_UNSIGNED, "no signature by a known key");
      return NULL;
    }
  if (!ds_catalogue_manifest_read (manifest, text, length, error))
    return NULL;

  return g_bytes_new_from_bytes (update, DS_CATALOGUE_UPDATE_HEADER_SIZE + length + signatures_length,
                                 size - length - signatures_length);
}

/**
 * ds_catalogue_update_get_edition:
 * @update: an update, which may be anything
 * @keys: whom to believe
 *
 * Looks at what is signed only: the catalogue behind it may be damaged.
 *
 * Returns: the number of the catalogue that the update was made with, or 0 where no
 *   known key says so
 */
unsigned int
ds_catalogue_update_get_edition (GBytes *update,
                                 const DsCatalogueKeys *keys)
{
  DsCatalogueManifest promised;
  g_autoptr (GBytes) catalogue = NULL;

  g_return_val_if_fail (update != NULL, 0);
  g_return_val_if_fail (keys != NULL, 0);

  catalogue = open_envelope (update, keys, &promised, NULL);
  return catalogue != NULL ? promised.edition : 0;
}

/**
 * ds_catalogue_update_open:
 * @update: an update, which may be anything
 * @keys: whom to believe
 * @error: return location for an error
 *
 * Checks, in this order: the signature, the manifest, the size, the hash, and that the
 * catalogue says the same of itself. Reads all of it, so it is for a worker thread.
 *
 * Returns: (transfer full): the catalogue, or %NULL with
 *   %DS_ERROR_CATALOGUE_UNSIGNED or %DS_ERROR_CATALOGUE_DAMAGED
 */
DsCatalogue *
ds_catalogue_update_open (GBytes *update,
                          const DsCatalogueKeys *keys,
                          GError **error)
{
  DsCatalogueManifest promised;
  DsCatalogueManifest found;
  g_autoptr (GBytes) catalogue = NULL;

  g_return_val_if_fail (update != NULL, NULL);
  g_return_val_if_fail (keys != NULL, NULL);

  catalogue = open_envelope (update, keys, &promised, error);
  if (catalogue == NULL)
    return NULL;

  if (g_bytes_get_size (catalogue) != promised.size)
    return refuse (error, "the catalogue has another size"), NULL;
  if (!ds_catalogue_manifest_init (&found, catalogue, error))
    return NULL;
  if (memcmp (found.sha256, promised.sha256, sizeof found.sha256) != 0)
    return refuse (error, "the catalogue was changed"), NULL;
  if (found.edition != promised.edition || ds_date_compare (found.date, promised.date) != 0)
    return refuse (error, "the manifest is of another catalogue"), NULL;

  return ds_catalogue_new (catalogue, error);
}

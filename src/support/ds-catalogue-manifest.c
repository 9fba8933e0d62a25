/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-manifest"

#include "config.h"

#include "ds-catalogue-manifest.h"

#include "core/ds-error.h"
#include "ds-catalogue-format.h"
#include "ds-catalogue.h"
#include "trust/ds-digest.h"

#include <string.h>

/* The first line keeps a signature from meaning anything else. */
#define TITLE          "Doorstep catalogue 1"
#define FILE_NAME      "catalogue.dscat"
#define ALGORITHM      "ed25519 "
#define MAX_SIGNATURES 4
#define KEY_SUFFIX     ".pub"

char *
ds_catalogue_write_hex (const uint8_t *bytes,
                        size_t n)
{
  GString *hex = g_string_sized_new (2 * n);

  for (size_t i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);

  return g_string_free_and_steal (hex);
}

bool
ds_catalogue_read_hex (const char *text,
                       size_t length,
                       uint8_t *bytes,
                       size_t n)
{
  if (length != 2 * n)
    return false;

  for (size_t i = 0; i < n; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0 || g_ascii_isupper (text[2 * i]) || g_ascii_isupper (text[2 * i + 1]))
        return false;
      bytes[i] = (uint8_t) (high * 16 + low);
    }

  return true;
}

/**
 * ds_catalogue_manifest_init:
 * @self: (out caller-allocates): what is to be said of the catalogue
 * @catalogue: a compiled catalogue
 * @error: return location for an error
 *
 * Returns: whether it is a catalogue
 */
bool
ds_catalogue_manifest_init (DsCatalogueManifest *self,
                            GBytes *catalogue,
                            GError **error)
{
  g_autoptr (DsCatalogue) opened = ds_catalogue_new (catalogue, error);
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  DsPiece piece = { NULL, 0 };

  if (opened == NULL)
    return false;

  piece.data = g_bytes_get_data (catalogue, &piece.length);
  if (!ds_digest ("SHA256", &piece, 1, digest, NULL))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "no SHA-256");
      return false;
    }

  memcpy (self->sha256, digest, sizeof self->sha256);
  self->edition = ds_catalogue_get_edition (opened);
  self->date = ds_catalogue_get_date (opened);
  self->size = piece.length;
  return true;
}

/**
 * ds_catalogue_manifest_write:
 * @self: what is said of a catalogue
 *
 * Returns: (transfer full): the one way to write it down
 */
char *
ds_catalogue_manifest_write (const DsCatalogueManifest *self)
{
  g_autofree char *date = ds_date_to_iso (self->date);
  g_autofree char *sha256 = ds_catalogue_write_hex (self->sha256, sizeof self->sha256);

  return g_strdup_printf (TITLE "\nversion %u\ndate %s\nfile " FILE_NAME " %" G_GUINT64_FORMAT " %s\n",
                          self->edition, date, self->size, sha256);
}

/* The rest of a line that begins with @name. */
static const char *
get_rest (const char *line,
          const char *name)
{
  return g_str_has_prefix (line, name) ? line + strlen (name) : "";
}

static bool
read_lines (DsCatalogueManifest *self,
            char **lines)
{
  g_auto (GStrv) file = NULL;
  guint64 edition;
  guint64 size;

  if (g_strv_length (lines) != 5 ||
      !g_ascii_string_to_unsigned (get_rest (lines[1], "version "), 10, 1, G_MAXUINT32, &edition, NULL) ||
      !ds_date_parse (get_rest (lines[2], "date "), &self->date))
    return false;

  file = g_strsplit (get_rest (lines[3], "file " FILE_NAME " "), " ", 3);
  if (g_strv_length (file) != 2 ||
      !g_ascii_string_to_unsigned (file[0], 10, 1, DS_CATALOGUE_MAX_SIZE, &size, NULL) ||
      !ds_catalogue_read_hex (file[1], strlen (file[1]), self->sha256, sizeof self->sha256))
    return false;

  self->edition = (uint32_t) edition;
  self->size = size;
  return true;
}

/**
 * ds_catalogue_manifest_read:
 * @self: (out caller-allocates): what is said of a catalogue
 * @text: anything at all
 * @length: how many bytes
 * @error: return location for an error
 *
 * Reads what ds_catalogue_manifest_write() writes, to the byte, and nothing else.
 *
 * Returns: whether @text is that; otherwise %DS_ERROR_CATALOGUE_DAMAGED
 */
bool
ds_catalogue_manifest_read (DsCatalogueManifest *self,
                            const char *text,
                            size_t length,
                            GError **error)
{
  g_autofree char *copy = length <= DS_CATALOGUE_MAX_MANIFEST ? g_strndup (text, length) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (copy, "\n", 6);
  g_autofree char *again = NULL;

  memset (self, 0, sizeof *self);
  if (read_lines (self, lines))
    again = ds_catalogue_manifest_write (self);
  if (again != NULL && strlen (again) == length && memcmp (again, text, length) == 0)
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED, "the manifest is not one");
  return false;
}

static bool
is_of_a_key (const char *manifest,
             size_t length,
             const uint8_t *signature,
             const DsCatalogueKeys *keys)
{
  for (unsigned int i = 0; i < keys->n_keys; i++)
    {
      if (ds_ed25519_verify (keys->keys[i], manifest, length, signature))
        return true;
    }

  return false;
}

/**
 * ds_catalogue_manifest_is_signed:
 * @manifest: what was signed, to the byte
 * @length: how many bytes
 * @signatures: up to four lines as ds_catalogue_signature_write() writes them
 * @signatures_length: how many bytes
 * @keys: whom to believe
 *
 * Returns: whether every line is a signature, and one is by one of @keys
 */
bool
ds_catalogue_manifest_is_signed (const char *manifest,
                                 size_t length,
                                 const char *signatures,
                                 size_t signatures_length,
                                 const DsCatalogueKeys *keys)
{
  const size_t line = strlen (ALGORITHM) + 2 * DS_ED25519_SIGNATURE_SIZE + 1;
  bool is_signed = false;

  if (signatures_length == 0 || signatures_length % line != 0 || signatures_length / line > MAX_SIGNATURES)
    return false;

  for (const char *at = signatures; at < signatures + signatures_length; at += line)
    {
      uint8_t signature[DS_ED25519_SIGNATURE_SIZE];

      if (memcmp (at, ALGORITHM, strlen (ALGORITHM)) != 0 || at[line - 1] != '\n' ||
          !ds_catalogue_read_hex (at + strlen (ALGORITHM), 2 * sizeof signature, signature, sizeof signature))
        return false;
      is_signed = is_signed || is_of_a_key (manifest, length, signature, keys);
    }

  return is_signed;
}

/**
 * ds_catalogue_signature_write:
 * @signature: an Ed25519 signature (RFC 8032) over a manifest
 *
 * Returns: (transfer full): its line
 */
char *
ds_catalogue_signature_write (const uint8_t signature[DS_ED25519_SIGNATURE_SIZE])
{
  g_autofree char *hex = ds_catalogue_write_hex (signature, DS_ED25519_SIGNATURE_SIZE);

  return g_strconcat (ALGORITHM, hex, "\n", NULL);
}

static void
load_key (DsCatalogueKeys *self,
          const char *path)
{
  g_autofree char *text = NULL;
  size_t length;

  if (self->n_keys == DS_CATALOGUE_MAX_KEYS || !g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_get_contents (path, &text, &length, NULL))
    return;

  if (length == 2 * DS_ED25519_KEY_SIZE + 1 && text[length - 1] == '\n' &&
      ds_catalogue_read_hex (text, length - 1, self->keys[self->n_keys], DS_ED25519_KEY_SIZE))
    self->n_keys++;
  else
    g_message ("%s is no public key", path);
}

/**
 * ds_catalogue_keys_load:
 * @self: (out caller-allocates): the keys
 * @folders: where they lie, one in each file whose name ends in ".pub"
 *
 * Reads at most %DS_CATALOGUE_MAX_KEYS; folders that are not there have none.
 */
void
ds_catalogue_keys_load (DsCatalogueKeys *self,
                        const char * const *folders)
{
  self->n_keys = 0;
  for (size_t i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GDir) dir = g_dir_open (folders[i], 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folders[i], name, NULL);

          if (g_str_has_suffix (name, KEY_SUFFIX))
            load_key (self, path);
        }
    }
}

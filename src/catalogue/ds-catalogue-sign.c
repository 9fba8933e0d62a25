/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-sign"

#include "config.h"

#include "ds-catalogue-sign.h"

#include "core/ds-error.h"
#include "support/ds-catalogue-update.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A key in a file: its 32 bytes in hexadecimal, and the end of the line. */
#define KEY_FILE_SIZE (2 * DS_ED25519_KEY_SIZE + 1)

/* Never over a file that is there. */
static bool
write_new (const char *path,
           const char *text,
           int mode,
           GError **error)
{
  g_autofd int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

  if (fd >= 0 && write (fd, text, strlen (text)) == (ssize_t) strlen (text) && fsync (fd) == 0)
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "cannot write %s: %s", path, g_strerror (errno));
  return false;
}

static char *
write_key (const uint8_t key[DS_ED25519_KEY_SIZE])
{
  g_autofree char *hex = ds_catalogue_write_hex (key, DS_ED25519_KEY_SIZE);
  char *line = g_strconcat (hex, "\n", NULL);

  ds_crypto_wipe (hex, strlen (hex));
  return line;
}

/**
 * ds_catalogue_make_key:
 * @secret_path: where the secret key goes, which nobody else may read
 * @public_path: where the public key goes
 * @error: return location for an error
 *
 * Returns: whether both were written; a file that is there is left alone
 */
bool
ds_catalogue_make_key (const char *secret_path,
                       const char *public_path,
                       GError **error)
{
  uint8_t seed[DS_ED25519_KEY_SIZE];
  uint8_t key[DS_ED25519_KEY_SIZE];
  g_autofree char *seed_line = NULL;
  g_autofree char *key_line = NULL;
  bool done;

  if (!ds_crypto_random (seed, sizeof seed) || !ds_ed25519_public (seed, key))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "no key could be made");
      return false;
    }

  seed_line = write_key (seed);
  key_line = write_key (key);
  done = write_new (secret_path, seed_line, 0600, error) && write_new (public_path, key_line, 0644, error);
  ds_crypto_wipe (seed, sizeof seed);
  ds_crypto_wipe (seed_line, KEY_FILE_SIZE);
  return done;
}

/* A key that others may read is no secret. */
static bool
read_seed (const char *path,
           uint8_t seed[DS_ED25519_KEY_SIZE],
           GError **error)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  char text[KEY_FILE_SIZE + 1];
  struct stat info;
  bool right;

  if (fd < 0 || fstat (fd, &info) != 0 || (info.st_mode & 077) != 0)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "%s must be a file that only its owner can read", path);
      return false;
    }

  right = read (fd, text, sizeof text) == KEY_FILE_SIZE && text[KEY_FILE_SIZE - 1] == '\n' &&
          ds_catalogue_read_hex (text, KEY_FILE_SIZE - 1, seed, DS_ED25519_KEY_SIZE);
  ds_crypto_wipe (text, sizeof text);
  if (!right)
    g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "%s is no secret key", path);

  return right;
}

static bool
write_to (const char *folder,
          const char *name,
          const void *data,
          size_t length,
          GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

/* The three files, and the same in one. */
static bool
write_update (const char *folder,
              const char *manifest,
              const char *signature,
              GBytes *catalogue,
              GError **error)
{
  g_autoptr (GBytes) update = ds_catalogue_update_pack (manifest, signature, catalogue);

  return write_to (folder, DS_CATALOGUE_MANIFEST_NAME, manifest, strlen (manifest), error) &&
         write_to (folder, DS_CATALOGUE_SIGNATURE_NAME, signature, strlen (signature), error) &&
         write_to (folder, DS_CATALOGUE_FILE_NAME, g_bytes_get_data (catalogue, NULL),
                   g_bytes_get_size (catalogue), error) &&
         write_to (folder, DS_CATALOGUE_UPDATE_NAME, g_bytes_get_data (update, NULL),
                   g_bytes_get_size (update), error);
}

/**
 * ds_catalogue_sign:
 * @secret_path: the secret key
 * @catalogue_path: a compiled catalogue
 * @folder: where the update is written, in three files and in one
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
bool
ds_catalogue_sign (const char *secret_path,
                   const char *catalogue_path,
                   const char *folder,
                   GError **error)
{
  uint8_t seed[DS_ED25519_KEY_SIZE];
  uint8_t signature[DS_ED25519_SIGNATURE_SIZE];
  g_autofree char *text = NULL;
  g_autofree char *manifest_text = NULL;
  g_autofree char *signature_line = NULL;
  g_autoptr (GBytes) catalogue = NULL;
  DsCatalogueManifest manifest;
  size_t length;
  bool done;

  if (!g_file_get_contents (catalogue_path, &text, &length, error))
    return false;

  catalogue = g_bytes_new_take (g_steal_pointer (&text), length);
  if (!ds_catalogue_manifest_init (&manifest, catalogue, error) || !read_seed (secret_path, seed, error))
    return false;

  manifest_text = ds_catalogue_manifest_write (&manifest);
  done = ds_ed25519_sign (seed, manifest_text, strlen (manifest_text), signature);
  ds_crypto_wipe (seed, sizeof seed);
  if (!done)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "the key does not sign");
      return false;
    }

  signature_line = ds_catalogue_signature_write (signature);
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "%s: %s", folder, g_strerror (errno));
      return false;
    }

  return write_update (folder, manifest_text, signature_line, catalogue, error);
}

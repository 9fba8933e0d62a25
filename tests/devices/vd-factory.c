/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-factory"

#include "config.h"

#include "vd-factory.h"

#include "trust/ds-crypto.h"
#include "trust/ds-spake2plus.h"
#include "vd-base64.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define CODE_DIGITS 11
#define ITERATIONS 20000
#define SALT_SIZE 32

/* The dihedral group D5 on the digits (§6). */
static unsigned int
fold (unsigned int a, unsigned int b)
{
  if (a < 5)
    return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;

  return b < 5 ? 5 + (a + 5 - b) % 5 : (a + 5 - b) % 5;
}

static unsigned int
permute (unsigned int digit, size_t times)
{
  static const uint8_t permutation[10] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };

  while (times-- > 0)
    digit = permutation[digit];

  return digit;
}

static unsigned int
verhoeff (const char *digits)
{
  size_t length = strlen (digits);
  unsigned int sum = 0;

  for (size_t i = 0; i < length; i++)
    sum = fold (sum, permute (digits[length - 1 - i] - '0', i % 8));

  return sum;
}

bool
vd_factory_is_code (const char *digits)
{
  return strlen (digits) == CODE_DIGITS && strspn (digits, "0123456789") == CODE_DIGITS
         && strspn (digits, (char[]) { digits[0], '\0' }) < CODE_DIGITS
         && verhoeff (digits) == 0;
}

static void
make_code (char code[CODE_DIGITS + 1])
{
  do
    {
      for (size_t i = 0; i < CODE_DIGITS - 1; i++)
        {
          uint8_t byte;

          do
            g_assert (ds_crypto_random (&byte, 1));
          while (byte >= 250); /* so that each digit is as likely */
          code[i] = '0' + byte % 10;
        }
      code[CODE_DIGITS] = '\0';
      code[CODE_DIGITS - 1] = '0';
      while (verhoeff (code) != 0)
        code[CODE_DIGITS - 1]++;
    }
  while (!vd_factory_is_code (code));
}

static DexFuture *
on_stretched (DexFuture *stretching, gpointer user_data)
{
  g_main_loop_quit (user_data);

  return dex_ref (stretching);
}

/* w0 and L, as the machine at the end of the line computes them. */
static DsSecret *
make_record (VdFactory *self, const char *code)
{
  DsSpake2plusNames names = { .prover = "owner",
                              .prover_length = strlen ("owner"),
                              .verifier = self->id,
                              .verifier_length = strlen (self->id) };
  g_autoptr (DsSecret) digits = ds_secret_new_text (code);
  g_autoptr (DsSecret) encoded = ds_spake2plus_encode_code (digits, &names);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DexFuture) stretching = NULL;
  g_autoptr (DsSecret) password = NULL;

  stretching = dex_future_finally (
      ds_spake2plus_stretch (encoded, g_bytes_get_data (self->salt, NULL),
                             g_bytes_get_size (self->salt), self->iterations),
      on_stretched, loop, NULL);
  g_main_loop_run (loop);
  password = g_value_dup_boxed (dex_future_get_value (stretching, NULL));

  return ds_spake2plus_record (password);
}

static bool
keep (VdFactory *self, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  JsonObject *object = json_object_new ();
  g_autofree char *salt = NULL;
  g_autofree char *record = NULL;
  g_autofree char *text = NULL;
  size_t length;
  const uint8_t *data = ds_secret_get_data (self->record, &length);

  salt = vd_base64_encode (g_bytes_get_data (self->salt, NULL),
                           g_bytes_get_size (self->salt));
  record = vd_base64_encode (data, length);
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "serial", self->serial);
  json_object_set_string_member (object, "salt", salt);
  json_object_set_int_member (object, "iterations", self->iterations);
  json_object_set_string_member (object, "record", record);
  json_node_take_object (json_node_init (root, JSON_NODE_OBJECT), object);
  text = json_to_string (root, TRUE);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static VdFactory *
furnish (const char *folder, const char *wanted, GError **error)
{
  g_autoptr (VdFactory) self = g_new0 (VdFactory, 1);
  g_autofree char *path = g_build_filename (folder, "factory.json", NULL);
  g_autofree char *label = g_build_filename (folder, "label", NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  char code[CODE_DIGITS + 1];
  uint8_t salt[SALT_SIZE];

  g_assert (ds_crypto_random (salt, sizeof salt));
  self->id = g_strconcat ("urn:uuid:", uuid, NULL);
  self->serial = g_strdup_printf ("%08X", g_random_int ());
  self->salt = g_bytes_new (salt, sizeof salt);
  self->iterations = ITERATIONS;
  if (wanted != NULL)
    g_strlcpy (code, wanted, sizeof code);
  else
    make_code (code);
  self->record = make_record (self, code);
  if (!g_file_set_contents_full (label, code, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 error)
      || !keep (self, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

static VdFactory *
read_factory (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (VdFactory) self = g_new0 (VdFactory, 1);
  g_autoptr (GBytes) record = NULL;
  JsonObject *object;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  self->id = g_strdup (json_object_get_string_member (object, "id"));
  self->serial = g_strdup (json_object_get_string_member (object, "serial"));
  self->salt = vd_base64_decode (json_object_get_string_member (object, "salt"));
  self->iterations = json_object_get_int_member (object, "iterations");
  record = vd_base64_decode (json_object_get_string_member (object, "record"));
  self->record =
      ds_secret_new (g_bytes_get_data (record, NULL), g_bytes_get_size (record));

  return g_steal_pointer (&self);
}

VdFactory *
vd_factory_open (const char *folder, const char *code, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "factory.json", NULL);

  if (code != NULL && !vd_factory_is_code (code))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "that is no setup code");
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return read_factory (path, error);

  return furnish (folder, code, error);
}

void
vd_factory_free (VdFactory *self)
{
  g_free (self->id);
  g_free (self->serial);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->record, ds_secret_unref);
  g_free (self);
}

char *
vd_factory_read_label (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "label", NULL);
  g_autofree char *code = NULL;

  if (!g_file_get_contents (path, &code, NULL, error))
    return NULL;

  return g_strdup_printf ("%.4s-%.3s-%.4s", code, code + 4, code + 7);
}

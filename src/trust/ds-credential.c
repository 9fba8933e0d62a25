/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-credential"

#include "config.h"

#include "ds-credential.h"

#include "core/ds-error.h"
#include "ds-crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

/* The text form:
 *
 *   doorstep-credential 1 DRIVER
 *   NAME=BASE64
 *   …
 *
 * Every line ends in a line feed, names ascend, and base64 is canonical
 * (RFC 4648, section 3.5), so that one credential has exactly one text. */
#define HEADER "doorstep-credential 1 "

#define MAX_NAME   32
#define MAX_FIELDS 32
#define MAX_VALUE  4096
#define MAX_TEXT   (64 * 1024)

typedef struct
{
  char *name;
  DsSecret *value;
} Field;

struct _DsCredential
{
  gatomicrefcount ref_count;
  char *driver;
  GArray *fields; /* of Field, ordered by name */
};

G_DEFINE_BOXED_TYPE (DsCredential, ds_credential, ds_credential_ref, ds_credential_unref)

static void
field_clear (gpointer data)
{
  Field *field = data;

  g_clear_pointer (&field->name, g_free);
  g_clear_pointer (&field->value, ds_secret_unref);
}

static const Field *
get_field (const DsCredential *self,
           unsigned int index)
{
  return &g_array_index (self->fields, Field, index);
}

static bool
is_name (const char *text,
         size_t length)
{
  if (length == 0 || length > MAX_NAME || !g_ascii_islower (text[0]))
    return false;

  for (size_t i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '-')
      return false;

  return true;
}

/**
 * ds_credential_new:
 * @driver: the driver's name: small letters, digits and hyphens, at most 32
 *
 * Returns: (transfer full): a credential without fields
 */
DsCredential *
ds_credential_new (const char *driver)
{
  DsCredential *self;

  g_return_val_if_fail (driver != NULL && is_name (driver, strlen (driver)), NULL);

  self = g_new0 (DsCredential, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->driver = g_strdup (driver);
  self->fields = g_array_new (FALSE, TRUE, sizeof (Field));
  g_array_set_clear_func (self->fields, field_clear);
  return self;
}

/**
 * ds_credential_copy:
 * @self: a credential
 *
 * A credential of its own, for changing it while others hold @self. The secrets
 * themselves never change and are shared.
 *
 * Returns: (transfer full): the copy
 */
DsCredential *
ds_credential_copy (const DsCredential *self)
{
  DsCredential *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ds_credential_new (self->driver);
  for (unsigned int i = 0; i < self->fields->len; i++)
    ds_credential_set (copy, get_field (self, i)->name, get_field (self, i)->value);

  return copy;
}

/**
 * ds_credential_ref:
 * @self: a credential
 *
 * Returns: (transfer full): @self
 */
DsCredential *
ds_credential_ref (DsCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ds_credential_unref:
 * @self: (transfer full): a credential
 *
 * Gives up a reference; the secrets are wiped with their last one.
 */
void
ds_credential_unref (DsCredential *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->fields);
  g_free (self->driver);
  g_free (self);
}

/**
 * ds_credential_get_driver:
 * @self: a credential
 *
 * Returns: (transfer none): the name of the driver that made it
 */
const char *
ds_credential_get_driver (const DsCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->driver;
}

/* Where @name is, or where it would have to go. */
static unsigned int
find_field (const DsCredential *self,
            const char *name,
            bool *found)
{
  unsigned int i;
  int order = 1;

  for (i = 0; i < self->fields->len; i++)
    {
      order = strcmp (get_field (self, i)->name, name);
      if (order >= 0)
        break;
    }

  *found = i < self->fields->len && order == 0;
  return i;
}

/**
 * ds_credential_set:
 * @self: a credential that nobody else holds
 * @name: small letters, digits and hyphens, at most 32
 * @value: (nullable): at most 4,096 bytes, or %NULL to drop the field
 *
 * Sets or replaces a field, with a reference of its own to @value.
 */
void
ds_credential_set (DsCredential *self,
                   const char *name,
                   DsSecret *value)
{
  unsigned int index;
  size_t length = 0;
  bool found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && is_name (name, strlen (name)));

  if (value != NULL)
    ds_secret_get_data (value, &length);
  g_return_if_fail (length <= MAX_VALUE);

  index = find_field (self, name, &found);
  g_return_if_fail (value == NULL || found || self->fields->len < MAX_FIELDS);

  if (value != NULL)
    ds_secret_ref (value);
  if (found)
    g_array_remove_index (self->fields, index);
  if (value != NULL)
    {
      Field field = { g_strdup (name), value };

      g_array_insert_val (self->fields, index, field);
    }
}

/**
 * ds_credential_get:
 * @self: a credential
 * @name: a field's name
 *
 * Returns: (transfer none) (nullable): the field's value
 */
DsSecret *
ds_credential_get (const DsCredential *self,
                   const char *name)
{
  unsigned int index;
  bool found;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  index = find_field (self, name, &found);
  return found ? get_field (self, index)->value : NULL;
}

/**
 * ds_credential_equal:
 * @a: a credential
 * @b: another
 *
 * Compares all values, in a time that does not depend on what they hold.
 *
 * Returns: whether driver, names and values are the same
 */
bool
ds_credential_equal (const DsCredential *a,
                     const DsCredential *b)
{
  bool equal = true;

  g_return_val_if_fail (a != NULL && b != NULL, false);

  if (!g_str_equal (a->driver, b->driver) || a->fields->len != b->fields->len)
    return false;

  for (unsigned int i = 0; i < a->fields->len; i++)
    {
      const Field *left = get_field (a, i);
      const Field *right = get_field (b, i);

      equal &= g_str_equal (left->name, right->name);
      equal &= ds_secret_equal (left->value, right->value);
    }

  return equal;
}

/* The base64 of @value at @out, with its NUL; gives its length. */
static size_t
encode_value (const DsSecret *value,
              char *out)
{
  size_t length;
  const uint8_t *data = ds_secret_get_data (value, &length);

  return EVP_EncodeBlock ((unsigned char *) out, data, (int) length);
}

static size_t
encoded_length (const DsSecret *value)
{
  size_t length;

  ds_secret_get_data (value, &length);
  return (length + 2) / 3 * 4;
}

/**
 * ds_credential_to_text:
 * @self: a credential
 *
 * Returns: (transfer full): the text that the keyring holds
 */
DsSecret *
ds_credential_to_text (const DsCredential *self)
{
  size_t length;
  char *text;
  char *at;
  DsSecret *secret;

  g_return_val_if_fail (self != NULL, NULL);

  length = strlen (HEADER) + strlen (self->driver) + 1;
  for (unsigned int i = 0; i < self->fields->len; i++)
    length += strlen (get_field (self, i)->name) + encoded_length (get_field (self, i)->value) + 2;

  /* One byte more for the NUL that the encoder writes. */
  text = OPENSSL_malloc (length + 1);
  if (text == NULL)
    g_error ("No memory for %zu bytes", length);

  at = g_stpcpy (g_stpcpy (g_stpcpy (text, HEADER), self->driver), "\n");
  for (unsigned int i = 0; i < self->fields->len; i++)
    {
      at = g_stpcpy (g_stpcpy (at, get_field (self, i)->name), "=");
      at += encode_value (get_field (self, i)->value, at);
      *at++ = '\n';
    }
  g_assert (at == text + length);

  secret = ds_secret_new (text, length);
  OPENSSL_clear_free (text, length + 1);
  return secret;
}

/* Reads canonical base64 and nothing else: what does not encode to the same
 * characters again (white space, wrong padding, left-over bits) is refused. */
static DsSecret *
decode_value (const char *text,
              size_t length)
{
  g_autoptr (DsSecret) value = NULL;
  unsigned char *data;
  size_t size = length / 4 * 3;

  if (length % 4 != 0 || size > MAX_VALUE + 2)
    return NULL;
  if (length == 0)
    return ds_secret_new (NULL, 0);

  size -= (text[length - 1] == '=') + (text[length - 2] == '=');
  data = OPENSSL_malloc (length + 1);
  if (data == NULL)
    g_error ("No memory for %zu bytes", length);

  if (size <= MAX_VALUE &&
      EVP_DecodeBlock (data, (const unsigned char *) text, (int) length) == (int) (length / 4 * 3))
    {
      value = ds_secret_new (data, size);
      EVP_EncodeBlock (data, ds_secret_get_data (value, NULL), (int) size);
      if (!ds_crypto_equal (data, text, length))
        g_clear_pointer (&value, ds_secret_unref);
    }

  OPENSSL_clear_free (data, length + 1);
  return g_steal_pointer (&value);
}

/* Reads "NAME=BASE64" and appends it; names must ascend. */
static bool
parse_field (DsCredential *self,
             const char *line,
             size_t length)
{
  g_autoptr (DsSecret) value = NULL;
  const char *equals = memchr (line, '=', length);
  char name[MAX_NAME + 1];

  if (equals == NULL || !is_name (line, equals - line) || self->fields->len == MAX_FIELDS)
    return false;

  memcpy (name, line, equals - line);
  name[equals - line] = '\0';
  if (self->fields->len > 0 &&
      strcmp (get_field (self, self->fields->len - 1)->name, name) >= 0)
    return false;

  value = decode_value (equals + 1, line + length - (equals + 1));
  if (value == NULL)
    return false;

  ds_credential_set (self, name, value);
  return true;
}

static DsCredential *
parse_header (const char *line,
              size_t length)
{
  g_autofree char *driver = NULL;

  if (length < strlen (HEADER) || memcmp (line, HEADER, strlen (HEADER)) != 0)
    return NULL;

  line += strlen (HEADER);
  length -= strlen (HEADER);
  if (!is_name (line, length))
    return NULL;

  driver = g_strndup (line, length);
  return ds_credential_new (driver);
}

/**
 * ds_credential_from_text:
 * @text: what a keyring gave
 * @error: where to put an error
 *
 * Reads what ds_credential_to_text() wrote. Anything else, even another way to
 * write the same, is refused: only a damaged or foreign entry looks like that.
 *
 * Returns: (transfer full) (nullable): the credential, or %NULL with
 *   %DS_ERROR_KEYRING_UNREADABLE
 */
DsCredential *
ds_credential_from_text (const char *text,
                         GError **error)
{
  g_autoptr (DsCredential) self = NULL;
  bool good = false;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, MAX_TEXT + 1) <= MAX_TEXT)
    {
      const char *end = strchr (text, '\n');

      if (end != NULL)
        self = parse_header (text, end - text);
      good = self != NULL;
      while (good && end[1] != '\0')
        {
          const char *line = end + 1;

          end = strchr (line, '\n');
          good = end != NULL && parse_field (self, line, end - line);
        }
    }

  if (!good)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                           "The keyring's entry is not a credential");
      return NULL;
    }

  return g_steal_pointer (&self);
}

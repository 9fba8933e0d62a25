/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-code.h"

#include "core/ds-error.h"
#include "ds-profile-message.h"
#include "trust/ds-crypto.h"

#include <string.h>

#define SCHEME "doorstep:"
#define PREFIX "doorstep:1?"

#define TYPED_MAX 64  /* longest text that can be a typed code, blanks included */
#define TEXT_MAX  512 /* longest payload */
#define ID_MAX    64

static void
set_bad_code (GError **error,
              const char *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_CODE, "Not a Doorstep setup code: %s", why);
}

/*
 * Verhoeff's check digit over the dihedral group of the pentagon: finds every
 * wrong digit and every swap of neighbours.
 */

static unsigned int
multiply (unsigned int a,
          unsigned int b)
{
  unsigned int turn = a < 5 ? a + b : a + 10 - b;

  return turn % 5 + ((a < 5) == (b < 5) ? 0 : 5);
}

static unsigned int
permute (unsigned int digit,
         unsigned int times)
{
  static const uint8_t table[10] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };

  /* Eight times is none at all. */
  for (unsigned int i = 0; i < times % 8; i++)
    digit = table[digit];

  return digit;
}

/* Eleven times the same digit is always wrong. */
static bool
check_digits (const char digits[DS_PROFILE_CODE_DIGITS],
              GError **error)
{
  unsigned int sum = 0;

  for (unsigned int i = 0; i < DS_PROFILE_CODE_DIGITS; i++)
    {
      char digit = digits[DS_PROFILE_CODE_DIGITS - 1 - i];

      sum = multiply (sum, permute ((unsigned int) (digit - '0'), i));
    }

  if (sum != 0)
    set_bad_code (error, "a digit is wrong or two are swapped");
  return sum == 0;
}

static bool
is_divider (gunichar character)
{
  return g_unichar_isspace (character) ||
         g_unichar_type (character) == G_UNICODE_DASH_PUNCTUATION ||
         character == '.' || character == 0x2212;
}

static unsigned int
collect_digits (const char *typed,
                char digits[DS_PROFILE_CODE_DIGITS])
{
  unsigned int count = 0;

  for (; *typed != '\0'; typed = g_utf8_next_char (typed))
    {
      gunichar character = g_utf8_get_char (typed);

      if (is_divider (character))
        continue;
      if (!g_unichar_isdigit (character) || count == DS_PROFILE_CODE_DIGITS)
        return 0;
      digits[count++] = (char) ('0' + g_unichar_digit_value (character));
    }

  return count;
}

static DsSecret *
parse_digits (const char *typed,
              GError **error)
{
  char digits[DS_PROFILE_CODE_DIGITS] = { 0 };
  DsSecret *code = NULL;

  if (strnlen (typed, TYPED_MAX + 1) > TYPED_MAX || !g_utf8_validate (typed, -1, NULL))
    {
      set_bad_code (error, "it is too long or no text");
      return NULL;
    }

  if (collect_digits (typed, digits) != DS_PROFILE_CODE_DIGITS)
    set_bad_code (error, "it does not have eleven digits");
  else if (check_digits (digits, error))
    code = ds_secret_new (digits, sizeof digits);

  ds_crypto_wipe (digits, sizeof digits);
  return code;
}

/*
 * Payloads
 */

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}

/**
 * ds_profile_code_is:
 * @text: what was typed, pasted or scanned
 *
 * Returns: whether it begins as a payload of this profile does
 */
bool
ds_profile_code_is (const char *text)
{
  g_return_val_if_fail (text != NULL, false);

  return g_ascii_strncasecmp (skip_blanks (text), SCHEME, strlen (SCHEME)) == 0;
}

/**
 * ds_profile_is_id:
 * @text: (nullable): what claims to be the id of a device
 *
 * Returns: whether it is one
 */
bool
ds_profile_is_id (const char *text)
{
  size_t length = text != NULL ? strnlen (text, ID_MAX + 1) : 0;

  return length >= 1 && length <= ID_MAX &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-") ==
           length;
}

static bool
read_prefix (DsProfileCode *self,
             const char *value)
{
  g_autoptr (GBytes) bytes = ds_profile_base64_decode (value);

  if (bytes == NULL || g_bytes_get_size (bytes) != DS_PROFILE_PREFIX_SIZE)
    return false;

  memcpy (self->prefix, g_bytes_get_data (bytes, NULL), DS_PROFILE_PREFIX_SIZE);
  self->has_prefix = true;
  return true;
}

/* Each of them once; members that are not known are passed over. */
static bool
read_member (DsProfileCode *self,
             const char *name,
             const char *value,
             GError **error)
{
  bool fine = true;

  if (g_str_equal (name, "c"))
    {
      if (self->digits != NULL || strlen (value) != DS_PROFILE_CODE_DIGITS)
        fine = false;
      else
        return (self->digits = parse_digits (value, error)) != NULL;
    }
  else if (g_str_equal (name, "i"))
    {
      g_autofree char *id = g_uri_unescape_string (value, NULL);

      fine = self->id == NULL && ds_profile_is_id (id);
      if (fine)
        self->id = g_steal_pointer (&id);
    }
  else if (g_str_equal (name, "p"))
    {
      fine = !self->has_prefix && read_prefix (self, value);
    }

  if (!fine)
    set_bad_code (error, "a part of it is malformed or comes twice");
  return fine;
}

static bool
read_members (DsProfileCode *self,
              char *text,
              GError **error)
{
  char *rest = text;
  char *part;

  while ((part = strsep (&rest, "&")) != NULL)
    {
      char *equals = strchr (part, '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (!read_member (self, part, equals + 1, error))
        return false;
    }

  if (self->digits != NULL && self->id != NULL)
    return true;
  set_bad_code (error, "a part of it is missing");
  return false;
}

static DsProfileCode *
parse_payload (const char *text,
               GError **error)
{
  g_autoptr (DsProfileCode) self = NULL;
  char *copy;
  bool fine;

  text = skip_blanks (text);
  if (g_ascii_strncasecmp (text, PREFIX, strlen (PREFIX)) != 0 ||
      strnlen (text, TEXT_MAX + 1) > TEXT_MAX)
    {
      set_bad_code (error, "it is too long or from a newer profile");
      return NULL;
    }

  self = g_new0 (DsProfileCode, 1);
  copy = g_strchomp (g_strdup (text + strlen (PREFIX)));
  fine = read_members (self, copy, error);
  ds_crypto_wipe (copy, strlen (text) - strlen (PREFIX));
  g_free (copy);

  return fine ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_profile_code_parse:
 * @typed: what was typed, pasted or scanned
 * @error: return location for an error
 *
 * Takes eleven digits of any script with any blanks and dashes between them, or
 * the text of a QR code (docs/device-profile.md, section 6).
 *
 * Returns: (transfer full) (nullable): the code, or %NULL with %DS_ERROR_BAD_CODE
 */
DsProfileCode *
ds_profile_code_parse (const char *typed,
                       GError **error)
{
  g_autoptr (DsProfileCode) self = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  if (ds_profile_code_is (typed))
    return parse_payload (typed, error);

  self = g_new0 (DsProfileCode, 1);
  self->digits = parse_digits (typed, error);
  return self->digits != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_profile_code_to_text:
 * @self: a code
 *
 * Returns: (transfer full): what ds_profile_code_parse() reads as the same code
 */
DsSecret *
ds_profile_code_to_text (const DsProfileCode *self)
{
  char text[TEXT_MAX];
  g_autofree char *prefix = NULL;
  DsSecret *secret;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->id == NULL)
    return ds_secret_ref (self->digits);

  if (self->has_prefix)
    prefix = ds_profile_base64_encode (self->prefix, DS_PROFILE_PREFIX_SIZE);
  g_snprintf (text, sizeof text, PREFIX "c=%s&i=%s%s%s", ds_secret_get_text (self->digits),
              self->id, prefix != NULL ? "&p=" : "", prefix != NULL ? prefix : "");
  secret = ds_secret_new_text (text);
  ds_crypto_wipe (text, sizeof text);
  return secret;
}

/**
 * ds_profile_code_fits:
 * @self: a code
 * @pin: the key that a device showed
 *
 * Returns: whether @pin begins as the code says; true where it does not say
 */
bool
ds_profile_code_fits (const DsProfileCode *self,
                      const DsPin *pin)
{
  g_return_val_if_fail (self != NULL && pin != NULL, false);

  return !self->has_prefix || ds_crypto_equal (self->prefix, pin->bytes, DS_PROFILE_PREFIX_SIZE);
}

/**
 * ds_profile_code_free:
 * @self: (transfer full) (nullable): a code
 */
void
ds_profile_code_free (DsProfileCode *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->digits, ds_secret_unref);
  g_free (self->id);
  g_free (self);
}

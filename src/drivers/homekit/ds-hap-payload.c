/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-payload.h"

#include "core/ds-error.h"
#include "trust/ds-crypto.h"

#include <string.h>

#define PREFIX         "X-HM://"
#define NUMBER_LENGTH  9 /* digits in base 36 */
#define CODE_DIGITS    8
#define CODE_TEXT_SIZE (CODE_DIGITS + 2 + 1) /* "XXX-XX-XXX" and its NUL */
#define CODE_MAX       99999999

/* Longest text that can be a typed code, blanks around it included. */
#define TYPED_MAX 64

/* Bytes of a SHA-512 digest that an announcement carries as "sh". */
#define SETUP_HASH_SIZE 4

static void
set_bad_code (GError     **error,
              const char  *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_CODE, "Not a HomeKit setup code: %s", why);
}

/* The codes that the protocol rules out as too easy to guess. */
static bool
is_trivial (const char digits[CODE_DIGITS])
{
  bool same = true;

  for (unsigned int i = 1; i < CODE_DIGITS; i++)
    same = same && digits[i] == digits[0];

  return same ||
         memcmp (digits, "12345678", CODE_DIGITS) == 0 ||
         memcmp (digits, "87654321", CODE_DIGITS) == 0;
}

/* "XXX-XX-XXX" is what both sides compute with, so it is kept in that form. */
static DsSecret *
make_code (const char   digits[CODE_DIGITS],
           GError     **error)
{
  char text[CODE_TEXT_SIZE] = "   -  -   ";
  DsSecret *code;

  if (is_trivial (digits))
    {
      set_bad_code (error, "no device may have such a simple one");
      return NULL;
    }

  memcpy (text, digits, 3);
  memcpy (text + 4, digits + 3, 2);
  memcpy (text + 7, digits + 5, 3);
  code = ds_secret_new_text (text);
  ds_crypto_wipe (text, sizeof (text));

  return code;
}

/*
 * Scanned payloads
 */

/**
 * ds_hap_payload_is:
 * @text: what was typed, pasted or scanned
 *
 * Returns: whether it begins as a HomeKit payload does, in upper or lower case
 */
bool
ds_hap_payload_is (const char *text)
{
  g_return_val_if_fail (text != NULL, false);

  while (g_ascii_isspace (*text))
    text++;

  return g_ascii_strncasecmp (text, PREFIX, strlen (PREFIX)) == 0;
}

/* Nine digits in base 36 are at most 47 bits. */
static bool
parse_number (const char *text,
              uint64_t   *number)
{
  *number = 0;

  for (unsigned int i = 0; i < NUMBER_LENGTH; i++)
    {
      if (g_ascii_isdigit (text[i]))
        *number = *number * 36 + (text[i] - '0');
      else if (g_ascii_isalpha (text[i]))
        *number = *number * 36 + (g_ascii_toupper (text[i]) - 'A' + 10);
      else
        return false;
    }

  return true;
}

static bool
parse_setup_id (const char *text,
                char        setup_id[DS_HAP_SETUP_ID_LENGTH + 1])
{
  for (unsigned int i = 0; i < DS_HAP_SETUP_ID_LENGTH; i++)
    {
      if (!g_ascii_isalnum (text[i]))
        return false;
      setup_id[i] = g_ascii_toupper (text[i]);
    }

  setup_id[DS_HAP_SETUP_ID_LENGTH] = '\0';
  return true;
}

static DsSecret *
make_code_from_number (uint32_t   number,
                       GError   **error)
{
  char digits[CODE_DIGITS];
  DsSecret *code;

  for (unsigned int i = CODE_DIGITS; i > 0; i--)
    {
      digits[i - 1] = '0' + number % 10;
      number /= 10;
    }

  code = make_code (digits, error);
  ds_crypto_wipe (digits, sizeof (digits));
  return code;
}

/* From the lowest bit: 27 of the code, 4 flags, 8 of the category, 4 that are
 * reserved and 3 of the version. */
static DsHapPayload *
make_payload (uint64_t     number,
              const char  *rest,
              GError     **error)
{
  g_autoptr (DsHapPayload) self = g_new0 (DsHapPayload, 1);
  uint32_t code = number & 0x7ffffff;

  /* A later version may mean something else by every other bit. */
  if (number >> 39 != 0)
    {
      set_bad_code (error, "a version that is not known");
      return NULL;
    }
  if (code > CODE_MAX)
    {
      set_bad_code (error, "its number has more than eight digits");
      return NULL;
    }
  if (!parse_setup_id (rest, self->setup_id))
    {
      set_bad_code (error, "its setup id has odd characters");
      return NULL;
    }

  self->flags = number >> 27 & 0xf;
  self->category = number >> 31 & 0xff;
  self->code = make_code_from_number (code, error);
  ds_crypto_wipe (&code, sizeof (code));

  return self->code != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_hap_payload_parse:
 * @text: the text of a QR code
 * @error: return location for an error
 *
 * Reads "X-HM://", nine digits in base 36 and a setup id of four. Lower case is
 * taken for upper case, as it comes when a person types a payload; blanks around
 * it are passed over; anything else is refused.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL with
 *   %DS_ERROR_BAD_CODE
 */
DsHapPayload *
ds_hap_payload_parse (const char  *text,
                      GError     **error)
{
  DsHapPayload *self = NULL;
  uint64_t number = 0;
  size_t length;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  if (!ds_hap_payload_is (text) ||
      length != strlen (PREFIX) + NUMBER_LENGTH + DS_HAP_SETUP_ID_LENGTH ||
      !parse_number (text + strlen (PREFIX), &number))
    set_bad_code (error, "a malformed payload");
  else
    self = make_payload (number, text + strlen (PREFIX) + NUMBER_LENGTH, error);

  ds_crypto_wipe (&number, sizeof (number));
  return self;
}

/**
 * ds_hap_payload_free:
 * @self: (nullable) (transfer full): a payload
 *
 * Frees a payload; its code is wiped with the last reference to it.
 */
void
ds_hap_payload_free (DsHapPayload *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->code, ds_secret_unref);
  g_free (self);
}

static bool
hash_matches (const char    *setup_id,
              const char    *device_id,
              const uint8_t  hash[SETUP_HASH_SIZE])
{
  g_autofree char *both = g_strconcat (setup_id, device_id, NULL);
  uint8_t digest[DS_SHA512_SIZE];

  return ds_sha512 (both, strlen (both), digest) &&
         memcmp (digest, hash, SETUP_HASH_SIZE) == 0;
}

/**
 * ds_hap_payload_matches:
 * @setup_id: of a payload
 * @device_id: "id" of an announcement
 * @setup_hash: "sh" of the same announcement
 *
 * The hash is the beginning of SHA-512 over both ids. An id that is announced in
 * lower case is tried in upper case too, since that is how accessories hash it.
 *
 * Returns: whether the payload was printed for the announced device
 */
bool
ds_hap_payload_matches (const char *setup_id,
                        const char *device_id,
                        const char *setup_hash)
{
  g_autofree char *upper = NULL;
  g_autofree uint8_t *hash = NULL;
  size_t length = 0;

  g_return_val_if_fail (setup_id != NULL, false);
  g_return_val_if_fail (device_id != NULL, false);
  g_return_val_if_fail (setup_hash != NULL, false);

  if (strlen (setup_hash) != 8) /* four bytes in base 64 */
    return false;

  hash = g_base64_decode (setup_hash, &length);
  if (length != SETUP_HASH_SIZE)
    return false;

  upper = g_ascii_strup (device_id, -1);
  return hash_matches (setup_id, device_id, hash) || hash_matches (setup_id, upper, hash);
}

/*
 * Typed codes
 */

/* Any dash or blank that a person or a keyboard may put between digits. */
static bool
is_divider (gunichar character)
{
  return g_unichar_isspace (character) ||
         g_unichar_type (character) == G_UNICODE_DASH_PUNCTUATION ||
         character == '.' || character == 0x2212;
}

static DsSecret *
parse_digits (const char  *typed,
              GError     **error)
{
  char digits[CODE_DIGITS];
  unsigned int count = 0;
  DsSecret *code = NULL;

  if (strnlen (typed, TYPED_MAX + 1) > TYPED_MAX || !g_utf8_validate (typed, -1, NULL))
    {
      set_bad_code (error, "it is too long or no text");
      return NULL;
    }

  for (; *typed != '\0'; typed = g_utf8_next_char (typed))
    {
      gunichar character = g_utf8_get_char (typed);

      if (is_divider (character))
        continue;
      if (!g_unichar_isdigit (character) || count == CODE_DIGITS)
        {
          count = 0;
          break;
        }
      digits[count++] = '0' + g_unichar_digit_value (character);
    }

  if (count == CODE_DIGITS)
    code = make_code (digits, error);
  else
    set_bad_code (error, "it does not have eight digits");

  ds_crypto_wipe (digits, sizeof (digits));
  return code;
}

/**
 * ds_hap_code_parse:
 * @typed: what was typed, pasted or scanned
 * @error: return location for an error
 *
 * Takes eight digits of any script with any blanks and dashes between them, or
 * a whole payload.
 *
 * Returns: (transfer full) (nullable): the code as "XXX-XX-XXX", or %NULL with
 *   %DS_ERROR_BAD_CODE
 */
DsSecret *
ds_hap_code_parse (const char  *typed,
                   GError     **error)
{
  g_autoptr (DsHapPayload) payload = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  if (!ds_hap_payload_is (typed))
    return parse_digits (typed, error);

  payload = ds_hap_payload_parse (typed, error);
  return payload != NULL ? g_steal_pointer (&payload->code) : NULL;
}

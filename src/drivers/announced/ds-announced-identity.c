/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-announced-identity"

#include "config.h"

#include "ds-announced-identity.h"

#include <stdbool.h>
#include <string.h>

#define HEX          "0123456789abcdefABCDEF"
#define MAC_DIGITS   12
#define EUI64_DIGITS 16
#define UUID_DIGITS  32

/* Devices that do not know their own address say one digit over and over: it would
 * make one device of them all. */
static bool
is_one_digit (const char *digits)
{
  return strspn (digits, (char[]) { digits[0], '\0' }) == strlen (digits);
}

/* "AA:BB:CC:DD:EE:FF" at the beginning of @text; ':' may be another separator. */
static bool
read_pairs (const char *text,
            char digits[MAC_DIGITS + 1])
{
  char separator = text[2];

  if (separator != ':' && separator != '-')
    return false;
  for (unsigned int i = 0; i < MAC_DIGITS / 2; i++)
    {
      const char *pair = text + 3 * i;

      if (strspn (pair, HEX) != 2 || (i < MAC_DIGITS / 2 - 1 && pair[2] != separator))
        return false;
      memcpy (digits + 2 * i, pair, 2);
    }
  digits[MAC_DIGITS] = '\0';
  return true;
}

/* The same in one word of @length digits. */
static bool
read_word (const char *text,
           size_t length,
           char digits[MAC_DIGITS + 1])
{
  if (length == EUI64_DIGITS && g_ascii_strncasecmp (text + 6, "fffe", 4) == 0)
    {
      memcpy (digits, text, 6);
      memcpy (digits + 6, text + 10, 6);
    }
  else if (length == MAC_DIGITS)
    {
      memcpy (digits, text, MAC_DIGITS);
    }
  else
    {
      return false;
    }
  digits[MAC_DIGITS] = '\0';
  return true;
}

/**
 * ds_announced_find_mac:
 * @text: (nullable): a text that may hold a hardware address
 *
 * Finds the first hardware address in @text: 12 hexadecimal digits in one word,
 * "AA:BB:CC:DD:EE:FF" or "AA-BB-CC-DD-EE-FF"; or 16 digits with "fffe" in the
 * middle, which stand for the 12 around it (an EUI-64 made from an EUI-48).
 *
 * Returns: (transfer full) (nullable): 12 digits in lower case, or %NULL
 */
char *
ds_announced_find_mac (const char *text)
{
  char digits[MAC_DIGITS + 1];

  while (text != NULL && *text != '\0')
    {
      size_t length = strspn (text, HEX);

      if (length > 0 &&
          (read_word (text, length, digits) || (length == 2 && read_pairs (text, digits))) &&
          !is_one_digit (digits))
        return g_ascii_strdown (digits, MAC_DIGITS);
      text += MAX (length, 1);
    }

  return NULL;
}

/**
 * ds_announced_find_uuid:
 * @text: (nullable): what should be a UUID
 *
 * Returns: (transfer full) (nullable): its 32 digits in lower case, or %NULL where
 *   @text is anything else
 */
char *
ds_announced_find_uuid (const char *text)
{
  char digits[UUID_DIGITS + 1];
  size_t n = 0;

  if (text != NULL && g_ascii_strncasecmp (text, "uuid:", 5) == 0)
    text += 5;
  for (; text != NULL && *text != '\0'; text++)
    {
      if (*text == '-')
        continue;
      if (!g_ascii_isxdigit (*text) || n == UUID_DIGITS)
        return NULL;
      digits[n++] = g_ascii_tolower (*text);
    }
  digits[n] = '\0';

  return n == UUID_DIGITS && !is_one_digit (digits) ? g_strdup (digits) : NULL;
}

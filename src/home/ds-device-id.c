/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

/* RFC 4648 section 6, in lower case; 5 bytes are 8 characters without padding. */
static char *
to_base32 (const uint8_t bytes[5])
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  uint64_t value = 0;
  char text[9] = { 0 };

  for (unsigned int i = 0; i < 5; i++)
    value = value << 8 | bytes[i];
  for (unsigned int i = 0; i < 8; i++)
    text[i] = alphabet[value >> (35 - 5 * i) & 31];

  return g_strdup (text);
}

char *
_ds_device_make_id (const char *driver,
                    const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *identity = g_strconcat (driver, ":", key, NULL);
  uint8_t digest[32];
  size_t length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) identity, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return to_base32 (digest);
}

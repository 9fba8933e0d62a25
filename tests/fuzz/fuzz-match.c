/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-match"

#include "config.h"

#include "core/ds-text.h"
#include "discovery/ds-announcement-private.h"
#include "drivers/announced/ds-announced-match.h"
#include "drivers/announced/ds-announced-table.h"
#include "drivers/ds-driver.h"
#include "drivers/homekit/ds-homekit-match.h"
#include "drivers/printer/ds-printer-match.h"
#include "drivers/printer/ds-printer-place.h"

#include <string.h>

#define SHARES 16

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* A TXT record as it is on the wire: strings, each after its length
 * (RFC 6763, section 6.1). */
static GVariant *
read_strings (const uint8_t *data,
              size_t size)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  while (size > 0)
    {
      size_t length = MIN ((size_t) data[0], size - 1);

      g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                                        data + 1, length, 1));
      data += length + 1;
      size -= length + 1;
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
check_match (const DsMatch *match)
{
  g_assert_true (ds_text_is_clean (match->key) && *match->key != '\0');
  g_assert_true (match->name == NULL || ds_text_is_clean (match->name));
  g_assert_true (match->maker == NULL || ds_text_is_clean (match->maker));
  g_assert_true (match->model == NULL || ds_text_is_clean (match->model));
  g_assert_true (match->software_version == NULL || ds_text_is_clean (match->software_version));
}

/* Each input is for a few of the types, so that there is time for many inputs. */
static void
try_announced (const char *instance,
               GSocketAddress *address,
               GVariant *txt,
               unsigned int share)
{
  for (unsigned int i = 0; ds_announced_types[i] != NULL; i++)
    {
      g_autoptr (DsAnnouncement) announcement = NULL;
      g_autoptr (DsMatch) match = NULL;

      if (i % SHARES != share)
        continue;
      announcement = ds_announcement_new_from_bytes (instance, ds_announced_types[i], instance, 1,
                                                     G_INET_SOCKET_ADDRESS (address), txt);
      match = ds_announced_match (announcement);
      if (match != NULL)
        check_match (match);
    }
}

static void
try_printer (const char *instance,
             GSocketAddress *address,
             GVariant *txt)
{
  g_autoptr (DsAnnouncement) announcement = NULL;
  g_autoptr (DsMatch) match = NULL;
  g_autoptr (DsPrinterPlace) place = NULL;
  g_autofree char *again = NULL;

  announcement = ds_announcement_new_from_bytes (instance, "_ipp._tcp", instance, 1,
                                                 G_INET_SOCKET_ADDRESS (address), txt);
  match = ds_printer_match (announcement);
  if (match == NULL)
    return;

  check_match (match);
  place = ds_printer_place_parse (match->path);
  again = ds_printer_place_to_text (place);
  g_assert_cmpstr (again, ==, match->path);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GVariant) txt = read_strings (data, size);
  g_autofree char *instance = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string ("192.0.2.1");
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, 80);
  g_autoptr (DsAnnouncement) announcement = NULL;
  g_autofree char *identity = NULL;
  g_autoptr (DsMatch) match = NULL;

  announcement = ds_announcement_new_from_bytes (instance, "_hap._tcp", "host.local", 1,
                                                 G_INET_SOCKET_ADDRESS (address), txt);
  identity = ds_driver_identify (announcement);
  g_assert_true (identity == NULL || ds_text_is_clean (identity));

  match = ds_homekit_match (announcement);
  if (match != NULL)
    check_match (match);
  try_printer (instance, address, txt);
  try_announced (instance, address, txt, (unsigned int) (size + (size > 0 ? data[size - 1] : 0)) % SHARES);
  return 0;
}

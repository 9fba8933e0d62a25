/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "discovery/ds-announcement-private.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A TXT record as on the wire: a length byte and so many bytes, again and again. */
static GVariant *
make_txt (const uint8_t *data,
          size_t size)
{
  GVariantBuilder builder;
  size_t at = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  while (at < size)
    {
      size_t length = MIN (data[at], size - at - 1);

      g_variant_builder_add_value (&builder,
                                   g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                              data + at + 1, length, 1));
      at += 1 + length;
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
check (const DsAnnouncement *self,
       const char *key)
{
  const char *value = ds_announcement_get_txt (self, key);

  g_assert_true (value == NULL || g_utf8_validate (value, -1, NULL));
  g_assert_true (value == NULL || strlen (value) <= 255);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GVariant) txt = make_txt (data, size);
  g_autoptr (DsAnnouncement) self =
    ds_announcement_new_from_bytes (text, text, text, 1, NULL, txt);
  g_autoptr (DsAnnouncement) again =
    ds_announcement_new_from_bytes (text, text, text, 1, NULL, txt);

  g_assert_true (g_utf8_validate (ds_announcement_get_instance (self), -1, NULL));
  g_assert_true (g_utf8_validate (ds_announcement_get_host (self), -1, NULL));
  g_assert_true (ds_announcement_equal (self, again));
  check (self, "id");
  check (self, "sf");
  check (self, text);
  return 0;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-base64"

#include "config.h"

#include "vd-base64.h"

#include <string.h>

char *
vd_base64_encode (const void *data, size_t length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

GBytes *
vd_base64_decode (const char *text)
{
  GString *padded = g_string_new (text);
  g_autofree char *again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guchar *data;
  gsize length = 0;

  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  data = g_base64_decode (padded->str, &length);
  bytes = g_bytes_new_take (data, length);
  g_string_free (padded, TRUE);

  /* GLib skips what it does not know; one spelling is enough for us. */
  again = vd_base64_encode (data, length);

  return g_str_equal (again, text) ? g_steal_pointer (&bytes) : NULL;
}

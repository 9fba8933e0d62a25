/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-origin.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* A base URL and a link, on two lines: whatever they say, what comes out is a
 * path on the device itself. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.7", 8443);
  g_autoptr (DsOrigin) origin = ds_origin_new (G_INET_SOCKET_ADDRESS (address), "lamp.local");
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  const char *base = lines[0] != NULL && lines[1] != NULL ? lines[0] : NULL;
  const char *href = base != NULL ? lines[1] : text;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ds_origin_resolve (origin, base, href, &error);
  g_autoptr (GUri) uri = NULL;

  if (path == NULL)
    {
      g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER));
      return 0;
    }

  g_assert_true (ds_origin_is_path (path));
  uri = ds_origin_make_uri (origin, path);
  g_assert_nonnull (uri);
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
  g_assert_cmpstr (g_uri_get_host (uri), ==, "192.0.2.7");
  g_assert_cmpint (g_uri_get_port (uri), ==, 8443);
  g_assert_null (g_uri_get_userinfo (uri));
  return 0;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-http-reply.h"
#include "trust/ds-origin.h"

#include "ds-test.h"

#include <stdint.h>
#include <string.h>

static DsOrigin *
new_origin (const char *ip,
            uint16_t port,
            const char *host)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (ip, port);

  return ds_origin_new (G_INET_SOCKET_ADDRESS (address), host);
}

static void
assert_resolves (DsOrigin *origin,
                 const char *base,
                 const char *href,
                 const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *resolved = ds_origin_resolve (origin, base, href, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (resolved, ==, path);
}

static void
assert_refused (DsOrigin *origin,
                const char *base,
                const char *href)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_strescape (href, NULL);

  g_test_message ("%.80s", shown);
  g_assert_null (ds_origin_resolve (origin, base, href, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_own_places (void)
{
  static const char *const rows[][3] = {
    { NULL, "/properties/identity", "/properties/identity" },
    { NULL, "actions/pair", "/actions/pair" },
    { NULL, "/a?b=c&d=%20", "/a?b=c&d=%20" },
    { NULL, "https://192.0.2.7:8443/a", "/a" },
    { NULL, "HTTPS://192.0.2.7:8443/a", "/a" },
    { NULL, "https://lamp.local:8443/a", "/a" },
    { NULL, "https://LAMP.local:8443/a", "/a" },
    { NULL, "//192.0.2.7:8443/a", "/a" },
    { NULL, "https://192.0.2.7:8443", "/" },
    { NULL, "", "/" },
    { "https://192.0.2.7:8443/lamp/", "actions/pair", "/lamp/actions/pair" },
    { "https://lamp.local:8443/lamp/", "../a", "/a" },
    { "/lamp/", "a", "/lamp/a" },
    { "/lamp/", "/a", "/a" },
    { NULL, "/../../etc/passwd", "/etc/passwd" },
    { NULL, "/x/%2e%2e/a%2Fb", "/a%2Fb" },
  };
  g_autoptr (DsOrigin) origin = new_origin ("192.0.2.7", 8443, "lamp.local");

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_resolves (origin, rows[i][0], rows[i][1], rows[i][2]);
}

static void
test_places_of_others (void)
{
  static const char *const rows[][2] = {
    { NULL, "http://192.0.2.7:8443/a" },
    { NULL, "https://192.0.2.7/a" },
    { NULL, "https://192.0.2.7:8444/a" },
    { NULL, "https://192.0.2.8:8443/a" },
    { NULL, "https://evil.example:8443/a" },
    { NULL, "//evil.example/a" },
    { NULL, "https://lamp.local.evil.example:8443/a" },
    { NULL, "https://lamp.local@evil.example:8443/" },
    { NULL, "https://owner:pw@192.0.2.7:8443/" },
    { NULL, "https://192.0.2.7:8443@evil.example/" },
    { NULL, "https://192.0.2.7:8443\\@evil.example/" },
    { NULL, "/a#b" },
    { NULL, "javascript:alert(1)" },
    { NULL, "file:///etc/passwd" },
    { NULL, "data:text/plain,x" },
    { NULL, "coaps://192.0.2.7:8443/a" },
    { NULL, "/a b" },
    { NULL, "/a\r\nX: y" },
    { NULL, "/a\tb" },
    { NULL, "/{?rel}" },
    { NULL, "/\xc3\xa4" },
    { NULL, "/\xff" },
    { NULL, "https://[::1" },
    { NULL, "https://192.0.2.7:99999/" },
    { NULL, "https:/" },
    { "https://evil.example/", "/a" },
    { "https://evil.example/", "https://192.0.2.7:8443/a" },
    { "http://192.0.2.7:8443/", "/a" },
    { "javascript:", "/a" },
    { "/lamp\\/", "/a" },
  };
  g_autoptr (DsOrigin) origin = new_origin ("192.0.2.7", 8443, "lamp.local");

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (origin, rows[i][0], rows[i][1]);
}

static void
test_long_url (void)
{
  g_autoptr (DsOrigin) origin = new_origin ("192.0.2.7", 443, NULL);
  g_autofree char *longest = g_strnfill (512 - strlen ("https://192.0.2.7:443") + 4, '/');
  g_autofree char *huge = g_strnfill (100000, '/');

  assert_refused (origin, NULL, huge);
  longest[strlen (longest) - 4] = '\0';
  memset (longest + 1, 'a', strlen (longest) - 1);
  assert_resolves (origin, NULL, longest, longest);
}

static void
test_default_port (void)
{
  g_autoptr (DsOrigin) origin = new_origin ("192.0.2.7", 443, NULL);

  assert_resolves (origin, NULL, "https://192.0.2.7/a", "/a");
  assert_resolves (origin, NULL, "https://192.0.2.7:443/a", "/a");
  assert_refused (origin, NULL, "https://192.0.2.7:80/a");
}

static void
test_ipv6 (void)
{
  g_autoptr (DsOrigin) origin = new_origin ("fe80::1", 8443, NULL);
  g_autoptr (GUri) uri = ds_origin_make_uri (origin, "/a?b");

  assert_resolves (origin, NULL, "https://[fe80::1]:8443/a", "/a");
  assert_resolves (origin, NULL, "https://[FE80:0:0::0:1]:8443/a", "/a");
  assert_resolves (origin, NULL, "/a", "/a");
  assert_refused (origin, NULL, "https://[fe80::2]:8443/a");
  /* An interface of the device means nothing here (RFC 6874, section 4). */
  assert_refused (origin, NULL, "https://[fe80::1%25wlan0]:8443/a");
  g_assert_cmpstr (g_uri_get_host (uri), ==, "fe80::1");
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/a");
  g_assert_cmpstr (g_uri_get_query (uri), ==, "b");
}

static void
assert_problem (const char *type,
                const char *text,
                const char *problem)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (DsHttpReply) reply = ds_http_reply_new (403, type, body);

  g_assert_cmpstr (ds_http_reply_get_problem (reply), ==, problem);
}

static void
test_problem (void)
{
  g_autofree char *deep = g_strnfill (5000, '[');

  assert_problem ("application/problem+json", "{\"type\":\"urn:x\"}", "urn:x");
  assert_problem ("Application/Problem+JSON", "{\"type\":\"urn:x\"}", "urn:x");
  assert_problem ("application/json", "{\"type\":\"urn:x\"}", NULL);
  assert_problem ("application/problem+json", "{}", NULL);
  assert_problem ("application/problem+json", "{\"type\":7}", NULL);
  assert_problem ("application/problem+json", "{\"type\":\"a b\"}", NULL);
  assert_problem ("application/problem+json", "{\"type\":\"a\",\"type\":\"b\"}", NULL);
  assert_problem ("application/problem+json", "{\"type\":\"\\u202ex\"}", NULL);
  assert_problem ("application/problem+json", "[\"type\"]", NULL);
  assert_problem ("application/problem+json", "", NULL);
  assert_problem ("application/problem+json", deep, NULL);
  assert_problem (NULL, "{\"type\":\"urn:x\"}", NULL);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/origin/own-places", test_own_places);
  g_test_add_func ("/origin/places-of-others", test_places_of_others);
  g_test_add_func ("/origin/long-url", test_long_url);
  g_test_add_func ("/origin/default-port", test_default_port);
  g_test_add_func ("/origin/ipv6", test_ipv6);
  g_test_add_func ("/origin/problem", test_problem);
  return g_test_run ();
}

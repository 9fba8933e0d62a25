/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-address"

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-test.h"

static const struct
{
  const char *typed;
  const char *host;
  uint16_t port;
  const char *written;
} good[] = {
  { "lamp", "lamp", 0, "lamp" },
  { "  lamp.local \n", "lamp.local", 0, "lamp.local" },
  { "lamp.local.", "lamp.local", 0, "lamp.local" },
  { "lamp.local:8080", "lamp.local", 8080, "lamp.local:8080" },
  { "my_plug.local", "my_plug.local", 0, "my_plug.local" },
  { "küche.local", "xn--kche-0ra.local", 0, "xn--kche-0ra.local" },
  { "192.0.2.7", "192.0.2.7", 0, "192.0.2.7" },
  { "192.0.2.7:80", "192.0.2.7", 80, "192.0.2.7:80" },
  { "192.0.2.7:65535", "192.0.2.7", 65535, "192.0.2.7:65535" },
  { "2001:db8::1", "2001:db8::1", 0, "2001:db8::1" },
  { "[2001:db8::1]", "2001:db8::1", 0, "2001:db8::1" },
  { "[2001:db8::1]:443", "2001:db8::1", 443, "[2001:db8::1]:443" },
  { "::1", "::1", 0, "::1" },
  { "fe80::1%eth0", "fe80::1%eth0", 0, "fe80::1%eth0" },
  { "[fe80::1%eth0]:80", "fe80::1%eth0", 80, "[fe80::1%eth0]:80" },
  { "[fe80::1%2]:80", "fe80::1%2", 80, "[fe80::1%2]:80" },
};

static const char *const bad[] = {
  "", " ", ":", ":80", "lamp:", "lamp:0", "lamp:65536", "lamp:+80", "lamp: 80", "lamp:80x", "lamp:-1",
  "lamp lamp", "http://lamp", "lamp/", "-lamp", "lamp-", "lamp..local", ".lamp", "lamp@home", "l\xff",
  "lamp\nhome", "300.1.1.1", "1.2.3", "1.2.3.4.5", "1", "0x7f000001", "192.0.2.7%eth0", "[192.0.2.7]:80",
  "[lamp]", "[", "[]", "[::1", "[::1]80", "[::1]:", "[::1]:0", "[::1]x", "fe80::1%", "fe80::1%eth0/1",
  "fe80::1%0123456789abcdef", "fe80::12345", ":::", "1::2::3", "lamp\u202elocal:80", "lamp;rm",
};

static void
test_what_people_type (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsAddress) address = ds_address_parse (good[i].typed, &error);
      g_autofree char *written = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (address->host, ==, good[i].host);
      g_assert_cmpuint (address->port, ==, good[i].port);
      written = ds_address_to_string (address->host, address->port);
      g_assert_cmpstr (written, ==, good[i].written);
    }
}

static void
test_what_is_no_address (void)
{
  g_autofree char *label = g_strnfill (64, 'a');
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autoptr (GString) dots = g_string_new ("a");
  const char *long_ones[] = { label, endless, NULL, NULL };

  for (int i = 0; i < 130; i++)
    g_string_append (dots, ".a");
  long_ones[2] = dots->str;

  for (size_t i = 0; i < G_N_ELEMENTS (bad) + G_N_ELEMENTS (long_ones); i++)
    {
      const char *typed = i < G_N_ELEMENTS (bad) ? bad[i] : long_ones[i - G_N_ELEMENTS (bad)];
      g_autoptr (GError) error = NULL;

      if (ds_address_parse (typed, &error) != NULL)
        g_error ("“%s” was taken for an address", typed);
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ADDRESS);
    }
}

static void
test_socket_addresses (void)
{
  g_autoptr (GInetAddress) four = g_inet_address_new_from_string ("192.0.2.7");
  g_autoptr (GInetAddress) six = g_inet_address_new_from_string ("fe80::1");
  g_autoptr (GSocketAddress) plain = g_inet_socket_address_new (four, 80);
  g_autoptr (GSocketAddress) scoped = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", six,
                                                    "port", 80, "scope-id", 2, NULL);
  g_autofree char *a = ds_socket_address_to_string (G_INET_SOCKET_ADDRESS (plain));
  g_autofree char *b = ds_socket_address_to_string (G_INET_SOCKET_ADDRESS (scoped));

  g_assert_cmpstr (a, ==, "192.0.2.7:80");
  g_assert_cmpstr (b, ==, "[fe80::1%2]:80");
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/address/what-people-type", test_what_people_type);
  g_test_add_func ("/address/what-is-no-address", test_what_is_no_address);
  g_test_add_func ("/address/socket-addresses", test_socket_addresses);
  return g_test_run ();
}

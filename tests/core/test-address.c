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
  { "127.0.0.1:80", "127.0.0.1", 80, "127.0.0.1:80" },
  { "223.255.255.254", "223.255.255.254", 0, "223.255.255.254" },
  { "1.0.0.1", "1.0.0.1", 0, "1.0.0.1" },
  { "::ffff:192.0.2.7", "::ffff:192.0.2.7", 0, "::ffff:192.0.2.7" },
  { "fe80::1%eth0", "fe80::1%eth0", 0, "fe80::1%eth0" },
  { "[fe80::1%eth0]:80", "fe80::1%eth0", 80, "[fe80::1%eth0]:80" },
  { "[fe80::1%2]:80", "fe80::1%2", 80, "[fe80::1%2]:80" },
};

static const char *const bad[] = {
  "", " ", ":", ":80", "lamp:", "lamp:0", "lamp:65536", "lamp:+80", "lamp: 80", "lamp:80x", "lamp:-1",
  "lamp lamp", "http://lamp", "lamp/", "-lamp", "lamp-", "lamp..local", ".lamp", "lamp@home", "l\xff",
  "lamp\nhome", "300.1.1.1", "1.2.3", "1.2.3.4.5", "1", "0x7f000001", "192.0.2.7%eth0", "[192.0.2.7]:80",
  "[lamp]", "[", "[]", "[::1", "[::1]80", "[::1]:", "[::1]:0", "[::1]x", "[::1]x80", "fe80::1%", "fe80::1%eth0/1",
  "fe80::1%0123456789abcdef", "fe80::12345", ":::", "1::2::3", "lamp\u202elocal:80", "lamp;rm",
  "http://lamp.local:80/", "lamp.local:80/", "999.1.1.1", "192.0.2. 7", "[ ::1]:80", "[]:80", "host:99999",
  /* No device has these. */
  "0.0.0.0", "0.0.0.0:80", "0.1.2.3", "224.0.0.251:5353", "239.255.255.250", "240.0.0.1", "255.255.255.255:80",
  "::", "[::]:80", "ff02::fb", "[ff02::fb%eth0]:5353", "::ffff:0.0.0.0", "[::ffff:224.0.0.1]:80",
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

static void
test_whose_an_address_is (void)
{
  static const struct
  {
    const char *address;
    bool nobodys;
    bool own;
  } rows[] = {
    { "127.0.0.1", false, true }, { "127.255.0.1", false, true }, { "::1", false, true },
    { "::ffff:127.0.0.1", false, true }, { "::ffff:192.0.2.7", false, false },
    { "192.0.2.7", false, false }, { "fe80::7", false, false }, { "::2", false, false },
    { "0.0.0.0", true, false }, { "::", true, false }, { "::ffff:0.0.0.0", true, false },
    { "::ffff:255.255.255.255", true, false }, { "255.255.255.255", true, false },
    { "224.0.0.1", true, false }, { "ff02::1", true, false }, { "240.0.0.1", true, false },
    /* Begins like one in IPv6 clothes, and is none. */
    { "::fffe:127.0.0.1", false, false }, { "f000::1", false, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].address);

      g_test_message ("%s", rows[i].address);
      g_assert_cmpint (ds_inet_address_is_nobodys (address), ==, rows[i].nobodys);
      g_assert_cmpint (ds_inet_address_is_own (address), ==, rows[i].own);
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/address/what-people-type", test_what_people_type);
  g_test_add_func ("/address/what-is-no-address", test_what_is_no_address);
  g_test_add_func ("/address/socket-addresses", test_socket_addresses);
  g_test_add_func ("/address/whose-an-address-is", test_whose_an_address_is);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-discovery-fixture.h"

static DexFuture *
resolve (const char *host)
{
  static const char *const types[] = { TYPE, NULL };
  g_autoptr (DsDiscovery) discovery = ds_discovery_new (types, identify_by_id);

  return ds_discovery_resolve (discovery, host, 80);
}

static void
assert_resolves (const char *host,
                 const char *first,
                 const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = dex_await_boxed (resolve (host), &error);
  const char *expected[] = { first, second };
  unsigned int n = second != NULL ? 2 : 1;

  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, ==, n);
  for (unsigned int i = 0; i < n; i++)
    {
      g_autofree char *text = ds_socket_address_to_string (addresses->pdata[i]);

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
assert_rejects (const char *host,
                DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (resolve (host));

  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_numbers_need_nobody (void)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  assert_resolves ("192.0.2.7", "192.0.2.7:80", NULL);
  assert_resolves ("2001:db8::7", "[2001:db8::7]:80", NULL);
  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
}

static void
test_scope_by_name_and_number (void)
{
  assert_resolves ("fe80::7%lo", "[fe80::7%1]:80", NULL);
  assert_resolves ("fe80::7%7", "[fe80::7%7]:80", NULL);
  assert_rejects ("fe80::7%nowhere0", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("fe80::7%", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("fe80::7%0", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("2001:db8::7%1", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("192.0.2.7%1", DS_ERROR_BAD_ADDRESS);
}

static void
test_local_name_over_both_protocols (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);

  ds_mock_avahi_add_host (avahi, "plug.local", "192.0.2.7", 2);
  ds_mock_avahi_add_host (avahi, "plug.local", "fe80::7", 2);
  assert_resolves ("plug.local", "192.0.2.7:80", "[fe80::7%2]:80");
  ds_mock_avahi_add_host (avahi, "six.LOCAL", "fe80::8", 3);
  assert_resolves ("six.LOCAL", "[fe80::8%3]:80", NULL);
  ds_mock_avahi_add_host (avahi, "whole.local.", "192.0.2.9", 2);
  assert_resolves ("whole.local.", "192.0.2.9:80", NULL);
  assert_rejects ("nobody.local", DS_ERROR_UNREACHABLE);
}

static void
test_local_name_without_avahi (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_ABSENT);

  assert_rejects ("plug.local", DS_ERROR_NO_AVAHI);
}

static void
test_local_name_without_bus (void)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  assert_rejects ("plug.local", DS_ERROR_NO_AVAHI);
  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
}

static void
test_other_names_by_the_system (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = dex_await_boxed (resolve ("localhost"), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, >=, 1);
  g_assert_true (g_inet_address_get_is_loopback (
    g_inet_socket_address_get_address (addresses->pdata[0])));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/lookup/numbers-need-nobody", test_numbers_need_nobody);
  ds_test_add_fiber ("/lookup/scope-by-name-and-number", test_scope_by_name_and_number);
  ds_test_add_fiber ("/lookup/local-name-over-both-protocols",
                     test_local_name_over_both_protocols);
  ds_test_add_fiber ("/lookup/local-name-without-avahi", test_local_name_without_avahi);
  ds_test_add_fiber ("/lookup/local-name-without-bus", test_local_name_without_bus);
  ds_test_add_fiber ("/lookup/other-names-by-the-system", test_other_names_by_the_system);

  return g_test_run ();
}

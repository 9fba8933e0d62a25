/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-discovery-fixture.h"

#include <string.h>

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

/* Anyone on the network may answer for a name. */
static void
test_a_name_that_leads_to_no_device (void)
{
  static const char *const nowhere[] = { "127.0.0.1", "::1", "0.0.0.0", "::", "224.0.0.251",
                                         "ff02::fb", "255.255.255.255", "::ffff:127.0.0.1",
                                         "no number" };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);

  for (size_t i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_autofree char *host = g_strdup_printf ("trap-%zu.local", i);

      g_test_message ("%s", nowhere[i]);
      ds_mock_avahi_add_host (avahi, host, nowhere[i], 2);
      assert_rejects (host, DS_ERROR_BAD_ADDRESS);
    }

  ds_mock_avahi_add_host (avahi, "half.local", "127.0.0.1", 2);
  ds_mock_avahi_add_host (avahi, "half.local", "2001:db8::7", 2);
  assert_resolves ("half.local", "[2001:db8::7]:80", NULL);
  ds_mock_avahi_add_host (avahi, "own.local", "127.0.0.1", 1);
  assert_resolves ("own.local", "127.0.0.1:80", NULL);
}

static void
test_numbers_that_lead_to_no_device (void)
{
  assert_rejects ("0.0.0.0", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("224.0.0.251", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("ff02::fb%lo", DS_ERROR_BAD_ADDRESS);
  assert_resolves ("127.0.0.1", "127.0.0.1:80", NULL);
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

/* Who starts Avahi says in his own words that it is switched off, or broken. */
static void
test_local_name_refused (void)
{
  static const struct { const char *error; DsError code; } rows[] = {
    { "org.freedesktop.systemd1.NoSuchUnit", DS_ERROR_NO_AVAHI },
    { "org.freedesktop.systemd1.UnitMasked", DS_ERROR_NO_AVAHI },
    { "org.freedesktop.DBus.Error.Spawn.ChildExited", DS_ERROR_NO_AVAHI },
    { "org.freedesktop.Avahi.InvalidHostNameError", DS_ERROR_BAD_ADDRESS },
    { "org.freedesktop.Avahi.DisconnectedError", DS_ERROR_UNREACHABLE },
  };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].error);
      ds_mock_avahi_refuse_hosts (avahi, rows[i].error);
      assert_rejects ("plug.local", rows[i].code);
    }
}

static void
test_other_names_by_the_system (void)
{
  /* All of them say themselves that they are this computer. */
  static const char *const own[] = { "localhost", "plug.localhost", "Plug.LocalHost" };

  for (size_t i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) addresses = dex_await_boxed (resolve (own[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (addresses->len, >=, 1);
      g_assert_true (g_inet_address_get_is_loopback (
        g_inet_socket_address_get_address (addresses->pdata[0])));
    }
}

/*
 * A name server that says what it wants
 */

#define LYING_TYPE_RESOLVER (lying_resolver_get_type ())
G_DECLARE_FINAL_TYPE (LyingResolver, lying_resolver, LYING, RESOLVER, GResolver)

struct _LyingResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (LyingResolver, lying_resolver, G_TYPE_RESOLVER)

static void
return_cancelled (GCancellable *cancellable,
                  GTask *task)
{
  g_task_return_error_if_cancelled (task);
}

/* "192.0.2.7.example" is at 192.0.2.7, and of "never.example" it says nothing. */
static void
lying_resolver_lookup_by_name_async (GResolver *resolver,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_autofree char *number = g_strndup (name, (size_t) (strrchr (name, '.') - name));

  if (g_str_equal (number, "never"))
    {
      /* Until it is not wanted any more. */
      g_cancellable_connect (cancellable, G_CALLBACK (return_cancelled),
                             g_steal_pointer (&task), g_object_unref);
      return;
    }
  g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string (number)),
                         (GDestroyNotify) g_resolver_free_addresses);
}

static GList *
lying_resolver_lookup_by_name_finish (GResolver *resolver,
                                      GAsyncResult *result,
                                      GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lying_resolver_class_init (LyingResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = lying_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = lying_resolver_lookup_by_name_finish;
}

static void
lying_resolver_init (LyingResolver *self)
{
}

static void
test_other_names_that_lead_to_no_device (void)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) lying = g_object_new (LYING_TYPE_RESOLVER, NULL);

  g_resolver_set_default (lying);
  assert_resolves ("192.0.2.7.example", "192.0.2.7:80", NULL);
  assert_rejects ("127.0.0.1.example", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("0.0.0.0.example", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("224.0.0.251.example", DS_ERROR_BAD_ADDRESS);
  assert_rejects ("127.0.0.1.notlocalhost", DS_ERROR_BAD_ADDRESS);
  g_resolver_set_default (usual);
}

/* Neither Avahi nor the name server says a word. */
static void
test_names_that_nobody_answers_for (void)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) lying = g_object_new (LYING_TYPE_RESOLVER, NULL);
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_MUTE);
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) other = NULL;
  DexFuture *second;

  g_resolver_set_default (lying);
  second = resolve ("never.example");
  local = ds_test_await_error (resolve ("plug.local"));
  other = ds_test_await_error (second);
  g_assert_error (local, DS_ERROR, DS_ERROR_TIMED_OUT);
  g_assert_error (other, DS_ERROR, DS_ERROR_TIMED_OUT);
  g_resolver_set_default (usual);
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
  ds_test_add_fiber ("/lookup/a-name-that-leads-to-no-device",
                     test_a_name_that_leads_to_no_device);
  ds_test_add_fiber ("/lookup/numbers-that-lead-to-no-device",
                     test_numbers_that_lead_to_no_device);
  ds_test_add_fiber ("/lookup/local-name-without-avahi", test_local_name_without_avahi);
  ds_test_add_fiber ("/lookup/local-name-without-bus", test_local_name_without_bus);
  ds_test_add_fiber ("/lookup/other-names-by-the-system", test_other_names_by_the_system);
  ds_test_add_fiber ("/lookup/other-names-that-lead-to-no-device",
                     test_other_names_that_lead_to_no_device);
  ds_test_add_fiber ("/lookup/local-name-refused", test_local_name_refused);
  ds_test_add_fiber ("/lookup/names-that-nobody-answers-for",
                     test_names_that_nobody_answers_for);

  return g_test_run ();
}

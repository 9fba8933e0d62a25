/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real gnome-keyring-daemon on a bus of its own.
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-keyring-calls.h"
#include "trust/ds-keyring-private.h"

#include "ds-test.h"

#include <gio/gio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

static char *program;

/* Taking the bus down would wait for libsecret to give it up, which it never
 * does; the bus goes with this process, and leak checkers find it here. */
static GTestDBus *volatile bus;

static DsCredential *
new_credential (const char *text)
{
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autoptr (DsSecret) id = ds_secret_new_text ("AA:BB:CC:DD:EE:FF");
  g_autoptr (DsSecret) key = ds_secret_new_text (text);
  g_autoptr (DsSecret) zeroes = ds_secret_new ("\0\1\2\0", 4);

  ds_credential_set (credential, "accessory-id", id);
  ds_credential_set (credential, "key", key);
  ds_credential_set (credential, "zeroes", zeroes);
  return g_steal_pointer (&credential);
}

static void
store (DsKeyring *keyring,
       const char *device_id,
       DsSlot slot,
       const char *text)
{
  g_autoptr (DsCredential) credential = new_credential (text);

  ds_test_await (ds_keyring_store (keyring, device_id, slot, "Kitchen Lamp", credential));
}

/* Checks what a slot holds; %NULL for nothing. */
static void
assert_slot (DsKeyring *keyring,
             const char *device_id,
             DsSlot slot,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCredential) found = NULL;

  found = dex_await_boxed (ds_keyring_lookup (keyring, device_id, slot), &error);
  if (text == NULL)
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
    }
  else
    {
      g_autoptr (DsCredential) expected = new_credential (text);

      g_assert_no_error (error);
      g_assert_true (ds_credential_equal (found, expected));
    }
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
}

static void
test_empty (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_auto (GStrv) ids = NULL;

  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_UNKNOWN);
  ds_test_await (ds_keyring_probe (keyring));
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
  ds_test_await (ds_keyring_unlock (keyring));
  assert_slot (keyring, "nobody", DS_SLOT_CURRENT, NULL);
  ids = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, 0);
}

static void
test_slots (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_auto (GStrv) ids = NULL;

  store (keyring, "one", DS_SLOT_PENDING, "pending of one");
  store (keyring, "one", DS_SLOT_CURRENT, "current of one");
  store (keyring, "one", DS_SLOT_PREVIOUS, "previous of one");
  store (keyring, "two", DS_SLOT_CURRENT, "current of two");
  store (keyring, "two", DS_SLOT_CURRENT, "newer current of two");

  assert_slot (keyring, "one", DS_SLOT_PENDING, "pending of one");
  assert_slot (keyring, "one", DS_SLOT_CURRENT, "current of one");
  assert_slot (keyring, "one", DS_SLOT_PREVIOUS, "previous of one");
  assert_slot (keyring, "two", DS_SLOT_PENDING, NULL);
  assert_slot (keyring, "two", DS_SLOT_CURRENT, "newer current of two");

  ids = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) ids, "one"));
  g_assert_true (g_strv_contains ((const char *const *) ids, "two"));

  for (int slot = 0; slot < DS_N_SLOTS; slot++)
    ds_test_await (ds_keyring_clear (keyring, "one", slot));
  assert_slot (keyring, "one", DS_SLOT_CURRENT, NULL);
  assert_slot (keyring, "two", DS_SLOT_CURRENT, "newer current of two");
  ds_test_await (ds_keyring_clear (keyring, "one", DS_SLOT_CURRENT));
  ds_test_await (ds_keyring_clear (keyring, "two", DS_SLOT_CURRENT));
}

/* A program may end, or somebody stop waiting, at any moment of a search for many. */
static void
test_a_search_that_nobody_waits_for_is_quiet (void)
{
  static const char * const ids[] = { "one", "two", "three", "four" };
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_auto (GStrv) found = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    store (keyring, ids[i], DS_SLOT_CURRENT, ids[i]);
  for (int turns = 0; turns < 40; turns++)
    {
      DexFuture *search = ds_future_within (ds_keyring_call_search (NULL, -1), 5000);

      for (int i = 0; i < turns && dex_future_is_pending (search); i++)
        dex_await (dex_timeout_new_usec (250), NULL);
      dex_unref (search);
    }

  found = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_cmpuint (g_strv_length (found), ==, G_N_ELEMENTS (ids));
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    ds_test_await (ds_keyring_clear (keyring, ids[i], DS_SLOT_CURRENT));
}

static void
test_promote (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);

  store (keyring, "lamp", DS_SLOT_PENDING, "first");
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
  assert_slot (keyring, "lamp", DS_SLOT_PENDING, NULL);
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "first");
  assert_slot (keyring, "lamp", DS_SLOT_PREVIOUS, NULL);

  store (keyring, "lamp", DS_SLOT_PENDING, "second");
  for (int i = 0; i < 2; i++)
    {
      ds_test_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
      assert_slot (keyring, "lamp", DS_SLOT_PENDING, NULL);
      assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "second");
      assert_slot (keyring, "lamp", DS_SLOT_PREVIOUS, "first");
    }
}

static void
kill_here (const char *step,
           gpointer user_data)
{
  if (g_str_equal (step, user_data))
    raise (SIGKILL);
}

/* The other side of test_kill(): promotes, and dies on the way. */
static DexFuture *
promote_and_die_fiber (gpointer at)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  _ds_keyring_set_step_func (keyring, kill_here, at);
  dex_await (ds_keyring_promote (keyring, "lock", "Front Door"), NULL);
  exit (0);
}

static void
promote_and_die (char *at)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  dex_init ();
  dex_future_disown (dex_scheduler_spawn (NULL, 0, promote_and_die_fiber, at, NULL));
  g_main_loop_run (loop);
}

static void
test_kill (void)
{
  static const char *const steps[] = {
    "read", "store previous", "store current", "clear pending", "end",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (DsKeyring) keyring = ds_keyring_new ();
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GError) error = NULL;
      bool cleared = g_str_equal (steps[i], "end");
      bool moved = cleared || g_str_equal (steps[i], "clear pending");

      g_test_message ("killed before: %s", steps[i]);
      store (keyring, "lock", DS_SLOT_PREVIOUS, "older");
      store (keyring, "lock", DS_SLOT_CURRENT, "old");
      store (keyring, "lock", DS_SLOT_PENDING, "new");

      child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error,
                                program, "--promote-and-die", steps[i], NULL);
      g_assert_no_error (error);
      dex_await (dex_subprocess_wait_check (child), NULL);
      g_assert_true (g_subprocess_get_if_signaled (child));
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

      /* What opens the device is there, and so is what opened it before. */
      assert_slot (keyring, "lock", DS_SLOT_PENDING, cleared ? NULL : "new");
      assert_slot (keyring, "lock", DS_SLOT_CURRENT, moved ? "new" : "old");
      if (moved)
        assert_slot (keyring, "lock", DS_SLOT_PREVIOUS, "old");

      /* And the next start ends it. */
      ds_test_await (ds_keyring_promote (keyring, "lock", "Front Door"));
      assert_slot (keyring, "lock", DS_SLOT_PENDING, NULL);
      assert_slot (keyring, "lock", DS_SLOT_CURRENT, "new");
      assert_slot (keyring, "lock", DS_SLOT_PREVIOUS, "old");
    }
}

static const SecretSchema foreign_schema = {
  "io.github.doorstep.Device",
  SECRET_SCHEMA_NONE,
  {
    { "device", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "slot", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
test_damaged_entry (void)
{
  static const char *const texts[] = {
    "",
    "doorstep-credential 1 homekit",
    "doorstep-credential 1 homekit\nkey=AAA\n",
    "doorstep-credential 2 homekit\n",
  };
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (secret_password_store_sync (&foreign_schema, NULL, "Doorstep: Plug",
                                                 texts[i], NULL, &error,
                                                 "device", "plug", "slot", "current", NULL));
      g_assert_no_error (error);
      error = ds_test_await_error (ds_keyring_lookup (keyring, "plug", DS_SLOT_CURRENT));
      g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
      g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_UNREADABLE);
    }

  ds_test_await (ds_keyring_clear (keyring, "plug", DS_SLOT_CURRENT));
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
}

static void
lock_collections (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { "/org/freedesktop/secrets/aliases/default" };

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.secrets",
                                       "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "Lock",
                                       g_variant_new ("(@ao)", g_variant_new_objv (paths, 1)),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
count (GObject *object,
       GParamSpec *pspec,
       gpointer user_data)
{
  unsigned int *n_notified = user_data;

  (*n_notified)++;
}

/* Last, since nothing here can type the password that opens it again. */
static void
test_locked (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  unsigned int n_notified = 0;

  store (keyring, "camera", DS_SLOT_CURRENT, "secret");
  g_signal_connect (keyring, "notify::state", G_CALLBACK (count), &n_notified);
  lock_collections ();

  error = ds_test_await_error (ds_keyring_probe (keyring));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_LOCKED);
  g_assert_cmpuint (n_notified, ==, 1);
  g_clear_error (&error);

  error = ds_test_await_error (ds_keyring_lookup (keyring, "camera", DS_SLOT_CURRENT));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);

  error = ds_test_await_error (ds_keyring_clear (keyring, "camera", DS_SLOT_CURRENT));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);

  ids = dex_await_boxed (ds_keyring_list (keyring), &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) ids, "camera"));
  g_assert_cmpuint (n_notified, ==, 1);
}

static GSubprocess *
start_daemon (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GDBusConnection) connection = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* Its warnings are not ours to die of. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon",
                                        "--foreground", "--unlock", "--components=secrets",
                                        NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), "pw", 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, &error);
  g_assert_no_error (error);

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  for (int i = 0; i < 1200; i++)
    {
      g_autoptr (GVariant) reply = NULL;

      reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus",
                                           "/org/freedesktop/DBus",
                                           "org.freedesktop.DBus", "GetNameOwner",
                                           g_variant_new ("(s)", "org.freedesktop.secrets"),
                                           NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
      if (reply != NULL)
        return g_steal_pointer (&daemon);
      g_usleep (50 * 1000);
    }

  g_error ("gnome-keyring-daemon does not start");
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GSubprocess) daemon = NULL;
  int status;

  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--promote-and-die"))
    {
      promote_and_die (argv[2]);
      return 0;
    }

  ds_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  daemon = start_daemon ();

  ds_test_add_fiber ("/trust/keyring/empty", test_empty);
  ds_test_add_fiber ("/trust/keyring/slots", test_slots);
  ds_test_add_fiber ("/trust/keyring/search-nobody-waits-for",
                     test_a_search_that_nobody_waits_for_is_quiet);
  ds_test_add_fiber ("/trust/keyring/promote", test_promote);
  ds_test_add_fiber ("/trust/keyring/killed-while-promoting", test_kill);
  ds_test_add_fiber ("/trust/keyring/damaged-entry", test_damaged_entry);
  ds_test_add_fiber ("/trust/keyring/locked", test_locked);
  status = g_test_run ();

  g_subprocess_force_exit (daemon);
  g_subprocess_wait (daemon, NULL, NULL);
  return status;
}

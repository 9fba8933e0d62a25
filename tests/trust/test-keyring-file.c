/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsecret's file, which is what a sandboxed Doorstep uses. Every process can
 * open it only once and with one master key, so that each case is several
 * processes that share a file.
 */

#define _GNU_SOURCE

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-keyring-calls.h"
#include "trust/ds-keyring-private.h"

#include "ds-test.h"

#include <dlfcn.h>
#include <gio/gio.h>
#include <signal.h>
#include <string.h>

/* How often another program still changes the file, each time just before libsecret does:
 * this program puts itself in between. Such a program knows nothing of our lock. */
static unsigned int n_disturbing;
static unsigned int n_writing;

G_MODULE_EXPORT void g_file_replace_contents_async (GFile *file, const char *contents,
                                                    gsize length, const char *etag,
                                                    gboolean make_backup, GFileCreateFlags flags,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);

void
g_file_replace_contents_async (GFile *file,
                               const char *contents,
                               gsize length,
                               const char *etag,
                               gboolean make_backup,
                               GFileCreateFlags flags,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  typeof (g_file_replace_contents_async) *real = dlsym (RTLD_NEXT, "g_file_replace_contents_async");

  n_writing++;
  if (n_disturbing > 0)
    {
      /* A file of another time is another file. */
      g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                                  1000000000 + n_disturbing, G_FILE_QUERY_INFO_NONE,
                                                  NULL, NULL));
      n_disturbing--;
    }
  real (file, contents, length, etag, make_backup, flags, cancellable, callback, user_data);
}

static DsCredential *
new_credential (const char *text)
{
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autoptr (DsSecret) key = ds_secret_new_text (text);

  ds_credential_set (credential, "key", key);
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
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
}

static void
assert_slot (DsKeyring *keyring,
             const char *device_id,
             DsSlot slot,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCredential) found = NULL;
  g_autoptr (DsCredential) expected = text != NULL ? new_credential (text) : NULL;

  found = dex_await_boxed (ds_keyring_lookup (keyring, device_id, slot), &error);
  if (text == NULL)
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (found, expected));
}

static void
assert_unreadable (DsKeyring *keyring,
                   DexFuture *future)
{
  g_autoptr (GError) error = ds_test_await_error (future);

  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_UNREADABLE);
}

/* Runs a part of this program on a file and with a master key. */
static void
run_part (const char *part,
          const char *file,
          const char *password)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *path = g_strconcat ("/trust/keyring-file/subprocess/", part, NULL);

  environment = g_environ_setenv (environment, "SECRET_BACKEND", "file", TRUE);
  environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PATH", file, TRUE);
  environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PASSWORD", password, TRUE);
  /* There is no bus either: a file needs none. */
  environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS",
                                  "unix:path=/nonexistent", TRUE);
  /* libsecret loses the memory of what it cannot read, and of a change that came too late:
   * its leaks, not ours. */
  if (g_str_equal (part, "changed-key") || g_str_equal (part, "damaged") ||
      g_str_equal (part, "disturbed"))
    environment = g_environ_setenv (environment, "LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_trap_subprocess_with_envp (path, (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_INHERIT_STDERR);
}

static char *
new_file (void)
{
  g_autofree char *folder = ds_test_folder ();

  return g_build_filename (folder, "default.keyring", NULL);
}

static void
part_write (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  ds_test_await (ds_keyring_probe (keyring));
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, NULL);
  store (keyring, "lamp", DS_SLOT_CURRENT, "old");
  store (keyring, "lamp", DS_SLOT_PENDING, "new");
}

static void
part_read (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_auto (GStrv) ids = NULL;

  ds_test_await (ds_keyring_probe (keyring));
  ids = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "old");
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "new");
  assert_slot (keyring, "lamp", DS_SLOT_PREVIOUS, "old");
  assert_slot (keyring, "lamp", DS_SLOT_PENDING, NULL);
  ds_test_await (ds_keyring_clear (keyring, "lamp", DS_SLOT_CURRENT));
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, NULL);
}

static void
test_next_start (void)
{
  g_autofree char *file = new_file ();

  run_part ("write", file, "one");
  g_test_trap_assert_passed ();
  run_part ("read", file, "one");
  g_test_trap_assert_passed ();
}

/* Nothing opens, nothing crashes, and a device that is set up again is kept. */
static void
part_changed_key (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_auto (GStrv) ids = NULL;

  assert_unreadable (keyring, ds_keyring_probe (keyring));
  assert_unreadable (keyring, ds_keyring_unlock (keyring));
  assert_unreadable (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT));
  assert_unreadable (keyring, ds_keyring_list (keyring));
  assert_unreadable (keyring, ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));

  store (keyring, "plug", DS_SLOT_PENDING, "again");
  assert_slot (keyring, "plug", DS_SLOT_PENDING, "again");
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
  ds_test_await (ds_keyring_probe (keyring));
  ids = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, "plug");
  assert_unreadable (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT));

  /* Neither the plug's missing keys nor the lamp's lost ones are in the way. */
  ds_test_await (ds_keyring_promote (keyring, "plug", "Plug"));
  assert_slot (keyring, "plug", DS_SLOT_CURRENT, "again");
  store (keyring, "lamp", DS_SLOT_PENDING, "again");
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "again");
}

static void
test_changed_key (void)
{
  g_autofree char *file = new_file ();

  run_part ("write", file, "one");
  g_test_trap_assert_passed ();
  run_part ("changed-key", file, "another");
  g_test_trap_assert_passed ();
}

static void
part_damaged (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = new_credential ("new");

  assert_unreadable (keyring, ds_keyring_probe (keyring));
  assert_unreadable (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT));
  assert_unreadable (keyring, ds_keyring_list (keyring));
  assert_unreadable (keyring, ds_keyring_store (keyring, "lamp", DS_SLOT_PENDING, "Lamp",
                                                credential));
}

static void
test_damaged_file (void)
{
  static const char *const contents[] = { "x", "not a keyring at all, but long enough" };

  for (size_t i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *file = new_file ();

      g_assert_true (g_file_set_contents (file, contents[i], -1, NULL));
      run_part ("damaged", file, "one");
      g_test_trap_assert_passed ();
    }
}

static void
part_empty (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = new_credential ("new");
  g_autoptr (GError) error = NULL;

  ds_test_await (ds_keyring_probe (keyring));
  error = ds_test_await_error (ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
  ds_test_await (ds_keyring_store (keyring, "lamp", DS_SLOT_PENDING, "Lamp", credential));
}

/* What libsecret leaves when it is killed between making its file and writing it. */
static void
test_empty_file (void)
{
  g_autofree char *file = new_file ();

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  run_part ("empty", file, "one");
  g_test_trap_assert_passed ();
}

/* Else libsecret would take what it wrote itself for the change of somebody else. */
static void
part_read_while_written (void)
{
  for (unsigned int i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("the %uth", i);
      g_autoptr (DsSecret) secret = ds_secret_new_text (text);
      g_autoptr (DsSecret) found = NULL;
      g_autoptr (GPtrArray) entries = NULL;
      g_autoptr (DexFuture) written =
        ds_keyring_call_store ("lamp", DS_SLOT_CURRENT, "Lamp", secret);
      DexFuture *read = ds_keyring_call_search (NULL, -1);

      found = dex_await_boxed (ds_keyring_call_lookup ("lamp", DS_SLOT_CURRENT), NULL);
      g_assert_false (dex_future_is_pending (written));
      g_assert_true (ds_secret_equal (found, secret));
      entries = dex_await_boxed (read, NULL);
      g_assert_cmpuint (entries->len, ==, 1);
    }
}

static void
test_read_while_written (void)
{
  g_autofree char *file = new_file ();

  run_part ("read-while-written", file, "one");
  g_test_trap_assert_passed ();
}

static void
part_disturbed (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = new_credential ("newest");
  g_autoptr (GError) error = NULL;

  store (keyring, "lamp", DS_SLOT_CURRENT, "old");
  n_writing = 0;
  n_disturbing = 9;
  store (keyring, "lamp", DS_SLOT_CURRENT, "new");
  g_assert_cmpuint (n_writing, ==, 10);
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "new");

  n_disturbing = 10;
  error = ds_test_await_error (ds_keyring_store (keyring, "lamp", DS_SLOT_CURRENT, "Lamp",
                                                 credential));
  g_assert_cmpuint (n_disturbing, ==, 0);
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "new");
}

static void
test_disturbed (void)
{
  g_autofree char *file = new_file ();

  run_part ("disturbed", file, "one");
  g_test_trap_assert_passed ();
}

static void
kill_here (const char *step,
           gpointer user_data)
{
  if (g_strcmp0 (step, g_getenv ("DS_TEST_STEP")) == 0)
    raise (SIGKILL);
}

static void
part_die (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  _ds_keyring_set_step_func (keyring, kill_here, NULL);
  dex_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"), NULL);
}

/* Whatever the kill left, promoting again makes it whole. */
static void
part_after_kill (void)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  ds_test_await (ds_keyring_promote (keyring, "lamp", "Kitchen Lamp"));
  assert_slot (keyring, "lamp", DS_SLOT_PENDING, NULL);
  assert_slot (keyring, "lamp", DS_SLOT_CURRENT, "new");
  assert_slot (keyring, "lamp", DS_SLOT_PREVIOUS, "old");
}

static void
test_killed (void)
{
  static const char *const steps[] = {
    "read", "store previous", "store current", "clear pending", "end",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *file = new_file ();

      g_test_message ("killed before: %s", steps[i]);
      run_part ("write", file, "one");
      g_test_trap_assert_passed ();
      g_setenv ("DS_TEST_STEP", steps[i], TRUE);
      run_part ("die", file, "one");
      g_assert_false (g_test_trap_has_passed ());
      g_unsetenv ("DS_TEST_STEP");
      run_part ("after-kill", file, "one");
      g_test_trap_assert_passed ();
    }
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/write", part_write);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/read", part_read);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/changed-key", part_changed_key);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/damaged", part_damaged);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/empty", part_empty);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/read-while-written",
                     part_read_while_written);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/disturbed", part_disturbed);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/die", part_die);
  ds_test_add_fiber ("/trust/keyring-file/subprocess/after-kill", part_after_kill);
  g_test_add_func ("/trust/keyring-file/next-start", test_next_start);
  g_test_add_func ("/trust/keyring-file/changed-key", test_changed_key);
  g_test_add_func ("/trust/keyring-file/damaged-file", test_damaged_file);
  g_test_add_func ("/trust/keyring-file/empty-file", test_empty_file);
  g_test_add_func ("/trust/keyring-file/reading-waits-for-what-is-being-written",
                   test_read_while_written);
  g_test_add_func ("/trust/keyring-file/another-program-writes-at-the-same-time",
                   test_disturbed);
  g_test_add_func ("/trust/keyring-file/killed-while-promoting", test_killed);
  return g_test_run ();
}

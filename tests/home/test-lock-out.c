/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* No kill locks anyone out. Each run starts this program again as a child that
 * sets an accessory up (or removes it) and is killed in the middle, at each step's
 * boundary and at random times; a second child is the next start. Then either the
 * device is set up with keys that open it, or it is as it was before and free.
 *
 * DS_SOAK_RUNS is how many times to kill at random (60). */

#define _GNU_SOURCE

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-error.h"
#include "discovery/ds-network.h"
#include "trust/ds-keyring.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define TEST_ID "AA:BB:CC:00:00:01"

/* So often is measured anew how long a set-up takes. */
#define MEASURE_EVERY 100

/*
 * The child
 */

typedef struct
{
  const char *verb;
  const char *folder;
  const char *where; /* the step to be killed or cancelled at, or "-" */
  GMainLoop  *loop;
} Child;

static void
on_step (DsOnboarding *onboarding,
         GParamSpec *pspec,
         Child *child)
{
  if (g_strcmp0 (ds_step_get_nick (ds_onboarding_get_step (onboarding)), child->where) == 0)
    kill (getpid (), SIGKILL);
}

static void
child_set_up (Child *child,
              DsHome *home,
              DsDevice *device)
{
  g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (home, device);

  g_signal_connect (onboarding, "notify::step", G_CALLBACK (on_step), child);
  dex_await (ds_onboarding_run (onboarding, TEST_CODE), NULL);
}

static bool
has_slot (DsKeyring *keyring,
          DsDevice *device,
          DsSlot slot)
{
  g_autoptr (DsCredential) credential = NULL;

  credential = dex_await_boxed (ds_keyring_lookup (keyring, ds_device_get_id (device), slot), NULL);
  return credential != NULL;
}

/* The next start: waits until nothing is open, then says how things are. */
static void
child_settle (DsHome *home,
              DsDevice *device)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (GError) error = NULL;
  bool opens = false;

  for (unsigned int i = 0; i < 12000; i++)
    {
      DsDeviceState state = ds_device_get_state (device);

      if (!ds_device_get_busy (device) && state != DS_DEVICE_SETTING_UP &&
          state != DS_DEVICE_REMOVING)
        break;
      ds_test_sleep (5);
    }

  if (ds_device_get_state (device) == DS_DEVICE_SET_UP)
    opens = dex_await (ds_home_check (home, device), &error);
  g_print ("%s %s %s%s%s %s\n", ds_device_state_get_nick (ds_device_get_state (device)),
           opens ? "opens" : "shut",
           has_slot (keyring, device, DS_SLOT_PENDING) ? "P" : "-",
           has_slot (keyring, device, DS_SLOT_CURRENT) ? "C" : "-",
           has_slot (keyring, device, DS_SLOT_PREVIOUS) ? "V" : "-",
           error != NULL ? error->message : "");
}

static DexFuture *
child_fiber (gpointer data)
{
  Child *child = data;
  DsHome *home = home_test_start (child->folder);
  g_autoptr (DsDevice) device = g_object_ref (home_test_wait (home, TEST_ID));

  if (g_str_equal (child->verb, "set-up"))
    child_set_up (child, home, device);
  else if (g_str_equal (child->verb, "remove"))
    dex_await (ds_home_remove (home, device), NULL);
  else
    child_settle (home, device);

  dex_await (ds_home_stop (home), NULL);
  g_object_unref (home);
  g_main_loop_quit (child->loop);
  return dex_future_new_true ();
}

static int
run_child (char **argv)
{
  Child child = { .verb = argv[2], .folder = argv[3], .where = argv[4] };
  DexFuture *future;

  dex_init ();
  home_test_hurry ();
  ds_network_pretend (1);
  child.loop = g_main_loop_new (NULL, FALSE);
  future = dex_scheduler_spawn (NULL, 256 * 1024, child_fiber, &child, NULL);
  g_main_loop_run (child.loop);
  dex_unref (future);
  g_main_loop_unref (child.loop);
  return 0;
}

/*
 * The parent: the network and the accessory
 */

typedef struct
{
  DsMockAvahi     *avahi;
  DsFakeAccessory *accessory;
  char            *folder;
  char            *log; /* everything that the children wrote */
  int              whole_run; /* what a set-up takes here and now, in milliseconds */
  unsigned int     n_homes;
  unsigned int     n_set_up;
  unsigned int     n_free;
} Street;

static char *program;

static void
street_open (Street *street)
{
  street->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  street->log = g_strdup ("");
}

static void
move_in (Street *street)
{
  if (street->accessory != NULL)
    home_test_withdraw (street->avahi, street->accessory, TEST_ID);
  g_clear_object (&street->accessory);
  g_free (street->folder);
  street->folder = ds_test_folder ();
  street->accessory = ds_fake_accessory_new (TEST_ID, TEST_CODE);
  home_test_publish (street->avahi, street->accessory, TEST_ID, false);
}

static void
street_close (Street *street)
{
  g_test_message ("%u times set up, %u times free", street->n_set_up, street->n_free);
  g_clear_object (&street->accessory);
  g_clear_pointer (&street->avahi, ds_mock_avahi_free);
  g_free (street->folder);
  g_free (street->log);
}

static GSubprocess *
spawn (Street *street,
       const char *verb,
       const char *where)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *keyring = g_build_filename (street->folder, "keyring", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", keyring, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--child", verb,
                                       street->folder, where, NULL);
  g_assert_no_error (error);
  return child;
}

static void
on_finished (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (DexPromise) finished = user_data;
  g_autofree char *said = NULL;
  g_autofree char *complaints = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &said, &complaints, &error);
  g_assert_no_error (error);
  dex_promise_resolve_string (finished, g_strconcat (said, complaints, NULL));
}

/* Waits for a child; the main loop runs on, since the accessory listens on it.
 * @killed: it may have been. Gives what it wrote. */
static char *
finish (Street *street,
        GSubprocess *child,
        bool killed)
{
  g_autoptr (DexPromise) finished = dex_promise_new ();
  g_autofree char *log = NULL;
  char *said;

  g_subprocess_communicate_utf8_async (child, NULL, NULL, on_finished, dex_ref (finished));
  said = dex_await_string (dex_ref (DEX_FUTURE (finished)), NULL);
  if (!killed && !g_subprocess_get_successful (child))
    g_error ("The next start failed: %s", said);

  log = g_strconcat (street->log, said, NULL);
  g_set_str (&street->log, log);
  return said;
}

static void
run_to_the_end (Street *street,
                const char *verb,
                const char *where)
{
  g_autoptr (GSubprocess) child = spawn (street, verb, where);

  g_free (finish (street, child, true));
}

static void
run_and_kill (Street *street,
              const char *verb,
              unsigned int msec)
{
  g_autoptr (GSubprocess) child = spawn (street, verb, "-");

  ds_test_sleep (msec);
  g_subprocess_send_signal (child, SIGKILL);
  g_free (finish (street, child, true));
}

/* Random kills are to hit all of a set-up, however fast this computer is just now. The
 * next one may take a little longer than the one that is measured. */
static void
measure (Street *street)
{
  int64_t start;

  move_in (street);
  start = g_get_monotonic_time ();
  run_to_the_end (street, "set-up", "-");
  street->whole_run = 2 + (int) ((g_get_monotonic_time () - start) * 5 / 4 / 1000);
}

/* A new device in a new home. */
static void
street_next (Street *street)
{
  if (street->n_homes++ % MEASURE_EVERY == 0)
    measure (street);
  move_in (street);
}

static unsigned int
pick_moment (Street *street)
{
  return (unsigned int) g_test_rand_int_range (1, street->whole_run);
}

/* The proof. */
static void
assert_nobody_is_locked_out (Street *street)
{
  g_autoptr (GSubprocess) child = spawn (street, "settle", "-");
  g_autofree char *said = finish (street, child, false);
  unsigned int n_pairings = ds_fake_accessory_get_n_pairings (street->accessory);

  if (strstr (said, "set-up opens -C") != NULL)
    {
      g_assert_cmpuint (n_pairings, ==, 1);
      street->n_set_up++;
    }
  /* Keys that the device was never seen to have may be kept. */
  else if (strstr (said, "new shut ---") != NULL || strstr (said, "new shut P--") != NULL)
    {
      g_assert_cmpuint (n_pairings, ==, 0);
      street->n_free++;
    }
  else
    {
      g_error ("%u pairings, and the next start said: %s", n_pairings, said);
    }
}

static void
test_a_kill_at_every_step (void)
{
  Street street = { 0 };

  street_open (&street);
  for (unsigned int i = 0; i < DS_N_STEPS; i++)
    {
      const char *step = ds_step_get_nick ((DsStep) i);

      g_test_message ("killed before %s", step);
      street_next (&street);
      run_to_the_end (&street, "set-up", step);
      assert_nobody_is_locked_out (&street);
    }
  /* Nothing was given to the device before the fifth step, and nothing lost after. */
  g_assert_cmpuint (street.n_free, ==, DS_STEP_CHECK_IN);
  g_assert_cmpuint (street.n_set_up, ==, DS_N_STEPS - DS_STEP_CHECK_IN);
  street_close (&street);
}

static unsigned int
get_runs (void)
{
  const char *runs = g_getenv ("DS_SOAK_RUNS");

  return runs != NULL ? (unsigned int) g_ascii_strtoull (runs, NULL, 10) : 60;
}

static void
test_a_kill_at_any_time (void)
{
  Street street = { 0 };
  unsigned int n_runs = get_runs ();

  street_open (&street);
  for (unsigned int i = 0; i < n_runs; i++)
    {
      street_next (&street);
      run_and_kill (&street, "set-up", pick_moment (&street));
      assert_nobody_is_locked_out (&street);
    }
  street_close (&street);
}

/* Killed again and again, also while it ends what the last kill left. */
static void
test_many_kills_in_a_row (void)
{
  Street street = { 0 };
  unsigned int n_runs = MAX (get_runs () / 10, 1);

  street_open (&street);
  for (unsigned int i = 0; i < n_runs; i++)
    {
      street_next (&street);
      for (unsigned int j = 0; j < 3; j++)
        run_and_kill (&street, j == 0 ? "set-up" : "settle",
                      pick_moment (&street));
      assert_nobody_is_locked_out (&street);
    }
  street_close (&street);
}

static void
test_a_kill_while_a_device_is_removed (void)
{
  Street street = { 0 };
  unsigned int n_runs = MAX (get_runs () / 4, 1);

  street_open (&street);
  for (unsigned int i = 0; i < n_runs; i++)
    {
      street_next (&street);
      run_to_the_end (&street, "set-up", "-");
      run_and_kill (&street, "remove", pick_moment (&street));
      assert_nobody_is_locked_out (&street);
    }
  street_close (&street);
}

/* The device loses its answer, closes or says nothing, and the process dies too. */
static void
test_a_fault_of_the_device_at_every_step (void)
{
  static const DsFakeFault faults[] = {
    DS_FAKE_CLOSES, DS_FAKE_LOSES_ANSWER, DS_FAKE_CUTS_ANSWER, DS_FAKE_NEVER_ANSWERS,
    DS_FAKE_DRIPS,
  };
  Street street = { 0 };

  street_open (&street);
  for (unsigned int step = DS_FAKE_SETUP_M2; step <= DS_FAKE_LIST; step++)
    for (unsigned int i = 0; i < G_N_ELEMENTS (faults); i++)
      {
        g_test_message ("step %u, fault %u", step, faults[i]);
        street_next (&street);
        ds_fake_accessory_set_fault (street.accessory, (DsFakeStep) step, faults[i]);
        /* Killed while it waits for a device that has done nothing, or all. */
        if (faults[i] == DS_FAKE_NEVER_ANSWERS || faults[i] == DS_FAKE_DRIPS)
          run_and_kill (&street, "set-up", 3 * (unsigned int) street.whole_run);
        else
          run_to_the_end (&street, "set-up", "-");
        ds_fake_accessory_set_fault (street.accessory, (DsFakeStep) step, DS_FAKE_FINE);
        assert_nobody_is_locked_out (&street);
      }
  street_close (&street);
}

/* libsecret makes its file before it writes it. Found by killing 1,000 times. */
static void
test_a_kill_when_the_keyring_file_is_made (void)
{
  Street street = { 0 };
  g_autofree char *path = NULL;

  street_open (&street);
  street_next (&street);
  path = g_build_filename (street.folder, "keyring", NULL);
  run_to_the_end (&street, "set-up", "take-over");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_nobody_is_locked_out (&street);
  g_assert_cmpuint (street.n_free, ==, 1);
  run_to_the_end (&street, "set-up", "-");
  assert_nobody_is_locked_out (&street);
  g_assert_cmpuint (street.n_set_up, ==, 1);
  street_close (&street);
}

static void
assert_file_is_clean (const char *folder,
                      const char *name,
                      GPtrArray *secrets)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = NULL;
  size_t length = 0;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return;

  for (unsigned int i = 0; i < secrets->len; i++)
    {
      const char *secret = g_ptr_array_index (secrets, i);

      if (memmem (bytes, length, secret, strlen (secret)) != NULL)
        g_error ("%s holds a secret", name);
    }
}

/* The code and the private key, as text and as it is written in a keyring. */
static GPtrArray *
gather_secrets (Street *street)
{
  g_autofree char *path = g_build_filename (street->folder, "keyring", NULL);
  g_autofree char *id = NULL;
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = NULL;
  g_auto (GStrv) ids = NULL;
  GPtrArray *secrets = g_ptr_array_new_with_free_func (g_free);
  const uint8_t *seed;
  size_t length;

  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  ids = dex_await_boxed (ds_keyring_list (keyring), NULL);
  g_assert_nonnull (ids);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  credential = dex_await_boxed (ds_keyring_lookup (keyring, ids[0], DS_SLOT_CURRENT), NULL);
  g_assert_nonnull (credential);
  seed = ds_secret_get_data (ds_credential_get (credential, "seed"), &length);

  g_ptr_array_add (secrets, g_strdup (TEST_CODE));
  g_ptr_array_add (secrets, g_strdup ("03145154"));
  g_ptr_array_add (secrets, g_base64_encode (seed, length));
  g_ptr_array_add (secrets, g_strndup ((const char *) seed, length));
  return secrets;
}

/* Not even where a device spoils the set-up first, in ways that are all told of. */
static void
test_secrets_are_in_the_keyring_only (void)
{
  static const struct { DsFakeStep step; DsFakeFault fault; } faults[] = {
    { DS_FAKE_SETUP_M2, DS_FAKE_ZERO_KEY }, { DS_FAKE_SETUP_M2, DS_FAKE_TLV_REPEATED },
    { DS_FAKE_SETUP_M2, DS_FAKE_NOT_HTTP }, { DS_FAKE_SETUP_M4, DS_FAKE_BAD_PROOF },
    { DS_FAKE_SETUP_M6, DS_FAKE_BAD_SIGNATURE }, { DS_FAKE_SETUP_M6, DS_FAKE_LOSES_ANSWER },
    { DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE },
  };
  Street street = { 0 };
  g_autoptr (GPtrArray) secrets = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  street_open (&street);
  street_next (&street);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      ds_fake_accessory_set_fault (street.accessory, faults[i].step, faults[i].fault);
      run_to_the_end (&street, "set-up", "-");
      ds_fake_accessory_set_fault (street.accessory, faults[i].step, DS_FAKE_FINE);
    }
  run_to_the_end (&street, "set-up", "-");
  g_unsetenv ("G_MESSAGES_DEBUG");
  secrets = gather_secrets (&street);

  g_assert_cmpuint (strlen (street.log), >, 0);
  for (unsigned int i = 0; i < secrets->len; i++)
    g_assert_null (strstr (street.log, g_ptr_array_index (secrets, i)));

  folder = g_dir_open (street.folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    assert_file_is_clean (street.folder, name, secrets);
  street_close (&street);
}

int
main (int argc,
      char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv);

  program = g_file_read_link ("/proc/self/exe", NULL);
  home_test_init (&argc, &argv);

  ds_test_add_fiber ("/home/lock-out/secrets-are-in-the-keyring-only",
                     test_secrets_are_in_the_keyring_only);
  ds_test_add_fiber ("/home/lock-out/a-kill-at-every-step", test_a_kill_at_every_step);
  ds_test_add_fiber ("/home/lock-out/a-kill-when-the-keyring-file-is-made",
                     test_a_kill_when_the_keyring_file_is_made);
  ds_test_add_fiber ("/home/lock-out/a-kill-at-any-time", test_a_kill_at_any_time);
  ds_test_add_fiber ("/home/lock-out/many-kills-in-a-row", test_many_kills_in_a_row);
  ds_test_add_fiber ("/home/lock-out/a-kill-while-a-device-is-removed",
                   test_a_kill_while_a_device_is_removed);
  ds_test_add_fiber ("/home/lock-out/a-fault-of-the-device-at-every-step",
                   test_a_fault_of_the_device_at_every_step);

  return g_test_run ();
}

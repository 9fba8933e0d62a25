/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "home/ds-device-private.h"
#include "home/ds-lock.h"
#include "trust/ds-keyring.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mount.h>
#include <unistd.h>

static void
assert_no_keys (const char *device_id)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  for (unsigned int slot = 0; slot < DS_N_SLOTS; slot++)
    {
      g_autoptr (GError) error = NULL;

      error = ds_test_await_error (ds_keyring_lookup (keyring, device_id, (DsSlot) slot));
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
    }
}

static void
test_a_removed_device_is_free_and_forgotten (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *id = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  id = g_strdup (ds_device_get_id (world.device));
  ds_test_await (ds_home_remove (world.home, world.device));
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 0);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  g_assert_cmpint (ds_device_get_set_up_at (world.device), ==, 0);
  assert_no_keys (id);

  home_test_set_up (&world, world.device);
  home_test_close (&world);
}

/* That it was set up is announced when it was removed already. */
static void
test_an_announcement_that_lags_behind_a_removal_is_not_believed (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  ds_test_await (ds_home_remove (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  home_test_publish (world.avahi, world.accessory, world.id, true);
  ds_test_wait_until (world.device->match != NULL && world.device->match->taken);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);

  /* It has caught up, and then someone else is faster. */
  home_test_publish (world.avahi, world.accessory, world.id, false);
  ds_test_wait_until (world.device->released == 0);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  home_test_publish (world.avahi, world.accessory, world.id, true);
  home_test_wait_state (world.device, DS_DEVICE_TAKEN);
  home_test_close (&world);
}

static void
test_removal_while_offline_goes_on_when_the_device_is_back (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  id = g_strdup (ds_device_get_id (world.device));
  ds_fake_accessory_set_power (world.accessory, false);
  home_test_withdraw (world.avahi, world.accessory, world.id);
  error = ds_test_await_error (ds_home_remove (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_REMOVING);

  /* It survives a restart. */
  home_test_leave (&world);
  world.home = home_test_start (world.folder);
  world.device = g_object_ref (ds_home_find (world.home, id));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_REMOVING);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 1);

  ds_fake_accessory_set_power (world.accessory, true);
  home_test_publish (world.avahi, world.accessory, world.id, true);
  home_test_wait (world.home, world.id);
  home_test_wait_state (world.device, DS_DEVICE_NEW);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 0);
  assert_no_keys (id);
  home_test_close (&world);
}

static void
test_a_device_that_forgot_us_is_removed_as_well (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  ds_fake_accessory_set_error (world.accessory, DS_FAKE_VERIFY_M4, 2, 0);
  error = ds_test_await_error (ds_home_check (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_NOT_OURS);
  ds_test_await (ds_home_remove (world.home, world.device));
  assert_no_keys (ds_device_get_id (world.device));
  g_assert_null (ds_device_get_attention (world.device));
  home_test_close (&world);
}

static void
test_a_forgotten_device_leaves_nothing_here (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *id = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  id = g_strdup (ds_device_get_id (world.device));
  home_test_withdraw (world.avahi, world.accessory, world.id);
  ds_test_await (ds_home_forget (world.home, world.device));
  assert_no_keys (id);
  ds_test_wait_until (ds_home_find (world.home, id) == NULL);
  g_assert_null (ds_home_find (world.home, id));
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (world.home)), ==, 0);
  home_test_close (&world);
}

static void
test_names_are_cleaned_and_kept (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  ds_test_await (ds_home_rename (world.home, world.device, "Desk\x1b[31m \xe2\x80\xaelamp",
                                 "Stu\x1b[31mdy"));
  g_assert_null (strchr (ds_device_get_name (world.device), '\x1b'));
  g_assert_null (strstr (ds_device_get_name (world.device), "\xe2\x80\xae"));
  g_assert_null (strchr (ds_device_get_room (world.device), '\x1b'));
  /* Not the name that the device tells itself, or it could have come from there. */
  ds_test_await (ds_home_rename (world.home, world.device, "Reading light", "Study"));
  ds_test_await (ds_home_check (world.home, world.device));
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Reading light");

  home_test_leave (&world);
  home_test_return (&world);
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Reading light");
  g_assert_cmpstr (ds_device_get_room (world.device), ==, "Study");
  g_assert_true (ds_home_find (world.home, "Reading light") == world.device);
  ds_test_await (ds_home_rename (world.home, world.device, "", ""));
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Reading light");
  g_assert_null (ds_device_get_room (world.device));
  home_test_close (&world);
}

static void
test_access_of_others_is_taken_back (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  ds_fake_accessory_add_pairing (world.accessory, "11111111-2222-3333-4444-555555555555", false);
  ds_test_await (ds_home_check (world.home, world.device));
  g_assert_cmpuint (ds_device_get_access (world.device)->len, ==, 2);
  g_assert_nonnull (strstr (ds_device_get_headline (world.device), "1 other"));
  ds_test_await (ds_home_remove_access (world.home, world.device,
                                        "11111111-2222-3333-4444-555555555555"));
  g_assert_cmpuint (ds_device_get_access (world.device)->len, ==, 1);
  g_assert_false (ds_fake_accessory_knows (world.accessory,
                                           "11111111-2222-3333-4444-555555555555"));
  home_test_close (&world);
}

static void
test_the_stored_list_is_there_before_the_network (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *id = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  id = g_strdup (ds_device_get_id (world.device));
  home_test_leave (&world);
  ds_mock_avahi_vanish (world.avahi);

  world.home = home_test_start (world.folder);
  world.device = g_object_ref (ds_home_find (world.home, id));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  g_assert_false (ds_device_get_present (world.device));
  g_assert_cmpstr (ds_device_get_headline (world.device), ==, "Set up.");
  home_test_close (&world);
}

/* A row that was lost (a damaged data file) is found again by the keys. */
static void
test_keys_without_a_row_find_their_device_again (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  home_test_leave (&world);
  g_free (world.folder);
  world.folder = ds_test_folder ();
  home_test_withdraw (world.avahi, world.accessory, world.id);
  home_test_publish (world.avahi, world.accessory, world.id, true);

  home_test_return (&world);
  home_test_wait_state (world.device, DS_DEVICE_SET_UP);
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

/* A program that ends has shown what was put aside, all the time; one that is killed
 * while it still opens, or before it ends, has not. */
/* So that the person finds it. */
static void
assert_kept_is_named (const GError *error,
                      const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *last = g_path_get_basename (folder);
  unsigned int n_named = 0;
  const char *name;

  g_assert_nonnull (strstr (ds_error_get_sentence (error), last));
  while ((name = g_dir_read_name (dir)) != NULL)
    n_named += strstr (ds_error_get_sentence (error), name) != NULL;
  g_assert_cmpuint (n_named, ==, 1);
}

static void
test_a_damaged_file_is_told_until_a_program_has_ended (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "doorstep.db", NULL);

  g_assert_true (g_file_set_contents (path, "no database", -1, NULL));
  for (int i = 0; i < 4; i++)
    {
      DsHome *home = home_test_start (folder);

      if (i < 3)
        {
          g_assert_error (ds_home_get_storage_error (home), DS_ERROR, DS_ERROR_STORAGE_DAMAGED);
          assert_kept_is_named (ds_home_get_storage_error (home), folder);
        }
      else
        g_assert_no_error (ds_home_get_storage_error (home));
      if (i < 2)
        g_object_unref (home);
      else
        home_test_stop (home);
    }
}

/* The two lives of a computer whose master key is another one after some day. */
static void
part_before_the_master_key_changed (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  g_free (world.folder);
  world.folder = g_strdup (g_getenv ("DS_TEST_FOLDER"));
  home_test_leave (&world);
  home_test_return (&world);
  home_test_set_up (&world, world.device);
  home_test_close (&world);
}

static void
part_after_the_master_key_changed (void)
{
  HomeTestWorld world = { 0 };
  DsDevice *other;
  g_autoptr (DsFakeAccessory) accessory = ds_fake_accessory_new ("AA:BB:CC:DD:03:00", TEST_CODE);
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  g_free (world.folder);
  world.folder = g_strdup (g_getenv ("DS_TEST_FOLDER"));
  home_test_leave (&world);
  home_test_return (&world);
  ds_test_wait_until (ds_device_get_attention (world.device) != NULL);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);

  /* A set-up that the device breaks off leaves the new device as new as it was. */
  home_test_publish (world.avahi, accessory, "AA:BB:CC:DD:03:00", false);
  other = home_test_wait (world.home, "AA:BB:CC:DD:03:00");
  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M6, DS_FAKE_CLOSES);
  onboarding = ds_home_begin_set_up (world.home, other);
  dex_await (ds_onboarding_run (onboarding, TEST_CODE), &error);
  g_assert_nonnull (error);
  home_test_wait_state (other, DS_DEVICE_NEW);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M6, DS_FAKE_FINE);
  g_clear_object (&onboarding);
  home_test_set_up (&world, other);
  ds_test_await (ds_home_check (world.home, other));

  home_test_set_up (&world, world.device);
  g_assert_null (ds_device_get_attention (world.device));
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

static void
run_part (const char *part,
          const char *folder,
          const char *password)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *path = g_strconcat ("/home/home/subprocess/", part, NULL);
  g_autofree char *file = g_build_filename (folder, "keyring", NULL);

  environment = g_environ_setenv (environment, "DS_TEST_FOLDER", folder, TRUE);
  environment = g_environ_setenv (environment, "DS_TEST_KEYRING", file, TRUE);
  environment = g_environ_setenv (environment, "DS_TEST_PASSWORD", password, TRUE);
  /* libsecret loses the memory of what it cannot read: its leak, not ours. */
  environment = g_environ_setenv (environment, "LSAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_trap_subprocess_with_envp (path, (const char * const *) environment, 0,
                                    G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_a_changed_master_key_blocks_nothing (void)
{
  g_autofree char *folder = ds_test_folder ();

  run_part ("before-the-master-key-changed", folder, "one");
  run_part ("after-the-master-key-changed", folder, "another");
}

/* A window shows the list at once, and what is asked of others comes after it. */
static void
test_the_list_is_there_before_anybody_is_asked (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GFile) folder = NULL;
  DsHome *home;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  home_test_leave (&world);
  folder = g_file_new_for_path (world.folder);
  home = ds_home_new (folder);
  ds_test_await (ds_home_open (home));
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (home)), ==, 1);
  g_assert_cmpint (ds_home_get_discovery_state (home), ==, DS_DISCOVERY_STOPPED);
  g_assert_cmpint (ds_home_get_keyring_state (home), ==, DS_KEYRING_UNKNOWN);

  ds_test_await (ds_home_start (home));
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (home)), ==, 1);
  g_assert_cmpint (ds_home_get_discovery_state (home), !=, DS_DISCOVERY_STOPPED);
  home_test_stop (home);
  home_test_return (&world);
  home_test_close (&world);
}

static void
count_cb (unsigned int *n)
{
  (*n)++;
}

static void
test_a_home_that_is_stopped_while_it_opens_asks_nobody (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GFile) folder = NULL;
  unsigned int n_states = 0;
  DsHome *home;

  home_test_open (&world, false);
  home_test_leave (&world);
  folder = g_file_new_for_path (world.folder);
  home = ds_home_new (folder);
  g_signal_connect_swapped (home, "notify::discovery-state", G_CALLBACK (count_cb), &n_states);
  g_signal_connect_swapped (home, "notify::keyring-state", G_CALLBACK (count_cb), &n_states);
  ds_future_forget (ds_home_start (home), "start of a home that is stopped");
  home_test_stop (home);
  g_assert_cmpuint (n_states, ==, 0);
  home_test_return (&world);
  home_test_close (&world);
}

static void
test_another_process_is_not_disturbed (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GFile) folder = NULL;
  g_autoptr (DsLock) lock = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  folder = g_file_new_for_path (world.folder);
  lock = ds_lock_take (folder, ds_device_get_id (world.device), NULL);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_error (error, DS_ERROR, DS_ERROR_BUSY);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, 0);
  g_clear_pointer (&lock, ds_lock_free);
  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* The window is open while doorstepctl sets a device up, names and removes it. */
static void
test_what_another_process_changed_is_shown (void)
{
  HomeTestWorld world = { 0 };
  DsHome *other;
  DsDevice *there;

  home_test_open (&world, false);
  other = home_test_start (world.folder);
  there = g_object_ref (home_test_wait (other, world.id));
  home_test_set_up (&world, world.device);
  home_test_wait_state (there, DS_DEVICE_SET_UP);

  ds_test_await (ds_home_rename (other, there, "Lamp of the other", NULL));
  ds_test_wait_until (g_strcmp0 (ds_device_get_name (world.device), "Lamp of the other") == 0);
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Lamp of the other");

  ds_test_await (ds_home_remove (other, there));
  home_test_wait_state (world.device, DS_DEVICE_NEW);
  g_object_unref (there);
  home_test_stop (other);
  home_test_close (&world);
}

static void
test_verbs_on_one_device_wait_for_each_other (void)
{
  HomeTestWorld world = { 0 };
  DexFuture *check;
  DexFuture *rename;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  check = ds_home_check (world.home, world.device);
  rename = ds_home_rename (world.home, world.device, "Renamed", NULL);
  ds_test_await (check);
  ds_test_await (rename);
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Renamed");
  home_test_close (&world);
}

static void
test_a_data_folder_that_cannot_be_used_is_told (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *folder = NULL;
  g_autoptr (DsHome) home = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  folder = g_build_filename (world.folder, "a-file", NULL);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  home = home_test_start (folder);
  g_assert_true (ds_error_is_storage (ds_home_get_storage_error (home)));

  onboarding = ds_home_begin_set_up (home, home_test_wait (home, world.id));
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_true (ds_error_is_storage (error));
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, 0);
  g_clear_object (&onboarding);
  home_test_stop (g_steal_pointer (&home));
  home_test_close (&world);
}

static void
fill_disk (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  char block[1024] = { 0 };

  while (write (fd, block, sizeof block) > 0)
    ;
  close (fd);
}

static void
test_a_full_disk_is_told_until_there_is_room (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *filler = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  if (mount ("tmpfs", world.folder, "tmpfs", 0, "size=128k,mode=0700") != 0)
    {
      g_test_skip ("needs the right to mount a small disk");
      home_test_close (&world);
      return;
    }

  filler = g_build_filename (world.folder, "filler", NULL);
  fill_disk (filler);
  home_test_leave (&world);
  home_test_return (&world);
  g_assert_error (ds_home_get_storage_error (world.home), DS_ERROR, DS_ERROR_STORAGE_FULL);

  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_error (error, DS_ERROR, DS_ERROR_STORAGE_FULL);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 0);

  g_clear_error (&error);
  g_unlink (filler);
  error = home_test_run_patiently (onboarding, TEST_CODE);
  g_assert_no_error (error);
  g_assert_no_error (ds_home_get_storage_error (world.home));
  g_clear_object (&onboarding);
  umount2 (world.folder, MNT_DETACH);
  home_test_close (&world);
}

static void
test_a_diagnosis_names_what_is_wrong (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_seen = 0;

  home_test_open (&world, false);
  findings = dex_await_boxed (ds_home_diagnose (world.home), &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < findings->len; i++)
    {
      DsFinding *finding = g_ptr_array_index (findings, i);

      g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
      g_assert_true (finding->level == DS_FINDING_FINE || finding->advice != NULL);
      if (g_str_equal (finding->id, "avahi") || g_str_equal (finding->id, "bus") ||
          g_str_equal (finding->id, "devices") || g_str_equal (finding->id, "storage"))
        {
          g_assert_cmpint (finding->level, ==, DS_FINDING_FINE);
          n_seen++;
        }
    }
  g_assert_cmpuint (n_seen, ==, 4);
  g_clear_pointer (&findings, g_ptr_array_unref);

  ds_mock_avahi_vanish (world.avahi);
  ds_test_wait_until (ds_home_get_discovery_state (world.home) == DS_DISCOVERY_NO_AVAHI);
  findings = dex_await_boxed (ds_home_diagnose (world.home), &error);
  g_assert_no_error (error);
  n_seen = 0;
  for (unsigned int i = 0; i < findings->len; i++)
    {
      DsFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, "avahi"))
        n_seen += finding->level == DS_FINDING_TROUBLE;
    }
  g_assert_cmpuint (n_seen, ==, 1);
  home_test_close (&world);
}

#define N_AT_ONCE 6

static void
test_several_devices_are_changed_at_once (void)
{
  HomeTestWorld world = { 0 };
  DsFakeAccessory *accessories[N_AT_ONCE];
  DsDevice *devices[N_AT_ONCE];
  DsOnboarding *onboardings[N_AT_ONCE];
  DexFuture *futures[N_AT_ONCE];

  home_test_open (&world, false);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *id = g_strdup_printf ("AA:BB:CC:DD:02:%02X", i);

      accessories[i] = ds_fake_accessory_new (id, TEST_CODE);
      home_test_publish (world.avahi, accessories[i], id, false);
      devices[i] = g_object_ref (home_test_wait (world.home, id));
      onboardings[i] = ds_home_begin_set_up (world.home, devices[i]);
    }

  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    futures[i] = ds_onboarding_run (onboardings[i], TEST_CODE);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    ds_test_await (futures[i]);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    futures[i] = ds_home_check (world.home, devices[i]);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    ds_test_await (futures[i]);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    futures[i] = ds_home_remove (world.home, devices[i]);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    ds_test_await (futures[i]);
  g_assert_cmpint (ds_home_get_keyring_state (world.home), ==, DS_KEYRING_READY);

  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    {
      g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessories[i]), ==, 0);
      assert_no_keys (ds_device_get_id (devices[i]));
      g_object_unref (onboardings[i]);
      g_object_unref (devices[i]);
    }
  home_test_close (&world);
  for (unsigned int i = 0; i < N_AT_ONCE; i++)
    g_object_unref (accessories[i]);
}

static void
test_a_thousand_devices_come_and_go (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *prefix = NULL;

  home_test_open (&world, false);
  for (unsigned int i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("FE:00:00:00:%02X:%02X", i / 256, i % 256);

      home_test_publish (world.avahi, world.accessory, id, false);
    }
  ds_test_wait_until (g_list_model_get_n_items (ds_home_get_devices (world.home)) >= 1001);
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (world.home)), ==, 1001);

  ds_mock_avahi_vanish (world.avahi);
  ds_test_wait_until (g_list_model_get_n_items (ds_home_get_devices (world.home)) == 0);
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (world.home)), ==, 0);
  home_test_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

#define ADD(name, func) ds_test_add_fiber ("/home/home/" name, func)
  ADD ("a-removed-device-is-free-and-forgotten", test_a_removed_device_is_free_and_forgotten);
  ADD ("an-announcement-that-lags-behind-a-removal-is-not-believed",
       test_an_announcement_that_lags_behind_a_removal_is_not_believed);
  ADD ("removal-while-offline-goes-on-when-the-device-is-back",
       test_removal_while_offline_goes_on_when_the_device_is_back);
  ADD ("a-device-that-forgot-us-is-removed-as-well",
       test_a_device_that_forgot_us_is_removed_as_well);
  ADD ("a-forgotten-device-leaves-nothing-here", test_a_forgotten_device_leaves_nothing_here);
  ADD ("names-are-cleaned-and-kept", test_names_are_cleaned_and_kept);
  ADD ("access-of-others-is-taken-back", test_access_of_others_is_taken_back);
  ADD ("the-stored-list-is-there-before-the-network",
       test_the_stored_list_is_there_before_the_network);
  ADD ("keys-without-a-row-find-their-device-again",
       test_keys_without_a_row_find_their_device_again);
  ADD ("a-damaged-file-is-told-until-a-program-has-ended",
       test_a_damaged_file_is_told_until_a_program_has_ended);
  ADD ("subprocess/before-the-master-key-changed", part_before_the_master_key_changed);
  ADD ("subprocess/after-the-master-key-changed", part_after_the_master_key_changed);
  g_test_add_func ("/home/home/a-changed-master-key-blocks-nothing",
                   test_a_changed_master_key_blocks_nothing);
  ADD ("the-list-is-there-before-anybody-is-asked",
       test_the_list_is_there_before_anybody_is_asked);
  ADD ("a-home-that-is-stopped-while-it-opens-asks-nobody",
       test_a_home_that_is_stopped_while_it_opens_asks_nobody);
  ADD ("another-process-is-not-disturbed", test_another_process_is_not_disturbed);
  ADD ("what-another-process-changed-is-shown", test_what_another_process_changed_is_shown);
  ADD ("verbs-on-one-device-wait-for-each-other",
       test_verbs_on_one_device_wait_for_each_other);
  ADD ("a-data-folder-that-cannot-be-used-is-told",
       test_a_data_folder_that_cannot_be_used_is_told);
  ADD ("a-full-disk-is-told-until-there-is-room", test_a_full_disk_is_told_until_there_is_room);
  ADD ("a-diagnosis-names-what-is-wrong", test_a_diagnosis_names_what_is_wrong);
  ADD ("several-devices-are-changed-at-once", test_several_devices_are_changed_at_once);
  ADD ("a-thousand-devices-come-and-go", test_a_thousand_devices_come_and_go);

  return g_test_run ();
}

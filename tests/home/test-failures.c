/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How things stand when a set-up has failed, on the device, in the keyring and in what
 * a person is told; and that each of these states has a way out. */

#include "config.h"

#include "ds-home-test.h"

#include <string.h>

#include "core/ds-error.h"
#include "home/ds-lock.h"
#include "core/ds-future.h"
#include "home/ds-home-private.h"

#define NOTHING "Nothing was changed."
#define IT_SAYS "The device says that it is as it was before."
#define MAYBE   "The device may have taken its new keys already."
#define STAYS   "The device stays set up as it was before."

typedef struct
{
  DsFakeStep  step;
  DsFakeFault fault;
  int         error;
  const char *told;
} Failure;

/* The new keys are on the device and in the keyring, and nobody can be sure yet. */
static void
assert_in_doubt (HomeTestWorld *world)
{
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world->accessory), ==, 1);
  g_assert_cmpint (ds_device_get_set_up_at (world->device), ==, 0);
  g_assert_true (home_test_has_slot (world, DS_SLOT_PENDING));
}

/* Nothing but the device's word says that it has no keys. */
static void
assert_free_as_it_says (HomeTestWorld *world)
{
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world->accessory), ==, 0);
  g_assert_cmpint (ds_device_get_state (world->device), ==, DS_DEVICE_NEW);
  g_assert_true (home_test_has_slot (world, DS_SLOT_PENDING));
  g_assert_false (home_test_has_slot (world, DS_SLOT_CURRENT));
}

static void
fail_and_read (const Failure *failure)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("step %u, fault %u", failure->step, failure->fault);
  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, failure->step, failure->fault);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));

  g_assert_error (error, DS_ERROR, failure->error);
  g_assert_true (g_str_has_prefix (ds_onboarding_get_outcome (onboarding), failure->told));
  if (g_str_equal (failure->told, NOTHING))
    home_test_assert_free (&world);
  else if (g_str_equal (failure->told, IT_SAYS))
    assert_free_as_it_says (&world);
  else
    assert_in_doubt (&world);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* Whatever a device does to a set-up: the sentence that a person reads afterwards is
 * how it is, on the device and in the keyring. */
static void
test_what_is_told_after_a_failure_is_so (void)
{
  static const Failure failures[] = {
    { DS_FAKE_SETUP_M2, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE, NOTHING },
    { DS_FAKE_SETUP_M2, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT, NOTHING },
    { DS_FAKE_SETUP_M2, DS_FAKE_ZERO_KEY, DS_ERROR_BAD_ANSWER, NOTHING },
    { DS_FAKE_SETUP_M2, DS_FAKE_TWO_LENGTHS, DS_ERROR_BAD_ANSWER, NOTHING },
    { DS_FAKE_SETUP_M2, DS_FAKE_TLV_REPEATED, DS_ERROR_BAD_ANSWER, NOTHING },
    { DS_FAKE_SETUP_M4, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT, NOTHING },
    { DS_FAKE_SETUP_M4, DS_FAKE_BAD_PROOF, DS_ERROR_UNPROVEN, NOTHING },
    { DS_FAKE_SETUP_M4, DS_FAKE_LOSES_ANSWER, DS_ERROR_UNREACHABLE, NOTHING },
    /* It took the keys, and they are taken back. */
    { DS_FAKE_SETUP_M6, DS_FAKE_LOSES_ANSWER, DS_ERROR_UNREACHABLE, IT_SAYS },
    { DS_FAKE_SETUP_M6, DS_FAKE_BAD_TAG, DS_ERROR_BAD_ANSWER, IT_SAYS },
    { DS_FAKE_SETUP_M6, DS_FAKE_BAD_SIGNATURE, DS_ERROR_UNPROVEN, IT_SAYS },
    { DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE, MAYBE },
    { DS_FAKE_VERIFY_M2, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT, MAYBE },
    { DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE, DS_ERROR_KEY_CHANGED, MAYBE },
    { DS_FAKE_VERIFY_M2, DS_FAKE_OTHER_ID, DS_ERROR_KEY_CHANGED, MAYBE },
    { DS_FAKE_VERIFY_M4, DS_FAKE_BEGINS_ANOTHER, DS_ERROR_BAD_ANSWER, MAYBE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (failures); i++)
    fail_and_read (&failures[i]);
}

/* Keys that open nothing, for a device that has others: some of the steps of a change
 * went wrong long ago. */
static DsCredential *
spoil (DsCredential *credential)
{
  DsCredential *spoilt = ds_credential_copy (credential);
  g_autoptr (DsSecret) name = ds_secret_new_text ("nobody");
  g_autoptr (DsSecret) seed = ds_secret_new_random (32);

  ds_credential_set (spoilt, "controller-id", name);
  ds_credential_set (spoilt, "seed", seed);
  return spoilt;
}

static void
store (HomeTestWorld *world,
       DsSlot slot,
       DsCredential *credential)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();

  ds_test_await (ds_keyring_store (keyring, ds_device_get_id (world->device), slot, "x",
                                   credential));
}

/* The one before opens it: then that is the current one again, for good. */
static void
test_the_keys_before_open_it_again (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) good = NULL;
  g_autoptr (DsCredential) spoilt = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  good = dex_await_boxed (ds_keyring_lookup (keyring, ds_device_get_id (world.device),
                                             DS_SLOT_CURRENT), NULL);
  spoilt = spoil (good);
  store (&world, DS_SLOT_PREVIOUS, good);
  store (&world, DS_SLOT_CURRENT, spoilt);
  store (&world, DS_SLOT_PENDING, spoilt);

  for (unsigned int i = 0; i < 2; i++)
    ds_test_await (ds_home_check (world.home, world.device));
  g_assert_false (home_test_has_slot (&world, DS_SLOT_PENDING));

  /* Where none opens it, that is told. */
  for (int slot = 0; slot < DS_N_SLOTS; slot++)
    store (&world, (DsSlot) slot, spoilt);
  error = ds_test_await_error (ds_home_check (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_NOT_OURS);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  g_assert_true (home_test_has_slot (&world, DS_SLOT_CURRENT));
  home_test_close (&world);
}

/* Not at the next start either, before the person has proved it again. */
static void
test_another_key_is_asked_nothing_by_itself (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  unsigned int asked;

  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
  g_clear_object (&onboarding);
  asked = ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M2);

  home_test_leave (&world);
  home_test_return (&world);
  g_assert_false (ds_device_get_busy (world.device));
  ds_home_search_again (world.home);
  /* It waits for what is done by itself. */
  g_error_free (ds_test_await_error (ds_home_check (world.home, world.device)));
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M2), ==, asked);
  assert_in_doubt (&world);
  home_test_close (&world);
}

/* What was kept of the first try is worth nothing any more: the code proves it again. */
static void
test_try_again_after_a_reset_or_with_spoilt_keys (void)
{
  for (unsigned int i = 0; i < 2; i++)
    {
      HomeTestWorld world = { 0 };
      g_autoptr (DsOnboarding) onboarding = NULL;
      g_autoptr (DsCredential) empty = ds_credential_new ("homekit");

      home_test_open (&world, false);
      ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE);
      onboarding = ds_home_begin_set_up (world.home, world.device);
      g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
      assert_in_doubt (&world);

      ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_FINE);
      ds_fake_accessory_reset (world.accessory);
      if (i == 1)
        store (&world, DS_SLOT_PENDING, empty);
      g_assert_null (home_test_run_patiently (onboarding, TEST_CODE));
      ds_test_await (ds_home_check (world.home, world.device));
      g_clear_object (&onboarding);
      home_test_close (&world);
    }
}

/* Nor does a failure take from a device what it had before. */
static void
test_proving_again_fails_and_what_was_stays (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  ds_fake_accessory_reset (world.accessory);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M4, DS_FAKE_BAD_PROOF);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = home_test_run_patiently (onboarding, TEST_CODE);
  g_assert_error (error, DS_ERROR, DS_ERROR_UNPROVEN);
  g_assert_cmpstr (ds_onboarding_get_outcome (onboarding), ==, STAYS);
  g_assert_true (home_test_has_slot (&world, DS_SLOT_CURRENT));
  g_assert_cmpint (ds_device_get_set_up_at (world.device), >, 0);

  /* Its key is another one all the same, however far the next try comes. */
  g_clear_error (&error);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M4, DS_FAKE_FINE);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M6, DS_FAKE_CLOSES);
  error = home_test_run_patiently (onboarding, TEST_CODE);
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  g_assert_cmpstr (ds_onboarding_get_outcome (onboarding), ==, STAYS);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

typedef struct
{
  DsStep     step;
  DexFuture *cancelled;
} Stop;

static void
cancel_at (DsOnboarding *onboarding,
           GParamSpec *pspec,
           Stop *stop)
{
  if (ds_onboarding_get_step (onboarding) == stop->step && stop->cancelled == NULL &&
      ds_onboarding_get_state (onboarding) == DS_ONBOARDING_RUNNING)
    stop->cancelled = ds_onboarding_cancel (onboarding);
}

/* Its keys go only once it has confirmed that it forgot them. */
static void
test_cancelling_what_the_device_does_not_take_back (void)
{
  HomeTestWorld world = { 0 };
  Stop stop = { .step = DS_STEP_CHECK_IN };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_REMOVE, DS_FAKE_CLOSES);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_signal_connect (onboarding, "notify::step", G_CALLBACK (cancel_at), &stop);
  g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
  ds_test_await (stop.cancelled);
  g_assert_true (g_str_has_prefix (ds_onboarding_get_outcome (onboarding), MAYBE));
  assert_in_doubt (&world);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/*
 * Someone in between says "I do not know you" in the device's name, as often as asked
 */

static void
set_liar (HomeTestWorld *world,
          bool lies)
{
  ds_fake_accessory_set_error (world->accessory, DS_FAKE_VERIFY_M4, lies ? 2 : 0, 0);
}

static void
announce_taken (HomeTestWorld *world,
                bool taken)
{
  home_test_withdraw (world->avahi, world->accessory, world->id);
  home_test_publish (world->avahi, world->accessory, world->id, taken);
}

/* The device has the new keys, and the set-up ends all the same. */
static void
set_up_with_a_liar (HomeTestWorld *world,
                    bool with_pin)
{
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (world, false);
  set_liar (world, true);
  if (!with_pin)
    ds_fake_accessory_set_fault (world->accessory, DS_FAKE_SETUP_M6, DS_FAKE_LOSES_ANSWER);
  onboarding = ds_home_begin_set_up (world->home, world->device);
  g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
  g_assert_true (g_str_has_prefix (ds_onboarding_get_outcome (onboarding), IT_SAYS));
  ds_fake_accessory_set_fault (world->accessory, DS_FAKE_SETUP_M6, DS_FAKE_FINE);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world->accessory), ==, 1);
  g_assert_cmpint (ds_device_get_state (world->device), ==, DS_DEVICE_NEW);
  g_assert_true (home_test_has_slot (world, DS_SLOT_PENDING));
}

/* A new set-up is refused by a device that has an owner; so the keys are tried first. */
static void
test_a_liar_does_not_lock_out_of_the_next_set_up (void)
{
  for (unsigned int with_pin = 0; with_pin < 2; with_pin++)
    {
      HomeTestWorld world = { 0 };

      set_up_with_a_liar (&world, with_pin != 0);
      /* Again and again, and over a start. */
      home_test_leave (&world);
      home_test_return (&world);
      for (unsigned int i = 0; i < 2; i++)
        {
          g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (world.home, world.device);
          g_autoptr (GError) error = home_test_run_patiently (onboarding, TEST_CODE);

          g_assert_error (error, DS_ERROR, DS_ERROR_TAKEN);
          g_assert_true (home_test_has_slot (&world, DS_SLOT_PENDING));
        }

      set_liar (&world, false);
      home_test_set_up (&world, world.device);
      ds_test_await (ds_home_check (world.home, world.device));
      g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 1);
      g_assert_false (home_test_has_slot (&world, DS_SLOT_PENDING));
      home_test_close (&world);
    }
}

/* It announces an owner, and the next start finds out that this computer is that. */
static void
test_the_next_start_sees_through_a_liar (void)
{
  HomeTestWorld world = { 0 };
  unsigned int asked;

  set_up_with_a_liar (&world, true);
  home_test_leave (&world);
  announce_taken (&world, true);
  asked = ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M4);
  home_test_return (&world);
  ds_test_wait_until (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M4) ==
                      asked + 2);
  home_test_wait_state (world.device, DS_DEVICE_TAKEN);
  g_assert_true (home_test_has_slot (&world, DS_SLOT_PENDING));

  home_test_leave (&world);
  set_liar (&world, false);
  home_test_return (&world);
  home_test_wait_state (world.device, DS_DEVICE_SET_UP);
  ds_test_await (ds_home_check (world.home, world.device));
  g_assert_false (home_test_has_slot (&world, DS_SLOT_PENDING));
  home_test_close (&world);
}

/* The keys in use are all that is left of the device, and it is said not to know them. */
static void
test_a_liar_takes_no_keys_whose_row_was_lost (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  home_test_leave (&world);
  announce_taken (&world, true);
  g_free (world.folder);
  world.folder = ds_test_folder ();
  set_liar (&world, true);
  home_test_return (&world);
  ds_test_wait_until (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M4) > 1);
  home_test_wait_state (world.device, DS_DEVICE_TAKEN);

  home_test_leave (&world);
  set_liar (&world, false);
  home_test_return (&world);
  home_test_wait_state (world.device, DS_DEVICE_SET_UP);
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

/* A later set-up that was proved shows that the device does not have them. */
static void
test_a_set_up_that_was_proved_replaces_kept_keys (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) kept = NULL;
  g_autoptr (DsCredential) current = NULL;

  set_up_with_a_liar (&world, true);
  kept = dex_await_boxed (ds_keyring_lookup (keyring, ds_device_get_id (world.device),
                                             DS_SLOT_PENDING), NULL);
  ds_fake_accessory_reset (world.accessory);
  set_liar (&world, false);
  home_test_set_up (&world, world.device);
  g_assert_null (ds_device_get_attention (world.device));
  current = dex_await_boxed (ds_keyring_lookup (keyring, ds_device_get_id (world.device),
                                                DS_SLOT_CURRENT), NULL);
  g_assert_nonnull (current);
  g_assert_false (ds_credential_equal (current, kept));
  g_assert_false (home_test_has_slot (&world, DS_SLOT_PENDING));
  g_assert_false (home_test_has_slot (&world, DS_SLOT_PREVIOUS));
  home_test_close (&world);
}

static bool
is_kept (HomeTestWorld *world)
{
  g_auto (GStrv) kept = dex_await_boxed (ds_home_list_kept_keys (world->home), NULL);

  g_assert_nonnull (kept);
  return g_strv_contains ((const char *const *) kept, ds_device_get_id (world->device));
}

static bool
is_in_the_diagnosis (HomeTestWorld *world)
{
  g_autoptr (GPtrArray) findings = dex_await_boxed (ds_home_diagnose (world->home), NULL);

  for (unsigned int i = 0; i < findings->len; i++)
    {
      DsFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, "kept-keys"))
        return strstr (finding->typed, ds_device_get_id (world->device)) != NULL;
    }

  return false;
}

/* Nothing on the list has them, so the diagnosis tells of them, and they can be deleted;
 * never those of a device that is set up. */
static void
test_kept_keys_are_told_of_and_deleted (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GError) busy = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (GError) in_use = NULL;
  g_autoptr (GFile) folder = NULL;
  DsLock *lock;

  set_up_with_a_liar (&world, true);
  g_assert_true (is_kept (&world));
  g_assert_true (is_in_the_diagnosis (&world));

  folder = g_file_new_for_path (world.folder);
  lock = ds_lock_take (folder, ds_device_get_id (world.device), NULL);
  busy = ds_test_await_error (ds_home_forget_kept_keys (world.home, ds_device_get_id (world.device)));
  g_assert_error (busy, DS_ERROR, DS_ERROR_BUSY);
  ds_lock_free (lock);
  ds_test_await (ds_home_forget_kept_keys (world.home, ds_device_get_id (world.device)));
  for (int slot = 0; slot < DS_N_SLOTS; slot++)
    g_assert_false (home_test_has_slot (&world, (DsSlot) slot));
  g_assert_false (is_kept (&world));
  g_assert_false (is_in_the_diagnosis (&world));
  again = ds_test_await_error (ds_home_forget_kept_keys (world.home, ds_device_get_id (world.device)));
  g_assert_error (again, DS_ERROR, DS_ERROR_NOT_FOUND);

  ds_fake_accessory_reset (world.accessory);
  set_liar (&world, false);
  home_test_set_up (&world, world.device);
  g_assert_false (is_kept (&world));
  in_use = ds_test_await_error (ds_home_forget_kept_keys (world.home, ds_device_get_id (world.device)));
  g_assert_error (in_use, DS_ERROR, DS_ERROR_NOT_FOUND);
  g_assert_true (home_test_has_slot (&world, DS_SLOT_CURRENT));
  home_test_close (&world);
}

/* The person wants it gone, also where nothing proves that it is. */
static void
test_what_is_removed_leaves_no_keys (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
  assert_in_doubt (&world);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_FINE);
  set_liar (&world, true);
  ds_test_await (ds_home_remove (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  for (int slot = 0; slot < DS_N_SLOTS; slot++)
    g_assert_false (home_test_has_slot (&world, (DsSlot) slot));
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/*
 * Removals
 */

/* A removal is open, and there are no keys any more. */
static void
lose_keys_in_a_removal (HomeTestWorld *world,
                        const char *noted)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (world, false);
  home_test_set_up (world, world->device);
  ds_fake_accessory_set_power (world->accessory, false);
  error = ds_test_await_error (ds_home_remove (world->home, world->device));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  g_clear_error (&error);
  record = _ds_device_dup_record (world->device);
  g_assert_null (record->attention);
  g_set_str (&record->attention, noted);
  g_assert_true (_ds_home_put_record (world->home, world->device, record, &error));

  for (unsigned int slot = 0; slot < DS_N_SLOTS; slot++)
    ds_test_await (ds_keyring_clear (keyring, ds_device_get_id (world->device), (DsSlot) slot));
  home_test_leave (world);
  ds_fake_accessory_set_power (world->accessory, true);
  home_test_publish (world->avahi, world->accessory, world->id, noted == NULL);
  home_test_return (world);
}

/* Killed after the keys went and before the row did. Found by killing 1,000 times. */
static void
test_a_removal_that_was_confirmed_ends_without_keys (void)
{
  HomeTestWorld world = { 0 };

  lose_keys_in_a_removal (&world, "not-ours");
  home_test_wait_state (world.device, DS_DEVICE_NEW);
  home_test_close (&world);
}

/* The device still has this computer on its list, and nobody can take it off. */
static void
test_a_removal_whose_keys_were_lost_is_not_done (void)
{
  HomeTestWorld world = { 0 };

  lose_keys_in_a_removal (&world, NULL);
  home_test_wait_state (world.device, DS_DEVICE_SET_UP);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 1);

  /* The way out where it was reset or given away. */
  ds_test_await (ds_home_forget (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_TAKEN);
  home_test_close (&world);
}

/* What the device says goes into the row before the keys go out of the keyring. */
static void
note_confirmed (DsDevice *device,
                GParamSpec *pspec,
                bool *confirmed)
{
  if (ds_device_get_state (device) == DS_DEVICE_REMOVING &&
      ds_error_is (ds_device_get_attention (device), DS_ERROR_NOT_OURS))
    *confirmed = true;
}

static void
test_the_word_of_a_removed_device_is_noted (void)
{
  HomeTestWorld world = { 0 };
  bool confirmed = false;

  home_test_open (&world, false);
  home_test_set_up (&world, world.device);
  g_signal_connect (world.device, "notify", G_CALLBACK (note_confirmed), &confirmed);
  ds_test_await (ds_home_remove (world.home, world.device));
  g_assert_true (confirmed);
  g_signal_handlers_disconnect_by_func (world.device, note_confirmed, &confirmed);
  home_test_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

  ds_test_add_fiber ("/home/failures/what-is-told-after-a-failure-is-so",
                     test_what_is_told_after_a_failure_is_so);
  ds_test_add_fiber ("/home/failures/the-keys-before-open-it-again",
                     test_the_keys_before_open_it_again);
  ds_test_add_fiber ("/home/failures/another-key-is-asked-nothing-by-itself",
                     test_another_key_is_asked_nothing_by_itself);
  ds_test_add_fiber ("/home/failures/try-again-after-a-reset-or-with-spoilt-keys",
                     test_try_again_after_a_reset_or_with_spoilt_keys);
  ds_test_add_fiber ("/home/failures/proving-again-fails-and-what-was-stays",
                     test_proving_again_fails_and_what_was_stays);
  ds_test_add_fiber ("/home/failures/cancelling-what-the-device-does-not-take-back",
                     test_cancelling_what_the_device_does_not_take_back);
  ds_test_add_fiber ("/home/failures/a-liar-does-not-lock-out-of-the-next-set-up",
                     test_a_liar_does_not_lock_out_of_the_next_set_up);
  ds_test_add_fiber ("/home/failures/the-next-start-sees-through-a-liar",
                     test_the_next_start_sees_through_a_liar);
  ds_test_add_fiber ("/home/failures/a-liar-takes-no-keys-whose-row-was-lost",
                     test_a_liar_takes_no_keys_whose_row_was_lost);
  ds_test_add_fiber ("/home/failures/kept-keys-are-told-of-and-deleted",
                     test_kept_keys_are_told_of_and_deleted);
  ds_test_add_fiber ("/home/failures/a-set-up-that-was-proved-replaces-kept-keys",
                     test_a_set_up_that_was_proved_replaces_kept_keys);
  ds_test_add_fiber ("/home/failures/what-is-removed-leaves-no-keys",
                     test_what_is_removed_leaves_no_keys);

  ds_test_add_fiber ("/home/failures/a-removal-that-was-confirmed-ends-without-keys",
                     test_a_removal_that_was_confirmed_ends_without_keys);
  ds_test_add_fiber ("/home/failures/a-removal-whose-keys-were-lost-is-not-done",
                     test_a_removal_whose_keys_were_lost_is_not_done);
  ds_test_add_fiber ("/home/failures/the-word-of-a-removed-device-is-noted",
                     test_the_word_of_a_removed_device_is_noted);

  return g_test_run ();
}

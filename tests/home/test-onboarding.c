/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "home/ds-device-private.h"
#include "trust/ds-keyring.h"

static void
set_up (HomeTestWorld *world)
{
  g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (world->home, world->device);

  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_cmpint (ds_onboarding_get_state (onboarding), ==, DS_ONBOARDING_DONE);
  for (unsigned int i = 0; i < DS_N_STEPS; i++)
    g_assert_cmpint (ds_onboarding_get_step_state (onboarding, (DsStep) i), ==, DS_STEP_DONE);
}

static void
note_step (DsOnboarding *onboarding,
           GParamSpec *pspec,
           GString *steps)
{
  g_string_append_printf (steps, "%u", ds_onboarding_get_step (onboarding));
}

static void
test_a_device_is_set_up_and_told_about (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GString) steps = g_string_new (NULL);

  home_test_open (&world, false);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  g_assert_cmpint (ds_device_get_kind (world.device), ==, DS_KIND_LAMP);

  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_signal_connect (onboarding, "notify::step", G_CALLBACK (note_step), steps);
  ds_test_await (ds_onboarding_run (onboarding, "03145154"));
  g_assert_cmpstr (steps->str, ==, "00123456");

  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  g_assert_nonnull (ds_device_get_maker (world.device));
  g_assert_cmpuint (ds_device_get_access (world.device)->len, ==, 1);
  g_assert_cmpint (ds_device_get_set_up_at (world.device), >, 0);
  g_assert_true (home_test_has_slot (&world, DS_SLOT_CURRENT));
  g_assert_false (home_test_has_slot (&world, DS_SLOT_PENDING));

  g_clear_object (&onboarding);
  home_test_leave (&world);
  home_test_return (&world);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

static void
test_wrong_codes_make_one_wait (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (DsOnboarding) again = NULL;
  unsigned int asked = 0;

  home_test_open (&world, false);
  ds_clock_set (ds_clock_now ()); /* from now on it stands still */
  onboarding = ds_home_begin_set_up (world.home, world.device);
  for (unsigned int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), ==, 0);
      error = home_test_run_patiently (onboarding, "314-15-926");
      g_assert_error (error, DS_ERROR, DS_ERROR_WRONG_CODE);
      g_assert_cmpint (ds_onboarding_get_state (onboarding), ==, DS_ONBOARDING_FAILED);
      g_assert_cmpint (ds_onboarding_get_step (onboarding), ==, DS_STEP_PROVE);
      g_assert_nonnull (ds_onboarding_get_outcome (onboarding));
    }
  g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), >, ds_clock_now ());
  home_test_assert_free (&world);

  /* Neither another dialog nor another process gets round it, and none asks the device. */
  asked = ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2);
  g_clear_object (&onboarding);
  home_test_leave (&world);
  home_test_return (&world);
  again = ds_home_begin_set_up (world.home, world.device);
  for (unsigned int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = ds_test_await_error (ds_onboarding_run (again, TEST_CODE));

      g_assert_error (error, DS_ERROR, DS_ERROR_WAIT);
    }
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, asked);
  g_assert_cmpint (ds_onboarding_get_retry_at (again), <=, ds_clock_now () + 30);

  ds_clock_set (ds_clock_now () + 31);
  g_assert_null (home_test_run_patiently (again, TEST_CODE));
  g_assert_cmpint (ds_onboarding_get_retry_at (again), ==, 0);
  ds_clock_set (0);
  g_clear_object (&again);
  home_test_close (&world);
}

/* For as long as the device itself says, and for no longer than we keep anyone waiting. */
static void
test_a_busy_device_says_how_long (void)
{
  static const struct { uint8_t error; unsigned int delay; int64_t wait; DsError code; } rows[] = {
    { 7, 40, 40, DS_ERROR_BUSY },
    { 7, 80000, 3600, DS_ERROR_BUSY },
    { 3, 12, 12, DS_ERROR_WAIT },
  };
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_clock_set (ds_clock_now ()); /* from now on it stands still */
  onboarding = ds_home_begin_set_up (world.home, world.device);
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      unsigned int tries = 0;

      ds_fake_accessory_set_error (world.accessory, DS_FAKE_SETUP_M2, rows[i].error, rows[i].delay);
      /* As in home_test_run_patiently(), but of two that are busy, it is the one that says so. */
      do
        {
          g_clear_error (&error);
          ds_test_sleep (20);
          error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
        }
      while (ds_onboarding_get_retry_at (onboarding) == 0 && ++tries < 500);
      g_assert_error (error, DS_ERROR, (int) rows[i].code);
      g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), ==, ds_clock_now () + rows[i].wait);
    }

  ds_clock_set (0);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

static void
test_too_many_tries_stop_every_dialog (void)
{
  HomeTestWorld world = { 0 };
  unsigned int asked = 0;

  home_test_open (&world, false);
  ds_fake_accessory_set_error (world.accessory, DS_FAKE_SETUP_M2, 5, 0);

  /* The same dialog, another one, and another process. */
  for (unsigned int i = 0; i < 3; i++)
    {
      g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (world.home, world.device);
      g_autoptr (GError) first = home_test_run_patiently (onboarding, TEST_CODE);
      g_autoptr (GError) second = home_test_run_patiently (onboarding, TEST_CODE);

      g_assert_error (first, DS_ERROR, DS_ERROR_TOO_MANY_TRIES);
      g_assert_error (second, DS_ERROR, DS_ERROR_TOO_MANY_TRIES);
      g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), >, ds_clock_now ());
      if (i == 0)
        asked = ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2);
      g_clear_object (&onboarding);
      if (i == 1)
        {
          home_test_leave (&world);
          home_test_return (&world);
        }
    }
  g_assert_cmpuint (asked, ==, 1);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, asked);
  home_test_assert_free (&world);
  home_test_close (&world);
}

/* Nothing but the next try tells that it was reset. */
static void
test_a_device_that_was_reset_takes_the_code_after_a_minute (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrong = NULL;

  home_test_open (&world, false);
  ds_fake_accessory_set_error (world.accessory, DS_FAKE_SETUP_M2, 5, 0);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = home_test_run_patiently (onboarding, TEST_CODE);
  g_assert_error (error, DS_ERROR, DS_ERROR_TOO_MANY_TRIES);

  ds_fake_accessory_set_error (world.accessory, DS_FAKE_SETUP_M2, 0, 0);
  ds_clock_set (ds_clock_now () + 61);
  /* What counted before the reset does not make its first mistake dear. */
  wrong = home_test_run_patiently (onboarding, "314-15-926");
  g_assert_error (wrong, DS_ERROR, DS_ERROR_WRONG_CODE);
  g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), ==, 0);
  g_assert_null (home_test_run_patiently (onboarding, TEST_CODE));
  ds_clock_set (0);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* Longer than an hour would look like a clock that was set back, and hold nobody up. */
static void
test_waits_grow_to_an_hour_and_hold (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_clock_set (ds_clock_now ());
  onboarding = ds_home_begin_set_up (world.home, world.device);
  for (int tries = 1; tries <= 12; tries++)
    {
      g_autoptr (GError) wrong = home_test_run_patiently (onboarding, "314-15-926");
      g_autoptr (GError) early = NULL;
      int64_t retry_at = ds_onboarding_get_retry_at (onboarding);

      g_assert_error (wrong, DS_ERROR, DS_ERROR_WRONG_CODE);
      if (tries < 3)
        continue;
      g_assert_cmpint (retry_at - ds_clock_now (), ==, MIN (30 << (tries - 3), 3600));
      ds_clock_set (retry_at - 1);
      early = ds_test_await_error (ds_onboarding_run (onboarding, "314-15-926"));
      g_assert_error (early, DS_ERROR, DS_ERROR_WAIT);
      ds_clock_set (retry_at);
    }

  /* A clock that was wrong by years is no reason to wait for years. */
  ds_clock_set (ds_clock_now () - 7200);
  g_assert_null (home_test_run_patiently (onboarding, TEST_CODE));
  ds_clock_set (0);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* What the person mistyped before the right code is not held against them later. */
static void
test_the_right_code_forgives_the_wrong_ones (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  for (unsigned int i = 0; i < 2; i++)
    {
      for (unsigned int j = 0; j < 2; j++)
        {
          g_autoptr (GError) wrong = home_test_run_patiently (onboarding, "314-15-926");

          g_assert_error (wrong, DS_ERROR, DS_ERROR_WRONG_CODE);
          g_assert_cmpint (ds_onboarding_get_retry_at (onboarding), ==, 0);
        }
      g_assert_null (home_test_run_patiently (onboarding, TEST_CODE));
      ds_test_await (ds_home_remove (world.home, world.device));
    }
  g_clear_object (&onboarding);
  home_test_close (&world);
}

static void
announce_at_another_address (HomeTestWorld *world,
                             DsFakeAccessory *impostor)
{
  g_autofree char *id = g_strconcat ("id=", world->id, NULL);
  const char *txt[] = { id, "md=Test 1", "ci=5", "sf=1", "c#=1", "s#=1", "ff=0", "pv=1.1", NULL };
  const DsMockService service = { .instance = "Copy", .type = "_hap._tcp", .txt = txt,
                                  .port = ds_fake_accessory_get_port (impostor) };

  ds_mock_avahi_publish (world->avahi, &service);
}

/* Somebody else is at the first address, and speaks HomeKit well until the code is to be
 * proved. Each time it is typed, one address gets a proof: never a second one, on which
 * another code could be tried, and the next time it is the turn of the next. */
static void
test_who_proves_nothing_has_the_last_turn (void)
{
  static const struct { DsFakeFault fault; const char *code; DsError error; } rows[] = {
    { DS_FAKE_FINE, "314-15-926", DS_ERROR_WRONG_CODE },
    { DS_FAKE_BAD_PROOF, TEST_CODE, DS_ERROR_UNPROVEN },
    { DS_FAKE_CLOSES, TEST_CODE, DS_ERROR_UNREACHABLE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HomeTestWorld world = { 0 };
      g_autoptr (DsOnboarding) onboarding = NULL;
      g_autoptr (DsFakeAccessory) impostor = NULL;
      g_autoptr (GError) error = NULL;

      home_test_open (&world, false);
      impostor = ds_fake_accessory_new (world.id, rows[i].code);
      ds_fake_accessory_set_fault (impostor, DS_FAKE_SETUP_M4, rows[i].fault);
      home_test_withdraw (world.avahi, world.accessory, world.id);
      ds_test_wait_until (!ds_device_get_present (world.device));
      announce_at_another_address (&world, impostor);
      g_object_unref (world.device);
      world.device = g_object_ref (home_test_wait (world.home, world.id));
      home_test_publish (world.avahi, world.accessory, world.id, false);
      ds_test_wait_until (_ds_device_get_sighting (world.device) != NULL &&
                          ds_sighting_get_announcements (_ds_device_get_sighting (world.device))->len == 2);

      onboarding = ds_home_begin_set_up (world.home, world.device);
      error = home_test_run_patiently (onboarding, TEST_CODE);
      g_assert_error (error, DS_ERROR, (int) rows[i].error);
      g_assert_cmpuint (ds_fake_accessory_get_n_asked (impostor, DS_FAKE_SETUP_M4), ==, 1);
      g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M4), ==, 0);

      g_assert_null (home_test_run_patiently (onboarding, TEST_CODE));
      g_assert_cmpuint (ds_fake_accessory_get_n_asked (impostor, DS_FAKE_SETUP_M4), ==, 1);
      g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M4), ==, 1);
      g_clear_object (&onboarding);
      home_test_close (&world);
    }
}

/* "X-HM://", and nine digits in base 36 for the code, how it is paired and a kind. */
static char *
write_label (const char *setup_id)
{
  uint64_t number = UINT64_C (3145154) | UINT64_C (2) << 27 | UINT64_C (5) << 31;
  char digits[10] = { 0 };

  for (unsigned int i = 9; i > 0; i--, number /= 36)
    digits[i - 1] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36];
  return g_strconcat ("X-HM://", digits, setup_id, NULL);
}

/* The same code may be on both: the label tells for which one it is. */
static void
test_a_label_of_another_device_sends_nothing (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *own = write_label (TEST_SETUP_ID);
  g_autofree char *other = write_label ("8PTY");

  home_test_open (&world, false);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_assert_false (ds_onboarding_takes_code (world.device, other));
  g_assert_true (ds_onboarding_takes_code (world.device, own));
  error = ds_test_await_error (ds_onboarding_run (onboarding, other));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_CODE);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, 0);
  ds_test_await (ds_onboarding_run (onboarding, own));
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* HomeKit's errors 3, 4, 6 and 7 (kTLVError_Backoff, MaxPeers, Unavailable, Busy). */
static void
test_a_refusal_leaves_all_as_it_was (void)
{
  static const struct { unsigned int hap; int error; } refusals[] = {
    { 3, DS_ERROR_WAIT }, { 4, DS_ERROR_FULL }, { 6, DS_ERROR_TAKEN }, { 7, DS_ERROR_BUSY },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      HomeTestWorld world = { 0 };
      g_autoptr (DsOnboarding) onboarding = NULL;
      g_autoptr (GError) error = NULL;

      home_test_open (&world, false);
      ds_fake_accessory_set_error (world.accessory, DS_FAKE_SETUP_M2, refusals[i].hap, 0);
      onboarding = ds_home_begin_set_up (world.home, world.device);
      error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
      g_assert_error (error, DS_ERROR, refusals[i].error);
      home_test_assert_free (&world);
      if (refusals[i].error == DS_ERROR_TAKEN)
        g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_TAKEN);
      g_clear_object (&onboarding);
      home_test_close (&world);
    }
}

static void
test_a_malformed_code_sends_nothing (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, "12"));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_CODE);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_SETUP_M2), ==, 0);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* After each fault the device is set up, or all is as it was: never in between
 * once the device answers again. */
static void
fail_at (DsFakeStep step,
         DsFakeFault fault)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("step %u, fault %u", step, fault);
  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, step, fault);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  dex_await (ds_onboarding_run (onboarding, TEST_CODE), &error);
  g_assert_cmpint (ds_onboarding_get_state (onboarding), ==,
                   error == NULL ? DS_ONBOARDING_DONE : DS_ONBOARDING_FAILED);
  if (error != NULL)
    g_assert_cmpuint (error->domain, ==, DS_ERROR);

  ds_fake_accessory_set_fault (world.accessory, step, DS_FAKE_FINE);
  if (error != NULL)
    {
      g_clear_error (&error);
      error = home_test_run_patiently (onboarding, TEST_CODE);
      g_assert_no_error (error);
    }
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 1);
  ds_test_await (ds_home_check (world.home, world.device));
  g_clear_object (&onboarding);
  home_test_close (&world);
}

/* The next start ends what a kill left open by itself; the person who types the
 * code at that moment waits for it, and is not told that someone else does it. */
static void
test_a_set_up_waits_for_what_is_being_ended (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M6, DS_FAKE_LOSES_ANSWER);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  g_error_free (ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE)));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SETTING_UP);
  g_clear_object (&onboarding);

  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_NEVER_ANSWERS);
  home_test_leave (&world);
  home_test_return (&world);
  g_assert_true (ds_device_get_busy (world.device));
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M6, DS_FAKE_FINE);
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_VERIFY_M2, DS_FAKE_FINE);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  g_clear_object (&onboarding);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world.accessory), ==, 1);
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

static void
test_try_again_works_after_every_fault (void)
{
  static const DsFakeStep steps[] = {
    DS_FAKE_SETUP_M2, DS_FAKE_SETUP_M4, DS_FAKE_SETUP_M6, DS_FAKE_VERIFY_M2, DS_FAKE_VERIFY_M4,
    DS_FAKE_ACCESSORIES, DS_FAKE_LIST,
  };
  static const DsFakeFault faults[] = { DS_FAKE_CLOSES, DS_FAKE_LOSES_ANSWER, DS_FAKE_NOT_HTTP };

  for (unsigned int i = 0; i < G_N_ELEMENTS (steps); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (faults); j++)
      fail_at (steps[i], faults[j]);
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

static void
test_cancelling_at_every_step_leaves_all_as_it_was (void)
{
  for (unsigned int step = 0; step < DS_N_STEPS; step++)
    {
      HomeTestWorld world = { 0 };
      Stop stop = { .step = (DsStep) step };
      g_autoptr (DsOnboarding) onboarding = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("step %s", ds_step_get_nick ((DsStep) step));
      home_test_open (&world, false);
      onboarding = ds_home_begin_set_up (world.home, world.device);
      g_signal_connect (onboarding, "notify::step", G_CALLBACK (cancel_at), &stop);
      g_signal_connect (onboarding, "notify::state", G_CALLBACK (cancel_at), &stop);
      dex_await (ds_onboarding_run (onboarding, TEST_CODE), &error);
      g_assert_nonnull (stop.cancelled);
      ds_test_await (stop.cancelled);

      if (step == DS_STEP_FACTS)
        {
          /* The keys are in use already: there is nothing to take back. */
          g_assert_no_error (error);
          g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
        }
      else
        {
          g_assert_error (error, DS_ERROR, DS_ERROR_CANCELLED);
          g_assert_cmpint (ds_onboarding_get_state (onboarding), ==, DS_ONBOARDING_CANCELLED);
          home_test_assert_free (&world);
        }
      g_clear_object (&onboarding);
      home_test_close (&world);
    }
}

static void
test_a_changed_key_stops_all_traffic (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GError) error = NULL;
  unsigned int asked = 0;

  home_test_open (&world, false);
  set_up (&world);
  ds_fake_accessory_reset (world.accessory);
  error = ds_test_await_error (ds_home_check (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  asked = ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M2);

  home_test_leave (&world);
  home_test_return (&world);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_clear_error (&error);
  error = ds_test_await_error (ds_home_check (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_clear_error (&error);
  error = ds_test_await_error (ds_home_remove (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_clear_error (&error);
  error = ds_test_await_error (ds_home_make_noticed (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world.accessory, DS_FAKE_VERIFY_M2), ==, asked);

  /* The one way on: prove it again. */
  set_up (&world);
  g_assert_null (ds_device_get_attention (world.device));
  ds_test_await (ds_home_check (world.home, world.device));
  g_assert_true (home_test_has_slot (&world, DS_SLOT_PREVIOUS));
  home_test_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

  ds_test_add_fiber ("/home/onboarding/a-device-is-set-up-and-told-about",
                     test_a_device_is_set_up_and_told_about);
  ds_test_add_fiber ("/home/onboarding/wrong-codes-make-one-wait", test_wrong_codes_make_one_wait);
  ds_test_add_fiber ("/home/onboarding/waits-grow-to-an-hour-and-hold",
                     test_waits_grow_to_an_hour_and_hold);
  ds_test_add_fiber ("/home/onboarding/a-busy-device-says-how-long",
                     test_a_busy_device_says_how_long);
  ds_test_add_fiber ("/home/onboarding/the-right-code-forgives-the-wrong-ones",
                     test_the_right_code_forgives_the_wrong_ones);
  ds_test_add_fiber ("/home/onboarding/who-proves-nothing-has-the-last-turn",
                     test_who_proves_nothing_has_the_last_turn);
  ds_test_add_fiber ("/home/onboarding/a-label-of-another-device-sends-nothing",
                     test_a_label_of_another_device_sends_nothing);
  ds_test_add_fiber ("/home/onboarding/too-many-tries-stop-every-dialog",
                     test_too_many_tries_stop_every_dialog);
  ds_test_add_fiber ("/home/onboarding/a-device-that-was-reset-takes-the-code-after-a-minute",
                     test_a_device_that_was_reset_takes_the_code_after_a_minute);
  ds_test_add_fiber ("/home/onboarding/a-refusal-leaves-all-as-it-was",
                     test_a_refusal_leaves_all_as_it_was);
  ds_test_add_fiber ("/home/onboarding/a-malformed-code-sends-nothing",
                     test_a_malformed_code_sends_nothing);
  ds_test_add_fiber ("/home/onboarding/a-set-up-waits-for-what-is-being-ended",
                     test_a_set_up_waits_for_what_is_being_ended);
  ds_test_add_fiber ("/home/onboarding/try-again-works-after-every-fault",
                     test_try_again_works_after_every_fault);
  ds_test_add_fiber ("/home/onboarding/cancelling-at-every-step-leaves-all-as-it-was",
                     test_cancelling_at_every_step_leaves_all_as_it_was);
  ds_test_add_fiber ("/home/onboarding/a-changed-key-stops-all-traffic",
                     test_a_changed_key_stops_all_traffic);

  return g_test_run ();
}

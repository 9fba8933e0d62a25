/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A set-up while the keyring is locked, forgetful or gone: the device gets nothing
 * that is not kept. */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-error.h"
#include "ds-mock-keyring.h"
#include "home/ds-finding.h"

#define TEST_ID "AA:BB:CC:DD:03:01"

static GTestDBus *bus;

typedef struct
{
  DsMockKeyring   *keyring;
  DsMockAvahi     *avahi;
  DsFakeAccessory *accessory;
  DsHome          *home;
  DsOnboarding    *onboarding;
} World;

static void
world_open (World *world,
            bool locked,
            DsMockPrompt prompt)
{
  g_autofree char *folder = ds_test_folder ();

  world->keyring = ds_mock_keyring_new (g_test_dbus_get_bus_address (bus));
  ds_mock_keyring_set_locked (world->keyring, locked);
  ds_mock_keyring_set_prompt (world->keyring, prompt);
  world->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  world->accessory = ds_fake_accessory_new (TEST_ID, TEST_CODE);
  home_test_publish (world->avahi, world->accessory, TEST_ID, false);
  world->home = home_test_start (folder);
  world->onboarding = ds_home_begin_set_up (world->home, home_test_wait (world->home, TEST_ID));
}

static void
world_close (World *world)
{
  g_clear_object (&world->onboarding);
  home_test_stop (world->home);
  g_clear_object (&world->accessory);
  g_clear_pointer (&world->avahi, ds_mock_avahi_free);
  g_clear_pointer (&world->keyring, ds_mock_keyring_free);
}

static void
assert_nothing_was_given (World *world,
                          DsFakeStep step)
{
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (world->accessory, step), ==, 0);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world->accessory), ==, 0);
  g_assert_cmpint (ds_onboarding_get_state (world->onboarding), ==, DS_ONBOARDING_FAILED);
  g_assert_nonnull (ds_onboarding_get_outcome (world->onboarding));
}

static void
test_a_locked_keyring_is_opened_by_the_person (void)
{
  World world = { 0 };

  world_open (&world, true, DS_MOCK_PROMPT_OPENS);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (world.keyring), ==, 0);
  ds_test_await (ds_onboarding_run (world.onboarding, TEST_CODE));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (world.keyring), ==, 1);
  g_assert_cmpint (ds_home_get_keyring_state (world.home), ==, DS_KEYRING_READY);
  world_close (&world);
}

static void
test_a_closed_question_sends_no_code (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world, true, DS_MOCK_PROMPT_DISMISSED);
  error = ds_test_await_error (ds_onboarding_run (world.onboarding, TEST_CODE));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_DISMISSED);
  assert_nothing_was_given (&world, DS_FAKE_SETUP_M2);

  ds_mock_keyring_set_prompt (world.keyring, DS_MOCK_PROMPT_OPENS);
  ds_test_await (ds_onboarding_run (world.onboarding, TEST_CODE));
  world_close (&world);
}

static void
assert_found (World *world,
              DsFindingLevel level,
              const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = dex_await_boxed (ds_home_diagnose (world->home), &error);

  g_assert_no_error (error);
  for (unsigned int i = 0; i < findings->len; i++)
    {
      const DsFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->id, "keyring"))
        continue;
      g_assert_cmpint (finding->level, ==, level);
      g_assert_nonnull (strstr (finding->sentence, sentence));
      return;
    }
  g_assert_not_reached ();
}

/* None is open before there is one. */
static void
test_a_keyring_that_is_to_be_made_is_told (void)
{
  World world = { 0 };

  world_open (&world, false, DS_MOCK_PROMPT_OPENS);
  ds_mock_keyring_set_absent (world.keyring);
  assert_found (&world, DS_FINDING_NOTE, "no keyring on this computer yet");
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (world.keyring), ==, 0);

  ds_test_await (ds_onboarding_run (world.onboarding, TEST_CODE));
  assert_found (&world, DS_FINDING_FINE, "is open");
  world_close (&world);
}

/* Nothing is locked, and the next try asks again. */
static void
test_a_first_keyring_that_is_not_wanted_is_told (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world, false, DS_MOCK_PROMPT_DISMISSED);
  ds_mock_keyring_set_absent (world.keyring);
  error = ds_test_await_error (ds_onboarding_run (world.onboarding, TEST_CODE));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_NOT_WANTED);
  g_assert_null (strstr (ds_error_get_sentence (error), "lock"));
  assert_nothing_was_given (&world, DS_FAKE_SETUP_M6);
  assert_found (&world, DS_FINDING_NOTE, "no keyring on this computer yet");

  ds_mock_keyring_set_prompt (world.keyring, DS_MOCK_PROMPT_OPENS);
  g_clear_error (&error);
  error = home_test_run_patiently (world.onboarding, TEST_CODE);
  g_assert_no_error (error);
  world_close (&world);
}

static void
test_what_is_not_kept_is_not_given (void)
{
  static const DsMockStore stores[] = { DS_MOCK_KEEPS_NONE, DS_MOCK_KEEPS_OTHER, DS_MOCK_DIES };

  for (unsigned int i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      World world = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("store %u", stores[i]);
      world_open (&world, false, DS_MOCK_PROMPT_OPENS);
      ds_mock_keyring_set_store (world.keyring, stores[i]);
      error = ds_test_await_error (ds_onboarding_run (world.onboarding, TEST_CODE));
      g_assert_true (ds_error_is_keyring (error));
      assert_nothing_was_given (&world, DS_FAKE_SETUP_M6);
      world_close (&world);
    }
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GDBusConnection) connection = NULL;

  ds_test_init (&argc, &argv);
  home_test_hurry ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_unsetenv ("SECRET_BACKEND");
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  ds_test_add_fiber ("/home/keyring-trouble/a-locked-keyring-is-opened-by-the-person",
                     test_a_locked_keyring_is_opened_by_the_person);
  ds_test_add_fiber ("/home/keyring-trouble/a-closed-question-sends-no-code",
                     test_a_closed_question_sends_no_code);
  ds_test_add_fiber ("/home/keyring-trouble/a-keyring-that-is-to-be-made-is-told",
                     test_a_keyring_that_is_to_be_made_is_told);
  ds_test_add_fiber ("/home/keyring-trouble/a-first-keyring-that-is-not-wanted-is-told",
                     test_a_first_keyring_that_is_not_wanted_is_told);
  ds_test_add_fiber ("/home/keyring-trouble/what-is-not-kept-is-not-given",
                     test_what_is_not_kept_is_not_given);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a real keyring does too rarely: a mock on a bus of its own. Times are short
 * where it does not answer; see _ds_keyring_set_deadlines().
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-keyring-private.h"

#include "ds-mock-keyring.h"
#include "ds-test.h"

#include <gio/gio.h>

#define MACHINE_MS 200
#define PERSON_MS  3000
#define LONG_MS    60000

static GTestDBus *bus;

/* What is answered may take as long as a busy computer needs. */
static void
wait_for_long (DsKeyring *keyring)
{
  _ds_keyring_set_deadlines (keyring, LONG_MS, LONG_MS);
}

static DsKeyring *
new_keyring (void)
{
  DsKeyring *keyring = ds_keyring_new ();

  wait_for_long (keyring);
  return keyring;
}

/* From now on no answer comes. */
static void
lose_patience_with_machine (DsKeyring *keyring)
{
  _ds_keyring_set_deadlines (keyring, MACHINE_MS, LONG_MS);
}

/* And nobody answers the question. */
static void
lose_patience_with_person (DsKeyring *keyring)
{
  _ds_keyring_set_deadlines (keyring, LONG_MS, PERSON_MS);
}

static DsMockKeyring *
new_mock (void)
{
  return ds_mock_keyring_new (g_test_dbus_get_bus_address (bus));
}

static DexFuture *
store (DsKeyring *keyring,
       DsSlot slot)
{
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autoptr (DsSecret) key = ds_secret_new_text ("key");

  ds_credential_set (credential, "key", key);
  return ds_keyring_store (keyring, "lamp", slot, "Kitchen Lamp", credential);
}

static void
assert_rejects (DsKeyring *keyring,
                DexFuture *future,
                DsError code,
                DsKeyringState state)
{
  g_autoptr (GError) error = ds_test_await_error (future);

  g_assert_error (error, DS_ERROR, (int) code);
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, state);
}

static void
assert_all_missing (DsKeyring *keyring)
{
  const DsError code = DS_ERROR_KEYRING_MISSING;
  const DsKeyringState state = DS_KEYRING_MISSING;

  assert_rejects (keyring, ds_keyring_probe (keyring), code, state);
  assert_rejects (keyring, ds_keyring_unlock (keyring), code, state);
  assert_rejects (keyring, ds_keyring_list (keyring), code, state);
  assert_rejects (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT), code, state);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING), code, state);
  assert_rejects (keyring, ds_keyring_promote (keyring, "lamp", "Lamp"), code, state);
  assert_rejects (keyring, ds_keyring_clear (keyring, "lamp", DS_SLOT_CURRENT), code, state);
}

/* The mock itself, when it behaves. */
static void
test_good (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();
  g_autoptr (DsCredential) found = NULL;
  g_autoptr (GError) error = NULL;

  ds_test_await (ds_keyring_probe (keyring));
  ds_test_await (store (keyring, DS_SLOT_PENDING));
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Lamp"));
  found = dex_await_boxed (ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT), &error);
  g_assert_no_error (error);
  ds_test_await (ds_keyring_clear (keyring, "lamp", DS_SLOT_CURRENT));
  assert_rejects (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT),
                  DS_ERROR_NOT_FOUND, DS_KEYRING_READY);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 0);
}

static void
test_no_service (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();

  assert_all_missing (keyring);
}

/* Looking never asks; opening asks once, and then all is well. */
static void
test_unlock (gconstpointer data)
{
  bool empty = GPOINTER_TO_INT (data);
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  if (!empty)
    ds_test_await (store (keyring, DS_SLOT_CURRENT));
  ds_mock_keyring_set_locked (mock, true);
  assert_rejects (keyring, ds_keyring_probe (keyring),
                  DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
  assert_rejects (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT),
                  DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
  assert_rejects (keyring, ds_keyring_promote (keyring, "lamp", "Lamp"),
                  DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 0);

  ds_test_await (ds_keyring_unlock (keyring));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
  ds_test_await (ds_keyring_unlock (keyring));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
}

static void
test_unlock_ours (void)
{
  test_unlock (GINT_TO_POINTER (false));
}

static void
test_unlock_empty (void)
{
  test_unlock (GINT_TO_POINTER (true));
}

static void
test_store_opens (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_locked (mock, true);
  ds_test_await (store (keyring, DS_SLOT_CURRENT));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
}

static void
test_dismissed (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_DISMISSED);
  assert_rejects (keyring, ds_keyring_unlock (keyring),
                  DS_ERROR_KEYRING_DISMISSED, DS_KEYRING_DISMISSED);
  assert_rejects (keyring, store (keyring, DS_SLOT_CURRENT),
                  DS_ERROR_KEYRING_DISMISSED, DS_KEYRING_DISMISSED);

  /* With an entry of ours in it */
  ds_mock_keyring_set_locked (mock, false);
  ds_test_await (store (keyring, DS_SLOT_CURRENT));
  ds_mock_keyring_set_locked (mock, true);
  assert_rejects (keyring, ds_keyring_unlock (keyring),
                  DS_ERROR_KEYRING_DISMISSED, DS_KEYRING_DISMISSED);

  /* And the next try is asked again. */
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_OPENS);
  ds_test_await (ds_keyring_unlock (keyring));
}

/* The question is taken away from the screen when we stop waiting. */
static void
test_forgotten (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_FORGOTTEN);
  /* Longer each time, until the question stood there. */
  for (unsigned int ms = PERSON_MS; ds_mock_keyring_get_n_prompts (mock) == 0; ms *= 2)
    {
      _ds_keyring_set_deadlines (keyring, LONG_MS, ms);
      assert_rejects (keyring, ds_keyring_unlock (keyring),
                      DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
    }
  ds_test_wait_until (ds_mock_keyring_get_n_dismissed (mock) > 0);
  g_assert_cmpuint (ds_mock_keyring_get_n_dismissed (mock), ==, 1);
}

/* Noticed at once, not at the deadline for the person; the next one asks again. */
static void
test_dies_with_question (gconstpointer data)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  DsMockKeyring *mock = new_mock ();

  if (GPOINTER_TO_INT (data))
    ds_test_await (store (keyring, DS_SLOT_CURRENT));
  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_DIES);
  assert_rejects (keyring, ds_keyring_unlock (keyring),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
  ds_mock_keyring_free (mock);

  mock = new_mock ();
  ds_mock_keyring_set_locked (mock, true);
  ds_test_await (ds_keyring_unlock (keyring));
  ds_mock_keyring_free (mock);
}

static void
test_dies_with_question_of_store (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_DIES);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
}

/* There is no keyring yet: the first entry has one made, looking and opening do not. */
static void
test_first (gconstpointer data)
{
  DsMockPrompt prompt = GPOINTER_TO_INT (data);
  unsigned int n_asked = prompt == DS_MOCK_PROMPT_NEEDLESS ? 0 : 1;
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_absent (mock);
  ds_mock_keyring_set_prompt (mock, prompt);
  ds_test_await (ds_keyring_probe (keyring));
  ds_test_await (ds_keyring_unlock (keyring));
  g_assert_true (dex_await_boolean (ds_keyring_lacks_first (keyring), NULL));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 0);

  ds_test_await (store (keyring, DS_SLOT_PENDING));
  g_assert_false (dex_await_boolean (ds_keyring_lacks_first (keyring), NULL));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, n_asked);
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Lamp"));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, n_asked);
}

static void
test_first_is_not_made (gconstpointer data)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_absent (mock);
  ds_mock_keyring_set_prompt (mock, GPOINTER_TO_INT (data));
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_NOT_WANTED, DS_KEYRING_READY);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);

  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_OPENS);
  ds_test_await (store (keyring, DS_SLOT_PENDING));
}

static void
test_dies_with_question_for_first (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  DsMockKeyring *mock = new_mock ();

  ds_mock_keyring_set_absent (mock);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_DIES);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
  ds_mock_keyring_free (mock);

  mock = new_mock ();
  ds_mock_keyring_set_absent (mock);
  ds_test_await (store (keyring, DS_SLOT_PENDING));
  g_assert_cmpuint (ds_mock_keyring_get_n_prompts (mock), ==, 1);
  ds_mock_keyring_free (mock);
}

/* Where nobody answers it, it is taken away. */
static void
test_question_for_first_is_forgotten (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_absent (mock);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_FORGOTTEN);
  for (unsigned int ms = PERSON_MS; ds_mock_keyring_get_n_prompts (mock) == 0; ms *= 2)
    {
      _ds_keyring_set_deadlines (keyring, LONG_MS, ms);
      assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                      DS_ERROR_KEYRING_UNANSWERED, DS_KEYRING_READY);
    }
  ds_test_wait_until (ds_mock_keyring_get_n_dismissed (mock) > 0);
  g_assert_cmpuint (ds_mock_keyring_get_n_dismissed (mock), ==, 1);
}

static void
test_dies_with_question_for_ours (void)
{
  test_dies_with_question (GINT_TO_POINTER (true));
}

static void
test_dies_with_question_for_place (void)
{
  test_dies_with_question (GINT_TO_POINTER (false));
}

static void
test_unlock_hangs (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_UNLOCK_HANGS);
  lose_patience_with_person (keyring);
  assert_rejects (keyring, ds_keyring_unlock (keyring),
                  DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
  wait_for_long (keyring);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_OPENS);
  ds_test_await (ds_keyring_unlock (keyring));
}

static void
test_hangs (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_test_await (ds_keyring_probe (keyring));
  ds_mock_keyring_hang (mock);
  lose_patience_with_machine (keyring);
  assert_rejects (keyring, ds_keyring_probe (keyring),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
  assert_rejects (keyring, ds_keyring_lookup (keyring, "lamp", DS_SLOT_CURRENT),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
}

/* "Stored!" — and nothing is there, or something else. */
static void
test_lies (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_store (mock, DS_MOCK_KEEPS_NONE);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_UNREADABLE, DS_KEYRING_UNREADABLE);
  ds_mock_keyring_set_store (mock, DS_MOCK_KEEPS_OTHER);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_UNREADABLE, DS_KEYRING_UNREADABLE);
  ds_mock_keyring_set_store (mock, DS_MOCK_KEEPS);
  ds_test_await (store (keyring, DS_SLOT_PENDING));

  /* Pending stays where it is when current was not kept. */
  ds_mock_keyring_set_store (mock, DS_MOCK_KEEPS_NONE);
  assert_rejects (keyring, ds_keyring_promote (keyring, "lamp", "Lamp"),
                  DS_ERROR_KEYRING_UNREADABLE, DS_KEYRING_UNREADABLE);
  ds_mock_keyring_set_store (mock, DS_MOCK_KEEPS);
  ds_test_await (ds_keyring_promote (keyring, "lamp", "Lamp"));
}

/* A service that dies in the middle; the next one is used as if nothing was. */
static void
test_dies (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  DsMockKeyring *mock = new_mock ();

  ds_test_await (ds_keyring_probe (keyring));
  ds_mock_keyring_set_store (mock, DS_MOCK_DIES);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_MISSING, DS_KEYRING_MISSING);
  ds_mock_keyring_free (mock);

  mock = new_mock ();
  ds_test_await (store (keyring, DS_SLOT_PENDING));
  g_assert_cmpint (ds_keyring_get_state (keyring), ==, DS_KEYRING_READY);
  ds_mock_keyring_free (mock);
}

static void
test_store_hangs (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();
  g_autoptr (DsMockKeyring) mock = new_mock ();

  ds_mock_keyring_set_store (mock, DS_MOCK_HANGS);
  lose_patience_with_person (keyring);
  assert_rejects (keyring, store (keyring, DS_SLOT_PENDING),
                  DS_ERROR_KEYRING_LOCKED, DS_KEYRING_LOCKED);
}

/* Nobody waits any more: the keyring may die with its calls under way. */
static void
test_given_up (void)
{
  g_autoptr (DsMockKeyring) mock = new_mock ();
  DsKeyring *keyring = new_keyring ();

  ds_mock_keyring_set_locked (mock, true);
  ds_mock_keyring_set_prompt (mock, DS_MOCK_PROMPT_FORGOTTEN);
  lose_patience_with_person (keyring);
  dex_unref (ds_keyring_unlock (keyring));
  dex_unref (store (keyring, DS_SLOT_PENDING));
  ds_test_sleep (300);
  dex_unref (ds_keyring_lookup (keyring, "lamp", DS_SLOT_PENDING));
  ds_test_wait_until (G_OBJECT (keyring)->ref_count == 1);
  g_assert_finalize_object (keyring);
}

static void
no_bus (void)
{
  g_autoptr (DsKeyring) keyring = new_keyring ();

  assert_all_missing (keyring);
}

static void
test_no_bus (void)
{
  g_auto (GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS",
                                  "unix:path=/nonexistent", TRUE);
  g_test_trap_subprocess_with_envp ("/trust/keyring-trouble/subprocess/no-bus",
                                    (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  if (!g_test_subprocess ())
    {
      g_autoptr (GDBusConnection) connection = NULL;

      bus = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (bus);
      connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
      g_dbus_connection_set_exit_on_close (connection, FALSE);
    }

  ds_test_add_fiber ("/trust/keyring-trouble/subprocess/no-bus", no_bus);
  ds_test_add_fiber ("/trust/keyring-trouble/no-service", test_no_service);
  g_test_add_func ("/trust/keyring-trouble/no-bus", test_no_bus);
  ds_test_add_fiber ("/trust/keyring-trouble/good", test_good);
  ds_test_add_fiber ("/trust/keyring-trouble/unlock", test_unlock_ours);
  ds_test_add_fiber ("/trust/keyring-trouble/unlock-empty", test_unlock_empty);
  ds_test_add_fiber ("/trust/keyring-trouble/store-opens", test_store_opens);
  ds_test_add_fiber ("/trust/keyring-trouble/question-closed", test_dismissed);
  ds_test_add_fiber ("/trust/keyring-trouble/question-forgotten", test_forgotten);
  ds_test_add_fiber ("/trust/keyring-trouble/dies-with-question-for-ours",
                     test_dies_with_question_for_ours);
  ds_test_add_fiber ("/trust/keyring-trouble/dies-with-question-for-place",
                     test_dies_with_question_for_place);
  ds_test_add_fiber ("/trust/keyring-trouble/dies-with-question-of-store",
                     test_dies_with_question_of_store);
  ds_test_add_row ("/trust/keyring-trouble/first",
                   GINT_TO_POINTER (DS_MOCK_PROMPT_OPENS), test_first);
  ds_test_add_row ("/trust/keyring-trouble/first-without-a-question",
                   GINT_TO_POINTER (DS_MOCK_PROMPT_NEEDLESS), test_first);
  ds_test_add_row ("/trust/keyring-trouble/first-is-not-wanted",
                   GINT_TO_POINTER (DS_MOCK_PROMPT_DISMISSED), test_first_is_not_made);
  ds_test_add_row ("/trust/keyring-trouble/first-is-not-made",
                   GINT_TO_POINTER (DS_MOCK_PROMPT_VAIN), test_first_is_not_made);
  ds_test_add_fiber ("/trust/keyring-trouble/question-for-first-is-forgotten",
                     test_question_for_first_is_forgotten);
  ds_test_add_fiber ("/trust/keyring-trouble/dies-with-question-for-first",
                     test_dies_with_question_for_first);
  ds_test_add_fiber ("/trust/keyring-trouble/unlock-hangs", test_unlock_hangs);
  ds_test_add_fiber ("/trust/keyring-trouble/service-hangs", test_hangs);
  ds_test_add_fiber ("/trust/keyring-trouble/service-lies", test_lies);
  ds_test_add_fiber ("/trust/keyring-trouble/service-dies", test_dies);
  ds_test_add_fiber ("/trust/keyring-trouble/store-hangs", test_store_hangs);
  ds_test_add_fiber ("/trust/keyring-trouble/given-up", test_given_up);
  return g_test_run ();
}

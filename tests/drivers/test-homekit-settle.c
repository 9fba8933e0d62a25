/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-homekit-test.h"

#include "core/ds-future.h"

/* A kill between "keep" and the second write to the keyring leaves this. */
static DsCredential *
leave_pending (DsFakeAccessory *accessory,
               DsTarget *target,
               DsFakeFault fault)
{
  g_autoptr (DsProof) proof = homekit_test_prove (target);
  DsCredential *pending = ds_homekit_driver.generate (proof);
  g_autoptr (GError) error = NULL;

  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M6, fault);
  error = ds_test_await_error (ds_homekit_driver.take_over (proof, pending));
  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M6, DS_FAKE_FINE);

  return pending;
}

static void
assert_as_before (DsFakeAccessory *accessory,
                  DsTarget *target)
{
  g_autoptr (DsCredential) credential = NULL;

  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);
  credential = homekit_test_set_up (target);
  g_assert_nonnull (credential);
}

static void
test_killed_before_the_exchange (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_CLOSES);

  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_NOT_OURS);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_REMOVE), ==, 0);
  assert_as_before (accessory, target);
}

static void
test_killed_with_the_answer_under_way (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_LOSES_ANSWER);

  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 1);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_NOT_OURS);
  assert_as_before (accessory, target);
}

static void
test_killed_with_the_key_known (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (GError) error = NULL;

  settled = dex_await_boxed (ds_homekit_driver.settle (target, credential), &error);
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (settled, credential));
  ds_test_await (ds_homekit_driver.check_in (target, settled));
}

static void
test_removed_elsewhere_meanwhile (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);

  ds_test_await (ds_homekit_driver.release (target, credential));
  homekit_test_rejects (ds_homekit_driver.settle (target, credential), DS_ERROR_NOT_OURS);
}

/* "I do not know you" must be said twice: what else it was at first stays in doubt. */
static void
test_first_answer_lost_and_second_one_a_no (void)
{
  const DsHapDeadlines usual = *ds_hap_deadlines ();
  DsHapDeadlines slow = usual;
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_CLOSES);
  g_autoptr (DexFuture) settled = NULL;

  /* Long enough to change the accessory's mind, should it be asked again. */
  slow.pause = TEST_ANSWER;
  ds_hap_deadlines_set (&slow);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES);
  settled = ds_homekit_driver.settle (target, pending);
  ds_test_wait_until (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M2) == 1 &&
                      ds_fake_accessory_get_n_connected (accessory) == 0);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_VERIFY_M2, DS_FAKE_FINE);
  homekit_test_rejects (g_steal_pointer (&settled), DS_ERROR_UNREACHABLE);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M2), ==, 1);

  ds_hap_deadlines_set (&usual);
}

/* Someone in between answers the first login with the one word that nothing proves, and
 * is gone before the second one. Nothing may be forgotten for it. */
static void
take_no_back (DsFakeAccessory *accessory,
              unsigned int logins)
{
  ds_test_wait_until (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M4) == logins &&
                      ds_fake_accessory_get_n_connected (accessory) == 0);
  ds_fake_accessory_set_error (accessory, DS_FAKE_VERIFY_M4, 0, 0);
}

static void
test_a_no_of_someone_in_between (void)
{
  const DsHapDeadlines usual = *ds_hap_deadlines ();
  DsHapDeadlines slow = usual;
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *future;

  /* Long enough to change the accessory's mind in between. */
  slow.pause = TEST_ANSWER;
  ds_hap_deadlines_set (&slow);
  ds_fake_accessory_set_error (accessory, DS_FAKE_VERIFY_M4, 2, 0);
  future = ds_homekit_driver.settle (target, credential);
  take_no_back (accessory, 1);
  settled = dex_await_boxed (future, &error);
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (settled, credential));

  ds_fake_accessory_set_error (accessory, DS_FAKE_VERIFY_M4, 2, 0);
  future = ds_homekit_driver.release (target, credential);
  take_no_back (accessory, 3);
  ds_test_await (future);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);

  ds_hap_deadlines_set (&usual);
}

/* Nothing is asked after this login, so nothing later would notice. */
static void
test_login_with_a_plain_answer_too_many (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_VERIFY_M4, DS_FAKE_ANSWERS_TWICE);
  homekit_test_rejects (ds_homekit_driver.settle (target, credential), DS_ERROR_BAD_ANSWER);
}

/* Whatever is not a clear "no" leaves the credential where it is. */
static void
test_stays_pending_while_in_doubt (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsFakeAccessory) other = ds_fake_accessory_new ("00:00:5E:00:53:01", TEST_CODE);
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsTarget) wrong_place = NULL;
  g_autoptr (DsTarget) other_target = ds_fake_accessory_dup_target (other);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_LOSES_ANSWER);

  wrong_place = ds_target_new (TEST_ID, ds_target_get_addresses (other_target));
  homekit_test_rejects (ds_homekit_driver.settle (wrong_place, pending), DS_ERROR_KEY_CHANGED);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_REMOVE, DS_FAKE_CLOSES);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_UNREACHABLE);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_REMOVE, DS_FAKE_FINE);

  ds_fake_accessory_set_error (accessory, DS_FAKE_VERIFY_M4, 1, 0);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_FAILED);
  ds_fake_accessory_set_error (accessory, DS_FAKE_VERIFY_M4, 0, 0);

  ds_fake_accessory_set_power (accessory, false);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_UNREACHABLE);
  ds_fake_accessory_set_power (accessory, true);

  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 1);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_NOT_OURS);
  assert_as_before (accessory, target);
}

/* It was asked to forget us, and did, but its answer got lost. */
static void
test_removal_lost (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_LOSES_ANSWER);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_REMOVE, DS_FAKE_LOSES_ANSWER);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_UNREACHABLE);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_NOT_OURS);
  assert_as_before (accessory, target);
}

/* The accessory says "removed" and lies. */
static void
test_removal_not_done (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) pending = leave_pending (accessory, target, DS_FAKE_LOSES_ANSWER);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_REMOVE, DS_FAKE_ONLY_SAYS_SO);
  homekit_test_rejects (ds_homekit_driver.settle (target, pending), DS_ERROR_FAILED);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 1);
}

/* Someone else knows the code and answers for the announced accessory: it must
 * not keep what it was given. */
static void
test_stranger_does_not_keep_our_keys (void)
{
  g_autoptr (DsFakeAccessory) stranger = ds_fake_accessory_new ("00:00:5E:00:53:01", TEST_CODE);
  g_autoptr (DsTarget) its_own = ds_fake_accessory_dup_target (stranger);
  g_autoptr (DsTarget) target = ds_target_new (TEST_ID, ds_target_get_addresses (its_own));
  g_autoptr (DsProof) proof = homekit_test_prove (target);
  g_autoptr (DsCredential) pending = ds_homekit_driver.generate (proof);

  homekit_test_rejects (ds_homekit_driver.take_over (proof, pending), DS_ERROR_UNPROVEN);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (stranger), ==, 0);
}

static DexFuture *
run_through_fiber (gpointer data)
{
  DsTarget *target = ((gpointer *) data)[0];
  DsCredential **kept = ((gpointer *) data)[1];
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);
  g_autoptr (DsProof) proof = NULL;
  GError *error = NULL;
  DsCredential *final;

  proof = dex_await_object (ds_homekit_driver.prove (target, code), &error);
  if (proof == NULL)
    return dex_future_new_for_error (error);
  *kept = ds_homekit_driver.generate (proof);
  final = dex_await_boxed (ds_homekit_driver.take_over (proof, *kept), &error);
  if (final == NULL)
    return dex_future_new_for_error (error);
  ds_credential_unref (*kept);
  *kept = final;

  return dex_future_new_true ();
}

/* One set-up that stops after so many milliseconds, and what becomes of it. */
static void
stop_after (unsigned int milliseconds)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  DsCredential *kept = NULL;
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (GError) error = NULL;
  gpointer data[2] = { target, &kept };

  dex_await (ds_future_within (ds_fiber_spawn (run_through_fiber, data, NULL), milliseconds),
             NULL);
  /* Its verbs end at their next step; nothing stays connected. */
  ds_test_wait_until (ds_fake_accessory_get_n_connected (accessory) == 0);
  if (kept == NULL)
    {
      g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);
      return;
    }

  settled = dex_await_boxed (ds_homekit_driver.settle (target, kept), &error);
  if (settled != NULL)
    {
      ds_test_await (ds_homekit_driver.check_in (target, settled));
    }
  else
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
      assert_as_before (accessory, target);
    }
  ds_credential_unref (kept);
}

static void
test_stopped_at_any_time (void)
{
  for (unsigned int i = 0; i < 60; i++)
    stop_after (i);
}

/* Discarding goes down to the socket, at each step. */
static void
test_discarded_at_each_step (void)
{
  for (DsFakeStep step = DS_FAKE_SETUP_M2; step <= DS_FAKE_WRITE; step++)
    {
      g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
      g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
      g_autoptr (DsCredential) credential = NULL;
      DsCredential *kept = NULL;
      gpointer data[2] = { target, &kept };
      DexFuture *future;

      if (step > DS_FAKE_SETUP_M6)
        credential = homekit_test_set_up (target);
      ds_fake_accessory_set_fault (accessory, step, DS_FAKE_NEVER_ANSWERS);
      if (credential == NULL)
        future = ds_future_within (ds_fiber_spawn (run_through_fiber, data, NULL), TEST_VERB);
      else if (step == DS_FAKE_REMOVE)
        future = ds_homekit_driver.release (target, credential);
      else if (step == DS_FAKE_WRITE)
        future = ds_homekit_driver.make_noticed (target, credential);
      else
        future = ds_homekit_driver.check_in (target, credential);

      ds_test_wait_until (ds_fake_accessory_get_n_asked (accessory, step) > 0);
      dex_clear (&future);
      ds_test_wait_until (ds_fake_accessory_get_n_connected (accessory) == 0);
      g_clear_pointer (&kept, ds_credential_unref);
    }
}

static void
test_no_secret_in_the_log (void)
{
  homekit_test_log_is_clean ();
}

int
main (int argc,
      char *argv[])
{
  homekit_test_init (&argc, &argv);

  ds_test_add_fiber ("/homekit/settle/before-the-exchange", test_killed_before_the_exchange);
  ds_test_add_fiber ("/homekit/settle/answer-under-way", test_killed_with_the_answer_under_way);
  ds_test_add_fiber ("/homekit/settle/key-known", test_killed_with_the_key_known);
  ds_test_add_fiber ("/homekit/settle/removed-elsewhere", test_removed_elsewhere_meanwhile);
  ds_test_add_fiber ("/homekit/settle/lost-answer-then-a-no",
                     test_first_answer_lost_and_second_one_a_no);
  ds_test_add_fiber ("/homekit/settle/a-no-of-someone-in-between", test_a_no_of_someone_in_between);
  ds_test_add_fiber ("/homekit/settle/plain-answer-too-many",
                     test_login_with_a_plain_answer_too_many);
  ds_test_add_fiber ("/homekit/settle/in-doubt", test_stays_pending_while_in_doubt);
  ds_test_add_fiber ("/homekit/settle/removal-lost", test_removal_lost);
  ds_test_add_fiber ("/homekit/settle/removal-not-done", test_removal_not_done);
  ds_test_add_fiber ("/homekit/settle/stranger", test_stranger_does_not_keep_our_keys);
  ds_test_add_fiber ("/homekit/settle/stopped-at-any-time", test_stopped_at_any_time);
  ds_test_add_fiber ("/homekit/settle/discarded-at-each-step", test_discarded_at_each_step);
  ds_test_add_fiber ("/homekit/settle/no-secret-in-the-log", test_no_secret_in_the_log);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-homekit-test.h"

/* One wrong answer and what a person is told about it. */
typedef struct
{
  const char  *name;
  DsFakeStep   step;
  DsFakeFault  fault;
  DsError      expected;
} Attack;

static const Attack attacks[] = {
  /* The accessory goes away at each step. */
  { "closes-at-m2", DS_FAKE_SETUP_M2, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-m4", DS_FAKE_SETUP_M4, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-m6", DS_FAKE_SETUP_M6, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-login", DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-after-our-signature", DS_FAKE_VERIFY_M4, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-accessories", DS_FAKE_ACCESSORIES, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-list", DS_FAKE_LIST, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-removal", DS_FAKE_REMOVE, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "closes-at-write", DS_FAKE_WRITE, DS_FAKE_CLOSES, DS_ERROR_UNREACHABLE },
  { "cuts-m2", DS_FAKE_SETUP_M2, DS_FAKE_CUTS_ANSWER, DS_ERROR_BAD_ANSWER },
  { "cuts-m4", DS_FAKE_SETUP_M4, DS_FAKE_CUTS_ANSWER, DS_ERROR_BAD_ANSWER },
  { "cuts-m6", DS_FAKE_SETUP_M6, DS_FAKE_CUTS_ANSWER, DS_ERROR_BAD_ANSWER },
  { "cuts-login", DS_FAKE_VERIFY_M2, DS_FAKE_CUTS_ANSWER, DS_ERROR_BAD_ANSWER },
  { "cuts-accessories", DS_FAKE_ACCESSORIES, DS_FAKE_CUTS_ANSWER, DS_ERROR_BAD_ANSWER },
  { "loses-removal", DS_FAKE_REMOVE, DS_FAKE_LOSES_ANSWER, DS_ERROR_UNREACHABLE },

  /* It takes its time. */
  { "silent-at-m2", DS_FAKE_SETUP_M2, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-m4", DS_FAKE_SETUP_M4, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-m6", DS_FAKE_SETUP_M6, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-login", DS_FAKE_VERIFY_M2, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-after-our-signature", DS_FAKE_VERIFY_M4, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-accessories", DS_FAKE_ACCESSORIES, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-list", DS_FAKE_LIST, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "silent-at-removal", DS_FAKE_REMOVE, DS_FAKE_NEVER_ANSWERS, DS_ERROR_TIMED_OUT },
  { "drips-m2", DS_FAKE_SETUP_M2, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT },
  { "drips-m4", DS_FAKE_SETUP_M4, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT },
  { "drips-m6", DS_FAKE_SETUP_M6, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT },
  { "drips-login", DS_FAKE_VERIFY_M2, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT },
  { "drips-accessories", DS_FAKE_ACCESSORIES, DS_FAKE_DRIPS, DS_ERROR_TIMED_OUT },
  { "only-events-at-m2", DS_FAKE_SETUP_M2, DS_FAKE_ONLY_EVENTS, DS_ERROR_TIMED_OUT },
  { "only-events-at-accessories", DS_FAKE_ACCESSORIES, DS_FAKE_ONLY_EVENTS, DS_ERROR_TIMED_OUT },

  /* It does not know the code, or pretends. */
  { "public-key-zero", DS_FAKE_SETUP_M2, DS_FAKE_ZERO_KEY, DS_ERROR_BAD_ANSWER },
  { "public-key-beyond-modulus", DS_FAKE_SETUP_M2, DS_FAKE_MODULUS_KEY, DS_ERROR_BAD_ANSWER },
  { "bad-proof", DS_FAKE_SETUP_M4, DS_FAKE_BAD_PROOF, DS_ERROR_UNPROVEN },
  { "no-proof", DS_FAKE_SETUP_M4, DS_FAKE_NO_PROOF, DS_ERROR_UNPROVEN },
  { "m6-bad-tag", DS_FAKE_SETUP_M6, DS_FAKE_BAD_TAG, DS_ERROR_BAD_ANSWER },
  { "m6-bad-signature", DS_FAKE_SETUP_M6, DS_FAKE_BAD_SIGNATURE, DS_ERROR_UNPROVEN },
  { "m6-other-identifier", DS_FAKE_SETUP_M6, DS_FAKE_OTHER_ID, DS_ERROR_UNPROVEN },

  /* It is not the one that was set up. */
  { "login-wrong-long-term-key", DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE, DS_ERROR_KEY_CHANGED },
  { "login-other-identifier", DS_FAKE_VERIFY_M2, DS_FAKE_OTHER_ID, DS_ERROR_KEY_CHANGED },
  { "login-bad-tag", DS_FAKE_VERIFY_M2, DS_FAKE_BAD_TAG, DS_ERROR_BAD_ANSWER },
  { "login-zero-key", DS_FAKE_VERIFY_M2, DS_FAKE_ZERO_KEY, DS_ERROR_BAD_ANSWER },

  /* Its session was tampered with. */
  { "frame-longer-than-1024", DS_FAKE_ACCESSORIES, DS_FAKE_FRAME_TOO_LONG, DS_ERROR_BAD_ANSWER },
  { "frame-wrong-tag", DS_FAKE_ACCESSORIES, DS_FAKE_FRAME_BAD_TAG, DS_ERROR_BAD_ANSWER },
  { "frame-replayed", DS_FAKE_ACCESSORIES, DS_FAKE_FRAME_REPLAYED, DS_ERROR_BAD_ANSWER },
  { "two-answers-to-one-question", DS_FAKE_ACCESSORIES, DS_FAKE_ANSWERS_TWICE,
    DS_ERROR_BAD_ANSWER },
  { "plain-answer-where-encryption-begins", DS_FAKE_VERIFY_M4, DS_FAKE_ANSWERS_TWICE,
    DS_ERROR_BAD_ANSWER },
  { "plain-head-before-an-encrypted-answer", DS_FAKE_VERIFY_M4, DS_FAKE_BEGINS_ANOTHER,
    DS_ERROR_BAD_ANSWER },

  /* HTTP. */
  { "m2-no-length", DS_FAKE_SETUP_M2, DS_FAKE_NO_LENGTH, DS_ERROR_BAD_ANSWER },
  { "m2-two-lengths", DS_FAKE_SETUP_M2, DS_FAKE_TWO_LENGTHS, DS_ERROR_BAD_ANSWER },
  { "m2-bad-chunks", DS_FAKE_SETUP_M2, DS_FAKE_BAD_CHUNKS, DS_ERROR_BAD_ANSWER },
  { "m2-10-mib-header", DS_FAKE_SETUP_M2, DS_FAKE_HUGE_HEAD, DS_ERROR_BAD_ANSWER },
  { "m2-huge-body", DS_FAKE_SETUP_M2, DS_FAKE_HUGE_BODY, DS_ERROR_BAD_ANSWER },
  { "m2-not-http", DS_FAKE_SETUP_M2, DS_FAKE_NOT_HTTP, DS_ERROR_BAD_ANSWER },
  { "m2-empty", DS_FAKE_SETUP_M2, DS_FAKE_EMPTY, DS_ERROR_BAD_ANSWER },
  { "m2-empty-400", DS_FAKE_SETUP_M2, DS_FAKE_EMPTY_400, DS_ERROR_TAKEN },
  { "m2-empty-429", DS_FAKE_SETUP_M2, DS_FAKE_EMPTY_429, DS_ERROR_BUSY },
  { "m2-empty-500", DS_FAKE_SETUP_M2, DS_FAKE_EMPTY_500, DS_ERROR_BAD_ANSWER },
  { "m2-empty-503", DS_FAKE_SETUP_M2, DS_FAKE_EMPTY_503, DS_ERROR_BUSY },
  { "m4-empty", DS_FAKE_SETUP_M4, DS_FAKE_EMPTY, DS_ERROR_BAD_ANSWER },
  { "m4-empty-400", DS_FAKE_SETUP_M4, DS_FAKE_EMPTY_400, DS_ERROR_BAD_ANSWER },
  { "m6-empty", DS_FAKE_SETUP_M6, DS_FAKE_EMPTY, DS_ERROR_BAD_ANSWER },
  { "login-empty-503", DS_FAKE_VERIFY_M2, DS_FAKE_EMPTY_503, DS_ERROR_BUSY },
  { "accessories-no-length", DS_FAKE_ACCESSORIES, DS_FAKE_NO_LENGTH, DS_ERROR_BAD_ANSWER },
  { "accessories-two-lengths", DS_FAKE_ACCESSORIES, DS_FAKE_TWO_LENGTHS, DS_ERROR_BAD_ANSWER },
  { "accessories-bad-chunks", DS_FAKE_ACCESSORIES, DS_FAKE_BAD_CHUNKS, DS_ERROR_BAD_ANSWER },
  { "accessories-10-mib-header", DS_FAKE_ACCESSORIES, DS_FAKE_HUGE_HEAD, DS_ERROR_BAD_ANSWER },
  { "accessories-huge-body", DS_FAKE_ACCESSORIES, DS_FAKE_HUGE_BODY, DS_ERROR_BAD_ANSWER },
  { "accessories-empty", DS_FAKE_ACCESSORIES, DS_FAKE_EMPTY, DS_ERROR_BAD_ANSWER },
  { "accessories-empty-400", DS_FAKE_ACCESSORIES, DS_FAKE_EMPTY_400, DS_ERROR_BAD_ANSWER },

  /* Messages inside. */
  { "m2-truncated", DS_FAKE_SETUP_M2, DS_FAKE_TLV_TRUNCATED, DS_ERROR_BAD_ANSWER },
  { "m2-repeated", DS_FAKE_SETUP_M2, DS_FAKE_TLV_REPEATED, DS_ERROR_BAD_ANSWER },
  { "m2-oversized", DS_FAKE_SETUP_M2, DS_FAKE_TLV_OVERSIZED, DS_ERROR_BAD_ANSWER },
  { "m2-other-step", DS_FAKE_SETUP_M2, DS_FAKE_TLV_OTHER_STATE, DS_ERROR_BAD_ANSWER },
  { "m4-other-step", DS_FAKE_SETUP_M4, DS_FAKE_TLV_OTHER_STATE, DS_ERROR_BAD_ANSWER },
  { "m6-truncated", DS_FAKE_SETUP_M6, DS_FAKE_TLV_TRUNCATED, DS_ERROR_BAD_ANSWER },
  { "login-truncated", DS_FAKE_VERIFY_M2, DS_FAKE_TLV_TRUNCATED, DS_ERROR_BAD_ANSWER },
  { "login-repeated", DS_FAKE_VERIFY_M2, DS_FAKE_TLV_REPEATED, DS_ERROR_BAD_ANSWER },
  { "removal-other-step", DS_FAKE_REMOVE, DS_FAKE_TLV_OTHER_STATE, DS_ERROR_BAD_ANSWER },
  { "accessories-with-status-400", DS_FAKE_ACCESSORIES, DS_FAKE_STATUS_400, DS_ERROR_BAD_ANSWER },
  { "list-with-status-400", DS_FAKE_LIST, DS_FAKE_STATUS_400, DS_ERROR_BAD_ANSWER },
  { "list-empty-400", DS_FAKE_LIST, DS_FAKE_EMPTY_400, DS_ERROR_BAD_ANSWER },
  { "list-truncated", DS_FAKE_LIST, DS_FAKE_TLV_TRUNCATED, DS_ERROR_BAD_ANSWER },
};

/* The verb in which a step occurs, as far as a set-up that went well has come. */
static DexFuture *
attack_later (DsFakeStep step,
              DsTarget *target,
              DsCredential *credential)
{
  if (step == DS_FAKE_REMOVE)
    return ds_homekit_driver.release (target, credential);
  if (step == DS_FAKE_WRITE)
    return ds_homekit_driver.make_noticed (target, credential);

  return ds_homekit_driver.check_in (target, credential);
}

static DexFuture *
attack_set_up (DsFakeStep step,
               DsTarget *target)
{
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);
  g_autoptr (DsProof) proof = NULL;
  g_autoptr (DsCredential) pending = NULL;

  if (step != DS_FAKE_SETUP_M6)
    return ds_homekit_driver.prove (target, code);

  proof = homekit_test_prove (target);
  pending = ds_homekit_driver.generate (proof);

  return ds_homekit_driver.take_over (proof, pending);
}

static void
test_attack (gconstpointer data)
{
  const Attack *attack = data;
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;

  if (attack->step > DS_FAKE_SETUP_M6)
    credential = homekit_test_set_up (target);
  ds_fake_accessory_set_fault (accessory, attack->step, attack->fault);
  homekit_test_hurry (attack->expected == DS_ERROR_TIMED_OUT);
  homekit_test_rejects (credential != NULL ? attack_later (attack->step, target, credential)
                                           : attack_set_up (attack->step, target),
                        attack->expected);
  homekit_test_hurry (false);

  /* Nothing more is said to one who is not the pinned accessory. */
  if (attack->expected == DS_ERROR_KEY_CHANGED)
    g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M4), ==, 0);
}

/* Each of HomeKit's errors is one of ours. */
typedef struct
{
  const char  *name;
  DsFakeStep   step;
  unsigned int hap_error;
  unsigned int delay;
  DsError      expected;
} Refusal;

static const Refusal refusals[] = {
  { "m2-unknown", DS_FAKE_SETUP_M2, 1, 0, DS_ERROR_FAILED },
  { "m2-wait", DS_FAKE_SETUP_M2, 3, 40, DS_ERROR_WAIT },
  { "m2-full", DS_FAKE_SETUP_M2, 4, 0, DS_ERROR_FULL },
  { "m2-too-many-tries", DS_FAKE_SETUP_M2, 5, 0, DS_ERROR_TOO_MANY_TRIES },
  { "m2-taken", DS_FAKE_SETUP_M2, 6, 0, DS_ERROR_TAKEN },
  { "m2-busy", DS_FAKE_SETUP_M2, 7, 0, DS_ERROR_BUSY },
  { "m2-no-such-error", DS_FAKE_SETUP_M2, 99, 0, DS_ERROR_BAD_ANSWER },
  { "m4-wrong-code", DS_FAKE_SETUP_M4, 2, 0, DS_ERROR_WRONG_CODE },
  { "m4-wait", DS_FAKE_SETUP_M4, 3, 7, DS_ERROR_WAIT },
  { "m4-too-many-tries", DS_FAKE_SETUP_M4, 5, 0, DS_ERROR_TOO_MANY_TRIES },
  { "m6-full", DS_FAKE_SETUP_M6, 4, 0, DS_ERROR_FULL },
  { "login-forgotten-at-once", DS_FAKE_VERIFY_M2, 2, 0, DS_ERROR_NOT_OURS },
  { "login-forgotten", DS_FAKE_VERIFY_M4, 2, 0, DS_ERROR_NOT_OURS },
  { "removal-forgotten", DS_FAKE_REMOVE, 2, 0, DS_ERROR_NOT_OURS },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;

  if (refusal->step > DS_FAKE_SETUP_M6)
    credential = homekit_test_set_up (target);
  ds_fake_accessory_set_error (accessory, refusal->step, refusal->hap_error, refusal->delay);
  homekit_test_rejects (credential != NULL ? attack_later (refusal->step, target, credential)
                                           : attack_set_up (refusal->step, target),
                        refusal->expected);
  g_assert_cmpuint (ds_target_get_retry_after (target), ==, refusal->delay);
}

/* What a true accessory answers to a wrong code, to a second one who begins, and
 * to one who comes too late. */
static void
test_wrong_code (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsSecret) code = ds_secret_new_text ("031-45-155");

  homekit_test_rejects (ds_homekit_driver.prove (target, code), DS_ERROR_WRONG_CODE);
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);
}

static void
test_busy_with_someone_else (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsProof) first = homekit_test_prove (target);
  g_autoptr (DsProof) second = NULL;
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);

  homekit_test_rejects (ds_homekit_driver.prove (target, code), DS_ERROR_BUSY);

  /* Letting the first go makes room. */
  g_clear_object (&first);
  ds_test_wait_until (ds_fake_accessory_get_n_connected (accessory) == 0);
  second = homekit_test_prove (target);
  g_assert_nonnull (second);
}

static void
test_already_taken (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);

  ds_fake_accessory_add_pairing (accessory, "someone-else", true);
  homekit_test_rejects (ds_homekit_driver.prove (target, code), DS_ERROR_TAKEN);
  homekit_test_rejects (ds_homekit_driver.make_noticed (target, NULL), DS_ERROR_TAKEN);
}

/* As HAP-python does. */
static void
test_no_way_to_show_itself (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_IDENTIFY, DS_FAKE_EMPTY_500);
  homekit_test_rejects (ds_homekit_driver.make_noticed (target, NULL), DS_ERROR_UNSUPPORTED);
}

static void
test_reset_behind_our_back (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);

  ds_fake_accessory_reset (accessory);
  homekit_test_rejects (ds_homekit_driver.check_in (target, credential), DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M4), ==, 0);
}

static void
test_no_accessory_but_a_web_server (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);

  ds_fake_accessory_set_fault (accessory, DS_FAKE_ACCESSORIES, DS_FAKE_EMPTY_400);
  homekit_test_rejects (ds_homekit_driver.inspect (target), DS_ERROR_BAD_ANSWER);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_ACCESSORIES, DS_FAKE_NOT_HTTP);
  homekit_test_rejects (ds_homekit_driver.inspect (target), DS_ERROR_BAD_ANSWER);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_ACCESSORIES, DS_FAKE_WEB_PAGE);
  homekit_test_rejects (ds_homekit_driver.inspect (target), DS_ERROR_BAD_ANSWER);
  ds_fake_accessory_set_power (accessory, false);
  homekit_test_rejects (ds_homekit_driver.inspect (target), DS_ERROR_UNREACHABLE);
}

/* The keyring is another program too. */
static void
test_incomplete_credential (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) empty = ds_credential_new ("homekit");

  homekit_test_rejects (ds_homekit_driver.check_in (target, empty),
                        DS_ERROR_KEYRING_UNREADABLE);
  homekit_test_rejects (ds_homekit_driver.settle (target, empty), DS_ERROR_KEYRING_UNREADABLE);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M2), ==, 0);
}

/* The same where one field of it has another size than it can have. */
static void
test_credential_of_odd_sizes (void)
{
  static const struct
  {
    const char *field;
    size_t      size;
  } odd[] = {
    { DS_HAP_FIELD_CONTROLLER_ID, 0 },
    { DS_HAP_FIELD_CONTROLLER_ID, DS_HAP_MAX_IDENTIFIER + 1 },
    { DS_HAP_FIELD_SEED, DS_ED25519_KEY_SIZE - 1 },
    { DS_HAP_FIELD_SEED, DS_ED25519_KEY_SIZE + 1 },
    { DS_HAP_FIELD_ACCESSORY_ID, 0 },
    { DS_HAP_FIELD_ACCESSORY_ID, DS_HAP_MAX_IDENTIFIER + 1 },
    { DS_HAP_FIELD_ACCESSORY_KEY, DS_ED25519_KEY_SIZE - 1 },
    { DS_HAP_FIELD_ACCESSORY_KEY, DS_ED25519_KEY_SIZE + 1 },
  };
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) whole = homekit_test_set_up (target);

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (DsCredential) credential = ds_credential_copy (whole);
      g_autofree char *text = g_strnfill (odd[i].size, 'x');
      g_autoptr (DsSecret) value = ds_secret_new_text (text);

      ds_credential_set (credential, odd[i].field, value);
      homekit_test_rejects (ds_homekit_driver.check_in (target, credential),
                            DS_ERROR_KEYRING_UNREADABLE);
    }
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_VERIFY_M2), ==, 0);
}

/* Runs last: over all that went wrong above. */
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

  for (unsigned int i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autofree char *path = g_strconcat ("/homekit/attack/", attacks[i].name, NULL);

      ds_test_add_row (path, &attacks[i], test_attack);
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/homekit/refusal/", refusals[i].name, NULL);

      ds_test_add_row (path, &refusals[i], test_refusal);
    }
  ds_test_add_fiber ("/homekit/refusal/wrong-code", test_wrong_code);
  ds_test_add_fiber ("/homekit/refusal/busy-with-someone-else", test_busy_with_someone_else);
  ds_test_add_fiber ("/homekit/refusal/already-taken", test_already_taken);
  ds_test_add_fiber ("/homekit/refusal/no-way-to-show-itself", test_no_way_to_show_itself);
  ds_test_add_fiber ("/homekit/attack/reset-behind-our-back", test_reset_behind_our_back);
  ds_test_add_fiber ("/homekit/attack/web-server", test_no_accessory_but_a_web_server);
  ds_test_add_fiber ("/homekit/attack/incomplete-credential", test_incomplete_credential);
  ds_test_add_fiber ("/homekit/attack/credential-of-odd-sizes", test_credential_of_odd_sizes);
  ds_test_add_fiber ("/homekit/attack/no-secret-in-the-log", test_no_secret_in_the_log);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "drivers/profile/ds-profile-session.h"
#include "ds-profile-test.h"

/* What a device, or someone in its place, does to be believed; and what must not
 * come of it. */

static const DsDriver *driver = &ds_profile_driver;

/* Starts a device with @faults and proves it; gives the error. */
static GError *
prove_error (const char *personality,
             const char *faults)
{
  g_autoptr (ProfileDevice) device = profile_device_new (personality, faults);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (device);

  return ds_test_await_error (driver->prove (target, code));
}

static GError *
check_in_error (ProfileDevice *device,
                DsCredential *credential)
{
  g_autoptr (DsTarget) target = profile_device_target (device);

  return ds_test_await_error (driver->check_in (target, credential));
}

/*
 * Before it is proved
 */

typedef struct
{
  const char *path;
  const char *fault;
  DsError     error;
  bool        breaks_off; /* maybe before the error can show */
} ProveRow;

static const ProveRow prove_rows[] = {
  { "/profile/attacks/wrong-proof", "wrong-proof", DS_ERROR_UNPROVEN },
  { "/profile/attacks/someone-in-between", "other-pin", DS_ERROR_UNPROVEN },
  { "/profile/attacks/swapped-certificate-mid-pairing", "swap-key", DS_ERROR_KEY_CHANGED,
    true },
  { "/profile/attacks/downgraded-tls", "old-tls", DS_ERROR_UNSUPPORTED, true },
  { "/profile/attacks/oversized-td", "huge-body=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/oversized-answer", "huge-body=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/deep-td", "deep-json=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/deep-answer", "deep-json=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/member-twice-in-td", "duplicate-member=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/member-twice", "duplicate-member=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/array-in-place-of-object", "wrong-type=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/forms-to-another-host", "forms=https://192.0.2.1/x", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-without-encryption", "forms=http://127.0.0.1/x",
    DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-to-a-script", "forms=javascript:alert(1)", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-to-a-file", "forms=file:///etc/passwd", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/redirect", "redirect=https://192.0.2.1/x", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/no-claim", "without=Claim", DS_ERROR_UNSUPPORTED },
};

static void
test_prove (gconstpointer data)
{
  const ProveRow *row = data;
  g_autoptr (GError) error = prove_error ("plug", row->fault);

  if (!row->breaks_off ||
      (!ds_error_is (error, DS_ERROR_BAD_ANSWER) && !ds_error_is (error, DS_ERROR_UNREACHABLE)))
    g_assert_error (error, DS_ERROR, (int) row->error);
}

static void
test_code_of_another_device (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (other);
  g_autoptr (GError) error = ds_test_await_error (driver->prove (target, code));

  g_assert_error (error, DS_ERROR, DS_ERROR_UNPROVEN);
}

/* A code of the right form, over and over: five are for nothing. From then on the
 * device waits 1, 2, 4 ... s; a slow computer may be later than the first of them. */
static void
test_guessing (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (other);
  unsigned int guesses = 0;
  bool waits = false;

  for (; guesses < 10 && !waits; guesses++)
    {
      g_autoptr (GError) error = ds_test_await_error (driver->prove (target, code));

      waits = ds_error_is (error, DS_ERROR_WAIT);
      if (!waits)
        g_assert_error (error, DS_ERROR, DS_ERROR_UNPROVEN);
    }

  g_assert_true (waits);
  g_assert_cmpuint (guesses, >, 5);
  g_assert_cmpuint (ds_target_get_retry_after (target), >=, 1);
}

static void
test_second_owner (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (device);
  g_autoptr (GError) error = ds_test_await_error (driver->prove (target, code));

  g_assert_error (error, DS_ERROR, DS_ERROR_TAKEN);
}

/* Another device of the same make answers at the address. */
static void
test_another_device (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsTarget) there = profile_device_target (other);
  g_autoptr (DsTarget) target = ds_target_new (device->id, ds_target_get_addresses (there));
  g_autoptr (DsSecret) code = profile_device_code (other);
  g_autoptr (GError) error = ds_test_await_error (driver->prove (target, code));

  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
}

/*
 * At the claim
 */

/* Leaves a claim pending that the device answered to nobody, and settles it. */
static void
test_lost_claim (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", fault);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (device);
  g_autoptr (DsCredential) pending = NULL;
  g_autoptr (DsCredential) taken = NULL;
  g_autoptr (DsProof) proof = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = NULL;
  bool died = g_str_has_prefix (fault, "crash");

  proof = dex_await_object (driver->prove (target, code), &error);
  g_assert_no_error (error);
  pending = driver->generate (proof);
  lost = ds_test_await_error (driver->take_over (proof, pending));
  g_clear_object (&proof);
  if (died)
    profile_device_restart (device, NULL);

  taken = dex_await_boxed (driver->settle (target, pending), &error);
  if (g_str_equal (fault, "crash-before=claim"))
    {
      /* Nothing was kept, and the token went with the power: as before. */
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
      return;
    }

  g_assert_no_error (error);
  facts = dex_await_boxed (driver->check_in (target, taken), &error);
  g_assert_no_error (error);
}

/* The same claim once more, although the device has answered it. */
static void
test_claim_twice (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (device);
  g_autoptr (DsCredential) made = NULL;
  g_autoptr (DsCredential) first = NULL;
  g_autoptr (DsCredential) second = NULL;
  g_autoptr (DsProof) proof = NULL;
  g_autoptr (GError) error = NULL;

  proof = dex_await_object (driver->prove (target, code), &error);
  g_assert_no_error (error);
  made = driver->generate (proof);
  first = dex_await_boxed (driver->take_over (proof, made), &error);
  g_assert_no_error (error);
  second = dex_await_boxed (driver->take_over (proof, made), &error);
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (first, second));
}

static void
test_lost_change_of_password (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", "drop-answer=ChangePassword");
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsCredential) renewed = NULL;
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = NULL;

  renewed = dex_await_boxed (driver->renew (target, credential), &error);
  g_assert_no_error (error);
  lost = ds_test_await_error (driver->change_password (target, credential, renewed));
  settled = dex_await_boxed (driver->settle (target, renewed), &error);
  g_assert_no_error (error);
  g_assert_nonnull (settled);
}

/*
 * When it is set up
 */

static void
test_changed_key (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (GError) error = NULL;

  profile_device_restart (device, "changed-key");
  error = check_in_error (device, credential);
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
}

static void
test_forgets_owner (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (GError) error = NULL;

  profile_device_restart (device, "forgets-owner");
  error = check_in_error (device, credential);
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
}

static void
test_bad_roll (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", "bad-roll");
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) changed = NULL;

  profile_device_tell (device, "announce-key 0");
  facts = dex_await_boxed (driver->check_in (target, credential), &error);
  g_assert_no_error (error);
  g_assert_null (facts->credential);

  profile_device_tell (device, "roll-key");
  ds_test_sleep (300);
  changed = check_in_error (device, credential);
  g_assert_error (changed, DS_ERROR, DS_ERROR_KEY_CHANGED);
}

static void
test_early_roll (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", "early-roll");
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) changed = NULL;

  profile_device_tell (device, "announce-key 40");
  facts = dex_await_boxed (driver->check_in (target, credential), &error);
  g_assert_no_error (error);
  g_assert_nonnull (facts->credential);

  profile_device_tell (device, "roll-key");
  ds_test_sleep (300);
  changed = check_in_error (device, facts->credential);
  g_assert_error (changed, DS_ERROR, DS_ERROR_KEY_CHANGED);
}

typedef struct
{
  const char *path;
  const char *fault;
  DsError     error;
} UpdateRow;

static const UpdateRow update_rows[] = {
  { "/profile/attacks/update-that-lies", "lying-update", DS_ERROR_NOT_UPDATED },
  { "/profile/attacks/update-that-fails", "failed-update=signature", DS_ERROR_NOT_UPDATED },
};

static void
test_update (gconstpointer data)
{
  const UpdateRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new ("camera", row->fault);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (driver->update (target, credential, "4.0.3", NULL, NULL, NULL));
  g_assert_error (error, DS_ERROR, (int) row->error);
}

static void
test_update_of_another_version (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("camera", NULL);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (driver->update (target, credential, "9.9.9", NULL, NULL, NULL));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_UPDATED);
}

static void
test_lying_erase (void)
{
  static const char * const ids[] = { "recordings", NULL };
  g_autoptr (ProfileDevice) device = profile_device_new ("camera", "lying-erase");
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (driver->erase (target, credential, ids));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_ERASED);
}

static void
test_hostile_strings (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", "hostile-strings");
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  facts = dex_await_boxed (driver->check_in (target, credential), &error);
  g_assert_no_error (error);
  for (const char *c = facts->maker; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

static void
test_weak_door (const char *fault,
                unsigned int weakness)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", fault);
  g_autoptr (DsCredential) credential = profile_device_claim (device);
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  facts = dex_await_boxed (driver->check_in (target, credential), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->weaknesses, ==, weakness);
}

static void
test_no_login (void)
{
  test_weak_door ("no-login", DS_WEAKNESS_NO_LOGIN);
}

static void
test_default_password (void)
{
  test_weak_door ("default-password", DS_WEAKNESS_PASSWORD);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  profile_test_hurry ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (prove_rows); i++)
    ds_test_add_row (prove_rows[i].path, &prove_rows[i], test_prove);
  ds_test_add_fiber ("/profile/attacks/code-of-another-device", test_code_of_another_device);
  ds_test_add_fiber ("/profile/attacks/guessing", test_guessing);
  ds_test_add_fiber ("/profile/attacks/second-owner", test_second_owner);
  ds_test_add_fiber ("/profile/attacks/another-device", test_another_device);
  ds_test_add_row ("/profile/attacks/claim-whose-answer-is-lost", "drop-answer=Claim",
                   test_lost_claim);
  ds_test_add_row ("/profile/attacks/power-lost-after-the-claim", "crash-after=claim",
                   test_lost_claim);
  ds_test_add_row ("/profile/attacks/power-lost-before-the-claim", "crash-before=claim",
                   test_lost_claim);
  ds_test_add_fiber ("/profile/attacks/claim-twice", test_claim_twice);
  ds_test_add_fiber ("/profile/attacks/lost-change-of-password", test_lost_change_of_password);
  ds_test_add_fiber ("/profile/attacks/changed-key", test_changed_key);
  ds_test_add_fiber ("/profile/attacks/forgets-owner-overnight", test_forgets_owner);
  ds_test_add_fiber ("/profile/attacks/next-key-signed-wrong", test_bad_roll);
  ds_test_add_fiber ("/profile/attacks/next-key-too-early", test_early_roll);
  for (unsigned int i = 0; i < G_N_ELEMENTS (update_rows); i++)
    ds_test_add_row (update_rows[i].path, &update_rows[i], test_update);
  ds_test_add_fiber ("/profile/attacks/update-of-another-version", test_update_of_another_version);
  ds_test_add_fiber ("/profile/attacks/erase-that-lies", test_lying_erase);
  ds_test_add_fiber ("/profile/attacks/hostile-strings", test_hostile_strings);
  ds_test_add_fiber ("/profile/attacks/no-login", test_no_login);
  ds_test_add_fiber ("/profile/attacks/default-password", test_default_password);

  return g_test_run ();
}

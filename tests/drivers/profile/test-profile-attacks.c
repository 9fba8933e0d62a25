/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "drivers/profile/ds-profile-session.h"
#include "ds-profile-test.h"
#include "ds-tls-server.h"
#include "trust/ds-pinned-client.h"

#include <string.h>

/* What a device, or someone in its place, does to be believed; and what must not
 * come of it. */

static const DsDriver *driver = &ds_profile_driver;

/* Starts a device with @faults and proves it; gives the error. */
static GError *
prove_error (const char *personality,
             const char *faults)
{
  g_autoptr (ProfileDevice) device = profile_device_new (personality, faults);
  g_autoptr (DsSecret) code = profile_device_code (device);

  return ds_test_await_error (driver->prove (device->target, code));
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
  { "/profile/attacks/swapped-certificate-mid-pairing", "swap-key", DS_ERROR_KEY_CHANGED },
  { "/profile/attacks/downgraded-tls", "old-tls", DS_ERROR_UNSUPPORTED, true },
  { "/profile/attacks/oversized-td", "huge-body=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/oversized-answer", "huge-body=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/deep-td", "deep-json=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/deep-answer", "deep-json=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/member-twice-in-td", "duplicate-member=td", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/member-twice", "duplicate-member=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/array-in-place-of-object", "wrong-type=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/text-in-place-of-json", "as-text=Identity", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/forms-to-another-host", "forms=https://192.0.2.1/x", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-without-encryption", "forms=http://127.0.0.1/x",
    DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-to-a-script", "forms=javascript:alert(1)", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/forms-to-a-file", "forms=file:///etc/passwd", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/redirect", "redirect=https://192.0.2.1/x", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/no-claim", "without=Claim", DS_ERROR_UNSUPPORTED },
  { "/profile/attacks/two-names", "two-names", DS_ERROR_BAD_ANSWER },
  { "/profile/attacks/nothing-to-begin-with", "no-salt", DS_ERROR_BAD_ANSWER },
};

static void
test_prove (gconstpointer data)
{
  const ProveRow *row = data;
  g_autoptr (GError) error = prove_error ("plug", row->fault);

  if (!row->breaks_off ||
      (!ds_error_is (error, DS_ERROR_BAD_ANSWER) && !ds_error_is (error, DS_ERROR_UNREACHABLE)))
    g_assert_error (error, DS_ERROR, (int) row->error);
  /* Not asked for in vain, but not asked for. */
  if (g_str_has_prefix (row->fault, "forms="))
    g_assert_nonnull (strstr (error->message, "has no ds:Identity"));
}

static void
test_code_of_another_device (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsSecret) code = profile_device_code (other);

  profile_test_rejects (driver->prove (device->target, code), DS_ERROR_UNPROVEN);
}

/* What a label names must be there: whoever is or shows something else hears nothing of
 * the code. */
static void
assert_label_is_heeded (ProfileDevice *device,
                        const char *id,
                        const char *rest)
{
  g_auto (GStrv) digits = g_strsplit (device->code, "-", -1);
  g_autofree char *plain = g_strjoinv ("", digits);
  g_autofree char *label = g_strdup_printf ("doorstep:1?c=%s&i=%s%s", plain, id, rest);
  g_autoptr (GError) error = NULL;

  /* Five shares are for nothing, so a sixth would have to wait. */
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (DsSecret) code = driver->check_code (label, &error);

      g_assert_no_error (error);
      profile_test_rejects (driver->prove (device->target, code), DS_ERROR_UNPROVEN);
    }
  g_object_unref (profile_test_prove (device->target, device->code));
}

static void
test_key_that_is_not_on_the_label (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);

  assert_label_is_heeded (device, device->id, "&p=AAAAAAAAAAAAAAAAAAAAAA");
}

static void
test_name_that_is_not_on_the_label (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);

  assert_label_is_heeded (device, "urn:uuid:00000000-0000-4000-8000-000000000000", "");
}

/* A code of the right form, over and over: five are for nothing. */
static void
test_guessing (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsSecret) code = profile_device_code (other);

  profile_device_tell (device, "hold-clock");
  for (int i = 0; i < 5; i++)
    profile_test_rejects (driver->prove (device->target, code), DS_ERROR_UNPROVEN);
  profile_test_rejects (driver->prove (device->target, code), DS_ERROR_WAIT);
  g_assert_cmpuint (ds_target_get_retry_after (device->target), ==, 1);
}

/* What it says with its refusal is told as it is, and nonsense is not told. */
static void
test_busy_device (void)
{
  static const struct { const char *header; unsigned int seconds; } rows[] = {
    { "fault busy=40", 40 },
    { "fault busy=86400", 86400 },
    { "fault busy=86401", 0 },
    { "fault busy=-40", 0 },
    { "fault busy=4e1", 0 },
    { "fault busy=Wed, 21 Oct 2099 07:28:00 GMT", 0 },
    { "fault busy=99999999999999999999999999", 0 },
  };
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsSecret) code = profile_device_code (device);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      profile_device_tell (device, rows[i].header);
      ds_target_set_retry_after (device->target, 7);
      profile_test_rejects (driver->prove (device->target, code), DS_ERROR_BUSY);
      g_assert_cmpuint (ds_target_get_retry_after (device->target), ==, rows[i].seconds);
    }
}

/* It says for how long to the owner, too. */
static void
test_busy_for_its_owner (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (GError) error = NULL;

  profile_device_tell (device, "fault busy=40");
  error = ds_test_await_error (driver->make_noticed (device->target, device->credential));
  g_assert_error (error, DS_ERROR, DS_ERROR_BUSY);
  g_assert_nonnull (strstr (ds_error_get_sentence (error), " 40 seconds."));
}

static void
test_second_owner (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsSecret) code = profile_device_code (device);

  profile_test_rejects (driver->prove (device->target, code), DS_ERROR_TAKEN);
}

/* Another device of the same make answers at the address. */
static void
test_another_device (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsTarget) target = ds_target_new (device->id, ds_target_get_addresses (other->target));
  g_autoptr (DsSecret) code = profile_device_code (other);

  profile_test_rejects (driver->prove (target, code), DS_ERROR_KEY_CHANGED);
}

/* Whoever answers nonsense at one address does not hide who answers at the other. */
static void
test_another_key_behind_nonsense (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (ProfileDevice) other = profile_device_new ("plug", NULL);
  g_autoptr (DsTlsServer) nonsense = ds_tls_server_new (NULL, ds_tls_server_answer_and_close,
                                                        (gpointer) "SSH-2.0-dropbear\r\n");

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
      g_autoptr (DsTarget) target = NULL;
      gpointer others = ds_target_get_addresses (other->target)->pdata[0];

      g_ptr_array_add (addresses, i ? others : (gpointer) ds_tls_server_get_address (nonsense));
      g_ptr_array_add (addresses, i ? (gpointer) ds_tls_server_get_address (nonsense) : others);
      target = ds_target_new (device->id, addresses);
      profile_test_rejects (driver->check_in (target, device->credential), DS_ERROR_KEY_CHANGED);
    }
}

static gboolean
keep_connection (GSocketService *service,
                 GSocketConnection *connection,
                 GObject *source,
                 GPtrArray *kept)
{
  g_ptr_array_add (kept, g_object_ref (connection));
  return TRUE;
}

/* Nobody says anything there, with TLS or without. Whether it answers in the open is asked
 * only then, and with less patience than for anything else: what was asked later, with
 * that, is still waiting when this has ended. */
static void
test_address_that_says_nothing (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsPinnedClient) patient = NULL;
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DexFuture) other = NULL;
  DexFuture *check_in;
  uint16_t port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "incoming", G_CALLBACK (keep_connection), kept);
  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string ("127.0.0.1", port));
  target = ds_target_new (device->id, addresses);
  check_in = driver->check_in (target, device->credential);
  ds_test_wait_until (kept->len == 2);

  patient = ds_pinned_client_new_uncovered (addresses->pdata[0]);
  other = ds_pinned_client_request (patient, "GET", "/", NULL, DS_PINNED_PLAIN);
  profile_test_rejects (check_in, DS_ERROR_TIMED_OUT);
  g_assert_true (dex_future_is_pending (other));
  ds_pinned_client_close (patient);
}

/* Nobody says anything at so many addresses that they would use up all the time. */
static void
test_device_behind_silent_addresses (void)
{
  static const DsProfilePace pace = {
    .verb = 20 * 1000, .poll = 20, .look = 2000, .uncovered = 500, .address = 6000,
  };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsTarget) target = NULL;
  GInetSocketAddress *own = ds_target_get_addresses (device->target)->pdata[0];

  g_signal_connect (service, "incoming", G_CALLBACK (keep_connection), kept);
  for (unsigned int i = 0; i < 5; i++)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string ("127.0.0.1",
                       g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL,
                                                            NULL)));
  g_ptr_array_add (addresses, g_object_ref (own));
  target = ds_target_new (device->id, addresses);

  ds_profile_pace_set (&pace);
  ds_test_await (driver->check_in (target, device->credential));
  profile_test_hurry ();
  g_assert_true (ds_target_get_reached (target) == own);
  g_assert_cmpuint (kept->len, >=, 5);
}

/*
 * At the claim
 */

/* Someone steps in between proof and claim: the password is not told to him. */
static void
test_certificate_swapped_before_the_claim (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsProof) proof = profile_test_prove (device->target, device->code);
  g_autoptr (DsCredential) made = driver->generate (proof);
  g_autoptr (DsInspection) after = NULL;
  g_autoptr (GError) error = NULL;

  profile_device_tell (device, "announce-key 0");
  profile_device_tell (device, "roll-key");
  profile_device_wait (device);
  profile_test_rejects (driver->take_over (proof, made), DS_ERROR_KEY_CHANGED);

  /* It would have taken the claim. */
  after = dex_await_boxed (driver->inspect (device->target), &error);
  g_assert_no_error (error);
  g_assert_false (after->taken);
}

typedef struct
{
  const char *path;
  const char *fault;
  bool        as_before; /* nothing was kept, and the token went with the power */
} LostRow;

static const LostRow lost_rows[] = {
  { "/profile/attacks/claim-whose-answer-is-lost", "drop-answer=Claim" },
  { "/profile/attacks/power-lost-after-the-claim", "crash-after=claim" },
  { "/profile/attacks/power-lost-before-the-claim", "crash-before=claim", true },
};

/* Leaves a claim pending that the device answered to nobody, and settles it. */
static void
test_lost_claim (gconstpointer data)
{
  const LostRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", row->fault);
  g_autoptr (DsProof) proof = profile_test_prove (device->target, device->code);
  g_autoptr (DsCredential) pending = driver->generate (proof);
  g_autoptr (DsCredential) taken = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = ds_test_await_error (driver->take_over (proof, pending));

  g_clear_object (&proof);
  if (g_str_has_prefix (row->fault, "crash"))
    profile_device_restart (device, NULL);

  taken = dex_await_boxed (driver->settle (device->target, pending), &error);
  if (row->as_before)
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_NOT_OURS);
      return;
    }

  g_assert_no_error (error);
  facts = profile_test_check_in (device->target, taken);
}

/* The claim itself never arrived; the proof still stands, so it is made again. */
static void
test_claim_that_never_arrived (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsProof) proof = profile_test_prove (device->target, device->code);
  g_autoptr (DsCredential) pending = driver->generate (proof);
  g_autoptr (DsCredential) taken = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  profile_device_tell (device, "fault offline");
  profile_test_rejects (driver->take_over (proof, pending), DS_ERROR_UNREACHABLE);
  profile_device_tell (device, "mend");
  profile_device_wait (device);

  taken = dex_await_boxed (driver->settle (device->target, pending), &error);
  g_assert_no_error (error);
  facts = profile_test_check_in (device->target, taken);
}

/* The same claim once more under the same name, whether its answer came or not. */
static void
test_claim_twice (gconstpointer fault)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", fault);
  g_autoptr (DsProof) proof = profile_test_prove (device->target, device->code);
  g_autoptr (DsCredential) made = driver->generate (proof);
  g_autoptr (DsCredential) other = driver->generate (proof);
  g_autoptr (DsCredential) owned = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  if (fault != NULL)
    g_error_free (ds_test_await_error (driver->take_over (proof, made)));
  else
    ds_test_await (driver->take_over (proof, made));
  owned = dex_await_boxed (driver->take_over (proof, made), &error);
  g_assert_no_error (error);
  facts = profile_test_check_in (device->target, owned);

  /* With another name and password it would be another owner. */
  profile_test_rejects (driver->take_over (proof, other), DS_ERROR_TAKEN);
}

static void
test_lost_change_of_password (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", "drop-answer=ChangePassword");
  g_autoptr (DsCredential) renewed = NULL;
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = NULL;

  renewed = dex_await_boxed (driver->renew (device->target, device->credential), &error);
  g_assert_no_error (error);
  lost = ds_test_await_error (driver->change_password (device->target, device->credential, renewed));
  settled = dex_await_boxed (driver->settle (device->target, renewed), &error);
  g_assert_no_error (error);
  g_assert_nonnull (settled);
}

/*
 * When it is set up
 */

/* What the device became over night, and what is said of it the next morning. */
typedef struct
{
  const char *path;
  const char *fault;
  DsError     error;
} MorningRow;

static const MorningRow morning_rows[] = {
  { "/profile/attacks/changed-key", "changed-key", DS_ERROR_KEY_CHANGED },
  { "/profile/attacks/forgets-owner-overnight", "forgets-owner", DS_ERROR_NOT_OURS },
  { "/profile/attacks/no-tls-any-more", "plain-http", DS_ERROR_UNCOVERED },
};

static void
test_morning (gconstpointer data)
{
  const MorningRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);

  profile_device_restart (device, row->fault);
  profile_test_rejects (driver->check_in (device->target, device->credential), row->error);
}

/* What an error means is told by its name, and where nobody knows that, by its status. */
static void
test_problem_that_nobody_knows (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);

  profile_device_restart (device, "forgets-owner");
  profile_device_tell (device, "fault strange-problems");
  profile_test_rejects (driver->check_in (device->target, device->credential), DS_ERROR_NOT_OURS);
}

/* A key that it announces, and shows although it may not, or not yet, or no more. */
typedef struct
{
  const char *path;
  const char *fault;
  const char *announce;
  bool        heard; /* the announcement itself was right */
} RollRow;

static const RollRow roll_rows[] = {
  { "/profile/attacks/next-key-signed-wrong", "bad-roll", "announce-key 0", false },
  { "/profile/attacks/next-key-too-early", "early-roll", "announce-key 40", true },
};

static void
test_roll (gconstpointer data)
{
  const RollRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", row->fault);
  g_autoptr (DsFacts) facts = NULL;

  profile_device_tell (device, row->announce);
  facts = profile_test_check_in (device->target, device->credential);
  g_assert_true ((facts->credential != NULL) == row->heard);

  profile_device_tell (device, "roll-key");
  profile_device_wait (device);
  profile_test_rejects (driver->check_in (device->target, row->heard ? facts->credential
                                                                     : device->credential),
                        DS_ERROR_KEY_CHANGED);
}

/* Its next key was stolen before it was used, so the device takes it back. */
static void
test_next_key_taken_back (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsFacts) heard = NULL;
  g_autoptr (DsFacts) taken_back = NULL;

  profile_device_tell (device, "announce-key 0");
  heard = profile_test_check_in (device->target, device->credential);
  g_assert_nonnull (ds_credential_get (heard->credential, DS_PROFILE_FIELD_NEXT_PIN));

  profile_device_tell (device, "withdraw-key");
  taken_back = profile_test_check_in (device->target, heard->credential);
  g_assert_null (ds_credential_get (taken_back->credential, DS_PROFILE_FIELD_NEXT_PIN));
}

/* The same where it announces no keys at all any more. */
static void
test_next_keys_given_up (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsFacts) heard = NULL;
  g_autoptr (DsFacts) given_up = NULL;

  profile_device_tell (device, "announce-key 0");
  heard = profile_test_check_in (device->target, device->credential);
  g_assert_nonnull (ds_credential_get (heard->credential, DS_PROFILE_FIELD_NEXT_PIN));

  profile_device_tell (device, "fault without=NextKey");
  given_up = profile_test_check_in (device->target, heard->credential);
  g_assert_null (ds_credential_get (given_up->credential, DS_PROFILE_FIELD_NEXT_PIN));
}

typedef struct
{
  const char *path;
  const char *fault;
  const char *version;
} UpdateRow;

static const UpdateRow update_rows[] = {
  { "/profile/attacks/update-that-lies", "lying-update", "4.0.3" },
  { "/profile/attacks/update-that-fails", "failed-update=signature", "4.0.3" },
  { "/profile/attacks/update-of-another-version", NULL, "9.9.9" },
};

static void
test_update (gconstpointer data)
{
  const UpdateRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", row->fault);
  g_autoptr (DsFacts) facts = NULL;

  profile_test_rejects (driver->update (device->target, device->credential, row->version, NULL,
                                        NULL, NULL),
                        DS_ERROR_NOT_UPDATED);
  profile_device_wait (device);
  facts = profile_test_check_in (device->target, device->credential);
  g_assert_cmpstr (facts->software_version, ==, "4.0.2");
}

/* Both ends of the patience are DS_ERROR_STUCK to a person; which one it was is told in
 * @why. It does not come before @least milliseconds. */
static void
assert_given_up (ProfileDevice *device,
                 const char *why,
                 int64_t least)
{
  int64_t begun_at = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsFacts) facts = dex_await_boxed (driver->update (device->target, device->credential,
                                                               "3.2.0", NULL, NULL, NULL),
                                               &error);

  if (facts != NULL)
    g_error ("an update was followed to its end, %" G_GINT64_FORMAT " ms after it began",
             (g_get_monotonic_time () - begun_at) / 1000);
  g_assert_error (error, DS_ERROR, DS_ERROR_STUCK);
  g_assert_cmpstr (error->message, ==, why);
  g_assert_cmpint (g_get_monotonic_time () - begun_at, >=, least * 1000);
}

/* It always moves, and is never done. Without that patience the other one would end it. */
static void
test_endless_update (void)
{
  static const DsProfilePace pace = {
    .verb = 30 * 1000, .poll = 20, .look = 2000, .uncovered = 3000, .address = 33 * 1000,
    .patience = 1500, .update = 20 * 1000,
  };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("valve", "endless-update");

  ds_profile_pace_set (&pace);
  assert_given_up (device, "The update does not get any further", 1000 + 1500);
  profile_test_hurry ();
}

/* It gets further all the time, and takes too long for it. Without that bound it would be
 * done, half a minute later. */
static void
test_slow_update (void)
{
  static const DsProfilePace pace = {
    .verb = 30 * 1000, .poll = 20, .look = 2000, .uncovered = 3000, .address = 33 * 1000,
    .patience = 60 * 1000, .update = 500,
  };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("valve", NULL);

  profile_device_tell (device, "mend");
  profile_device_tell (device, "tick 1500");
  profile_device_wait (device);
  ds_profile_pace_set (&pace);
  assert_given_up (device, "The update does not end", 1000 + 500);
  profile_test_hurry ();
}

static void
assert_erased (ProfileDevice *device,
               const char * const *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsFacts) facts = NULL;

  facts = dex_await_boxed (driver->erase (device->target, device->credential, ids), &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < facts->personal_data->len; i++)
    {
      const DsPersonalData *item = facts->personal_data->pdata[i];

      g_assert_false (item->stored && g_strv_contains (ids, item->id));
    }
}

/* It refuses what is not there any more, and with it all that was asked for. */
static void
test_erase_again (void)
{
  static const char * const one[] = { "recordings", NULL };
  static const char * const both[] = { "faces", "recordings", NULL };
  static const char * const never[] = { "account", NULL };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", "forgets-erased");

  assert_erased (device, one);
  assert_erased (device, one);
  assert_erased (device, both);
  profile_test_rejects (driver->erase (device->target, device->credential, never),
                        DS_ERROR_UNSUPPORTED);
}

static void
test_lying_erase (void)
{
  static const char * const ids[] = { "recordings", NULL };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", "lying-erase");

  profile_test_rejects (driver->erase (device->target, device->credential, ids),
                        DS_ERROR_NOT_ERASED);
}

static void
assert_plain (const char *text)
{
  g_assert_nonnull (text);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      g_assert_false (g_unichar_iscntrl (character));
      g_assert_cmpint (g_unichar_type (character), !=, G_UNICODE_FORMAT);
    }
}

static void
test_hostile_strings (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", "hostile-strings");
  g_autoptr (DsFacts) facts = profile_test_check_in (device->target, device->credential);

  assert_plain (facts->maker);
  assert_plain (facts->model);
  g_assert_cmpint (facts->kind, ==, DS_KIND_UNKNOWN);
}

typedef struct
{
  const char  *path;
  const char  *fault;
  unsigned int weakness;
} DoorRow;

static const DoorRow door_rows[] = {
  { "/profile/attacks/no-login", "no-login", DS_WEAKNESS_NO_LOGIN },
  { "/profile/attacks/personal-data-for-everyone", "no-login=PersonalData", DS_WEAKNESS_NO_LOGIN },
  { "/profile/attacks/list-of-owners-for-everyone", "no-login=Access", DS_WEAKNESS_NO_LOGIN },
  { "/profile/attacks/default-password", "default-password", DS_WEAKNESS_PASSWORD },
};

static void
test_weak_door (gconstpointer data)
{
  const DoorRow *row = data;
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", row->fault);
  g_autoptr (DsFacts) facts = profile_test_check_in (device->target, device->credential);

  g_assert_cmpuint (facts->weaknesses, ==, row->weakness);
}

#define ADD(path, func) ds_test_add_fiber ("/profile/attacks/" path, func)
#define ADD_ROWS(rows, func)                                \
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)    \
    ds_test_add_row (rows[i].path, &rows[i], func)

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  profile_test_hurry ();

  ADD_ROWS (prove_rows, test_prove);
  ADD ("code-of-another-device", test_code_of_another_device);
  ADD ("key-that-is-not-on-the-label", test_key_that_is_not_on_the_label);
  ADD ("name-that-is-not-on-the-label", test_name_that_is_not_on_the_label);
  ADD ("guessing", test_guessing);
  ADD ("busy-device", test_busy_device);
  ADD ("busy-for-its-owner", test_busy_for_its_owner);
  ADD ("second-owner", test_second_owner);
  ADD ("address-that-says-nothing", test_address_that_says_nothing);
  ADD ("device-behind-silent-addresses", test_device_behind_silent_addresses);
  ADD ("another-key-behind-nonsense", test_another_key_behind_nonsense);
  ADD ("another-device", test_another_device);
  ADD ("certificate-swapped-before-the-claim", test_certificate_swapped_before_the_claim);
  ADD_ROWS (lost_rows, test_lost_claim);
  ADD ("claim-that-never-arrived", test_claim_that_never_arrived);
  ds_test_add_row ("/profile/attacks/claim-twice", NULL, test_claim_twice);
  ds_test_add_row ("/profile/attacks/lost-claim-repeated-with-the-same-id", "drop-answer=Claim",
                   test_claim_twice);
  ADD ("lost-change-of-password", test_lost_change_of_password);
  ADD_ROWS (morning_rows, test_morning);
  ADD ("problem-that-nobody-knows", test_problem_that_nobody_knows);
  ADD_ROWS (roll_rows, test_roll);
  ADD ("next-key-taken-back", test_next_key_taken_back);
  ADD ("next-keys-given-up", test_next_keys_given_up);
  ADD_ROWS (update_rows, test_update);
  ADD ("erase-that-lies", test_lying_erase);
  ADD ("erase-again", test_erase_again);
  ADD ("endless-update", test_endless_update);
  ADD ("slow-update", test_slow_update);
  ADD ("hostile-strings", test_hostile_strings);
  ADD_ROWS (door_rows, test_weak_door);

  return g_test_run ();
}

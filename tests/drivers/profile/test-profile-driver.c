/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "drivers/profile/ds-profile-session.h"
#include "ds-profile-test.h"

/* The life of a device that does what it should. */

static const DsDriver *driver = &ds_profile_driver;

static void
test_inspect (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsInspection) before = NULL;
  g_autoptr (DsInspection) after = NULL;
  g_autoptr (GError) error = NULL;

  before = dex_await_boxed (driver->inspect (device->target), &error);
  g_assert_no_error (error);
  g_assert_false (before->taken);
  g_assert_cmpstr (before->key, ==, device->id);

  credential = profile_device_claim (device);
  after = dex_await_boxed (driver->inspect (device->target), &error);
  g_assert_no_error (error);
  g_assert_true (after->taken);
}

static void
test_set_up (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", NULL);
  g_autoptr (DsFacts) facts = profile_test_check_in (device->target, device->credential);
  g_autoptr (DsSecret) password = driver->get_password (device->credential);

  g_assert_cmpuint (strlen (ds_secret_get_text (password)), >=, 16);
  g_assert_null (ds_credential_get (device->credential, DS_PROFILE_FIELD_TOKEN));
  g_assert_cmpstr (facts->key, ==, device->id);
  g_assert_cmpstr (facts->maker, ==, "Example Works");
  g_assert_cmpstr (facts->software_version, ==, "4.0.2");
  g_assert_cmpint (facts->kind, ==, DS_KIND_CAMERA);
  g_assert_cmpint (facts->update->state, ==, DS_UPDATE_AVAILABLE);
  g_assert_cmpstr (facts->update->version, ==, "4.0.3");
  g_assert_true (facts->update->security);
  g_assert_cmpint (facts->update->downtime, ==, 60);
  g_assert_cmpint (facts->support->ends_at, ==, 1940630399);
  g_assert_false (facts->support->no_date);
  g_assert_cmpstr (facts->contact->links[0], ==, "https://example.com/security");
  g_assert_cmpint (facts->contact->acknowledged_days, ==, 2);
  g_assert_cmpuint (facts->personal_data->len, ==, 3);
  g_assert_true (g_strv_contains ((const char * const *) facts->sensors, "microphone"));
  g_assert_cmpuint (facts->services->len, ==, 1);
  g_assert_cmpuint (facts->access->len, ==, 1);
  g_assert_cmpstr (((DsAccess *) facts->access->pdata[0])->id, ==, "Example Works account");
  g_assert_cmpint (((DsAccess *) facts->access->pdata[0])->since, ==, 1772359200);
  g_assert_cmpuint (facts->weaknesses, ==, 0);
  g_assert_null (facts->credential);
  g_assert_cmpstr (facts->mud_url, ==, "https://example.com/mud");
  g_assert_cmpstr (facts->mud_signer, ==, "MBgxFjAUBgNVBAMMDUV4YW1wbGUgV29ya3M="); /* CN=Example Works */
  g_assert_true (facts->capabilities & DS_CAPABILITY_UPDATE);
  g_assert_true (facts->capabilities & DS_CAPABILITY_ERASE);
}

static void
test_no_date (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("lamp", NULL);
  g_autoptr (DsFacts) facts = profile_test_check_in (device->target, device->credential);

  g_assert_true (facts->support->no_date);
  g_assert_cmpint (facts->support->ends_at, ==, 0);
}

static void
test_change_password (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsCredential) renewed = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  renewed = dex_await_boxed (driver->renew (device->target, device->credential), &error);
  g_assert_no_error (error);
  g_assert_false (ds_credential_equal (renewed, device->credential));
  ds_test_await (driver->change_password (device->target, device->credential, renewed));

  facts = profile_test_check_in (device->target, renewed);
  profile_test_rejects (driver->check_in (device->target, device->credential), DS_ERROR_NOT_OURS);
}

static void
test_check_update (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", NULL);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  facts = dex_await_boxed (driver->check_update (device->target, device->credential), &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts->update->checked_at, >, 0);
  g_assert_cmpint (facts->update->state, ==, DS_UPDATE_AVAILABLE);
}

typedef struct
{
  bool downloading;
  bool installing;
} Seen;

static void
on_moved (const DsUpdate *update,
          void *data)
{
  Seen *seen = data;

  seen->downloading |= update->state == DS_UPDATE_DOWNLOADING;
  seen->installing |= update->state == DS_UPDATE_INSTALLING;
}

static void
test_update (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", NULL);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  /* Slow enough to be seen at both by whoever has much else to do. */
  profile_device_tell (device, "tick 300");
  facts = dex_await_boxed (driver->update (device->target, device->credential, "4.0.3", on_moved,
                                           &seen, NULL),
                           &error);
  g_assert_no_error (error);
  g_assert_cmpstr (facts->software_version, ==, "4.0.3");
  g_assert_true (seen.downloading);
  g_assert_true (seen.installing);
}

/* While it restarts a device may be gone or talk nonsense. Another key is never a part of
 * that, nor is an owner that it has forgotten: nobody waits for the end of such an update. */
static void
test_another_device_after_an_update (void)
{
  static const struct { const char *fault; DsError error; } rows[] = {
    { "changed-key", DS_ERROR_KEY_CHANGED },
    { "forgets-owner", DS_ERROR_NOT_OURS },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", NULL);
      Seen seen = { 0 };
      DexFuture *update;

      profile_device_tell (device, "tick 1000");
      update = driver->update (device->target, device->credential, "4.0.3", on_moved, &seen, NULL);
      ds_test_wait_until (seen.downloading);
      profile_device_restart (device, rows[i].fault);
      profile_test_rejects (update, rows[i].error);
    }
}

static void
test_automatic (void)
{
  static const DsAutomaticUpdates modes[] = { DS_AUTOMATIC_OFF, DS_AUTOMATIC_ON, DS_AUTOMATIC_ASK };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (DsFacts) set = NULL;
      g_autoptr (DsFacts) later = NULL;
      g_autoptr (GError) error = NULL;

      set = dex_await_boxed (driver->set_automatic_updates (device->target, device->credential,
                                                            modes[i]),
                             &error);
      g_assert_no_error (error);
      g_assert_cmpint (set->update->automatic, ==, modes[i]);
      later = profile_test_check_in (device->target, device->credential);
      g_assert_cmpint (later->update->automatic, ==, modes[i]);
    }
}

/* The owner's password is made for what the device takes: here 8 to 16 letters and
 * digits, and it refuses any other. */
static void
test_password_fits (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("lock", NULL);
  g_autoptr (DsSecret) password = driver->get_password (device->credential);

  g_assert_cmpuint (strlen (ds_secret_get_text (password)), ==, 16);
}

static void
test_make_noticed (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autofree char *heard = NULL;

  ds_test_await (driver->make_noticed (device->target, device->credential));
  heard = profile_device_hear (device);
  g_assert_cmpstr (heard, ==, "blinking");
  profile_test_rejects (driver->make_noticed (device->target, NULL), DS_ERROR_UNSUPPORTED);
}

static void
test_erase (void)
{
  static const char * const ids[] = { "recordings", "faces", NULL };
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("camera", NULL);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  facts = dex_await_boxed (driver->erase (device->target, device->credential, ids), &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < facts->personal_data->len; i++)
    {
      const DsPersonalData *item = facts->personal_data->pdata[i];

      g_assert_true (!item->stored || item->with_maker);
    }
}

static void
test_release (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsCredential) again = NULL;
  g_autoptr (DsFacts) facts = NULL;

  ds_test_await (driver->release (device->target, device->credential));
  profile_device_wait (device);

  again = profile_device_claim (device);
  facts = profile_test_check_in (device->target, again);
  g_assert_false (ds_secret_equal (ds_credential_get (again, DS_PROFILE_FIELD_PIN),
                                   ds_credential_get (device->credential, DS_PROFILE_FIELD_PIN)));
}

/* A key that the old key announced is taken silently, and noted. */
static void
test_announced_key (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new_owned ("plug", NULL);
  g_autoptr (DsFacts) heard = NULL;
  g_autoptr (DsFacts) taken = NULL;
  g_autoptr (DsFacts) later = NULL;

  profile_device_tell (device, "announce-key 0");
  heard = profile_test_check_in (device->target, device->credential);
  g_assert_nonnull (heard->credential);
  g_assert_cmpint (heard->key_renewed_at, ==, 0);

  profile_device_tell (device, "roll-key");
  profile_device_wait (device);
  profile_test_rejects (driver->make_noticed (device->target, heard->credential),
                        DS_ERROR_KEY_RENEWED);
  taken = profile_test_check_in (device->target, heard->credential);
  g_assert_nonnull (taken->credential);
  g_assert_cmpint (taken->key_renewed_at, >, 0);
  g_assert_null (ds_credential_get (taken->credential, DS_PROFILE_FIELD_NEXT_PIN));

  later = profile_test_check_in (device->target, taken->credential);
  g_assert_null (later->credential);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  profile_test_hurry ();

  ds_test_add_fiber ("/profile/driver/inspect", test_inspect);
  ds_test_add_fiber ("/profile/driver/set-up", test_set_up);
  ds_test_add_fiber ("/profile/driver/no-date", test_no_date);
  ds_test_add_fiber ("/profile/driver/change-password", test_change_password);
  ds_test_add_fiber ("/profile/driver/check-update", test_check_update);
  ds_test_add_fiber ("/profile/driver/update", test_update);
  ds_test_add_fiber ("/profile/driver/another-device-after-an-update",
                     test_another_device_after_an_update);
  ds_test_add_fiber ("/profile/driver/automatic-updates", test_automatic);
  ds_test_add_fiber ("/profile/driver/password-fits", test_password_fits);
  ds_test_add_fiber ("/profile/driver/make-noticed", test_make_noticed);
  ds_test_add_fiber ("/profile/driver/erase", test_erase);
  ds_test_add_fiber ("/profile/driver/release", test_release);
  ds_test_add_fiber ("/profile/driver/announced-key", test_announced_key);

  return g_test_run ();
}

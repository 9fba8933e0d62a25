/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-profile-test.h"
#include "home/ds-home.h"
#include "trust/ds-secret.h"

/* The home with a device of the Doorstep profile, from set-up to removal. */

static DsHome *
start_home (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  DsHome *home = ds_home_new (file);

  ds_test_await (ds_home_start (home));
  return home;
}

static void
stop_home (DsHome *home)
{
  ds_test_await (ds_home_stop (home));
  g_assert_finalize_object (home);
}

static DsDevice *
set_up (DsHome *home,
        ProfileDevice *thing)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", thing->port);
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;
  DsDevice *device;

  device = dex_await_object (ds_home_add_address (home, address), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ds_device_get_driver (device)->id, ==, "profile");
  onboarding = ds_home_begin_set_up (home, device);
  ds_test_await (ds_onboarding_run (onboarding, thing->code));
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  return device;
}

static DsSecret *
dup_password (DsHome *home,
              DsDevice *device)
{
  g_autoptr (GError) error = NULL;
  DsSecret *password = dex_await_boxed (ds_home_dup_password (home, device), &error);

  g_assert_no_error (error);
  return password;
}

static void
test_life (void)
{
  static const char * const ids[] = { "recordings", NULL };
  g_autoptr (ProfileDevice) thing = profile_device_new ("camera", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (DsSecret) first = dup_password (home, device);
  g_autoptr (DsSecret) second = NULL;

  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_UPDATE_WAITING);
  g_assert_cmpint (ds_device_get_support (device)->ends_at, ==, 1940630399);
  g_assert_cmpstr (ds_device_get_mud_url (device), ==, "https://example.com/mud");
  ds_test_await (ds_home_check_update (home, device));
  g_assert_cmpstr (ds_device_get_update (device)->version, ==, "4.0.3");
  ds_test_await (ds_home_update (home, device, "4.0.3"));
  g_assert_cmpstr (ds_device_get_software_version (device), ==, "4.0.3");
  g_assert_null (ds_device_get_attention (device));

  ds_test_await (ds_home_change_password (home, device, NULL, NULL, NULL));
  second = dup_password (home, device);
  g_assert_false (ds_secret_equal (first, second));
  ds_test_await (ds_home_set_automatic_updates (home, device, DS_AUTOMATIC_ON));
  ds_test_await (ds_home_erase (home, device, ids));
  ds_test_await (ds_home_check (home, device));
  g_assert_cmpint (ds_device_get_update (device)->automatic, ==, DS_AUTOMATIC_ON);

  ds_test_await (ds_home_remove (home, device));
  g_assert_cmpint (ds_device_get_state (device), !=, DS_DEVICE_SET_UP);
  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* Whatever label is read: who must have signed is what the certificate says. */
static void
assert_mud_signer (DsHome *home,
                   DsDevice *device)
{
  g_autoptr (GPtrArray) inquiries = NULL;
  const DsInquiry *inquiry;

  ds_test_await (ds_home_set_label (home, device, "https://example.org/label"));
  inquiries = ds_home_list_inquiries (home, device);
  g_assert_cmpuint (inquiries->len, ==, 1);
  inquiry = g_ptr_array_index (inquiries, 0);
  g_assert_cmpstr (inquiry->url, ==, "https://example.org/label");
  g_assert_cmpstr (inquiry->signer, ==, "MBgxFjAUBgNVBAMMDUV4YW1wbGUgV29ya3M=");
}

/* All that a device told is there after a restart, before it is asked again. */
static void
test_kept (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("camera", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autofree char *id = g_strdup (ds_device_get_id (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));

  home = start_home (folder);
  device = g_object_ref (ds_home_find (home, id));
  assert_mud_signer (home, device);
  g_assert_cmpstr (ds_device_get_update (device)->version, ==, "4.0.3");
  g_assert_true (ds_device_get_update (device)->security);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_UPDATE_WAITING);
  g_assert_cmpstr (ds_device_get_contact (device)->links[1], ==, "mailto:security@example.com");
  g_assert_cmpuint (ds_device_get_personal_data (device)->len, ==, 3);
  g_assert_cmpstr (ds_device_get_sensors (device)[0], ==, "camera");
  g_assert_cmpuint (((DsService *) ds_device_get_services (device)->pdata[0])->port, ==, 8554);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* The answer to the change is lost, and still the keyring has the right one. */
static void
test_lost_change (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_tell (thing, "fault drop-answer=ChangePassword");
  ds_test_await (ds_home_change_password (home, device, NULL, NULL, NULL));
  ds_test_await (ds_home_check (home, device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* The device lost power in the middle: the next check finds out which it takes. */
static void
test_power_lost_in_change (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (GError) error = NULL;

  profile_device_tell (thing, "fault crash-after=password");
  error = ds_test_await_error (ds_home_change_password (home, device, NULL, NULL, NULL));
  profile_device_restart (thing, NULL);
  ds_test_await (ds_home_check (home, device));
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

static void
test_update_by_itself_waits_for_nobody (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("camera", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  ds_test_await (ds_home_set_automatic_updates (home, device, DS_AUTOMATIC_ON));
  ds_test_await (ds_home_check (home, device));
  g_assert_cmpint (ds_device_get_update (device)->state, ==, DS_UPDATE_AVAILABLE);
  g_assert_null (ds_device_get_attention (device));
  ds_test_await (ds_home_set_automatic_updates (home, device, DS_AUTOMATIC_ASK));
  ds_test_await (ds_home_check (home, device));
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_UPDATE_WAITING);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

static void
test_weak_door (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", "default-password");
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_WEAK_PASSWORD);
  profile_device_tell (thing, "mend");
  profile_device_wait (thing);
  ds_test_await (ds_home_check (home, device));
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* No password goes to who answers without encryption, and the person is told. */
static void
test_answers_without_encryption (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_restart (thing, "plain-http");
  profile_test_rejects (ds_home_check (home, device), DS_ERROR_UNCOVERED);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_UNCOVERED);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);

  profile_device_restart (thing, NULL);
  ds_test_await (ds_home_check (home, device));
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* Two ways on only: prove it again with the code, or remove it. */
static void
test_changed_key (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) changed = NULL;
  g_autoptr (GError) again = NULL;

  profile_device_tell (thing, "button");
  profile_device_wait (thing);
  changed = ds_test_await_error (ds_home_check (home, device));
  g_assert_error (changed, DS_ERROR, DS_ERROR_KEY_CHANGED);
  again = ds_test_await_error (ds_home_update (home, device, "1"));
  g_assert_error (again, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_KEY_CHANGED);

  onboarding = ds_home_begin_set_up (home, device);
  ds_test_await (ds_onboarding_run (onboarding, thing->code));
  g_assert_null (ds_device_get_attention (device));
  ds_test_await (ds_home_check (home, device));

  g_clear_object (&onboarding);
  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* Nothing is thrown away for it: perhaps it remembers, and otherwise it is proved
 * again. */
static void
test_forgets_owner (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (DsSecret) before = dup_password (home, device);
  g_autoptr (DsSecret) kept = NULL;
  g_autoptr (DsSecret) after = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;

  profile_device_restart (thing, "forgets-owner");
  profile_test_rejects (ds_home_check (home, device), DS_ERROR_NOT_OURS);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_NOT_OURS);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  kept = dup_password (home, device);
  g_assert_true (ds_secret_equal (before, kept));

  onboarding = ds_home_begin_set_up (home, device);
  ds_test_await (ds_onboarding_run (onboarding, thing->code));
  g_assert_null (ds_device_get_attention (device));
  after = dup_password (home, device);
  g_assert_false (ds_secret_equal (before, after));
  ds_test_await (ds_home_check (home, device));

  g_clear_object (&onboarding);
  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* An announced key passes silently, is kept in the keyring, and is noted. */
static void
test_announced_key (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_tell (thing, "announce-key 0");
  ds_test_await (ds_home_check (home, device));
  profile_device_tell (thing, "roll-key");
  profile_device_wait (thing);
  ds_test_await (ds_home_check (home, device));
  g_assert_cmpint (ds_device_get_key_renewed_at (device), >, 0);
  ds_test_await (ds_home_check (home, device));
  g_assert_cmpint (ds_device_get_key_renewed_at (device), >, 0);
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

typedef DexFuture *(*Verb) (DsHome   *home,
                            DsDevice *device);

static DexFuture *
set_automatic_on (DsHome *home,
                  DsDevice *device)
{
  return ds_home_set_automatic_updates (home, device, DS_AUTOMATIC_ON);
}

static DexFuture *
erase (DsHome *home,
       DsDevice *device)
{
  static const char * const ids[] = { "recordings", NULL };

  return ds_home_erase (home, device, ids);
}

static DexFuture *
update (DsHome *home,
        DsDevice *device)
{
  return ds_home_update (home, device, "4.0.3");
}

static DexFuture *
change_password (DsHome *home,
                 DsDevice *device)
{
  return ds_home_change_password (home, device, NULL, NULL, NULL);
}

/* Each verb meets the key that was announced before, and is all that hears of the one
 * after it. In the end one of those before is a strange one, as if it had been stolen. */
static void
test_every_verb_keeps_an_announced_key (void)
{
  static const Verb verbs[] = {
    ds_home_check_update, update, set_automatic_on, erase, change_password, ds_home_make_noticed,
  };
  g_autoptr (ProfileDevice) thing = profile_device_new ("camera", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *file = g_build_filename (thing->folder, "key.pem", NULL);
  g_autofree char *stolen = NULL;
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_tell (thing, "announce-key 0");
  ds_test_await (ds_home_check (home, device));
  for (unsigned int i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_clear_pointer (&stolen, g_free);
      g_assert_true (g_file_get_contents (file, &stolen, NULL, NULL));
      profile_device_tell (thing, "roll-key");
      profile_device_tell (thing, "announce-key 0");
      profile_device_wait (thing);
      ds_test_await (verbs[i] (home, device));
      g_assert_cmpint (ds_device_get_key_renewed_at (device), >, 0);
    }

  g_assert_true (g_file_set_contents (file, stolen, -1, NULL));
  profile_device_restart (thing, NULL);
  profile_test_rejects (ds_home_check (home, device), DS_ERROR_KEY_CHANGED);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* The device restarts with another key between the request and the reading back: the data
 * is gone, and that is said in the end, although it refuses the second request. */
static void
test_key_changes_in_the_middle_of_erasing (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("camera", "forgets-erased");
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_tell (thing, "announce-key 0");
  ds_test_await (ds_home_check (home, device));
  profile_device_tell (thing, "fault roll-after-erase");
  g_error_free (ds_test_await_error (erase (home, device)));
  profile_device_wait (thing);
  ds_test_await (erase (home, device));
  g_assert_cmpint (ds_device_get_key_renewed_at (device), >, 0);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* There is no key to keep any more, and a device that changed to the announced one is
 * still the one that may be asked to forget us. */
static void
test_removed_after_announced_key (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  profile_device_tell (thing, "announce-key 0");
  ds_test_await (ds_home_check (home, device));
  profile_device_tell (thing, "roll-key");
  profile_device_wait (thing);
  ds_test_await (ds_home_remove (home, device));
  g_assert_cmpint (ds_device_get_state (device), !=, DS_DEVICE_SET_UP);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* Stuck after the time that its maker named; trying again does no harm; the new
 * version is shown once the device itself says it. */
static void
test_stuck_update (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("valve", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (GError) stuck = NULL;
  g_autoptr (GError) again = NULL;
  int64_t begun = g_get_monotonic_time ();

  stuck = ds_test_await_error (ds_home_update (home, device, "3.2.0"));
  g_assert_error (stuck, DS_ERROR, DS_ERROR_STUCK);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_USEC_PER_SEC);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_STUCK);
  g_assert_cmpstr (ds_device_get_software_version (device), ==, "3.1.0");

  again = ds_test_await_error (ds_home_update (home, device, "3.2.0"));
  g_assert_error (again, DS_ERROR, DS_ERROR_STUCK);
  g_assert_cmpstr (ds_device_get_software_version (device), ==, "3.1.0");

  profile_device_tell (thing, "mend");
  profile_device_wait (thing);
  ds_test_await (ds_home_update (home, device, "3.2.0"));
  g_assert_cmpstr (ds_device_get_software_version (device), ==, "3.2.0");
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* A device that takes the old password too is told, until it no longer does. */
static void
assert_old_password_is_told (const char *also)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", "keep-old-password");
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);

  g_assert_null (ds_device_get_attention (device));
  if (also != NULL)
    profile_device_tell (thing, also);
  ds_test_await (ds_home_change_password (home, device, NULL, NULL, NULL));
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_OLD_PASSWORD);
  ds_test_await (ds_home_check (home, device));
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_OLD_PASSWORD);

  profile_device_tell (thing, "mend");
  profile_device_wait (thing);
  ds_test_await (ds_home_check (home, device));
  g_assert_null (ds_device_get_attention (device));

  ds_test_await (ds_home_change_password (home, device, NULL, NULL, NULL));
  g_assert_null (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

static void
test_old_password (void)
{
  assert_old_password_is_told (NULL);
}

static void
test_old_password_after_lost_answer (void)
{
  assert_old_password_is_told ("fault drop-answer=ChangePassword");
}

/* The device did as we asked, and that it has another key now is no riddle. */
static void
test_lost_reset (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autofree char *id = g_strdup (ds_device_get_id (device));
  g_autoptr (GError) lost = NULL;

  profile_device_tell (thing, "fault drop-answer=FactoryReset");
  lost = ds_test_await_error (ds_home_remove (home, device));
  g_assert_nonnull (lost);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_REMOVING);

  /* Also where Doorstep was closed in between. */
  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
  profile_device_wait (thing);
  home = start_home (folder);
  device = g_object_ref (ds_home_find (home, id));

  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_REMOVING);
  ds_test_await (ds_home_remove (home, device));
  g_assert_cmpint (ds_device_get_state (device), !=, DS_DEVICE_REMOVING);
  g_assert_cmpint (ds_device_get_state (device), !=, DS_DEVICE_SET_UP);
  g_assert_no_error (ds_device_get_attention (device));

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* Asks the device to forget us; the answer is lost on the way, and it is reset. */
static DsDevice *
lose_answer_to_reset (DsHome *home,
                      ProfileDevice *thing)
{
  DsDevice *device = set_up (home, thing);
  g_autoptr (GError) lost = NULL;

  profile_device_tell (thing, "fault drop-answer=FactoryReset");
  lost = ds_test_await_error (ds_home_remove (home, device));
  g_assert_nonnull (lost);
  profile_device_wait (thing);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_REMOVING);
  return device;
}

static void
assert_changed_key_is_told (DsHome *home,
                            DsDevice *device)
{
  g_autoptr (GError) changed = ds_test_await_error (ds_home_remove (home, device));

  g_assert_error (changed, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_KEY_CHANGED);
}

/* Who has it now did not come from us. */
static void
test_lost_reset_and_another_owner (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = lose_answer_to_reset (home, thing);

  thing->credential = profile_device_claim (thing);
  assert_changed_key_is_told (home, device);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* That it belongs to nobody says nothing of the one that was asked. */
static void
test_lost_reset_and_another_device (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *first_id = g_strdup (thing->id);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = lose_answer_to_reset (home, thing);

  g_free (thing->folder);
  thing->folder = ds_test_folder ();
  profile_device_restart (thing, NULL);
  g_assert_cmpstr (thing->id, !=, first_id);
  assert_changed_key_is_told (home, device);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

/* But where our request never reached it, another key is what it always is. */
static void
test_changed_key_in_removal (void)
{
  g_autoptr (ProfileDevice) thing = profile_device_new ("plug", NULL);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsHome) home = start_home (folder);
  g_autoptr (DsDevice) device = set_up (home, thing);
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) changed = NULL;

  profile_device_tell (thing, "fault offline");
  gone = ds_test_await_error (ds_home_remove (home, device));
  g_assert_error (gone, DS_ERROR, DS_ERROR_UNREACHABLE);
  profile_device_tell (thing, "mend");
  profile_device_tell (thing, "button");
  profile_device_wait (thing);
  changed = ds_test_await_error (ds_home_remove (home, device));
  g_assert_error (changed, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_KEY_CHANGED);

  g_clear_object (&device);
  stop_home (g_steal_pointer (&home));
}

int
main (int argc,
      char **argv)
{
  g_autofree char *keyring = NULL;

  ds_test_init (&argc, &argv);
  profile_test_hurry ();
  keyring = g_build_filename (g_getenv ("HOME"), "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a test's password", TRUE);

  ds_test_add_fiber ("/home/profile/from-set-up-to-removal", test_life);
  ds_test_add_fiber ("/home/profile/what-was-told-is-kept", test_kept);
  ds_test_add_fiber ("/home/profile/lost-answer-to-a-new-password", test_lost_change);
  ds_test_add_fiber ("/home/profile/power-lost-in-a-new-password", test_power_lost_in_change);
  ds_test_add_fiber ("/home/profile/weak-door-is-told", test_weak_door);
  ds_test_add_fiber ("/home/profile/answers-without-encryption", test_answers_without_encryption);
  ds_test_add_fiber ("/home/profile/changed-key-is-proved-again", test_changed_key);
  ds_test_add_fiber ("/home/profile/owner-forgotten-overnight", test_forgets_owner);
  ds_test_add_fiber ("/home/profile/announced-key-passes", test_announced_key);
  ds_test_add_fiber ("/home/profile/every-verb-keeps-an-announced-key",
                     test_every_verb_keeps_an_announced_key);
  ds_test_add_fiber ("/home/profile/removed-after-announced-key", test_removed_after_announced_key);
  ds_test_add_fiber ("/home/profile/update-by-itself-waits-for-nobody",
                     test_update_by_itself_waits_for_nobody);
  ds_test_add_fiber ("/home/profile/key-changes-in-the-middle-of-erasing",
                     test_key_changes_in_the_middle_of_erasing);
  ds_test_add_fiber ("/home/profile/stuck-update-is-tried-again", test_stuck_update);
  ds_test_add_fiber ("/home/profile/old-password-is-still-taken", test_old_password);
  ds_test_add_fiber ("/home/profile/old-password-after-a-lost-answer",
                     test_old_password_after_lost_answer);
  ds_test_add_fiber ("/home/profile/lost-answer-to-a-reset", test_lost_reset);
  ds_test_add_fiber ("/home/profile/lost-answer-to-a-reset-and-another-owner",
                     test_lost_reset_and_another_owner);
  ds_test_add_fiber ("/home/profile/lost-answer-to-a-reset-and-another-device",
                     test_lost_reset_and_another_device);
  ds_test_add_fiber ("/home/profile/changed-key-in-a-removal", test_changed_key_in_removal);

  return g_test_run ();
}

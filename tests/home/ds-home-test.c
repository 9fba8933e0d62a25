/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-error.h"
#include "drivers/homekit/ds-hap-connection.h"

#define PATIENCE_MSEC 60000
#define NAP_MSEC 5

void
home_test_hurry (void)
{
  static const DsHapDeadlines deadlines = {
    .connect = 2000,
    .answer = 2000,
    .setup = 4000,
    .verb = 8000,
    .pause = 20,
  };

  ds_hap_deadlines_set (&deadlines);
}

void
home_test_init (int *argc,
                char ***argv)
{
  g_autofree char *keyring = NULL;

  ds_test_init (argc, argv);
  home_test_hurry ();

  keyring = g_build_filename (g_getenv ("HOME"), "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH",
            g_getenv ("DS_TEST_KEYRING") != NULL ? g_getenv ("DS_TEST_KEYRING") : keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD",
            g_getenv ("DS_TEST_PASSWORD") != NULL ? g_getenv ("DS_TEST_PASSWORD")
                                                  : "a test's password", TRUE);
}

/* "sh": by which a label is known to belong to this accessory, and to no other. */
static char *
home_test_dup_setup_hash (const char *id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA512);
  g_autofree char *text = NULL;
  uint8_t digest[64];
  size_t length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) TEST_SETUP_ID, -1);
  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, 4);
  return g_strconcat ("sh=", text, NULL);
}

static void
describe (DsFakeAccessory *accessory,
          const char *id,
          bool taken,
          const char **txt,
          char **id_text,
          char **hash_text,
          DsMockService *service)
{
  *id_text = g_strconcat ("id=", id, NULL);
  txt[0] = *id_text;
  txt[1] = "md=Test 1";
  txt[2] = "ci=5";
  txt[3] = taken ? "sf=0" : "sf=1";
  txt[4] = "c#=1";
  txt[5] = "s#=1";
  txt[6] = "ff=0";
  txt[7] = "pv=1.1";
  txt[8] = *hash_text = home_test_dup_setup_hash (id);
  txt[9] = NULL;
  service->instance = id;
  service->type = "_hap._tcp";
  service->port = ds_fake_accessory_get_port (accessory);
  service->txt = txt;
}

void
home_test_publish (DsMockAvahi *avahi,
                   DsFakeAccessory *accessory,
                   const char *id,
                   bool taken)
{
  const char *txt[10];
  g_autofree char *id_text = NULL;
  g_autofree char *hash_text = NULL;
  DsMockService service = { 0 };

  describe (accessory, id, taken, txt, &id_text, &hash_text, &service);
  ds_mock_avahi_publish (avahi, &service);
}

void
home_test_withdraw (DsMockAvahi *avahi,
                    DsFakeAccessory *accessory,
                    const char *id)
{
  const char *txt[10];
  g_autofree char *id_text = NULL;
  g_autofree char *hash_text = NULL;
  DsMockService service = { 0 };

  describe (accessory, id, false, txt, &id_text, &hash_text, &service);
  ds_mock_avahi_withdraw (avahi, &service);
}

DsHome *
home_test_start (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  DsHome *home = ds_home_new (file);

  ds_test_await (ds_home_start (home));
  return home;
}

void
home_test_stop (DsHome *home)
{
  ds_test_await (ds_home_stop (home));
  g_assert_finalize_object (home);
}

DsDevice *
home_test_wait (DsHome *home,
                const char *key)
{
  g_autofree char *identity = g_strconcat ("homekit:", key, NULL);

  for (unsigned int i = 0; i < PATIENCE_MSEC / NAP_MSEC; i++)
    {
      DsDevice *device = ds_home_find (home, identity);

      if (device != NULL && ds_device_get_present (device))
        return device;
      ds_test_sleep (NAP_MSEC);
    }

  g_error ("%s did not appear", identity);
}

void
home_test_wait_state (DsDevice *device,
                      DsDeviceState state)
{
  for (unsigned int i = 0; i < PATIENCE_MSEC / NAP_MSEC; i++)
    {
      if (ds_device_get_state (device) == state && !ds_device_get_busy (device))
        return;
      ds_test_sleep (NAP_MSEC);
    }

  g_error ("The device is %s and not %s",
           ds_device_state_get_nick (ds_device_get_state (device)),
           ds_device_state_get_nick (state));
}

void
home_test_open (HomeTestWorld *world,
                bool taken)
{
  static unsigned int n_worlds = 0;

  world->id = g_strdup_printf ("AA:BB:CC:DD:01:%02X", n_worlds++);
  world->folder = ds_test_folder ();
  world->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  world->accessory = ds_fake_accessory_new (world->id, TEST_CODE);
  home_test_publish (world->avahi, world->accessory, world->id, taken);
  home_test_return (world);
}

void
home_test_leave (HomeTestWorld *world)
{
  g_clear_object (&world->device);
  home_test_stop (g_steal_pointer (&world->home));
}

void
home_test_return (HomeTestWorld *world)
{
  world->home = home_test_start (world->folder);
  world->device = g_object_ref (home_test_wait (world->home, world->id));
}

void
home_test_close (HomeTestWorld *world)
{
  home_test_leave (world);
  g_clear_object (&world->accessory);
  g_clear_pointer (&world->avahi, ds_mock_avahi_free);
  g_free (world->folder);
  g_free (world->id);
}

void
home_test_set_up (HomeTestWorld *world,
                  DsDevice *device)
{
  g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (world->home, device);

  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
}

bool
home_test_has_slot (HomeTestWorld *world,
                    DsSlot slot)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = NULL;

  credential = dex_await_boxed (ds_keyring_lookup (keyring, ds_device_get_id (world->device), slot),
                                NULL);
  return credential != NULL;
}

void
home_test_assert_free (HomeTestWorld *world)
{
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (world->accessory), ==, 0);
  g_assert_cmpint (ds_device_get_set_up_at (world->device), ==, 0);
  for (unsigned int slot = 0; slot < DS_N_SLOTS; slot++)
    g_assert_false (home_test_has_slot (world, (DsSlot) slot));
}

/* A device may need a moment to see that the last connection is gone. */
GError *
home_test_run_patiently (DsOnboarding *onboarding,
                         const char *code)
{
  for (unsigned int i = 0; i < 3000; i++)
    {
      GError *error = NULL;

      dex_await (ds_onboarding_run (onboarding, code), &error);
      if (!ds_error_is (error, DS_ERROR_BUSY))
        return error;
      g_clear_error (&error);
      ds_test_sleep (20);
    }

  g_assert_not_reached ();
}

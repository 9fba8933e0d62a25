/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-error.h"
#include "home/ds-device-private.h"

#define SPEAKER "mac:50f4eed08521"

/* Devices that only announce themselves, beside one that can be set up. */
typedef struct
{
  DsMockAvahi     *avahi;
  DsFakeAccessory *lamp;
  DsHome          *home;
  char            *folder;
  char            *id;       /* of the lamp */
  char            *identity; /* the same with its driver */
  char            *stolen;   /* the same as others would announce it */
} World;

static void
world_open (World *world)
{
  static unsigned int n_worlds = 0;
  unsigned int number = n_worlds++;

  world->id = g_strdup_printf ("AA:BB:CC:DD:07:%02X", number);
  world->identity = g_strconcat ("homekit:", world->id, NULL);
  world->stolen = g_strdup_printf ("aabbccdd07%02x", number);
  world->folder = ds_test_folder ();
  world->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  world->lamp = ds_fake_accessory_new (world->id, TEST_CODE);
  world->home = home_test_start (world->folder);
}

static void
world_close (World *world)
{
  home_test_stop (g_steal_pointer (&world->home));
  g_clear_object (&world->lamp);
  g_clear_pointer (&world->avahi, ds_mock_avahi_free);
  g_free (world->folder);
  g_free (world->id);
  g_free (world->identity);
  g_free (world->stolen);
}

static void
announce (World *world,
          const char *host,
          const char *type,
          const char *instance,
          const char * const *txt)
{
  DsMockService service = {
    .instance = instance, .type = type, .host = host, .port = 80, .address = "192.0.2.7",
    .txt = txt,
  };

  ds_mock_avahi_publish (world->avahi, &service);
}

static void
withdraw (World *world,
          const char *type,
          const char *instance)
{
  DsMockService service = { .instance = instance, .type = type, .address = "192.0.2.7" };

  ds_mock_avahi_withdraw (world->avahi, &service);
}

static unsigned int
count (World *world)
{
  return g_list_model_get_n_items (ds_home_get_devices (world->home));
}

/* Lets the main loop run until there are so many devices and one of them is @identity. */
static DsDevice *
wait_for (World *world,
          const char *identity,
          unsigned int n)
{
  for (unsigned int i = 0; i < 12000; i++)
    {
      DsDevice *device = ds_home_find (world->home, identity);

      if (device != NULL && ds_device_get_present (device) && count (world) == n)
        return device;
      ds_test_sleep (5);
    }

  g_error ("%s is not there, or there are %u devices and not %u", identity, count (world), n);
}

static void
announce_speaker (World *world)
{
  static const char * const airplay[] = {
    "deviceid=50:F4:EE:D0:85:21", "manufacturer=Example", "model=Loud 3", "osvers=1.2", NULL,
  };
  static const char * const cast[] = { "id=0123456789abcdef0123456789abcdef", "fn=Kitchen", "ca=4",
                                       "md=Loud 3", NULL };

  announce (world, "speaker.local", "_spotify-connect._tcp", "abc123", NULL);
  announce (world, "speaker.local", "_raop._tcp", "50F4EED08521@Kitchen", NULL);
  announce (world, "speaker.local", "_googlecast._tcp", "Loud-3-0123", cast);
  announce (world, "speaker.local", "_airplay._tcp", "Kitchen", airplay);
}

static void
test_five_services_of_a_speaker_are_one_device (void)
{
  World world = { 0 };
  DsDevice *device = NULL;
  g_autofree char *id = NULL;

  world_open (&world);
  announce (&world, "speaker.local", "_ssh._tcp", "speaker", NULL);
  announce_speaker (&world);
  device = wait_for (&world, "announced:" SPEAKER, 1);
  home_test_wait_state (device, DS_DEVICE_SEEN);
  g_assert_cmpstr (ds_device_get_name (device), ==, "Kitchen");
  g_assert_cmpstr (ds_device_get_maker (device), ==, "Example");
  g_assert_cmpstr (ds_device_get_model (device), ==, "Loud 3");
  g_assert_cmpstr (ds_device_get_software_version (device), ==, "1.2");
  g_assert_cmpint (ds_device_get_kind (device), ==, DS_KIND_SPEAKER);
  g_assert_cmpuint (ds_device_get_capabilities (device), ==, 0);
  id = g_strdup (ds_device_get_id (device));
  world_close (&world);

  /* The same the other way round has the same id. */
  world_open (&world);
  announce (&world, "speaker.local", "_raop._tcp", "50F4EED08521@Kitchen", NULL);
  device = wait_for (&world, "announced:" SPEAKER, 1);
  announce_speaker (&world);
  ds_test_sleep (100);
  device = wait_for (&world, "announced:" SPEAKER, 1);
  g_assert_cmpstr (ds_device_get_id (device), ==, id);
  world_close (&world);
}

static void
test_a_row_stays_while_services_come_and_go (void)
{
  World world = { 0 };
  g_autoptr (DsDevice) device = NULL;

  world_open (&world);
  announce (&world, "speaker.local", "_spotify-connect._tcp", "abc123", NULL);
  device = g_object_ref (wait_for (&world, "announced:host:speaker.local", 1));
  announce_speaker (&world);
  g_assert_true (wait_for (&world, "announced:" SPEAKER, 1) == device);

  withdraw (&world, "_airplay._tcp", "Kitchen");
  withdraw (&world, "_raop._tcp", "50F4EED08521@Kitchen");
  g_assert_true (wait_for (&world, "announced:uuid:0123456789abcdef0123456789abcdef", 1) == device);
  announce_speaker (&world);
  g_assert_true (wait_for (&world, "announced:" SPEAKER, 1) == device);
  world_close (&world);
}

static void
test_computers_are_not_shown (void)
{
  static const char * const mac[] = { "deviceid=00:11:22:33:44:55", "model=MacBookPro18,1", NULL };
  World world = { 0 };

  world_open (&world);
  announce (&world, "laptop.local", "_workstation._tcp", "laptop [00:16:3e:11:22:33]", NULL);
  announce (&world, "laptop.local", "_smb._tcp", "LAPTOP", NULL);
  announce (&world, "laptop.local", "_kdeconnect._udp", "x", NULL);
  announce (&world, "mac.local", "_raop._tcp", "001122334455@Mac", NULL);
  announce (&world, "mac.local", "_airplay._tcp", "Mac", mac);
  announce_speaker (&world);
  wait_for (&world, "announced:" SPEAKER, 1);
  ds_test_sleep (100);
  wait_for (&world, "announced:" SPEAKER, 1);
  world_close (&world);
}

static DsDevice *
set_up_lamp (World *world)
{
  DsDevice *lamp = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_publish (world->avahi, world->lamp, world->id, false);
  lamp = home_test_wait (world->home, world->id);
  onboarding = ds_home_begin_set_up (world->home, lamp);
  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  return lamp;
}

/* The mock's accessory is on "device.local". */
static void
test_other_services_of_a_lamp_are_the_lamp (void)
{
  static const char * const txt[] = { "bridgeid=001788FFFE100491", "modelid=BSB002", NULL };
  World world = { 0 };
  DsDevice *lamp = NULL;

  world_open (&world);
  announce (&world, "device.local", "_hue._tcp", "Hue Bridge", txt);
  wait_for (&world, "announced:mac:001788100491", 1);
  home_test_publish (world.avahi, world.lamp, world.id, false);
  lamp = wait_for (&world, world.identity, 1);
  g_assert_cmpint (ds_device_get_state (lamp), ==, DS_DEVICE_NEW);
  g_assert_cmpstr (ds_device_get_name (lamp), ==, world.id);

  home_test_withdraw (world.avahi, world.lamp, world.id);
  wait_for (&world, "announced:mac:001788100491", 1);
  world_close (&world);
}

/* What claims to have the lamp's own identity, under @key of its announcement. */
static void
announce_impostor (World *world,
                   const char *host,
                   const char *type,
                   const char *key)
{
  g_autofree char *identity = g_strconcat (key, "=", world->stolen, NULL);
  const char * const txt[] = { identity, "model=Evil", "osvers=6.6", NULL };

  announce (world, host, type, "Evil Twin", txt);
}

/* Whoever is on the network says the lamp's host name and identity, every way there
 * is: the lamp stays what it is and where it is, and can still be talked to. */
static void
test_an_impostor_neither_hides_nor_takes_over_a_set_up_device (void)
{
  static const char * const homekit[] = { "id=AA:BB:CC:DD:08:02", "sf=1", "ci=5", "md=Evil", NULL };
  World world = { 0 };
  DsDevice *lamp = NULL;
  g_autofree char *stolen = NULL;
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;

  world_open (&world);
  stolen = g_strconcat ("announced:mac:", world.stolen, NULL);
  lamp = set_up_lamp (&world);
  id = g_strdup (ds_device_get_id (lamp));
  address = g_strdup (ds_device_get_address (lamp));

  announce_impostor (&world, "evil.local", "_wled._tcp", "mac");
  wait_for (&world, stolen, 2);
  announce_impostor (&world, "device.local", "_airplay._tcp", "deviceid");
  announce (&world, "device.local", "_hap._tcp", "Evil Accessory", homekit);
  /* The lamp, a device of its own that is on the lamp's host, and one on another. */
  g_assert_true (wait_for (&world, world.identity, 3) == lamp);
  wait_for (&world, "homekit:AA:BB:CC:DD:08:02", 3);
  wait_for (&world, stolen, 3);

  g_assert_cmpint (ds_device_get_state (lamp), ==, DS_DEVICE_SET_UP);
  g_assert_cmpstr (ds_device_get_id (lamp), ==, id);
  g_assert_cmpstr (ds_device_get_address (lamp), ==, address);
  g_assert_cmpstr (ds_device_get_name (lamp), !=, "Evil Twin");
  g_assert_cmpstr (ds_device_get_model (lamp), !=, "Evil");
  g_assert_cmpstr (ds_device_get_software_version (lamp), !=, "6.6");
  ds_test_await (ds_home_check (world.home, lamp));
  world_close (&world);
}

/* Whatever an impostor announces while the lamp is gone, the lamp is gone. */
static void
test_an_impostor_does_not_stand_in_for_a_device_that_left (void)
{
  World world = { 0 };
  DsDevice *lamp = NULL;
  g_autofree char *stolen = NULL;

  world_open (&world);
  stolen = g_strconcat ("announced:mac:", world.stolen, NULL);
  lamp = set_up_lamp (&world);
  home_test_withdraw (world.avahi, world.lamp, world.id);
  announce_impostor (&world, "device.local", "_airplay._tcp", "deviceid");
  wait_for (&world, stolen, 2);
  g_assert_true (ds_home_find (world.home, world.identity) == lamp);
  g_assert_false (ds_device_get_present (lamp));
  g_assert_cmpint (ds_device_get_state (lamp), ==, DS_DEVICE_SET_UP);
  world_close (&world);
}

static void
test_what_is_only_seen_cannot_be_set_up (void)
{
  World world = { 0 };
  DsDevice *device = NULL;
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  announce_speaker (&world);
  device = wait_for (&world, "announced:" SPEAKER, 1);
  onboarding = ds_home_begin_set_up (world.home, device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED);
  g_clear_object (&onboarding);
  world_close (&world);
}

/* A person keeps the worst of the hints; a set-up accessory on the same host, or a
 * better hint, then does not hide it. */
static void
test_what_a_person_keeps_is_not_hidden (void)
{
  World world = { 0 };
  g_autoptr (DsDevice) device = NULL;
  g_autoptr (DsDeviceRecord) record = NULL;

  world_open (&world);
  announce (&world, "device.local", "_spotify-connect._tcp", "abc123", NULL);
  device = g_object_ref (wait_for (&world, "announced:host:device.local", 1));
  record = _ds_device_dup_record (device);
  record->state = DS_RECORD_WATCHED;
  _ds_device_set_record (device, record);

  home_test_publish (world.avahi, world.lamp, world.id, false);
  wait_for (&world, world.identity, 2);
  g_assert_true (wait_for (&world, "announced:host:device.local", 2) == device);

  _ds_device_set_record (device, NULL);
  wait_for (&world, world.identity, 1);
  world_close (&world);
}

static void
test_a_flood_on_one_host_is_one_device (void)
{
  World world = { 0 };
  gint64 start = 0;

  world_open (&world);
  start = g_get_monotonic_time ();
  for (unsigned int i = 0; i < 1000; i++)
    {
      g_autofree char *mac = g_strdup_printf ("mac=02000000%04x", 1000 - i);
      g_autofree char *name = g_strdup_printf ("Lamp %u", i);
      const char * const txt[] = { mac, NULL };

      announce (&world, "flood.local", "_wled._tcp", name, txt);
    }
  wait_for (&world, "announced:mac:020000000001", 1);
  g_test_message ("1,000 services of one host: %.1f s",
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  ds_mock_avahi_vanish (world.avahi);
  ds_test_wait_until (count (&world) == 0);
  world_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

  ds_test_add_fiber ("/seen/five-services-of-a-speaker-are-one-device",
                     test_five_services_of_a_speaker_are_one_device);
  ds_test_add_fiber ("/seen/a-row-stays-while-services-come-and-go",
                     test_a_row_stays_while_services_come_and_go);
  ds_test_add_fiber ("/seen/computers-are-not-shown", test_computers_are_not_shown);
  ds_test_add_fiber ("/seen/other-services-of-a-lamp-are-the-lamp",
                     test_other_services_of_a_lamp_are_the_lamp);
  ds_test_add_fiber ("/seen/an-impostor-neither-hides-nor-takes-over-a-set-up-device",
                     test_an_impostor_neither_hides_nor_takes_over_a_set_up_device);
  ds_test_add_fiber ("/seen/an-impostor-does-not-stand-in-for-a-device-that-left",
                     test_an_impostor_does_not_stand_in_for_a_device_that_left);
  ds_test_add_fiber ("/seen/what-is-only-seen-cannot-be-set-up",
                     test_what_is_only_seen_cannot_be_set_up);
  ds_test_add_fiber ("/seen/what-a-person-keeps-is-not-hidden",
                     test_what_a_person_keeps_is_not_hidden);
  ds_test_add_fiber ("/seen/a-flood-on-one-host-is-one-device",
                     test_a_flood_on_one_host_is_one_device);

  return g_test_run ();
}

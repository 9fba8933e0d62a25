/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-home-test.h"

/* Devices that are found where the person says they are. */

static void
test_an_announced_device_is_found_by_its_address (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *typed = NULL;
  g_autoptr (DsDevice) found = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  typed = g_strdup_printf ("127.0.0.1:%u", ds_fake_accessory_get_port (world.accessory));
  found = dex_await_object (ds_home_add_address (world.home, typed), &error);
  g_assert_no_error (error);
  g_assert_true (found == world.device);
  g_clear_object (&found);
  home_test_close (&world);
}

/* The same link-local address on another link is another device's (RFC 4007). */
static void
test_a_link_local_address_is_that_of_its_link (void)
{
  static const char *const txt[] = { "id=AA:BB:CC:00:07:07", "md=Test 7", "ci=5", "sf=1", "c#=1", NULL };
  const DsMockService service = { .instance = "Far Lamp", .type = "_hap._tcp", .address = "fe80::7",
                                  .port = 1, .interface = 2, .txt = txt };
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) found = NULL;
  g_autoptr (GError) error = NULL;
  DsDevice *far;

  home_test_open (&world, false);
  ds_mock_avahi_publish (world.avahi, &service);
  far = home_test_wait (world.home, "AA:BB:CC:00:07:07");
  found = dex_await_object (ds_home_add_address (world.home, "[fe80::7%2]:1"), &error);
  g_assert_no_error (error);
  g_assert_true (found == far);
  error = ds_test_await_error (ds_home_add_address (world.home, "[fe80::7%1]:1"));
  g_assert_nonnull (error);
  g_clear_object (&found);
  home_test_close (&world);
}

/* What is known is told, in the next program, too; not that nobody sees it. */
static void
assert_reached (DsDevice *device,
                const char *headline)
{
  g_assert_false (ds_device_get_present (device));
  g_assert_cmpint (ds_device_get_reached_at (device), >, 0);
  g_assert_true (g_str_has_prefix (ds_device_get_headline (device), headline));
}

static void
test_a_silent_device_is_set_up_by_its_address (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *called = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *id = NULL;
  g_autoptr (DsDevice) found = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  home_test_withdraw (world.avahi, world.accessory, world.id);
  g_clear_object (&world.device);
  ds_test_wait_until (g_list_model_get_n_items (ds_home_get_devices (world.home)) == 0);

  typed = g_strdup_printf ("127.0.0.1:%u", ds_fake_accessory_get_port (world.accessory));
  called = g_strconcat ("Device at ", typed, NULL);
  found = dex_await_object (ds_home_add_address (world.home, typed), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ds_device_get_name (found), ==, called);
  assert_reached (found, "New, ready to be set up. Reached at its address on ");
  home_test_set_up (&world, found);
  g_assert_cmpint (ds_device_get_state (found), ==, DS_DEVICE_SET_UP);
  g_assert_cmpstr (ds_device_get_name (found), !=, called);
  assert_reached (found, "Set up. Reached at its address on ");
  id = g_strdup (ds_device_get_id (found));

  g_clear_object (&found);
  home_test_leave (&world);
  world.home = home_test_start (world.folder);
  found = g_object_ref (ds_home_find (world.home, id));
  assert_reached (found, "Set up. Reached at its address on ");

  /* Announced later, it is the same one. */
  home_test_publish (world.avahi, world.accessory, world.id, true);
  g_assert_true (home_test_wait (world.home, world.id) == found);
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_devices (world.home)), ==, 1);
  g_assert_cmpint (ds_device_get_reached_at (found), ==, 0);
  g_assert_cmpstr (ds_device_get_headline (found), ==, "Set up and on the network.");
  g_clear_object (&found);

  home_test_leave (&world);
  home_test_return (&world);
  g_assert_cmpstr (ds_device_get_id (world.device), ==, id);
  ds_test_await (ds_home_check (world.home, world.device));
  home_test_close (&world);
}

static void
test_nonsense_addresses_are_refused (void)
{
  static const struct { const char *typed; int error; } rows[] = {
    { "", DS_ERROR_BAD_ADDRESS }, { "a b", DS_ERROR_BAD_ADDRESS },
    { "0.0.0.0:80", DS_ERROR_BAD_ADDRESS }, { "127.0.0.1", DS_ERROR_NO_PORT }, { "127.0.0.1:1", DS_ERROR_UNREACHABLE },
  };
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].typed);
      home_test_withdraw (world.avahi, world.accessory, world.id);
      ds_test_wait_until (!ds_device_get_present (world.device));
      error = ds_test_await_error (ds_home_add_address (world.home, rows[i].typed));
      g_assert_error (error, DS_ERROR, rows[i].error);
    }
  home_test_publish (world.avahi, world.accessory, world.id, false);
  home_test_close (&world);
}

/* It answered once, and then not any more. */
static void
test_a_device_that_leaves_its_address_is_not_seen (void)
{
  HomeTestWorld world = { 0 };
  g_autofree char *typed = NULL;
  g_autoptr (DsDevice) found = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  home_test_withdraw (world.avahi, world.accessory, world.id);
  g_clear_object (&world.device);
  ds_test_wait_until (g_list_model_get_n_items (ds_home_get_devices (world.home)) == 0);
  typed = g_strdup_printf ("127.0.0.1:%u", ds_fake_accessory_get_port (world.accessory));
  found = dex_await_object (ds_home_add_address (world.home, typed), &error);
  g_assert_no_error (error);
  home_test_set_up (&world, found);
  assert_reached (found, "Set up. Reached at its address on ");

  g_clear_object (&world.accessory);
  error = ds_test_await_error (ds_home_check (world.home, found));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  g_assert_cmpint (ds_device_get_reached_at (found), ==, 0);
  g_assert_cmpstr (ds_device_get_headline (found), ==, "Set up, not seen on the network right now.");
  g_clear_object (&found);
  home_test_leave (&world);
  g_clear_pointer (&world.avahi, ds_mock_avahi_free);
  g_free (world.folder);
  g_free (world.id);
}

#define ADD(name, func) ds_test_add_fiber ("/home/address/" name, func)

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

  ADD ("an-announced-device-is-found-by-its-address",
       test_an_announced_device_is_found_by_its_address);
  ADD ("a-link-local-address-is-that-of-its-link",
       test_a_link_local_address_is_that_of_its_link);
  ADD ("a-silent-device-is-set-up-by-its-address",
       test_a_silent_device_is_set_up_by_its_address);
  ADD ("a-device-that-leaves-its-address-is-not-seen",
       test_a_device_that_leaves_its_address_is_not_seen);
  ADD ("nonsense-addresses-are-refused", test_nonsense_addresses_are_refused);

  return g_test_run ();
}

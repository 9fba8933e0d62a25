/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-text.h"
#include "ds-homekit-test.h"

#include <string.h>

static DsAnnouncement *
announce (const char *instance,
          const char *type,
          const char * const *txt)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 80);

  return ds_announcement_new (instance, type, "lamp.local", 2, G_INET_SOCKET_ADDRESS (address),
                              txt);
}

static void
test_match_new_lamp (void)
{
  static const char * const txt[] = { "id=c3:1c:6b:9f:34:2e", "md=Lamp 1", "sf=1", "ci=5", NULL };
  g_autoptr (DsAnnouncement) announcement = announce ("Desk Lamp", "_hap._tcp", txt);
  g_autoptr (DsMatch) match = NULL;
  g_autofree char *identity = ds_driver_identify (announcement);

  g_assert_true (ds_driver_match (announcement, &match) == &ds_homekit_driver);
  g_assert_cmpstr (match->key, ==, TEST_ID);
  g_assert_cmpstr (match->name, ==, "Desk Lamp");
  g_assert_cmpstr (match->model, ==, "Lamp 1");
  g_assert_cmpint (match->kind, ==, DS_KIND_LAMP);
  g_assert_false (match->taken);
  g_assert_cmpstr (identity, ==, "homekit:" TEST_ID);
}

static void
test_match_taken_bridge (void)
{
  static const char * const txt[] = { "id=" TEST_ID, "sf=0", "ci=2", NULL };
  g_autoptr (DsAnnouncement) announcement = announce ("Bridge", "_hap._tcp", txt);
  g_autoptr (DsMatch) match = NULL;

  ds_driver_match (announcement, &match);
  g_assert_true (match->taken);
  g_assert_cmpint (match->kind, ==, DS_KIND_HUB);
  g_assert_null (match->model);
}

/* Flags that are none are no reason to call a device taken. */
static void
test_match_senseless_numbers (void)
{
  static const char * const txt[] = { "id=" TEST_ID, "sf=-1", "ci=99999999999999999999", NULL };
  g_autoptr (DsAnnouncement) announcement = announce ("Lamp", "_hap._tcp", txt);
  g_autoptr (DsMatch) match = NULL;

  ds_driver_match (announcement, &match);
  g_assert_false (match->taken);
  g_assert_cmpint (match->kind, ==, DS_KIND_UNKNOWN);
}

static void
test_match_hostile_name (void)
{
  static const char * const txt[] = { "id=" TEST_ID, "md=\xe2\x80\xae<b>\x01x</b>", NULL };
  g_autoptr (DsAnnouncement) announcement = announce ("\xe2\x80\xaegnp.\nlamp", "_hap._tcp", txt);
  g_autoptr (DsMatch) match = NULL;

  ds_driver_match (announcement, &match);
  g_assert_true (ds_text_is_clean (match->name));
  g_assert_true (ds_text_is_clean (match->model));
}

static void
test_match_refuses (void)
{
  static const char * const ids[] = {
    "id", "id=", "id=AA:BB:CC:DD:EE", "id=AA:BB:CC:DD:EE:FF:00", "id=AA-BB-CC-DD-EE-FF",
    "id=GG:BB:CC:DD:EE:FF", "id=AABBCCDDEEFF00112", "x=y",
  };
  static const char * const txt[] = { "id=" TEST_ID, NULL };
  g_autoptr (DsAnnouncement) thread = announce ("Lamp", "_hap._udp", txt);

  /* Thread's has no connection to talk over: it is only seen. */
  g_assert_true (ds_driver_match (thread, NULL) != &ds_homekit_driver);
  for (unsigned int i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const char * const wrong[] = { ids[i], NULL };
      g_autoptr (DsAnnouncement) announcement = announce ("Lamp", "_hap._tcp", wrong);

      g_assert_null (ds_driver_match (announcement, NULL));
      g_assert_null (ds_driver_identify (announcement));
    }
}

/* The numbers are those of a real accessory: see the setup hash in the facts. */
static void
test_code_fits_its_device_only (void)
{
  static const char * const right[] = { "id=" TEST_ID, "sh=MtEzNQ==", NULL };
  static const char * const wrong[] = { "id=" TEST_ID, "sh=AAAAAA==", NULL };
  static const char * const without[] = { "id=" TEST_ID, NULL };
  static const char payload[] = "X-HM://00522H1VMADK1";
  g_autoptr (DsAnnouncement) its_own = announce ("Lamp", "_hap._tcp", right);
  g_autoptr (DsAnnouncement) other = announce ("Lamp", "_hap._tcp", wrong);
  g_autoptr (DsAnnouncement) silent = announce ("Lamp", "_hap._tcp", without);

  g_assert_true (ds_homekit_driver.code_fits (payload, its_own));
  g_assert_false (ds_homekit_driver.code_fits (payload, other));
  g_assert_true (ds_homekit_driver.code_fits (payload, silent));
  g_assert_true (ds_homekit_driver.code_fits ("03145154", other));
}

static void
test_code_as_typed (void)
{
  static const char * const typed[] = { "03145154", "031-45-154", " 031 45 154 ",
                                        "X-HM://00522H1VMTB01" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsSecret) code = ds_homekit_driver.check_code (typed[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (ds_secret_get_text (code), ==, TEST_CODE);
    }
  g_assert_null (ds_homekit_driver.check_code ("12345678", NULL));
}

static void
test_table (void)
{
  g_autofree const char **types = ds_driver_service_types ();

  g_assert_true (ds_driver_by_id ("homekit") == &ds_homekit_driver);
  g_assert_null (ds_driver_by_id ("none"));
  g_assert_true (g_strv_contains ((const char * const *) types, "_hap._tcp"));

  for (unsigned int i = 0; ds_drivers[i] != NULL; i++)
    {
      const DsDriver *driver = ds_drivers[i];
      unsigned int can = driver->capabilities;

      /* What a driver says that it can do is what it can. */
      g_assert_true (((can & DS_CAPABILITY_IDENTIFY) != 0) == (driver->make_noticed != NULL));
      g_assert_true (((can & DS_CAPABILITY_UPDATE) != 0) == (driver->update != NULL));
      g_assert_true (((can & DS_CAPABILITY_ERASE) != 0) == (driver->erase != NULL));
      g_assert_true (((can & DS_CAPABILITY_RELEASE) != 0) == (driver->release != NULL));
      g_assert_true (((can & DS_CAPABILITY_REMOVE_ACCESS) != 0) ==
                     (driver->remove_access != NULL));
      g_assert_true (((can & DS_CAPABILITY_CHANGE_PASSWORD) != 0) ==
                     (driver->change_password != NULL && driver->renew != NULL));
      g_assert_true (((can & DS_CAPABILITY_SHOW_PASSWORD) != 0) ==
                     (driver->get_password != NULL));
      g_assert_true (((can & DS_CAPABILITY_AUTOMATIC_UPDATES) != 0) ==
                     (driver->set_automatic_updates != NULL));
      g_assert_cmpuint (driver->before_set_up & ~can, ==, 0);
      g_assert_cmpstr (driver->get_name (), !=, "");
      g_assert_cmpstr (driver->get_security (), !=, "");
    }
}

static void
test_facts_copy (void)
{
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (DsFacts) copy = NULL;
  DsAccessory *accessory = ds_accessory_new ();

  facts->name = g_strdup ("Bridge");
  facts->kind = DS_KIND_HUB;
  accessory->id = 7;
  accessory->name = g_strdup ("Lamp");
  g_ptr_array_add (facts->accessories, accessory);
  facts->access = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);
  g_ptr_array_add (facts->access, ds_access_new ("me", TRUE, FALSE));

  copy = ds_facts_copy (facts);
  g_clear_pointer (&facts, ds_facts_free);
  g_assert_cmpstr (copy->name, ==, "Bridge");
  g_assert_cmpint (copy->kind, ==, DS_KIND_HUB);
  g_assert_cmpuint (((DsAccessory *) copy->accessories->pdata[0])->id, ==, 7);
  g_assert_cmpstr (((DsAccessory *) copy->accessories->pdata[0])->name, ==, "Lamp");
  g_assert_true (((DsAccess *) copy->access->pdata[0])->is_this_computer);
  g_assert_false (((DsAccess *) copy->access->pdata[0])->is_admin);
}

int
main (int argc,
      char *argv[])
{
  homekit_test_init (&argc, &argv);

  g_test_add_func ("/homekit/match/new-lamp", test_match_new_lamp);
  g_test_add_func ("/homekit/match/taken-bridge", test_match_taken_bridge);
  g_test_add_func ("/homekit/match/senseless-numbers", test_match_senseless_numbers);
  g_test_add_func ("/homekit/match/hostile-name", test_match_hostile_name);
  g_test_add_func ("/homekit/match/refuses", test_match_refuses);
  g_test_add_func ("/homekit/code/fits-its-device-only", test_code_fits_its_device_only);
  g_test_add_func ("/homekit/code/as-typed", test_code_as_typed);
  g_test_add_func ("/driver/table", test_table);
  g_test_add_func ("/driver/facts-copy", test_facts_copy);

  return g_test_run ();
}

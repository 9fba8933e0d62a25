/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-homekit-test.h"

static DsFacts *
check_in (DsTarget *target,
          DsCredential *credential)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = dex_await_boxed (ds_homekit_driver.check_in (target, credential), &error);

  g_assert_no_error (error);

  return facts;
}

/* From the code on the box to the facts on the device page, and away again. */
static void
test_whole_life (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsFacts) facts = NULL;
  const DsAccess *access;

  ds_test_await (ds_homekit_driver.inspect (target));
  g_assert_nonnull (ds_target_get_reached (target));
  ds_test_await (ds_homekit_driver.make_noticed (target, NULL));

  credential = homekit_test_set_up (target);
  g_assert_true (ds_fake_accessory_knows (accessory,
                                          homekit_test_field (credential,
                                                              DS_HAP_FIELD_CONTROLLER_ID)));
  g_assert_cmpstr (homekit_test_field (credential, DS_HAP_FIELD_ACCESSORY_ID), ==, TEST_ID);

  facts = check_in (target, credential);
  g_assert_cmpstr (facts->key, ==, TEST_ID);
  g_assert_cmpstr (facts->name, ==, "Desk lamp");
  g_assert_cmpstr (facts->maker, ==, "Acme");
  g_assert_cmpstr (facts->software_version, ==, "1.2.3");
  g_assert_cmpuint (facts->capabilities, ==,
                    DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_RELEASE | DS_CAPABILITY_LIST_ACCESS |
                    DS_CAPABILITY_REMOVE_ACCESS);
  g_assert_cmpuint (facts->access->len, ==, 1);
  access = facts->access->pdata[0];
  g_assert_true (access->is_this_computer);
  g_assert_true (access->is_admin);

  ds_test_await (ds_homekit_driver.make_noticed (target, credential));
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_WRITE), ==, 1);
  ds_test_await (ds_homekit_driver.release (target, credential));
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);
  homekit_test_rejects (ds_homekit_driver.release (target, credential), DS_ERROR_NOT_OURS);
}

int
main (int argc,
      char *argv[])
{
  homekit_test_init (&argc, &argv);

  ds_test_add_fiber ("/homekit/set-up/whole-life", test_whole_life);

  return g_test_run ();
}

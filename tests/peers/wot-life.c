/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "ds-test.h"

#include <stdlib.h>

/* Leads the profile's driver through the whole life of the device on node-wot
 * that test-wot.py has started: DS_WOT_PORT, DS_WOT_ID and DS_DEVICE_CODE say which. */

static const DsDriver *driver = &ds_profile_driver;

static DsTarget *
make_target (void)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (
                                  "127.0.0.1", atoi (g_getenv ("DS_WOT_PORT"))));
  return ds_target_new (g_getenv ("DS_WOT_ID"), addresses);
}

static DsCredential *
set_up (DsTarget *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecret) code = driver->check_code (g_getenv ("DS_DEVICE_CODE"), &error);
  g_autoptr (DsCredential) made = NULL;
  g_autoptr (DsProof) proof = NULL;
  DsCredential *credential;

  g_assert_no_error (error);
  proof = dex_await_object (driver->prove (target, code), &error);
  g_assert_no_error (error);
  made = driver->generate (proof);
  credential = dex_await_boxed (driver->take_over (proof, made), &error);
  g_assert_no_error (error);
  return credential;
}

static DsFacts *
check_in (DsTarget *target, DsCredential *credential)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = dex_await_boxed (driver->check_in (target, credential), &error);

  g_assert_no_error (error);
  return facts;
}

static void
test_life (void)
{
  static const char *const ids[] = { "rhythm", NULL };
  g_autoptr (DsTarget) target = make_target ();
  g_autoptr (DsCredential) first = set_up (target);
  g_autoptr (DsCredential) second = NULL;
  g_autoptr (DsCredential) again = NULL;
  g_autoptr (DsFacts) facts = check_in (target, first);
  g_autoptr (DsFacts) updated = NULL;
  g_autoptr (DsFacts) erased = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;

  g_assert_cmpstr (facts->maker, ==, "Node Works");
  g_assert_cmpstr (facts->software_version, ==, "1.0.0");
  g_assert_cmpint (facts->update->state, ==, DS_UPDATE_AVAILABLE);

  second = dex_await_boxed (driver->renew (target, first), &error);
  g_assert_no_error (error);
  ds_test_await (driver->change_password (target, first, second));
  refused = ds_test_await_error (driver->check_in (target, first));
  g_assert_error (refused, DS_ERROR, DS_ERROR_NOT_OURS);

  updated = dex_await_boxed (driver->update (target, second, "1.1.0", NULL, NULL, NULL),
                             &error);
  g_assert_no_error (error);
  g_assert_cmpstr (updated->software_version, ==, "1.1.0");

  erased = dex_await_boxed (driver->erase (target, second, ids), &error);
  g_assert_no_error (error);
  g_assert_false (((DsPersonalData *) erased->personal_data->pdata[0])->stored);

  ds_test_await (driver->release (target, second));
  ds_test_sleep (500);
  again = set_up (target);
}

int
main (int argc, char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/wot/life", test_life);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "ds-profile-test.h"

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

static bool
can_prove (DsTarget *target,
           const char *code)
{
  g_autoptr (DsSecret) secret = ds_secret_new_text (code);
  g_autoptr (DsProof) proof = dex_await_object (driver->prove (target, secret), NULL);

  return proof != NULL;
}

static void
test_life (void)
{
  static const char *const ids[] = { "rhythm", NULL };
  const char *code = g_getenv ("DS_DEVICE_CODE");
  g_autoptr (DsTarget) target = make_target ();
  g_autoptr (DsCredential) first = profile_test_claim (target, code);
  g_autoptr (DsCredential) second = NULL;
  g_autoptr (DsCredential) again = NULL;
  g_autoptr (DsFacts) facts = profile_test_check_in (target, first);
  g_autoptr (DsFacts) updated = NULL;
  g_autoptr (DsFacts) erased = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (facts->maker, ==, "Node Works");
  g_assert_cmpstr (facts->software_version, ==, "1.0.0");
  g_assert_cmpint (facts->update->state, ==, DS_UPDATE_AVAILABLE);

  second = dex_await_boxed (driver->renew (target, first), &error);
  g_assert_no_error (error);
  ds_test_await (driver->change_password (target, first, second));
  profile_test_rejects (driver->check_in (target, first), DS_ERROR_NOT_OURS);

  updated = dex_await_boxed (driver->update (target, second, "1.1.0", NULL, NULL, NULL),
                             &error);
  g_assert_no_error (error);
  g_assert_cmpstr (updated->software_version, ==, "1.1.0");

  erased = dex_await_boxed (driver->erase (target, second, ids), &error);
  g_assert_no_error (error);
  g_assert_false (((DsPersonalData *) erased->personal_data->pdata[0])->stored);

  ds_test_await (driver->release (target, second));
  /* It resets itself once it has answered. */
  ds_test_wait_until (can_prove (target, code));
  again = profile_test_claim (target, code);
}

int
main (int argc, char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/wot/life", test_life);

  return g_test_run ();
}

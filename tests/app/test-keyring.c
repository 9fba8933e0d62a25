/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window says on a computer where nothing keeps passwords. A program of
 * its own: libsecret chooses once where it keeps things.
 */

#include "config.h"

#include "ds-app-test.h"
#include "ds-test.h"

static bool
keyring_is_missing (gpointer data)
{
  return ds_home_get_keyring_state (((AppTest *)data)->home) == DS_KEYRING_MISSING;
}

static void
test_no_keyring_says_so_and_what_to_do (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWidget *banner;

  app_test_publish (test, "Kitchen Plug", "C3:1C:6B:9F:34:2E", 7, false, 0);
  app_test_open (test);
  app_test_wait (keyring_is_missing, test);
  app_test_settle (300);
  banner = app_test_find (test->window, ADW_TYPE_BANNER, NULL);
  g_assert_nonnull (banner);
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_true (app_test_says (banner, "This computer has no keyring to keep keys in, so no "
                                        "device can be set up."));
  g_assert_nonnull (app_test_find (banner, GTK_TYPE_BUTTON, "Find Out Why"));
  /* The rest of the house is of use all the same. */
  g_assert_true (app_test_says (test->window, "Kitchen Plug"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  app_test_init (&argc, &argv);

  g_test_add_func ("/keyring/no-keyring-says-so-and-what-to-do",
                   test_no_keyring_says_so_and_what_to_do);

  return g_test_run ();
}

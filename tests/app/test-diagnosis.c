/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-app-test.h"
#include "ds-test.h"
#include "home/ds-home-private.h"

/* What the window says of trouble with what is kept on this computer. */

static void
test_storage_trouble_says_what_to_do (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GError) error = g_error_new (DS_ERROR, DS_ERROR_STORAGE_DAMAGED, "damaged");
  g_autoptr (GError) newer = g_error_new (DS_ERROR, DS_ERROR_STORAGE_NEWER, "newer");

  app_test_open (test);
  ds_error_set_kept (error, "/srv/homes/doorstep-damaged-1.db");
  _ds_home_set_storage_error (test->home, error);
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "The List Was Damaged"));
  g_assert_true (app_test_says (test->window, ds_error_get_sentence (error)));
  g_assert_nonnull (strstr (ds_error_get_sentence (error), "doorstep-damaged-1.db"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Find Out Why"));

  _ds_home_set_storage_error (test->home, newer);
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "The List Cannot Be Opened"));
}

typedef struct
{
  AppTest    *test;
  const char *text;
} Told;

static bool
is_told (gpointer data)
{
  Told *told = data;

  return app_test_says (told->test->window, told->text);
}

/* A banner is too small for it. */
static void
test_a_damaged_list_is_named_in_the_diagnosis (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GError) error = g_error_new (DS_ERROR, DS_ERROR_STORAGE_DAMAGED, "damaged");
  g_autofree char *found = NULL;
  GtkWidget *banner;

  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Front Door", DS_KIND_LOCK));
  app_test_open (test);
  ds_error_set_kept (error, "/srv/homes/doorstep-damaged-1.db");
  _ds_home_set_storage_error (test->home, error);
  app_test_settle (100);
  banner = app_test_find (test->window, ADW_TYPE_BANNER, NULL);
  g_assert_true (app_test_says (banner, "The list of devices was damaged, so devices may be "
                                        "missing from it."));
  gtk_widget_activate (app_test_find (banner, GTK_TYPE_BUTTON, "Find Out Why"));
  found = g_strconcat (ds_error_get_sentence (error), "\n", "Devices that are on the network are "
                       "found again by the keys in the keyring.", NULL);
  app_test_wait (is_told, &(Told){ test, found });
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/diagnosis/storage-trouble-says-what-to-do",
                   test_storage_trouble_says_what_to_do);
  g_test_add_func ("/diagnosis/a-damaged-list-is-named-in-the-diagnosis",
                   test_a_damaged_list_is_named_in_the_diagnosis);

  return g_test_run ();
}

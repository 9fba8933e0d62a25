/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-app-test.h"
#include "ds-test.h"
#include "home/ds-home-private.h"
#include "home/ds-lock.h"
#include "trust/ds-keyring.h"

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

#define DELETE_KEYS "Delete…"

static AdwDialog *
get_dialog (AppTest *test)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
}

static void
keep_keys (const char *id)
{
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autoptr (DsSecret) secret = ds_secret_new_text ("not a real key");

  ds_credential_set (credential, "controller-id", secret);
  app_test_await (ds_keyring_store (keyring, id, DS_SLOT_PENDING, "Lost", credential));
}

static char **
list_kept (AppTest *test)
{
  DexFuture *future = ds_home_list_kept_keys (test->home);
  char **kept;

  app_test_await (dex_ref (future));
  kept = g_value_dup_boxed (dex_future_get_value (future, NULL));
  dex_unref (future);
  return kept;
}

static bool
may_delete (gpointer data)
{
  return app_test_find (data, GTK_TYPE_BUTTON, DELETE_KEYS) != NULL;
}

static AdwDialog *
open_diagnosis (AppTest *test)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.diagnose", NULL);
  app_test_settle (300);
  dialog = get_dialog (test);
  app_test_wait (may_delete, dialog);
  return dialog;
}

static bool
asks (gpointer test)
{
  return ADW_IS_ALERT_DIALOG (get_dialog (test));
}

static void
answer (AppTest    *test,
        AdwDialog  *diagnosis,
        const char *button)
{
  gtk_widget_activate (app_test_find (diagnosis, GTK_TYPE_BUTTON, DELETE_KEYS));
  app_test_wait (asks, test);
  app_test_settle (300);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (get_dialog (test))), ==,
                   "Delete the Keys?");
  gtk_widget_activate (app_test_find (get_dialog (test), GTK_TYPE_BUTTON, button));
  app_test_settle (500);
}

static bool
is_ready_without (gpointer data)
{
  return !may_delete (data) && app_test_says (data, "Data file");
}

static void
test_keys_without_a_device_are_deleted_after_a_question (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  AdwDialog *dialog;
  GtkWidget *focus;

  keep_keys ("lostlamp");
  keep_keys ("lostplug");
  app_test_open (test);
  dialog = open_diagnosis (test);
  gtk_test_accessible_assert_property (app_test_find (dialog, GTK_TYPE_BUTTON, DELETE_KEYS),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Delete the keys without a device");
  answer (test, dialog, "Cancel");
  g_assert_true (get_dialog (test) == dialog && may_delete (dialog));
  before = list_kept (test);
  g_assert_true (g_strv_contains ((const char *const *)before, "lostlamp"));

  answer (test, dialog, "Delete");
  app_test_wait (is_ready_without, dialog);
  after = list_kept (test);
  g_assert_cmpuint (g_strv_length (after), ==, 0);
  /* The keyboard is where the diagnosis begins, and not lost with the button. */
  focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog)));
  adw_dialog_force_close (dialog);
}

/* Another program uses them; the others go all the same. */
static void
test_keys_that_cannot_be_deleted_are_told (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GError) busy = g_error_new_literal (DS_ERROR, DS_ERROR_BUSY, "busy");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsLock) lock = NULL;
  g_auto (GStrv) after = NULL;
  AdwDialog *dialog;

  keep_keys ("lostlamp");
  keep_keys ("lostplug");
  app_test_open (test);
  lock = ds_lock_take (test->folder, "lostlamp", &error);
  g_assert_no_error (error);
  dialog = open_diagnosis (test);
  answer (test, dialog, "Delete");
  app_test_wait (is_told, &(Told){ test, ds_error_get_sentence (busy) });
  app_test_wait (may_delete, dialog);
  after = list_kept (test);
  g_assert_cmpuint (g_strv_length (after), ==, 1);
  g_assert_cmpstr (after[0], ==, "lostlamp");

  g_clear_pointer (&lock, ds_lock_free);
  answer (test, dialog, "Delete");
  app_test_wait (is_ready_without, dialog);
  g_assert_false (app_test_says (dialog, ds_error_get_sentence (busy)));
  adw_dialog_force_close (dialog);
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
  g_test_add_func ("/diagnosis/keys-without-a-device-are-deleted-after-a-question",
                   test_keys_without_a_device_are_deleted_after_a_question);
  g_test_add_func ("/diagnosis/keys-that-cannot-be-deleted-are-told",
                   test_keys_that_cannot_be_deleted_are_told);

  return g_test_run ();
}

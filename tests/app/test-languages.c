/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every page in the language of the environment: what is translated fits the
 * narrowest window, and nothing that matters is cut off. tests/app/pseudo runs
 * it in a language whose every word is much longer.
 */

#include "config.h"

#include "app/ds-code-entry.h"
#include "app/ds-diagnosis-dialog.h"
#include "app/ds-rename-dialog.h"
#include "app/ds-set-up-dialog.h"
#include "app/ds-support-summary.h"
#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-care-test.h"
#include "ds-support-house.h"
#include "ds-test.h"
#include "home/ds-device-private.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#define CODE "031-45-154"
#define PLUG_ID "C3:1C:6B:9F:34:2E"
#define NARROWEST 360

static void
check_width (gpointer    widget,
             const char *page)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROWEST)
    g_error ("%s needs %d pixels", page, minimum);
}

/* What is pressed lies in the window as a whole. */
static void
check_inside (GtkWidget  *root,
              GtkWidget  *button,
              const char *page)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (button, root, &bounds));
  if (bounds.origin.x < 0
      || bounds.origin.x + bounds.size.width > (float)gtk_widget_get_width (root))
    g_error ("%s has a button at its edge, “%s”, from %f on, %f wide", page,
             gtk_button_get_label (GTK_BUTTON (button)), (double)bounds.origin.x,
             (double)bounds.size.width);
}

/* Its words have the height that they need. */
static void
check_height (GtkWidget *label)
{
  int height;

  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (label), >=, height);
}

/* A name that a person gave may end in dots; words of the program may not. */
static void
check_whole (GtkWidget  *root,
             GtkWidget  *widget,
             const char *page)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_width (widget) > 0
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("%s cuts off “%s”", page, gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    check_height (widget);
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    check_inside (root, widget, page);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_whole (root, child, page);
}

static void
check_page (AppTest    *test,
            gpointer    root,
            const char *page)
{
  app_test_settle (300);
  check_width (root, page);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (test->window)), <=, NARROWEST);
  check_whole (root, root, page);
}

static DsDevice *
find (AppTest    *test,
      const char *key)
{
  g_autofree char *id = _ds_device_make_id ("homekit", key);

  g_assert_nonnull (ds_home_find (test->home, id));
  return ds_home_find (test->home, id);
}

static bool
is_settled (gpointer data)
{
  return ds_home_get_settled (((AppTest *)data)->home);
}

/* What can be the matter with a device, as its row and its page say it. */
static const char * const troubles[] = {
  "bad-answer", "failed", "key-changed", "keyring-dismissed", "keyring-locked",
  "keyring-missing", "keyring-unreadable", "not-ours", "timed-out", "unreachable",
};

static GtkWidget *
find_card (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, "ds-attention") && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_card (child);

  return found;
}

/* Who listens hears the heading first; a sentence that begins with it tells nothing new. */
static void
check_said_once (AppTest *test)
{
  GtkWidget *card = find_card (GTK_WIDGET (test->window));
  GtkWidget *title = card != NULL ? app_test_find (card, GTK_TYPE_LABEL, NULL) : NULL;
  g_autofree char *said = NULL;

  if (card == NULL)
    return;
  g_assert_true (gtk_widget_has_css_class (title, "heading"));
  said = g_utf8_casefold (gtk_label_get_text (GTK_LABEL (title)), -1);
  for (GtkWidget *label = gtk_widget_get_next_sibling (title); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    {
      g_autofree char *more = g_utf8_casefold (gtk_label_get_text (GTK_LABEL (label)), -1);

      if (gtk_widget_get_visible (label) && g_str_has_prefix (more, said))
        g_error ("said twice: “%s”", gtk_label_get_text (GTK_LABEL (label)));
    }
}

static void
test_every_trouble_fits (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  for (size_t i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *key = g_strdup_printf ("AA:00:00:00:00:%02zu", i);
      DsDeviceRecord *record = app_test_new_record (key, "Lamp", DS_KIND_LAMP);

      record->attention = g_strdup (troubles[i]);
      app_test_store (test, record);
    }
  app_test_open (test);
  app_test_wait (is_settled, test);
  check_page (test, test->window, "the list");

  for (size_t i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *key = g_strdup_printf ("AA:00:00:00:00:%02zu", i);

      ds_window_show_device (test->window, find (test, key));
      check_page (test, test->window, troubles[i]);
      check_said_once (test);
    }
}

static void
test_a_way_out_fits_in_large_text (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP);
  GtkWidget *button;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  record->attention = g_strdup ("keyring-locked");
  app_test_store (test, record);
  app_test_open (test);
  app_test_wait (is_settled, test);
  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:01"));
  app_test_settle (300);
  button = app_test_find (test->window, GTK_TYPE_BUTTON, _("Unlock the Keyring…"));
  g_assert_nonnull (button);
  check_whole (GTK_WIDGET (test->window), button, "a locked keyring");
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

static void
test_every_device_fits (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP);

  record->maker = g_strdup ("Lumen");
  record->model = g_strdup ("A-19");
  record->serial = g_strdup ("LU-2077-118");
  record->software_version = g_strdup ("1.4.2");
  record->hardware_version = g_strdup ("2.0");
  record->room = g_strdup ("Study");
  app_test_store (test, record);
  app_test_publish (test, "Plug", PLUG_ID, 7, false, 51826);
  app_test_publish (test, "Sensor", "CC:00:00:00:00:02", 10, true, 51827);
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (500);

  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:01"));
  check_page (test, test->window, "a device that is set up");
  ds_window_show_device (test->window, find (test, PLUG_ID));
  check_page (test, test->window, "a new device");
  ds_window_show_device (test->window, find (test, "CC:00:00:00:00:02"));
  check_page (test, test->window, "a device of someone else");
}

static void
check_empty (DsMockAvahiFlags flags,
             bool             connected,
             const char      *page)
{
  g_autoptr (AppTest) test = app_test_new (flags);

  ds_mock_avahi_set_network (test->avahi, connected);
  app_test_open (test);
  check_page (test, test->window, page);
  app_test_settle (2500);
  check_page (test, test->window, page);
}

static void
test_every_empty_house_fits (void)
{
  check_empty (DS_MOCK_AVAHI_NORMAL, true, "a house without devices");
  check_empty (DS_MOCK_AVAHI_ABSENT, true, "a computer without Avahi");
  check_empty (DS_MOCK_AVAHI_NORMAL, false, "a computer without a network");
}

static void
check_dialog (AppTest    *test,
              const char *page)
{
  AdwDialog *dialog =
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));

  g_test_message ("%s", page);
  check_page (test, dialog, page);
  adw_dialog_force_close (dialog);
  app_test_settle (100);
}

/* A name may have 64 letters; libadwaita warns of a heading that is too long for it. */
static void
check_every_dialog (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record (
    "AA:00:00:00:00:01", "Leselampe auf dem Tisch neben dem großen Fenster im Arbeitszimmer",
    DS_KIND_LAMP);
  GtkWidget *page;

  app_test_store (test, record);
  app_test_open (test);
  app_test_wait (is_settled, test);
  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:01"));
  app_test_settle (300);
  page = app_test_find (test->window, g_type_from_name ("DsDevicePage"), NULL);

  gtk_widget_activate_action (page, "device.rename", NULL);
  check_dialog (test, "the name and the room");
  gtk_widget_activate_action (page, "device.remove", NULL);
  check_dialog (test, "the question before a removal");
  gtk_widget_activate_action (page, "device.forget", NULL);
  check_dialog (test, "the question before forgetting");
  gtk_widget_activate_action (page, "win.diagnose", NULL);
  app_test_settle (1500);
  check_dialog (test, "the diagnosis");
  gtk_widget_activate_action (page, "device.notes", NULL);
  check_dialog (test, "the notes");
  gtk_widget_activate_action (page, "win.add-by-hand", NULL);
  check_dialog (test, "a device by hand");
  gtk_widget_activate_action (page, "win.ignored", NULL);
  check_dialog (test, "the ignored devices");
  gtk_widget_activate_action (page, "win.export", NULL);
  check_dialog (test, "the export");
  gtk_widget_activate_action (page, "device.inquire", NULL);
  check_dialog (test, "the websites");
  gtk_widget_activate_action (page, "device.correct", NULL);
  check_dialog (test, "the end of updates");
  gtk_widget_activate_action (page, "device.add-purchase-date", NULL);
  check_dialog (test, "the day of purchase");
  gtk_widget_activate_action (page, "device.unwatch", NULL);
  check_dialog (test, "the question before it leaves the list");
  gtk_widget_activate_action (page, "win.passport", NULL);
  check_dialog (test, "the passport");
  gtk_widget_activate_action (page, "win.catalogue", NULL);
  check_dialog (test, "the catalogue");
  g_action_group_activate_action (G_ACTION_GROUP (test->application), "about", NULL);
  check_dialog (test, "about");
  g_action_group_activate_action (G_ACTION_GROUP (test->application), "shortcuts", NULL);
  check_dialog (test, "the shortcuts");
}

static void
test_every_dialog_fits (void)
{
  check_every_dialog ();
}

static void
test_every_dialog_fits_in_large_text (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  check_every_dialog ();
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* The title between its buttons, and the buttons. */
static void
test_the_first_page_fits_in_large_text (void)
{
  g_autoptr (AppTest) test = NULL;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  check_empty (DS_MOCK_AVAHI_NORMAL, true, "a large house without devices");
  test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP));
  app_test_open (test);
  app_test_wait (is_settled, test);
  check_page (test, test->window, "a large list");
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

static void
test_the_summary_takes_two_lines (void)
{
  AppTest *test = support_house_new ();
  DsSupportSummary summary;
  g_autofree char *text = NULL;
  GtkWidget *label;

  ds_support_summary_init (&summary, ds_home_get_devices (test->home));
  text = ds_support_summary_dup_text (&summary);
  label = app_test_find (test->window, GTK_TYPE_LABEL, text);
  g_assert_nonnull (label);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (test->window)), <=, NARROWEST);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 2);
  support_house_free (test);
}

static bool
is_alone (gpointer data)
{
  return g_list_model_get_n_items (ds_home_get_devices (((AppTest *)data)->home)) == 1;
}

static void
test_what_the_list_says_fits (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP));
  app_test_publish (test, "The Neighbours’ Lamp", "CC:00:00:00:00:02", 5, true, 51827);
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (500);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.timeline", NULL);
  check_page (test, test->window, "the timeline");

  app_test_await (ds_home_ignore (test->home, find (test, "CC:00:00:00:00:02")));
  app_test_wait (is_alone, test);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.ignored", NULL);
  check_dialog (test, "a device that is ignored");
  ds_window_toast (test->window,
                   _("The device says that the data is gone. Data kept by the maker was "
                     "not deleted."));
  check_page (test, test->window, "what was done");
}

static void
check_care_dialog (CareTest   *test,
                   const char *action,
                   const char *parameter)
{
  care_test_open (test, action, parameter);
  check_dialog (test->app, action);
}

static void
show_care_update (CareTest     *test,
                  DsUpdateState state,
                  int           progress)
{
  g_autoptr (DsUpdate) update = ds_update_copy (ds_device_get_update (test->device));

  update->state = state;
  update->progress = progress;
  _ds_device_set_update (test->device, update);
}

static void
check_care_update (CareTest     *test,
                   DsUpdateState state,
                   int           progress)
{
  show_care_update (test, state, progress);
  check_page (test->app, test->app->window, "an update");
}

/* What can be the matter with a device that says all of itself. */
static const DsError care_troubles[] = {
  DS_ERROR_STUCK, DS_ERROR_NOT_UPDATED, DS_ERROR_KEY_CHANGED, DS_ERROR_WEAK_PASSWORD,
  DS_ERROR_NO_LOGIN, DS_ERROR_OLD_PASSWORD, DS_ERROR_UNCOVERED,
};

static void
test_a_device_that_says_all_fits (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);

  check_page (test->app, test->app->window, "a camera");
  check_care_dialog (test, "device.update", NULL);
  check_care_dialog (test, "device.erase", "");
  check_care_dialog (test, "device.change-password", NULL);
  check_care_update (test, DS_UPDATE_DOWNLOADING, 42);
  check_care_update (test, DS_UPDATE_INSTALLING, -1);
  check_care_update (test, DS_UPDATE_FAILED, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (care_troubles); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (DS_ERROR, (int)care_troubles[i], "trouble");

      _ds_device_set_attention (test->device, error);
      check_page (test->app, test->app->window, ds_error_get_nick (error));
      check_said_once (test->app);
    }
}

/* No window is narrower, and no text larger. */
static void
check_large_page (CareTest   *test,
                  const char *page)
{
  app_test_settle (300);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (test->app->window)), <=, NARROWEST);
  check_whole (test->page, test->page, page);
}

static void
test_a_page_fits_in_large_text (void)
{
  g_autoptr (CareTest) test = NULL;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  test = care_test_new ("camera", NULL);
  check_large_page (test, "a camera in large text");
  show_care_update (test, DS_UPDATE_DOWNLOADING, 42);
  check_large_page (test, "a download in large text");
  show_care_update (test, DS_UPDATE_FAILED, -1);
  check_large_page (test, "a failed update in large text");
  check_care_dialog (test, "device.change-password", NULL);
  check_care_dialog (test, "device.erase", "");
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* Buttons that need more than the width lie on top of each other. */
static void
check_apart (GtkWidget *root,
             GtkWidget *widget,
             GPtrArray *found)
{
  graphene_rect_t place;
  graphene_rect_t other;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    {
      g_assert_true (gtk_widget_compute_bounds (widget, root, &place));
      for (unsigned int i = 0; i < found->len; i++)
        {
          g_assert_true (gtk_widget_compute_bounds (found->pdata[i], root, &other));
          g_assert_false (graphene_rect_intersection (&place, &other, NULL));
        }
      g_ptr_array_add (found, widget);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_apart (root, child, found);
}

static void
test_a_form_fits_in_large_text (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  GtkWidget *dialog;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  app_test_open (test);
  app_test_wait (is_settled, test);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.add-by-hand", NULL);
  app_test_settle (300);
  dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (test->window)));
  g_assert_nonnull (dialog);
  check_apart (dialog, dialog, buttons);
  g_assert_cmpuint (buttons->len, >=, 2);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* What is said, to its end, and what can be done about it lie within the window. */
static void
check_toast (AppTest    *test,
             const char *name)
{
  GtkWidget *window = GTK_WIDGET (test->window);
  g_autofree char *said = g_strdup_printf (_("Saved as “%s”."), name);
  GtkWidget *label;
  GtkWidget *button;
  graphene_rect_t place;

  ds_window_toast_renamed (test->window, find (test, "AA:00:00:00:00:01"), name, "a", "b");
  app_test_settle (600);
  label = app_test_find (window, GTK_TYPE_LABEL, said);
  button = app_test_find (window, GTK_TYPE_BUTTON, _("Undo"));
  g_assert_nonnull (label);
  g_assert_nonnull (button);
  check_whole (window, button, "a toast");
  g_assert_true (gtk_widget_compute_bounds (label, window, &place));
  g_assert_cmpfloat (place.origin.x, >=, 0);
  g_assert_cmpfloat (place.origin.x + place.size.width, <=, (float)gtk_widget_get_width (window));
  check_height (label);
}

static void
test_what_can_be_undone_fits (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP));
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (300);
  check_toast (test, "Desk Lamp");
}

static void
test_what_can_be_undone_fits_in_large_text (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP));
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (300);
  check_toast (test, "Leselampe auf dem Tisch neben dem großen Fenster im Arbeitszimmer");
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* A line may not end after the number of a day. */
static void
test_a_day_stays_with_its_month (void)
{
  g_autofree char *day = ds_clock_dup_date (INT64_C (1795305600));
  g_autofree char *moment = ds_clock_dup_text (INT64_C (1795305600));

  g_assert_nonnull (strstr (day, "22.\u00a0November"));
  g_assert_nonnull (strstr (moment, ".\u00a0November"));
}

static void
test_a_new_password_fits_at_its_end (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  AdwDialog *dialog = care_test_open (test, "device.change-password", NULL);

  care_test_press (dialog, _("Change"));
  care_test_rest (test);
  check_dialog (test->app, "a new password");
}

static void
push (AppTest    *test,
      AdwDialog  *dialog,
      const char *tag)
{
  GtkWidget *navigation = app_test_find (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL);

  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (navigation), tag);
  check_page (test, dialog, tag);
}

static bool
has_failed (gpointer dialog)
{
  return app_test_find (dialog, GTK_TYPE_BUTTON, _("Change the Code")) != NULL;
}

static AdwDialog *
open_set_up (AppTest         *test,
             DsFakeAccessory *accessory)
{
  AdwDialog *dialog;

  app_test_publish (test, "Plug", PLUG_ID, 7, false, ds_fake_accessory_get_port (accessory));
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (500);
  dialog = ds_set_up_dialog_new (test->home, find (test, PLUG_ID));
  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  app_test_settle (300);
  return dialog;
}

static DsCodeEntry *
find_code_entry (AdwDialog *dialog)
{
  return DS_CODE_ENTRY (app_test_find (dialog, DS_TYPE_CODE_ENTRY, NULL));
}

static void
fail_set_up (AdwDialog *dialog)
{
  gtk_widget_activate (app_test_find (dialog, GTK_TYPE_BUTTON, _("Set Up")));
  app_test_wait (has_failed, dialog);
}

static void
test_every_page_of_set_up_fits (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (DsFakeAccessory) accessory = ds_fake_accessory_new (PLUG_ID, CODE);
  AdwDialog *dialog = open_set_up (test, accessory);
  GtkText *text;

  check_page (test, dialog, "device");
  push (test, dialog, "code");
  text = ds_code_entry_get_text (find_code_entry (dialog));
  /* Digits are written from left to right in every language. */
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (text)), ==, GTK_TEXT_DIR_LTR);
  gtk_editable_insert_text (GTK_EDITABLE (text), "12345678", -1, &(int){ 0 });
  check_page (test, dialog, "a code that cannot be");
  g_assert_true (ds_code_entry_take (find_code_entry (dialog), CODE));
  check_page (test, dialog, "a whole code");
  push (test, dialog, "plan");

  ds_fake_accessory_set_error (accessory, DS_FAKE_SETUP_M4, 2, 0);
  fail_set_up (dialog);
  check_page (test, dialog, "steps that went wrong");
  push (test, dialog, "done");
  adw_dialog_force_close (dialog);
}

static void
show_page (AdwDialog  *dialog,
           const char *tag)
{
  GtkWidget *navigation = app_test_find (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL);

  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (navigation), tag);
  app_test_settle (300);
}

static void
check_wait (unsigned int seconds,
            const char  *page)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (DsFakeAccessory) accessory = ds_fake_accessory_new (PLUG_ID, CODE);
  AdwDialog *dialog = open_set_up (test, accessory);
  GtkWidget *close;

  show_page (dialog, "code");
  g_assert_true (ds_code_entry_take (find_code_entry (dialog), CODE));
  show_page (dialog, "plan");
  ds_fake_accessory_set_error (accessory, DS_FAKE_SETUP_M2, 3, seconds);
  fail_set_up (dialog);
  app_test_settle (300);
  close = app_test_find (dialog, GTK_TYPE_BUTTON, _("Close"));
  check_whole (GTK_WIDGET (dialog), gtk_widget_get_parent (close), page);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (test->window)), <=, NARROWEST);
  adw_dialog_force_close (dialog);
}

/* With a text scale of 2 the words of a button may be wider than the window. */
static void
test_a_wait_fits_in_large_text (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  check_wait (30, "a short wait");
  check_wait (3600, "a long wait");
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* Without this the rest would hold for English again and again. */
static void
test_the_language_is_spoken (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP);

  record->attention = g_strdup ("key-changed");
  app_test_store (test, record);
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (300);
  g_assert_cmpstr (_("Needs Attention"), !=, "Needs Attention");
  g_assert_true (app_test_says (test->window, _("Needs Attention")));
  g_assert_false (app_test_says (test->window, "Needs Attention"));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GSettings) settings = NULL;

  if (setlocale (LC_ALL, "") == NULL)
    {
      g_print ("1..0 # SKIP this computer does not have the locale\n");
      return 0;
    }
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DS_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_test_init (&argc, &argv);
  if (g_getenv ("DS_TEST_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  settings = g_settings_new (APP_ID);
  g_settings_set_int (settings, "window-width", NARROWEST);

  g_test_add_func ("/languages/the-language-is-spoken", test_the_language_is_spoken);
  g_test_add_func ("/languages/every-trouble-fits", test_every_trouble_fits);
  g_test_add_func ("/languages/every-device-fits", test_every_device_fits);
  g_test_add_func ("/languages/every-empty-house-fits", test_every_empty_house_fits);
  g_test_add_func ("/languages/every-dialog-fits", test_every_dialog_fits);
  if (g_getenv ("DS_TEST_RTL") == NULL) /* what is too much for such words */
    {
      g_test_add_func ("/languages/the-summary-takes-two-lines",
                       test_the_summary_takes_two_lines);
      g_test_add_func ("/languages/a-day-stays-with-its-month", test_a_day_stays_with_its_month);
      g_test_add_func ("/languages/every-dialog-fits-in-large-text",
                       test_every_dialog_fits_in_large_text);
    }
  g_test_add_func ("/languages/a-way-out-fits-in-large-text", test_a_way_out_fits_in_large_text);
  g_test_add_func ("/languages/the-first-page-fits-in-large-text",
                   test_the_first_page_fits_in_large_text);
  g_test_add_func ("/languages/what-can-be-undone-fits", test_what_can_be_undone_fits);
  g_test_add_func ("/languages/what-can-be-undone-fits-in-large-text",
                   test_what_can_be_undone_fits_in_large_text);
  g_test_add_func ("/languages/a-form-fits-in-large-text", test_a_form_fits_in_large_text);
  g_test_add_func ("/languages/what-the-list-says-fits", test_what_the_list_says_fits);
  g_test_add_func ("/languages/every-page-of-set-up-fits", test_every_page_of_set_up_fits);
  g_test_add_func ("/languages/a-wait-fits-in-large-text", test_a_wait_fits_in_large_text);

  g_test_add_func ("/languages/a-device-that-says-all-fits", test_a_device_that_says_all_fits);
  g_test_add_func ("/languages/a-page-fits-in-large-text", test_a_page_fits_in_large_text);
  g_test_add_func ("/languages/a-new-password-fits-at-its-end",
                   test_a_new_password_fits_at_its_end);

  return g_test_run ();
}

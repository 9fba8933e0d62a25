/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws what a person does with their list, for looking at:
 * screenshots-list FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "ds-screenshots.h"

#include <glib/gi18n-lib.h>

static bool
has_three (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) == 3;
}

/* As a person left it the last time. */
static void
choose_size (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_int (settings, "window-width", screenshots_narrow () ? 360 : 1000);
  g_settings_set_int (settings, "window-height", 900);
}

static AdwDialog *
open_dialog (AppTest    *test,
             const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), action, NULL);
  app_test_settle (400);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
}

static void
draw_pages (AppTest *test)
{
  GListModel *devices = ds_home_get_devices (test->home);

  for (unsigned int i = 0; i < 3; i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);
      bool watched = ds_device_get_state (device) == DS_DEVICE_WATCHED;

      if (!watched && ds_device_get_state (device) != DS_DEVICE_TAKEN)
        continue;
      ds_window_show_device (test->window, device);
      screenshots_save (test->window, watched ? "list-watched" : "list-seen");
    }
}

static void
draw_add (AppTest *test)
{
  AdwDialog *dialog = open_dialog (test, "win.add-by-hand");
  GtkWidget *maker = app_test_find (dialog, ADW_TYPE_ENTRY_ROW, _("Maker"));

  screenshots_save (test->window, "list-add");
  gtk_editable_set_text (GTK_EDITABLE (maker), "sonos");
  screenshots_save (test->window, "list-add-known");
  adw_dialog_force_close (dialog);
  app_test_settle (300);
}

static void
draw (void)
{
  static const DsByHand what = {
    .maker = "Sonos", .model = "Bridge", .room = "Hall", .notes = "From the flea market",
  };
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GListModel *devices;
  g_autoptr (DsDevice) first = NULL;

  app_test_publish (test, "Bedside Lamp", "AA:00:00:00:03:01", 5, true, 4);
  app_test_publish (test, "The Neighbours’ Lamp", "AA:00:00:00:03:02", 5, true, 5);
  app_test_open (test);
  app_test_await (ds_home_add_by_hand (test->home, &what));
  app_test_wait (has_three, test);
  devices = ds_home_get_devices (test->home);

  screenshots_save (test->window, "list-home");
  draw_pages (test);
  draw_add (test);
  open_dialog (test, "win.export");
  screenshots_save (test->window, "list-export");
  adw_dialog_force_close (adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (test->window)));
  app_test_settle (300);

  for (unsigned int i = 0; i < 3 && first == NULL; i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (ds_device_get_state (device) == DS_DEVICE_TAKEN)
        first = g_steal_pointer (&device);
    }
  app_test_await (ds_home_ignore (test->home, first));
  open_dialog (test, "win.ignored");
  screenshots_save (test->window, "list-ignored");
  adw_dialog_force_close (adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (test->window)));
  g_clear_object (&first);
  app_test_free (test);
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  choose_size ();
  draw ();
  return 0;
}

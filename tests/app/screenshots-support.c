/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws a house with devices that are looked after well and not at all, for looking
 * at: screenshots-support FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "ds-screenshots.h"
#include "ds-support-house.h"

#include <glib/gi18n-lib.h>

static void
resize (AppTest *test,
        int height)
{
  gtk_window_set_default_size (GTK_WINDOW (test->window), screenshots_narrow () ? 360 : 1000, height);
  app_test_settle (200);
}

static void
draw_dialog (AppTest *test,
             const char *action,
             const char *name)
{
  GtkWidget *row = app_test_find (test->window, ADW_TYPE_BUTTON_ROW, _("Correct This…"));

  resize (test, 720);
  if (row == NULL || !gtk_widget_activate_action (row, action, NULL))
    g_error ("%s is not there", action);
  screenshots_save (test->window, name);
  adw_dialog_force_close (adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (test->window)));
}

static void
draw (void)
{
  AppTest *test = support_house_new ();

  resize (test, 720);
  screenshots_save (test->window, "home");
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.timeline", NULL);
  resize (test, screenshots_narrow () ? 1000 : 760);
  screenshots_save (test->window, "timeline");
  ds_window_show_device (test->window, support_house_find (test, "Hallway Camera"));
  resize (test, 720);
  screenshots_save (test->window, "device");
  resize (test, screenshots_narrow () ? 3000 : 2000);
  screenshots_save (test->window, "ended");
  ds_window_show_device (test->window, support_house_find (test, "Router"));
  screenshots_save (test->window, "disagree");
  draw_dialog (test, "device.correct", "correct");
  draw_dialog (test, "device.add-purchase-date", "purchase");
  support_house_free (test);
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  draw ();
  return 0;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws a house with devices that are looked after well and not at all, for looking
 * at: screenshots-support FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "ds-support-house.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static gboolean dark;
static gboolean narrow;
static gboolean rtl;
static const char *folder;

static const GOptionEntry options[] = {
  { .long_name = "dark", .arg_data = &dark },
  { .long_name = "narrow", .arg_data = &narrow },
  { .long_name = "rtl", .arg_data = &rtl },
  { NULL },
};

static void
save (AppTest *test,
      const char *name)
{
  g_autofree char *file = g_strconcat (name, narrow ? "-narrow" : "", dark ? "-dark" : "",
                                       rtl ? "-rtl" : "", ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  app_test_settle (500);
  app_test_save_png (test->window, path);
  g_print ("%s\n", path);
}

static void
resize (AppTest *test,
        int height)
{
  gtk_window_set_default_size (GTK_WINDOW (test->window), narrow ? 360 : 1000, height);
  app_test_settle (200);
}

static void
draw_dialog (AppTest *test,
             const char *action,
             const char *name)
{
  GtkWidget *row = app_test_find (test->window, ADW_TYPE_BUTTON_ROW, "Correct This…");

  resize (test, 720);
  if (row == NULL || !gtk_widget_activate_action (row, action, NULL))
    g_error ("%s is not there", action);
  save (test, name);
  adw_dialog_force_close (adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (test->window)));
}

static void
draw (void)
{
  AppTest *test = support_house_new ();

  resize (test, 720);
  save (test, "home");
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.timeline", NULL);
  resize (test, narrow ? 1000 : 760);
  save (test, "timeline");
  ds_window_show_device (test->window, support_house_find (test, "Hallway Camera"));
  resize (test, narrow ? 3000 : 2000);
  save (test, "ended");
  ds_window_show_device (test->window, support_house_find (test, "Router"));
  save (test, "disagree");
  draw_dialog (test, "device.correct", "correct");
  draw_dialog (test, "device.add-purchase-date", "purchase");
  support_house_free (test);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER");

  setlocale (LC_ALL, "");
  app_test_init (&argc, &argv);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || argc != 2)
    g_error ("FOLDER is missing");
  folder = argv[1];
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  draw ();
  return 0;
}

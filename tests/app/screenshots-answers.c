/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws who can be asked about a device, and what they said, for looking at:
 * screenshots-answers FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "ds-answers-test.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static gboolean dark;
static gboolean narrow;
static gboolean rtl;

static const GOptionEntry options[] = {
  { .long_name = "dark", .arg_data = &dark },
  { .long_name = "narrow", .arg_data = &narrow },
  { .long_name = "rtl", .arg_data = &rtl },
  { NULL },
};

static void
save (AnswersTest *test,
      const char *folder,
      const char *name)
{
  g_autofree char *file = g_strconcat (name, narrow ? "-narrow" : "", dark ? "-dark" : "",
                                       rtl ? "-rtl" : "", ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  app_test_settle (500);
  app_test_save_png (test->app->window, path);
}

static void
ask_all (AnswersTest *test)
{
  for (unsigned int round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) inquiries = ds_home_list_inquiries (test->app->home, test->device);

      for (unsigned int i = 0; i < inquiries->len; i++)
        app_test_await (ds_home_inquire (test->app->home, test->device,
                                         g_ptr_array_index (inquiries, i)));
    }
}

static void
draw (const char *folder)
{
  g_autoptr (AnswersTest) test = answers_test_new ();

  gtk_window_set_default_size (GTK_WINDOW (test->app->window), narrow ? 360 : 900,
                               narrow ? 1700 : 1500);
  adw_dialog_force_close (ADW_DIALOG (answers_test_open (test)));
  ask_all (test);
  save (test, folder, "answers");
  gtk_window_set_default_size (GTK_WINDOW (test->app->window), narrow ? 360 : 900, 900);
  answers_test_open (test);
  save (test, folder, "inquire");
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DS_LOCALE_DIR") != NULL ? g_getenv ("DS_LOCALE_DIR")
                                                                      : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_test_init (&argc, &argv);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || argc != 2)
    g_error ("FOLDER is missing");
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  draw (argv[1]);
  return 0;
}

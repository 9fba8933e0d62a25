/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-screenshots.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static char *folder;
static gboolean dark;
static gboolean narrow;
static gboolean rtl;
static gboolean large;

static const GOptionEntry options[] = {
  { .long_name = "dark", .arg_data = &dark },
  { .long_name = "narrow", .arg_data = &narrow },
  { .long_name = "rtl", .arg_data = &rtl },
  { .long_name = "large", .arg_data = &large },
  { NULL },
};

void
screenshots_init (int    *argc,
                  char ***argv)
{
  const char *translations = g_getenv ("DS_LOCALE_DIR");
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_test_init (argc, argv);
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_parse (context, argc, argv, &error);
  if (error != NULL || *argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "which folder?");
      exit (2);
    }

  folder = (*argv)[1];
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  /* As with a text scale of 2. */
  if (large)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

bool
screenshots_narrow (void)
{
  return narrow;
}

void
screenshots_save (gpointer    window,
                  const char *name)
{
  g_autofree char *file = g_strconcat (name, narrow ? "-narrow" : "", dark ? "-dark" : "",
                                       rtl ? "-rtl" : "", large ? "-large" : "",
                                       ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  app_test_settle (600);
  app_test_save_png (window, path);
  g_print ("%s\n", path);
}

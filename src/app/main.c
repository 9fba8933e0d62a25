/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-main"

#include "config.h"

#include "ds-application.h"
#include "trust/ds-secret.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  /* The build folder's own translations, where nothing is installed. */
  const char *locale_dir = g_getenv ("DS_LOCALE_DIR");
  g_autoptr (DsApplication) application = NULL;

  ds_secret_leave_no_core ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();

  application = ds_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

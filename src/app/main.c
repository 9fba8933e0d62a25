/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-main"

#include "config.h"

#include "ds-application.h"
#include "core/ds-future.h"
#include "trust/ds-secret.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Against holes in the heap, which stay for as long as the program runs. */
static void
keep_heap_dense (void)
{
#ifdef __GLIBC__
  /* A larger buffer is taken from the kernel and given back to it by itself. The C library
   * would raise this with each of them that is freed, up to 32 MiB. In bytes. */
  mallopt (M_MMAP_THRESHOLD, 144 * 1024);
  /* The toolkit's threads, which read a picture each, share one heap beside the main one. */
  mallopt (M_ARENA_MAX, 2);
#endif
}

int
main (int    argc,
      char **argv)
{
  /* The build folder's own translations, where nothing is installed. */
  const char *locale_dir = g_getenv ("DS_LOCALE_DIR");
  DsApplication *application;
  int status;

  keep_heap_dense ();
  ds_secret_leave_no_core ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();

  application = ds_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_object_unref (application);
  ds_thread_finish ();
  return status;
}

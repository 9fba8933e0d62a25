/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "doorstep-catalogue"

#include "config.h"

#include "ds-catalogue-compile.h"
#include "ds-catalogue-sign.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A tool for who builds Doorstep or gives a catalogue out: its words are English. */
static const char usage[] =
  "Usage: doorstep-catalogue compile EDITION DATE OUTPUT INPUT…\n"
  "       doorstep-catalogue make-key SECRET-KEY-FILE PUBLIC-KEY-FILE\n"
  "       doorstep-catalogue sign SECRET-KEY-FILE CATALOGUE FOLDER\n";

static bool
compile (char **arguments,
         GError **error)
{
  g_autoptr (GBytes) catalogue = NULL;
  const char *text;
  guint64 edition;
  DsDate date;
  size_t size;

  if (g_strv_length (arguments) < 4 ||
      !g_ascii_string_to_unsigned (arguments[0], 10, 1, G_MAXINT32, &edition, error) ||
      !ds_date_parse (arguments[1], &date))
    return false;

  catalogue = ds_catalogue_compile ((const char * const *) arguments + 3, (uint32_t) edition, date, error);
  if (catalogue == NULL)
    return false;

  text = g_bytes_get_data (catalogue, &size);
  return g_file_set_contents (arguments[2], text, (gssize) size, error);
}

static bool
make_key (char **arguments,
          GError **error)
{
  return g_strv_length (arguments) == 2 && ds_catalogue_make_key (arguments[0], arguments[1], error);
}

static bool
sign (char **arguments,
      GError **error)
{
  return g_strv_length (arguments) == 3 && ds_catalogue_sign (arguments[0], arguments[1], arguments[2], error);
}

static const struct
{
  const char *name;
  bool (*run) (char **arguments, GError **error);
} verbs[] = {
  { "compile", compile },
  { "make-key", make_key },
  { "sign", sign },
};

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (argv[1], verbs[i].name) == 0 && verbs[i].run (argv + 2, &error))
        return EXIT_SUCCESS;
    }

  if (error != NULL)
    fprintf (stderr, "doorstep-catalogue: %s\n", error->message);
  else
    fputs (usage, stderr);

  return EXIT_FAILURE;
}

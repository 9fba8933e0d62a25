/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

static void
print_edition (DsHome *home)
{
  DsDate date;
  unsigned int edition = ds_home_get_catalogue_edition (home, &date);
  g_autofree char *day = ds_date_dup_text (date);
  g_autofree char *line = NULL;

  if (edition == 0)
    {
      ds_print_line (_("There is no catalogue here."));
      return;
    }

  /* Translators: %1$u is a number, %2$s a day; the catalogue is the list of devices and
   * of how long they get updates */
  line = g_strdup_printf (_("Edition %1$u of the catalogue, from %2$s, is in use."), edition, day);
  ds_print_line (line);
}

/* With the path of a file or folder, which the person has got by themselves, takes on
 * the catalogue in it. */
bool
ds_verb_catalogue (DsCli *cli,
                   GError **error)
{
  if (cli->id != NULL &&
      !ds_cli_await (cli, ds_home_accept_catalogue (cli->home, cli->id), error))
    return false;

  if (cli->json)
    ds_print_catalogue (cli->home);
  else
    print_edition (cli->home);
  return true;
}

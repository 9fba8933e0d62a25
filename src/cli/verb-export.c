/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "home/ds-inventory.h"

#include <stdio.h>

bool
ds_verb_export (DsCli *cli,
                GError **error)
{
  const DsOptions *options = cli->options;
  DsInventoryParts parts = (options->with_names ? DS_INVENTORY_NAMES : 0) |
                           (options->with_rooms ? DS_INVENTORY_ROOMS : 0) |
                           (options->with_addresses ? DS_INVENTORY_ADDRESSES : 0) |
                           (options->with_notes ? DS_INVENTORY_NOTES : 0);
  g_autofree char *text = ds_inventory_write (cli->home, options->csv && !cli->json
                                                             ? DS_INVENTORY_CSV
                                                             : DS_INVENTORY_JSON,
                                              parts);

  /* UTF-8 in every locale: it is for a file. */
  fputs (text, stdout);
  if (!g_str_has_suffix (text, "\n"))
    fputc ('\n', stdout);
  return true;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

bool
ds_verb_check (DsCli *cli,
               GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find_with_keys (cli, true, error);

  if (device == NULL)
    return false;

  ds_cli_progress (cli, _("Asking the device…"));
  if (!ds_cli_await (cli, ds_home_check (cli->home, device), error))
    return false;

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (ds_device_get_headline (device));
  return true;
}

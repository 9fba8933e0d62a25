/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-print.h"

static DsSecret *
find_password (DsCli *cli,
               DsDevice *device,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  DsSecret *password;

  password = dex_await_boxed (dex_future_first (ds_home_dup_password (cli->home, device),
                                                dex_ref (DEX_FUTURE (cli->interrupted)), NULL),
                              &local_error);
  if (password == NULL)
    g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return password;
}

static void
on_step (DsPasswordStep step,
         void *data)
{
  ds_cli_progress (data, ds_password_step_get_title (step));
}

/* The one verb that prints a secret: it was asked for by name. */
bool
ds_verb_password (DsCli *cli,
                  GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find_with_keys (cli, cli->change, error);
  g_autoptr (DsSecret) password = NULL;

  if (device == NULL)
    return false;

  if (cli->change)
    {
      DexFuture *change = ds_home_change_password (cli->home, device, on_step, cli, NULL);

      if (!ds_cli_await (cli, change, error))
        return false;
    }

  password = find_password (cli, device, error);
  if (password == NULL)
    return false;

  if (cli->json)
    ds_print_password (ds_secret_get_text (password));
  else
    ds_print_line (ds_secret_get_text (password));
  return true;
}

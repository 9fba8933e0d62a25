/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

#include "ds-ask.h"

static bool
confirm (DsCli *cli,
         DsDevice *device,
         GError **error)
{
  g_autofree char *question = NULL;

  if (cli->yes)
    return true;

  /* Translators: %s is the name of a device. “yes” stays English: it is what is typed. */
  question = g_strdup_printf (_("Remove “%s”? This computer can no longer control it then. Type “yes”: "),
                              ds_device_get_name (device));
  return ds_ask_yes (cli, question, error);
}

/* It never let this computer in, so there is nothing to take back. */
static bool
take_from_list (DsCli *cli,
                DsDevice *device,
                GError **error)
{
  g_autofree char *question = NULL;

  /* Translators: %s is the name of a device. “yes” stays English: it is what is typed. */
  question = g_strdup_printf (_("Take “%s” from the list, with what you kept about it? Type “yes”: "),
                              ds_device_get_name (device));
  if ((!cli->yes && !ds_ask_yes (cli, question, error)) ||
      !ds_cli_await (cli, ds_home_unwatch (cli->home, device), error))
    return false;

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (_("The device is no longer on the list."));
  return true;
}

static bool
has_kept_keys (DsCli *cli)
{
  g_auto (GStrv) kept = dex_await_boxed (ds_home_list_kept_keys (cli->home), NULL);

  return kept != NULL && g_strv_contains ((const char *const *) kept, cli->id);
}

/* What a set-up left that ended in doubt; “doctor” tells its ID. */
static bool
forget_kept_keys (DsCli *cli,
                  GError **error)
{
  if (!cli->yes &&
      !ds_ask_yes (cli,
                   /* Translators: “yes” stays English: it is what is typed. */
                   _("Delete the keys? If the device has taken them after all, it must be reset before anyone can set it up. Type “yes”: "),
                   error))
    return false;
  if (!ds_cli_await (cli, ds_home_unlock_keyring (cli->home), error) ||
      !ds_cli_await (cli, ds_home_forget_kept_keys (cli->home, cli->id), error))
    return false;

  if (cli->json)
    ds_print_device (NULL);
  else
    ds_print_line (_("The keys are deleted here."));
  return true;
}

bool
ds_verb_remove (DsCli *cli,
                GError **error)
{
  DsDevice *known = ds_home_find (cli->home, cli->id);
  g_autoptr (DsDevice) watched = NULL;
  g_autoptr (DsDevice) device = NULL;

  if (known != NULL && ds_device_get_state (known) == DS_DEVICE_WATCHED)
    {
      watched = g_object_ref (known);
      return take_from_list (cli, watched, error);
    }

  if (has_kept_keys (cli))
    return forget_kept_keys (cli, error);

  device = ds_cli_find_with_keys (cli, true, error);
  if (device == NULL || !confirm (cli, device, error))
    return false;

  ds_cli_progress (cli, _("Asking the device to forget this computer…"));
  if (!ds_cli_await (cli, ds_home_remove (cli->home, device), error))
    {
      if (ds_device_get_state (device) == DS_DEVICE_REMOVING)
        ds_cli_progress (cli, ds_device_get_headline (device));
      return false;
    }

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (_("The device has forgotten this computer, and its keys are deleted here."));
  return true;
}

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
print_done (DsCli *cli,
            DsDevice *device,
            const char *sentence)
{
  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (sentence);
}

bool
ds_verb_watch (DsCli *cli,
               GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find (cli, false, error);

  if (device == NULL || !ds_cli_await (cli, ds_home_watch (cli->home, device), error))
    return false;

  print_done (cli, device, _("The device is on the list now. Nothing on it was changed."));
  return true;
}

bool
ds_verb_ignore (DsCli *cli,
                GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find (cli, false, error);

  if (device == NULL || !ds_cli_await (cli, ds_home_ignore (cli->home, device), error))
    return false;

  print_done (cli, device, _("The device is ignored from now on."));
  return true;
}

bool
ds_verb_ignored (DsCli *cli,
                 GError **error)
{
  GListModel *ignored = ds_home_get_ignored (cli->home);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (ignored); i++)
    g_ptr_array_add (devices, g_list_model_get_item (ignored, i));

  if (cli->json)
    ds_print_devices (devices, false);
  else if (devices->len > 0)
    ds_print_device_table (devices);
  else
    ds_cli_progress (cli, _("No device is ignored."));
  return true;
}

bool
ds_verb_stop_ignoring (DsCli *cli,
                       GError **error)
{
  DsDevice *found = ds_home_find_ignored (cli->home, cli->id);
  g_autoptr (DsDevice) device = found != NULL ? g_object_ref (found) : NULL;

  if (device == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "No one ignored device fits");
      return false;
    }
  if (!ds_cli_await (cli, ds_home_stop_ignoring (cli->home, device), error))
    return false;

  print_done (cli, device, _("The device is shown again."));
  return true;
}

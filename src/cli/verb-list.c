/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  DsDevice *first = *(DsDevice **) a;
  DsDevice *second = *(DsDevice **) b;
  int order = g_utf8_collate (ds_device_get_name (first), ds_device_get_name (second));

  return order != 0 ? order : g_strcmp0 (ds_device_get_id (first), ds_device_get_id (second));
}

static GPtrArray *
gather (DsCli *cli,
        bool only_stored)
{
  GListModel *model = ds_home_get_devices (cli->home);
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (model, i);
      DsDeviceState state = ds_device_get_state (device);

      if (only_stored && (state == DS_DEVICE_NEW || state == DS_DEVICE_TAKEN ||
                          state == DS_DEVICE_SEEN))
        continue;
      if (!cli->options->out_of_support ||
          ds_device_get_verdict (device)->state == DS_VERDICT_ENDED)
        g_ptr_array_add (devices, g_steal_pointer (&device));
    }

  g_ptr_array_sort (devices, compare_names);
  return devices;
}

static bool
print_all (DsCli *cli,
           bool only_stored,
           GError **error)
{
  g_autoptr (GPtrArray) devices = NULL;

  if (!ds_cli_wait_for_keys (cli, error))
    return false;

  devices = gather (cli, only_stored);
  if (cli->json)
    ds_print_devices (devices, false);
  else if (devices->len > 0)
    ds_print_device_table (devices);
  else if (cli->options->out_of_support)
    ds_cli_progress (cli, _("No device is known to be without security updates."));
  else if (only_stored)
    ds_cli_progress (cli, _("No device is on the list yet."));
  else
    g_printerr ("%s\n", _("No devices were found. “doorstepctl doctor” looks for reasons."));
  return true;
}

bool
ds_verb_list (DsCli *cli,
              GError **error)
{
  return print_all (cli, true, error);
}

bool
ds_verb_discover (DsCli *cli,
                  GError **error)
{
  ds_cli_progress (cli, _("Looking around…"));
  return ds_cli_look_around (cli, error) && print_all (cli, false, error);
}

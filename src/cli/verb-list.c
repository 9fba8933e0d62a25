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

      if (!only_stored || (state != DS_DEVICE_NEW && state != DS_DEVICE_TAKEN &&
                           state != DS_DEVICE_SEEN))
        g_ptr_array_add (devices, g_steal_pointer (&device));
    }

  g_ptr_array_sort (devices, compare_names);
  return devices;
}

static void
print_table (GPtrArray *devices)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (rows, g_strdup (_("ID")));
  g_ptr_array_add (rows, g_strdup (_("Name")));
  g_ptr_array_add (rows, g_strdup (_("Room")));
  g_ptr_array_add (rows, g_strdup (_("Kind")));
  /* Translators: the title of a column that holds a sentence about each device */
  g_ptr_array_add (rows, g_strdup (_("State")));
  for (unsigned int i = 0; i < devices->len; i++)
    {
      DsDevice *device = g_ptr_array_index (devices, i);

      g_ptr_array_add (rows, ds_print_cell (ds_device_get_id (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_name (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_room (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_kind_get_title (ds_device_get_kind (device))));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_headline (device)));
    }
  ds_print_table (rows, 5);
}

static void
print_all (DsCli *cli,
           bool only_stored)
{
  g_autoptr (GPtrArray) devices = gather (cli, only_stored);

  if (cli->json)
    ds_print_devices (devices, false);
  else if (devices->len > 0)
    print_table (devices);
  else if (only_stored)
    ds_cli_progress (cli, _("No device is set up yet."));
  else
    g_printerr ("%s\n", _("No devices were found. “doorstepctl doctor” looks for reasons."));
}

bool
ds_verb_list (DsCli *cli,
              GError **error)
{
  print_all (cli, true);
  return true;
}

bool
ds_verb_discover (DsCli *cli,
                  GError **error)
{
  ds_cli_progress (cli, _("Looking around…"));
  if (!ds_cli_look_around (cli, error))
    return false;

  print_all (cli, false);
  return true;
}

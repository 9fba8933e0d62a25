/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

#include "home/ds-inventory.h"

static unsigned int
count_in_state (GPtrArray *devices,
                DsVerdictState state)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < devices->len; i++)
    n += ds_device_get_verdict (g_ptr_array_index (devices, i))->state == state;

  return n;
}

static unsigned int
count_promises_over (GPtrArray *devices)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < devices->len; i++)
    n += ds_verdict_is_promise_over (ds_device_get_verdict (g_ptr_array_index (devices, i)));

  return n;
}

static void
print_over (unsigned int over,
            unsigned int all)
{
  g_autofree char *line = NULL;

  if (over == 0)
    return;

  line = g_strdup_printf (ngettext ("No longer promised: %1$u of %2$u device",
                                    "No longer promised: %1$u of %2$u devices", all),
                          over, all);
  ds_print_line (line);
}

static void
print_summary (GPtrArray *devices,
               unsigned int n_attention)
{
  unsigned int n_over = count_promises_over (devices);
  unsigned int n_ended = count_in_state (devices, DS_VERDICT_ENDED) - n_over;
  unsigned int n_unknown = count_in_state (devices, DS_VERDICT_UNKNOWN) +
                           count_in_state (devices, DS_VERDICT_NO_DATE);
  g_autofree char *ended = NULL;
  g_autofree char *unknown = NULL;

  if (devices->len == 0)
    {
      ds_print_line (_("No device is on the list yet."));
      return;
    }

  ended = g_strdup_printf (ngettext ("Security updates ended: %1$u of %2$u device",
                                     "Security updates ended: %1$u of %2$u devices",
                                     devices->len),
                           n_ended, devices->len);
  ds_print_line (ended);
  print_over (n_over, devices->len);
  if (n_unknown > 0)
    {
      /* Translators: one short line, below “Security updates ended: …”; of all %2$u devices.
       * The plural is of %2$u */
      unknown = g_strdup_printf (ngettext ("No end date known: %1$u of %2$u device",
                                           "No end date known: %1$u of %2$u devices",
                                           devices->len),
                                 n_unknown, devices->len);
      ds_print_line (unknown);
    }
  if (n_attention == 0)
    ds_print_line (_("Nothing needs your attention."));
}

/* What is stored says enough: no device is asked, and none need be there. */
static bool
check_all (DsCli *cli,
           GError **error)
{
  const GError *trouble = ds_home_get_storage_error (cli->home);
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GPtrArray) troubled = g_ptr_array_new ();

  if (!ds_cli_wait_for_keys (cli, error))
    return false;

  devices = ds_inventory_list (cli->home);
  /* A list that cannot be read is not an empty one. */
  if (devices->len == 0 && trouble != NULL)
    {
      g_propagate_error (error, g_error_copy (trouble));
      return false;
    }

  for (unsigned int i = 0; i < devices->len; i++)
    if (ds_device_get_attention (g_ptr_array_index (devices, i)) != NULL)
      g_ptr_array_add (troubled, g_ptr_array_index (devices, i));
  if (troubled->len > 0)
    cli->exit = DS_EXIT_ATTENTION;

  if (cli->json)
    {
      ds_print_devices (devices, false);
      return true;
    }

  print_summary (devices, troubled->len);
  if (troubled->len > 0)
    {
      ds_print_device_table (troubled);
      /* Translators: “doorstepctl show” is typed and not translated; ID is the first
       * column of the table above */
      ds_cli_progress (cli, _("“doorstepctl show ID” tells who says so, and what to do."));
    }
  return true;
}

static bool
check_one (DsCli *cli,
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

bool
ds_verb_check (DsCli *cli,
               GError **error)
{
  return cli->id != NULL ? check_one (cli, error) : check_all (cli, error);
}

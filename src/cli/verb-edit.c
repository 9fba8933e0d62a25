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

/* What the person keeps about a device, and devices that never announce themselves. */

static bool
complain (DsCli *cli,
          const char *sentence)
{
  g_printerr ("%s\n", sentence);
  cli->exit = DS_EXIT_USAGE;
  return false;
}

/* An empty text takes the day back. */
static bool
read_day (DsCli *cli,
          const char *typed,
          bool may_be_month,
          DsDate *date)
{
  bool read = typed == NULL || *typed == '\0' ||
              (may_be_month ? ds_date_parse_partial (typed, date) : ds_date_parse (typed, date));

  return read || complain (cli, _("A day is typed like 2026-11-22."));
}

static bool
read_kind (DsCli *cli,
           DsKind *kind)
{
  const char *typed = cli->options->kind;

  if (typed == NULL)
    return true;

  *kind = ds_kind_from_nick (typed);
  return *kind != DS_KIND_UNKNOWN || g_str_equal (typed, "unknown") ||
         complain (cli, _("There is no such kind of device."));
}

static bool
is_nothing (const char *text)
{
  return text == NULL || *text == '\0';
}

bool
ds_verb_add (DsCli *cli,
             GError **error)
{
  const DsOptions *options = cli->options;
  DsByHand what = {
    .name = options->name,
    .maker = options->maker,
    .model = options->model,
    .room = options->room,
    .notes = options->notes,
  };
  g_autoptr (DsDevice) device = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!read_day (cli, options->bought, false, &what.purchased_on) || !read_kind (cli, &what.kind))
    return true;
  if (is_nothing (what.name) && is_nothing (what.maker) && is_nothing (what.model))
    {
      complain (cli, _("Say at least who made it, which model it is, or what it is called."));
      return true;
    }

  device = dex_await_object (dex_future_first (ds_home_add_by_hand (cli->home, &what),
                                               dex_ref (DEX_FUTURE (cli->interrupted)), NULL),
                             &local_error);
  if (device == NULL)
    {
      g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
      return false;
    }

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (ds_device_get_id (device));
  return true;
}

static bool
rename_device (DsCli *cli,
               DsDevice *device,
               GError **error)
{
  const DsOptions *options = cli->options;

  if (options->name == NULL && options->room == NULL)
    return true;

  return ds_cli_await (cli, ds_home_rename (cli->home, device, options->name,
                                            options->room != NULL ? options->room
                                                                  : ds_device_get_room (device)),
                       error);
}

static bool
correct (DsCli *cli,
         DsDevice *device,
         DsDate until,
         GError **error)
{
  const DsOptions *options = cli->options;

  if (options->undo)
    return ds_cli_await (cli, ds_home_undo_correction (cli->home, device), error);
  if (!options->ended && !ds_date_is_set (until))
    return true;

  return ds_cli_await (cli, ds_home_correct_support (cli->home, device,
                                                     options->ended ? DS_SUPPORT_ENDED
                                                                    : DS_SUPPORT_UNTIL,
                                                     until, options->others_wrong),
                       error);
}

static bool
edit (DsCli *cli,
      DsDevice *device,
      DsDate bought,
      DsDate until,
      GError **error)
{
  const DsOptions *options = cli->options;

  if (!rename_device (cli, device, error) || !correct (cli, device, until, error))
    return false;
  if (options->notes != NULL &&
      !ds_cli_await (cli, ds_home_set_notes (cli->home, device, options->notes), error))
    return false;
  if (options->label != NULL &&
      !ds_cli_await (cli, ds_home_set_label (cli->home, device, options->label), error))
    return false;
  if (options->bought != NULL &&
      !ds_cli_await (cli, ds_home_set_purchase_date (cli->home, device, bought), error))
    return false;

  return (!options->silence && !options->remind) ||
         ds_cli_await (cli, ds_home_silence (cli->home, device, options->silence), error);
}

bool
ds_verb_edit (DsCli *cli,
              GError **error)
{
  DsDevice *found = ds_home_find (cli->home, cli->id);
  g_autoptr (DsDevice) device = found != NULL ? g_object_ref (found) : NULL;
  DsDate bought = DS_DATE_NONE;
  DsDate until = DS_DATE_NONE;

  if (!read_day (cli, cli->options->bought, false, &bought) ||
      !read_day (cli, cli->options->until, true, &until))
    return true;
  if (cli->options->others_wrong && !cli->options->ended && !ds_date_is_set (until))
    {
      complain (cli, _("Say what is right, too: --supported-until or --support-ended."));
      return true;
    }
  if (device == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "No one device fits");
      return false;
    }
  if (!edit (cli, device, bought, until, error))
    return false;

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (_("The changes are saved."));
  return true;
}

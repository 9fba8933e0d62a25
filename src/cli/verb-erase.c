/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-ask.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

/* What is on the device now and can be erased. */
static char **
list_ids (DsDevice *device)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *data = ds_device_get_personal_data (device);

  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    {
      const DsPersonalData *item = data->pdata[i];

      if (item->stored && item->erasable)
        g_strv_builder_add (ids, item->id);
    }

  return g_strv_builder_end (ids);
}

static void
tell_titles (DsCli *cli,
             DsDevice *device)
{
  GPtrArray *data = ds_device_get_personal_data (device);

  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    {
      const DsPersonalData *item = data->pdata[i];

      if (item->stored && item->erasable)
        ds_cli_progress (cli, item->title);
    }
}

static bool
is_kept_by_maker (DsDevice *device)
{
  GPtrArray *data = ds_device_get_personal_data (device);

  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    if (((const DsPersonalData *) data->pdata[i])->with_maker)
      return true;

  return false;
}

static bool
confirm (DsCli *cli,
         DsDevice *device,
         GError **error)
{
  g_autofree char *question = NULL;

  if (cli->yes)
    return true;

  tell_titles (cli, device);
  /* Translators: %s is the name of a device. “yes” stays English: it is what is typed. */
  question = g_strdup_printf (_("Erase this from “%s”? It cannot be brought back. Type “yes”: "),
                              ds_device_get_name (device));
  return ds_ask_yes (cli, question, error);
}

bool
ds_verb_erase (DsCli *cli,
               GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find_with_keys (cli, true, error);
  g_auto (GStrv) ids = NULL;
  bool had_any;

  if (device == NULL)
    return false;

  ds_cli_progress (cli, _("Asking the device…"));
  if (!ds_cli_await (cli, ds_home_check (cli->home, device), error))
    return false;
  if (ds_device_get_personal_data (device) == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED,
                           "The device does not tell what it keeps");
      return false;
    }

  ids = list_ids (device);
  had_any = ids[0] != NULL;
  if (had_any)
    {
      if (!confirm (cli, device, error))
        return false;
      ds_cli_progress (cli, _("Erasing, and looking whether it is gone…"));
      if (!ds_cli_await (cli, ds_home_erase (cli->home, device, (const char * const *) ids), error))
        return false;
    }

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (had_any ? _("The data is erased: the device no longer has it.")
                           : _("The device has no data that it could erase."));
  if (!cli->json && is_kept_by_maker (device))
    ds_print_line (_("Data kept by the maker was not deleted."));
  return true;
}

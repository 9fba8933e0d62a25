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
#include <limits.h>

static char *
dup_question (DsDevice *device,
              const DsUpdate *update)
{
  int minutes = (int) MIN ((update->downtime + 59) / 60, INT_MAX);

  if (minutes <= 0)
    /* Translators: %1$s is a version, %2$s the name of a device. “yes” stays English: it is what is typed. */
    return g_strdup_printf (_("Install %1$s on “%2$s”? The device may do nothing else meanwhile. Type “yes”: "),
                            update->version, ds_device_get_name (device));

  /* Translators: %1$s is a version, %2$s the name of a device, %3$d minutes. “yes” stays English: it is what is typed. */
  return g_strdup_printf (ngettext ("Install %1$s on “%2$s”? The device does nothing else for up to %3$d minute. Type “yes”: ",
                                    "Install %1$s on “%2$s”? The device does nothing else for up to %3$d minutes. Type “yes”: ",
                                    (unsigned long) minutes),
                          update->version, ds_device_get_name (device), minutes);
}

static bool
confirm (DsCli *cli,
         DsDevice *device,
         const DsUpdate *update,
         GError **error)
{
  g_autofree char *question = NULL;

  if (cli->yes)
    return true;

  if (update->notes != NULL)
    ds_cli_progress (cli, update->notes);
  question = dup_question (device, update);
  return ds_ask_yes (cli, question, error);
}

static void
on_moved (DsDevice *device,
          GParamSpec *pspec,
          DsCli *cli)
{
  const DsUpdate *update = ds_device_get_update (device);
  g_autofree char *line = NULL;

  if (update == NULL || !ds_device_get_busy (device))
    return;

  if (update->state == DS_UPDATE_DOWNLOADING)
    /* Translators: %d is per cent. */
    line = g_strdup_printf (_("The device downloads the update: %d%%"), MAX (update->progress, 0));
  else if (update->state == DS_UPDATE_INSTALLING)
    /* Translators: %d is per cent. */
    line = g_strdup_printf (_("The device installs the update: %d%%"), MAX (update->progress, 0));
  if (line != NULL)
    ds_cli_progress (cli, line);
}

/* The device itself must say that it runs the new version. */
static bool
install (DsCli *cli,
         DsDevice *device,
         const char *version,
         GError **error)
{
  unsigned long handler = g_signal_connect (device, "notify::details", G_CALLBACK (on_moved), cli);
  bool done = ds_cli_await (cli, ds_home_update (cli->home, device, version), error);

  g_signal_handler_disconnect (device, handler);
  return done;
}

static bool
can_update (DsDevice *device,
            GError **error)
{
  if (ds_device_get_capabilities (device) & DS_CAPABILITY_UPDATE)
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED, "The device cannot be updated here");
  return false;
}

bool
ds_verb_update (DsCli *cli,
                GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find_with_keys (cli, true, error);
  const DsUpdate *update;
  bool has_new;

  if (device == NULL || !can_update (device, error))
    return false;

  ds_cli_progress (cli, _("The device asks its maker…"));
  if (!ds_cli_await (cli, ds_home_check_update (cli->home, device), error))
    return false;

  update = ds_device_get_update (device);
  has_new = update != NULL && update->version != NULL && update->state != DS_UPDATE_NONE;
  if (has_new)
    {
      g_autofree char *version = g_strdup (update->version);

      if (!confirm (cli, device, update, error) || !install (cli, device, version, error))
        return false;
    }

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (has_new ? _("The device runs the new software.")
                           : _("The device has the newest software."));
  return true;
}

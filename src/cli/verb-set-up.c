/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-address.h"
#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ds-ask.h"
#include "trust/ds-secret.h"

static void
on_step (DsOnboarding *onboarding,
         GParamSpec *pspec,
         DsCli *cli)
{
  if (ds_onboarding_get_state (onboarding) == DS_ONBOARDING_RUNNING)
    ds_cli_progress (cli, ds_step_get_title (ds_onboarding_get_step (onboarding)));
}

static void
tell_wait (DsOnboarding *onboarding)
{
  int64_t left = ds_onboarding_get_retry_at (onboarding) - ds_clock_now ();
  g_autofree char *text = NULL;

  if (ds_onboarding_get_retry_at (onboarding) == 0 || left <= 0)
    return;
  /* Translators: the number is how many seconds the device wants to be left alone. */
  text = g_strdup_printf (ngettext ("Wait %u second before the next try.",
                                    "Wait %u seconds before the next try.", (unsigned int) left),
                          (unsigned int) left);
  g_printerr ("%s\n", text);
}

/* Stopped in the middle, the set-up first takes back what the device took. */
static bool
run_once (DsCli *cli,
          DsOnboarding *onboarding,
          GError **error)
{
  g_autoptr (DsSecret) code = ds_ask_code (cli, error);
  g_autoptr (DexFuture) run = NULL;
  g_autoptr (GError) local_error = NULL;

  if (code == NULL)
    return false;

  run = ds_onboarding_run (onboarding, ds_secret_get_text (code));
  if (ds_cli_await (cli, dex_ref (run), &local_error))
    return true;

  if (ds_error_is_cancelled (local_error))
    {
      ds_cli_progress (cli, _("Stopping, and leaving the device as it was…"));
      dex_await (ds_onboarding_cancel (onboarding), NULL);
    }
  if (ds_onboarding_get_state (onboarding) == DS_ONBOARDING_DONE)
    return true;
  if (ds_onboarding_get_outcome (onboarding) != NULL)
    ds_cli_progress (cli, ds_onboarding_get_outcome (onboarding));
  tell_wait (onboarding);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return false;
}

/* A person who mistyped may type again; a script may not guess. */
static bool
may_ask_again (DsCli *cli,
               DsOnboarding *onboarding,
               const GError *error)
{
  return ds_ask_is_person () && ds_onboarding_get_retry_at (onboarding) == 0 &&
         (ds_error_is (error, DS_ERROR_BAD_CODE) || ds_error_is (error, DS_ERROR_WRONG_CODE));
}

static bool
set_up (DsCli *cli,
        DsDevice *device,
        GError **error)
{
  g_autoptr (DsOnboarding) onboarding = ds_home_begin_set_up (cli->home, device);

  g_signal_connect (onboarding, "notify::step", G_CALLBACK (on_step), cli);
  while (true)
    {
      g_autoptr (GError) local_error = NULL;

      if (run_once (cli, onboarding, &local_error))
        return true;
      if (!may_ask_again (cli, onboarding, local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return false;
        }
      g_printerr ("%s\n", ds_error_get_sentence (local_error));
    }
}

static DsDevice *
add_address (DsCli *cli,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  DsDevice *device;

  device = dex_await_object (dex_future_first (ds_home_add_address (cli->home, cli->id),
                                               dex_ref (DEX_FUTURE (cli->interrupted)), NULL),
                             &local_error);
  if (device == NULL)
    g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return device;
}

/* Whether somebody who typed this meant an address, even if it is none: "999.1.1.1",
 * "[::1", "lamp:0", "http://lamp". */
static bool
is_meant_as_address (const char *typed)
{
  const char *colon = strchr (typed, ':');
  bool dotted = strchr (typed, '.') != NULL && typed[strspn (typed, "0123456789. ")] == '\0';
  bool bracketed = *typed == '[' && (colon != NULL || typed[1] == ']');
  bool ported = colon != NULL && colon[1 + strspn (colon + 1, "+-0123456789 ")] == '\0';
  bool pasted = strchr (typed, '/') != NULL && strpbrk (typed, ".:") != NULL;

  return dotted || bracketed || ported || pasted || strstr (typed, "::") != NULL;
}

/* No device is asked for what cannot be its address; but one may be called so. */
static DsDevice *
find_by_name (DsCli *cli,
              GError **error)
{
  DsDevice *device;

  if (!ds_cli_wait_for_search (cli, error))
    return NULL;

  device = ds_home_find (cli->home, cli->id);
  if (device == NULL)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ADDRESS, "Neither an address nor a name");
  return device != NULL ? g_object_ref (device) : NULL;
}

/* An address with a port looks like no ID. What else may be one is looked for in
 * the list first. */
static DsDevice *
find_or_add (DsCli *cli,
             GError **error)
{
  g_autoptr (DsAddress) address = ds_address_parse (cli->id, NULL);
  g_autoptr (GError) local_error = NULL;
  DsDevice *device;

  if (address != NULL && address->port != 0)
    return ds_cli_wait_for_search (cli, error) ? add_address (cli, error) : NULL;
  if (address == NULL && is_meant_as_address (cli->id))
    return find_by_name (cli, error);

  device = ds_cli_find (cli, true, &local_error);
  if (device == NULL && address != NULL && strpbrk (cli->id, ".:") != NULL &&
      ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    return add_address (cli, error);
  if (device == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return device;
}

bool
ds_verb_set_up (DsCli *cli,
                GError **error)
{
  g_autoptr (DsDevice) device = find_or_add (cli, error);
  bool was_set_up;

  if (device == NULL || !ds_cli_wait_for_keys (cli, error))
    return false;

  was_set_up = ds_device_get_state (device) == DS_DEVICE_SET_UP &&
               (ds_device_get_attention (device) == NULL ||
                ds_error_is_no_fault (ds_device_get_attention (device)));
  if (!was_set_up && !set_up (cli, device, error))
    return false;

  if (cli->json)
    ds_print_device (device);
  else
    ds_print_line (was_set_up ? _("The device is set up already.") : _("The device is set up."));
  return true;
}

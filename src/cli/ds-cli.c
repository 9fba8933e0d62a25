/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "core/ds-future.h"

/* A device that was just plugged in announces itself when Avahi has long said that
 * this was all for now: what is there is told after so long without news. */
#define QUIET (1 * G_USEC_PER_SEC)

bool
ds_cli_await (DsCli *cli,
              DexFuture *future,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (dex_await (dex_future_first (future, dex_ref (DEX_FUTURE (cli->interrupted)), NULL),
                 &local_error))
    return true;

  g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return false;
}

void
ds_cli_progress (DsCli *cli,
                 const char *line)
{
  if (cli->progress)
    g_printerr ("%s\n", line);
}

/**
 * ds_cli_exit_for:
 * @error: (nullable): what a verb ended with
 *
 * Returns: the exit status that docs/doorstepctl.md promises for it
 */
DsExit
ds_cli_exit_for (const GError *error)
{
  if (error == NULL)
    return DS_EXIT_FINE;
  if (ds_error_is_keyring (error) || ds_error_is_storage (error))
    return DS_EXIT_COMPUTER;
  if (ds_error_is_cancelled (error))
    return DS_EXIT_CANCELLED;
  if (error->domain != DS_ERROR)
    return DS_EXIT_FAILED;

  switch (error->code)
    {
    case DS_ERROR_BAD_CODE:
    case DS_ERROR_BAD_ADDRESS:
    case DS_ERROR_NO_PORT:
    case DS_ERROR_NO_QUESTION:
    case DS_ERROR_BAD_LABEL:
      return DS_EXIT_USAGE;
    case DS_ERROR_NOT_FOUND:
      return DS_EXIT_NOT_FOUND;
    case DS_ERROR_UNREACHABLE:
    case DS_ERROR_TIMED_OUT:
    case DS_ERROR_BAD_ANSWER:
    case DS_ERROR_WEBSITE_SILENT:
    case DS_ERROR_WEBSITE_ELSEWHERE:
    case DS_ERROR_WEBSITE_WITHOUT:
    case DS_ERROR_WEBSITE_UNCLEAR:
    case DS_ERROR_DOCUMENT_EXPIRED:
      return DS_EXIT_UNREACHABLE;
    case DS_ERROR_WRONG_CODE:
    case DS_ERROR_WAIT:
    case DS_ERROR_TOO_MANY_TRIES:
    case DS_ERROR_BUSY:
    case DS_ERROR_TAKEN:
    case DS_ERROR_FULL:
    case DS_ERROR_KEY_RENEWED:
    case DS_ERROR_NOT_OURS:
    case DS_ERROR_NOT_UPDATED:
    case DS_ERROR_STUCK:
    case DS_ERROR_NOT_ERASED:
      return DS_EXIT_REFUSED;
    case DS_ERROR_UNPROVEN:
    case DS_ERROR_KEY_CHANGED:
    case DS_ERROR_UNCOVERED:
    case DS_ERROR_WEBSITE_UNPROVEN:
    case DS_ERROR_DOCUMENT_UNSIGNED:
    case DS_ERROR_OTHER_SIGNER:
      return DS_EXIT_UNPROVEN;
    case DS_ERROR_NO_AVAHI:
    case DS_ERROR_NO_NETWORK:
      return DS_EXIT_COMPUTER;
    default:
      return DS_EXIT_FAILED;
    }
}

/*
 * Looking around
 */

static void
on_change (DexPromise *changed)
{
  if (dex_future_is_pending (DEX_FUTURE (changed)))
    dex_promise_resolve_boolean (changed, TRUE);
}

/* Waits for the next change of the list, of the search or of @device. */
static bool
wait_for_change (DsCli *cli,
                 DsDevice *device,
                 int64_t until,
                 GError **error)
{
  GListModel *devices = ds_home_get_devices (cli->home);
  g_autoptr (DexPromise) changed = dex_promise_new ();
  g_autoptr (GError) local_error = NULL;
  int64_t left = MAX ((until - g_get_monotonic_time ()) / 1000, 1);
  gulong handlers[3] = { 0 };
  bool went_on;

  handlers[0] = g_signal_connect_swapped (devices, "items-changed", G_CALLBACK (on_change), changed);
  handlers[1] = g_signal_connect_swapped (cli->home, "notify", G_CALLBACK (on_change), changed);
  if (device != NULL)
    handlers[2] = g_signal_connect_swapped (device, "notify", G_CALLBACK (on_change), changed);

  went_on = ds_cli_await (cli,
                          ds_future_within (dex_ref (DEX_FUTURE (changed)), (unsigned int) left),
                          &local_error);

  g_signal_handler_disconnect (devices, handlers[0]);
  g_signal_handler_disconnect (cli->home, handlers[1]);
  if (device != NULL)
    g_signal_handler_disconnect (device, handlers[2]);

  if (went_on || ds_error_is (local_error, DS_ERROR_TIMED_OUT))
    return true;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return false;
}

static bool
is_hopeless (DsCli *cli)
{
  switch (ds_home_get_discovery_state (cli->home))
    {
    case DS_DISCOVERY_NO_BUS:
    case DS_DISCOVERY_NO_AVAHI:
    case DS_DISCOVERY_NO_NETWORK:
    case DS_DISCOVERY_FAILED:
      return true;
    case DS_DISCOVERY_STOPPED:
    case DS_DISCOVERY_STARTING:
    case DS_DISCOVERY_RUNNING:
    default:
      return false;
    }
}

/* What is not running yet may come, for who said how long to wait for it. */
static bool
gives_up (DsCli *cli)
{
  return is_hopeless (cli) && !cli->timed;
}

static GError *
why_hopeless (DsCli *cli)
{
  DsDiscoveryState state = ds_home_get_discovery_state (cli->home);

  return g_error_new_literal (DS_ERROR,
                              state == DS_DISCOVERY_NO_NETWORK ? DS_ERROR_NO_NETWORK
                                                               : DS_ERROR_NO_AVAHI,
                              "Nothing can be found");
}

/* A device that is seen may have something open, such as a removal, which is then
 * being ended: it is given the time. */
static DsDevice *
find_busy (DsCli *cli)
{
  GListModel *devices = ds_home_get_devices (cli->home);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (ds_device_get_busy (device))
        return g_steal_pointer (&device);
    }

  return NULL;
}

static unsigned int
count_seen (DsCli *cli)
{
  GListModel *devices = ds_home_get_devices (cli->home);
  unsigned int n_seen = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      n_seen += ds_device_get_present (device) != FALSE;
    }

  return n_seen;
}

bool
ds_cli_look_around (DsCli *cli,
                    GError **error)
{
  int64_t now = g_get_monotonic_time ();
  int64_t until = now + cli->timeout * G_USEC_PER_SEC;
  int64_t news_at = now;
  unsigned int n_seen = 0;

  while (!gives_up (cli) && now < until)
    {
      g_autoptr (DsDevice) busy = find_busy (cli);
      unsigned int n_now = count_seen (cli);

      if (n_now != n_seen || !ds_home_get_settled (cli->home))
        news_at = now;
      n_seen = n_now;

      if (!cli->timed && busy == NULL && n_seen > 0 && now >= news_at + QUIET)
        break;
      if (!wait_for_change (cli, busy, MIN (until, now + QUIET), error))
        return false;
      now = g_get_monotonic_time ();
    }

  if (!is_hopeless (cli))
    return true;
  g_propagate_error (error, why_hopeless (cli));
  return false;
}

bool
ds_cli_wait_for_search (DsCli *cli,
                        GError **error)
{
  int64_t until = g_get_monotonic_time () + cli->timeout * G_USEC_PER_SEC;

  while (!gives_up (cli) && !ds_home_get_settled (cli->home) &&
         g_get_monotonic_time () < until)
    if (!wait_for_change (cli, NULL, until, error))
      return false;

  return true;
}

bool
ds_cli_wait_for_keys (DsCli *cli,
                      GError **error)
{
  unsigned int deadline = (unsigned int) cli->timeout * 1000;
  g_autoptr (GError) local_error = NULL;

  if (ds_cli_await (cli, ds_future_within (ds_home_wait_for_keys (cli->home), deadline),
                    &local_error) ||
      ds_error_is (local_error, DS_ERROR_TIMED_OUT))
    return true;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return false;
}

/* What tells more without a set-up is asked when it appears; its answer is worth the
 * wait. */
static bool
is_being_looked_at (DsDevice *device)
{
  DsDeviceState state = ds_device_get_state (device);

  return (state == DS_DEVICE_SEEN || state == DS_DEVICE_WATCHED) && ds_device_get_busy (device);
}

DsDevice *
ds_cli_find (DsCli *cli,
             bool present,
             GError **error)
{
  int64_t until = g_get_monotonic_time () + cli->timeout * G_USEC_PER_SEC;
  DsDevice *device;

  while (true)
    {
      bool over = gives_up (cli) || g_get_monotonic_time () >= until;

      device = ds_home_find (cli->home, cli->id);
      if (device != NULL && (over || ds_device_get_present (device) ||
                             (!present && ds_home_get_settled (cli->home))) &&
          (over || !is_being_looked_at (device)))
        return g_object_ref (device);
      if (over)
        break;
      if (!wait_for_change (cli, device, until, error))
        return NULL;
    }

  if (is_hopeless (cli))
    g_propagate_error (error, why_hopeless (cli));
  else
    g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "No one device fits");
  return NULL;
}

DsDevice *
ds_cli_find_with_keys (DsCli *cli,
                       bool present,
                       GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find (cli, present, error);

  if (device == NULL)
    return NULL;
  if (!ds_cli_await (cli, ds_home_unlock_keyring (cli->home), error))
    return NULL;

  return g_steal_pointer (&device);
}

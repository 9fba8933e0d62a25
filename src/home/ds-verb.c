/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-verb"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"

DsVerb *
_ds_verb_new (DsHome *home,
              DsDevice *device)
{
  DsVerb *verb = g_new0 (DsVerb, 1);

  verb->home = g_object_ref (home);
  home->n_verbs++;
  if (device != NULL)
    {
      verb->device = g_object_ref (device);
      _ds_device_hold (device);
    }

  return verb;
}

void
_ds_verb_free (DsVerb *verb)
{
  DsHome *home = verb->home;

  g_clear_pointer (&verb->lock, ds_lock_free);
  if (verb->device != NULL)
    {
      _ds_device_release (verb->device);
      _ds_home_tidy (home, verb->device);
    }
  g_clear_object (&verb->device);
  g_clear_pointer (&verb->text, g_free);
  g_clear_pointer (&verb->room, g_free);
  g_clear_pointer (&verb->ids, g_strfreev);
  g_free (verb);

  home->n_verbs--;
  if (home->n_verbs == 0 && home->idle != NULL)
    dex_promise_resolve_boolean (home->idle, TRUE);
  g_object_unref (home);
}

/* A verb that the stop of the home cancels is like one that a kill ended: the
 * next start finds the row and ends it cleanly. */
DexFuture *
_ds_verb_run (DsVerb *verb,
              DexFiberFunc func)
{
  DexFuture *stopping = dex_ref (DEX_FUTURE (verb->home->stopping));

  return dex_future_first (ds_fiber_spawn (func, verb, (GDestroyNotify) _ds_verb_free),
                           stopping, NULL);
}

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
  g_clear_pointer (&verb->inquiry, ds_inquiry_free);
  g_clear_pointer (&verb->answer, ds_answer_free);
  if (verb->destroy != NULL)
    verb->destroy (verb->step_data);
  g_free (verb);

  home->n_verbs--;
  if (home->n_verbs == 0 && home->idle != NULL)
    dex_promise_resolve_boolean (home->idle, TRUE);
  g_object_unref (home);
}

/* Another verb on the same device ends soon. One of another process may be a
 * set-up, which does not; one of ours is at most ending what was left open. */
#define NAP_MSEC 50
#define PATIENCE_MSEC 3000
#define PATIENCE_WITH_US_MSEC 30000

static DexFuture *
nap (DexFuture *cancel)
{
  DexFuture *timeout = dex_timeout_new_msec (NAP_MSEC);

  return cancel != NULL ? dex_future_first (timeout, dex_ref (cancel), NULL) : timeout;
}

bool
_ds_verb_take_lock (DsVerb *verb,
                    DexFuture *cancel,
                    GError **error)
{
  for (unsigned int waited = 0; true; waited += NAP_MSEC)
    {
      unsigned int patience = verb->device->holds > 1 ? PATIENCE_WITH_US_MSEC : PATIENCE_MSEC;
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GError) ended = NULL;

      verb->lock = ds_lock_take (verb->home->folder, ds_device_get_id (verb->device),
                                 &local_error);
      if (verb->lock != NULL)
        return true;

      if (waited < patience && ds_error_is (local_error, DS_ERROR_BUSY))
        dex_await (nap (cancel), &ended);
      if (g_error_matches (ended, DEX_ERROR, DEX_ERROR_TIMED_OUT))
        continue;

      g_propagate_error (error, ended != NULL ? g_steal_pointer (&ended)
                                              : g_steal_pointer (&local_error));
      return false;
    }
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

/* Ends a verb's fiber with @error, as one of ours; takes it. */
DexFuture *
_ds_verb_reject (GError **error)
{
  return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (error)));
}

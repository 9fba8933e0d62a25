/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-settle"

#include "config.h"

#include "ds-hap-settle.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-hap-pairing.h"
#include "ds-hap-pair-verify.h"
#include "ds-hap-pairings.h"
#include "ds-hap-round.h"

typedef struct
{
  DsTarget     *target;
  DsCredential *credential;
} Settle;

static void
settle_free (Settle *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_free (self);
}

/* A timeout ends with the error that it is named after; only a discarded future
 * ends with another. */
static bool
rest (GError **error)
{
  g_autoptr (GError) ended = NULL;

  dex_await (dex_timeout_new_msec ((int) ds_hap_deadlines ()->pause), &ended);
  if (g_error_matches (ended, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return true;
  g_propagate_error (error, g_steal_pointer (&ended));

  return false;
}

/* Whether the accessory says that it does not know our keys; otherwise @error
 * says what else it did. */
static bool
is_unknown (Settle *settle,
            GError **error)
{
  g_autoptr (DsHapConnection) connection = NULL;
  GError *problem = NULL;

  connection = ds_hap_pair_verify_unpinned (settle->target, settle->credential, &problem);
  if (connection != NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "The accessory still knows us");
      return false;
    }
  if (ds_error_is (problem, DS_ERROR_NOT_OURS))
    {
      g_clear_error (&problem);
      return true;
    }
  g_propagate_error (error, problem);

  return false;
}

/* The accessory's last message never arrived, so its key is not known, and
 * nothing that it says can be checked. It is asked whether it knows our keys; if
 * so, our access is taken back, and it is asked again. The last word is always
 * "I do not know you", said to a login with our keys:
 *
 * - that is the very question (are our keys on the device?), where a new
 *   pair-setup would only tell whether anybody's are, and would leave some
 *   accessories busy for half a minute;
 * - it is said twice with a pause between, since after a cancelled exchange the
 *   accessory may still be about to store our keys.
 *
 * Whoever stands between may lie at each step. He then learns our identifier for
 * this one accessory and two signatures over keys that live for a second, and
 * gets no access: our private key stays here. By "I do not know you" he makes us say
 * that the set-up came to nothing, but our keys stay pending, and are tried again
 * before the next set-up: see ds-settle.c in the home. By anything else the set-up
 * stays open. */
static DexFuture *
take_back (Settle *settle)
{
  g_autoptr (DsHapConnection) connection = NULL;
  GError *error = NULL;

  connection = ds_hap_pair_verify_unpinned (settle->target, settle->credential, &error);
  if (connection == NULL && !ds_error_is (error, DS_ERROR_NOT_OURS))
    return dex_future_new_for_error (error);
  g_clear_error (&error);
  if (connection != NULL &&
      !ds_hap_pairings_remove_own (connection, settle->credential, &error))
    return dex_future_new_for_error (error);

  g_clear_object (&connection);
  if (!rest (&error) || !is_unknown (settle, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_OURS,
                                "The accessory does not have our keys");
}

/**
 * ds_hap_log_in_or_not_ours:
 * @target: which accessory
 * @credential: our keys and the accessory's pin
 * @error: return location for an error
 *
 * Logs in where "I do not know you" ends a set-up or a removal. Nothing proves who says
 * that, although the accessory has just shown its key: HomeKit neither encrypts nor signs
 * it. So it must be said twice, on a connection of its own each and with a pause between;
 * whoever breaks in once, or an accessory that is only just starting, ends nothing.
 *
 * Who stands in between for longer can say it twice. After a set-up our keys are kept all
 * the same, one entry for each accessory. After a removal they go, as the person wanted:
 * where it was a lie, the accessory has to be reset by hand.
 *
 * Returns: (transfer full): as ds_hap_pair_verify()
 */
DsHapConnection *
ds_hap_log_in_or_not_ours (DsTarget *target,
                           DsCredential *credential,
                           GError **error)
{
  GError *problem = NULL;
  DsHapConnection *connection = ds_hap_pair_verify (target, credential, &problem);

  if (connection == NULL && ds_error_is (problem, DS_ERROR_NOT_OURS))
    {
      g_clear_error (&problem);
      if (rest (&problem))
        connection = ds_hap_pair_verify (target, credential, &problem);
    }
  if (connection == NULL)
    g_propagate_error (error, problem);

  return connection;
}

static DexFuture *
settle_fiber (gpointer data)
{
  Settle *settle = data;
  g_autoptr (DsHapConnection) connection = NULL;
  GError *error = NULL;

  if (ds_credential_get (settle->credential, DS_HAP_FIELD_ACCESSORY_KEY) == NULL)
    return take_back (settle);

  connection = ds_hap_log_in_or_not_ours (settle->target, settle->credential, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_CREDENTIAL, ds_credential_ref (settle->credential));
}

/**
 * ds_hap_settle:
 * @target: which accessory
 * @credential: what was pending when Doorstep or the accessory went away
 *
 * Finds out whether the accessory took the keys. Where its own key is known,
 * that is a login. Where it is not, the keys are taken back if they are there.
 *
 * Returns: (transfer full): a future that resolves to the #DsCredential that the
 *   accessory takes; or rejects with DS_ERROR_NOT_OURS where the accessory is as
 *   before, and with anything else where that is not known yet
 */
DexFuture *
ds_hap_settle (DsTarget *target,
               DsCredential *credential)
{
  Settle *settle;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  settle = g_new0 (Settle, 1);
  settle->target = g_object_ref (target);
  settle->credential = ds_credential_ref (credential);

  return ds_future_within (ds_fiber_spawn (settle_fiber, settle, (GDestroyNotify) settle_free),
                           ds_hap_round_deadline (target, 2));
}

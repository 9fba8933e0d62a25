/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-onboarding"

#include "config.h"

#include "ds-onboarding-private.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"
#include "ds-home-private.h"

#include <glib/gi18n-lib.h>

/* A set-up, read from top to bottom. Keyring first, device second: at no instant
 * does the device hold a secret that the keyring lacks, and the row is written
 * before the first of them, so that a kill leaves a trace. */

#define FREE_TRIES 3
#define FIRST_WAIT 30
#define LONGEST_WAIT 3600

/* The device itself takes no more codes: kept as a count that is never reached. The
 * wait is for a person to reset it, of which nothing else may tell. */
#define SHUT_OUT 1000
#define SHUT_WAIT 60

typedef struct
{
  DsOnboarding *self;
  DsVerb       *verb;
  DsSecret     *code;
  DsTarget     *target;
  DsProof      *proof;
  DsCredential *credential;
  DsFacts      *facts;
  bool          left_open; /* from here on, a failure must be settled */
  bool          given;     /* the device may have the new keys */
  DsSettled     settled;   /* how a failure was */
  bool          was_open;  /* by an earlier run */
  bool          ended;     /* an earlier run turned out to have worked */
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->proof);
  g_clear_object (&run->target);
  g_clear_pointer (&run->code, ds_secret_unref);
  g_clear_pointer (&run->credential, ds_credential_unref);
  g_clear_pointer (&run->facts, ds_facts_free);
  g_clear_pointer (&run->verb, _ds_verb_free);
  g_clear_object (&run->self);
  g_free (run);
}

/* What is asked of the device ends, down to the socket, when the person cancels.
 * Writes to keyring and storage are not cut: they end within their own deadline,
 * and a half-made one would only have to be settled. */
static DexFuture *
unless_cancelled (Run *run,
                  DexFuture *future)
{
  return dex_future_first (future, dex_ref (DEX_FUTURE (run->self->cancel)), NULL);
}

/* Whether a device that is set up stays so: one that lets strangers in, too, is
 * the person's all the same. */
static bool
is_well (DsDevice *device)
{
  return device->trouble == NULL || ds_error_is_weak_door (device->trouble);
}

static bool
is_cancelled (Run *run,
              GError **error)
{
  if (dex_future_is_pending (DEX_FUTURE (run->self->cancel)))
    return false;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_CANCELLED, "The person stopped it");
  return true;
}

/*
 * The steps
 */

/* The keyring is asked for before the person's code is used up. That it holds what
 * nobody can read any more is no reason to stop: new keys are kept all the same,
 * and a keyring that cannot even do that says so before the device gets any. */
static bool
open_keyring (Run *run,
              GError **error)
{
  DsHome *home = run->self->home;
  g_autoptr (GError) local_error = NULL;

  if (dex_await (unless_cancelled (run, ds_keyring_probe (home->keyring)), &local_error) ||
      ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE))
    return true;
  if (!ds_error_is (local_error, DS_ERROR_KEYRING_LOCKED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  return dex_await (unless_cancelled (run, ds_keyring_unlock (home->keyring)), error);
}

static bool
is_open (Run *run)
{
  const DsDeviceRecord *record = _ds_device_get_record (run->self->device);

  return record != NULL && record->state == DS_RECORD_PENDING;
}

static bool
has_slot (Run *run,
          DsSlot slot)
{
  g_autoptr (DsCredential) credential = NULL;

  credential = dex_await_boxed (ds_keyring_lookup (run->self->home->keyring,
                                                   ds_device_get_id (run->self->device), slot),
                                NULL);
  return credential != NULL;
}

/* Keys that were kept although the device said that it does not know them: somebody
 * else may have said so. The device would tell the code's owner that it is taken. */
static bool
has_kept_keys (Run *run)
{
  DsDevice *device = run->self->device;

  return ds_device_get_driver (device)->unproven_refusal &&
         (has_slot (run, DS_SLOT_PENDING) ||
          (!_ds_home_has_set_up_row (device) && has_slot (run, DS_SLOT_CURRENT)));
}

/* What an earlier run left open ends first, unless that was done while this one
 * waited for its turn. */
static bool
end_earlier_run (Run *run,
                 GError **error)
{
  DsHome *home = run->self->home;
  DsDevice *device = run->self->device;
  const DsDeviceRecord *record = _ds_device_get_record (device);
  g_autoptr (GError) local_error = NULL;
  DsSettled settled;

  if (!is_open (run))
    {
      run->ended = run->was_open && record != NULL && device->trouble == NULL;
      if (run->ended || !has_kept_keys (run))
        return true;
    }

  settled = _ds_home_settle (home, device, DS_SETTLE_KEEP, &local_error);
  if (settled == DS_SETTLED_NOT_YET)
    {
      /* What was kept is worth nothing any more, or was refused before: prove it again. */
      if (!is_open (run) ||
          ds_error_is (local_error, DS_ERROR_KEY_CHANGED) ||
          ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE))
        return true;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  run->ended = settled == DS_SETTLED_SET_UP && is_well (device);
  return true;
}

static bool
inspect (Run *run,
         GError **error)
{
  DsHome *home = run->self->home;
  DsDevice *device = run->self->device;
  const char *key;
  g_autoptr (DsInspection) inspection = NULL;

  if (!open_keyring (run, error) || !_ds_home_reload (home, device, error) ||
      !end_earlier_run (run, error))
    return false;
  if (run->ended)
    return true;

  run->target = _ds_device_dup_target (device);
  inspection = dex_await_boxed (unless_cancelled (run, ds_device_get_driver (device)->inspect (run->target)),
                                error);
  if (inspection == NULL)
    return false;

  key = ds_target_get_key (run->target);
  if (key != NULL && inspection->key != NULL && !g_str_equal (key, inspection->key))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_CHANGED,
                           "Another device answers at this address");
      return false;
    }
  if (inspection->taken)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_TAKEN, "The device is set up already");
      return false;
    }

  return true;
}

static bool
prove (Run *run,
       GError **error)
{
  const DsDriver *driver = ds_device_get_driver (run->self->device);

  run->proof = dex_await_object (unless_cancelled (run, driver->prove (run->target, run->code)), error);
  g_clear_pointer (&run->code, ds_secret_unref);
  if (run->proof == NULL && !ds_error_is_cancelled (*error) &&
      ds_target_get_reached (run->target) != NULL)
    _ds_device_doubt (run->self->device, ds_target_get_reached (run->target));

  return run->proof != NULL;
}

static bool
store_pending (Run *run,
               GError **error)
{
  DsDevice *device = run->self->device;

  return dex_await (ds_keyring_store (run->self->home->keyring, ds_device_get_id (device),
                                      DS_SLOT_PENDING, ds_device_get_name (device),
                                      run->credential),
                    error);
}

static bool
keep (Run *run,
      GError **error)
{
  DsDevice *device = run->self->device;
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);

  run->credential = ds_device_get_driver (device)->generate (run->proof);
  if (run->credential == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No new keys could be made");
      return false;
    }

  record->state = DS_RECORD_PENDING;
  g_clear_pointer (&record->attention, g_free);
  run->left_open = true;
  return _ds_home_put_record (run->self->home, device, record, error) &&
         store_pending (run, error);
}

static bool
take_over (Run *run,
           GError **error)
{
  const DsDriver *driver = ds_device_get_driver (run->self->device);
  DsCredential *final;

  run->given = true;
  final = dex_await_boxed (unless_cancelled (run, driver->take_over (run->proof, run->credential)), error);
  if (final == NULL)
    return false;

  /* It holds the pin now. */
  ds_credential_unref (run->credential);
  run->credential = final;
  return store_pending (run, error);
}

static bool
check_in (Run *run,
          GError **error)
{
  const DsDriver *driver = ds_device_get_driver (run->self->device);

  /* Devices allow few connections; the new keys are tried on one of their own. */
  g_clear_object (&run->proof);
  run->facts = dex_await_boxed (unless_cancelled (run, driver->check_in (run->target, run->credential)),
                                error);
  return run->facts != NULL;
}

static bool
promote (Run *run,
         GError **error)
{
  DsDevice *device = run->self->device;

  return dex_await (ds_keyring_promote (run->self->home->keyring, ds_device_get_id (device),
                                        ds_device_get_name (device)),
                    error);
}

static bool
store_facts (Run *run,
             GError **error)
{
  return _ds_home_put_facts (run->self->home, run->self->device, run->target, run->facts, error);
}

static bool
run_steps (Run *run,
           GError **error)
{
  static bool (* const steps[DS_N_STEPS]) (Run *, GError **) = {
    inspect, prove, keep, take_over, check_in, promote, store_facts,
  };

  for (unsigned int i = 0; i < DS_N_STEPS && !run->ended; i++)
    {
      _ds_onboarding_set_step (run->self, (DsStep) i);
      if (is_cancelled (run, error) || !steps[i] (run, error))
        return false;
    }

  return true;
}

/*
 * When a step fails
 */

/* For how long the device itself wants to be left alone, in seconds; 0 where it does
 * not say. It keeps nobody out for longer than we do. */
static int64_t
get_asked_wait (Run *run)
{
  return run->target != NULL ? MIN (ds_target_get_retry_after (run->target), LONGEST_WAIT) : 0;
}

static void
count_wrong_code (Run *run,
                  const GError *error)
{
  unsigned int wrong;
  int64_t retry_at;

  ds_lock_get_tries (run->verb->lock, &wrong, &retry_at);
  retry_at = 0;
  if (wrong >= SHUT_OUT)
    wrong = 0;
  if (ds_error_is (error, DS_ERROR_WRONG_CODE))
    wrong++;
  if (ds_error_is (error, DS_ERROR_WAIT))
    retry_at = ds_clock_now () + (get_asked_wait (run) > 0 ? get_asked_wait (run) : FIRST_WAIT);
  else if (wrong >= FREE_TRIES)
    retry_at = ds_clock_now () + MIN (FIRST_WAIT << MIN (wrong - FREE_TRIES, 16), LONGEST_WAIT);

  ds_lock_set_tries (run->verb->lock, wrong, retry_at);
  _ds_onboarding_set_retry_at (run->self, retry_at);
}

static void
note_shut_out (Run *run)
{
  int64_t retry_at = ds_clock_now () + SHUT_WAIT;

  ds_lock_set_tries (run->verb->lock, SHUT_OUT, retry_at);
  _ds_onboarding_set_retry_at (run->self, retry_at);
}

static void
note_refusal (Run *run,
              const GError *error)
{
  DsDevice *device = run->self->device;

  switch (error->code)
    {
    case DS_ERROR_WRONG_CODE:
    case DS_ERROR_WAIT:
      /* Not for a wait of our own: it must not grow by asking. */
      if (run->self->step >= DS_STEP_PROVE)
        count_wrong_code (run, error);
      break;
    case DS_ERROR_BUSY:
      if (get_asked_wait (run) > 0)
        _ds_onboarding_set_retry_at (run->self, ds_clock_now () + get_asked_wait (run));
      break;
    case DS_ERROR_TOO_MANY_TRIES:
      if (run->self->step >= DS_STEP_PROVE)
        note_shut_out (run);
      _ds_home_put_attention (run->self->home, device, error);
      break;
    case DS_ERROR_UNREACHABLE:
    case DS_ERROR_TIMED_OUT:
      _ds_device_set_reached (device, FALSE);
      break;
    case DS_ERROR_TAKEN:
      _ds_device_set_taken (device, TRUE);
      break;
    case DS_ERROR_KEY_CHANGED:
    case DS_ERROR_FULL:
      _ds_home_put_attention (run->self->home, device, error);
      break;
    default:
      break;
    }
}

static const char *
describe_outcome (Run *run)
{
  const DsDeviceRecord *record = _ds_device_get_record (run->self->device);

  if (!_ds_home_has_set_up_row (run->self->device) && run->settled == DS_SETTLED_AS_IT_SAYS)
    return _("The device says that it is as it was before. The new keys stay in the keyring, in case that is not so.");
  if (!_ds_home_has_set_up_row (run->self->device))
    return _("Nothing was changed. The device is as it was before.");
  if (record->state == DS_RECORD_PENDING)
    return _("The device may have taken its new keys already. They are kept in the keyring, and Doorstep finds out as soon as it can reach the device.");
  return _("The device stays set up as it was before.");
}

/* True where settling shows that the device is set up after all. */
static bool
settle (Run *run,
        const GError *reason)
{
  DsDevice *device = run->self->device;
  DsSettleAim aim = !run->given ? DS_SETTLE_UNGIVEN
                  : ds_error_is_cancelled (reason) ? DS_SETTLE_TAKE_BACK
                  : DS_SETTLE_KEEP;
  g_autoptr (GError) error = NULL;

  /* The channel goes first: a device takes few, and some only one set-up. */
  g_clear_object (&run->proof);
  if (!run->left_open)
    return false;

  run->settled = _ds_home_settle (run->self->home, device, aim, &error);
  if (run->settled == DS_SETTLED_NOT_YET)
    g_message ("Not settled yet: %s", error->message);

  return run->settled == DS_SETTLED_SET_UP && is_well (device);
}

/*
 * The run
 */

static bool
may_send_code (Run *run,
               GError **error)
{
  unsigned int wrong;
  int64_t retry_at;

  ds_lock_get_tries (run->verb->lock, &wrong, &retry_at);
  /* A clock that was set back must not lock anyone out for longer. */
  if (retry_at > ds_clock_now () && retry_at <= ds_clock_now () + LONGEST_WAIT)
    {
      _ds_onboarding_set_retry_at (run->self, retry_at);
      g_set_error_literal (error, DS_ERROR,
                           wrong >= SHUT_OUT ? DS_ERROR_TOO_MANY_TRIES : DS_ERROR_WAIT,
                           "Too soon after wrong codes");
      return false;
    }

  _ds_onboarding_set_retry_at (run->self, 0);
  return true;
}

static bool
begin (Run *run,
       GError **error)
{
  DsHome *home = run->self->home;

  if (home->storage_error != NULL &&
      (!home->storage_open || ds_error_is (home->storage_error, DS_ERROR_STORAGE_READ_ONLY)))
    {
      g_propagate_error (error, g_error_copy (home->storage_error));
      return false;
    }

  run->was_open = is_open (run);
  return _ds_verb_take_lock (run->verb, DEX_FUTURE (run->self->cancel), error) &&
         may_send_code (run, error);
}

/* Once the state says that the run has ended, another may begin. */
static void
end (Run *run,
     const GError *error)
{
  DsOnboarding *self = run->self;
  DsOnboardingState state = error == NULL ? DS_ONBOARDING_DONE
                          : ds_error_is_cancelled (error) ? DS_ONBOARDING_CANCELLED
                          : DS_ONBOARDING_FAILED;

  g_ptr_array_remove_fast (self->home->onboardings, self);
  _ds_device_set_running (self->device, FALSE);
  g_clear_pointer (&run->verb, _ds_verb_free);
  _ds_home_try_later (self->home, self->device);

  _ds_onboarding_set_error (self, error, error != NULL ? describe_outcome (run) : NULL);
  _ds_onboarding_set_state (self, state);
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  g_autoptr (DexPromise) ended = dex_ref (run->self->ended);
  g_autoptr (GError) error = NULL;

  if (!begin (run, &error) || !run_steps (run, &error))
    {
      error = ds_error_adopt (g_steal_pointer (&error));
      if (settle (run, error))
        g_clear_error (&error);
    }

  if (error == NULL)
    ds_lock_set_tries (run->verb->lock, 0, 0);
  else if (run->verb->lock != NULL)
    note_refusal (run, error);

  /* It says at which moment a wait is over, which a sentence cannot. */
  if (error != NULL)
    ds_error_set_wait (error, 0);
  end (run, error);
  dex_promise_resolve_boolean (ended, TRUE);
  return error == NULL ? dex_future_new_true ()
                       : dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
reject_code (DsOnboarding *self,
             GError *error)
{
  g_autoptr (GError) kept = ds_error_adopt (error);

  _ds_onboarding_set_error (self, kept, _("Nothing was sent to the device."));
  _ds_onboarding_set_state (self, DS_ONBOARDING_FAILED);
  return dex_future_new_for_error (g_steal_pointer (&kept));
}

static DsSecret *
read_code (DsDevice *device,
           const char *typed,
           GError **error)
{
  const DsDriver *driver = ds_device_get_driver (device);
  DsSighting *sighting = _ds_device_get_sighting (device);
  DsAnnouncement *announcement = NULL;

  if (sighting != NULL)
    announcement = ds_sighting_get_announcement (sighting);
  if (announcement != NULL && driver->code_fits != NULL && !driver->code_fits (typed, announcement))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_CODE,
                           "The code belongs to another device");
      return NULL;
    }

  return driver->check_code (typed, error);
}

/**
 * ds_onboarding_takes_code:
 * @device: a device that can be set up
 * @code: what was typed or scanned
 *
 * Returns: whether it is a setup code, and as far as it tells, one of @device
 */
bool
ds_onboarding_takes_code (DsDevice *device,
                          const char *code)
{
  g_autoptr (DsSecret) secret = NULL;

  g_return_val_if_fail (DS_IS_DEVICE (device) && code != NULL, false);

  secret = read_code (device, code, NULL);
  return secret != NULL;
}

/**
 * ds_onboarding_run:
 * @self: a set-up
 * @code: the setup code as typed or scanned
 *
 * Runs from the first step. May be called again after a failure; never sends a
 * code before "retry-at".
 *
 * Returns: (transfer full): a future that resolves to true when the device is
 *   set up, or rejects with #DsError. The run does not stop when the future is
 *   discarded; ds_onboarding_cancel() stops it
 */
DexFuture *
ds_onboarding_run (DsOnboarding *self,
                   const char *code)
{
  g_autoptr (DsSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *future;
  Run *run;

  dex_return_error_if_fail (DS_IS_ONBOARDING (self));
  dex_return_error_if_fail (code != NULL);

  if (self->state == DS_ONBOARDING_RUNNING)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BUSY, "This set-up runs already");

  if (ds_device_get_driver (self->device)->prove == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "There is nothing to set up");

  secret = read_code (self->device, code, &error);
  if (secret == NULL)
    return reject_code (self, g_steal_pointer (&error));

  dex_clear (&self->cancel);
  dex_clear (&self->ended);
  self->cancel = dex_promise_new ();
  self->ended = dex_promise_new ();

  run = g_new0 (Run, 1);
  run->self = g_object_ref (self);
  run->verb = _ds_verb_new (self->home, self->device);
  run->code = g_steal_pointer (&secret);

  g_ptr_array_add (self->home->onboardings, self);
  if (_ds_device_get_record (self->device) == NULL ||
      ds_device_get_state (self->device) == DS_DEVICE_WATCHED)
    _ds_device_set_attention (self->device, NULL);
  _ds_onboarding_set_error (self, NULL, NULL);
  _ds_onboarding_set_step (self, DS_STEP_INSPECT);
  _ds_onboarding_set_state (self, DS_ONBOARDING_RUNNING);
  _ds_device_set_running (self->device, TRUE);

  future = ds_fiber_spawn (run_fiber, run, (GDestroyNotify) run_free);
  dex_future_disown (dex_ref (future));
  return future;
}

/**
 * ds_onboarding_cancel:
 * @self: a set-up
 *
 * Stops the run, down to the socket, and takes back what the device took.
 *
 * Returns: (transfer full): a future that resolves to true when that is done, or
 *   is left for the next time that the device is seen
 */
DexFuture *
ds_onboarding_cancel (DsOnboarding *self)
{
  dex_return_error_if_fail (DS_IS_ONBOARDING (self));

  if (self->state != DS_ONBOARDING_RUNNING)
    return dex_future_new_true ();

  if (dex_future_is_pending (DEX_FUTURE (self->cancel)))
    dex_promise_reject (self->cancel, g_error_new_literal (DS_ERROR, DS_ERROR_CANCELLED,
                                                           "The person stopped it"));
  return dex_ref (DEX_FUTURE (self->ended));
}

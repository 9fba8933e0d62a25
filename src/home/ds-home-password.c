/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* The password: keyring first, device second, as in a set-up. What is pending is
 * the trace that a kill leaves; the next check-in that is refused settles it. */

static bool
has_pending (DsVerb *verb)
{
  g_autoptr (DsCredential) pending = NULL;

  pending = dex_await_boxed (ds_keyring_lookup (verb->home->keyring,
                                                ds_device_get_id (verb->device), DS_SLOT_PENDING),
                             NULL);
  return pending != NULL;
}

static void
step (DsVerb *verb,
      DsPasswordStep begun)
{
  if (verb->on_step != NULL)
    verb->on_step (begun, verb->step_data);
}

/* A change that was left open ends first. */
static DsCredential *
begin_change_of_password (DsVerb *verb,
                          GError **error)
{
  g_autoptr (DsCredential) credential = _ds_verb_begin_with_keys (verb, error);

  if (credential == NULL || !has_pending (verb))
    return g_steal_pointer (&credential);
  if (_ds_home_settle (verb->home, verb->device, DS_SETTLE_KEEP, error) == DS_SETTLED_NOT_YET)
    return NULL;

  return _ds_verb_find_current (verb, error);
}

/* The previous entry, where it has another password than the current one: after an
 * announced key it has the same. */
static DsCredential *
find_old_password (DsVerb *verb,
                   DsCredential *credential)
{
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsCredential) previous = NULL;
  g_autoptr (DsSecret) before = NULL;
  g_autoptr (DsSecret) now = NULL;

  if (driver->get_password == NULL)
    return NULL;
  previous = dex_await_boxed (ds_keyring_lookup (verb->home->keyring,
                                                 ds_device_get_id (verb->device),
                                                 DS_SLOT_PREVIOUS),
                              NULL);
  if (previous == NULL)
    return NULL;

  before = driver->get_password (previous);
  now = driver->get_password (credential);
  if (before == NULL || now == NULL || ds_secret_equal (before, now))
    return NULL;

  return g_steal_pointer (&previous);
}

/* See the private header. Where the door could not be tried, what was known of it
 * stays. */
void
_ds_verb_try_old_password (DsVerb *verb,
                           DsTarget *target,
                           DsCredential *credential,
                           DsFacts *facts)
{
  unsigned int known = ds_device_get_weaknesses (verb->device) & DS_WEAKNESS_OLD_PASSWORD;
  g_autoptr (DsCredential) previous = find_old_password (verb, credential);
  g_autoptr (DsFacts) seen = NULL;
  g_autoptr (GError) error = NULL;

  if (previous != NULL)
    seen = dex_await_boxed (ds_device_get_driver (verb->device)->check_in (target, previous),
                            &error);
  if (seen != NULL)
    known = DS_WEAKNESS_OLD_PASSWORD;
  else if (ds_error_is (error, DS_ERROR_NOT_OURS))
    known = 0;
  facts->weaknesses |= known;
}

/* The new way in is open; now the old one must be shut. */
static bool
put_changed (DsVerb *verb,
             DsTarget *target,
             DsCredential *renewed,
             DsFacts *facts,
             GError **error)
{
  step (verb, DS_PASSWORD_STEP_SHUT);
  _ds_verb_try_old_password (verb, target, renewed, facts);
  return _ds_home_put_facts (verb->home, verb->device, target, facts, error);
}

static bool
install_password (DsVerb *verb,
                  DsCredential *credential,
                  DsCredential *renewed,
                  GError **error)
{
  const DsDriver *driver = ds_device_get_driver (verb->device);
  const char *id = ds_device_get_id (verb->device);
  const char *label = ds_device_get_name (verb->device);
  g_autoptr (DsTarget) target = _ds_device_dup_target (verb->device);
  g_autoptr (DsFacts) facts = NULL;

  step (verb, DS_PASSWORD_STEP_GIVE);
  if (!dex_await (driver->change_password (target, credential, renewed), error))
    return false;

  step (verb, DS_PASSWORD_STEP_TRY);
  facts = dex_await_boxed (driver->check_in (target, renewed), error);
  return facts != NULL &&
         dex_await (ds_keyring_promote (verb->home->keyring, id, label), error) &&
         put_changed (verb, target, renewed, facts, error);
}

/* The device took it, but its answer was lost. */
static void
look_after_change (DsVerb *verb)
{
  g_autoptr (DsCredential) credential = _ds_verb_find_current (verb, NULL);
  g_autoptr (GError) error = NULL;

  verb->changed_password = true;
  if (credential != NULL && !_ds_verb_check_in (verb, credential, &error))
    g_message ("The old password could not be tried: %s", error->message);
}

/* Makes a password and keeps it beside the one in use. */
static DsCredential *
keep_renewed (DsVerb *verb,
              DsCredential *credential,
              GError **error)
{
  g_autoptr (DsTarget) target = _ds_device_dup_target (verb->device);
  g_autoptr (DsCredential) renewed = NULL;

  /* The driver asks the device first; what can fail is that. */
  step (verb, DS_PASSWORD_STEP_FIND);
  renewed = dex_await_boxed (ds_device_get_driver (verb->device)->renew (target, credential), error);
  if (renewed == NULL)
    return NULL;
  step (verb, DS_PASSWORD_STEP_MAKE);

  step (verb, DS_PASSWORD_STEP_KEEP);
  if (!dex_await (ds_keyring_store (verb->home->keyring, ds_device_get_id (verb->device),
                                    DS_SLOT_PENDING, ds_device_get_name (verb->device), renewed),
                  error))
    return NULL;

  return g_steal_pointer (&renewed);
}

static DexFuture *
change_password_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsCredential) renewed = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->renew == NULL || driver->change_password == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The device has no password");
  credential = begin_change_of_password (verb, &error);
  if (credential == NULL)
    return _ds_verb_reject (&error);

  renewed = keep_renewed (verb, credential, &error);
  if (renewed == NULL && _ds_verb_keep_announced_key (verb, &credential, &error))
    renewed = keep_renewed (verb, credential, &error);
  if (renewed == NULL)
    {
      _ds_verb_note_trouble (verb, error);
      return _ds_verb_reject (&error);
    }

  if (install_password (verb, credential, renewed, &error))
    return dex_future_new_true ();

  /* Which of the two it takes is found out by logging in. */
  error = ds_error_adopt (g_steal_pointer (&error));
  if (_ds_home_settle (verb->home, verb->device, DS_SETTLE_KEEP, NULL) == DS_SETTLED_SET_UP)
    {
      look_after_change (verb);
      return dex_future_new_true ();
    }
  return _ds_verb_reject (&error);
}

/**
 * ds_home_change_password:
 * @self: a home
 * @device: a device that is set up
 * @on_step: (nullable) (scope notified): called when a step begins
 * @data: for @on_step
 * @destroy: (nullable): frees @data when the change has ended
 *
 * Gives the device a new password. At no instant does the device have one that
 * the keyring lacks.
 *
 * Returns: (transfer full): a future that resolves to true once the device lets
 *   the new one in, or rejects with #DsError; then the old one is in use still,
 *   or which one is found out when the device can be reached
 */
DexFuture *
ds_home_change_password (DsHome *self,
                         DsDevice *device,
                         DsPasswordStepFunc on_step,
                         void *data,
                         GDestroyNotify destroy)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = _ds_verb_new (self, device);
  verb->on_step = on_step;
  verb->step_data = data;
  verb->destroy = destroy;
  return _ds_verb_run (verb, change_password_fiber);
}

static DexFuture *
dup_password_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;
  DsSecret *password;

  if (driver->get_password == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The device has no password");
  credential = _ds_verb_begin_with_keys (verb, &error);
  if (credential == NULL)
    return _ds_verb_reject (&error);

  password = driver->get_password (credential);
  if (password == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The device has no password");

  return dex_future_new_take_boxed (DS_TYPE_SECRET, password);
}

/**
 * ds_home_dup_password:
 * @self: a home
 * @device: a device that is set up
 *
 * Returns: (transfer full): a future that resolves to the #DsSecret that is the
 *   owner's password, or rejects with %DS_ERROR_UNSUPPORTED where the device has
 *   none, or another #DsError
 */
DexFuture *
ds_home_dup_password (DsHome *self,
                      DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), dup_password_fiber);
}

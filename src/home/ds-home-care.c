/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* The verbs that keep a device well: updates, erasing and its password. */

static DexFuture *
reject (GError **error)
{
  return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (error)));
}

static DexFuture *
reject_unsupported (void)
{
  return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The driver cannot do this");
}

/* The lock, the row, the credential: what all of them need first. */
static DsCredential *
begin (DsVerb *verb,
       GError **error)
{
  if (!_ds_verb_begin_change (verb, error))
    return NULL;
  if (_ds_verb_is_set_up (verb->device))
    return _ds_verb_find_current (verb, error);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "The device is not set up");
  return NULL;
}

static void
note_trouble (DsVerb *verb,
              const GError *error)
{
  if (ds_error_is (error, DS_ERROR_KEY_CHANGED) || ds_error_is (error, DS_ERROR_NOT_OURS) ||
      ds_error_is (error, DS_ERROR_STUCK) || ds_error_is (error, DS_ERROR_NOT_UPDATED))
    _ds_home_put_attention (verb->home, verb->device, error);
}

/* Stores the facts that a verb of the driver ended with. Takes @future. */
static DexFuture *
keep_facts (DsVerb *verb,
            DsTarget *target,
            DexFuture *future)
{
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  facts = dex_await_boxed (future, &error);
  if (facts == NULL)
    {
      error = ds_error_adopt (g_steal_pointer (&error));
      note_trouble (verb, error);
      return reject (&error);
    }

  /* Doors are tried at a check-in only. */
  facts->weaknesses |= ds_device_get_weaknesses (verb->device);
  if (!_ds_home_put_facts (verb->home, verb->device, target, facts, &error))
    return reject (&error);

  return dex_future_new_true ();
}

/*
 * Updates
 */

static DexFuture *
check_update_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->check_update == NULL)
    return reject_unsupported ();
  credential = begin (verb, &error);
  if (credential == NULL)
    return reject (&error);

  target = _ds_device_dup_target (verb->device);
  return keep_facts (verb, target, driver->check_update (target, credential));
}

/**
 * ds_home_check_update:
 * @self: a home
 * @device: a device that is set up
 *
 * Lets the device ask its maker for an update, and reads the answer.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with #DsError
 */
DexFuture *
ds_home_check_update (DsHome *self,
                      DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), check_update_fiber);
}

static void
on_moved (const DsUpdate *update,
          void *data)
{
  _ds_device_set_update (data, update);
}

static DexFuture *
update_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->update == NULL)
    return reject_unsupported ();
  credential = begin (verb, &error);
  if (credential == NULL)
    return reject (&error);

  target = _ds_device_dup_target (verb->device);
  return keep_facts (verb, target,
                     driver->update (target, credential, verb->text, on_moved,
                                     g_object_ref (verb->device), g_object_unref));
}

/**
 * ds_home_update:
 * @self: a home
 * @device: a device that is set up
 * @version: the one that was shown to the person
 *
 * Installs an update and follows it; how far it is shows in
 * ds_device_get_update(). Repeating it is harmless.
 *
 * Returns: (transfer full): a future that resolves to true once the device itself
 *   says that it runs @version; or rejects with %DS_ERROR_NOT_UPDATED,
 *   %DS_ERROR_STUCK or another #DsError. Where it is discarded, the device goes on
 */
DexFuture *
ds_home_update (DsHome *self,
                DsDevice *device,
                const char *version)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (version != NULL);

  verb = _ds_verb_new (self, device);
  verb->text = g_strdup (version);
  return _ds_verb_run (verb, update_fiber);
}

static DexFuture *
set_automatic_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->set_automatic_updates == NULL)
    return reject_unsupported ();
  credential = begin (verb, &error);
  if (credential == NULL)
    return reject (&error);

  target = _ds_device_dup_target (verb->device);
  return keep_facts (verb, target,
                     driver->set_automatic_updates (target, credential, verb->mode));
}

/**
 * ds_home_set_automatic_updates:
 * @self: a home
 * @device: a device that is set up
 * @mode: on, off or ask
 *
 * Returns: (transfer full): a future that resolves to true once the device has it,
 *   read back; or rejects with #DsError
 */
DexFuture *
ds_home_set_automatic_updates (DsHome *self,
                               DsDevice *device,
                               DsAutomaticUpdates mode)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = _ds_verb_new (self, device);
  verb->mode = mode;
  return _ds_verb_run (verb, set_automatic_fiber);
}

/*
 * Personal data
 */

static DexFuture *
erase_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->erase == NULL)
    return reject_unsupported ();
  credential = begin (verb, &error);
  if (credential == NULL)
    return reject (&error);

  target = _ds_device_dup_target (verb->device);
  return keep_facts (verb, target,
                     driver->erase (target, credential, (const char * const *) verb->ids));
}

/**
 * ds_home_erase:
 * @self: a home
 * @device: a device that is set up
 * @ids: which personal data, see ds_device_get_personal_data()
 *
 * Returns: (transfer full): a future that resolves to true once reading back shows
 *   that the data is gone; or rejects with %DS_ERROR_NOT_ERASED or another #DsError
 */
DexFuture *
ds_home_erase (DsHome *self,
               DsDevice *device,
               const char * const *ids)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (ids != NULL);

  verb = _ds_verb_new (self, device);
  verb->ids = g_strdupv ((char **) ids);
  return _ds_verb_run (verb, erase_fiber);
}

/*
 * The password: keyring first, device second, as in a set-up. What is pending is
 * the trace that a kill leaves; the next check-in that is refused settles it.
 */

static bool
has_pending (DsVerb *verb)
{
  g_autoptr (DsCredential) pending = NULL;

  pending = dex_await_boxed (ds_keyring_lookup (verb->home->keyring,
                                                ds_device_get_id (verb->device), DS_SLOT_PENDING),
                             NULL);
  return pending != NULL;
}

/* A change that was left open ends first. */
static DsCredential *
begin_change_of_password (DsVerb *verb,
                          GError **error)
{
  g_autoptr (DsCredential) credential = begin (verb, error);

  if (credential == NULL || !has_pending (verb))
    return g_steal_pointer (&credential);
  if (_ds_home_settle (verb->home, verb->device, true, error) == DS_SETTLED_NOT_YET)
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

  if (!dex_await (driver->change_password (target, credential, renewed), error))
    return false;

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

static DexFuture *
change_password_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsCredential) renewed = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->renew == NULL || driver->change_password == NULL)
    return reject_unsupported ();
  credential = begin_change_of_password (verb, &error);
  if (credential == NULL)
    return reject (&error);

  target = _ds_device_dup_target (verb->device);
  renewed = dex_await_boxed (driver->renew (target, credential), &error);
  if (renewed == NULL ||
      !dex_await (ds_keyring_store (verb->home->keyring, ds_device_get_id (verb->device),
                                    DS_SLOT_PENDING, ds_device_get_name (verb->device), renewed),
                  &error))
    {
      note_trouble (verb, error);
      return reject (&error);
    }

  if (install_password (verb, credential, renewed, &error))
    return dex_future_new_true ();

  /* Which of the two it takes is found out by logging in. */
  error = ds_error_adopt (g_steal_pointer (&error));
  if (_ds_home_settle (verb->home, verb->device, true, NULL) == DS_SETTLED_SET_UP)
    {
      look_after_change (verb);
      return dex_future_new_true ();
    }
  return reject (&error);
}

/**
 * ds_home_change_password:
 * @self: a home
 * @device: a device that is set up
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
                         DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), change_password_fiber);
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
    return reject_unsupported ();
  credential = begin (verb, &error);
  if (credential == NULL)
    return reject (&error);

  password = driver->get_password (credential);
  if (password == NULL)
    return reject_unsupported ();

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

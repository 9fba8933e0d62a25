/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-text.h"
#include "drivers/ds-driver.h"

/* The verbs on one device. Each is one fiber; where it changes keys or rows it
 * first takes the device's lock and reads the row anew. */

bool
_ds_verb_begin_change (DsVerb *verb,
                       GError **error)
{
  if (verb->home->storage_error != NULL && !verb->home->storage_open)
    {
      g_propagate_error (error, g_error_copy (verb->home->storage_error));
      return false;
    }

  return _ds_verb_take_lock (verb, NULL, error) && _ds_home_reload (verb->home, verb->device, error);
}

/* The credential in use, of a device that may be talked to. */
DsCredential *
_ds_verb_find_current (DsVerb *verb,
                       GError **error)
{
  DsHome *self = verb->home;
  g_autoptr (GError) local_error = NULL;
  DsCredential *credential;

  /* A device with another key gets no traffic before it was proved again. */
  if (ds_error_is (ds_device_get_attention (verb->device), DS_ERROR_KEY_CHANGED))
    {
      g_propagate_error (error, g_error_copy (ds_device_get_attention (verb->device)));
      return NULL;
    }

  credential = dex_await_boxed (ds_keyring_lookup (self->keyring, ds_device_get_id (verb->device),
                                                   DS_SLOT_CURRENT),
                                &local_error);
  if (credential != NULL)
    return credential;

  if (ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      local_error = g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                                         "The keyring has no keys for this device");
    }
  if (ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE))
    _ds_home_put_attention (self, verb->device, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

bool
_ds_verb_is_set_up (DsDevice *device)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);

  return record != NULL && record->state == DS_RECORD_SET_UP;
}

/* The lock, the row, the keys: what a verb on a device that is set up needs first. */
DsCredential *
_ds_verb_begin_with_keys (DsVerb *verb,
                          GError **error)
{
  if (!_ds_verb_begin_change (verb, error))
    return NULL;
  if (_ds_verb_is_set_up (verb->device))
    return _ds_verb_find_current (verb, error);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "The device is not set up");
  return NULL;
}

/* What a refusal tells of the device itself stays with its row. */
void
_ds_verb_note_trouble (DsVerb *verb,
                       const GError *error)
{
  if (ds_error_is (error, DS_ERROR_UNREACHABLE) || ds_error_is (error, DS_ERROR_TIMED_OUT))
    _ds_device_set_reached (verb->device, FALSE);
  if (ds_error_is (error, DS_ERROR_KEY_CHANGED) || ds_error_is (error, DS_ERROR_NOT_OURS) ||
      ds_error_is (error, DS_ERROR_UNCOVERED) ||
      ds_error_is (error, DS_ERROR_STUCK) || ds_error_is (error, DS_ERROR_NOT_UPDATED))
    _ds_home_put_attention (verb->home, verb->device, error);
}

/* A password that was being changed when Doorstep or the device went away is
 * still pending; then the device may take that one only. */
static bool
settle_change (DsVerb *verb)
{
  DsHome *self = verb->home;
  g_autoptr (DsCredential) pending = NULL;
  g_autoptr (GError) error = NULL;

  pending = dex_await_boxed (ds_keyring_lookup (self->keyring, ds_device_get_id (verb->device),
                                                DS_SLOT_PENDING),
                             &error);
  if (pending == NULL)
    return false;

  switch (_ds_home_settle (self, verb->device, DS_SETTLE_KEEP, &error))
    {
    case DS_SETTLED_SET_UP:
      return true;
    case DS_SETTLED_AS_BEFORE:
    case DS_SETTLED_AS_IT_SAYS:
      /* Keys from before opened it, or none did, which the row tells then. */
      return ds_device_get_attention (verb->device) == NULL ||
             ds_error_is_weak_door (ds_device_get_attention (verb->device));
    case DS_SETTLED_NOT_YET:
    default:
      return false;
    }
}

bool
_ds_verb_check_in (DsVerb *verb,
                   DsCredential *credential,
                   GError **error)
{
  DsHome *self = verb->home;
  g_autoptr (DsTarget) target = _ds_device_dup_target (verb->device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) local_error = NULL;

  facts = dex_await_boxed (ds_device_get_driver (verb->device)->check_in (target, credential),
                           &local_error);
  if (facts != NULL)
    {
      if (verb->changed_password ||
          (ds_device_get_weaknesses (verb->device) & DS_WEAKNESS_OLD_PASSWORD))
        _ds_verb_try_old_password (verb, target, credential, facts);
      return _ds_home_put_facts (self, verb->device, target, facts, error);
    }
  if (ds_error_is (local_error, DS_ERROR_NOT_OURS) && settle_change (verb))
    return true;

  _ds_verb_note_trouble (verb, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return false;
}

/* See the private header. Keyring first, device second: a check-in reads from the
 * device, keeps the key, and only then anything is done there. */
bool
_ds_verb_keep_announced_key (DsVerb *verb,
                             DsCredential **credential,
                             GError **error)
{
  g_autoptr (DsCredential) before = NULL;

  if (!ds_error_is (*error, DS_ERROR_KEY_RENEWED))
    return false;

  g_clear_error (error);
  before = g_steal_pointer (credential);
  if (!_ds_verb_check_in (verb, before, error))
    return false;
  *credential = _ds_verb_find_current (verb, error);
  return *credential != NULL;
}

static DexFuture *
check_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (_ds_device_can_be_looked_at (verb->device))
    return _ds_verb_look (verb, &error) ? dex_future_new_true () : _ds_verb_reject (&error);

  credential = _ds_verb_begin_with_keys (verb, &error);
  if (credential == NULL || !_ds_verb_check_in (verb, credential, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/**
 * ds_home_check:
 * @self: a home
 * @device: a device that is set up, or one that tells more without a set-up
 *
 * Logs in, where there is a login, and reads facts anew. A changed key, or a device that no longer knows
 * this computer, becomes the device's attention as well.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   #DsError
 */
DexFuture *
ds_home_check (DsHome *self,
               DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), check_fiber);
}

/* Nothing is changed by blinking, so that it needs no lock; to keep a key does, and
 * whoever had the lock may have kept that key already. */
static bool
blink_again (DsVerb *verb,
             DsTarget *target,
             DsCredential **credential,
             GError **error)
{
  const DsDriver *driver = ds_device_get_driver (verb->device);

  if (!ds_error_is (*error, DS_ERROR_KEY_RENEWED))
    return false;

  g_clear_error (error);
  g_clear_pointer (credential, ds_credential_unref);
  *credential = _ds_verb_begin_with_keys (verb, error);
  if (*credential == NULL)
    return false;
  return dex_await (driver->make_noticed (target, *credential), error) ||
         (_ds_verb_keep_announced_key (verb, credential, error) &&
          dex_await (driver->make_noticed (target, *credential), error));
}

static DexFuture *
make_noticed_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = _ds_device_dup_target (verb->device);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->make_noticed == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED,
                                  "The driver cannot make a device show itself");

  if (_ds_verb_is_set_up (verb->device))
    {
      credential = _ds_verb_find_current (verb, &error);
      if (credential == NULL)
        return _ds_verb_reject (&error);
    }

  if (!dex_await (driver->make_noticed (target, credential), &error) &&
      !blink_again (verb, target, &credential, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/**
 * ds_home_make_noticed:
 * @self: a home
 * @device: a device, set up or not
 *
 * Lets the device blink or beep, so that the person sees which one it is.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   #DsError
 */
DexFuture *
ds_home_make_noticed (DsHome *self,
                      DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), make_noticed_fiber);
}

static DexFuture *
rename_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autofree char *name = ds_text_clean_name (verb->text != NULL ? verb->text : "");
  g_autofree char *room = ds_text_clean_name (verb->room != NULL ? verb->room : "");
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);
  if (_ds_device_get_record (verb->device) == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND,
                                  "Only a device on the list has a name here");

  record = _ds_device_dup_record (verb->device);
  if (name != NULL && *name != '\0')
    g_set_str (&record->name, name);
  g_set_str (&record->room, room != NULL && *room != '\0' ? room : NULL);
  if (!_ds_home_put_record (verb->home, verb->device, record, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/**
 * ds_home_rename:
 * @self: a home
 * @device: a device that is set up or watched
 * @name: its new name; an empty one changes nothing
 * @room: (nullable): its room; an empty one is none
 *
 * Names a device, on this computer only.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   #DsError
 */
DexFuture *
ds_home_rename (DsHome *self,
                DsDevice *device,
                const char *name,
                const char *room)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = _ds_verb_new (self, device);
  verb->text = g_strdup (name);
  verb->room = g_strdup (room);
  return _ds_verb_run (verb, rename_fiber);
}

static bool
ask_for_release (DsVerb *verb,
                 GError **error)
{
  DsHome *self = verb->home;
  DsDevice *device = verb->device;
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);

  if (record->state == DS_RECORD_PENDING)
    return _ds_home_settle (self, device, DS_SETTLE_TAKE_BACK, error) != DS_SETTLED_NOT_YET &&
           /* What was kept because nothing proves the device's word goes, too: the person
            * wants it gone. */
           (_ds_home_has_set_up_row (device) || _ds_home_clear_slots (self, device, error));

  record->state = DS_RECORD_RELEASING;
  return _ds_home_put_record (self, device, record, error) &&
         _ds_home_release (self, device, error);
}

static DexFuture *
remove_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);
  if (_ds_device_get_record (verb->device) == NULL ||
      _ds_device_get_record (verb->device)->state == DS_RECORD_WATCHED)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "The device is not set up");
  if (ds_device_get_driver (verb->device)->release == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED,
                                  "The driver cannot take its access back");

  /* Nothing is written down before it is sure that the keys can be read. */
  if (_ds_verb_is_set_up (verb->device))
    {
      credential = _ds_verb_find_current (verb, &error);
      if (credential == NULL)
        return _ds_verb_reject (&error);
    }

  if (ask_for_release (verb, &error))
    return dex_future_new_true ();

  _ds_home_try_later (verb->home, verb->device);
  if (ds_error_is (error, DS_ERROR_TIMED_OUT))
    error->code = DS_ERROR_UNREACHABLE;
  return _ds_verb_reject (&error);
}

/**
 * ds_home_remove:
 * @self: a home
 * @device: a device that is set up
 *
 * Takes this computer's access to the device back; the keys here go once the
 * device has confirmed it.
 *
 * Returns: (transfer full): a future that resolves to true then. Where the
 *   device cannot be reached it rejects with %DS_ERROR_UNREACHABLE, and the
 *   removal is tried again whenever the device is seen
 */
DexFuture *
ds_home_remove (DsHome *self,
                DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), remove_fiber);
}

static DexFuture *
forget_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error) ||
      !_ds_home_clear_slots (verb->home, verb->device, &error) ||
      !_ds_home_drop_record (verb->home, verb->device, &error))
    return _ds_verb_reject (&error);

  _ds_device_set_attention (verb->device, NULL);
  _ds_device_set_addresses (verb->device, NULL);
  return dex_future_new_true ();
}

/**
 * ds_home_forget:
 * @self: a home
 * @device: a device
 *
 * Forgets the device here without its word: the keys go too. For a device that
 * is gone for good or was reset.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   #DsError
 */
DexFuture *
ds_home_forget (DsHome *self,
                DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), forget_fiber);
}

static bool
remove_access (DsVerb *verb,
               DsTarget *target,
               DsCredential **credential,
               GError **error)
{
  const DsDriver *driver = ds_device_get_driver (verb->device);

  return dex_await (driver->remove_access (target, *credential, verb->text), error) ||
         (_ds_verb_keep_announced_key (verb, credential, error) &&
          dex_await (driver->remove_access (target, *credential, verb->text), error));
}

static DexFuture *
remove_access_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDriver *driver = ds_device_get_driver (verb->device);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (driver->remove_access == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The driver cannot take access back");
  credential = _ds_verb_begin_with_keys (verb, &error);
  if (credential == NULL)
    return _ds_verb_reject (&error);

  target = _ds_device_dup_target (verb->device);
  if (!remove_access (verb, target, &credential, &error) ||
      !_ds_verb_check_in (verb, credential, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/**
 * ds_home_remove_access:
 * @self: a home
 * @device: a device that is set up
 * @access_id: whose access, see ds_device_get_access()
 *
 * Takes someone else's access to the device back and reads anew who has it.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   #DsError
 */
DexFuture *
ds_home_remove_access (DsHome *self,
                       DsDevice *device,
                       const char *access_id)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (access_id != NULL);

  verb = _ds_verb_new (self, device);
  verb->text = g_strdup (access_id);
  return _ds_verb_run (verb, remove_access_fiber);
}

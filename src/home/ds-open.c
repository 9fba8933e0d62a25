/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-open"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

#define FIRST_PAUSE 5
#define LONGEST_PAUSE 900

/* Between two tries to end what is open on one device. */
typedef struct
{
  DsHome       *home;   /* borrowed: it owns the pause */
  DsDevice     *device; /* borrowed: the key of the table */
  unsigned int  source;
  unsigned int  seconds;
} DsPause;

static void
pause_free (DsPause *pause)
{
  g_clear_handle_id (&pause->source, g_source_remove);
  g_free (pause);
}

GHashTable *
_ds_home_new_pauses (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) pause_free);
}

static bool
is_open (DsDevice *device)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);

  return record != NULL &&
         (record->state == DS_RECORD_PENDING || record->state == DS_RECORD_RELEASING);
}

void
_ds_home_forget_pause (DsHome *self,
                       DsDevice *device)
{
  if (self->pauses != NULL)
    g_hash_table_remove (self->pauses, device);
}

static void
on_pause_over (gpointer user_data)
{
  DsPause *pause = user_data;

  pause->source = 0;
  _ds_home_end_open (pause->home, pause->device);
}

void
_ds_home_try_later (DsHome *self,
                    DsDevice *device)
{
  DsPause *pause;

  /* Who is not there gets no timer: being seen again is what wakes it. */
  if (!is_open (device) || !ds_device_get_present (device) || self->pauses == NULL)
    return;

  pause = g_hash_table_lookup (self->pauses, device);
  if (pause == NULL)
    {
      pause = g_new0 (DsPause, 1);
      pause->home = self;
      pause->device = device;
      g_hash_table_insert (self->pauses, g_object_ref (device), pause);
    }
  if (pause->source != 0)
    return;

  pause->seconds = pause->seconds == 0 ? FIRST_PAUSE : MIN (pause->seconds * 2, LONGEST_PAUSE);
  pause->source = g_timeout_add_seconds_once (pause->seconds, on_pause_over, pause);
}

/* The keys go only after the device has confirmed that it forgot them. */
static DsCredential *
find_credential (DsHome *self,
                 DsDevice *device,
                 GError **error)
{
  const char *id = ds_device_get_id (device);
  g_autoptr (GError) local_error = NULL;
  DsCredential *credential;

  credential = dex_await_boxed (ds_keyring_lookup (self->keyring, id, DS_SLOT_CURRENT),
                                &local_error);
  if (credential == NULL && ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      credential = dex_await_boxed (ds_keyring_lookup (self->keyring, id, DS_SLOT_PREVIOUS),
                                    &local_error);
    }

  if (credential == NULL)
    g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return credential;
}

static void
put_back (DsHome *self,
          DsDevice *device,
          const GError *reason)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);
  g_autoptr (GError) error = NULL;

  record->state = DS_RECORD_SET_UP;
  g_set_str (&record->attention, ds_error_get_nick (reason));
  if (!_ds_home_put_record (self, device, record, &error))
    g_message ("The end of a removal cannot be stored: %s", error->message);
}

/* That the request was sent and its answer did not come is kept in the row: the
 * device may have done what it was asked, and have another key now. */
static void
note_lost_answer (DsHome *self,
                  DsDevice *device)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);
  g_autoptr (GError) error = NULL;

  g_set_str (&record->attention, "unreachable");
  if (!_ds_home_put_record (self, device, record, &error))
    g_message ("A lost answer cannot be stored: %s", error->message);
}

/* Whether the device that was asked to forget us has no owner now. Nothing of ours
 * is told to the other key: what it says about itself is all that is read. */
static bool
has_forgotten (DsDevice *device,
               DsTarget *target)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);
  const DsDriver *driver = ds_device_get_driver (device);
  g_autoptr (DsInspection) inspection = NULL;

  if (g_strcmp0 (record->attention, "unreachable") != 0 || driver->inspect == NULL)
    return false;

  inspection = dex_await_boxed (driver->inspect (target), NULL);
  return inspection != NULL && !inspection->taken &&
         g_strcmp0 (inspection->key, record->key) == 0;
}

/* A row without keys says either that the device has confirmed, or that the keyring has
 * lost them. So the device's word is kept in the row before they go. */
#define CONFIRMED "not-ours"

static bool
end_release (DsHome *self,
             DsDevice *device,
             GError **error)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);
  g_autoptr (GError) local_error = NULL;

  g_set_str (&record->attention, CONFIRMED);
  if (!_ds_home_put_record (self, device, record, &local_error))
    g_message ("The device's word cannot be stored: %s", local_error->message);

  return _ds_home_clear_slots (self, device, error) &&
         _ds_home_drop_record (self, device, error);
}

/* Nobody can ask the device any more: it may still let in whoever has those keys. */
static bool
end_without_keys (DsHome *self,
                  DsDevice *device,
                  GError **error)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);
  g_autoptr (GError) lost = NULL;

  if (g_strcmp0 (record->attention, CONFIRMED) == 0)
    return end_release (self, device, error);

  lost = g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                              "The keyring has no keys for this device");
  put_back (self, device, lost);
  g_propagate_error (error, g_steal_pointer (&lost));
  return false;
}

bool
_ds_home_release (DsHome *self,
                  DsDevice *device,
                  GError **error)
{
  g_autoptr (DsTarget) target = _ds_device_dup_target (device);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) local_error = NULL;

  credential = find_credential (self, device, &local_error);
  if (ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    return end_without_keys (self, device, error);
  if (credential != NULL)
    dex_await (ds_device_get_driver (device)->release (target, credential), &local_error);

  if (ds_error_is (local_error, DS_ERROR_KEY_CHANGED) && has_forgotten (device, target))
    g_clear_error (&local_error);
  if (credential != NULL && (local_error == NULL || ds_error_is (local_error, DS_ERROR_NOT_OURS)))
    {
      bool free = ds_device_get_access (device) != NULL && _ds_device_count_others (device) == 0;

      if (!end_release (self, device, error))
        return false;
      if (free)
        _ds_device_set_released (device);
      return true;
    }

  local_error = ds_error_adopt (g_steal_pointer (&local_error));
  if (ds_error_is (local_error, DS_ERROR_KEY_CHANGED) ||
      ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE))
    put_back (self, device, local_error);
  else if (ds_target_get_reached (target) != NULL &&
           (ds_error_is (local_error, DS_ERROR_UNREACHABLE) ||
            ds_error_is (local_error, DS_ERROR_BAD_ANSWER) ||
            ds_error_is (local_error, DS_ERROR_TIMED_OUT)))
    note_lost_answer (self, device);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return false;
}

static DexFuture *
end_open_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  DsDevice *device = verb->device;
  g_autoptr (GError) error = NULL;
  bool ended = true;

  verb->lock = ds_lock_take (self->folder, ds_device_get_id (device), &error);
  if (verb->lock == NULL || !_ds_home_reload (self, device, &error))
    ended = false;
  else if (is_open (device) &&
           _ds_device_get_record (device)->state == DS_RECORD_RELEASING)
    ended = _ds_home_release (self, device, &error);
  else if (is_open (device))
    ended = _ds_home_settle (self, device, DS_SETTLE_KEEP, &error) != DS_SETTLED_NOT_YET;

  if (!ended)
    {
      _ds_home_try_later (self, device);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  _ds_home_forget_pause (self, device);
  return dex_future_new_true ();
}

void
_ds_home_end_open (DsHome *self,
                   DsDevice *device)
{
  if (!is_open (device) || ds_device_get_busy (device) || !self->storage_open)
    return;

  /* A device with another key gets no traffic before it was proved again. */
  if (ds_error_is (ds_device_get_attention (device), DS_ERROR_KEY_CHANGED))
    return;

  ds_future_forget (_ds_verb_run (_ds_verb_new (self, device), end_open_fiber),
                    "Ending what was left open");
}

/* Keys that were in use once: the person misses the device. Those that never were, the
 * device has refused before, and the person need not know that it is asked again. */
static bool
put_open_row (DsHome *self,
              DsDevice *device,
              GError **error)
{
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autoptr (DsCredential) current = NULL;

  current = dex_await_boxed (ds_keyring_lookup (self->keyring, ds_device_get_id (device),
                                                DS_SLOT_CURRENT),
                             NULL);
  if (current == NULL && ds_device_get_driver (device)->unproven_refusal)
    return true;

  record = _ds_device_dup_record (device);
  record->state = DS_RECORD_PENDING;
  return _ds_home_put_record (self, device, record, error);
}

static DexFuture *
adopt_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  DsDevice *device = verb->device;
  g_autoptr (GError) error = NULL;

  verb->lock = ds_lock_take (self->folder, ds_device_get_id (device), &error);
  if (verb->lock == NULL || !_ds_home_reload (self, device, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (_ds_home_has_set_up_row (device))
    return dex_future_new_true ();

  if (!put_open_row (self, device, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (_ds_home_settle (self, device, DS_SETTLE_KEEP, &error) == DS_SETTLED_NOT_YET)
    {
      _ds_home_try_later (self, device);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_future_new_true ();
}

/* Keys that the device may only have been said to refuse are tried again where it says
 * that it has an owner. */
static bool
is_worth_asking (DsDevice *device)
{
  return !ds_device_get_driver (device)->unproven_refusal ||
         (device->match != NULL && device->match->taken);
}

/* The keys outlived the row (a damaged data file, or a word that nothing proved): asks
 * the device which of them it takes, as after a kill. */
void
_ds_home_adopt (DsHome *self,
                DsDevice *device)
{
  if (_ds_home_has_set_up_row (device) || !self->storage_open ||
      !ds_device_get_present (device) || !is_worth_asking (device) ||
      !g_hash_table_remove (self->orphans, ds_device_get_id (device)))
    return;

  ds_future_forget (_ds_verb_run (_ds_verb_new (self, device), adopt_fiber),
                    "Finding a device again whose row was lost");
}

void
_ds_home_end_all_open (DsHome *self)
{
  GListModel *devices = G_LIST_MODEL (self->devices);
  unsigned int n_devices = g_list_model_get_n_items (devices);

  for (unsigned int i = n_devices; i > 0; i--)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i - 1);

      _ds_home_end_open (self, device);
      _ds_home_adopt (self, device);
    }
}

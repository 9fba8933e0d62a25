/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-text.h"
#include "ds-by-hand.h"

/* Devices on the person's list that are not set up, and those that they do not want
 * to see. No keys are kept of either. */

static DexFuture *
put_in_state (DsVerb *verb,
              DsRecordState state)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (verb->device);
  g_autoptr (GError) error = NULL;

  record->state = state;
  /* What its announcement told the catalogue is known when it is gone, too. */
  if (record->maker == NULL && verb->device->product != NULL)
    g_set_str (&record->maker, verb->device->product->maker);
  record->watched = record->watched || state == DS_RECORD_WATCHED;
  if (!_ds_home_put_record (verb->home, verb->device, record, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/* Whether there is no set-up, whole or half, that would be lost. */
static bool
is_without_set_up (DsVerb *verb)
{
  const DsDeviceRecord *record = _ds_device_get_record (verb->device);

  return record == NULL || record->state == DS_RECORD_WATCHED ||
         record->state == DS_RECORD_IGNORED;
}

static DexFuture *
change_state_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DexFuture) put = NULL;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);
  if (!is_without_set_up (verb))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The device is set up");

  put = put_in_state (verb, verb->number);
  if (verb->number == DS_RECORD_WATCHED && dex_future_is_resolved (put))
    _ds_verb_meet (verb);
  return g_steal_pointer (&put);
}

static DexFuture *
change_state (DsHome *self,
              DsDevice *device,
              DsRecordState state)
{
  DsVerb *verb = _ds_verb_new (self, device);

  verb->number = state;
  return _ds_verb_run (verb, change_state_fiber);
}

static DexFuture *
drop_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDeviceRecord *record;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);

  record = _ds_device_get_record (verb->device);
  if (record == NULL || record->state != verb->number)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "The device is not on that list");
  /* It was on the list before. */
  if (record->state == DS_RECORD_IGNORED && record->watched)
    return put_in_state (verb, DS_RECORD_WATCHED);
  if (!_ds_home_drop_record (verb->home, verb->device, &error))
    return _ds_verb_reject (&error);

  _ds_device_set_addresses (verb->device, NULL);
  return dex_future_new_true ();
}

static DexFuture *
drop (DsHome *self,
      DsDevice *device,
      DsRecordState state)
{
  DsVerb *verb = _ds_verb_new (self, device);

  verb->number = state;
  return _ds_verb_run (verb, drop_fiber);
}

/**
 * ds_home_watch:
 * @self: a home
 * @device: a device that is not set up
 *
 * Puts a device on the person's list as it is: it is looked after there, and
 * nothing on it is changed. From one that can be looked at without a set-up, the key
 * is remembered that it shows now.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_UNSUPPORTED where the device is set up, or with another #DsError
 */
DexFuture *
ds_home_watch (DsHome *self,
               DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return change_state (self, device, DS_RECORD_WATCHED);
}

/**
 * ds_home_unwatch:
 * @self: a home
 * @device: a device that is watched
 *
 * Takes a device from the person's list, and with it what they kept about it.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where it is not watched, or with another #DsError
 */
DexFuture *
ds_home_unwatch (DsHome *self,
                 DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return drop (self, device, DS_RECORD_WATCHED);
}

/**
 * ds_home_ignore:
 * @self: a home
 * @device: a device that is not set up and announces itself
 *
 * Does not show the device any more, also after a restart, until
 * ds_home_stop_ignoring().
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_UNSUPPORTED where it is set up or was added by hand, or with another
 *   #DsError
 */
DexFuture *
ds_home_ignore (DsHome *self,
                DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  if (ds_device_get_by_hand (device))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED,
                                  "What was added by hand is removed by hand");

  return change_state (self, device, DS_RECORD_IGNORED);
}

/**
 * ds_home_stop_ignoring:
 * @self: a home
 * @device: one of ds_home_get_ignored()
 *
 * Shows a device again. One that was watched before is on the list again, with what
 * was kept about it.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where it is not ignored, or with another #DsError
 */
DexFuture *
ds_home_stop_ignoring (DsHome *self,
                       DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return drop (self, device, DS_RECORD_IGNORED);
}

/*
 * By hand
 */

typedef struct
{
  DsVerb         *verb;
  DsDeviceRecord *record;
} Addition;

static void
addition_free (Addition *self)
{
  g_clear_pointer (&self->verb, _ds_verb_free);
  g_clear_pointer (&self->record, ds_device_record_free);
  g_free (self);
}

static DexFuture *
add_fiber (gpointer data)
{
  Addition *self = data;
  DsVerb *verb = self->verb;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error) ||
      !_ds_home_put_record (verb->home, verb->device, self->record, &error))
    return _ds_verb_reject (&error);

  _ds_home_add_device (verb->home, verb->device);
  return dex_future_new_take_object (g_object_ref (verb->device));
}

static void
set_clean (char **kept,
           const char *typed)
{
  g_autofree char *clean = ds_text_clean_name (typed);

  g_set_str (kept, *clean != '\0' ? clean : NULL);
}

/* "Sonos One": the maker once, also where the model begins with it. */
static char *
make_name (const DsDeviceRecord *record)
{
  g_autofree char *both = NULL;

  if (record->maker == NULL || record->model == NULL)
    return g_strdup (record->model != NULL ? record->model : record->maker);
  if (g_str_has_prefix (record->model, record->maker))
    return g_strdup (record->model);

  both = g_strjoin (" ", record->maker, record->model, NULL);
  return ds_text_clean_name (both);
}

static DsDeviceRecord *
new_record (DsDevice *device,
            const DsByHand *what)
{
  DsDeviceRecord *record = _ds_device_dup_record (device);

  record->state = DS_RECORD_WATCHED;
  record->watched = TRUE;
  record->kind = what->kind;
  set_clean (&record->maker, what->maker);
  set_clean (&record->model, what->model);
  set_clean (&record->room, what->room);
  set_clean (&record->name, what->name);
  if (record->name == NULL)
    record->name = make_name (record);
  _ds_record_set_notes (record, what->notes);
  _ds_record_set_purchase_date (record, what->purchased_on);
  return record;
}

/**
 * ds_home_add_by_hand:
 * @self: a home
 * @what: what the person says of it
 *
 * Puts a device on the person's list that never announces itself.
 *
 * Returns: (transfer full): a future that resolves to the #DsDevice, or rejects
 *   with %DS_ERROR_FAILED where @what has no name, maker or model, or with another
 *   #DsError
 */
DexFuture *
ds_home_add_by_hand (DsHome *self,
                     const DsByHand *what)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (DsDevice) device = NULL;
  g_autoptr (DsDeviceRecord) record = NULL;
  Addition *addition;
  DexFuture *future;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (what != NULL);

  device = _ds_device_new (&_ds_by_hand_driver, key, &self->today);
  record = new_record (device, what);
  if (record->name == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "There is nothing to call it by");

  addition = g_new0 (Addition, 1);
  addition->verb = _ds_verb_new (self, device);
  addition->record = g_steal_pointer (&record);
  future = ds_fiber_spawn (add_fiber, addition, (GDestroyNotify) addition_free);
  return dex_future_first (future, dex_ref (DEX_FUTURE (self->stopping)), NULL);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-settle"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* How a set-up that was left open ends: pending, then current, then previous is
 * tried; what the device takes, stays. In the end the device is set up, or
 * everything is as it was before. Each step may be killed and begun again.
 *
 * "I do not know these keys" is a word that some protocols do not prove. It ends what
 * was open, for the person is not to be kept waiting; but no keys go away for it. They
 * are tried once more before the next set-up, and at the next start if the device says
 * then that someone has set it up (ds-open.c); what a new set-up has proved takes their
 * place. So whoever is in between and says that word locks nobody out. */

typedef enum {
  PENDING_OPEN,   /* not known yet */
  PENDING_NONE,   /* there was none */
  PENDING_GONE,   /* there is none any more, and the device does not have it */
  PENDING_KEPT,   /* the device says that it does not have it; nothing proves that */
  PENDING_IN_USE, /* it became the current one */
} PendingEnd;

/* Tells "not there" (NULL without an error) from "cannot be read". */
static DsCredential *
look_up (DsHome *self,
         DsDevice *device,
         DsSlot slot,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  DsCredential *credential;

  credential = dex_await_boxed (ds_keyring_lookup (self->keyring, ds_device_get_id (device), slot),
                                &local_error);
  if (credential == NULL && !ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));

  return credential;
}

static bool
store_and_promote (DsHome *self,
                   DsDevice *device,
                   DsCredential *credential,
                   GError **error)
{
  const char *id = ds_device_get_id (device);
  const char *label = ds_device_get_name (device);

  return dex_await (ds_keyring_store (self->keyring, id, DS_SLOT_PENDING, label, credential),
                    error) &&
         dex_await (ds_keyring_promote (self->keyring, id, label), error);
}

static bool
put_set_up (DsHome *self,
            DsDevice *device,
            const char *attention,
            GError **error)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);

  record->state = DS_RECORD_SET_UP;
  record->watched = FALSE;
  if (record->set_up_at == 0)
    record->set_up_at = ds_clock_now ();
  g_set_str (&record->attention, attention);
  return _ds_home_put_record (self, device, record, error);
}

static bool
clear_pending (DsHome *self,
               DsDevice *device,
               GError **error)
{
  return dex_await (ds_keyring_clear (self->keyring, ds_device_get_id (device), DS_SLOT_PENDING),
                    error);
}

/* The device said that it does not know them. */
static PendingEnd
end_refused (DsHome *self,
             DsDevice *device,
             GError **error)
{
  if (ds_device_get_driver (device)->unproven_refusal)
    return PENDING_KEPT;
  return clear_pending (self, device, error) ? PENDING_GONE : PENDING_OPEN;
}

bool
_ds_home_has_set_up_row (DsDevice *device)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);

  return record != NULL && record->state != DS_RECORD_WATCHED;
}

/* Keys that had no row any more: the trace before the act, here too. */
static bool
open_row (DsHome *self,
          DsDevice *device,
          GError **error)
{
  g_autoptr (DsDeviceRecord) record = NULL;

  if (_ds_home_has_set_up_row (device))
    return true;

  record = _ds_device_dup_record (device);
  record->state = DS_RECORD_PENDING;
  return _ds_home_put_record (self, device, record, error);
}

/* The device takes it, but the person changed their mind. */
static PendingEnd
take_back (DsHome *self,
           DsDevice *device,
           DsTarget *target,
           DsCredential *credential,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!dex_await (ds_device_get_driver (device)->release (target, credential), &local_error))
    {
      if (ds_error_is (local_error, DS_ERROR_NOT_OURS))
        return end_refused (self, device, error);
      g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
      return PENDING_OPEN;
    }

  if (!clear_pending (self, device, error))
    return PENDING_OPEN;

  _ds_device_set_released (device);
  return PENDING_GONE;
}

static PendingEnd
keep (DsHome *self,
      DsDevice *device,
      DsTarget *target,
      DsCredential *credential,
      GError **error)
{
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) local_error = NULL;
  bool stored;

  if (!open_row (self, device, error) || !store_and_promote (self, device, credential, error))
    return PENDING_OPEN;

  facts = dex_await_boxed (ds_device_get_driver (device)->check_in (target, credential),
                           &local_error);
  if (facts != NULL)
    stored = _ds_home_put_facts (self, device, target, facts, error);
  else
    stored = put_set_up (self, device, NULL, error);

  return stored ? PENDING_IN_USE : PENDING_OPEN;
}

static PendingEnd
settle_pending (DsHome *self,
                DsDevice *device,
                DsTarget *target,
                DsSettleAim aim,
                GError **error)
{
  const DsDriver *driver = ds_device_get_driver (device);
  g_autoptr (DsCredential) pending = NULL;
  g_autoptr (DsCredential) taken = NULL;
  g_autoptr (GError) local_error = NULL;

  if (aim == DS_SETTLE_UNGIVEN)
    return clear_pending (self, device, error) ? PENDING_GONE : PENDING_OPEN;

  pending = look_up (self, device, DS_SLOT_PENDING, &local_error);
  if (pending == NULL && local_error == NULL)
    return PENDING_NONE;
  if (pending != NULL)
    taken = dex_await_boxed (driver->settle (target, pending), &local_error);

  if (taken != NULL && aim == DS_SETTLE_TAKE_BACK && driver->release != NULL)
    return take_back (self, device, target, taken, error);
  if (taken != NULL)
    return keep (self, device, target, taken, error);
  if (pending != NULL && ds_error_is (local_error, DS_ERROR_NOT_OURS))
    return end_refused (self, device, error);

  g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return PENDING_OPEN;
}

/* The row goes back to what it was; @attention says what is wrong with it. */
static bool
end_as_before (DsHome *self,
               DsDevice *device,
               const char *attention,
               GError **error)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);

  if (record != NULL && record->set_up_at > 0)
    return put_set_up (self, device, attention, error);

  return (ds_device_get_driver (device)->unproven_refusal ||
          _ds_home_clear_slots (self, device, error)) &&
         _ds_home_undo_record (self, device, error);
}

/* One older credential. True where that ended it, with or without an error. */
static bool
try_slot (DsHome *self,
          DsDevice *device,
          DsTarget *target,
          DsSlot slot,
          const char **attention,
          GError **error)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) local_error = NULL;

  credential = look_up (self, device, slot, &local_error);
  /* One that cannot be read any more is none, and @attention says so. */
  if (credential == NULL &&
      (local_error == NULL || ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE)))
    return false;
  if (credential != NULL)
    facts = dex_await_boxed (ds_device_get_driver (device)->check_in (target, credential),
                             &local_error);

  if (facts != NULL)
    {
      if (open_row (self, device, error) &&
          (slot != DS_SLOT_PREVIOUS || store_and_promote (self, device, credential, error)))
        _ds_home_put_facts (self, device, target, facts, error);
      return true;
    }

  if (credential != NULL && ds_error_is (local_error, DS_ERROR_NOT_OURS))
    {
      *attention = "not-ours";
      return false;
    }

  if (ds_error_is (local_error, DS_ERROR_KEY_CHANGED))
    put_set_up (self, device, "key-changed", error);
  else if (credential != NULL && slot == DS_SLOT_CURRENT &&
           record != NULL && record->set_up_at > 0)
    /* It was set up with this one before: that it is not there now is no news. */
    put_set_up (self, device, NULL, error);
  else
    g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
  return true;
}

static DsSettled
try_older (DsHome *self,
           DsDevice *device,
           DsTarget *target,
           PendingEnd end,
           GError **error)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);
  bool was_set_up = record != NULL && record->set_up_at > 0;
  const char *attention = "keyring-unreadable";
  g_autoptr (GError) local_error = NULL;
  DsSettled settled = DS_SETTLED_AS_BEFORE;

  /* Without a pending one, the current one may be the one that was pending. */
  if (try_slot (self, device, target, DS_SLOT_CURRENT, &attention, &local_error))
    {
      settled = was_set_up && end != PENDING_NONE ? DS_SETTLED_AS_BEFORE : DS_SETTLED_SET_UP;
    }
  else if (!try_slot (self, device, target, DS_SLOT_PREVIOUS, &attention, &local_error))
    {
      end_as_before (self, device, attention, &local_error);
      if (end == PENDING_KEPT)
        settled = DS_SETTLED_AS_IT_SAYS;
    }

  if (local_error == NULL)
    return settled;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return DS_SETTLED_NOT_YET;
}

DsSettled
_ds_home_settle (DsHome *self,
                 DsDevice *device,
                 DsSettleAim aim,
                 GError **error)
{
  g_autoptr (DsTarget) target = _ds_device_dup_target (device);
  g_autoptr (GError) local_error = NULL;
  DsSettled settled = DS_SETTLED_SET_UP;
  PendingEnd end;

  end = settle_pending (self, device, target, aim, &local_error);
  if (end != PENDING_OPEN && end != PENDING_IN_USE)
    settled = try_older (self, device, target, end, &local_error);
  if (local_error == NULL)
    return settled;

  local_error = ds_error_adopt (g_steal_pointer (&local_error));
  if (_ds_home_has_set_up_row (device) &&
      (ds_error_is (local_error, DS_ERROR_KEY_CHANGED) ||
       ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE)))
    _ds_home_put_attention (self, device, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return DS_SETTLED_NOT_YET;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keep"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-address.h"
#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-details.h"
#include "storage/ds-device-table.h"

/* Everything here awaits and belongs in a fiber. */

static void
show_record (DsHome *self,
             DsDevice *device,
             const DsDeviceRecord *record)
{
  _ds_device_set_record (device, record);
  _ds_home_place (self, device);
}

bool
_ds_home_put_record (DsHome *self,
                     DsDevice *device,
                     const DsDeviceRecord *record,
                     GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!dex_await (ds_device_table_put (self->storage, record), &local_error))
    {
      local_error = ds_error_adopt (g_steal_pointer (&local_error));
      if (ds_error_is_storage (local_error))
        _ds_home_set_storage_error (self, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  /* There is room again, or a folder that can be written. */
  if (ds_error_is (self->storage_error, DS_ERROR_STORAGE_FULL) ||
      ds_error_is (self->storage_error, DS_ERROR_STORAGE_READ_ONLY))
    _ds_home_set_storage_error (self, NULL);
  show_record (self, device, record);
  return true;
}

bool
_ds_home_drop_record (DsHome *self,
                      DsDevice *device,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!dex_await (ds_device_table_remove (self->storage, ds_device_get_id (device)),
                  &local_error))
    {
      g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
      return false;
    }

  show_record (self, device, NULL);
  _ds_home_forget_pause (self, device);
  return true;
}

bool
_ds_home_undo_record (DsHome *self,
                      DsDevice *device,
                      GError **error)
{
  g_autoptr (DsDeviceRecord) record = NULL;

  if (_ds_device_get_record (device) == NULL || !_ds_device_get_record (device)->watched)
    return _ds_home_drop_record (self, device, error);

  record = _ds_device_dup_record (device);
  record->state = DS_RECORD_WATCHED;
  g_clear_pointer (&record->attention, g_free);
  return _ds_home_put_record (self, device, record, error);
}

bool
_ds_home_reload (DsHome *self,
                 DsDevice *device,
                 GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) local_error = NULL;

  records = dex_await_boxed (ds_device_table_load (self->storage), &local_error);
  if (records == NULL)
    {
      g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
      return false;
    }

  for (unsigned int i = 0; i < records->len; i++)
    {
      DsDeviceRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->id, ds_device_get_id (device)))
        {
          show_record (self, device, record);
          return true;
        }
    }

  if (_ds_device_get_record (device) != NULL)
    show_record (self, device, NULL);
  return true;
}

bool
_ds_home_clear_slots (DsHome *self,
                      DsDevice *device,
                      GError **error)
{
  static const DsSlot order[] = { DS_SLOT_PENDING, DS_SLOT_PREVIOUS, DS_SLOT_CURRENT };
  const char *id = ds_device_get_id (device);
  g_autoptr (GError) local_error = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (order); i++)
    if (!dex_await (ds_keyring_clear (self->keyring, id, order[i]), &local_error))
      {
        g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
        return false;
      }

  return true;
}

static void
keep_text (char **kept,
           const char *told)
{
  if (told != NULL && *told != '\0')
    g_set_str (kept, told);
}

static void
fill_record (DsDeviceRecord *record,
             const DsFacts *facts)
{
  /* The person may have renamed the device since. */
  if (record->set_up_at == 0)
    keep_text (&record->name, facts->name);

  keep_text (&record->maker, facts->maker);
  keep_text (&record->model, facts->model);
  keep_text (&record->serial, facts->serial);
  keep_text (&record->hardware_version, facts->hardware_version);
  keep_text (&record->software_version, facts->software_version);
  if (facts->kind != DS_KIND_UNKNOWN)
    record->kind = facts->kind;

  g_clear_pointer (&record->details, g_free);
  record->details = ds_details_to_text (facts);
}

/* The first of what the person should do something about. */
static const char *
find_attention (const DsFacts *facts)
{
  if (facts->weaknesses & DS_WEAKNESS_NO_LOGIN)
    return "no-login";
  if (facts->weaknesses & DS_WEAKNESS_PASSWORD)
    return "weak-password";
  if (facts->weaknesses & DS_WEAKNESS_OLD_PASSWORD)
    return "old-password";
  if (facts->weaknesses & DS_WEAKNESS_UNCOVERED)
    return "uncovered";

  return NULL;
}

/* The device announced a new key: keyring first, as ever. */
static bool
keep_credential (DsHome *self,
                 DsDevice *device,
                 const DsFacts *facts,
                 GError **error)
{
  const char *id = ds_device_get_id (device);
  const char *label = ds_device_get_name (device);

  if (facts->credential == NULL)
    return true;

  return dex_await (ds_keyring_store (self->keyring, id, DS_SLOT_PENDING, label,
                                      facts->credential),
                    error) &&
         dex_await (ds_keyring_promote (self->keyring, id, label), error);
}

/* The other row is what is left of an earlier life of the same device. */
static bool
join (DsHome *self,
      DsDevice *device,
      const char *key,
      GError **error)
{
  DsDevice *other = _ds_home_by_key (self, ds_device_get_driver (device)->id, key);
  g_autoptr (DsDevice) held = other != NULL ? g_object_ref (other) : NULL;

  if (held != NULL && held != device && _ds_device_get_record (held) != NULL &&
      (!_ds_home_clear_slots (self, held, error) || !_ds_home_drop_record (self, held, error)))
    return false;

  _ds_home_rekey (self, device, key);
  return true;
}

/* From now on it leaves the list when it is removed, watched before or not. */
static void
note_set_up (DsDeviceRecord *record,
             int64_t now)
{
  if (record->state == DS_RECORD_PENDING || record->set_up_at == 0)
    record->set_up_at = now;
  if (record->state == DS_RECORD_PENDING)
    record->state = DS_RECORD_SET_UP;
  record->watched = FALSE;
}

bool
_ds_home_put_facts (DsHome *self,
                    DsDevice *device,
                    DsTarget *target,
                    const DsFacts *told,
                    GError **error)
{
  g_autoptr (DsDeviceRecord) record = _ds_device_dup_record (device);
  g_autoptr (DsFacts) facts = ds_facts_copy (told);
  GInetSocketAddress *reached = ds_target_get_reached (target);
  int64_t now = ds_clock_now ();

  if (!keep_credential (self, device, facts, error))
    return false;
  if (facts->key_renewed_at == 0)
    facts->key_renewed_at = ds_device_get_key_renewed_at (device);

  if (reached != NULL && _ds_device_get_sighting (device) == NULL)
    facts->reached_at = now;

  if (facts->key != NULL && *record->key == '@')
    {
      if (!join (self, device, facts->key, error))
        return false;
      g_set_str (&record->key, facts->key);
    }

  fill_record (record, facts);
  if (record->state != DS_RECORD_WATCHED)
    note_set_up (record, now);
  record->checked_at = now;
  g_set_str (&record->attention, find_attention (facts));
  if (reached != NULL)
    {
      g_clear_pointer (&record->address, g_free);
      record->address = ds_socket_address_to_string (reached);
    }

  return _ds_home_put_record (self, device, record, error);
}

void
_ds_home_put_attention (DsHome *self,
                        DsDevice *device,
                        const GError *attention)
{
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  /* Without a set-up there is nothing to come back to, but for a device that has none. */
  if (_ds_device_get_record (device) == NULL ||
      (_ds_device_get_record (device)->state == DS_RECORD_WATCHED &&
       !_ds_device_can_be_looked_at (device)))
    {
      _ds_device_set_attention (device, attention);
      return;
    }

  record = _ds_device_dup_record (device);
  g_set_str (&record->attention, attention != NULL ? ds_error_get_nick (attention) : NULL);
  if (!_ds_home_put_record (self, device, record, &error))
    {
      g_message ("What needs attention cannot be stored: %s", error->message);
      _ds_device_set_attention (device, attention);
    }
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home-list"

#include "config.h"

#include "ds-home-private.h"

#include "drivers/ds-driver.h"
#include "ds-by-hand.h"

/* How sightings and rows become one list of devices. Each change costs what it
 * changes, and many that come together are one change of the list. */

static char *
make_identity (const char *driver,
               const char *key)
{
  return g_strconcat (driver, ":", key, NULL);
}

DsDevice *
_ds_home_by_key (DsHome *self,
                 const char *driver,
                 const char *key)
{
  g_autofree char *identity = make_identity (driver, key);

  return g_hash_table_lookup (self->by_identity, identity);
}

static void
index_device (DsHome *self,
              DsDevice *device)
{
  _ds_device_set_searched (device, ds_discovery_get_settled (self->discovery));
  _ds_device_set_today (device, &self->today);
  g_hash_table_insert (self->by_identity,
                       make_identity (ds_device_get_driver (device)->id,
                                      _ds_device_get_key (device)),
                       g_object_ref (device));
}

void
_ds_home_add_device (DsHome *self,
                     DsDevice *device)
{
  index_device (self, device);
  g_list_store_append (self->devices, device);
}

static void
drop_device (DsHome *self,
             DsDevice *device)
{
  g_autofree char *identity = make_identity (ds_device_get_driver (device)->id,
                                             _ds_device_get_key (device));
  unsigned int position;

  if (g_list_store_find (self->devices, device, &position))
    g_list_store_remove (self->devices, position);
  if (g_list_store_find (self->ignored, device, &position))
    g_list_store_remove (self->ignored, position);
  if (g_hash_table_lookup (self->by_identity, identity) == device)
    g_hash_table_remove (self->by_identity, identity);
}

void
_ds_home_tidy (DsHome *self,
               DsDevice *device)
{
  if (_ds_device_get_record (device) == NULL && _ds_device_get_sighting (device) == NULL &&
      device->addresses == NULL && !ds_device_get_busy (device))
    drop_device (self, device);
}

static DsDevice *
make_device (DsHome *self,
             const DsDeviceRecord *record)
{
  const DsDriver *driver = _ds_find_driver (record->driver);
  DsDevice *device;

  if (driver == NULL)
    {
      g_message ("The stored device %s needs a driver that is not here", record->id);
      return NULL;
    }

  device = _ds_device_new (driver, record->key);
  _ds_device_set_record (device, record);
  device->hidden = ds_device_get_state (device) == DS_DEVICE_IGNORED;
  index_device (self, device);
  return device;
}

/* All at once, so that whoever sorts and shows them does so once. */
void
_ds_home_add_records (DsHome *self,
                      GPtrArray *records)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < records->len; i++)
    {
      g_autoptr (DsDevice) device = make_device (self, g_ptr_array_index (records, i));

      if (device != NULL && device->hidden)
        g_list_store_append (self->ignored, device);
      else if (device != NULL)
        g_ptr_array_add (added, g_steal_pointer (&device));
    }
  g_list_store_splice (self->devices, g_list_model_get_n_items (G_LIST_MODEL (self->devices)),
                       0, added->pdata, added->len);
}

void
_ds_home_add_record (DsHome *self,
                     const DsDeviceRecord *record)
{
  g_autoptr (DsDevice) device = make_device (self, record);

  if (device != NULL)
    g_list_store_append (device->hidden ? self->ignored : self->devices, device);
}

void
_ds_home_place (DsHome *self,
                DsDevice *device)
{
  bool hidden = ds_device_get_state (device) == DS_DEVICE_IGNORED;
  GListStore *from = hidden ? self->devices : self->ignored;
  unsigned int position;

  if (device->hidden == hidden)
    return;

  device->hidden = hidden;
  if (!g_list_store_find (from, device, &position))
    return;

  g_list_store_append (hidden ? self->ignored : self->devices, device);
  g_list_store_remove (from, position);
}

static DsDevice *
find_id (GListStore *list,
         const char *id)
{
  GListModel *devices = G_LIST_MODEL (list);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (g_str_equal (ds_device_get_id (device), id))
        return g_steal_pointer (&device);
    }

  return NULL;
}

DsDevice *
_ds_home_by_id (DsHome *self,
                const char *id)
{
  DsDevice *device = find_id (self->devices, id);

  return device != NULL ? device : find_id (self->ignored, id);
}

static void
attach (DsHome *self,
        DsSighting *sighting,
        GPtrArray *added)
{
  DsAnnouncement *announcement = ds_sighting_get_announcement (sighting);
  g_autoptr (DsMatch) match = NULL;
  g_autoptr (DsDevice) device = NULL;
  const DsDriver *driver;

  if (announcement == NULL)
    return;
  driver = ds_driver_match (announcement, &match);
  if (driver == NULL)
    return;

  if (_ds_home_by_key (self, driver->id, match->key) != NULL)
    {
      device = g_object_ref (_ds_home_by_key (self, driver->id, match->key));
    }
  else
    {
      device = _ds_device_new (driver, match->key);
      index_device (self, device);
      g_ptr_array_add (added, g_object_ref (device));
    }

  if (_ds_device_get_sighting (device) != sighting)
    _ds_home_forget_pause (self, device);
  _ds_device_set_sighting (device, sighting, match);
  _ds_home_adopt (self, device);
  if (self->pauses == NULL || !g_hash_table_contains (self->pauses, device))
    _ds_home_end_open (self, device);
}

static void
on_sighting_changed (DsSighting *sighting,
                     DsHome *self)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  attach (self, sighting, added);
  for (unsigned int i = 0; i < added->len; i++)
    g_list_store_append (self->devices, g_ptr_array_index (added, i));
}

static void
detach (DsHome *self,
        DsSighting *sighting)
{
  DsDevice *found = g_hash_table_lookup (self->by_identity, ds_sighting_get_identity (sighting));
  g_autoptr (DsDevice) device = NULL;

  g_signal_handlers_disconnect_by_func (sighting, on_sighting_changed, self);
  if (found == NULL || _ds_device_get_sighting (found) != sighting)
    return;

  device = g_object_ref (found);
  _ds_device_set_sighting (device, NULL, NULL);
  _ds_home_forget_pause (self, device);
  _ds_home_tidy (self, device);
}

static void
on_sightings_changed (GListModel *model,
                      unsigned int position,
                      unsigned int removed,
                      unsigned int added,
                      DsHome *self)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < removed; i++)
    g_ptr_array_add (gone, g_object_ref (g_ptr_array_index (self->sightings, position + i)));
  if (removed > 0)
    g_ptr_array_remove_range (self->sightings, position, removed);

  for (unsigned int i = 0; i < added; i++)
    {
      DsSighting *sighting = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (self->sightings, (int) (position + i), sighting);
      g_signal_connect_object (sighting, "changed", G_CALLBACK (on_sighting_changed), self,
                               G_CONNECT_DEFAULT);
      attach (self, sighting, fresh);
    }

  for (unsigned int i = 0; i < gone->len; i++)
    if (!g_ptr_array_find (self->sightings, g_ptr_array_index (gone, i), NULL))
      detach (self, g_ptr_array_index (gone, i));

  if (fresh->len > 0)
    g_list_store_splice (self->devices, g_list_model_get_n_items (G_LIST_MODEL (self->devices)),
                         0, fresh->pdata, fresh->len);
}

void
_ds_home_watch_sightings (DsHome *self)
{
  g_signal_connect_object (self->discovery, "items-changed",
                           G_CALLBACK (on_sightings_changed), self, G_CONNECT_DEFAULT);
}

void
_ds_home_rekey (DsHome *self,
                DsDevice *device,
                const char *key)
{
  const DsDriver *driver = ds_device_get_driver (device);
  g_autofree char *old = make_identity (driver->id, _ds_device_get_key (device));
  DsDevice *found = _ds_home_by_key (self, driver->id, key);
  g_autoptr (DsDevice) other = found != NULL && found != device ? g_object_ref (found) : NULL;

  if (other != NULL)
    {
      g_autoptr (DsSighting) sighting = NULL;

      g_set_object (&sighting, _ds_device_get_sighting (other));
      drop_device (self, other);
      if (sighting != NULL)
        _ds_device_set_sighting (device, sighting, other->match);
    }

  g_hash_table_remove (self->by_identity, old);
  _ds_device_set_key (device, key);
  index_device (self, device);
}

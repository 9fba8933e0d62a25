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

static DsDevice *new_device (DsHome         *self,
                             const DsDriver *driver,
                             const char     *key);

static void
index_device (DsHome *self,
              DsDevice *device)
{
  _ds_device_set_searched (device, ds_discovery_get_settled (self->discovery));
  _ds_device_set_today (device, &self->today);
  _ds_device_set_catalogue (device, self->catalogue);
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

  if (self->added != NULL)
    g_ptr_array_remove (self->added, device);
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

  device = new_device (self, driver, record->key);
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

/*
 * What is seen
 */

static void
add_to_list (DsHome *self,
             DsDevice *device)
{
  if (self->added != NULL)
    g_ptr_array_add (self->added, g_object_ref (device));
  else
    g_list_store_append (self->devices, device);
}

/* The device that @sighting is shown as, if it is. */
static DsDevice *
find_shown (DsHome *self,
            DsSighting *sighting)
{
  DsDevice *device = g_hash_table_lookup (self->by_identity, ds_sighting_get_identity (sighting));

  return device != NULL && _ds_device_get_sighting (device) == sighting ? device : NULL;
}

static void
hide (DsHome *self,
      DsSighting *sighting)
{
  DsDevice *found = find_shown (self, sighting);
  g_autoptr (DsDevice) device = found != NULL ? g_object_ref (found) : NULL;

  if (device == NULL)
    return;

  _ds_device_set_sighting (device, NULL, NULL);
  _ds_home_forget_pause (self, device);
  _ds_home_tidy (self, device);
}

static bool
is_kept (DsDevice *device)
{
  return device != NULL && _ds_device_get_record (device) != NULL;
}

static void
show (DsHome *self,
      DsSighting *sighting,
      const DsDriver *driver,
      const DsMatch *match)
{
  DsDevice *found = _ds_home_by_key (self, driver->id, match->key);
  g_autoptr (DsDevice) device = found != NULL ? g_object_ref (found) : NULL;

  /* A computer is not a device of the home, but for somebody who says so. */
  if (match->kind == DS_KIND_COMPUTER && !is_kept (device))
    {
      hide (self, sighting);
      return;
    }
  if (device == NULL)
    {
      device = new_device (self, driver, match->key);
      index_device (self, device);
      add_to_list (self, device);
    }

  if (_ds_device_get_sighting (device) != sighting)
    _ds_home_forget_pause (self, device);
  _ds_device_set_sighting (device, sighting, match);
  _ds_home_adopt (self, device);
  if (self->pauses == NULL || !g_hash_table_contains (self->pauses, device))
    _ds_home_end_open (self, device);
  _ds_home_look_once (self, device);
}

/* The row stays where it is when another service of the same thing names it. */
static bool
hand_over (DsHome *self,
           DsSighting *before,
           const DsDriver *driver,
           const DsMatch *match)
{
  DsDevice *device = find_shown (self, before);

  if (device == NULL || is_kept (device) || ds_device_get_busy (device) ||
      ds_device_get_driver (device) != driver ||
      _ds_home_by_key (self, driver->id, match->key) != NULL)
    return false;

  g_object_ref (device);
  g_hash_table_remove (self->by_identity, ds_sighting_get_identity (before));
  _ds_device_become (device, match->key);
  index_device (self, device);
  g_object_unref (device);
  return true;
}

void
_ds_home_speaker_changed (DsSighting *before,
                          DsSighting *now,
                          void *data)
{
  DsHome *self = data;
  g_autoptr (DsMatch) match = NULL;
  const DsDriver *driver = NULL;

  if (now != NULL)
    driver = ds_driver_match_all (ds_sighting_get_announcements (now), &match);
  if (before != NULL &&
      (driver == NULL || match->kind == DS_KIND_COMPUTER || !hand_over (self, before, driver, match)))
    hide (self, before);
  if (driver != NULL)
    show (self, now, driver, match);
}

static void
attach (DsHome *self,
        DsSighting *sighting)
{
  g_autoptr (DsMatch) match = NULL;
  const DsDriver *driver = ds_driver_match_all (ds_sighting_get_announcements (sighting), &match);
  bool keep;

  if (driver == NULL)
    return;

  keep = is_kept (_ds_home_by_key (self, driver->id, match->key));
  if (ds_host_table_set (self->hosts, sighting, match->hint, keep))
    show (self, sighting, driver, match);
  else
    hide (self, sighting);
}

/* Whether the person keeps the device may have changed, and so whether it is one
 * whatever else comes from its host. */
static void
on_state_changed (DsDevice *device,
                  GParamSpec *pspec,
                  DsHome *self)
{
  g_autofree char *identity = make_identity (ds_device_get_driver (device)->id,
                                             _ds_device_get_key (device));

  for (unsigned int i = 0; i < self->sightings->len; i++)
    {
      DsSighting *sighting = g_ptr_array_index (self->sightings, i);

      if (g_str_equal (ds_sighting_get_identity (sighting), identity))
        {
          attach (self, sighting);
          return;
        }
    }
}

static DsDevice *
new_device (DsHome *self,
            const DsDriver *driver,
            const char *key)
{
  DsDevice *device = _ds_device_new (driver, key, &self->today);

  if (driver->prove == NULL)
    g_signal_connect_object (device, "notify::state", G_CALLBACK (on_state_changed), self,
                             G_CONNECT_DEFAULT);
  return device;
}

static void
on_sighting_changed (DsSighting *sighting,
                     DsHome *self)
{
  attach (self, sighting);
}

static void
detach (DsHome *self,
        DsSighting *sighting)
{
  g_signal_handlers_disconnect_by_func (sighting, on_sighting_changed, self);
  ds_host_table_remove (self->hosts, sighting);
  hide (self, sighting);
}

static void
on_sightings_changed (GListModel *model,
                      unsigned int position,
                      unsigned int removed,
                      unsigned int added,
                      DsHome *self)
{
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < removed; i++)
    g_ptr_array_add (gone, g_object_ref (g_ptr_array_index (self->sightings, position + i)));
  if (removed > 0)
    g_ptr_array_remove_range (self->sightings, position, removed);

  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned int i = 0; i < added; i++)
    {
      DsSighting *sighting = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (self->sightings, (int) (position + i), sighting);
      g_signal_connect_object (sighting, "changed", G_CALLBACK (on_sighting_changed), self,
                               G_CONNECT_DEFAULT);
      attach (self, sighting);
    }

  for (unsigned int i = 0; i < gone->len; i++)
    if (!g_ptr_array_find (self->sightings, g_ptr_array_index (gone, i), NULL))
      detach (self, g_ptr_array_index (gone, i));

  fresh = g_steal_pointer (&self->added);
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

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "storage/ds-device-table.h"

/* The window and doorstepctl may run at the same time. Whoever changed a device
 * touches its lock at the end; the others then read its row anew. */

static void
take_over_row (DsHome *self,
               const char *id,
               const DsDeviceRecord *record)
{
  g_autoptr (DsDevice) device = _ds_home_by_id (self, id);

  /* Set up by its address there, and announced here: the key joins them. */
  if (device == NULL && record != NULL)
    g_set_object (&device, _ds_home_by_key (self, record->driver, record->key));

  /* What runs here reads the row itself. */
  if (device != NULL && ds_device_get_busy (device))
    return;

  if (device == NULL && record != NULL)
    {
      _ds_home_add_record (self, record);
    }
  else if (device != NULL && (record != NULL || _ds_device_get_record (device) != NULL))
    {
      _ds_device_set_record (device, record);
      _ds_home_place (self, device);
      _ds_home_tidy (self, device);
    }
}

static DexFuture *
read_row_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  records = dex_await_boxed (ds_device_table_load (verb->home->storage), &error);
  if (records == NULL)
    return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));

  for (unsigned int i = 0; i < records->len; i++)
    {
      DsDeviceRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->id, verb->text))
        {
          take_over_row (verb->home, verb->text, record);
          _ds_home_read_answers (verb->home);
          return dex_future_new_true ();
        }
    }

  take_over_row (verb->home, verb->text, NULL);
  return dex_future_new_true ();
}

static void
on_lock_changed (GFileMonitor *monitor,
                 GFile *file,
                 GFile *other,
                 GFileMonitorEvent event,
                 DsHome *self)
{
  g_autofree char *id = g_file_get_basename (file);
  g_autoptr (DsDevice) device = NULL;
  DsVerb *verb;

  if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED || !self->storage_open)
    return;
  device = _ds_home_by_id (self, id);
  if (device != NULL && ds_device_get_busy (device))
    return;

  verb = _ds_verb_new (self, NULL);
  verb->text = g_steal_pointer (&id);
  ds_future_forget (_ds_verb_run (verb, read_row_fiber), "Reading what another process changed");
}

void
_ds_home_watch_others (DsHome *self)
{
  g_autoptr (GFile) folder = ds_lock_get_folder (self->folder);
  g_autoptr (GError) error = NULL;

  if (ds_storage_get_read_only (self->storage))
    return;

  g_file_make_directory (folder, NULL, NULL);
  self->locks = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->locks == NULL)
    {
      g_message ("What other processes change is seen at the next start: %s", error->message);
      return;
    }

  g_signal_connect_object (self->locks, "changed", G_CALLBACK (on_lock_changed), self,
                           G_CONNECT_DEFAULT);
}

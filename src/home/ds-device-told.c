/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

#include "ds-details.h"

/* What a device says of itself before it is in a row, and how that gets into one. */

void
_ds_device_set_told (DsDevice *self,
                     const DsFacts *facts)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (facts != NULL && self->record == NULL);

  self->told = true;
  _ds_device_take_details (self, ds_facts_copy (facts));
  _ds_device_sync (self);
}

DsDeviceRecord *
_ds_device_dup_record (DsDevice *self)
{
  DsDeviceRecord *record;

  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  if (self->record != NULL)
    {
      record = ds_device_record_copy (self->record);
      _ds_device_keep_product (self, record);
      return record;
    }

  record = ds_device_record_new (self->id, self->driver->id, self->key, self->name);
  _ds_device_keep_product (self, record);
  record->kind = self->kind;
  g_set_str (&record->maker, self->maker);
  g_set_str (&record->model, self->model);
  g_set_str (&record->software_version, self->software_version);
  g_set_str (&record->serial, self->serial);
  g_set_str (&record->address, self->address);
  if (self->told)
    record->details = ds_details_to_text (self->details);
  return record;
}

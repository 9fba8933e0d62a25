/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-record"

#include "config.h"

#include "ds-device-record.h"

G_DEFINE_BOXED_TYPE (DsDeviceRecord, ds_device_record, ds_device_record_copy,
                     ds_device_record_free)

/**
 * ds_device_record_new:
 * @id: the product's own name for the device
 * @driver: id of the driver
 * @key: the identity that the protocol gives the device
 * @name: what it is called
 *
 * Returns: (transfer full): a record in state %DS_RECORD_PENDING
 */
DsDeviceRecord *
ds_device_record_new (const char *id,
                      const char *driver,
                      const char *key,
                      const char *name)
{
  DsDeviceRecord *self = g_new0 (DsDeviceRecord, 1);

  self->id = g_strdup (id);
  self->driver = g_strdup (driver);
  self->key = g_strdup (key);
  self->name = g_strdup (name);
  return self;
}

/**
 * ds_device_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): the same again
 */
DsDeviceRecord *
ds_device_record_copy (const DsDeviceRecord *self)
{
  DsDeviceRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->driver = g_strdup (self->driver);
  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  copy->room = g_strdup (self->room);
  copy->maker = g_strdup (self->maker);
  copy->model = g_strdup (self->model);
  copy->serial = g_strdup (self->serial);
  copy->hardware_version = g_strdup (self->hardware_version);
  copy->software_version = g_strdup (self->software_version);
  copy->address = g_strdup (self->address);
  copy->attention = g_strdup (self->attention);
  copy->details = g_strdup (self->details);
  copy->product = g_strdup (self->product);
  copy->purchased_on = g_strdup (self->purchased_on);
  copy->notes = g_strdup (self->notes);
  copy->own_support_date = g_strdup (self->own_support_date);
  copy->own_support_said_on = g_strdup (self->own_support_said_on);
  copy->notice_until = g_strdup (self->notice_until);
  copy->mud_url = g_strdup (self->mud_url);
  return copy;
}

/**
 * ds_device_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
ds_device_record_free (DsDeviceRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->driver);
  g_free (self->key);
  g_free (self->name);
  g_free (self->room);
  g_free (self->maker);
  g_free (self->model);
  g_free (self->serial);
  g_free (self->hardware_version);
  g_free (self->software_version);
  g_free (self->address);
  g_free (self->attention);
  g_free (self->details);
  g_free (self->product);
  g_free (self->purchased_on);
  g_free (self->notes);
  g_free (self->own_support_date);
  g_free (self->own_support_said_on);
  g_free (self->notice_until);
  g_free (self->mud_url);
  g_free (self);
}

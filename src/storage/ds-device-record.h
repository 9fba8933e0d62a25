/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"

#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DS_RECORD_PENDING,   /* set-up began and has not ended */
  DS_RECORD_SET_UP,
  DS_RECORD_RELEASING, /* removal was asked for and the device has not confirmed it */
} DsRecordState;

/**
 * DsDeviceRecord:
 * @id: the product's own name for the device, stable for ever
 * @driver: id of the driver
 * @key: the identity that the protocol gives the device
 * @address: where it was last reached, see ds_socket_address_to_string()
 * @set_up_at: Unix seconds in UTC, 0 for never
 * @checked_at: Unix seconds in UTC, 0 for never
 * @attention: nick of the #DsError that needs attention, or %NULL
 * @details: JSON text with what only some devices have (bridged accessories,
 *   who else has access)
 *
 * One row of the device table. Every string is owned and may be %NULL but
 * @id, @driver, @key and @name.
 */
typedef struct
{
  char          *id;
  char          *driver;
  char          *key;
  DsRecordState  state;
  char          *name;
  char          *room;
  DsKind         kind;
  char          *maker;
  char          *model;
  char          *serial;
  char          *hardware_version;
  char          *software_version;
  char          *address;
  int64_t        set_up_at;
  int64_t        checked_at;
  char          *attention;
  char          *details;
} DsDeviceRecord;

#define DS_TYPE_DEVICE_RECORD (ds_device_record_get_type ())
GType           ds_device_record_get_type (void);
DsDeviceRecord *ds_device_record_new      (const char           *id,
                                           const char           *driver,
                                           const char           *key,
                                           const char           *name);
DsDeviceRecord *ds_device_record_copy     (const DsDeviceRecord *self);
void            ds_device_record_free     (DsDeviceRecord       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDeviceRecord, ds_device_record_free)

G_END_DECLS

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
  DS_RECORD_WATCHED,   /* on the person's list without a set-up */
  DS_RECORD_IGNORED,   /* the person does not want to see it */
} DsRecordState;

/* What the person says of a device's support. */
typedef enum {
  DS_OWN_SUPPORT_NONE,
  DS_OWN_SUPPORT_UNTIL,
  DS_OWN_SUPPORT_ENDED,
} DsOwnSupport;

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
 * @watched: the person put it on their list without a set-up; it goes back there
 *   when a set-up is undone
 * @product: JSON text with what names the product in the catalogue beside maker
 *   and model
 * @purchased_on: ISO 8601 day, or %NULL
 * @notes: the person's own words
 * @own_support: what the person says of its support
 * @own_support_date: ISO 8601 day that @own_support is about, or %NULL
 * @own_support_said_on: ISO 8601 day on which the person said so
 * @own_support_corrects: what catalogue and websites say instead is wrong, the person says
 * @notice_told: the last #DsNotice about the end of support that the person got
 * @notice_until: ISO 8601 day of the end that it was about, or %NULL
 * @silenced: the person wants to hear no more of its end of support
 * @mud_url: where its maker describes it, as the person read it off its label, or %NULL
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
  gboolean       watched;
  char          *product;
  char          *purchased_on;
  char          *notes;
  DsOwnSupport   own_support;
  char          *own_support_date;
  char          *own_support_said_on;
  gboolean       own_support_corrects;
  unsigned int   notice_told;
  char          *notice_until;
  gboolean       silenced;
  char          *mud_url;
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

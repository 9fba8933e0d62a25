/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-sighting.h"
#include "drivers/ds-target.h"
#include "ds-device.h"
#include "storage/ds-device-record.h"

G_BEGIN_DECLS

struct _DsDevice
{
  GObject          parent_instance;

  const DsDriver  *driver;
  char            *id;
  char            *key;

  /* Owned: what the device is made from */
  DsSighting      *sighting;
  DsMatch         *match;
  DsDeviceRecord  *record;
  DsFacts         *details;
  GPtrArray       *addresses;
  gboolean         running;
  gboolean         searched;
  unsigned int     holds;
  unsigned int     released; /* source that ends it */

  /* Owned: what is shown, worked out from the above in one place */
  char            *name;
  char            *room;
  char            *maker;
  char            *model;
  char            *serial;
  char            *hardware_version;
  char            *software_version;
  char            *headline;
  char            *address;
  GError          *attention;
  DsKind           kind;
  DsDeviceState    state;
  gboolean         present;
  gboolean         busy;
  int64_t          set_up_at;
  int64_t          checked_at;
};

/* What only the home floor may do to a device. Each shows at once in the
 * properties it changes. */

char                 *_ds_device_make_id        (const char           *driver,
                                                 const char           *key);
DsDevice             *_ds_device_new            (const DsDriver       *driver,
                                                 const char           *key);
const char           *_ds_device_get_key        (DsDevice             *self);
void                  _ds_device_set_key        (DsDevice             *self,
                                                 const char           *key);
DsSighting           *_ds_device_get_sighting   (DsDevice             *self);
void                  _ds_device_set_sighting   (DsDevice             *self,
                                                 DsSighting           *sighting,
                                                 const DsMatch        *match);
const DsDeviceRecord *_ds_device_get_record     (DsDevice             *self);
void                  _ds_device_set_record     (DsDevice             *self,
                                                 const DsDeviceRecord *record);
/* A record with what is known now, whether stored already or not. */
DsDeviceRecord       *_ds_device_dup_record     (DsDevice             *self);
void                  _ds_device_set_attention  (DsDevice             *self,
                                                 const GError         *error);
void                  _ds_device_set_running    (DsDevice             *self,
                                                 gboolean              running);
/* Whether the network was looked at, so that "not there" can be told. */
void                  _ds_device_set_searched   (DsDevice             *self,
                                                 gboolean              searched);
/* How far an update is, until the next record. */
void                  _ds_device_set_update     (DsDevice             *self,
                                                 const DsUpdate       *update);
void                  _ds_device_set_taken      (DsDevice             *self,
                                                 gboolean              taken);
/* It has just confirmed that it is nobody's. Announcements lag behind: they count
 * again once one of them says the same, or after a minute. */
void                  _ds_device_set_released   (DsDevice             *self);
unsigned int          _ds_device_count_others   (DsDevice             *self);
void                  _ds_device_hold           (DsDevice             *self);
void                  _ds_device_release        (DsDevice             *self);
/* Addresses of a device that is not announced, as typed or last reached. */
void                  _ds_device_set_addresses  (DsDevice             *self,
                                                 GPtrArray            *addresses);
DsTarget             *_ds_device_dup_target     (DsDevice             *self);

G_END_DECLS

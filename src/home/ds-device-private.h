/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-sighting.h"
#include "drivers/ds-target.h"
#include "ds-device.h"
#include "storage/ds-device-record.h"
#include "support/ds-catalogue.h"

G_BEGIN_DECLS

typedef enum {
  DS_DEVICE_PROP_ID = 1,
  DS_DEVICE_PROP_NAME,
  DS_DEVICE_PROP_ROOM,
  DS_DEVICE_PROP_KIND,
  DS_DEVICE_PROP_STATE,
  DS_DEVICE_PROP_PRESENT,
  DS_DEVICE_PROP_ATTENTION,
  DS_DEVICE_PROP_HEADLINE,
  DS_DEVICE_PROP_MAKER,
  DS_DEVICE_PROP_MODEL,
  DS_DEVICE_PROP_SERIAL,
  DS_DEVICE_PROP_HARDWARE_VERSION,
  DS_DEVICE_PROP_SOFTWARE_VERSION,
  DS_DEVICE_PROP_SET_UP_AT,
  DS_DEVICE_PROP_CHECKED_AT,
  DS_DEVICE_PROP_BUSY,
  DS_DEVICE_PROP_ACCESSORIES,
  DS_DEVICE_PROP_ACCESS,
  DS_DEVICE_PROP_DETAILS,
  DS_DEVICE_PROP_PURCHASED_ON,
  DS_DEVICE_PROP_NOTES,
  DS_DEVICE_PROP_CLAIMS,
  DS_DEVICE_PROP_VERDICT,
  DS_DEVICE_PROP_PRODUCT,
  DS_DEVICE_PROP_ANSWERS,
} DsDeviceProperty;

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
  int64_t          reached_at; /* there, since it was last announced; 0: not */
  GPtrArray       *doubted;  /* addresses where it proved nothing, the last one last */
  GError          *trouble;  /* as stored or just noticed */
  DsToday          today;
  DsCatalogue     *catalogue; /* NULL until it is open */
  gboolean         running;
  gboolean         searched;
  gboolean         looked_at; /* since it appeared */
  gboolean         told;     /* the details are its own words and in no row */
  gboolean         hidden;   /* it is in the list of the ignored */
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
  GError          *attention; /* the trouble, or that its support has ended */
  DsKind           kind;
  DsDeviceState    state;
  gboolean         present;
  gboolean         busy;
  int64_t          set_up_at;
  int64_t          checked_at;
  DsDate           purchased_on;
  char            *notes;
  char            *sought;  /* by what @product was looked for */
  DsProduct       *product; /* what the catalogue knows, or NULL */
  GPtrArray       *claims;  /* of DsSupportClaim */
  DsVerdict       *verdict;
  GPtrArray       *answers; /* of DsAnswer, the most trusted source first */
};

/* What only the home floor may do to a device. Each shows at once in the
 * properties it changes. */

char                 *_ds_device_make_id        (const char           *driver,
                                                 const char           *key);
DsDevice             *_ds_device_new            (const DsDriver       *driver,
                                                 const char           *key,
                                                 const DsToday        *today);
const char           *_ds_device_get_key        (DsDevice             *self);
void                  _ds_device_set_key        (DsDevice             *self,
                                                 const char           *key);
/* The same thing by another of its announcements; nothing of it is stored. */
void                  _ds_device_become         (DsDevice             *self,
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
/* Shows other details; takes them. */
void                  _ds_device_take_details   (DsDevice             *self,
                                                 DsFacts              *details);
/* What a device that is in no row says of itself, until it is in one. */
void                  _ds_device_set_told       (DsDevice             *self,
                                                 const DsFacts        *facts);
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
/* Shows what follows from what is known, after that has changed. */
void                  _ds_device_sync           (DsDevice             *self);
void                  _ds_device_notify         (DsDevice             *self,
                                                 DsDeviceProperty      property);
/* The same for what is kept and said about its support (ds-device-support.c). */
void                  _ds_device_sync_support   (DsDevice             *self);
/* What websites said of it; those that are no longer good say less than they did.
 * Not NULL. */
void                  _ds_device_set_answers    (DsDevice             *self,
                                                 GPtrArray            *answers);
void                  _ds_device_forget_answers (DsDevice             *self);
void                  _ds_device_set_catalogue  (DsDevice             *self,
                                                 DsCatalogue          *catalogue);
void                  _ds_device_set_today      (DsDevice             *self,
                                                 const DsToday        *today);
/* Addresses of a device that is not announced, as typed or last reached. */
void                  _ds_device_doubt          (DsDevice             *self,
                                                 GInetSocketAddress   *address);
void                  _ds_device_set_addresses  (DsDevice             *self,
                                                 GPtrArray            *addresses);
/* (transfer full): for one that has told none yet. */
char                 *_ds_device_make_up_name   (DsDevice             *self);
/* It answered, or did not, at its address: what is known of one that is not announced. */
void                  _ds_device_set_reached    (DsDevice             *self,
                                                 gboolean              reached);
DsTarget             *_ds_device_dup_target     (DsDevice             *self);
/* What Matter calls it; 0 where not known (ds-device-product.c). */
const char           *_ds_device_get_mud_signer (DsDevice             *self);
void                  _ds_device_get_matter_ids (DsDevice             *self,
                                                 uint16_t             *vendor,
                                                 uint16_t             *product);
void                  _ds_device_keep_product   (DsDevice             *self,
                                                 DsDeviceRecord       *record);

G_END_DECLS

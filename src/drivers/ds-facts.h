/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"
#include "ds-care.h"
#include "trust/ds-credential.h"

G_BEGIN_DECLS

/* One thing behind a bridge; every string owned, cleaned, maybe NULL. */
typedef struct
{
  uint64_t  id;
  char     *name;
  char     *maker;
  char     *model;
  char     *serial;
  char     *software_version;
  DsKind    kind;
} DsAccessory;

/* Someone who can control a device. */
typedef struct
{
  char     *id;
  gboolean  is_this_computer;
  gboolean  is_admin;
  int64_t   since; /* Unix seconds in UTC, 0 where not told */
} DsAccess;

/* What a device says of itself at a check-in; every string owned, cleaned, and
 * NULL where the device does not say. */
typedef struct
{
  char       *key;
  char       *name;
  char       *maker;
  char       *model;
  char       *serial;
  char       *hardware_version;
  char       *software_version;
  char       *staged_version; /* downloaded, waits to be installed */
  DsKind      kind;
  unsigned int capabilities;  /* DsCapability of this very device */
  GPtrArray  *accessories;    /* of DsAccessory; empty where not a bridge */
  GPtrArray  *access;         /* of DsAccess; NULL where it cannot be told */

  /* NULL in a protocol that does not tell. */
  DsUpdate   *update;
  DsSupport  *support;
  DsContact  *contact;
  GPtrArray  *personal_data;  /* of DsPersonalData */
  char      **sensors;        /* "camera", ...: what could observe people */
  GPtrArray  *services;       /* of DsService */
  char       *cloud;          /* "off", "on", "none" */
  char       *mud_url;        /* where its certificate says that it is described */
  char       *mud_signer;     /* and by whom: a Name in DER, in base64 */
  unsigned int weaknesses;    /* DsWeakness */
  int64_t     key_renewed_at; /* when an announced new key was taken, 0 for never */
  int64_t     reached_at; /* at its address, which was not announced; 0: announced. Not for drivers */

  /* Of a device that has no setup code: the key that it showed, as
   * ds_pin_to_text() writes it. It is kept with the rest, and the next target
   * brings it along. */
  char       *pin;
  char       *admin_page;     /* its own page for who looks after it; http or https */

  /* The credential to keep from now on, where the device announced a new key;
   * else NULL. Never stored with the rest. */
  DsCredential *credential;
} DsFacts;

#define DS_TYPE_FACTS (ds_facts_get_type ())
GType        ds_facts_get_type   (void);
DsFacts     *ds_facts_new        (void);
DsFacts     *ds_facts_copy       (const DsFacts *self);
void         ds_facts_free       (DsFacts       *self);
DsAccessory *ds_accessory_new    (void);
void         ds_accessory_free   (DsAccessory   *self);
DsAccess    *ds_access_new       (const char    *id,
                                  gboolean       is_this_computer,
                                  gboolean       is_admin);
void         ds_access_free      (DsAccess      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFacts, ds_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAccessory, ds_accessory_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAccess, ds_access_free)

G_END_DECLS

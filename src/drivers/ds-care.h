/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What an owner has a right to know: how the device is kept up to date, for how
 * long, whom to tell about a security problem, what it keeps about people and who
 * else can get in. Every string is owned and cleaned; times are Unix seconds in
 * UTC, 0 where not told. */

typedef enum {
  DS_UPDATE_UNKNOWN, /* never looked, or a word that Doorstep does not know */
  DS_UPDATE_NONE,    /* up to date */
  DS_UPDATE_AVAILABLE,
  DS_UPDATE_DOWNLOADING,
  DS_UPDATE_INSTALLING,
  DS_UPDATE_FAILED,
} DsUpdateState;

/* Why an update failed. */
typedef enum {
  DS_UPDATE_FAILURE_OTHER,
  DS_UPDATE_FAILURE_DOWNLOAD,
  DS_UPDATE_FAILURE_SIGNATURE,
  DS_UPDATE_FAILURE_SPACE,
  DS_UPDATE_FAILURE_POWER,
} DsUpdateFailure;

typedef enum {
  DS_AUTOMATIC_UNKNOWN, /* the device does not tell */
  DS_AUTOMATIC_OFF,
  DS_AUTOMATIC_ASK,     /* fetched and told, installed only when asked to */
  DS_AUTOMATIC_ON,
} DsAutomaticUpdates;

typedef struct
{
  DsUpdateState       state;
  char               *version;   /* the one that can be, or is being, installed; or NULL */
  char               *notes;     /* may have more than one line */
  char               *notes_url; /* https only */
  gboolean            security;  /* the maker says that it mends a security problem */
  int64_t             size;      /* bytes, 0 where not told */
  int64_t             downtime;  /* seconds that the device will be gone */
  int                 progress;  /* per cent, -1 where not told */
  DsUpdateFailure     failure;   /* in DS_UPDATE_FAILED */
  int64_t             checked_at; /* when the maker was last asked */
  DsAutomaticUpdates  automatic;
} DsUpdate;

typedef struct
{
  gboolean  no_date;      /* the maker says that it names none */
  int64_t   ends_at;      /* last day of security updates */
  int64_t   sold_since;
  int64_t   last_updated; /* when the maker last changed this */
  char     *rule;         /* for people: what the date follows from */
  char     *source;       /* https only */
} DsSupport;

typedef struct
{
  char    **links;             /* best first, mailto:, tel: or https: only */
  char     *policy;            /* https only */
  int64_t   acknowledged_days; /* within so many days they answer, 0 where not told */
  int64_t   expires_at;
} DsContact;

/* One sort of data about people that a device or its maker keeps. */
typedef struct
{
  char     *id;
  char     *title;
  char     *why;
  char     *kept;       /* for how long */
  char     *how_to;     /* how to have it erased where the device cannot */
  char     *how_to_url; /* https only */
  gboolean  with_maker; /* it is not on the device */
  gboolean  stored;     /* there is some now */
  gboolean  erasable;   /* the device erases it when asked to */
} DsPersonalData;

typedef enum {
  DS_LOGIN_UNKNOWN,
  DS_LOGIN_NONE,
  DS_LOGIN_DEFAULT, /* the same in every such device */
  DS_LOGIN_OWN,
} DsLogin;

/* One more way into the device from the network. */
typedef struct
{
  char     *title;
  char     *protocol;
  uint16_t  port; /* 0 where not told */
  gboolean  encrypted;
  DsLogin   login;
} DsService;

/* Doors that should not be open, each seen by trying or told by the device. */
typedef enum {
  DS_WEAKNESS_NO_LOGIN  = 1 << 0, /* the owner's part answers anyone */
  DS_WEAKNESS_PASSWORD  = 1 << 1, /* an empty, default or guessable one is taken */
  DS_WEAKNESS_UNCOVERED = 1 << 2, /* everyone on the network can read along */
  DS_WEAKNESS_OLD_PASSWORD = 1 << 3, /* one that was replaced is taken as well */
  DS_WEAKNESS_ANYONE_PRINTS = 1 << 4, /* a printer prints for whoever asks it */
  DS_WEAKNESS_PLAIN_PRINTING = 1 << 5, /* it takes what is printed uncovered only */
} DsWeakness;

DsUpdate       *ds_update_new         (void);
DsUpdate       *ds_update_copy        (const DsUpdate       *self);
void            ds_update_free        (DsUpdate             *self);
DsSupport      *ds_support_new        (void);
DsSupport      *ds_support_copy       (const DsSupport      *self);
void            ds_support_free       (DsSupport            *self);
DsContact      *ds_contact_new        (void);
DsContact      *ds_contact_copy       (const DsContact      *self);
void            ds_contact_free       (DsContact            *self);
DsPersonalData *ds_personal_data_new  (void);
DsPersonalData *ds_personal_data_copy (const DsPersonalData *self);
void            ds_personal_data_free (DsPersonalData       *self);
DsService      *ds_service_new        (void);
DsService      *ds_service_copy       (const DsService      *self);
void            ds_service_free       (DsService            *self);

/* "available", "on", "own", ...: for files and JSON. An unknown nick is the
 * first value. */
const char         *ds_update_state_get_nick        (DsUpdateState       state);
DsUpdateState       ds_update_state_from_nick       (const char         *nick);
const char         *ds_update_failure_get_nick      (DsUpdateFailure     failure);
DsUpdateFailure     ds_update_failure_from_nick     (const char         *nick);
const char         *ds_automatic_updates_get_nick   (DsAutomaticUpdates  mode);
DsAutomaticUpdates  ds_automatic_updates_from_nick  (const char         *nick);
const char         *ds_login_get_nick               (DsLogin             login);
DsLogin             ds_login_from_nick              (const char         *nick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsUpdate, ds_update_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSupport, ds_support_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsContact, ds_contact_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsPersonalData, ds_personal_data_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsService, ds_service_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-day-watch.h"
#include "ds-device-private.h"
#include "ds-home.h"
#include "ds-host-table.h"
#include "ds-lock.h"
#include "storage/ds-storage.h"
#include "trust/ds-web-client.h"

#include <stdbool.h>

G_BEGIN_DECLS

struct _DsHome
{
  GObject       parent_instance;

  /* Owned */
  GFile        *folder;
  DsStorage    *storage;
  DsKeyring    *keyring;
  DsDiscovery  *discovery;
  GListStore   *devices;
  GListStore   *ignored;     /* those that the person does not want to see */
  GPtrArray    *sightings;   /* as discovery lists them */
  DsHostTable  *hosts;       /* which of them are devices */
  GPtrArray    *added;       /* devices that join the list together, or NULL */
  GHashTable   *by_identity; /* "driver:key" -> DsDevice */
  GHashTable   *orphans;     /* ids that have keys in the keyring but no row for them */
  GFileMonitor *locks;       /* tells what other processes changed, see ds-others.c */
  DsCatalogue  *catalogue;   /* NULL until it is open */
  DsDayWatch   *days;
  DsToday       today;
  GHashTable   *pauses;      /* DsDevice -> DsPause, see ds-open.c */
  DsWebClient  *web;         /* NULL until a website is asked */
  char         *anchors;     /* who may vouch for signatures; NULL: as the system says */
  GError       *storage_error;
  DexFuture    *listed;      /* whether what is stored is in the list */
  DexFuture    *compared;    /* whether that was held against the keys in the keyring */
  DexFuture    *opened;      /* storage, from the start until it is awaited */
  DexFuture    *loaded;      /* the records, likewise */

  /* Work that runs */
  GPtrArray    *onboardings; /* borrowed: each holds itself until it ends */
  DexPromise   *stopping;    /* rejects when the home stops: cancels all verbs */
  DexPromise   *idle;        /* resolves when no verb runs any more */
  unsigned int  n_verbs;
  gboolean      storage_open;
};

/* How an open set-up ended. */
typedef enum {
  DS_SETTLED_NOT_YET, /* the error says why */
  DS_SETTLED_AS_BEFORE,
  DS_SETTLED_AS_IT_SAYS, /* the same, but nothing proves it: the keys are still kept */
  DS_SETTLED_SET_UP,
} DsSettled;

/* What is to become of new keys. */
typedef enum {
  DS_SETTLE_KEEP,      /* where the device took them, they stay */
  DS_SETTLE_TAKE_BACK, /* the person changed their mind */
  DS_SETTLE_UNGIVEN,   /* the device was never given them */
} DsSettleAim;

typedef struct _DsVerb DsVerb;

/* What a verb asks the driver for; resolves to facts. In a fiber. */
typedef DexFuture *(*DsVerbAsk) (DsVerb       *verb,
                                 DsTarget     *target,
                                 DsCredential *credential);

/* Changes what is kept about a device, as the person said. */
typedef void (*DsEditFunc) (DsVerb         *verb,
                            DsDeviceRecord *record);

/* One running verb: keeps home and device alive, and the device busy. */
struct _DsVerb
{
  DsHome   *home;
  DsDevice *device;
  char     *text;
  char     *room;
  char    **ids;
  DsAutomaticUpdates mode;
  bool      changed_password;
  DsEditFunc edit;
  DsDate    date;
  unsigned int number;
  bool      others_wrong;
  DsInquiry *inquiry;
  DsAnswer *answer;
  DsVerbAsk ask;
  DsLock   *lock;

  /* Who watches a new password being given */
  DsPasswordStepFunc on_step;
  void              *step_data;
  GDestroyNotify     destroy;
};

DsVerb    *_ds_verb_new            (DsHome               *home,
                                    DsDevice             *device);
void       _ds_verb_free           (DsVerb               *verb);
/* Spawns @func; the future is cancelled when the home stops. Takes @verb. */
DexFuture *_ds_verb_run            (DsVerb               *verb,
                                    DexFiberFunc          func);

/* Takes the right to change the device; waits a while for other verbs to end, or
 * until @cancel rejects. In a fiber. */
bool       _ds_verb_take_lock      (DsVerb               *verb,
                                    DexFuture            *cancel,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsVerb, _ds_verb_free)

DexFuture *_ds_verb_reject         (GError              **error);

/* What every verb begins and ends with (ds-home-verbs.c); in a fiber. */
bool       _ds_verb_begin_change   (DsVerb               *verb,
                                    GError              **error);
bool       _ds_verb_is_set_up      (DsDevice             *device);
DsCredential *_ds_verb_find_current (DsVerb              *verb,
                                    GError              **error);
DsCredential *_ds_verb_begin_with_keys (DsVerb           *verb,
                                    GError              **error);
void       _ds_verb_note_trouble   (DsVerb               *verb,
                                    const GError         *error);
bool       _ds_verb_check_in       (DsVerb               *verb,
                                    DsCredential         *credential,
                                    GError              **error);
/* After a driver has rejected with *@error: where the device had changed to the key
 * that it announced, keeps that key, and true means to ask the driver once more, with
 * the @credential that took the place of the one before. */
bool       _ds_verb_keep_announced_key (DsVerb           *verb,
                                    DsCredential        **credential,
                                    GError              **error);

/* Devices that need no set-up but tell more than they announce (ds-home-look.c): asks
 * one now; asks one that has just come on the list, for a short while; asks one, by
 * itself, the first time that it is seen. */
bool       _ds_device_can_be_looked_at (DsDevice         *device);
bool       _ds_verb_look           (DsVerb               *verb,
                                    GError              **error);
void       _ds_verb_meet           (DsVerb               *verb);
void       _ds_home_look_once      (DsHome               *self,
                                    DsDevice             *device);

/* Adds to @facts whether the password before @credential's still logs in. */
void       _ds_verb_try_old_password (DsVerb             *verb,
                                    DsTarget             *target,
                                    DsCredential         *credential,
                                    DsFacts              *facts);

/* The list (ds-home-list.c) */
void       _ds_home_watch_sightings (DsHome              *self);
void       _ds_home_add_records     (DsHome              *self,
                                     GPtrArray           *records);
void       _ds_home_add_record      (DsHome              *self,
                                     const DsDeviceRecord *record);
void       _ds_home_add_device      (DsHome              *self,
                                     DsDevice            *device);
/* Puts a device into the list where it belongs now: devices or ignored. */
void       _ds_home_place           (DsHome              *self,
                                     DsDevice            *device);
/* Of either list. (transfer full) (nullable) */
DsDevice  *_ds_home_by_id           (DsHome              *self,
                                     const char          *id);
DsDevice  *_ds_home_by_key          (DsHome              *self,
                                     const char          *driver,
                                     const char          *key);
/* The device said its true key: joins it with what was announced under it. */
void       _ds_home_rekey           (DsHome              *self,
                                     DsDevice            *device,
                                     const char          *key);
/* For ds_host_table_new(). */
void       _ds_home_speaker_changed (DsSighting          *before,
                                     DsSighting          *now,
                                     void                *data);
/* Takes a device that is neither stored nor there out of the list. */
void       _ds_home_tidy            (DsHome              *self,
                                     DsDevice            *device);

/* What must be called in a fiber */
bool       _ds_home_put_record      (DsHome              *self,
                                     DsDevice            *device,
                                     const DsDeviceRecord *record,
                                     GError             **error);
bool       _ds_home_drop_record     (DsHome              *self,
                                     DsDevice            *device,
                                     GError             **error);
/* What is left of a set-up that was undone: nothing, or what the person watched. */
bool       _ds_home_undo_record     (DsHome              *self,
                                     DsDevice            *device,
                                     GError             **error);
/* Reads the row anew: another process may have changed it. */
bool       _ds_home_reload          (DsHome              *self,
                                     DsDevice            *device,
                                     GError             **error);
/* Stores what a check-in told; the device is set up. */
bool       _ds_home_put_facts       (DsHome              *self,
                                     DsDevice            *device,
                                     DsTarget            *target,
                                     const DsFacts       *facts,
                                     GError             **error);
/* Keeps, with the row, that the device needs the person. */
void       _ds_home_put_attention   (DsHome              *self,
                                     DsDevice            *device,
                                     const GError        *attention);
bool       _ds_home_clear_slots     (DsHome              *self,
                                     DsDevice            *device,
                                     GError             **error);
/* Ends a set-up that was left open. */
DsSettled  _ds_home_settle          (DsHome              *self,
                                     DsDevice            *device,
                                     DsSettleAim          aim,
                                     GError             **error);
/* Whether there is more in the data file than that the person watches it. */
bool       _ds_home_has_set_up_row  (DsDevice            *device);

/* Removals and set-ups that are open (ds-open.c); ending them needs no caller
 * and is tried when the device is seen, then with growing pauses. */
void       _ds_home_end_open        (DsHome              *self,
                                     DsDevice            *device);
void       _ds_home_adopt           (DsHome              *self,
                                     DsDevice            *device);
void       _ds_home_end_all_open    (DsHome              *self);
GHashTable *_ds_home_new_pauses     (void);
void       _ds_home_try_later       (DsHome              *self,
                                     DsDevice            *device);
void       _ds_home_forget_pause    (DsHome              *self,
                                     DsDevice            *device);
bool       _ds_home_release         (DsHome              *self,
                                     DsDevice            *device,
                                     GError             **error);

/* What the person keeps about a device (ds-home-keepsakes.c) */
void       _ds_record_set_notes     (DsDeviceRecord      *record,
                                     const char          *notes);
void       _ds_record_set_purchase_date (DsDeviceRecord  *record,
                                     DsDate               purchased_on);

/* The catalogue (ds-home-catalogue.c); resolves to true once it is open. */
DexFuture *_ds_home_open_catalogue  (DsHome              *self);
void       _ds_home_notify_catalogue (DsHome             *self);

/* What day it is (ds-home-day.c). To read it waits for storage. */
void       _ds_home_read_day        (DsHome              *self);
void       _ds_home_watch_days      (DsHome              *self);
/* Looks at the clock again, and judges every device anew. */
void       _ds_home_new_day         (DsHome              *self);

/* What websites said (ds-home-inquire.c). Reading it awaits. */
void       _ds_home_read_answers   (DsHome              *self);
/* For tests: whom to ask, and who may vouch for signatures. */
void       _ds_home_set_web        (DsHome              *self,
                                    DsWebClient         *web,
                                    const char          *anchors);

/* Other processes (ds-others.c) */
void       _ds_home_watch_others    (DsHome              *self);

void       _ds_home_set_storage_error (DsHome            *self,
                                     const GError        *error);

G_END_DECLS

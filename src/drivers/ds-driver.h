/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"
#include "discovery/ds-announcement.h"
#include "ds-facts.h"
#include "ds-target.h"
#include "trust/ds-credential.h"

#include <libdex.h>

G_BEGIN_DECLS

/* What a driver, or one device behind it, can do. */
typedef enum {
  DS_CAPABILITY_IDENTIFY      = 1 << 0, /* make the device blink or beep */
  DS_CAPABILITY_UPDATE_STATE  = 1 << 1,
  DS_CAPABILITY_UPDATE        = 1 << 2,
  DS_CAPABILITY_ERASE         = 1 << 3,
  DS_CAPABILITY_RELEASE       = 1 << 4, /* take this computer's access back */
  DS_CAPABILITY_LIST_ACCESS   = 1 << 5,
  DS_CAPABILITY_REMOVE_ACCESS = 1 << 6,
  DS_CAPABILITY_CHANGE_PASSWORD   = 1 << 7,
  DS_CAPABILITY_SHOW_PASSWORD     = 1 << 8,
  DS_CAPABILITY_AUTOMATIC_UPDATES = 1 << 9, /* they can be turned on and off */
} DsCapability;

/* How much an announcement tells of the thing that makes it. Of the hints that come
 * from one host, the highest names the thing; none of them hides a device. */
typedef enum {
  DS_HINT_NONE,     /* no hint but the device itself, by a protocol of its own */
  DS_HINT_FILES,    /* shares files, as boxes and computers do */
  DS_HINT_MEDIA,    /* plays or offers music and films, as programs do too */
  DS_HINT_COMPUTER,
  DS_HINT_PART,     /* something that many devices have a part in */
  DS_HINT_THING,    /* a thing of a known sort */
  DS_HINT_PRODUCT,  /* a known product */
} DsHint;

/* What an announcement tells about a device; every string owned, cleaned. */
typedef struct
{
  char   *key;    /* stable identity within the driver's protocol */
  char   *name;
  char   *maker;
  char   *model;
  char   *software_version;
  DsKind  kind;
  DsHint  hint;
  uint16_t matter_vendor;  /* ids that Matter gives out; 0: not known */
  uint16_t matter_product;
  gboolean taken; /* the device says that someone set it up already */
  char   *path;   /* where on the device to begin, or NULL */
} DsMatch;

/* What inspecting a device shows before anything is proved. */
typedef struct
{
  gboolean  taken;
  char     *key; /* NULL where the protocol tells it only after the proof */
} DsInspection;

/* How a setup code is typed. */
typedef struct
{
  const char *groups;  /* lengths of the groups: "323" is 123-45-678 */
  unsigned int digits; /* all digits together */
} DsCodeFormat;

/* What prove() opened: an authenticated channel to a device that has shown that
 * it knows the setup code. Each driver derives its own; dropping the last
 * reference closes the channel. */
#define DS_TYPE_PROOF (ds_proof_get_type ())
G_DECLARE_DERIVABLE_TYPE (DsProof, ds_proof, DS, PROOF, GObject)
struct _DsProofClass { GObjectClass parent_class; };

/* Told what an update that runs is doing, whenever it moved. */
typedef void (*DsUpdateFunc) (const DsUpdate *update,
                              void           *data);

/**
 * DsDriver:
 * @match: what the announcement tells, or %NULL where it is not this driver's
 * @check_code: whether the text is a code of this driver, digits only or with
 *   separators or the text of a QR code; gives the code as the protocol wants
 *   it, or %NULL with DS_ERROR_BAD_CODE
 * @code_fits: whether a scanned payload belongs to the announced device; true
 *   where it cannot be told
 * @inspect: resolves to a #DsInspection
 * @prove: resolves to a #DsProof. Nothing on the device changes for good
 * @generate: makes the credential that take_over() will install
 * @take_over: installs it; resolves to the final #DsCredential (which may hold
 *   more than the generated one, such as the device's pin). When its answer is
 *   lost, settle() tells what happened
 * @settle: for a pending credential after a kill or a lost answer: resolves to
 *   the #DsCredential if the device takes it and the pin is known; else takes
 *   back whatever was installed and rejects with DS_ERROR_NOT_OURS (the device
 *   is as before). Any other rejection means: not known yet, try again later.
 *   With @unproven_refusal the protocol neither encrypts nor signs that word, so
 *   that anyone in between can say it: keys are kept then
 * @check_in: logs in, always against the pin; @credential is %NULL for a device
 *   that is watched; resolves to #DsFacts. Where the
 *   device announced a new key, the facts hold the credential to keep instead
 * @make_noticed: makes the device show itself; @credential is %NULL before set-up
 * @renew: makes a credential with another password that suits the device;
 *   resolves to a #DsCredential. Nothing on the device changes
 * @change_password: logs in with @credential and installs @renewed in its place;
 *   resolves to true. When the answer is lost, settle() tells what happened
 * @get_password: (transfer full): the password in a credential, for the person
 * @check_update: lets the device ask its maker for an update; resolves to
 *   #DsFacts once it has
 * @update: installs @version and tells @func about it; resolves to #DsFacts once
 *   the device itself says that it runs @version. Rejects with
 *   DS_ERROR_NOT_UPDATED where it gave up or kept its old one, and with
 *   DS_ERROR_STUCK where it got no further for longer than was announced, or
 *   never ends.
 *   Repeating is harmless. Discarded, the device goes on by itself
 * @set_automatic_updates: resolves to #DsFacts read back
 * @erase: erases the personal data with these ids; resolves to #DsFacts once
 *   reading back shows that it is gone; rejects with DS_ERROR_NOT_ERASED where not
 * @release: takes this computer's access back; resolves once the device has
 *   confirmed it; DS_ERROR_NOT_OURS means it was gone already
 * @remove_access: takes someone else's access back, by #DsAccess id
 *
 * A device that needs no setup code has a driver without @inspect, @prove,
 * @generate, @take_over and @settle. It is watched instead of set up: @check_in
 * gets no credential, the target brings along the key that was seen the first
 * time (ds_target_get_pin()), and the facts tell which key to keep. Where another
 * one answers, @check_in rejects with DS_ERROR_KEY_CHANGED before a byte of a
 * request has left.
 *
 * A device that is set up may show a key that its pinned one had announced. Only
 * @check_in, @settle, @change_password and @release take it then (of the first the
 * facts hold the credential to keep, after the next two a check-in follows, after the
 * last there is none). All others reject with DS_ERROR_KEY_RENEWED, with nothing done
 * that could not be repeated: a check-in keeps the key first.
 *
 * The code for one device protocol. All but @match, @check_code, @code_fits,
 * @generate and @get_password talk to the device, return futures that reject within a deadline,
 * and stop, down to the socket, when their future is discarded. An operation
 * that a driver lacks is %NULL; @capabilities says the same to the UI. A driver
 * without @prove has nothing to set up: its devices are only seen.
 */
typedef struct
{
  const char          *id;            /* "homekit": for files */
  const char        *(*get_name)      (void); /* "HomeKit", translated */
  const char        *(*get_security)  (void); /* one sentence: how a device is secured */
  DsCapability         capabilities;
  DsCapability         before_set_up; /* those of them that need no credential */
  gboolean             unproven_refusal; /* see @settle */
  const char * const  *service_types; /* DNS-SD, NULL-terminated */
  DsCodeFormat         code_format;

  DsMatch      *(*match)         (const DsAnnouncement  *announcement);
  DsSecret     *(*check_code)    (const char            *typed,
                                  GError               **error);
  gboolean      (*code_fits)     (const char            *typed,
                                  const DsAnnouncement  *announcement);
  DexFuture    *(*inspect)       (DsTarget              *target);
  DexFuture    *(*prove)         (DsTarget              *target,
                                  DsSecret              *code);
  DsCredential *(*generate)      (DsProof               *proof);
  DexFuture    *(*take_over)     (DsProof               *proof,
                                  DsCredential          *credential);
  DexFuture    *(*settle)        (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*check_in)      (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*make_noticed)  (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*renew)         (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*change_password) (DsTarget            *target,
                                  DsCredential          *credential,
                                  DsCredential          *renewed);
  DsSecret     *(*get_password)  (DsCredential          *credential);
  DexFuture    *(*check_update)  (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*update)        (DsTarget              *target,
                                  DsCredential          *credential,
                                  const char            *version,
                                  DsUpdateFunc           func,
                                  void                  *data,
                                  GDestroyNotify         destroy);
  DexFuture    *(*set_automatic_updates) (DsTarget      *target,
                                  DsCredential          *credential,
                                  DsAutomaticUpdates     mode);
  DexFuture    *(*erase)         (DsTarget              *target,
                                  DsCredential          *credential,
                                  const char * const    *ids);
  DexFuture    *(*release)       (DsTarget              *target,
                                  DsCredential          *credential);
  DexFuture    *(*remove_access) (DsTarget              *target,
                                  DsCredential          *credential,
                                  const char            *access_id);
} DsDriver;

/* Of the announcements of one device, so many are looked at: more than a device
 * makes over two protocols on a few interfaces. */
#define DS_DRIVER_MOST_ANNOUNCEMENTS 64

/* The table of drivers: NULL-terminated; adding a protocol is one folder and one row. */
extern const DsDriver * const ds_drivers[];

const DsDriver     *ds_driver_by_id          (const char           *id);
const DsDriver     *ds_driver_match          (const DsAnnouncement *announcement,
                                              DsMatch             **match);
/* "driver:key", for ds_discovery_new(). */
char               *ds_driver_identify       (const DsAnnouncement *announcement);
/* Every service type of every driver. (transfer container) */
const char        **ds_driver_service_types  (void);

/* The same for announcements of one device: the best of them names it. */
const DsDriver     *ds_driver_match_all      (GPtrArray            *announcements,
                                              DsMatch             **match);

DsMatch            *ds_match_copy            (const DsMatch *self);
void                ds_match_free            (DsMatch      *self);
void                ds_inspection_free       (DsInspection *self);
GType               ds_inspection_get_type   (void);
#define DS_TYPE_INSPECTION (ds_inspection_get_type ())

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsMatch, ds_match_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsInspection, ds_inspection_free)

G_END_DECLS

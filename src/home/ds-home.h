/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-discovery.h"
#include "ds-device.h"
#include "ds-finding.h"
#include "ds-onboarding.h"
#include "ds-password-step.h"
#include "support/ds-inquiry.h"
#include "trust/ds-keyring.h"

G_BEGIN_DECLS

/**
 * DsHome:
 *
 * The one facade: owns storage, keyring, discovery and drivers. app/ and cli/
 * see this, its #GListModel of #DsDevice and its futures, and nothing below.
 *
 * Properties, notified: "discovery-state" (#DsDiscoveryState), "settled"
 * (boolean), "keyring-state" (#DsKeyringState), "storage-error" (#GError boxed
 * or %NULL).
 */
#define DS_TYPE_HOME (ds_home_get_type ())
G_DECLARE_FINAL_TYPE (DsHome, ds_home, DS, HOME, GObject)

/* What a person says of a device that they add by hand. Any of the texts may be
 * NULL or empty, but not all of the first three. */
typedef struct
{
  const char *name;  /* what it is called here; else maker and model are */
  const char *maker;
  const char *model;
  DsKind      kind;
  const char *room;
  const char *notes;
  DsDate      purchased_on;
} DsByHand;

/* @folder: where the data file lives; NULL for the person's data folder. */
DsHome           *ds_home_new                 (GFile        *folder);
/* Opens storage and keyring, ends what a kill left open, starts discovery.
 * Resolves to true once stored devices are in the list; trouble is a property,
 * not a rejection. */
DexFuture        *ds_home_open                (DsHome       *self);
DexFuture        *ds_home_start               (DsHome       *self);
/* Resolves to true once devices whose keys are gone say so. */
DexFuture        *ds_home_wait_for_keys       (DsHome       *self);
/* Lets running work end or cancels it; resolves when nothing is left open. */
DexFuture        *ds_home_stop                (DsHome       *self);
/* GListModel of DsDevice: all of them, in no order that matters. Borrowed. */
GListModel       *ds_home_get_devices         (DsHome       *self);
/* The same of those that the person does not want to see. */
GListModel       *ds_home_get_ignored         (DsHome       *self);
DsDevice         *ds_home_find_ignored        (DsHome       *self,
                                               const char   *id);
DsDevice         *ds_home_find                (DsHome       *self,
                                               const char   *id); /* borrowed or NULL; a unique prefix or exact name will do */
DsDiscoveryState  ds_home_get_discovery_state (DsHome       *self);
gboolean          ds_home_get_settled         (DsHome       *self);
DsKeyringState    ds_home_get_keyring_state   (DsHome       *self);
const GError     *ds_home_get_storage_error   (DsHome       *self);

void              ds_home_search_again        (DsHome       *self);
DexFuture        *ds_home_unlock_keyring      (DsHome       *self);
/* "host:port", see ds_address_parse(). Resolves to the DsDevice. */
DexFuture        *ds_home_add_address         (DsHome       *self,
                                               const char   *typed);
DsOnboarding     *ds_home_begin_set_up        (DsHome       *self,
                                               DsDevice     *device); /* (transfer full) */
/* Logs in and reads facts anew. Resolves to true. */
DexFuture        *ds_home_check               (DsHome       *self,
                                               DsDevice     *device);
DexFuture        *ds_home_make_noticed        (DsHome       *self,
                                               DsDevice     *device);
DexFuture        *ds_home_rename              (DsHome       *self,
                                               DsDevice     *device,
                                               const char   *name,
                                               const char   *room);
/* Resolves to true once the device confirmed. Where it cannot be reached the
 * removal stays open (DS_DEVICE_REMOVING) and is tried again whenever the device
 * is seen; the future then rejects with DS_ERROR_UNREACHABLE. */
DexFuture        *ds_home_remove              (DsHome       *self,
                                               DsDevice     *device);
/* Forgets the device here without its word: the keys go too. For a device that
 * is gone for good or was reset. */
DexFuture        *ds_home_forget              (DsHome       *self,
                                               DsDevice     *device);
/* Keys in the keyring that nothing on the list has: ids, as a G_TYPE_STRV. */
DexFuture        *ds_home_list_kept_keys      (DsHome       *self);
DexFuture        *ds_home_forget_kept_keys    (DsHome       *self,
                                               const char   *id);
/* Takes someone else's access to the device back. */
DexFuture        *ds_home_remove_access       (DsHome       *self,
                                               DsDevice     *device,
                                               const char   *access_id);
/* Lets the device ask its maker for an update and reads the answer. */
DexFuture        *ds_home_check_update        (DsHome       *self,
                                               DsDevice     *device);
/* Installs @version, the one that was shown; progress is in ds_device_get_update(),
 * notified as "details". Resolves to true once the device itself says that it runs
 * that version; rejects with DS_ERROR_NOT_UPDATED or DS_ERROR_STUCK. Repeating it
 * is harmless, also to follow an update that another run began. */
DexFuture        *ds_home_update              (DsHome       *self,
                                               DsDevice     *device,
                                               const char   *version);
DexFuture        *ds_home_set_automatic_updates (DsHome     *self,
                                               DsDevice     *device,
                                               DsAutomaticUpdates mode);
/* Erases the personal data with these ids; resolves to true once reading back
 * shows that it is gone. */
DexFuture        *ds_home_erase               (DsHome       *self,
                                               DsDevice     *device,
                                               const char * const *ids);
/* Gives the device a new password, through the keyring like a set-up; @on_step may
 * be NULL. */
DexFuture        *ds_home_change_password     (DsHome       *self,
                                               DsDevice     *device,
                                               DsPasswordStepFunc on_step,
                                               void         *data,
                                               GDestroyNotify destroy);
/* Resolves to the DsSecret that the person may see or copy. */
DexFuture        *ds_home_dup_password        (DsHome       *self,
                                               DsDevice     *device);
/* Puts a device that is seen on the person's list without a set-up, and takes it
 * from there. One that was added by hand is gone then. */
DexFuture        *ds_home_watch               (DsHome       *self,
                                               DsDevice     *device);
DexFuture        *ds_home_unwatch             (DsHome       *self,
                                               DsDevice     *device);
/* A device that never announces itself. Resolves to the DsDevice. */
DexFuture        *ds_home_add_by_hand         (DsHome       *self,
                                               const DsByHand *what);
/* Does not show a device any more, until the person wants it back. */
DexFuture        *ds_home_ignore              (DsHome       *self,
                                               DsDevice     *device);
DexFuture        *ds_home_stop_ignoring       (DsHome       *self,
                                               DsDevice     *device);
/* What the person keeps about a device on their list; nothing leaves this
 * computer. No date, and an empty text, take it back. */
DexFuture        *ds_home_set_purchase_date   (DsHome       *self,
                                               DsDevice     *device,
                                               DsDate        purchased_on);
DexFuture        *ds_home_set_notes           (DsHome       *self,
                                               DsDevice     *device,
                                               const char   *notes);
/* The person knows better until when it gets security updates. @rule is
 * DS_SUPPORT_UNTIL, or DS_SUPPORT_ENDED, where @date may be none. The earliest date
 * counts, unless what catalogue and websites say is wrong. */
DexFuture        *ds_home_correct_support     (DsHome       *self,
                                               DsDevice     *device,
                                               DsSupportRule rule,
                                               DsDate        date,
                                               bool          others_wrong);
DexFuture        *ds_home_undo_correction     (DsHome       *self,
                                               DsDevice     *device);
/* The person wants to hear no more of the end of its support, or does again. */
DexFuture        *ds_home_silence             (DsHome       *self,
                                               DsDevice     *device,
                                               gboolean      silenced);
/* What to tell the person now about the end of its support; given only once.
 * Resolves to a DsNotice (an int). */
DexFuture        *ds_home_take_notice         (DsHome       *self,
                                               DsDevice     *device);
/* Who could be asked about a device: GPtrArray of DsInquiry. Asks nobody. */
GPtrArray        *ds_home_list_inquiries      (DsHome       *self,
                                               DsDevice     *device);
/* Asks one website, after the person has said yes to just that, and keeps its
 * answer. */
DexFuture        *ds_home_inquire             (DsHome       *self,
                                               DsDevice     *device,
                                               const DsInquiry *inquiry);
DexFuture        *ds_home_forget_answer       (DsHome       *self,
                                               DsDevice     *device,
                                               DsSourceKind  kind);
/* What the person scanned or copied off the device's label; NULL takes it back. */
bool              ds_home_is_label            (const char   *scanned);
DexFuture        *ds_home_set_label           (DsHome       *self,
                                               DsDevice     *device,
                                               const char   *scanned);
/* Takes on a newer, signed catalogue from a file or a folder. Resolves to true. */
DexFuture        *ds_home_accept_catalogue    (DsHome       *self,
                                               const char   *path);
/* The number and day of the catalogue in use, which is notified as
 * "catalogue-edition"; 0 where there is none. */
unsigned int      ds_home_get_catalogue_edition (DsHome     *self,
                                               DsDate       *date);
/* What the catalogue has of what was typed: a GPtrArray of DsProduct. */
GPtrArray        *ds_home_complete_product    (DsHome       *self,
                                               const char   *typed,
                                               unsigned int  most);
/* Looks at everything that may keep devices from being found or set up.
 * Resolves to a GPtrArray of DsFinding. */
DexFuture        *ds_home_diagnose            (DsHome       *self);

G_END_DECLS

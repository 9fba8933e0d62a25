/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-discovery.h"
#include "ds-device.h"
#include "ds-finding.h"
#include "ds-onboarding.h"
#include "ds-password-step.h"
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

/* @folder: where the data file lives; NULL for the person's data folder. */
DsHome           *ds_home_new                 (GFile        *folder);
/* Opens storage and keyring, ends what a kill left open, starts discovery.
 * Resolves to true once stored devices are in the list; trouble is a property,
 * not a rejection. */
DexFuture        *ds_home_start               (DsHome       *self);
/* Lets running work end or cancels it; resolves when nothing is left open. */
DexFuture        *ds_home_stop                (DsHome       *self);
/* GListModel of DsDevice: all of them, in no order that matters. Borrowed. */
GListModel       *ds_home_get_devices         (DsHome       *self);
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
/* Looks at everything that may keep devices from being found or set up.
 * Resolves to a GPtrArray of DsFinding. */
DexFuture        *ds_home_diagnose            (DsHome       *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-credential.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Where a credential lives. */
typedef enum {
  DS_SLOT_PENDING,  /* about to be given to the device */
  DS_SLOT_CURRENT,  /* the device takes it */
  DS_SLOT_PREVIOUS, /* the one before, kept until the next change */
} DsSlot;
#define DS_N_SLOTS 3

typedef enum {
  DS_KEYRING_UNKNOWN,
  DS_KEYRING_READY,
  DS_KEYRING_LOCKED,
  DS_KEYRING_DISMISSED,
  DS_KEYRING_MISSING,
  DS_KEYRING_UNREADABLE,
} DsKeyringState;

#define DS_TYPE_KEYRING_STATE (ds_keyring_state_get_type ())
GType ds_keyring_state_get_type (void);

/**
 * DsKeyring:
 *
 * Credentials in the person's keyring, through libsecret's asynchronous
 * password calls (the ones that also reach the sandbox's file). Every future
 * rejects within its own deadline with one of the DS_ERROR_KEYRING_ values.
 * A deadline is long where the person may be typing a password.
 *
 * Properties: "state" (#DsKeyringState, read-only, notified).
 */
#define DS_TYPE_KEYRING (ds_keyring_get_type ())
G_DECLARE_FINAL_TYPE (DsKeyring, ds_keyring, DS, KEYRING, GObject)

DsKeyring      *ds_keyring_new       (void);
DsKeyringState  ds_keyring_get_state (DsKeyring    *self);

/* Looks whether the keyring is there and open, without asking the person. */
DexFuture      *ds_keyring_probe     (DsKeyring    *self);
/* The same, and lets the keyring ask the person for its password. */
DexFuture      *ds_keyring_unlock    (DsKeyring    *self);
/* Resolves to whether there is no keyring yet, so that the first entry has one made. */
DexFuture      *ds_keyring_lacks_first (DsKeyring  *self);
/* Resolves to true once the entry was stored *and read back equal*. */
DexFuture      *ds_keyring_store     (DsKeyring    *self,
                                      const char   *device_id,
                                      DsSlot        slot,
                                      const char   *label,
                                      DsCredential *credential);
/* Resolves to a DsCredential, or rejects with DS_ERROR_NOT_FOUND. */
DexFuture      *ds_keyring_lookup    (DsKeyring    *self,
                                      const char   *device_id,
                                      DsSlot        slot);
/* Resolves to true; clearing what is not there is no error. */
DexFuture      *ds_keyring_clear     (DsKeyring    *self,
                                      const char   *device_id,
                                      DsSlot        slot);
/* pending -> current, old current -> previous. Safe to repeat after a kill at
 * any of its steps: pending goes last. */
DexFuture      *ds_keyring_promote   (DsKeyring    *self,
                                      const char   *device_id,
                                      const char   *label);
/* Resolves to a GStrv of the ids of all devices that have any slot. */
DexFuture      *ds_keyring_list      (DsKeyring    *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-keyring.h"

G_BEGIN_DECLS

/* libsecret's asynchronous calls as futures. They reject with libsecret's own
 * errors, have no deadline, and discarding one cancels it down to the bus, but for a
 * search and a look for the default keyring, which come in by themselves. */

/* One of our entries, without what it holds. */
typedef struct
{
  char   *device_id;
  DsSlot  slot;
  bool    locked;
  void   *item; /* libsecret's own */
} DsKeyringEntry;

void       ds_keyring_entry_free   (DsKeyringEntry *self);
bool       ds_keyring_entries_any_locked (GPtrArray *entries);

/* Resolves to a GPtrArray of DsKeyringEntry. A %NULL @device_id finds all of
 * our entries, and @slot counts only where it is not -1. */
DexFuture *ds_keyring_call_search  (const char     *device_id,
                                    int             slot);
/* Asks the person to open those of @entries that are locked, one of which must be;
 * resolves to how many were opened. */
DexFuture *ds_keyring_call_unlock  (GPtrArray      *entries);
/* Resolves to a DsSecret, or to %NULL. Asks the person where the entry is locked. */
DexFuture *ds_keyring_call_lookup  (const char     *device_id,
                                    DsSlot          slot);
/* Resolves to true. Asks the person where the keyring is locked. */
DexFuture *ds_keyring_call_store   (const char     *device_id,
                                    DsSlot          slot,
                                    const char     *label,
                                    DsSecret       *text);
/* Resolves to whether there was something. Leaves locked entries alone. */
DexFuture *ds_keyring_call_clear   (const char     *device_id,
                                    DsSlot          slot);
/* Resolves to whether there is a keyring for new entries, or the first of them has one
 * made. */
DexFuture *ds_keyring_call_has_default (void);
/* Resolves to whether new entries would go into a locked keyring. */
DexFuture *ds_keyring_call_default_is_locked (void);
/* Asks the person to open that keyring, or for a first one; resolves to how many were
 * opened or made. */
DexFuture *ds_keyring_call_unlock_default    (void);

G_END_DECLS

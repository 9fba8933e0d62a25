/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-storage.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Runs on the worker thread; gives a future that is already settled. */
typedef DexFuture *(*DsStorageFunc) (sqlite3  *db,
                                     gpointer  data);

DexFuture *_ds_storage_read  (DsStorage      *self,
                              DsStorageFunc   func,
                              gpointer        data,
                              GDestroyNotify  destroy);
/* The same inside one transaction, which a rejection takes back. */
DexFuture *_ds_storage_write (DsStorage      *self,
                              DsStorageFunc   func,
                              gpointer        data,
                              GDestroyNotify  destroy);

G_END_DECLS

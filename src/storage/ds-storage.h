/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-error.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * DsStorage:
 *
 * The data file: sqlite3 in WAL mode behind one worker thread. It holds what
 * may be shown (names, models, dates) and never a secret.
 *
 * A damaged file is kept aside beside a new empty one, see
 * ds_storage_get_damaged_copy(), which tells of it at each start until
 * ds_storage_note_told(). Where the folder cannot be written, the data
 * that is there is read and every change rejects with
 * DS_ERROR_STORAGE_READ_ONLY; a full disk gives DS_ERROR_STORAGE_FULL and
 * leaves what was there.
 */
#define DS_TYPE_STORAGE (ds_storage_get_type ())
G_DECLARE_FINAL_TYPE (DsStorage, ds_storage, DS, STORAGE, GObject)

DsStorage  *ds_storage_new              (GFile     *folder);
DexFuture  *ds_storage_open             (DsStorage *self);
DexFuture  *ds_storage_close            (DsStorage *self);
gboolean    ds_storage_get_read_only    (DsStorage *self);
DsError     ds_storage_get_obstacle     (DsStorage *self);
const char *ds_storage_get_damaged_copy (DsStorage *self);
DexFuture  *ds_storage_note_told        (DsStorage *self);

G_END_DECLS

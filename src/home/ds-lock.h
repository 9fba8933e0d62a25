/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The right to change one device, held by one verb of one process at a time: a
 * locked file per device, so that the kernel takes it back from a killed process
 * and what one process leaves open is not ended by another while it still runs.
 * The file also keeps the count of wrong codes, which must outlive the process. */
typedef struct _DsLock DsLock;

DsLock *ds_lock_take      (GFile       *folder,
                           const char  *device_id,
                           GError     **error);
GFile  *ds_lock_get_folder (GFile      *folder);
void    ds_lock_free      (DsLock      *self);
void    ds_lock_get_tries (DsLock      *self,
                           unsigned int *wrong,
                           int64_t     *retry_at);
void    ds_lock_set_tries (DsLock      *self,
                           unsigned int wrong,
                           int64_t      retry_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsLock, ds_lock_free)

G_END_DECLS

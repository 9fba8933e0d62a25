/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-faults.h"

#include <json-glib/json-glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What a device keeps over a restart: one small file that is replaced whole, so
 * that a loss of power leaves the old or the new one. */
typedef struct _VdStore VdStore;

VdStore    *vd_store_open       (const char  *folder,
                                 VdFaults    *faults,
                                 GError     **error);
void        vd_store_free       (VdStore     *self);
char       *vd_store_get_path   (VdStore     *self,
                                 const char  *name);
/* Borrowed: what is read and changed; kept by vd_store_keep(). */
JsonObject *vd_store_get        (VdStore     *self);
const char *vd_store_get_string (VdStore     *self,
                                 const char  *name);
int64_t     vd_store_get_int    (VdStore     *self,
                                 const char  *name);
bool        vd_store_get_bool   (VdStore     *self,
                                 const char  *name);
/* @change names it for the faults crash-before and crash-after. */
void        vd_store_keep       (VdStore     *self,
                                 const char  *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdStore, vd_store_free)

G_END_DECLS

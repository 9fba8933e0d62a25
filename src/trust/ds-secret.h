/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Reference-counted bytes that are wiped when the last reference goes.
 * Always followed by a NUL that does not count as data. */
typedef struct _DsSecret DsSecret;

#define DS_TYPE_SECRET (ds_secret_get_type ())
GType          ds_secret_get_type (void);
DsSecret      *ds_secret_new      (const void     *data,
                                   size_t          length);
DsSecret      *ds_secret_new_text (const char     *text);
DsSecret      *ds_secret_new_random (size_t        length);
DsSecret      *ds_secret_ref      (DsSecret       *self);
void           ds_secret_unref    (DsSecret       *self);
const uint8_t *ds_secret_get_data (const DsSecret *self,
                                   size_t         *length);
const char    *ds_secret_get_text (const DsSecret *self);
bool           ds_secret_equal    (const DsSecret *a,
                                   const DsSecret *b); /* in constant time */
/* A program that crashes leaves no file with its memory behind. */
void           ds_secret_leave_no_core (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSecret, ds_secret_unref)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-secret.h"

G_BEGIN_DECLS

/**
 * DsCredential:
 *
 * Everything secret that lets this computer manage a device: a short list of
 * named byte strings whose names belong to the driver. Reference counted and
 * wiped. Its text form (one line a field, base64) is what the keyring holds.
 */
typedef struct _DsCredential DsCredential;

#define DS_TYPE_CREDENTIAL (ds_credential_get_type ())
GType         ds_credential_get_type  (void);
DsCredential *ds_credential_new       (const char          *driver);
DsCredential *ds_credential_copy      (const DsCredential  *self);
DsCredential *ds_credential_ref       (DsCredential        *self);
void          ds_credential_unref     (DsCredential        *self);
const char   *ds_credential_get_driver (const DsCredential *self);
void          ds_credential_set       (DsCredential        *self,
                                       const char          *name,
                                       DsSecret            *value);
DsSecret     *ds_credential_get       (const DsCredential  *self,
                                       const char          *name); /* borrowed or NULL */
bool          ds_credential_equal     (const DsCredential  *a,
                                       const DsCredential  *b);
DsSecret     *ds_credential_to_text   (const DsCredential  *self);
DsCredential *ds_credential_from_text (const char          *text,
                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCredential, ds_credential_unref)

G_END_DECLS

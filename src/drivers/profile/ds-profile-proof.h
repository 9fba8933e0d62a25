/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-profile-session.h"

G_BEGIN_DECLS

/* A device that has shown that it knows the setup code and to which key it
 * belongs, and waits to be claimed. */
#define DS_TYPE_PROFILE_PROOF (ds_profile_proof_get_type ())
G_DECLARE_FINAL_TYPE (DsProfileProof, ds_profile_proof, DS, PROFILE_PROOF, DsProof)

DsProfileProof   *ds_profile_proof_new         (DsProfileSession        *session, /* taken */
                                                const DsProfileIdentity *identity,
                                                DsSecret                *token);
DsProfileSession *ds_profile_proof_get_session (DsProfileProof          *self);

DexFuture        *ds_profile_prove             (DsTarget                *target,
                                                DsSecret                *code);
DsCredential     *ds_profile_generate          (DsProof                 *proof);
/* A password and the name of the request that installs it. */
bool              ds_profile_renew_password    (DsCredential            *credential,
                                                const DsProfileIdentity *identity,
                                                GError                 **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-factory.h"
#include "vd-reply.h"
#include "vd-store.h"

G_BEGIN_DECLS

/* The device's side of the proof (§8): one run at a time, tries that are
 * counted, and the token that a proved client may claim with. */
typedef struct _VdProof VdProof;

VdProof *vd_proof_new        (VdFactory     *factory,
                              VdStore       *store,
                              VdFaults      *faults);
void     vd_proof_free       (VdProof       *self);
bool     vd_proof_share      (VdProof       *self,
                              JsonObject    *request,
                              const uint8_t *pin,
                              VdReply       *reply);
bool     vd_proof_confirm    (VdProof       *self,
                              JsonObject    *request,
                              VdReply       *reply);
/* A wrong token makes the right one void, too. */
bool     vd_proof_is_token   (VdProof       *self,
                              GBytes        *token);
void     vd_proof_forget     (VdProof       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdProof, vd_proof_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"
#include "ds-hap-connection.h"

G_BEGIN_DECLS

/* An open pair-setup after its fourth message: the accessory has shown that it
 * knows the setup code, and waits for our key. */
#define DS_TYPE_HAP_PROOF (ds_hap_proof_get_type ())
G_DECLARE_FINAL_TYPE (DsHapProof, ds_hap_proof, DS, HAP_PROOF, DsProof)

DsHapProof      *ds_hap_proof_new             (DsTarget        *target,
                                               DsHapConnection *connection,
                                               DsSecret        *session_key);
DsTarget        *ds_hap_proof_get_target      (DsHapProof      *self);
DsHapConnection *ds_hap_proof_get_connection  (DsHapProof      *self);
DsSecret        *ds_hap_proof_get_session_key (DsHapProof      *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

/* A first pairing, cut where the keyring comes in: everything up to the proof of
 * the setup code, then the exchange of keys. */
DexFuture    *ds_hap_pair_setup_prove     (DsTarget     *target,
                                           DsSecret     *code);
DsCredential *ds_hap_pair_setup_generate  (DsProof      *proof);
DexFuture    *ds_hap_pair_setup_take_over (DsProof      *proof,
                                           DsCredential *credential);

G_END_DECLS

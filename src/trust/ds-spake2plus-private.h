/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-spake2plus-keys.h"

G_BEGIN_DECLS

/* For published test vectors: a side with its random number fixed, and a look at
 * what lies between the messages. */
DsSpake2plus             *_ds_spake2plus_prover_new_fixed   (const DsSpake2plusNames *names,
                                                             DsSecret                *password,
                                                             const uint8_t           *scalar);
DsSpake2plus             *_ds_spake2plus_verifier_new_fixed (const DsSpake2plusNames *names,
                                                             DsSecret                *record,
                                                             const uint8_t           *scalar);
const DsSpake2plusPoints *_ds_spake2plus_get_points         (DsSpake2plus            *self);
const DsSpake2plusKeys   *_ds_spake2plus_get_keys           (DsSpake2plus            *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-kdf.h"
#include "ds-spake2plus.h"

G_BEGIN_DECLS

/* M and N of RFC 9383, section 4, for P-256. */
extern const uint8_t ds_spake2plus_m[DS_P256_POINT_SIZE];
extern const uint8_t ds_spake2plus_n[DS_P256_POINT_SIZE];

/* What both sides have computed when the points are exchanged. The arithmetic
 * up to here is the same for every protocol that uses SPAKE2+ on this curve. */
typedef struct
{
  uint8_t x[DS_P256_POINT_SIZE];
  uint8_t y[DS_P256_POINT_SIZE];
  uint8_t z[DS_P256_POINT_SIZE];
  uint8_t v[DS_P256_POINT_SIZE];
  uint8_t w0[DS_P256_SCALAR_SIZE];
} DsSpake2plusPoints;

/* What RFC 9383, section 3.4 makes of it. Another key schedule would be another
 * function from the same hash of the transcript. */
typedef struct
{
  uint8_t main[DS_SHA256_SIZE];
  uint8_t confirm_prover[DS_SHA256_SIZE];
  uint8_t confirm_verifier[DS_SHA256_SIZE];
  uint8_t prover[DS_SPAKE2PLUS_CONFIRMATION_SIZE];
  uint8_t verifier[DS_SPAKE2PLUS_CONFIRMATION_SIZE];
  uint8_t shared[DS_SPAKE2PLUS_KEY_SIZE];
} DsSpake2plusKeys;

bool ds_spake2plus_hash_transcript (const DsSpake2plusNames  *names,
                                    const DsSpake2plusPoints *points,
                                    uint8_t                   out[DS_SHA256_SIZE]);
bool ds_spake2plus_schedule_keys   (const DsSpake2plusNames  *names,
                                    const DsSpake2plusPoints *points,
                                    DsSpake2plusKeys         *keys);

G_END_DECLS

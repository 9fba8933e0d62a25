/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-spake2plus"

#include "config.h"

#include "ds-spake2plus-keys.h"

#include "ds-crypto.h"
#include "ds-digest.h"

#include <string.h>

/* RFC 9383, section 4 names both compressed; these are the same points with
 * their second coordinate. */
const uint8_t ds_spake2plus_m[DS_P256_POINT_SIZE] = {
  0x04, 0x88, 0x6e, 0x2f, 0x97, 0xac, 0xe4, 0x6e, 0x55, 0xba, 0x9d, 0xd7, 0x24, 0x25, 0x79,
  0xf2, 0x99, 0x3b, 0x64, 0xe1, 0x6e, 0xf3, 0xdc, 0xab, 0x95, 0xaf, 0xd4, 0x97, 0x33, 0x3d,
  0x8f, 0xa1, 0x2f, 0x5f, 0xf3, 0x55, 0x16, 0x3e, 0x43, 0xce, 0x22, 0x4e, 0x0b, 0x0e, 0x65,
  0xff, 0x02, 0xac, 0x8e, 0x5c, 0x7b, 0xe0, 0x94, 0x19, 0xc7, 0x85, 0xe0, 0xca, 0x54, 0x7d,
  0x55, 0xa1, 0x2e, 0x2d, 0x20,
};
const uint8_t ds_spake2plus_n[DS_P256_POINT_SIZE] = {
  0x04, 0xd8, 0xbb, 0xd6, 0xc6, 0x39, 0xc6, 0x29, 0x37, 0xb0, 0x4d, 0x99, 0x7f, 0x38, 0xc3,
  0x77, 0x07, 0x19, 0xc6, 0x29, 0xd7, 0x01, 0x4d, 0x49, 0xa2, 0x4b, 0x4f, 0x98, 0xba, 0xa1,
  0x29, 0x2b, 0x49, 0x07, 0xd6, 0x0a, 0xa6, 0xbf, 0xad, 0xe4, 0x50, 0x08, 0xa6, 0x36, 0x33,
  0x7f, 0x51, 0x68, 0xc6, 0x4d, 0x9b, 0xd3, 0x60, 0x34, 0x80, 0x8c, 0xd5, 0x64, 0x49, 0x0b,
  0x1e, 0x65, 0x6e, 0xdb, 0xe7,
};

/**
 * ds_spake2plus_hash_transcript:
 * @names: what both sides agreed on
 * @points: what they computed
 * @out: where to write the digest
 *
 * The SHA-256 of TT (RFC 9383, section 3.3): each piece with its length before
 * it, in eight bytes, little-endian.
 *
 * Returns: whether @out was written
 */
bool
ds_spake2plus_hash_transcript (const DsSpake2plusNames *names,
                               const DsSpake2plusPoints *points,
                               uint8_t out[DS_SHA256_SIZE])
{
  const DsPiece contents[] = {
    { names->context, names->context_length },
    { names->prover, names->prover_length },
    { names->verifier, names->verifier_length },
    { ds_spake2plus_m, sizeof ds_spake2plus_m },
    { ds_spake2plus_n, sizeof ds_spake2plus_n },
    { points->x, sizeof points->x },
    { points->y, sizeof points->y },
    { points->z, sizeof points->z },
    { points->v, sizeof points->v },
    { points->w0, sizeof points->w0 },
  };
  uint64_t lengths[G_N_ELEMENTS (contents)];
  DsPiece pieces[2 * G_N_ELEMENTS (contents)];
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  bool ok;

  for (size_t i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      lengths[i] = GUINT64_TO_LE (contents[i].length);
      pieces[2 * i] = (DsPiece) { &lengths[i], sizeof lengths[i] };
      pieces[2 * i + 1] = contents[i];
    }

  ok = ds_digest ("SHA256", pieces, G_N_ELEMENTS (pieces), digest, NULL);
  if (ok)
    memcpy (out, digest, DS_SHA256_SIZE);
  ds_crypto_wipe (digest, sizeof digest);
  return ok;
}

/**
 * ds_spake2plus_schedule_keys:
 * @names: what both sides agreed on
 * @points: what they computed
 * @keys: (out caller-allocates): what comes of it; wipe it after use
 *
 * RFC 9383, section 3.4.
 *
 * Returns: whether @keys was written
 */
bool
ds_spake2plus_schedule_keys (const DsSpake2plusNames *names,
                             const DsSpake2plusPoints *points,
                             DsSpake2plusKeys *keys)
{
  static const char confirmation[] = "ConfirmationKeys";
  static const char shared[] = "SharedKey";
  uint8_t both[2 * DS_SHA256_SIZE];
  bool ok;

  ok = ds_spake2plus_hash_transcript (names, points, keys->main) &&
       ds_hkdf_sha256 (keys->main, sizeof keys->main, NULL, 0, confirmation,
                       strlen (confirmation), both, sizeof both) &&
       ds_hkdf_sha256 (keys->main, sizeof keys->main, NULL, 0, shared, strlen (shared),
                       keys->shared, sizeof keys->shared) &&
       ds_hmac_sha256 (both, DS_SHA256_SIZE, points->y, sizeof points->y, keys->prover) &&
       ds_hmac_sha256 (both + DS_SHA256_SIZE, DS_SHA256_SIZE, points->x, sizeof points->x,
                       keys->verifier);
  if (ok)
    {
      memcpy (keys->confirm_prover, both, DS_SHA256_SIZE);
      memcpy (keys->confirm_verifier, both + DS_SHA256_SIZE, DS_SHA256_SIZE);
    }
  else
    {
      ds_crypto_wipe (keys, sizeof *keys);
    }

  ds_crypto_wipe (both, sizeof both);
  return ok;
}

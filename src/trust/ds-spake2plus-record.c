/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-spake2plus"

#include "config.h"

#include "ds-spake2plus.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-crypto.h"
#include "ds-kdf.h"

#include <string.h>

/* w0s and w1s each have 64 bits more than the order (RFC 9383, section 3.2). */
#define HALF_SIZE 40

static uint8_t *
append_piece (uint8_t *out,
              const void *data,
              size_t length)
{
  uint64_t prefix = GUINT64_TO_LE (length);

  memcpy (out, &prefix, sizeof prefix);
  if (length > 0)
    memcpy (out + sizeof prefix, data, length);
  return out + sizeof prefix + length;
}

/**
 * ds_spake2plus_encode_code:
 * @code: the code, as both sides write it
 * @names: whose code it is; the context does not count here
 *
 * What RFC 9383, section 3.2 stretches: code, prover and verifier, each with its
 * length before it in eight bytes, little-endian.
 *
 * Returns: (transfer full): bytes for ds_spake2plus_stretch()
 */
DsSecret *
ds_spake2plus_encode_code (DsSecret *code,
                           const DsSpake2plusNames *names)
{
  DsSecret *encoded;
  const uint8_t *bytes;
  uint8_t *out;
  size_t length;

  g_return_val_if_fail (code != NULL && names != NULL, NULL);

  bytes = ds_secret_get_data (code, &length);
  encoded = ds_secret_new (NULL, 3 * sizeof (uint64_t) + length + names->prover_length +
                           names->verifier_length);
  out = (uint8_t *) ds_secret_get_data (encoded, NULL);
  out = append_piece (out, bytes, length);
  out = append_piece (out, names->prover, names->prover_length);
  append_piece (out, names->verifier, names->verifier_length);
  return encoded;
}

typedef struct
{
  DsSecret *encoded;
  uint8_t salt[DS_SPAKE2PLUS_MAX_SALT];
  size_t salt_length;
  unsigned int iterations;
} Stretch;

static void
stretch_free (gpointer data)
{
  Stretch *self = data;

  ds_secret_unref (self->encoded);
  g_free (self);
}

static DexFuture *
new_future_for_secret (DsSecret *secret)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, DS_TYPE_SECRET);
  g_value_take_boxed (&value, secret);
  return dex_future_new_for_value (&value);
}

/* Both numbers, reduced, one after the other. */
static DsSecret *
reduce_halves (const uint8_t bytes[2 * HALF_SIZE])
{
  g_autoptr (DsP256) curve = ds_p256_new ();
  g_autoptr (BIGNUM) w0 = NULL;
  g_autoptr (BIGNUM) w1 = NULL;
  uint8_t both[DS_SPAKE2PLUS_PASSWORD_SIZE];
  DsSecret *password = NULL;

  if (curve == NULL)
    return NULL;

  w0 = ds_p256_scalar_reduce (curve, bytes, HALF_SIZE);
  w1 = ds_p256_scalar_reduce (curve, bytes + HALF_SIZE, HALF_SIZE);
  if (w0 != NULL && w1 != NULL &&
      BN_bn2binpad (w0, both, DS_P256_SCALAR_SIZE) == DS_P256_SCALAR_SIZE &&
      BN_bn2binpad (w1, both + DS_P256_SCALAR_SIZE, DS_P256_SCALAR_SIZE) == DS_P256_SCALAR_SIZE)
    password = ds_secret_new (both, sizeof both);

  ds_crypto_wipe (both, sizeof both);
  return password;
}

static DexFuture *
stretch_on_thread (gpointer data)
{
  Stretch *self = data;
  uint8_t bytes[2 * HALF_SIZE];
  size_t length;
  const uint8_t *encoded = ds_secret_get_data (self->encoded, &length);
  DsSecret *password = NULL;

  if (ds_pbkdf2_sha256 (encoded, length, self->salt, self->salt_length, self->iterations,
                        bytes, sizeof bytes))
    password = reduce_halves (bytes);
  ds_crypto_wipe (bytes, sizeof bytes);

  if (password == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "The code could not be stretched");
  return new_future_for_secret (password);
}

/**
 * ds_spake2plus_stretch:
 * @encoded: what ds_spake2plus_encode_code() gave
 * @salt: salt, 16 to 32 bytes
 * @salt_length: how many bytes
 * @iterations: how often, 1,000 to 100,000
 *
 * Stretches the code with PBKDF2-HMAC-SHA-256 to w0 and w1, on a thread. The
 * bounds keep a device from asking for no work at all, which would leave the
 * code open to guessing, and from keeping a computer busy for minutes.
 *
 * Returns: (transfer full): a future that resolves to a #DsSecret of
 *   %DS_SPAKE2PLUS_PASSWORD_SIZE bytes or rejects with %DS_ERROR_BAD_ANSWER when
 *   salt or iterations are out of bounds
 */
DexFuture *
ds_spake2plus_stretch (DsSecret *encoded,
                       const uint8_t *salt,
                       size_t salt_length,
                       unsigned int iterations)
{
  Stretch *self;

  dex_return_error_if_fail (encoded != NULL);

  if (salt_length < DS_SPAKE2PLUS_MIN_SALT || salt_length > DS_SPAKE2PLUS_MAX_SALT ||
      iterations < DS_SPAKE2PLUS_MIN_ITERATIONS || iterations > DS_SPAKE2PLUS_MAX_ITERATIONS)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER,
                                  "Salt of %zu bytes with %u iterations is out of bounds",
                                  salt_length, iterations);

  self = g_new0 (Stretch, 1);
  self->encoded = ds_secret_ref (encoded);
  memcpy (self->salt, salt, salt_length);
  self->salt_length = salt_length;
  self->iterations = iterations;
  return ds_thread_spawn ("stretching a code", stretch_on_thread, self, stretch_free);
}

/**
 * ds_spake2plus_record:
 * @password: w0 | w1
 *
 * What a verifier keeps instead of the code: w0 and L = w1 × P (RFC 9383, section
 * 3.2). It lets nobody prove that they know the code.
 *
 * Returns: (transfer full) (nullable): w0 | L, or %NULL if @password is none
 */
DsSecret *
ds_spake2plus_record (DsSecret *password)
{
  g_autoptr (DsP256) curve = ds_p256_new ();
  g_autoptr (BIGNUM) w1 = NULL;
  g_autoptr (EC_POINT) point = NULL;
  uint8_t record[DS_SPAKE2PLUS_RECORD_SIZE];
  const uint8_t *bytes;
  DsSecret *secret = NULL;
  size_t length;

  g_return_val_if_fail (password != NULL, NULL);

  bytes = ds_secret_get_data (password, &length);
  if (curve == NULL || length != DS_SPAKE2PLUS_PASSWORD_SIZE)
    return NULL;

  w1 = ds_p256_scalar_read (curve, bytes + DS_P256_SCALAR_SIZE);
  if (w1 != NULL)
    point = ds_p256_multiply (curve, NULL, w1);
  memcpy (record, bytes, DS_P256_SCALAR_SIZE);
  if (point != NULL && ds_p256_point_write (curve, point, record + DS_P256_SCALAR_SIZE))
    secret = ds_secret_new (record, sizeof record);

  ds_crypto_wipe (record, sizeof record);
  return secret;
}

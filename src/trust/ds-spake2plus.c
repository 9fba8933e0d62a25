/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-spake2plus"

#include "config.h"

#include "ds-spake2plus-private.h"

#include "core/ds-error.h"
#include "ds-crypto.h"

#include <string.h>

typedef enum {
  STATE_NEW,
  STATE_ANSWERED,
  STATE_CHECKED,
  STATE_FAILED,
} State;

struct _DsSpake2plus
{
  bool is_prover;
  State state;

  DsP256 *curve;
  BIGNUM *w0;
  BIGNUM *w1;     /* the prover's */
  EC_POINT *L;    /* the verifier's: w1 × P */
  BIGNUM *scalar; /* x or y, drawn for this run */

  DsSpake2plusNames names; /* points into the following */
  uint8_t *name_bytes;
  DsSpake2plusPoints points;
  DsSpake2plusKeys keys;
  DsSecret *shared;
};

/* The run outlives what its caller passed in. */
static void
keep_names (DsSpake2plus *self,
            const DsSpake2plusNames *names)
{
  size_t total = names->context_length + names->prover_length + names->verifier_length;
  uint8_t *next = self->name_bytes = g_malloc (total + 1);

  self->names = *names;
  if (names->context_length > 0)
    self->names.context = memcpy (next, names->context, names->context_length);
  next += names->context_length;
  if (names->prover_length > 0)
    self->names.prover = memcpy (next, names->prover, names->prover_length);
  next += names->prover_length;
  if (names->verifier_length > 0)
    self->names.verifier = memcpy (next, names->verifier, names->verifier_length);
}

/* X = x × P + w0 × M, or Y = y × P + w0 × N (RFC 9383, section 3.3) */
static bool
make_share (DsSpake2plus *self)
{
  const uint8_t *mask = self->is_prover ? ds_spake2plus_m : ds_spake2plus_n;
  g_autoptr (EC_POINT) base = ds_p256_point_read (self->curve, mask, DS_P256_POINT_SIZE);
  g_autoptr (EC_POINT) plain = ds_p256_multiply (self->curve, NULL, self->scalar);
  g_autoptr (EC_POINT) masked = NULL;
  g_autoptr (EC_POINT) share = NULL;

  if (base != NULL)
    masked = ds_p256_multiply (self->curve, base, self->w0);
  if (plain != NULL && masked != NULL)
    share = ds_p256_add (self->curve, plain, masked);

  return share != NULL &&
         ds_p256_point_write (self->curve, share,
                              self->is_prover ? self->points.x : self->points.y);
}

/* What the two sides keep differs in its second half only. */
static bool
read_secrets (DsSpake2plus *self,
              DsSecret *secret,
              const uint8_t *scalar)
{
  size_t expected = self->is_prover ? DS_SPAKE2PLUS_PASSWORD_SIZE : DS_SPAKE2PLUS_RECORD_SIZE;
  size_t length;
  const uint8_t *bytes = ds_secret_get_data (secret, &length);
  const uint8_t *second = bytes + DS_P256_SCALAR_SIZE;

  self->curve = ds_p256_new ();
  if (self->curve == NULL || length != expected)
    return false;

  memcpy (self->points.w0, bytes, DS_P256_SCALAR_SIZE);
  self->w0 = ds_p256_scalar_read (self->curve, bytes);
  if (self->is_prover)
    self->w1 = ds_p256_scalar_read (self->curve, second);
  else
    self->L = ds_p256_point_read (self->curve, second, DS_P256_POINT_SIZE);
  self->scalar = scalar != NULL ? ds_p256_scalar_read (self->curve, scalar)
                                : ds_p256_scalar_random (self->curve);

  return self->w0 != NULL && self->scalar != NULL &&
         (self->w1 != NULL || self->L != NULL);
}

static DsSpake2plus *
new_side (bool is_prover,
          const DsSpake2plusNames *names,
          DsSecret *secret,
          const uint8_t *scalar,
          GError **error)
{
  g_autoptr (DsSpake2plus) self = g_new0 (DsSpake2plus, 1);

  self->is_prover = is_prover;
  keep_names (self, names);
  if (read_secrets (self, secret, scalar) && make_share (self))
    return g_steal_pointer (&self);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No key exchange can be made from this");
  return NULL;
}

/**
 * ds_spake2plus_prover_new:
 * @names: what both sides must agree on
 * @password: w0 | w1, from ds_spake2plus_stretch()
 * @error: where to put an error
 *
 * Begins a run of the side that knows the code, and draws its share.
 *
 * Returns: (transfer full) (nullable): a new run, or %NULL with %DS_ERROR_FAILED
 */
DsSpake2plus *
ds_spake2plus_prover_new (const DsSpake2plusNames *names,
                          DsSecret *password,
                          GError **error)
{
  g_return_val_if_fail (names != NULL && password != NULL, NULL);

  return new_side (true, names, password, NULL, error);
}

/**
 * ds_spake2plus_verifier_new:
 * @names: what both sides must agree on
 * @record: w0 | L, from ds_spake2plus_record()
 * @error: where to put an error
 *
 * Begins a run of the side that knows the record, and draws its share.
 *
 * Returns: (transfer full) (nullable): a new run, or %NULL with %DS_ERROR_FAILED
 */
DsSpake2plus *
ds_spake2plus_verifier_new (const DsSpake2plusNames *names,
                            DsSecret *record,
                            GError **error)
{
  g_return_val_if_fail (names != NULL && record != NULL, NULL);

  return new_side (false, names, record, NULL, error);
}

/* Published vectors fix the random number; see the private header. */
DsSpake2plus *
_ds_spake2plus_prover_new_fixed (const DsSpake2plusNames *names,
                                 DsSecret *password,
                                 const uint8_t *scalar)
{
  return new_side (true, names, password, scalar, NULL);
}

DsSpake2plus *
_ds_spake2plus_verifier_new_fixed (const DsSpake2plusNames *names,
                                   DsSecret *record,
                                   const uint8_t *scalar)
{
  return new_side (false, names, record, scalar, NULL);
}

const DsSpake2plusPoints *
_ds_spake2plus_get_points (DsSpake2plus *self)
{
  return &self->points;
}

const DsSpake2plusKeys *
_ds_spake2plus_get_keys (DsSpake2plus *self)
{
  return &self->keys;
}

/**
 * ds_spake2plus_free:
 * @self: (transfer full): a run
 *
 * Ends the run and wipes what it knew.
 */
void
ds_spake2plus_free (DsSpake2plus *self)
{
  g_return_if_fail (self != NULL);

  BN_clear_free (self->w0);
  BN_clear_free (self->w1);
  BN_clear_free (self->scalar);
  EC_POINT_clear_free (self->L);
  g_clear_pointer (&self->curve, ds_p256_free);
  g_clear_pointer (&self->name_bytes, g_free);
  g_clear_pointer (&self->shared, ds_secret_unref);
  ds_crypto_wipe (self, sizeof *self);
  g_free (self);
}

/**
 * ds_spake2plus_get_share:
 * @self: a run
 *
 * Returns: (transfer none): X or Y, %DS_SPAKE2PLUS_SHARE_SIZE bytes
 */
const uint8_t *
ds_spake2plus_get_share (DsSpake2plus *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->is_prover ? self->points.x : self->points.y;
}

/* What the other side's share hides: Y - w0 × N, or X - w0 × M. Infinity here,
 * which only someone who knows w0 can aim at, is refused with the rest. */
static EC_POINT *
unmask (DsSpake2plus *self,
        const EC_POINT *share)
{
  const uint8_t *mask = self->is_prover ? ds_spake2plus_n : ds_spake2plus_m;
  g_autoptr (EC_POINT) base = ds_p256_point_read (self->curve, mask, DS_P256_POINT_SIZE);
  g_autoptr (EC_POINT) masked = NULL;

  if (base != NULL)
    masked = ds_p256_multiply (self->curve, base, self->w0);

  return masked != NULL ? ds_p256_subtract (self->curve, share, masked) : NULL;
}

/* Z and V (RFC 9383, section 3.3); the cofactor of this curve is 1. */
static bool
compute_points (DsSpake2plus *self,
                const EC_POINT *share)
{
  g_autoptr (EC_POINT) plain = unmask (self, share);
  g_autoptr (EC_POINT) z = NULL;
  g_autoptr (EC_POINT) v = NULL;

  if (plain == NULL)
    return false;

  z = ds_p256_multiply (self->curve, plain, self->scalar);
  if (self->is_prover)
    v = ds_p256_multiply (self->curve, plain, self->w1);
  else
    v = ds_p256_multiply (self->curve, self->L, self->scalar);

  return z != NULL && v != NULL &&
         ds_p256_point_write (self->curve, z, self->points.z) &&
         ds_p256_point_write (self->curve, v, self->points.v);
}

/**
 * ds_spake2plus_answer:
 * @self: a run that has not answered yet
 * @share: the other side's Y or X
 * @length: how many bytes
 * @error: where to put an error
 *
 * Takes the other side's share in and computes the keys. A share that is not a
 * point of the curve, or leads to the point at infinity, is refused, and the run
 * is over (RFC 9383, section 6).
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER
 */
bool
ds_spake2plus_answer (DsSpake2plus *self,
                      const uint8_t *share,
                      size_t length,
                      GError **error)
{
  g_autoptr (EC_POINT) point = NULL;

  g_return_val_if_fail (self != NULL && self->state == STATE_NEW, false);

  self->state = STATE_FAILED;
  point = ds_p256_point_read (self->curve, share, length);
  if (point == NULL || !compute_points (self, point))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "The other side's share cannot be right");
      return false;
    }

  memcpy (self->is_prover ? self->points.y : self->points.x, share, DS_P256_POINT_SIZE);
  if (!ds_spake2plus_schedule_keys (&self->names, &self->points, &self->keys))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No keys came of the exchange");
      return false;
    }

  self->state = STATE_ANSWERED;
  return true;
}

/**
 * ds_spake2plus_get_confirmation:
 * @self: a run
 *
 * The prover shows nothing that depends on the code until the verifier has shown
 * that it knows the record (RFC 9383, section 3.4).
 *
 * Returns: (transfer none) (nullable): confirmP or confirmV,
 *   %DS_SPAKE2PLUS_CONFIRMATION_SIZE bytes, or %NULL as long as there is none
 */
const uint8_t *
ds_spake2plus_get_confirmation (DsSpake2plus *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->state == STATE_CHECKED)
    return self->is_prover ? self->keys.prover : self->keys.verifier;
  return self->state == STATE_ANSWERED && !self->is_prover ? self->keys.verifier : NULL;
}

/**
 * ds_spake2plus_check:
 * @self: a run that has answered
 * @confirmation: the other side's confirmV or confirmP
 * @length: how many bytes
 *
 * Checks, in constant time and once, that the other side knows the same code.
 *
 * Returns: whether it does
 */
bool
ds_spake2plus_check (DsSpake2plus *self,
                     const uint8_t *confirmation,
                     size_t length)
{
  const uint8_t *expected;

  g_return_val_if_fail (self != NULL && self->state == STATE_ANSWERED, false);

  expected = self->is_prover ? self->keys.verifier : self->keys.prover;
  self->state = STATE_FAILED;
  if (length == DS_SPAKE2PLUS_CONFIRMATION_SIZE &&
      ds_crypto_equal (confirmation, expected, length))
    {
      self->state = STATE_CHECKED;
      self->shared = ds_secret_new (self->keys.shared, sizeof self->keys.shared);
    }

  return self->state == STATE_CHECKED;
}

/**
 * ds_spake2plus_get_shared_key:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): K_shared, or %NULL until
 *   ds_spake2plus_check() has found the other side's confirmation right
 */
DsSecret *
ds_spake2plus_get_shared_key (DsSpake2plus *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->shared;
}

/**
 * ds_spake2plus_derive:
 * @self: a run
 * @info: what the key is for
 * @length: how many bytes it shall have, at most 255 × 32
 *
 * Returns: (transfer full) (nullable): HKDF-SHA-256 of K_shared with @info and no
 *   salt, or %NULL until the other side's confirmation was found right
 */
DsSecret *
ds_spake2plus_derive (DsSpake2plus *self,
                      const char *info,
                      size_t length)
{
  g_autoptr (DsSecret) key = NULL;

  g_return_val_if_fail (self != NULL && info != NULL, NULL);

  if (self->shared == NULL)
    return NULL;

  key = ds_secret_new (NULL, length);
  if (!ds_hkdf_sha256 (ds_secret_get_data (self->shared, NULL), DS_SPAKE2PLUS_KEY_SIZE, NULL, 0,
                       info, strlen (info), (uint8_t *) ds_secret_get_data (key, NULL), length))
    return NULL;

  return g_steal_pointer (&key);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-p256"

#include "config.h"

#include "ds-p256.h"

#include "ds-crypto.h"

#include <openssl/err.h>
#include <openssl/objects.h>

/* What stands before the two coordinates (SEC 1, section 2.3.3). */
#define UNCOMPRESSED 0x04

/* More than the order has, so that what is reduced is spread evenly. */
#define REDUCE_MIN_SIZE (DS_P256_SCALAR_SIZE + 8)

/**
 * ds_p256_new:
 *
 * Returns: (transfer full) (nullable): the curve, or %NULL without memory
 */
DsP256 *
ds_p256_new (void)
{
  g_autoptr (DsP256) self = g_new0 (DsP256, 1);

  self->group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  self->context = BN_CTX_secure_new ();
  return self->group != NULL && self->context != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_p256_free:
 * @self: (transfer full): the curve
 *
 * Frees it, and with it every number that was in use on the way.
 */
void
ds_p256_free (DsP256 *self)
{
  g_return_if_fail (self != NULL);

  EC_GROUP_free (self->group);
  BN_CTX_free (self->context);
  g_free (self);
}

static BIGNUM *
new_scalar (void)
{
  BIGNUM *number = BN_secure_new ();

  if (number != NULL)
    BN_set_flags (number, BN_FLG_CONSTTIME);

  return number;
}

static bool
is_scalar (const DsP256 *self,
           const BIGNUM *number)
{
  return !BN_is_zero (number) && BN_cmp (number, EC_GROUP_get0_order (self->group)) < 0;
}

/**
 * ds_p256_scalar_random:
 * @self: the curve
 *
 * Returns: (transfer full) (nullable): an even choice from 1 to the order less 1
 */
BIGNUM *
ds_p256_scalar_random (const DsP256 *self)
{
  g_autoptr (BIGNUM) number = new_scalar ();

  do
    {
      if (number == NULL ||
          BN_priv_rand_range_ex (number, EC_GROUP_get0_order (self->group), 0,
                                 self->context) != 1)
        {
          ERR_clear_error ();
          return NULL;
        }
    }
  while (BN_is_zero (number));

  return g_steal_pointer (&number);
}

/**
 * ds_p256_scalar_read:
 * @self: the curve
 * @bytes: a number, big-endian
 *
 * Returns: (transfer full) (nullable): the number, or %NULL if it is zero or not
 *   reduced
 */
BIGNUM *
ds_p256_scalar_read (const DsP256 *self,
                     const uint8_t bytes[DS_P256_SCALAR_SIZE])
{
  g_autoptr (BIGNUM) number = new_scalar ();

  if (number == NULL || BN_bin2bn (bytes, DS_P256_SCALAR_SIZE, number) == NULL ||
      !is_scalar (self, number))
    return NULL;

  return g_steal_pointer (&number);
}

/**
 * ds_p256_scalar_reduce:
 * @self: the curve
 * @bytes: a number, big-endian
 * @length: how many bytes, at least 40: with 64 bits more than the order has,
 *   no value is noticeably likelier than another
 *
 * Returns: (transfer full) (nullable): the number modulo the order, or %NULL if
 *   that is zero
 */
BIGNUM *
ds_p256_scalar_reduce (const DsP256 *self,
                       const uint8_t *bytes,
                       size_t length)
{
  g_autoptr (BIGNUM) number = new_scalar ();

  g_return_val_if_fail (length >= REDUCE_MIN_SIZE && length <= 2 * DS_P256_SCALAR_SIZE, NULL);

  if (number == NULL || BN_bin2bn (bytes, (int) length, number) == NULL ||
      BN_nnmod (number, number, EC_GROUP_get0_order (self->group), self->context) != 1 ||
      !is_scalar (self, number))
    {
      ERR_clear_error ();
      return NULL;
    }

  return g_steal_pointer (&number);
}

/* Nothing that follows may meet the point at infinity: it has no encoding, and
 * with it a password would not matter. */
static EC_POINT *
check_point (const DsP256 *self,
             EC_POINT *point,
             bool ok)
{
  if (!ok || point == NULL || EC_POINT_is_at_infinity (self->group, point) == 1)
    {
      EC_POINT_clear_free (point);
      ERR_clear_error ();
      return NULL;
    }

  return point;
}

/**
 * ds_p256_point_read:
 * @self: the curve
 * @bytes: a point, not compressed
 * @length: how many bytes
 *
 * Takes in a point from outside (SEC 1, section 2.3.4): exactly 65 bytes,
 * uncompressed, both coordinates reduced, on the curve, not at infinity. The
 * cofactor is 1, so every such point is of the right order.
 *
 * Returns: (transfer full) (nullable): the point, or %NULL if it is none
 */
EC_POINT *
ds_p256_point_read (const DsP256 *self,
                    const uint8_t *bytes,
                    size_t length)
{
  EC_POINT *point;

  if (length != DS_P256_POINT_SIZE || bytes[0] != UNCOMPRESSED)
    return NULL;

  point = EC_POINT_new (self->group);
  return check_point (self, point, point != NULL &&
                      EC_POINT_oct2point (self->group, point, bytes, length,
                                          self->context) == 1 &&
                      EC_POINT_is_on_curve (self->group, point, self->context) == 1);
}

/**
 * ds_p256_point_write:
 * @self: the curve
 * @point: a point
 * @out: where to write it, not compressed
 *
 * Returns: whether @out was written
 */
bool
ds_p256_point_write (const DsP256 *self,
                     const EC_POINT *point,
                     uint8_t out[DS_P256_POINT_SIZE])
{
  if (EC_POINT_point2oct (self->group, point, POINT_CONVERSION_UNCOMPRESSED, out,
                          DS_P256_POINT_SIZE, self->context) == DS_P256_POINT_SIZE)
    return true;

  ds_crypto_wipe (out, DS_P256_POINT_SIZE);
  ERR_clear_error ();
  return false;
}

/**
 * ds_p256_multiply:
 * @self: the curve
 * @point: (nullable): a point, or %NULL for the generator
 * @scalar: a number
 *
 * One point and one number at a time: that is the way on which OpenSSL takes
 * the same time for every number.
 *
 * Returns: (transfer full) (nullable): @scalar × @point, or %NULL at infinity
 */
EC_POINT *
ds_p256_multiply (const DsP256 *self,
                  const EC_POINT *point,
                  const BIGNUM *scalar)
{
  EC_POINT *product = EC_POINT_new (self->group);
  bool ok = product != NULL;

  if (ok && point == NULL)
    ok = EC_POINT_mul (self->group, product, scalar, NULL, NULL, self->context) == 1;
  else if (ok)
    ok = EC_POINT_mul (self->group, product, NULL, point, scalar, self->context) == 1;

  return check_point (self, product, ok);
}

/**
 * ds_p256_add:
 * @self: the curve
 * @a: a point
 * @b: another
 *
 * Returns: (transfer full) (nullable): their sum, or %NULL at infinity
 */
EC_POINT *
ds_p256_add (const DsP256 *self,
             const EC_POINT *a,
             const EC_POINT *b)
{
  EC_POINT *sum = EC_POINT_new (self->group);

  return check_point (self, sum, sum != NULL &&
                      EC_POINT_add (self->group, sum, a, b, self->context) == 1);
}

/**
 * ds_p256_subtract:
 * @self: the curve
 * @a: a point
 * @b: another
 *
 * Returns: (transfer full) (nullable): @a without @b, or %NULL at infinity
 */
EC_POINT *
ds_p256_subtract (const DsP256 *self,
                  const EC_POINT *a,
                  const EC_POINT *b)
{
  g_autoptr (EC_POINT) negative = EC_POINT_dup (b, self->group);

  if (negative == NULL || EC_POINT_invert (self->group, negative, self->context) != 1)
    return check_point (self, NULL, false);

  return ds_p256_add (self, a, negative);
}

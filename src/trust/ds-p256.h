/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The curve P-256 as password-authenticated key exchanges want it. */

#define DS_P256_SCALAR_SIZE 32
#define DS_P256_POINT_SIZE  65

typedef struct
{
  EC_GROUP *group;
  BN_CTX   *context; /* in locked memory; for one thread at a time */
} DsP256;

DsP256   *ds_p256_new           (void);
void      ds_p256_free          (DsP256         *self);

/* Numbers modulo the order; made to be used in constant time and cleared. */
BIGNUM   *ds_p256_scalar_random (const DsP256   *self);
BIGNUM   *ds_p256_scalar_read   (const DsP256   *self,
                                 const uint8_t   bytes[DS_P256_SCALAR_SIZE]);
BIGNUM   *ds_p256_scalar_reduce (const DsP256   *self,
                                 const uint8_t  *bytes,
                                 size_t          length);

/* Points; none of these ever gives the point at infinity. */
EC_POINT *ds_p256_point_read    (const DsP256   *self,
                                 const uint8_t  *bytes,
                                 size_t          length);
bool      ds_p256_point_write   (const DsP256   *self,
                                 const EC_POINT *point,
                                 uint8_t         out[DS_P256_POINT_SIZE]);
/* @scalar × @point, or × the generator where @point is NULL. */
EC_POINT *ds_p256_multiply      (const DsP256   *self,
                                 const EC_POINT *point,
                                 const BIGNUM   *scalar);
EC_POINT *ds_p256_add           (const DsP256   *self,
                                 const EC_POINT *a,
                                 const EC_POINT *b);
EC_POINT *ds_p256_subtract      (const DsP256   *self,
                                 const EC_POINT *a,
                                 const EC_POINT *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsP256, ds_p256_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_clear_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EC_POINT, EC_POINT_clear_free)

G_END_DECLS

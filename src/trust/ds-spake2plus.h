/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-p256.h"
#include "ds-secret.h"

#include <libdex.h>

G_BEGIN_DECLS

/* SPAKE2+ (RFC 9383), ciphersuite P256-SHA256-HKDF-SHA256-HMAC-SHA256: two sides
 * find out that they know the same code without telling anyone else a thing
 * about it. The prover knows the code, the verifier only a record made from it. */

#define DS_SPAKE2PLUS_PASSWORD_SIZE     (2 * DS_P256_SCALAR_SIZE)
#define DS_SPAKE2PLUS_RECORD_SIZE       (DS_P256_SCALAR_SIZE + DS_P256_POINT_SIZE)
#define DS_SPAKE2PLUS_SHARE_SIZE        DS_P256_POINT_SIZE
#define DS_SPAKE2PLUS_CONFIRMATION_SIZE 32
#define DS_SPAKE2PLUS_KEY_SIZE          32

/* How much work and salt either side may ask for. */
#define DS_SPAKE2PLUS_MIN_ITERATIONS 1000
#define DS_SPAKE2PLUS_MAX_ITERATIONS 100000
#define DS_SPAKE2PLUS_MIN_SALT       16
#define DS_SPAKE2PLUS_MAX_SALT       32

/* What both sides must agree on besides the code; any may be empty. */
typedef struct
{
  const void *context;
  size_t      context_length;
  const void *prover;
  size_t      prover_length;
  const void *verifier;
  size_t      verifier_length;
} DsSpake2plusNames;

/* One run of one side. */
typedef struct _DsSpake2plus DsSpake2plus;

/* What goes into PBKDF2 (RFC 9383, section 3.2): code and names, each with its
 * length before it. */
DsSecret      *ds_spake2plus_encode_code (DsSecret                *code,
                                          const DsSpake2plusNames *names);
/* Resolves to a DsSecret: w0 | w1. Works on a thread. */
DexFuture     *ds_spake2plus_stretch     (DsSecret                *encoded,
                                          const uint8_t           *salt,
                                          size_t                   salt_length,
                                          unsigned int             iterations);
/* What the verifier keeps: w0 | L. */
DsSecret      *ds_spake2plus_record      (DsSecret                *password);

DsSpake2plus  *ds_spake2plus_prover_new   (const DsSpake2plusNames *names,
                                           DsSecret                *password,
                                           GError                 **error);
DsSpake2plus  *ds_spake2plus_verifier_new (const DsSpake2plusNames *names,
                                           DsSecret                *record,
                                           GError                 **error);
void           ds_spake2plus_free         (DsSpake2plus            *self);

/* Ours, DS_SPAKE2PLUS_SHARE_SIZE bytes: X or Y. */
const uint8_t *ds_spake2plus_get_share    (DsSpake2plus            *self);
/* Takes the other side's. */
bool           ds_spake2plus_answer       (DsSpake2plus            *self,
                                           const uint8_t           *share,
                                           size_t                   length,
                                           GError                 **error);
/* Ours; the prover has none until the verifier's was right. */
const uint8_t *ds_spake2plus_get_confirmation (DsSpake2plus        *self);
/* The other side's, once, in constant time. */
bool           ds_spake2plus_check        (DsSpake2plus            *self,
                                           const uint8_t           *confirmation,
                                           size_t                   length);
/* Borrowed: K_shared. NULL until the check has succeeded. */
DsSecret      *ds_spake2plus_get_shared_key (DsSpake2plus          *self);
/* A key for one purpose: HKDF (K_shared, no salt, @info). NULL until then, too. */
DsSecret      *ds_spake2plus_derive       (DsSpake2plus            *self,
                                           const char              *info,
                                           size_t                   length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSpake2plus, ds_spake2plus_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-digest.h"
#include "ds-srp.h"

#include <openssl/bn.h>

G_BEGIN_DECLS

/* RFC 5054's modulus has at most this many bytes here. */
#define DS_SRP_MAX_SIZE 384

/* What both sides of one run share before they have said a word. */
typedef struct
{
  const char *digest;
  BIGNUM     *modulus;
  BIGNUM     *generator;
  size_t      size; /* of the modulus, in bytes */
} DsSrpGroup;

DsSrpGroup *ds_srp_group_new  (DsSrpParameters   parameters);
void        ds_srp_group_free (DsSrpGroup       *self);

/* k = H (N | PAD (g)), RFC 5054 section 2.5.3 */
BIGNUM     *ds_srp_group_multiplier (const DsSrpGroup *self);
/* H (N) xor H (g), RFC 2945 section 3 */
bool        ds_srp_group_tag  (const DsSrpGroup *self,
                               uint8_t           out[DS_DIGEST_MAX_SIZE],
                               size_t           *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSrpGroup, ds_srp_group_free)

G_END_DECLS

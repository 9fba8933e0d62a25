/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-srp"

#include "config.h"

#include "ds-srp-group.h"

/* RFC 5054, appendix A, group 1. */
#define MODULUS_1024 \
  "EEAF0AB9ADB38DD69C33F80AFA8FC5E86072618775FF3C0B9EA2314C9C256576" \
  "D674DF7496EA81D3383B4813D692C6E0E0D5D8E250B98BE48E495C1D6089DAD1" \
  "5DC7D7B46154D6B6CE8EF4AD69B15D4982559B297BCF1885C529F566660E57EC" \
  "68EDBC3C05726CC02FD4CBF4976EAA9AFD5138FE8376435B9FC61D2FC0EB06E3"

/**
 * ds_srp_group_new:
 * @parameters: which group and hash function
 *
 * Returns: (transfer full) (nullable): the group, or %NULL without memory
 */
DsSrpGroup *
ds_srp_group_new (DsSrpParameters parameters)
{
  g_autoptr (DsSrpGroup) self = g_new0 (DsSrpGroup, 1);
  bool ok = true;

  self->generator = BN_new ();
  switch (parameters)
    {
    case DS_SRP_3072_SHA512:
      /* The modulus that RFC 5054 takes over from RFC 3526, section 5. */
      self->digest = "SHA512";
      self->modulus = BN_get_rfc3526_prime_3072 (NULL);
      ok = self->generator != NULL && BN_set_word (self->generator, 5) == 1;
      break;

    case DS_SRP_1024_SHA1:
      self->digest = "SHA1";
      ok = BN_hex2bn (&self->modulus, MODULUS_1024) > 0 &&
           self->generator != NULL && BN_set_word (self->generator, 2) == 1;
      break;

    default:
      g_assert_not_reached ();
    }

  if (!ok || self->modulus == NULL)
    return NULL;

  self->size = BN_num_bytes (self->modulus);
  g_assert (self->size <= DS_SRP_MAX_SIZE);
  return g_steal_pointer (&self);
}

/**
 * ds_srp_group_free:
 * @self: (transfer full): a group
 */
void
ds_srp_group_free (DsSrpGroup *self)
{
  BN_free (self->modulus);
  BN_free (self->generator);
  g_free (self);
}

/**
 * ds_srp_group_multiplier:
 * @self: a group
 *
 * Returns: (transfer full) (nullable): k, or %NULL without memory
 */
BIGNUM *
ds_srp_group_multiplier (const DsSrpGroup *self)
{
  uint8_t modulus[DS_SRP_MAX_SIZE];
  uint8_t generator[DS_SRP_MAX_SIZE];
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  DsPiece pieces[] = { { modulus, self->size }, { generator, self->size } };
  size_t size;

  if (BN_bn2binpad (self->modulus, modulus, (int) self->size) < 0 ||
      BN_bn2binpad (self->generator, generator, (int) self->size) < 0 ||
      !ds_digest (self->digest, pieces, G_N_ELEMENTS (pieces), digest, &size))
    return NULL;

  return BN_bin2bn (digest, (int) size, NULL);
}

/**
 * ds_srp_group_tag:
 * @self: a group
 * @out: where to write
 * @size: (out): how many bytes were written
 *
 * What the first proof begins with. The generator is hashed without padding.
 *
 * Returns: whether @out was written
 */
bool
ds_srp_group_tag (const DsSrpGroup *self,
                  uint8_t out[DS_DIGEST_MAX_SIZE],
                  size_t *size)
{
  uint8_t number[DS_SRP_MAX_SIZE];
  uint8_t generator[DS_DIGEST_MAX_SIZE];
  DsPiece piece = { number, 0 };

  piece.length = BN_bn2bin (self->modulus, number);
  if (!ds_digest (self->digest, &piece, 1, out, size))
    return false;

  piece.length = BN_bn2bin (self->generator, number);
  if (!ds_digest (self->digest, &piece, 1, generator, size))
    return false;

  for (size_t i = 0; i < *size; i++)
    out[i] ^= generator[i];

  return true;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-srp"

#include "config.h"

#include "ds-srp.h"

#include "core/ds-error.h"
#include "ds-crypto.h"
#include "ds-srp-group.h"

#include <openssl/err.h>
#include <string.h>

/* RFC 5054, section 2.5.4 asks for at least 256 bits. */
#define EXPONENT_SIZE 32

#define MAX_SALT 64

/* How often to draw another exponent until all numbers have their full size;
 * one draw in 128 is not enough, so that all of them fail once in 2^112 runs. */
#define MAX_DRAWS 16

typedef enum {
  STATE_NEW,
  STATE_ANSWERED,
  STATE_CHECKED,
  STATE_FAILED,
} State;

struct _DsSrpClient
{
  DsSrpGroup *group;
  char *identity;
  DsSecret *password;
  DsSecret *exponent; /* only where a test fixed it */
  State state;

  uint8_t key[DS_SRP_MAX_SIZE]; /* A, without leading zeroes */
  size_t key_length;
  uint8_t proof[DS_DIGEST_MAX_SIZE];        /* M1 */
  uint8_t server_proof[DS_DIGEST_MAX_SIZE]; /* the M2 that we expect */
  size_t proof_length;
  DsSecret *session_key; /* K */
};

/* The numbers of one run; all of them cleared as they go. */
typedef struct
{
  BN_CTX *context;
  BN_MONT_CTX *mont;
  BIGNUM *a;        /* our secret exponent */
  BIGNUM *A;        /* our public key */
  BIGNUM *B;        /* the other side's public key */
  BIGNUM *k;
  BIGNUM *u;
  BIGNUM *x;        /* what the password adds up to */
  BIGNUM *base;     /* B - k g^x */
  BIGNUM *exponent; /* a + u x */
  BIGNUM *S;
} Run;

static void
run_clear (Run *run)
{
  BN_clear_free (run->a);
  BN_clear_free (run->A);
  BN_clear_free (run->B);
  BN_clear_free (run->k);
  BN_clear_free (run->u);
  BN_clear_free (run->x);
  BN_clear_free (run->base);
  BN_clear_free (run->exponent);
  BN_clear_free (run->S);
  BN_MONT_CTX_free (run->mont);
  BN_CTX_free (run->context);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* A number whose use must take the same time whatever it is. */
static BIGNUM *
new_secret_number (void)
{
  BIGNUM *number = BN_secure_new ();

  if (number != NULL)
    BN_set_flags (number, BN_FLG_CONSTTIME);

  return number;
}

static bool
run_init (Run *run,
          const DsSrpGroup *group)
{
  run->context = BN_CTX_secure_new ();
  run->mont = BN_MONT_CTX_new ();
  run->k = ds_srp_group_multiplier (group);
  run->A = BN_new ();
  run->B = BN_new ();
  run->u = BN_new ();
  run->a = new_secret_number ();
  run->x = new_secret_number ();
  run->base = new_secret_number ();
  run->exponent = new_secret_number ();
  run->S = new_secret_number ();

  return run->context != NULL && run->mont != NULL && run->k != NULL &&
         run->A != NULL && run->B != NULL && run->u != NULL && run->a != NULL &&
         run->x != NULL && run->base != NULL && run->exponent != NULL && run->S != NULL &&
         BN_MONT_CTX_set (run->mont, group->modulus, run->context) == 1;
}

/**
 * ds_srp_key_is_full:
 * @parameters: group and hash function
 * @key: a public key, big-endian
 * @length: how many bytes
 *
 * Accessories in the field do not agree on whether leading zeroes of B go into
 * the first proof. One key in 256 has them; with such a key a right code may
 * look wrong, and a new run with a new key is the way out.
 *
 * Returns: whether @key needs all the bytes of the modulus
 */
bool
ds_srp_key_is_full (DsSrpParameters parameters,
                    const uint8_t *key,
                    size_t length)
{
  size_t size = parameters == DS_SRP_1024_SHA1 ? 128 : DS_SRP_MAX_SIZE;

  return length == size && key[0] != 0;
}

/**
 * ds_srp_client_new:
 * @parameters: group and hash function
 * @identity: I, for HomeKit "Pair-Setup"
 * @password: P, for HomeKit the setup code with its dashes
 *
 * Returns: (transfer full) (nullable): a new run, or %NULL without memory
 */
DsSrpClient *
ds_srp_client_new (DsSrpParameters parameters,
                   const char *identity,
                   DsSecret *password)
{
  g_autoptr (DsSrpClient) self = NULL;

  g_return_val_if_fail (identity != NULL && password != NULL, NULL);

  self = g_new0 (DsSrpClient, 1);
  self->group = ds_srp_group_new (parameters);
  self->identity = g_strdup (identity);
  self->password = ds_secret_ref (password);
  return self->group != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_srp_client_free:
 * @self: (transfer full): a run
 *
 * Ends the run and wipes what it knew.
 */
void
ds_srp_client_free (DsSrpClient *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->group, ds_srp_group_free);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->password, ds_secret_unref);
  g_clear_pointer (&self->exponent, ds_secret_unref);
  g_clear_pointer (&self->session_key, ds_secret_unref);
  ds_crypto_wipe (self, sizeof *self);
  g_free (self);
}

/**
 * ds_srp_client_set_exponent:
 * @self: a run that has not answered yet
 * @data: a, big-endian
 * @length: how many bytes
 *
 * Fixes the private exponent: with published test vectors only.
 *
 * Returns: whether it was taken
 */
bool
ds_srp_client_set_exponent (DsSrpClient *self,
                            const uint8_t *data,
                            size_t length)
{
  g_return_val_if_fail (self != NULL && self->state == STATE_NEW, false);

  if (length < EXPONENT_SIZE || length > DS_SRP_MAX_SIZE)
    return false;

  g_clear_pointer (&self->exponent, ds_secret_unref);
  self->exponent = ds_secret_new (data, length);
  return true;
}

/* x = H (s | H (I | ":" | P)), RFC 5054 section 2.4 */
static bool
compute_x (DsSrpClient *self,
           const uint8_t *salt,
           size_t salt_length,
           BIGNUM *x)
{
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  size_t password_length;
  const uint8_t *password = ds_secret_get_data (self->password, &password_length);
  DsPiece inner[] = {
    { self->identity, strlen (self->identity) },
    { ":", 1 },
    { password, password_length },
  };
  DsPiece outer[] = { { salt, salt_length }, { digest, 0 } };
  size_t size = 0;
  bool ok;

  ok = ds_digest (self->group->digest, inner, G_N_ELEMENTS (inner), digest, &size);
  outer[1].length = size;
  ok = ok && ds_digest (self->group->digest, outer, G_N_ELEMENTS (outer), digest, &size) &&
       BN_bin2bn (digest, (int) size, x) != NULL;

  ds_crypto_wipe (digest, sizeof digest);
  return ok;
}

/* u = H (PAD (A) | PAD (B)), RFC 5054 section 2.5.3 */
static bool
compute_u (DsSrpClient *self,
           Run *run)
{
  uint8_t keys[2][DS_SRP_MAX_SIZE];
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  int size = (int) self->group->size;
  DsPiece pieces[] = { { keys[0], size }, { keys[1], size } };
  size_t digest_size;

  return BN_bn2binpad (run->A, keys[0], size) == size &&
         BN_bn2binpad (run->B, keys[1], size) == size &&
         ds_digest (self->group->digest, pieces, G_N_ELEMENTS (pieces),
                    digest, &digest_size) &&
         BN_bin2bn (digest, (int) digest_size, run->u) != NULL &&
         !BN_is_zero (run->u);
}

/* The part that does not depend on our exponent: B - k g^x */
static bool
compute_base (DsSrpClient *self,
              Run *run)
{
  const BIGNUM *N = self->group->modulus;

  return BN_mod_exp_mont_consttime (run->base, self->group->generator, run->x, N,
                                    run->context, run->mont) == 1 &&
         BN_mod_mul (run->base, run->base, run->k, N, run->context) == 1 &&
         BN_mod_sub (run->base, run->B, run->base, N, run->context) == 1 &&
         !BN_is_zero (run->base);
}

/* Our key A = g^a and the secret S = (B - k g^x) ^ (a + u x). */
static bool
compute_secret (DsSrpClient *self,
                Run *run)
{
  const BIGNUM *N = self->group->modulus;

  return BN_mod_exp_mont_consttime (run->A, self->group->generator, run->a, N,
                                    run->context, run->mont) == 1 &&
         compute_u (self, run) &&
         BN_mul (run->exponent, run->u, run->x, run->context) == 1 &&
         BN_add (run->exponent, run->exponent, run->a) == 1 &&
         BN_mod_exp_mont_consttime (run->S, run->base, run->exponent, N,
                                    run->context, run->mont) == 1;
}

/* Draws exponents until A and S have no leading zero byte. Accessories in the
 * field do not agree on whether such zeroes are hashed (Apple's own code strips
 * them from S, the most used JavaScript one keeps them), and since we draw
 * after we have seen the other side's key, we never need to find out. A drawn
 * exponent that is given up was never used for anything. */
static bool
draw_exponent (DsSrpClient *self,
               Run *run)
{
  int size = (int) self->group->size;
  uint8_t bytes[EXPONENT_SIZE];
  bool ok = false;

  if (self->exponent != NULL)
    {
      size_t length;
      const uint8_t *fixed = ds_secret_get_data (self->exponent, &length);

      return BN_bin2bn (fixed, (int) length, run->a) != NULL && compute_secret (self, run);
    }

  for (unsigned int i = 0; !ok && i < MAX_DRAWS; i++)
    {
      if (!ds_crypto_random (bytes, sizeof bytes) ||
          BN_bin2bn (bytes, sizeof bytes, run->a) == NULL ||
          !compute_secret (self, run))
        break;

      ok = BN_num_bytes (run->A) == size && BN_num_bytes (run->S) == size;
    }

  ds_crypto_wipe (bytes, sizeof bytes);
  return ok;
}

/* K = H (S), S without leading zeroes */
static bool
compute_session_key (DsSrpClient *self,
                     Run *run)
{
  uint8_t bytes[DS_SRP_MAX_SIZE];
  uint8_t digest[DS_DIGEST_MAX_SIZE];
  DsPiece piece = { bytes, 0 };
  size_t size;
  bool ok;

  piece.length = BN_bn2bin (run->S, bytes);
  ok = ds_digest (self->group->digest, &piece, 1, digest, &size);
  if (ok)
    self->session_key = ds_secret_new (digest, size);

  ds_crypto_wipe (bytes, sizeof bytes);
  ds_crypto_wipe (digest, sizeof digest);
  return ok;
}

/* M1 = H (H (N) xor H (g) | H (I) | s | A | B | K) and
 * M2 = H (A | M1 | K), RFC 2945 section 3; A and B without leading zeroes */
static bool
compute_proofs (DsSrpClient *self,
                Run *run,
                const uint8_t *salt,
                size_t salt_length)
{
  const char *digest = self->group->digest;
  uint8_t tag[DS_DIGEST_MAX_SIZE];
  uint8_t identity[DS_DIGEST_MAX_SIZE];
  uint8_t server_key[DS_SRP_MAX_SIZE];
  DsPiece name = { self->identity, strlen (self->identity) };
  DsPiece ours[] = {
    { tag, 0 },
    { identity, 0 },
    { salt, salt_length },
    { self->key, 0 },
    { server_key, 0 },
    { NULL, 0 },
  };
  DsPiece theirs[3] = { { self->key, 0 }, { self->proof, 0 } };

  self->key_length = BN_bn2bin (run->A, self->key);
  ours[3].length = theirs[0].length = self->key_length;
  ours[4].length = BN_bn2bin (run->B, server_key);
  ours[5].data = ds_secret_get_data (self->session_key, &ours[5].length);
  theirs[2] = ours[5];

  if (!ds_srp_group_tag (self->group, tag, &ours[0].length) ||
      !ds_digest (digest, &name, 1, identity, &ours[1].length) ||
      !ds_digest (digest, ours, G_N_ELEMENTS (ours), self->proof, &self->proof_length))
    return false;

  theirs[1].length = self->proof_length;
  return ds_digest (digest, theirs, G_N_ELEMENTS (theirs), self->server_proof, NULL);
}

/* Takes B in: reduced, not zero, not longer than the modulus. */
static bool
read_server_key (DsSrpClient *self,
                 Run *run,
                 const uint8_t *key,
                 size_t length)
{
  return length > 0 && length <= self->group->size &&
         BN_bin2bn (key, (int) length, run->B) != NULL &&
         !BN_is_zero (run->B) && BN_cmp (run->B, self->group->modulus) < 0;
}

/**
 * ds_srp_client_answer:
 * @self: a new run
 * @salt: s, at most 64 bytes
 * @salt_length: how many bytes
 * @server_key: B, big-endian
 * @server_key_length: how many bytes
 * @error: where to put an error
 *
 * Takes what the other side sent and computes our key and proof. A @server_key
 * that is zero modulo N, or is not reduced modulo N, is refused (RFC 5054,
 * section 2.5.4): with it the password would not matter.
 *
 * This takes two or three long exponentiations: call it on a thread.
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER, or %DS_ERROR_FAILED without memory
 */
bool
ds_srp_client_answer (DsSrpClient *self,
                      const uint8_t *salt,
                      size_t salt_length,
                      const uint8_t *server_key,
                      size_t server_key_length,
                      GError **error)
{
  g_auto (Run) run = { NULL };

  g_return_val_if_fail (self != NULL && self->state == STATE_NEW, false);

  self->state = STATE_FAILED;
  if (!run_init (&run, self->group))
    {
      ERR_clear_error ();
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No memory for the key exchange");
      return false;
    }

  if (salt_length == 0 || salt_length > MAX_SALT ||
      !read_server_key (self, &run, server_key, server_key_length))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "The device's public key or salt cannot be right");
      return false;
    }

  if (!compute_x (self, salt, salt_length, run.x) ||
      !compute_base (self, &run) ||
      !draw_exponent (self, &run) ||
      !compute_session_key (self, &run) ||
      !compute_proofs (self, &run, salt, salt_length))
    {
      ERR_clear_error ();
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "The key exchange leads nowhere");
      return false;
    }

  self->state = STATE_ANSWERED;
  return true;
}

/**
 * ds_srp_client_get_key:
 * @self: a run that has answered
 * @length: (out): how many bytes
 *
 * Returns: (transfer none): A, big-endian, without leading zeroes
 */
const uint8_t *
ds_srp_client_get_key (DsSrpClient *self,
                       size_t *length)
{
  g_return_val_if_fail (self != NULL && length != NULL, NULL);
  g_return_val_if_fail (self->state == STATE_ANSWERED || self->state == STATE_CHECKED, NULL);

  *length = self->key_length;
  return self->key;
}

/**
 * ds_srp_client_get_proof:
 * @self: a run that has answered
 * @length: (out): how many bytes
 *
 * Returns: (transfer none): M1
 */
const uint8_t *
ds_srp_client_get_proof (DsSrpClient *self,
                         size_t *length)
{
  g_return_val_if_fail (self != NULL && length != NULL, NULL);
  g_return_val_if_fail (self->state == STATE_ANSWERED || self->state == STATE_CHECKED, NULL);

  *length = self->proof_length;
  return self->proof;
}

/**
 * ds_srp_client_check:
 * @self: a run that has answered
 * @server_proof: M2
 * @length: how many bytes
 *
 * Checks, in constant time and once, that the other side knows the password.
 *
 * Returns: whether it does
 */
bool
ds_srp_client_check (DsSrpClient *self,
                     const uint8_t *server_proof,
                     size_t length)
{
  g_return_val_if_fail (self != NULL && self->state == STATE_ANSWERED, false);

  self->state = STATE_FAILED;
  if (length == self->proof_length &&
      ds_crypto_equal (server_proof, self->server_proof, length))
    self->state = STATE_CHECKED;

  return self->state == STATE_CHECKED;
}

/**
 * ds_srp_client_get_session_key:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): K, or %NULL until
 *   ds_srp_client_check() has found the other side's proof right
 */
DsSecret *
ds_srp_client_get_session_key (DsSrpClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->state == STATE_CHECKED ? self->session_key : NULL;
}

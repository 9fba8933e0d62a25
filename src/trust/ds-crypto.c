/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-crypto"

#include "config.h"

#include "ds-crypto.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF, EVP_KDF_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF_CTX, EVP_KDF_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)

/* EVP counts in int, and a tag is added to the length. */
#define MAX_LENGTH ((size_t) G_MAXINT - DS_POLY1305_TAG_SIZE)

/* Leaves no trace of a refused input in OpenSSL's queue of errors, where the
 * next caller on this thread would take it for its own. */
static bool
done (bool ok)
{
  if (!ok)
    ERR_clear_error ();

  return ok;
}

/* The same, for a function that fills @out: all of it or nothing. */
static bool
done_writing (bool ok,
              void *out,
              size_t length)
{
  if (!ok)
    ds_crypto_wipe (out, length);

  return done (ok);
}

/**
 * ds_crypto_random:
 * @out: where to write
 * @length: how many bytes
 *
 * Fills a buffer from the generator that OpenSSL keeps for private values.
 *
 * Returns: false if the computer gives no randomness
 */
bool
ds_crypto_random (uint8_t *out,
                  size_t length)
{
  g_return_val_if_fail (length <= G_MAXINT, false);

  return done_writing (RAND_priv_bytes (out, (int) length) == 1, out, length);
}

/**
 * ds_crypto_equal:
 * @a: bytes
 * @b: bytes
 * @length: how many of each
 *
 * Compares in a time that depends on @length alone.
 *
 * Returns: whether the bytes are the same
 */
bool
ds_crypto_equal (const void *a,
                 const void *b,
                 size_t length)
{
  return CRYPTO_memcmp (a, b, length) == 0;
}

/**
 * ds_crypto_wipe:
 * @data: (nullable): bytes
 * @length: how many
 *
 * Overwrites bytes in a way that no compiler drops.
 */
void
ds_crypto_wipe (void *data,
                size_t length)
{
  if (data != NULL)
    OPENSSL_cleanse (data, length);
}

/**
 * ds_sha512:
 * @data: bytes
 * @length: how many
 * @out: where to write the digest
 *
 * SHA-512 (FIPS 180-4, section 6.4).
 *
 * Returns: whether @out was written
 */
bool
ds_sha512 (const void *data,
           size_t length,
           uint8_t out[DS_SHA512_SIZE])
{
  return done_writing (EVP_Digest (data, length, out, NULL, EVP_sha512 (), NULL) == 1,
                       out, DS_SHA512_SIZE);
}

/* Key, nonce and additional data, the same for both directions. */
static EVP_CIPHER_CTX *
begin_chacha20 (const uint8_t *key,
                const uint8_t *nonce,
                const void *aad,
                size_t aad_length,
                bool sealing)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  int written;

  if (context == NULL || aad_length > MAX_LENGTH ||
      EVP_CipherInit_ex2 (context, EVP_chacha20_poly1305 (), key, nonce, sealing, NULL) != 1)
    return NULL;
  if (aad_length > 0 &&
      EVP_CipherUpdate (context, NULL, &written, aad, (int) aad_length) != 1)
    return NULL;

  return g_steal_pointer (&context);
}

/**
 * ds_chacha20_seal:
 * @key: the key
 * @nonce: a nonce that was never used with @key before
 * @aad: (nullable): data that is protected but not enclosed
 * @aad_length: how many bytes
 * @plain: what to enclose
 * @length: how many bytes
 * @out: room for @length + 16 bytes; may be @plain itself
 *
 * AEAD_CHACHA20_POLY1305 (RFC 8439, section 2.8), the tag behind the text.
 *
 * Returns: whether @out was written
 */
bool
ds_chacha20_seal (const uint8_t key[DS_CHACHA20_KEY_SIZE],
                  const uint8_t nonce[DS_CHACHA20_NONCE_SIZE],
                  const void *aad,
                  size_t aad_length,
                  const uint8_t *plain,
                  size_t length,
                  uint8_t *out)
{
  g_autoptr (EVP_CIPHER_CTX) context = NULL;
  int written = 0;
  int rest = 0;
  bool ok;

  if (length > MAX_LENGTH)
    return false;

  context = begin_chacha20 (key, nonce, aad, aad_length, true);
  ok = context != NULL;
  if (ok && length > 0)
    ok = EVP_CipherUpdate (context, out, &written, plain, (int) length) == 1;
  ok = ok && EVP_CipherFinal_ex (context, out + written, &rest) == 1 &&
       (size_t) written + rest == length &&
       EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_GET_TAG, DS_POLY1305_TAG_SIZE,
                            out + length) == 1;

  return done_writing (ok, out, length + DS_POLY1305_TAG_SIZE);
}

/**
 * ds_chacha20_open:
 * @key: the key
 * @nonce: the nonce it was sealed with
 * @aad: (nullable): data that is protected but not enclosed
 * @aad_length: how many bytes
 * @sealed: text and tag
 * @length: how many bytes, the tag's 16 included
 * @out: room for @length - 16 bytes; may be @sealed itself
 *
 * Opens what ds_chacha20_seal() closed. With a wrong tag nothing of the text
 * stays in @out.
 *
 * Returns: whether the tag was right and @out was written
 */
bool
ds_chacha20_open (const uint8_t key[DS_CHACHA20_KEY_SIZE],
                  const uint8_t nonce[DS_CHACHA20_NONCE_SIZE],
                  const void *aad,
                  size_t aad_length,
                  const uint8_t *sealed,
                  size_t length,
                  uint8_t *out)
{
  g_autoptr (EVP_CIPHER_CTX) context = NULL;
  uint8_t tag[DS_POLY1305_TAG_SIZE];
  uint8_t none[1];
  int written = 0;
  int rest = 0;
  bool ok;

  if (length < sizeof tag || length > MAX_LENGTH)
    return false;

  length -= sizeof tag;
  memcpy (tag, sealed + length, sizeof tag);

  context = begin_chacha20 (key, nonce, aad, aad_length, false);
  ok = context != NULL &&
       EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, sizeof tag, tag) == 1;
  if (ok && length > 0)
    ok = EVP_CipherUpdate (context, out, &written, sealed, (int) length) == 1;
  ok = ok && EVP_CipherFinal_ex (context, none, &rest) == 1 &&
       (size_t) written == length && rest == 0;

  return done_writing (ok, length > 0 ? out : NULL, length);
}

/* The public half of a private key of @type. */
static bool
get_public_key (int type,
                const uint8_t *private_key,
                uint8_t *out,
                size_t size)
{
  g_autoptr (EVP_PKEY) pkey = EVP_PKEY_new_raw_private_key (type, NULL, private_key, size);
  size_t length = size;

  return done_writing (pkey != NULL &&
                       EVP_PKEY_get_raw_public_key (pkey, out, &length) == 1 &&
                       length == size,
                       out, size);
}

/**
 * ds_ed25519_public:
 * @seed: the private key
 * @key: where to write the public key
 *
 * Returns: whether @key was written
 */
bool
ds_ed25519_public (const uint8_t seed[DS_ED25519_KEY_SIZE],
                   uint8_t key[DS_ED25519_KEY_SIZE])
{
  return get_public_key (EVP_PKEY_ED25519, seed, key, DS_ED25519_KEY_SIZE);
}

/**
 * ds_ed25519_sign:
 * @seed: the private key
 * @message: what to sign
 * @length: how many bytes
 * @signature: where to write
 *
 * Signs (RFC 8032, section 5.1.6).
 *
 * Returns: whether @signature was written
 */
bool
ds_ed25519_sign (const uint8_t seed[DS_ED25519_KEY_SIZE],
                 const void *message,
                 size_t length,
                 uint8_t signature[DS_ED25519_SIGNATURE_SIZE])
{
  g_autoptr (EVP_PKEY) pkey = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  size_t size = DS_ED25519_SIGNATURE_SIZE;
  bool ok;

  pkey = EVP_PKEY_new_raw_private_key (EVP_PKEY_ED25519, NULL, seed, DS_ED25519_KEY_SIZE);
  ok = pkey != NULL && context != NULL &&
       EVP_DigestSignInit (context, NULL, NULL, NULL, pkey) == 1 &&
       EVP_DigestSign (context, signature, &size, message, length) == 1 &&
       size == DS_ED25519_SIGNATURE_SIZE;

  return done_writing (ok, signature, DS_ED25519_SIGNATURE_SIZE);
}

/* Whether a public key is written in the one right way (RFC 8032, section 5.1.3:
 * y below p) and is not one of the eight points of small order. With such a key
 * some signatures fit every message, so that a pin on it would pin nobody. */
static bool
is_strong_ed25519_key (const uint8_t key[DS_ED25519_KEY_SIZE])
{
  /* The y of those points, little-endian. */
  static const uint8_t weak[][DS_ED25519_KEY_SIZE] = {
    { 0x00 },
    { 0x01 },
    { 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
      0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05 },
    { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
      0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a },
    { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
  };
  uint8_t y[DS_ED25519_KEY_SIZE];
  bool below = false;

  memcpy (y, key, sizeof y);
  y[31] &= 0x7f;
  for (size_t i = 0; i < G_N_ELEMENTS (weak); i++)
    if (memcmp (y, weak[i], sizeof y) == 0)
      return false;

  /* p is 2^255 - 19: only the lowest byte can be below its own. */
  below = y[0] < 0xed || y[31] < 0x7f;
  for (size_t i = 1; i < 31; i++)
    below |= y[i] < 0xff;

  return below;
}

/**
 * ds_ed25519_verify:
 * @key: the public key
 * @message: what was signed
 * @length: how many bytes
 * @signature: the signature
 *
 * Verifies (RFC 8032, section 5.1.7), and refuses keys with which that means
 * nothing. OpenSSL refuses signatures written in any but the one right way.
 *
 * Returns: whether the owner of @key signed @message
 */
bool
ds_ed25519_verify (const uint8_t key[DS_ED25519_KEY_SIZE],
                   const void *message,
                   size_t length,
                   const uint8_t signature[DS_ED25519_SIGNATURE_SIZE])
{
  g_autoptr (EVP_PKEY) pkey = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  if (!is_strong_ed25519_key (key))
    return false;

  pkey = EVP_PKEY_new_raw_public_key (EVP_PKEY_ED25519, NULL, key, DS_ED25519_KEY_SIZE);

  return done (pkey != NULL && context != NULL &&
               EVP_DigestVerifyInit (context, NULL, NULL, NULL, pkey) == 1 &&
               EVP_DigestVerify (context, signature, DS_ED25519_SIGNATURE_SIZE,
                                 message, length) == 1);
}

/**
 * ds_x25519_public:
 * @secret: the private key
 * @key: where to write the public key
 *
 * Returns: whether @key was written
 */
bool
ds_x25519_public (const uint8_t secret[DS_X25519_KEY_SIZE],
                  uint8_t key[DS_X25519_KEY_SIZE])
{
  return get_public_key (EVP_PKEY_X25519, secret, key, DS_X25519_KEY_SIZE);
}

/**
 * ds_x25519_shared:
 * @secret: the private key
 * @peer: the other side's public key
 * @shared: where to write what both sides then know
 *
 * X25519 (RFC 7748, section 5). A peer that forces an all-zero result is
 * refused (section 6.1).
 *
 * Returns: whether @shared was written
 */
bool
ds_x25519_shared (const uint8_t secret[DS_X25519_KEY_SIZE],
                  const uint8_t peer[DS_X25519_KEY_SIZE],
                  uint8_t shared[DS_X25519_KEY_SIZE])
{
  static const uint8_t zeroes[DS_X25519_KEY_SIZE];
  g_autoptr (EVP_PKEY) ours = NULL;
  g_autoptr (EVP_PKEY) theirs = NULL;
  g_autoptr (EVP_PKEY_CTX) context = NULL;
  size_t size = DS_X25519_KEY_SIZE;
  bool ok;

  ours = EVP_PKEY_new_raw_private_key (EVP_PKEY_X25519, NULL, secret, DS_X25519_KEY_SIZE);
  theirs = EVP_PKEY_new_raw_public_key (EVP_PKEY_X25519, NULL, peer, DS_X25519_KEY_SIZE);
  if (ours != NULL)
    context = EVP_PKEY_CTX_new_from_pkey (NULL, ours, NULL);

  ok = theirs != NULL && context != NULL &&
       EVP_PKEY_derive_init (context) == 1 &&
       EVP_PKEY_derive_set_peer (context, theirs) == 1 &&
       EVP_PKEY_derive (context, shared, &size) == 1 &&
       size == DS_X25519_KEY_SIZE &&
       !ds_crypto_equal (shared, zeroes, sizeof zeroes);

  return done_writing (ok, shared, DS_X25519_KEY_SIZE);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-kdf"

#include "config.h"

#include "ds-kdf.h"

#include "ds-crypto.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF, EVP_KDF_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF_CTX, EVP_KDF_CTX_free)

/* All of @out or nothing, and no trace in OpenSSL's queue of errors. */
static bool
done_writing (bool ok,
              void *out,
              size_t length)
{
  if (!ok)
    {
      ds_crypto_wipe (out, length);
      ERR_clear_error ();
    }

  return ok;
}

/**
 * ds_sha256:
 * @data: bytes
 * @length: how many
 * @out: where to write the digest
 *
 * SHA-256 (FIPS 180-4, section 6.2).
 *
 * Returns: whether @out was written
 */
bool
ds_sha256 (const void *data,
           size_t length,
           uint8_t out[DS_SHA256_SIZE])
{
  return done_writing (EVP_Digest (data, length, out, NULL, EVP_sha256 (), NULL) == 1,
                       out, DS_SHA256_SIZE);
}

/**
 * ds_hmac_sha256:
 * @key: the key
 * @key_length: how many bytes
 * @data: what to vouch for
 * @length: how many bytes
 * @out: where to write
 *
 * HMAC (RFC 2104) with SHA-256.
 *
 * Returns: whether @out was written
 */
bool
ds_hmac_sha256 (const uint8_t *key,
                size_t key_length,
                const void *data,
                size_t length,
                uint8_t out[DS_SHA256_SIZE])
{
  size_t written = 0;
  bool ok;

  ok = EVP_Q_mac (NULL, OSSL_MAC_NAME_HMAC, NULL, "SHA256", NULL, key, key_length,
                  data, length, out, DS_SHA256_SIZE, &written) != NULL;
  return done_writing (ok && written == DS_SHA256_SIZE, out, DS_SHA256_SIZE);
}

/* Extract and expand (RFC 5869, section 2). */
static bool
hkdf (const char *digest,
      const uint8_t *key,
      size_t key_length,
      const void *salt,
      size_t salt_length,
      const void *info,
      size_t info_length,
      uint8_t *out,
      size_t out_length)
{
  g_autoptr (EVP_KDF) kdf = EVP_KDF_fetch (NULL, OSSL_KDF_NAME_HKDF, NULL);
  g_autoptr (EVP_KDF_CTX) context = EVP_KDF_CTX_new (kdf);
  OSSL_PARAM params[5];
  OSSL_PARAM *param = params;

  *param++ = OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) digest, 0);
  *param++ = OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_KEY, (void *) key, key_length);
  if (salt_length > 0)
    *param++ = OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT,
                                                  (void *) salt, salt_length);
  if (info_length > 0)
    *param++ = OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_INFO,
                                                  (void *) info, info_length);
  *param = OSSL_PARAM_construct_end ();

  return done_writing (context != NULL && key_length > 0 &&
                       EVP_KDF_derive (context, out, out_length, params) == 1,
                       out, out_length);
}

/**
 * ds_hkdf_sha256:
 * @key: input key material, at least one byte
 * @key_length: how many bytes
 * @salt: (nullable): salt
 * @salt_length: how many bytes
 * @info: (nullable): what the new key is for
 * @info_length: how many bytes
 * @out: where to write
 * @out_length: how many bytes, at most 255 × 32
 *
 * Extract and expand (RFC 5869, section 2) with SHA-256.
 *
 * Returns: whether @out was written
 */
bool
ds_hkdf_sha256 (const uint8_t *key,
                size_t key_length,
                const void *salt,
                size_t salt_length,
                const void *info,
                size_t info_length,
                uint8_t *out,
                size_t out_length)
{
  return hkdf ("SHA256", key, key_length, salt, salt_length, info, info_length, out, out_length);
}

/**
 * ds_hkdf_sha512:
 * @key: input key material, at least one byte
 * @key_length: how many bytes
 * @salt: (nullable): salt
 * @salt_length: how many bytes
 * @info: (nullable): what the new key is for
 * @info_length: how many bytes
 * @out: where to write
 * @out_length: how many bytes, at most 255 × 64
 *
 * Extract and expand (RFC 5869, section 2) with SHA-512.
 *
 * Returns: whether @out was written
 */
bool
ds_hkdf_sha512 (const uint8_t *key,
                size_t key_length,
                const void *salt,
                size_t salt_length,
                const void *info,
                size_t info_length,
                uint8_t *out,
                size_t out_length)
{
  return hkdf ("SHA512", key, key_length, salt, salt_length, info, info_length, out, out_length);
}

/**
 * ds_pbkdf2_sha256:
 * @password: what to stretch
 * @password_length: how many bytes
 * @salt: salt
 * @salt_length: how many bytes
 * @iterations: how often
 * @out: where to write
 * @out_length: how many bytes
 *
 * PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-256. This is meant to be slow:
 * call it on a thread.
 *
 * Returns: whether @out was written
 */
bool
ds_pbkdf2_sha256 (const uint8_t *password,
                  size_t password_length,
                  const uint8_t *salt,
                  size_t salt_length,
                  unsigned int iterations,
                  uint8_t *out,
                  size_t out_length)
{
  bool ok;

  g_return_val_if_fail (password_length <= G_MAXINT && salt_length <= G_MAXINT &&
                        iterations <= G_MAXINT && out_length <= G_MAXINT, false);

  ok = PKCS5_PBKDF2_HMAC ((const char *) password, (int) password_length, salt,
                          (int) salt_length, (int) iterations, EVP_sha256 (),
                          (int) out_length, out) == 1;
  return done_writing (ok, out, out_length);
}

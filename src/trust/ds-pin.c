/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-pin"

#include "config.h"

#include "ds-pin.h"

#include "core/ds-error.h"
#include "ds-crypto.h"
#include "ds-kdf.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

/* A device's own certificate has a few hundred bytes. */
#define MAX_CERTIFICATE (16 * 1024)
#define MAX_KEY         (4 * 1024)

/* What every size of P-256 and Ed25519 has, and RSA from 2,048 bits on. */
#define MIN_SECURITY_BITS 112

#define TEXT_LENGTH 43

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

static bool
refuse (GError **error,
        const char *message)
{
  ERR_clear_error ();
  g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, message);
  return false;
}

/* The key is hashed just as it was written, and must be all that there is. */
static EVP_PKEY *
read_key (const uint8_t *spki,
          size_t length)
{
  const uint8_t *end = spki;
  g_autoptr (EVP_PKEY) key = NULL;

  if (length == 0 || length > MAX_KEY)
    return NULL;

  key = d2i_PUBKEY (NULL, &end, (long) length);
  if (key == NULL || end != spki + length ||
      EVP_PKEY_get_security_bits (key) < MIN_SECURITY_BITS)
    return NULL;

  return g_steal_pointer (&key);
}

/**
 * ds_pin_from_key:
 * @spki: a SubjectPublicKeyInfo in DER
 * @length: how many bytes
 * @pin: (out caller-allocates): where to write the pin
 * @error: where to put an error
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER if this is no public key, or one that
 *   is too weak
 */
bool
ds_pin_from_key (const uint8_t *spki,
                 size_t length,
                 DsPin *pin,
                 GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;

  g_return_val_if_fail (spki != NULL && pin != NULL, false);

  key = read_key (spki, length);
  if (key == NULL || !ds_sha256 (spki, length, pin->bytes))
    return refuse (error, "That is no public key, or a weak one");

  return true;
}

/**
 * ds_pin_get_key:
 * @certificate: a certificate in DER
 * @length: how many bytes
 * @error: where to put an error
 *
 * Takes the key out of a certificate. Nothing else in it counts: names and dates
 * of a certificate that a device made by itself mean nothing.
 *
 * Returns: (transfer full) (nullable): the SubjectPublicKeyInfo in DER, or %NULL
 *   with %DS_ERROR_BAD_ANSWER
 */
GBytes *
ds_pin_get_key (const uint8_t *certificate,
                size_t length,
                GError **error)
{
  const uint8_t *end = certificate;
  g_autoptr (X509) parsed = NULL;
  g_autoptr (GBytes) key = NULL;
  uint8_t *spki = NULL;
  int size;

  g_return_val_if_fail (certificate != NULL, NULL);

  if (length > 0 && length <= MAX_CERTIFICATE)
    parsed = d2i_X509 (NULL, &end, (long) length);
  if (parsed == NULL || end != certificate + length)
    {
      refuse (error, "That is no certificate");
      return NULL;
    }

  size = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (parsed), &spki);
  if (size > 0)
    key = g_bytes_new (spki, (size_t) size);
  OPENSSL_free (spki);
  if (key == NULL)
    {
      refuse (error, "The certificate has no key");
      return NULL;
    }

  return g_steal_pointer (&key);
}

/**
 * ds_pin_from_certificate:
 * @certificate: what a device showed
 * @pin: (out caller-allocates): where to write the pin
 * @key: (out) (transfer full) (optional): where to put its key, in DER
 * @error: where to put an error
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER if there is no usable key in it
 */
bool
ds_pin_from_certificate (GTlsCertificate *certificate,
                         DsPin *pin,
                         GBytes **key,
                         GError **error)
{
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GBytes) spki = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate) && pin != NULL, false);

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL)
    return refuse (error, "That is no certificate");

  spki = ds_pin_get_key (der->data, der->len, error);
  if (spki == NULL ||
      !ds_pin_from_key (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), pin, error))
    return false;

  if (key != NULL)
    *key = g_steal_pointer (&spki);
  return true;
}

/**
 * ds_pin_equal:
 * @a: a pin
 * @b: another
 *
 * Returns: whether both are the same; always takes the same time
 */
bool
ds_pin_equal (const DsPin *a,
              const DsPin *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, false);

  return ds_crypto_equal (a->bytes, b->bytes, DS_PIN_SIZE);
}

/**
 * ds_pin_to_text:
 * @pin: a pin
 *
 * Returns: (transfer full): 43 characters of base64url (RFC 4648, section 5)
 */
char *
ds_pin_to_text (const DsPin *pin)
{
  char *text;

  g_return_val_if_fail (pin != NULL, NULL);

  text = g_base64_encode (pin->bytes, DS_PIN_SIZE);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[TEXT_LENGTH] = '\0';
  return text;
}

/**
 * ds_pin_from_text:
 * @text: what ds_pin_to_text() gave
 * @pin: (out caller-allocates): where to write the pin
 *
 * Returns: false if @text is anything else
 */
bool
ds_pin_from_text (const char *text,
                  DsPin *pin)
{
  g_autofree char *plain = NULL;
  g_autofree char *again = NULL;
  g_autofree uint8_t *bytes = NULL;
  size_t length = 0;

  g_return_val_if_fail (text != NULL && pin != NULL, false);

  if (strlen (text) != TEXT_LENGTH)
    return false;

  plain = g_strconcat (text, "=", NULL);
  g_strdelimit (plain, "-", '+');
  g_strdelimit (plain, "_", '/');
  bytes = g_base64_decode (plain, &length);
  if (length != DS_PIN_SIZE)
    return false;

  /* GLib skips what is not base64, and base64 has spare bits at its end. */
  memcpy (pin->bytes, bytes, DS_PIN_SIZE);
  again = ds_pin_to_text (pin);
  return g_str_equal (again, text);
}

/**
 * ds_pin_verify:
 * @key: a SubjectPublicKeyInfo in DER: P-256 or Ed25519
 * @message: what was signed
 * @signature: ECDSA with SHA-256 in DER, or the 64 bytes of Ed25519
 *
 * Checks a signature that a device made with its key.
 *
 * Returns: whether it is right; false also for keys of other kinds
 */
bool
ds_pin_verify (GBytes *key,
               GBytes *message,
               GBytes *signature)
{
  EVP_MD_CTX *context;
  g_autoptr (EVP_PKEY) parsed = NULL;
  char group[32] = "";
  bool is_ed25519;
  bool ok = false;

  g_return_val_if_fail (key != NULL && message != NULL && signature != NULL, false);

  parsed = read_key (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  if (parsed == NULL)
    return refuse (NULL, "That is no public key");

  is_ed25519 = EVP_PKEY_is_a (parsed, "ED25519");
  if (!is_ed25519 &&
      (!EVP_PKEY_is_a (parsed, "EC") ||
       EVP_PKEY_get_group_name (parsed, group, sizeof group, NULL) != 1 ||
       !g_str_equal (group, "prime256v1")))
    return refuse (NULL, "Keys of that kind sign nothing here");

  context = EVP_MD_CTX_new ();
  ok = context != NULL &&
       EVP_DigestVerifyInit (context, NULL, is_ed25519 ? NULL : EVP_sha256 (), NULL,
                             parsed) == 1 &&
       EVP_DigestVerify (context, g_bytes_get_data (signature, NULL),
                         g_bytes_get_size (signature), g_bytes_get_data (message, NULL),
                         g_bytes_get_size (message)) == 1;
  EVP_MD_CTX_free (context);
  ERR_clear_error ();
  return ok;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-key"

#include "config.h"

#include "vd-key.h"

#include <glib/gstdio.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)

struct _VdKey
{
  EVP_PKEY *key;
  GTlsCertificate *certificate;
  uint8_t pin[VD_PIN_SIZE];
};

static void
add_extension (X509 *certificate, const char *name, const char *value)
{
  g_autoptr (X509_EXTENSION) extension = X509V3_EXT_conf (NULL, NULL, name, value);

  g_assert (extension != NULL && X509_add_ext (certificate, extension, -1) == 1);
}

/* Where its maker would describe it, and that CN=Example Works would sign that
 * (RFC 8520, section 11). */
static void
add_mud (X509 *certificate)
{
  add_extension (certificate, "1.3.6.1.5.5.7.1.25", "ASN1:IA5STRING:https://example.com/mud");
  add_extension (certificate, "1.3.6.1.5.5.7.1.30", "DER:30183116301406035504030c0d4578616d706c6520576f726b73");
}

/* Names and dates mean nothing (§4), so the certificate never ends. */
static X509 *
make_certificate (EVP_PKEY *key)
{
  g_autoptr (X509) certificate = X509_new ();
  uint8_t serial[8];
  uint64_t number;
  X509_NAME *name = X509_get_subject_name (certificate);

  g_assert (RAND_bytes (serial, sizeof serial) == 1);
  memcpy (&number, serial, sizeof number);
  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set_uint64 (X509_get_serialNumber (certificate), number >> 1);
  ASN1_TIME_set_string (X509_getm_notBefore (certificate), "20200101000000Z");
  ASN1_TIME_set_string (X509_getm_notAfter (certificate), "99991231235959Z");
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC, (const unsigned char *) "device",
                              -1, -1, 0);
  X509_set_issuer_name (certificate, name);
  X509_set_pubkey (certificate, key);
  add_mud (certificate);
  g_assert (X509_sign (certificate, key, EVP_sha256 ()) > 0);

  return g_steal_pointer (&certificate);
}

static bool
make_file (const char *path, GError **error)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) certificate = make_certificate (key);
  g_autoptr (BIO) pem = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long length;

  PEM_write_bio_PrivateKey (pem, key, NULL, NULL, 0, NULL, NULL);
  PEM_write_bio_X509 (pem, certificate);
  length = BIO_get_mem_data (pem, &text);

  return g_file_set_contents_full (
      path, text, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0600, error);
}

VdKey *
vd_key_open (const char *path, GError **error)
{
  g_autoptr (VdKey) self = g_new0 (VdKey, 1);
  g_autoptr (GBytes) spki = NULL;
  g_autoptr (BIO) pem = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !make_file (path, error))
    return NULL;
  self->certificate = g_tls_certificate_new_from_file (path, error);
  if (self->certificate == NULL)
    return NULL;
  pem = BIO_new_file (path, "r");
  self->key = pem != NULL ? PEM_read_bio_PrivateKey (pem, NULL, NULL, NULL) : NULL;
  if (self->key == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s holds no key", path);
      return NULL;
    }
  spki = vd_key_dup_spki (self);
  EVP_Digest (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), self->pin, NULL,
              EVP_sha256 (), NULL);

  return g_steal_pointer (&self);
}

void
vd_key_free (VdKey *self)
{
  EVP_PKEY_free (self->key);
  g_clear_object (&self->certificate);
  g_free (self);
}

GTlsCertificate *
vd_key_get_certificate (VdKey *self)
{
  return self->certificate;
}

const uint8_t *
vd_key_get_pin (VdKey *self)
{
  return self->pin;
}

GBytes *
vd_key_dup_spki (VdKey *self)
{
  unsigned char *der = NULL;
  int length = i2d_PUBKEY (self->key, &der);
  GBytes *spki;

  g_assert (length > 0);
  spki = g_bytes_new (der, length);
  OPENSSL_free (der);

  return spki;
}

/* ECDSA with SHA-256, in DER. */
GBytes *
vd_key_sign (VdKey *self, GBytes *message)
{
  g_autoptr (EVP_MD_CTX) ctx = EVP_MD_CTX_new ();
  uint8_t signature[80];
  size_t length = sizeof signature;

  g_assert (EVP_DigestSignInit (ctx, NULL, EVP_sha256 (), NULL, self->key) == 1);
  g_assert (EVP_DigestSign (ctx, signature, &length, g_bytes_get_data (message, NULL),
                            g_bytes_get_size (message))
            == 1);

  return g_bytes_new (signature, length);
}

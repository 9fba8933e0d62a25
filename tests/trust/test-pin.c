/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-kdf.h"
#include "trust/ds-pin.h"

#include "ds-hex.h"
#include "ds-test.h"
#include "ds-tls-server.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* RFC 8410, section 10.1: an Ed25519 public key */
#define RFC8410_KEY "302a300506032b6570032100" \
                    "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"

static GBytes *
key_of (EVP_PKEY *key)
{
  uint8_t *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  GBytes *bytes = g_bytes_new (der, (size_t) length);

  OPENSSL_free (der);
  return bytes;
}

static bool
pin_key (GBytes *key,
         DsPin *pin,
         GError **error)
{
  return ds_pin_from_key (g_bytes_get_data (key, NULL), g_bytes_get_size (key), pin, error);
}

static void
test_key_in_certificate (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (authority);
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GError) error = NULL;
  DsPin pin, again, another;
  uint8_t expected[DS_PIN_SIZE];

  g_assert_true (ds_pin_from_certificate (certificate, &pin, &key, &error));
  g_assert_true (ds_sha256 (g_bytes_get_data (key, NULL), g_bytes_get_size (key), expected));
  g_assert_cmpmem (pin.bytes, sizeof pin.bytes, expected, sizeof expected);
  g_assert_true (pin_key (key, &again, &error));
  g_assert_true (ds_pin_equal (&pin, &again));

  g_assert_true (ds_pin_from_certificate (other, &another, NULL, &error));
  g_assert_false (ds_pin_equal (&pin, &another));
  another = pin;
  another.bytes[DS_PIN_SIZE - 1] ^= 1;
  g_assert_false (ds_pin_equal (&pin, &another));
}

static void
test_ed25519_key (void)
{
  g_autoptr (GByteArray) key = ds_hex (RFC8410_KEY);
  g_autoptr (GError) error = NULL;
  DsPin pin;
  uint8_t expected[DS_PIN_SIZE];

  g_assert_true (ds_pin_from_key (key->data, key->len, &pin, &error));
  g_assert_true (ds_sha256 (key->data, key->len, expected));
  g_assert_cmpmem (pin.bytes, sizeof pin.bytes, expected, sizeof expected);
}

static void
assert_no_key (const uint8_t *data,
               size_t length)
{
  g_autoptr (GError) error = NULL;
  DsPin pin;

  g_assert_false (ds_pin_from_key (data, length, &pin, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_not_a_key (void)
{
  g_autoptr (GByteArray) key = ds_hex (RFC8410_KEY);
  g_autofree uint8_t *large = g_malloc0 (100000);

  for (unsigned int length = 0; length < key->len; length++)
    assert_no_key (key->data, length);
  g_byte_array_append (key, (const uint8_t *) "", 1);
  assert_no_key (key->data, key->len);
  assert_no_key (large, 100000);
}

static void
test_weak_key (void)
{
  g_autoptr (EVP_PKEY) rsa_1024 = EVP_RSA_gen (1024);
  g_autoptr (EVP_PKEY) rsa_2048 = EVP_RSA_gen (2048);
  g_autoptr (GBytes) weak = key_of (rsa_1024);
  g_autoptr (GBytes) strong = key_of (rsa_2048);
  g_autoptr (GError) error = NULL;
  DsPin pin;

  assert_no_key (g_bytes_get_data (weak, NULL), g_bytes_get_size (weak));
  g_assert_true (pin_key (strong, &pin, &error));
}

static void
assert_no_certificate (const uint8_t *data,
                       size_t length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_pin_get_key (data, length, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_not_a_certificate (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GBytes) key = NULL;
  g_autofree uint8_t *large = g_malloc0 (100000);
  unsigned int whole;

  g_object_get (certificate, "certificate", &der, NULL);
  whole = der->len;
  for (unsigned int length = 0; length < whole; length += 7)
    assert_no_certificate (der->data, length);

  g_byte_array_append (der, (const uint8_t *) "", 1);
  assert_no_certificate (der->data, der->len);
  key = ds_pin_get_key (der->data, whole, NULL);
  g_assert_nonnull (key);
  memcpy (large, der->data, whole);
  assert_no_certificate (large, 100000);
}

static void
test_text (void)
{
  static const char *const wrong[] = {
    "",
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",    /* cut */
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",  /* padded */
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",   /* spare bits */
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh ",
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH+8",   /* not the URL alphabet */
  };
  DsPin pin, again;
  g_autofree char *text = NULL;
  g_autofree char *ones = NULL;

  for (uint8_t i = 0; i < DS_PIN_SIZE; i++)
    pin.bytes[i] = i;
  text = ds_pin_to_text (&pin);
  g_assert_cmpstr (text, ==, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  g_assert_true (ds_pin_from_text (text, &again));
  g_assert_true (ds_pin_equal (&pin, &again));

  memset (pin.bytes, 0xff, sizeof pin.bytes);
  ones = ds_pin_to_text (&pin);
  g_assert_cmpstr (ones, ==, "__________________________________________8");
  g_assert_true (ds_pin_from_text (ones, &again));
  g_assert_true (ds_pin_equal (&pin, &again));

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (ds_pin_from_text (wrong[i], &again));
}

static GBytes *
sign (EVP_PKEY *key,
      GBytes *message)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  size_t length = 256;
  g_autofree uint8_t *signature = g_malloc (length);
  const EVP_MD *md = EVP_PKEY_is_a (key, "ED25519") ? NULL : EVP_sha256 ();

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, md, NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, g_bytes_get_data (message, NULL),
                                   g_bytes_get_size (message)), ==, 1);
  EVP_MD_CTX_free (context);
  return g_bytes_new (signature, length);
}

/* A key that is to come, announced by the one that is there. */
static void
test_signature (void)
{
  EVP_PKEY *keys[] = { EVP_EC_gen ("P-256"), EVP_PKEY_Q_keygen (NULL, NULL, "ED25519") };
  g_autoptr (GBytes) message = g_bytes_new_static ("the next key", 12);
  g_autoptr (GBytes) changed = g_bytes_new_static ("the next kez", 12);

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GBytes) key = key_of (keys[i]);
      g_autoptr (GBytes) other = key_of (keys[1 - i]);
      g_autoptr (GBytes) signature = sign (keys[i], message);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (signature, 0,
                                                       g_bytes_get_size (signature) - 1);
      g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

      g_assert_true (ds_pin_verify (key, message, signature));
      g_assert_false (ds_pin_verify (key, changed, signature));
      g_assert_false (ds_pin_verify (other, message, signature));
      g_assert_false (ds_pin_verify (key, message, cut));
      g_assert_false (ds_pin_verify (key, message, empty));
      g_assert_false (ds_pin_verify (empty, message, signature));
    }
  EVP_PKEY_free (keys[0]);
  EVP_PKEY_free (keys[1]);
}

static void
test_signature_by_another_curve (void)
{
  g_autoptr (EVP_PKEY) pair = EVP_EC_gen ("P-384");
  g_autoptr (GBytes) key = key_of (pair);
  g_autoptr (GBytes) message = g_bytes_new_static ("the next key", 12);
  g_autoptr (GBytes) signature = sign (pair, message);

  g_assert_false (ds_pin_verify (key, message, signature));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/pin/key-in-certificate", test_key_in_certificate);
  g_test_add_func ("/pin/ed25519-key", test_ed25519_key);
  g_test_add_func ("/pin/not-a-key", test_not_a_key);
  g_test_add_func ("/pin/weak-key", test_weak_key);
  g_test_add_func ("/pin/not-a-certificate", test_not_a_certificate);
  g_test_add_func ("/pin/text", test_text);
  g_test_add_func ("/pin/signature", test_signature);
  g_test_add_func ("/pin/signature-by-another-curve", test_signature_by_another_curve);
  return g_test_run ();
}

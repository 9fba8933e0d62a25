/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-cms"

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-cms.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

#define CONTENT "{\"ietf-mud:mud\": {}}\r\n"

typedef struct
{
  GTlsCertificate *authority;
  GTlsCertificate *signer;
  char *anchors;
  GBytes *content;
} Fixture;

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->authority);
  g_clear_object (&self->signer);
  g_clear_pointer (&self->anchors, g_free);
  g_clear_pointer (&self->content, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
fixture_init (Fixture *self)
{
  self->authority = ds_tls_certificate_new (NULL);
  self->signer = ds_tls_certificate_new (self->authority);
  self->content = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_object_get (self->authority, "certificate-pem", &self->anchors, NULL);
}

static X509 *
read_certificate (GTlsCertificate *certificate,
                  EVP_PKEY **key)
{
  g_autofree char *certificate_text = NULL;
  g_autofree char *key_text = NULL;
  g_autoptr (BIO) first = NULL;
  g_autoptr (BIO) second = NULL;

  g_object_get (certificate, "certificate-pem", &certificate_text, "private-key-pem", &key_text,
                NULL);
  first = BIO_new_mem_buf (certificate_text, -1);
  second = BIO_new_mem_buf (key_text, -1);
  *key = PEM_read_bio_PrivateKey (second, NULL, NULL, NULL);
  return PEM_read_bio_X509 (first, NULL, NULL, NULL);
}

/* The subject of @certificate, in DER. */
static GBytes *
dup_name (GTlsCertificate *certificate)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) x509 = read_certificate (certificate, &key);
  unsigned char *data = NULL;
  int length = i2d_X509_NAME (X509_get_subject_name (x509), &data);
  GBytes *bytes = g_bytes_new (data, (size_t) length);

  OPENSSL_free (data);
  return bytes;
}

static GBytes *
encode (CMS_ContentInfo *cms)
{
  unsigned char *data = NULL;
  int length = i2d_CMS_ContentInfo (cms, &data);
  GBytes *bytes;

  g_assert_cmpint (length, >, 0);
  bytes = g_bytes_new (data, (size_t) length);
  OPENSSL_free (data);
  return bytes;
}

/* How many times it is signed; @flags besides those of a detached signature. */
static GBytes *
sign_with (GBytes *content,
           X509 *certificate,
           EVP_PKEY *key,
           unsigned int times,
           unsigned int flags)
{
  g_autoptr (BIO) bio = NULL;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  size_t length;
  const void *data = g_bytes_get_data (content, &length);

  bio = BIO_new_mem_buf (data, (int) length);
  flags |= CMS_BINARY | CMS_PARTIAL;
  cms = CMS_sign (NULL, NULL, NULL, bio, flags);
  for (unsigned int i = 0; i < times; i++)
    g_assert_nonnull (CMS_add1_signer (cms, certificate, key, EVP_sha256 (), flags));
  if (times > 0)
    g_assert_cmpint (CMS_final (cms, bio, NULL, flags), ==, 1);
  return encode (cms);
}

static GBytes *
sign (GBytes *content,
      GTlsCertificate *signer,
      unsigned int times,
      unsigned int flags)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) certificate = read_certificate (signer, &key);

  return sign_with (content, certificate, key, times, flags);
}

static void
assert_refused (const Fixture *fixture,
                GBytes *content,
                GBytes *signature)
{
  g_autoptr (GError) error = NULL;
  char *signer = NULL;

  g_assert_false (ds_cms_verify (content, signature, fixture->anchors, NULL, &signer, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_DOCUMENT_UNSIGNED);
  g_assert_null (signer);
}

static void
test_a_good_signature_names_who_signed (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *signer = NULL;

  fixture_init (&f);
  signature = sign (f.content, f.signer, 1, CMS_DETACHED);
  g_assert_true (ds_cms_verify (f.content, signature, f.anchors, NULL, &signer, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (signer, "CN=test "));
}

static void
test_one_changed_byte_is_noticed (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) other = g_bytes_new_static ("{\"ietf-mud:mud\": {}}\n", 21);

  fixture_init (&f);
  signature = sign (f.content, f.signer, 1, CMS_DETACHED);
  assert_refused (&f, other, signature);
}

static void
test_a_stranger_may_not_sign (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) stranger = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) friend = ds_tls_certificate_new (stranger);
  g_autoptr (GBytes) by_stranger = NULL;
  g_autoptr (GBytes) by_friend = NULL;

  fixture_init (&f);
  by_stranger = sign (f.content, stranger, 1, CMS_DETACHED);
  by_friend = sign (f.content, friend, 1, CMS_DETACHED);
  assert_refused (&f, f.content, by_stranger);
  assert_refused (&f, f.content, by_friend);
}

static void
test_nobody_or_a_crowd_may_not_sign (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) by_nobody = NULL;
  g_autoptr (GBytes) by_two = NULL;

  fixture_init (&f);
  by_nobody = sign (f.content, f.signer, 0, CMS_DETACHED);
  by_two = sign (f.content, f.signer, 2, CMS_DETACHED);
  assert_refused (&f, f.content, by_nobody);
  assert_refused (&f, f.content, by_two);
}

/* It would be good for what it holds, which is not what was fetched. */
static void
test_a_signature_with_a_content_of_its_own_is_refused (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) signature = NULL;

  fixture_init (&f);
  signature = sign (f.content, f.signer, 1, 0);
  assert_refused (&f, f.content, signature);
}

static void
test_cut_and_stuffed_signatures_are_refused (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) stuffed = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  fixture_init (&f);
  signature = sign (f.content, f.signer, 1, CMS_DETACHED);
  for (size_t i = 1; i < g_bytes_get_size (signature); i += 7)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (signature, 0, i);

      assert_refused (&f, f.content, part);
    }

  g_byte_array_append (array, g_bytes_get_data (signature, NULL),
                       (unsigned int) g_bytes_get_size (signature));
  g_byte_array_append (array, (const uint8_t *) "x", 1);
  stuffed = g_bytes_new (array->data, array->len);
  assert_refused (&f, f.content, stuffed);
  assert_refused (&f, f.content, empty);
  assert_refused (&f, empty, signature);
}

static void
test_without_anchors_nobody_is_trusted (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) signature = NULL;

  fixture_init (&f);
  signature = sign (f.content, f.signer, 1, CMS_DETACHED);
  g_set_str (&f.anchors, "no certificate");
  assert_refused (&f, f.content, signature);
  g_clear_pointer (&f.anchors, g_free); /* the system's do not know it either */
  assert_refused (&f, f.content, signature);
}

/* A certificate of the authority for @usage, or that does not say for what. */
static GBytes *
sign_for (const Fixture *f,
          const char *usage)
{
  g_autoptr (EVP_PKEY) authority_key = NULL;
  g_autoptr (X509) authority = read_certificate (f->authority, &authority_key);
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) certificate = read_certificate (f->signer, &key);

  X509_EXTENSION_free (X509_delete_ext (certificate,
                                        X509_get_ext_by_NID (certificate, NID_key_usage, -1)));
  if (usage != NULL)
    {
      X509_EXTENSION *extension = X509V3_EXT_conf (NULL, NULL, "keyUsage", usage);

      X509_add_ext (certificate, extension, -1);
      X509_EXTENSION_free (extension);
    }
  g_assert_cmpint (X509_sign (certificate, authority_key, EVP_sha256 ()), >, 0);
  return sign_with (f->content, certificate, key, 1, CMS_DETACHED);
}

static void
test_only_who_is_there_for_signatures_may_sign (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) unsaid = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&f);
  good = sign_for (&f, "digitalSignature,keyEncipherment");
  unsaid = sign_for (&f, NULL);
  other = sign_for (&f, "keyEncipherment");
  g_assert_true (ds_cms_verify (f.content, good, f.anchors, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_refused (&f, f.content, unsaid);
  assert_refused (&f, f.content, other);
}

static void
assert_other_signer (const Fixture *fixture,
                     GBytes *signature,
                     GBytes *wanted,
                     DsError code)
{
  g_autoptr (GError) error = NULL;
  char *signer = NULL;

  g_assert_false (ds_cms_verify (fixture->content, signature, fixture->anchors, wanted, &signer,
                                 &error));
  g_assert_error (error, DS_ERROR, (int) code);
  g_assert_null (signer);
}

static void
test_only_who_is_named_may_sign (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) colleague = NULL;
  g_autoptr (GTlsCertificate) stranger = ds_tls_certificate_new (NULL);
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) by_signer = NULL;
  g_autoptr (GBytes) by_colleague = NULL;
  g_autoptr (GBytes) by_stranger = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&f);
  colleague = ds_tls_certificate_new (f.authority);
  wanted = dup_name (f.signer);
  cut = g_bytes_new_from_bytes (wanted, 0, g_bytes_get_size (wanted) - 1);
  by_signer = sign (f.content, f.signer, 1, CMS_DETACHED);
  by_colleague = sign (f.content, colleague, 1, CMS_DETACHED);
  by_stranger = sign (f.content, stranger, 1, CMS_DETACHED);
  g_assert_true (ds_cms_verify (f.content, by_signer, f.anchors, wanted, NULL, &error));
  g_assert_no_error (error);
  assert_other_signer (&f, by_colleague, wanted, DS_ERROR_OTHER_SIGNER);
  assert_other_signer (&f, by_signer, cut, DS_ERROR_OTHER_SIGNER);
  assert_other_signer (&f, by_signer, empty, DS_ERROR_OTHER_SIGNER);
  /* Who is not trusted at all is refused as that. */
  assert_other_signer (&f, by_stranger, wanted, DS_ERROR_DOCUMENT_UNSIGNED);
}

/* RFC 5280, section 7.1: neither the encoding of a text nor its case makes a name
 * another one. */
static void
test_a_name_may_be_written_in_another_encoding (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) certificate = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *loud = NULL;
  X509_NAME *name = X509_NAME_new ();
  unsigned char *data = NULL;
  char text[64];
  int length;

  fixture_init (&f);
  certificate = read_certificate (f.signer, &key);
  X509_NAME_get_text_by_NID (X509_get_subject_name (certificate), NID_commonName, text,
                             sizeof text);
  loud = g_ascii_strup (text, -1);
  X509_NAME_add_entry_by_txt (name, "CN", V_ASN1_PRINTABLESTRING, (const unsigned char *) loud,
                              -1, -1, 0);
  length = i2d_X509_NAME (name, &data);
  wanted = g_bytes_new (data, (size_t) length);
  OPENSSL_free (data);
  X509_NAME_free (name);
  signature = sign (f.content, f.signer, 1, CMS_DETACHED);
  g_assert_true (ds_cms_verify (f.content, signature, f.anchors, wanted, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/cms/good", test_a_good_signature_names_who_signed);
  g_test_add_func ("/cms/changed", test_one_changed_byte_is_noticed);
  g_test_add_func ("/cms/stranger", test_a_stranger_may_not_sign);
  g_test_add_func ("/cms/nobody", test_nobody_or_a_crowd_may_not_sign);
  g_test_add_func ("/cms/attached", test_a_signature_with_a_content_of_its_own_is_refused);
  g_test_add_func ("/cms/cut", test_cut_and_stuffed_signatures_are_refused);
  g_test_add_func ("/cms/usage", test_only_who_is_there_for_signatures_may_sign);
  g_test_add_func ("/cms/named", test_only_who_is_named_may_sign);
  g_test_add_func ("/cms/encoding", test_a_name_may_be_written_in_another_encoding);
  g_test_add_func ("/cms/anchors", test_without_anchors_nobody_is_trusted);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-mud"

#include "config.h"

#include "core/ds-error.h"
#include "support/ds-mud.h"

#include "ds-test.h"

#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#define URL "https://lighting.example/lamp2000"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_IA5STRING, ASN1_IA5STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)

/* A description with @members after those that must be there. */
static DsMud *
parse_with (const char *members,
            GError **error)
{
  g_autofree char *text =
    g_strdup_printf ("{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", "
                     "\"last-update\": \"2026-01-28T11:20:51+01:00\", \"cache-validity\": 48%s}}",
                     members);
  g_autoptr (GBytes) document = g_bytes_new (text, strlen (text));

  return ds_mud_parse (document, URL, error);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GBytes) document = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMud) found = ds_mud_parse (document, URL, &error);

  g_assert_null (found);
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
}

static void
test_a_maker_still_looks_after_its_lamp (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMud) found =
    parse_with (", \"is-supported\": true, \"systeminfo\": \"The lamp\\u202e 2000\", "
                "\"mfg-name\": \"Lighting\", \"model-name\": \"2000\", "
                "\"documentation\": \"https://lighting.example/help\", "
                "\"mud-signature\": \"" URL ".p7s\", "
                "\"from-device-policy\": {\"access-lists\": {\"access-list\": [{\"name\": \"a\"}]}}, "
                "\"mudtx:transparency\": {\"vuln-contact-uri\": \"mailto:s@lighting.example\"}",
                &error);

  g_assert_no_error (error);
  g_assert_true (found->is_supported);
  g_assert_cmpint (found->last_update, ==, 1769595651);
  g_assert_cmpstr (found->title, ==, "The lamp 2000");
  g_assert_cmpstr (found->maker, ==, "Lighting");
  g_assert_cmpstr (found->model, ==, "2000");
  g_assert_cmpstr (found->documentation, ==, "https://lighting.example/help");
  g_assert_cmpstr (found->signature, ==, URL ".p7s");
  g_assert_cmpstr (found->contact, ==, "mailto:s@lighting.example");
}

static void
test_a_maker_no_longer_looks_after_it (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMud) found = parse_with (", \"is-supported\": false", &error);

  g_assert_no_error (error);
  g_assert_false (found->is_supported);
  g_assert_null (found->contact);
  g_assert_null (found->signature);
}

static void
test_links_that_nobody_should_open_are_left_out (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMud) found =
    parse_with (", \"is-supported\": true, \"documentation\": \"javascript:alert(1)\", "
                "\"mud-signature\": \"file:///etc/passwd\", "
                "\"transparency\": {\"vuln-contact-uri\": \"http://lighting.example/\"}", &error);

  g_assert_no_error (error);
  g_assert_null (found->documentation);
  g_assert_null (found->signature);
  g_assert_null (found->contact);
}

static void
test_broken_and_foreign_descriptions_are_refused (void)
{
  static const char * const broken[] = {
    "", "[]", "{}", "{\"ietf-mud:mud\": []}", "{\"ietf-mud:mud\": {}}",
    /* another version, another device, no update, no word on support */
    "{\"ietf-mud:mud\": {\"mud-version\": 2, \"mud-url\": \"" URL "\", "
    "\"last-update\": \"2026-01-28T11:20:51Z\", \"is-supported\": true}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"https://other.example/\", "
    "\"last-update\": \"2026-01-28T11:20:51Z\", \"is-supported\": true}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", \"is-supported\": true}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", "
    "\"last-update\": \"2026-01-28T11:20:51Z\"}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", "
    "\"last-update\": \"2026-02-30T11:20:51Z\", \"is-supported\": true}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", "
    "\"last-update\": \"2026-01-28T11:20:51Z\", \"is-supported\": \"yes\"}}",
    "{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" URL "\", "
    "\"last-update\": \"2026-01-28T11:20:51Z\", \"is-supported\": true, \"is-supported\": false}}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (broken); i++)
    assert_refused (broken[i]);
}

static void
test_a_label_leads_to_the_description (void)
{
  g_autofree char *url =
    ds_mud_url_from_text ("[)>\x1e" "06\x1d" "12N" "B000Lighting\x1f" "B0022000\x1f"
                          "M180" URL "?serial=1\x1f" "M06C00A0C91E6BF6\x1f\x1e\x04");

  g_assert_cmpstr (url, ==, URL);
}

static void
test_labels_without_an_address_lead_nowhere (void)
{
  static const char * const labels[] = {
    "", URL, "[)>", "[)>\x1e" "06\x1d" "12N", "[)>\x1e" "06\x1d" "12N" "M180",
    "[)>\x1e" "06\x1d" "12N" "B000M180" URL "\x1f\x1e\x04",
    "[)>\x1e" "06\x1d" "12N" "M180http://lighting.example/\x1f\x1e\x04",
    "[)>\x1e" "06\x1d" "12N" "M180javascript:alert(1)\x1f\x1e\x04",
    "[)>\x1e" "06\x1d" "12N" "M180?" URL "\x1f\x1e\x04",
    "[)>\x1e" "06\x1d" "12P" "M180" URL "\x1f\x1e\x04",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_null (ds_mud_url_from_text (labels[i]));
}

/* A certificate with @content as its extension @oid, or without one. */
static GBytes *
make_certificate_with (const char *oid,
                       const unsigned char *content,
                       int length)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) certificate = X509_new ();
  g_autoptr (ASN1_OBJECT) name = OBJ_txt2obj (oid, 1);
  g_autoptr (ASN1_OCTET_STRING) value = ASN1_OCTET_STRING_new ();
  g_autoptr (X509_EXTENSION) extension = NULL;
  unsigned char *der = NULL;
  GBytes *bytes;

  X509_gmtime_adj (X509_getm_notBefore (certificate), 0);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 3600);
  X509_set_version (certificate, X509_VERSION_3);
  X509_set_pubkey (certificate, key);
  ASN1_OCTET_STRING_set (value, content, length);
  extension = X509_EXTENSION_create_by_OBJ (NULL, name, 0, value);
  if (content != NULL)
    X509_add_ext (certificate, extension, -1);
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  length = i2d_X509 (certificate, &der);
  bytes = g_bytes_new (der, (size_t) length);
  OPENSSL_free (der);
  return bytes;
}

static GBytes *
make_certificate (const unsigned char *content,
                  int length)
{
  return make_certificate_with ("1.3.6.1.5.5.7.1.25", content, length);
}

static GBytes *
make_certificate_signed_by (const unsigned char *content,
                            int length)
{
  return make_certificate_with ("1.3.6.1.5.5.7.1.30", content, length);
}

static void
assert_signer (GBytes *certificate,
               const unsigned char *name,
               size_t length)
{
  g_autofree char *signer = ds_mud_signer_from_der (certificate);
  g_autofree unsigned char *data = NULL;
  size_t found;

  g_assert_nonnull (signer);
  data = g_base64_decode (signer, &found);
  g_assert_cmpmem (data, found, name, length);
}

/* Whatever stands there, someone must have signed: only no extension at all lets
 * anyone sign. */
static void
test_a_certificate_names_who_signs (void)
{
  /* A Name: CN=ok */
  static const unsigned char name[] = { 0x30, 0x0d, 0x31, 0x0b, 0x30, 0x09, 0x06, 0x03,
                                        0x55, 0x04, 0x03, 0x0c, 0x02, 'o', 'k' };
  static const unsigned char junk[] = { 0xff, 0x00 };
  static const unsigned char none[1] = { 0 };
  g_autofree unsigned char *large = g_malloc0 (5000);
  g_autoptr (GBytes) good = make_certificate_signed_by (name, sizeof name);
  g_autoptr (GBytes) broken = make_certificate_signed_by (junk, sizeof junk);
  g_autoptr (GBytes) empty = make_certificate_signed_by (none, 0);
  g_autoptr (GBytes) huge = make_certificate_signed_by (large, 5000);
  g_autoptr (GBytes) without = make_certificate (name, sizeof name);

  assert_signer (good, name, sizeof name);
  assert_signer (broken, junk, sizeof junk);
  assert_signer (empty, none, 1);
  assert_signer (huge, large, 1024);
  g_assert_null (ds_mud_signer_from_der (without));
  g_assert_null (ds_mud_signer_from_der (NULL));
}

static void
test_a_certificate_leads_to_the_description (void)
{
  g_autoptr (ASN1_IA5STRING) text = ASN1_IA5STRING_new ();
  unsigned char *content = NULL;
  g_autoptr (GBytes) certificate = NULL;
  g_autofree char *url = NULL;
  int length;

  ASN1_STRING_set (text, URL, -1);
  length = i2d_ASN1_IA5STRING (text, &content);
  certificate = make_certificate (content, length);
  OPENSSL_free (content);
  url = ds_mud_url_from_der (certificate);
  g_assert_cmpstr (url, ==, URL);
}

static void
test_broken_certificates_lead_nowhere (void)
{
  static const unsigned char cut[] = { 0x16, 0x40, 'h' };
  static const unsigned char with_nul[] = { 0x16, 0x04, 'h', 't', 0, 'p' };
  static const unsigned char number[] = { 0x02, 0x01, 0x01 };
  g_autoptr (GBytes) none = make_certificate (NULL, 0);
  g_autoptr (GBytes) first = make_certificate (cut, sizeof cut);
  g_autoptr (GBytes) second = make_certificate (with_nul, sizeof with_nul);
  g_autoptr (GBytes) third = make_certificate (number, sizeof number);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (none, 0, 100);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  GBytes *all[] = { none, first, second, third, half, empty };

  for (unsigned int i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_null (ds_mud_url_from_der (all[i]));
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/mud/looked-after", test_a_maker_still_looks_after_its_lamp);
  g_test_add_func ("/mud/no-longer", test_a_maker_no_longer_looks_after_it);
  g_test_add_func ("/mud/links", test_links_that_nobody_should_open_are_left_out);
  g_test_add_func ("/mud/broken", test_broken_and_foreign_descriptions_are_refused);
  g_test_add_func ("/mud/label", test_a_label_leads_to_the_description);
  g_test_add_func ("/mud/label-without", test_labels_without_an_address_lead_nowhere);
  g_test_add_func ("/mud/certificate", test_a_certificate_leads_to_the_description);
  g_test_add_func ("/mud/certificate-signer", test_a_certificate_names_who_signs);
  g_test_add_func ("/mud/certificate-broken", test_broken_certificates_lead_nowhere);

  return g_test_run ();
}

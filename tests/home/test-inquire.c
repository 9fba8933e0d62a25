/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-inquire"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "home/ds-inquire.h"

#include "ds-internet.h"
#include "ds-test.h"
#include "ds-tls-server.h"

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

#define NAMES  "DNS:example.com,DNS:www.example.com,DNS:example.org,DNS:on.dcl.csa-iot.org,DNS:endoflife.date"
#define LEDGER "https://on.dcl.csa-iot.org/dcl"
#define MUD    "https://example.com/lamp"

static DsAnswer *
ask (DsInternet *internet,
     const DsInquiryFacts *facts,
     const char *anchors,
     GError **error)
{
  g_autoptr (GPtrArray) inquiries = ds_inquiries_new (facts);

  g_assert_cmpuint (inquiries->len, ==, 1);
  return dex_await_boxed (ds_inquire (ds_internet_get_client (internet),
                                      g_ptr_array_index (inquiries, 0), anchors,
                                      ds_date_new (2026, 11, 22)), error);
}

static void
assert_refused (DsInternet *internet,
                const DsInquiryFacts *facts,
                const char *anchors,
                DsError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = ask (internet, facts, anchors, &error);

  g_assert_null (answer);
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_a_website_names_its_contacts (void)
{
  const DsInquiryFacts facts = { .website = "https://example.com/products" };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  assert_refused (internet, &facts, NULL, DS_ERROR_WEBSITE_WITHOUT);

  ds_internet_put_text (internet, "https://example.com/.well-known/security.txt",
                        "Contact: mailto:security@example.com\nExpires: 2999-01-01T00:00:00Z\n");
  answer = ask (internet, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->contacts[0], ==, "mailto:security@example.com");
  g_assert_cmpstr (answer->source.publisher, ==, "example.com");
  g_assert_cmpint (answer->source.reach, ==, DS_REACH_DIRECT);

  ds_internet_put_text (internet, "https://example.com/.well-known/security.txt",
                        "Contact: mailto:security@example.com\nExpires: 2020-01-01T00:00:00Z\n");
  assert_refused (internet, &facts, NULL, DS_ERROR_DOCUMENT_EXPIRED);
}

/* Most websites lead from one of their names to another, and name the last one. */
static void
test_a_website_may_lead_to_another_of_its_names (void)
{
  const DsInquiryFacts facts = { .website = "https://example.com/" };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  ds_internet_redirect (internet, "https://example.com/.well-known/security.txt",
                        "https://www.example.com/.well-known/security.txt");
  ds_internet_put_text (internet, "https://www.example.com/.well-known/security.txt",
                        "Contact: mailto:security@example.com\nExpires: 2999-01-01T00:00:00Z\n"
                        "Canonical: https://www.example.com/.well-known/security.txt\n");
  answer = ask (internet, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->contacts[0], ==, "mailto:security@example.com");

  ds_internet_put_text (internet, "https://www.example.com/.well-known/security.txt",
                        "Contact: mailto:security@example.com\nExpires: 2999-01-01T00:00:00Z\n"
                        "Canonical: https://example.org/.well-known/security.txt\n");
  assert_refused (internet, &facts, NULL, DS_ERROR_WEBSITE_UNCLEAR);
  ds_internet_redirect (internet, "https://example.com/.well-known/security.txt",
                        "https://example.org/.well-known/security.txt");
  assert_refused (internet, &facts, NULL, DS_ERROR_WEBSITE_ELSEWHERE);
}

static void
test_the_ledger_names_the_newest_version_that_counts (void)
{
  const DsInquiryFacts facts = { .matter_vendor = 4107, .matter_product = 2 };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  ds_internet_put_text (internet, LEDGER "/model/models/4107/2",
                        "{\"model\": {\"vid\": 4107, \"pid\": 2, "
                        "\"supportUrl\": \"https://example.com/help\"}}");
  ds_internet_put_text (internet, LEDGER "/vendorinfo/vendors/4107",
                        "{\"vendorInfo\": {\"vendorID\": 4107, "
                        "\"vendorLandingPageURL\": \"https://example.com/\"}}");
  answer = ask (internet, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (answer->newest_version); /* the ledger has no version of it */
  g_assert_cmpstr (answer->website, ==, "https://example.com/");
  g_assert_null (answer->claim); /* the ledger knows no date */
  g_clear_pointer (&answer, ds_answer_free);

  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2",
                        "{\"modelVersions\": {\"softwareVersions\": [3, 17, 16]}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2/17",
                        "{\"modelVersion\": {\"softwareVersion\": 17, "
                        "\"softwareVersionString\": \"1.7\", \"softwareVersionValid\": false}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2/16",
                        "{\"modelVersion\": {\"softwareVersion\": 16, "
                        "\"softwareVersionString\": \"1.6\", \"softwareVersionValid\": true, "
                        "\"releaseNotesUrl\": \"https://example.com/16\"}}");
  answer = ask (internet, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->newest_version, ==, "1.6");
  g_assert_cmpstr (answer->notes, ==, "https://example.com/16");
  g_assert_cmpstr (answer->help, ==, "https://example.com/help");
}

/* A detached signature by @signer in DER. */
static GBytes *
sign (const char *text,
      GTlsCertificate *signer)
{
  g_autofree char *certificate_text = NULL;
  g_autofree char *key_text = NULL;
  g_autoptr (BIO) certificate_bio = NULL;
  g_autoptr (BIO) key_bio = NULL;
  g_autoptr (BIO) content = BIO_new_mem_buf (text, -1);
  g_autoptr (X509) certificate = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  unsigned char *data = NULL;
  GBytes *bytes;
  int length;

  g_object_get (signer, "certificate-pem", &certificate_text, "private-key-pem", &key_text, NULL);
  certificate_bio = BIO_new_mem_buf (certificate_text, -1);
  key_bio = BIO_new_mem_buf (key_text, -1);
  certificate = PEM_read_bio_X509 (certificate_bio, NULL, NULL, NULL);
  key = PEM_read_bio_PrivateKey (key_bio, NULL, NULL, NULL);
  cms = CMS_sign (certificate, key, NULL, content, CMS_BINARY | CMS_DETACHED);
  length = i2d_CMS_ContentInfo (cms, &data);
  bytes = g_bytes_new (data, (size_t) length);
  OPENSSL_free (data);
  return bytes;
}

/* A description, signed by @signer, at the website. */
static void
publish_mud (DsInternet *internet,
             const char *members,
             GTlsCertificate *signer)
{
  g_autofree char *text =
    g_strdup_printf ("{\"ietf-mud:mud\": {\"mud-version\": 1, \"mud-url\": \"" MUD "\", "
                     "\"last-update\": \"2026-01-28T11:20:51Z\", %s}}", members);
  g_autoptr (GBytes) signature = sign (text, signer);

  ds_internet_put_text (internet, MUD, text);
  ds_internet_put (internet, MUD ".p7s", signature);
}

static void
test_a_signed_description_says_that_it_is_over (void)
{
  const DsInquiryFacts facts = { .mud_url = MUD };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) signer = ds_tls_certificate_new (authority);
  g_autofree char *anchors = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) again = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  g_object_get (authority, "certificate-pem", &anchors, NULL);
  publish_mud (internet, "\"is-supported\": true, \"mud-signature\": \"" MUD ".p7s\"", signer);
  answer = ask (internet, &facts, anchors, &error);
  g_assert_no_error (error);
  g_assert_null (answer->claim); /* no date is no promise */
  g_assert_nonnull (answer->signer);
  g_clear_pointer (&answer, ds_answer_free);

  publish_mud (internet, "\"is-supported\": false, \"mud-signature\": \"" MUD ".p7s\"", signer);
  answer = ask (internet, &facts, anchors, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->claim->rule, ==, DS_SUPPORT_ENDED);
  g_assert_cmpint (answer->claim->source.kind, ==, DS_SOURCE_MUD);

  /* The day on which the maker said so is kept with it. */
  kept = ds_answer_to_json (answer);
  again = ds_answer_new (DS_SOURCE_MUD, "example.com", MUD, ds_date_new (2026, 11, 22));
  g_assert_true (ds_answer_read_json (again, kept, &error));
  g_assert_cmpint (ds_date_compare (again->claim->source.stated_on, ds_date_new (2026, 1, 28)),
                   ==, 0);
  g_assert_true (ds_answer_equal (again, answer) && ds_support_claim_equal (again->claim,
                                                                           answer->claim));
}

static void
test_a_description_with_a_wrong_signature_is_not_used (void)
{
  const DsInquiryFacts facts = { .mud_url = MUD };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) stranger = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) signer = ds_tls_certificate_new (authority);
  g_autoptr (GBytes) other = sign ("something else", signer);
  g_autofree char *anchors = NULL;

  g_object_get (authority, "certificate-pem", &anchors, NULL);
  publish_mud (internet, "\"is-supported\": false", signer);
  assert_refused (internet, &facts, anchors, DS_ERROR_DOCUMENT_UNSIGNED);

  publish_mud (internet, "\"is-supported\": false, \"mud-signature\": \"" MUD ".p7s\"", stranger);
  assert_refused (internet, &facts, anchors, DS_ERROR_DOCUMENT_UNSIGNED);

  publish_mud (internet, "\"is-supported\": false, \"mud-signature\": \"" MUD ".p7s\"", signer);
  ds_internet_put (internet, MUD ".p7s", other);
  assert_refused (internet, &facts, anchors, DS_ERROR_DOCUMENT_UNSIGNED);
}

/* What the device's certificate would say (RFC 8520, section 11). */
static char *
dup_name (GTlsCertificate *certificate)
{
  g_autofree char *text = NULL;
  g_autoptr (BIO) bio = NULL;
  g_autoptr (X509) x509 = NULL;
  unsigned char *data = NULL;
  char *name;
  int length;

  g_object_get (certificate, "certificate-pem", &text, NULL);
  bio = BIO_new_mem_buf (text, -1);
  x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL);
  length = i2d_X509_NAME (X509_get_subject_name (x509), &data);
  name = g_base64_encode (data, (size_t) length);
  OPENSSL_free (data);
  return name;
}

static void
test_a_description_is_signed_by_who_the_device_names (void)
{
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) signer = ds_tls_certificate_new (authority);
  g_autoptr (GTlsCertificate) colleague = ds_tls_certificate_new (authority);
  g_autofree char *name = dup_name (signer);
  const DsInquiryFacts facts = { .mud_url = MUD, .mud_signer = name };
  const DsInquiryFacts broken = { .mud_url = MUD, .mud_signer = "AA==" };
  g_autofree char *anchors = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  g_object_get (authority, "certificate-pem", &anchors, NULL);
  publish_mud (internet, "\"is-supported\": false, \"mud-signature\": \"" MUD ".p7s\"", signer);
  answer = ask (internet, &facts, anchors, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->claim->rule, ==, DS_SUPPORT_ENDED);
  assert_refused (internet, &broken, anchors, DS_ERROR_OTHER_SIGNER);

  publish_mud (internet, "\"is-supported\": false, \"mud-signature\": \"" MUD ".p7s\"", colleague);
  assert_refused (internet, &facts, anchors, DS_ERROR_OTHER_SIGNER);
}

/* The person said yes to one website: what it says sends nobody to another. */
static void
test_a_signature_elsewhere_is_not_fetched (void)
{
  const DsInquiryFacts facts = { .mud_url = MUD };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GTlsCertificate) signer = ds_tls_certificate_new (NULL);
  g_autofree char *anchors = NULL;

  g_object_get (signer, "certificate-pem", &anchors, NULL);
  publish_mud (internet,
               "\"is-supported\": false, \"mud-signature\": \"https://example.org/lamp.p7s\"",
               signer);
  assert_refused (internet, &facts, anchors, DS_ERROR_WEBSITE_ELSEWHERE);
  g_assert_cmpuint (ds_internet_count_visits (internet), ==, 1);
}

static void
test_volunteers_know_a_day (void)
{
  const DsInquiryFacts facts = { .endoflife_product = "chromecast", .endoflife_release = "3" };
  const DsInquiryFacts unknown = { .endoflife_product = "chromecast", .endoflife_release = "9" };
  g_autoptr (DsInternet) internet = ds_internet_new (NAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAnswer) answer = NULL;

  ds_internet_put_text (internet, "https://endoflife.date/api/v1/products/chromecast",
                        "{\"result\": {\"name\": \"chromecast\", \"releases\": "
                        "[{\"name\": \"3\", \"isEol\": false, \"eolFrom\": \"2029-02-28\"}]}}");
  answer = ask (internet, &facts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->claim->rule, ==, DS_SUPPORT_UNTIL);
  g_assert_cmpint (answer->source.reach, ==, DS_REACH_SECOND_HAND);
  assert_refused (internet, &unknown, NULL, DS_ERROR_WEBSITE_WITHOUT);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/inquire/contacts", test_a_website_names_its_contacts);
  ds_test_add_fiber ("/inquire/redirect", test_a_website_may_lead_to_another_of_its_names);
  ds_test_add_fiber ("/inquire/ledger", test_the_ledger_names_the_newest_version_that_counts);
  ds_test_add_fiber ("/inquire/mud", test_a_signed_description_says_that_it_is_over);
  ds_test_add_fiber ("/inquire/mud-unsigned", test_a_description_with_a_wrong_signature_is_not_used);
  ds_test_add_fiber ("/inquire/mud-signer", test_a_description_is_signed_by_who_the_device_names);
  ds_test_add_fiber ("/inquire/mud-elsewhere", test_a_signature_elsewhere_is_not_fetched);
  ds_test_add_fiber ("/inquire/endoflife", test_volunteers_know_a_day);

  return g_test_run ();
}

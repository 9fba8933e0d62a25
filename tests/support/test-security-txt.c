/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-security-txt"

#include "config.h"

#include "core/ds-error.h"
#include "support/ds-security-txt.h"

#include "ds-test.h"

#include <string.h>

#define URL "https://maker.example/.well-known/security.txt"
/* 2026-11-22T00:00:00Z */
#define NOW INT64_C (1795305600)

static DsSecurityTxt *
parse (const char *text,
       GError **error)
{
  g_autoptr (GBytes) document = g_bytes_new (text, strlen (text));

  return ds_security_txt_parse (document, (const char * const[]) { URL, NULL }, NOW, error);
}

static void
assert_refused (const char *text,
                DsError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecurityTxt) found = parse (text, &error);

  g_assert_null (found);
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_a_maker_names_contacts_in_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecurityTxt) found =
    parse ("# Our security address\r\n"
           "Contact: mailto:security@maker.example\r\n"
           "contact: https://maker.example/report\r\n"
           "Contact: tel:+1-201-555-0123\r\n"
           "Expires: 2027-01-01T00:00:00Z\r\n"
           "Preferred-Languages: en, de\r\n"
           "Policy: https://maker.example/policy\r\n"
           "Policy: https://maker.example/another\r\n"
           "Canonical: " URL "\r\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found->contacts), ==, 3);
  g_assert_cmpstr (found->contacts[0], ==, "mailto:security@maker.example");
  g_assert_cmpstr (found->contacts[2], ==, "tel:+1-201-555-0123");
  g_assert_cmpstr (found->policy, ==, "https://maker.example/policy");
  g_assert_cmpint (found->expires_at, ==, 1798761600);
}

static void
test_a_signed_one_is_read_without_its_signature (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecurityTxt) found =
    parse ("-----BEGIN PGP SIGNED MESSAGE-----\n"
           "Hash: SHA512\n"
           "\n"
           "- # dashes are escaped\n"
           "Contact: mailto:security@maker.example\n"
           "Expires: 2027-01-01T00:00:00+01:00\n"
           "-----BEGIN PGP SIGNATURE-----\n"
           "Contact: mailto:attacker@evil.example\n"
           "-----END PGP SIGNATURE-----\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found->contacts), ==, 1);
  g_assert_cmpint (found->expires_at, ==, 1798761600 - 3600);
}

static void
test_one_that_has_expired_is_not_used (void)
{
  assert_refused ("Contact: mailto:a@maker.example\nExpires: 2026-11-22T00:00:00Z\n",
                  DS_ERROR_DOCUMENT_EXPIRED);
  assert_refused ("Contact: mailto:a@maker.example\nExpires: 2019-01-01T00:00:00Z\n",
                  DS_ERROR_DOCUMENT_EXPIRED);
}

static void
test_broken_ones_are_refused (void)
{
  static const char * const broken[] = {
    "",
    "Contact: mailto:a@maker.example\n",                                   /* no end */
    "Expires: 2027-01-01T00:00:00Z\n",                                     /* nobody */
    "Contact: mailto:a@maker.example\nExpires: next year\n",
    "Contact: mailto:a@maker.example\nExpires: 2027-02-30T00:00:00Z\n",    /* no such day */
    "Contact: mailto:a@maker.example\nExpires: 2027-01-01T00:00:00Z\n"
    "Expires: 2028-01-01T00:00:00Z\n",                                     /* twice */
    "Contact: mailto:a@maker.example\nExpires: 2027-01-01T00:00:00Z\n<html>\n",
    "Contact: mailto:a@maker.example\nExpires: 2027-01-01T00:00:00Z\n"
    "Canonical: https://other.example/security.txt\n",                     /* another's */
    "-----BEGIN PGP SIGNED MESSAGE-----\n\n"
    "Contact: mailto:a@maker.example\nExpires: 2027-01-01T00:00:00Z\n",    /* cut off */
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "\xff\xfe",
    "#\xff\xfe\nContact: mailto:a@maker.example\nExpires: 2027-01-01T00:00:00Z\n",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (broken); i++)
    assert_refused (broken[i], DS_ERROR_WEBSITE_UNCLEAR);
}

static void
test_links_that_nobody_should_open_are_left_out (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecurityTxt) found =
    parse ("Contact: javascript:alert(1)\n"
           "Contact: http://maker.example/\n"
           "Contact: file:///etc/passwd\n"
           "Contact: mailto:a@maker.example b@maker.example\n"
           "Contact: mailto:a@maker.example\n"
           "Policy: file:///etc/passwd\n"
           "Expires: 2027-01-01T00:00:00Z\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found->contacts), ==, 1);
  g_assert_null (found->policy);

  assert_refused ("Contact: javascript:alert(1)\nExpires: 2027-01-01T00:00:00Z\n",
                  DS_ERROR_WEBSITE_UNCLEAR);
}

static void
test_a_giant_one_is_refused_and_a_long_list_cut (void)
{
  g_autoptr (GString) text = g_string_new ("Expires: 2027-01-01T00:00:00Z\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecurityTxt) found = NULL;

  for (unsigned int i = 0; i < 100; i++)
    g_string_append_printf (text, "Contact: mailto:%u@maker.example\n", i);
  found = parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found->contacts), ==, 8);

  g_clear_pointer (&found, ds_security_txt_free);
  g_string_append_c (text, '#');
  while (text->len < DS_SECURITY_TXT_MAX_BYTES)
    g_string_append_c (text, '.');
  found = parse (text->str, &error);
  g_assert_no_error (error);
  g_string_append_c (text, '.');
  assert_refused (text->str, DS_ERROR_WEBSITE_UNCLEAR);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/security-txt/names", test_a_maker_names_contacts_in_order);
  g_test_add_func ("/security-txt/signed", test_a_signed_one_is_read_without_its_signature);
  g_test_add_func ("/security-txt/expired", test_one_that_has_expired_is_not_used);
  g_test_add_func ("/security-txt/broken", test_broken_ones_are_refused);
  g_test_add_func ("/security-txt/links", test_links_that_nobody_should_open_are_left_out);
  g_test_add_func ("/security-txt/giant", test_a_giant_one_is_refused_and_a_long_list_cut);

  return g_test_run ();
}

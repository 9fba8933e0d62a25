/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-payload.h"

#include "core/ds-error.h"

#include <string.h>

/* "X-HM://" and nine digits in base 36 for the bits that a payload has. */
static char *
make_payload (unsigned int  version,
              unsigned int  reserved,
              unsigned int  category,
              unsigned int  flags,
              unsigned int  code,
              const char   *setup_id)
{
  static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  uint64_t number = (uint64_t) version << 43 | (uint64_t) reserved << 39 |
                    (uint64_t) category << 31 | (uint64_t) flags << 27 | code;
  char text[10] = { 0 };

  for (int i = 8; i >= 0; i--, number /= 36)
    text[i] = digits[number % 36];

  return g_strconcat ("X-HM://", text, setup_id, NULL);
}

static void
assert_code (const char *typed,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecret) code = ds_hap_code_parse (typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ds_secret_get_text (code), ==, expected);
}

static void
assert_no_code (const char *typed)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_hap_code_parse (typed, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_CODE);
  /* What was typed is a secret even when it is wrong. */
  if (strlen (typed) > 3)
    g_assert_null (strstr (error->message, typed));
}

static void
test_person_types_a_code (void)
{
  assert_code ("03145154", "031-45-154");
  assert_code ("031-45-154", "031-45-154");
  assert_code ("0314-5154", "031-45-154");
  assert_code (" 031 45 154\n", "031-45-154");
  assert_code ("0 3 1 4 5 1 5 4", "031-45-154");
  assert_code ("031–45—154", "031-45-154");
  assert_code ("031\xc2\xa0""45.154", "031-45-154");
  assert_code ("\xd9\xa0\xd9\xa3\xd9\xa1\xd9\xa4\xd9\xa5\xd9\xa1\xd9\xa5\xd9\xa4", "031-45-154");
}

static void
test_person_mistypes (void)
{
  static const char * const wrong[] = {
    "", " ", "-", "0314515", "031451544", "031-45-15a", "O31-45-154", "031/45/154", "031+45+154",
    "031-45-154 x", "\xff\xfe", "031451\xc3",
  };
  g_autofree char *dashes = g_strnfill (100, '-');
  g_autofree char *endless = g_strconcat (dashes, "03145154", NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_no_code (wrong[i]);
  assert_no_code (endless);
}

static void
test_code_that_is_too_simple (void)
{
  for (unsigned int digit = 0; digit < 10; digit++)
    {
      g_autofree char *same = g_strnfill (8, '0' + digit);

      assert_no_code (same);
    }

  assert_no_code ("123-45-678");
  assert_no_code ("87654321");
  assert_code ("12345679", "123-45-679");
}

static void
test_scanned_payload_of_apples_kit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHapPayload) payload = ds_hap_payload_parse ("X-HM://00522H1VMTB01", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ds_secret_get_text (payload->code), ==, "031-45-154");
  g_assert_cmpuint (payload->category, ==, 5);
  g_assert_cmpint (payload->flags & DS_HAP_PAYLOAD_IP, !=, 0);
  g_assert_cmpstr (payload->setup_id, ==, "TB01");
}

static void
test_payload_is_typed_or_pasted (void)
{
  assert_code ("X-HM://00522H1VMTB01", "031-45-154");
  assert_code ("x-hm://00522h1vmtb01", "031-45-154");
  assert_code ("  X-HM://00522H1VMTB01\n", "031-45-154");
}

static void
test_every_field_of_a_payload (void)
{
  static const struct { unsigned int category; unsigned int flags; unsigned int code; } cases[] = {
    { 0, 0, 1 }, { 255, 15, 99999998 }, { 2, DS_HAP_PAYLOAD_IP, 51808582 },
    { 17, DS_HAP_PAYLOAD_NFC | DS_HAP_PAYLOAD_WAC, 10000000 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_payload (0, 0, cases[i].category, cases[i].flags,
                                            cases[i].code, "7OSX");
      g_autoptr (DsHapPayload) payload = ds_hap_payload_parse (text, NULL);
      g_autofree char *digits = g_strdup_printf ("%08u", cases[i].code);
      g_autofree char *code = g_strdup_printf ("%.3s-%.2s-%s", digits, digits + 3, digits + 5);

      g_assert_nonnull (payload);
      g_assert_cmpuint (payload->category, ==, cases[i].category);
      g_assert_cmpuint (payload->flags, ==, cases[i].flags);
      g_assert_cmpstr (ds_secret_get_text (payload->code), ==, code);
      g_assert_cmpstr (payload->setup_id, ==, "7OSX");
    }
}

static void
test_odd_payloads (void)
{
  g_autofree char *version = make_payload (1, 0, 5, 2, 3145154, "TB01");
  g_autofree char *reserved = make_payload (0, 8, 5, 2, 3145154, "TB01");
  g_autofree char *nine_digits = make_payload (0, 0, 5, 2, 100000000, "TB01");
  g_autofree char *all_bits = make_payload (0, 0, 5, 2, 0x7ffffff, "TB01");
  g_autofree char *simple = make_payload (0, 0, 5, 2, 12345678, "TB01");
  const char * const odd[] = {
    version, reserved, nine_digits, all_bits, simple,
    "X-HM://", "X-HM://00522H1VM", "X-HM://00522H1VMTB0", "X-HM://00522H1VMTB011",
    "X-HM://00522H1VMTB01/", "X-HM://00522H1VMTB01 03145154", "X-HM://00522H1V-TB01",
    "X-HM://00522H1VMTB-1", "X-HM://00522H1VMTB\xc3\xa4", "X-HM:/00522H1VMTB01", "X-HM://ZZZZZZZZZZZZZ",
    "MT:Y.K9042C00KA0648G00", "https://example.org",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_hap_payload_parse (odd[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_CODE);
      assert_no_code (odd[i]);
    }
}

static void
test_payload_belongs_to_the_announced_device (void)
{
  g_assert_true (ds_hap_payload_matches ("ADK1", "C3:1C:6B:9F:34:2E", "MtEzNQ=="));
  g_assert_true (ds_hap_payload_matches ("ADK1", "c3:1c:6b:9f:34:2e", "MtEzNQ=="));
}

static void
test_payload_of_another_device (void)
{
  g_assert_false (ds_hap_payload_matches ("ADK2", "C3:1C:6B:9F:34:2E", "MtEzNQ=="));
  g_assert_false (ds_hap_payload_matches ("ADK1", "C3:1C:6B:9F:34:2F", "MtEzNQ=="));
  g_assert_false (ds_hap_payload_matches ("ADK1", "C3:1C:6B:9F:34:2E", "MtEzNA=="));
}

static void
test_odd_setup_hashes (void)
{
  static const char * const odd[] = {
    "", "MtEzN", "MtEzNQ", "MtEzNQ==MtEzNQ==", "========", "!!!!!!!!", "MtEzNQE=", "MtEzNQEB",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_false (ds_hap_payload_matches ("ADK1", "C3:1C:6B:9F:34:2E", odd[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-payload/typed", test_person_types_a_code);
  g_test_add_func ("/hap-payload/mistyped", test_person_mistypes);
  g_test_add_func ("/hap-payload/too-simple", test_code_that_is_too_simple);
  g_test_add_func ("/hap-payload/apples-kit", test_scanned_payload_of_apples_kit);
  g_test_add_func ("/hap-payload/pasted", test_payload_is_typed_or_pasted);
  g_test_add_func ("/hap-payload/every-field", test_every_field_of_a_payload);
  g_test_add_func ("/hap-payload/odd", test_odd_payloads);
  g_test_add_func ("/hap-payload/matches", test_payload_belongs_to_the_announced_device);
  g_test_add_func ("/hap-payload/another-device", test_payload_of_another_device);
  g_test_add_func ("/hap-payload/odd-hashes", test_odd_setup_hashes);

  return g_test_run ();
}

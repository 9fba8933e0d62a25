/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "drivers/profile/ds-profile-code.h"
#include "drivers/profile/ds-profile-message.h"
#include "trust/ds-spake2plus.h"

#include "ds-test.h"

/* 0123456789 and its check digit; the classic example is 236 with 3. */
#define CODE "01234567895"
#define ID_64 "0123456789012345678901234567890123456789012345678901234567890123"

static const struct
{
  const char *typed;
  bool        good;
} rows[] = {
  { CODE, true },
  { "0123-456-7895", true },
  { " 0123 456 7895 ", true },
  { "٠١٢٣-٤٥٦-٧٨٩٥", true },
  { "01234567894", false },                      /* a wrong digit */
  { "10234567895", false },                      /* two swapped */
  { "0123456789", false },                       /* one missing */
  { "012345678955", false },                     /* one too many */
  { "0123x4567895", false },
  { "", false },
  { "doorstep:1?c=" CODE "&i=urn:uuid:1", true },
  { "DOORSTEP:1?c=" CODE "&i=a", true },
  { "doorstep:1?c=" CODE "&i=a&p=AAAAAAAAAAAAAAAAAAAAAA", true },
  { "doorstep:1?c=" CODE "&i=a&x=1", true },
  { "doorstep:1?i=a", false },                   /* no code */
  { "doorstep:1?c=" CODE, false },               /* no id */
  { "doorstep:1?c=" CODE "&c=" CODE "&i=a", false },
  { "doorstep:1?c=" CODE "&i=a&i=b", false },
  { "doorstep:1?c=" CODE "&i=a&p=AAAAAAAAAAAAAAAAAAAAAA&p=AAAAAAAAAAAAAAAAAAAAAA", false },
  { "doorstep:1?c=0123-456-7895&i=a", false },
  { "doorstep:1?c=" CODE "&i=a%00b", false },
  { "doorstep:1?c=" CODE "&i=" ID_64, true },
  { "doorstep:1?c=" CODE "&i=" ID_64 "a", false },
  { "doorstep:1?c=" CODE "&i=a&p=AAAAAAAAAAAAAAAAAAAAAB", false }, /* bits to spare */
  { "doorstep:1?c=" CODE "&i=a&p=AAAA", false },
  { "doorstep:2?c=" CODE "&i=a", false },
};

static void
test_typed (void)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsProfileCode) code = ds_profile_code_parse (rows[i].typed, &error);

      g_test_message ("%s", rows[i].typed);
      if (rows[i].good)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (ds_secret_get_text (code->digits), ==, CODE);
        }
      else
        {
          g_assert_error (error, DS_ERROR, DS_ERROR_BAD_CODE);
          g_assert_null (code);
        }
    }
}

static void
test_too_simple (void)
{
  for (char digit = '0'; digit <= '9'; digit++)
    {
      g_autofree char *text = g_strnfill (DS_PROFILE_CODE_DIGITS, digit);
      g_autoptr (DsProfileCode) code = ds_profile_code_parse (text, NULL);

      g_assert_null (code);
    }
}

/* Of members that nobody knows there may be some, but not for ever. */
static void
test_endless (void)
{
  static const char begin[] = "doorstep:1?c=" CODE "&i=a&x=";

  for (size_t length = 512; length <= 513; length++)
    {
      g_autofree char *rest = g_strnfill (length - strlen (begin), 'y');
      g_autofree char *text = g_strconcat (begin, rest, NULL);
      g_autoptr (DsProfileCode) code = ds_profile_code_parse (text, NULL);

      g_assert_true ((code != NULL) == (length == 512));
    }
}

/* Every single wrong digit and every swap of unequal neighbours is found. */
static void
test_check_digit (void)
{
  for (unsigned int i = 0; i < DS_PROFILE_CODE_DIGITS; i++)
    {
      for (char digit = '0'; digit <= '9'; digit++)
        {
          char text[] = CODE;
          g_autoptr (DsProfileCode) code = NULL;

          text[i] = digit;
          code = ds_profile_code_parse (text, NULL);
          g_assert_true ((code != NULL) == (digit == CODE[i]));
        }
    }

  for (unsigned int i = 0; i + 1 < DS_PROFILE_CODE_DIGITS; i++)
    {
      char text[] = CODE;
      g_autoptr (DsProfileCode) code = NULL;

      text[i] = CODE[i + 1];
      text[i + 1] = CODE[i];
      code = ds_profile_code_parse (text, NULL);
      g_assert_true ((code != NULL) == (text[i] == text[i + 1]));
    }
}

static void
test_round_trip (void)
{
  g_autoptr (DsProfileCode) code = NULL;
  g_autoptr (DsProfileCode) again = NULL;
  g_autoptr (DsSecret) text = NULL;
  DsPin pin = { { 0 } };

  code = ds_profile_code_parse ("doorstep:1?p=AAAAAAAAAAAAAAAAAAAAAA&i=urn%3Auuid:1&c=" CODE, NULL);
  text = ds_profile_code_to_text (code);
  again = ds_profile_code_parse (ds_secret_get_text (text), NULL);
  g_assert_cmpstr (again->id, ==, "urn:uuid:1");
  g_assert_true (again->has_prefix);
  g_assert_true (ds_profile_code_fits (again, &pin));
  pin.bytes[15] = 1;
  g_assert_false (ds_profile_code_fits (again, &pin));
  pin.bytes[15] = 0;
  pin.bytes[16] = 1;
  g_assert_true (ds_profile_code_fits (again, &pin));
}

static void
test_base64 (void)
{
  static const char * const bad[] = { "", "A", "AB", "AA==", "A+AA", "A/AA", "AA A", "AAAA\n",
                                      "é" };
  g_autoptr (GBytes) bytes = ds_profile_base64_decode ("-_8");

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 2);
  for (unsigned int i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (ds_profile_base64_decode (bad[i]));
    }
}

static void
test_bodies (void)
{
  g_autoptr (DsSecret) token = ds_secret_new_text ("AAAA");
  g_autoptr (DsSecret) password = ds_secret_new_text ("a\"b\\c");
  g_autoptr (DsSecret) claim = ds_profile_write_password ("r", token, password);
  g_autoptr (DsSecret) change = ds_profile_write_password ("r", NULL, password);
  g_autoptr (DsSecret) empty = ds_profile_write_text (NULL, NULL);

  g_assert_cmpstr (ds_secret_get_text (claim), ==,
                   "{\"requestId\":\"r\",\"token\":\"AAAA\",\"password\":\"a\\\"b\\\\c\"}");
  g_assert_cmpstr (ds_secret_get_text (change), ==,
                   "{\"requestId\":\"r\",\"password\":\"a\\\"b\\\\c\"}");
  g_assert_cmpstr (ds_secret_get_text (empty), ==, "{}");
}

static char *
encode_zeroes (size_t length)
{
  g_autofree uint8_t *zeroes = g_malloc0 (length);

  return ds_profile_base64_encode (zeroes, length);
}

/* A device answers with so many bytes of each, and with no others. */
static void
test_answer_of_odd_sizes (void)
{
  for (int i = -1; i <= 6; i++)
    {
      g_autofree char *run = encode_zeroes (DS_PROFILE_RUN_SIZE + (i == 1) - (i == 2));
      g_autofree char *share = encode_zeroes (DS_SPAKE2PLUS_SHARE_SIZE + (i == 3) - (i == 4));
      g_autofree char *confirmation = encode_zeroes (DS_SPAKE2PLUS_CONFIRMATION_SIZE + (i == 5) -
                                                     (i == 6));
      g_autoptr (JsonObject) answer = json_object_new ();
      g_autoptr (DsProfileShared) shared = NULL;
      g_autoptr (GError) error = NULL;

      json_object_set_string_member (answer, "run", i == -1 ? "" : run);
      json_object_set_string_member (answer, "shareV", share);
      json_object_set_string_member (answer, "confirmV", confirmation);
      shared = ds_profile_read_shared (answer, &error);
      if (i == 0)
        g_assert_nonnull (shared);
      else
        g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/profile/code/typed-and-scanned", test_typed);
  g_test_add_func ("/profile/code/check-digit", test_check_digit);
  g_test_add_func ("/profile/code/too-simple", test_too_simple);
  g_test_add_func ("/profile/code/endless", test_endless);
  g_test_add_func ("/profile/code/round-trip", test_round_trip);
  g_test_add_func ("/profile/message/base64", test_base64);
  g_test_add_func ("/profile/message/bodies", test_bodies);
  g_test_add_func ("/profile/message/answer-of-odd-sizes", test_answer_of_odd_sizes);

  return g_test_run ();
}

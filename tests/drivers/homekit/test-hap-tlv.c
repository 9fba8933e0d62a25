/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-tlv.h"

#include "core/ds-error.h"
#include "ds-hex.h"

#include <string.h>

/* Seen on the wire: Apple's accessory kit answering pair-setup's M1 and
 * pair-verify's M1. */
static const char adk_setup_m2[] =
  "06010203ff632cb803f8a4aa537e2591a97a58da8ce4f823d2b53333a1b70a9a2c19ce4847bde72b"
  "221dec5dbe2d803d4a4981149875bd32b83f3c0571c128b5b61f10d991e023706bfe916f731c58fa"
  "71f30ce29c46b00736e3ec4a9f401103fc7c0d21f98efd33975e5676628dbc8f381d2785f5c3ce93"
  "f9d114f200b9a8853ba8b74ccc65ac4e1e59976c0445f1ae616bbaa6c810fbdb439271a40501bb50"
  "02f38a31af607232f0203fe3e3ec68c28fe31349c5026fb21aa0b02e733f1e99211caef426fb430c"
  "3c2be1e5a1e007c25cb740fefbe5f1d6b435616fb46e72bb892ae8f2a2f513d58b647e950b792345"
  "00a95cb22214c00ba5450afd1e3a371159fe55750381ab4b981b4fec464fe5531a50c3c4b2db9e3f"
  "04480aab559c2913f533f60454b1d522a019f28fe7113eae909bd21f54d722ceff3e14e580780850"
  "9b8a15cfe5c8dac21ad2a1633e313dcf548954bcb9ab205da7d8d1466c0f518ff19c76ce94b14856"
  "8c792031106a6540638b52002d789f6e2ba1df2ae761fef0f7cd40197c20ba02107a6e9cf4d36a0d"
  "5280d44634ce310496";

static const char adk_verify_m2[] =
  "060102032060c8b8bc2eaa8beae90a29842ee299d6ba103f18fdf322b6ce66e17d6aecfa730565c3"
  "2f215ea6e2870b7e0b48a1cc86b1dc76ab38e3c0ea747ddd0deb0dd0522a7f9a4e28811f18c5a4fd"
  "96bd643308617b740e050527239b11f20f3c396ef3ad99fef519dd11bce6584c235fbc5ca1382904"
  "94818643b6ed85eccf892e96ae81752f37ea31b0";

static void
assert_refused (const uint8_t *data,
                size_t         length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHapTlv) message = ds_hap_tlv_parse (data, length, &error);

  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_null (message);
}

static void
assert_hex_refused (const char *hex)
{
  g_autoptr (GByteArray) bytes = ds_hex (hex);

  assert_refused (bytes->data, bytes->len);
}

static DsHapTlv *
parse_hex (const char *hex)
{
  g_autoptr (GByteArray) bytes = ds_hex (hex);
  g_autoptr (GError) error = NULL;
  DsHapTlv *message = ds_hap_tlv_parse (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  return message;
}

static GPtrArray *
parse_list_hex (const char  *hex,
                GError     **error)
{
  g_autoptr (GByteArray) bytes = ds_hex (hex);

  return ds_hap_tlv_parse_list (bytes->data, bytes->len, error);
}

/*
 * What real accessories send
 */

static void
test_apples_kit_answers (void)
{
  g_autoptr (GByteArray) seen = ds_hex (adk_setup_m2);
  g_autoptr (DsHapTlv) setup = parse_hex (adk_setup_m2);
  g_autoptr (DsHapTlv) verify = parse_hex (adk_verify_m2);
  g_autoptr (GError) error = NULL;
  const uint8_t *data;
  size_t length;
  uint8_t salt[16];
  uint8_t key[32];

  g_assert_true (ds_hap_tlv_check_state (setup, DS_HAP_STAGE_PROOF, 2, &error));
  g_assert_no_error (error);
  g_assert_true (ds_hap_tlv_get_bytes (setup, DS_HAP_TLV_PUBLIC_KEY, 384, 384,
                                       &data, &length, &error));
  g_assert_no_error (error);
  g_assert_cmphex (data[0], ==, 0x63);
  /* Behind the first fragment of 255 comes the second one's value, not its header. */
  g_assert_cmphex (data[255], ==, seen->data[3 + 2 + 255 + 2]);
  g_assert_true (ds_hap_tlv_get_exact (setup, DS_HAP_TLV_SALT, salt, 16, &error));
  g_assert_no_error (error);

  g_assert_true (ds_hap_tlv_check_state (verify, DS_HAP_STAGE_VERIFY, 2, &error));
  g_assert_true (ds_hap_tlv_get_exact (verify, DS_HAP_TLV_PUBLIC_KEY, key, 32, &error));
  g_assert_no_error (error);
  g_assert_cmphex (key[0], ==, 0x60);
}

static void
test_what_is_written_is_what_was_seen (void)
{
  g_autoptr (GByteArray) seen = ds_hex (adk_setup_m2);
  g_autoptr (DsHapTlv) message = parse_hex (adk_setup_m2);
  g_autoptr (DsHapTlvWriter) writer = ds_hap_tlv_writer_new ();
  const uint8_t *data;
  size_t length;

  ds_hap_tlv_writer_add_uint (writer, DS_HAP_TLV_STATE, 2);
  g_assert_true (ds_hap_tlv_get_bytes (message, DS_HAP_TLV_PUBLIC_KEY, 384, 384,
                                       &data, &length, NULL));
  ds_hap_tlv_writer_add (writer, DS_HAP_TLV_PUBLIC_KEY, data, length);
  g_assert_true (ds_hap_tlv_get_bytes (message, DS_HAP_TLV_SALT, 16, 16,
                                       &data, &length, NULL));
  ds_hap_tlv_writer_add (writer, DS_HAP_TLV_SALT, data, length);

  data = ds_hap_tlv_writer_get_data (writer, &length);
  g_assert_cmpmem (data, length, seen->data, seen->len);
}

static void
test_values_of_every_size_survive (void)
{
  static const size_t sizes[] = { 0, 1, 254, 255, 256, 509, 510, 511, 765, 4000 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DsHapTlvWriter) writer = ds_hap_tlv_writer_new ();
      g_autoptr (DsHapTlv) message = NULL;
      g_autofree uint8_t *value = g_malloc (sizes[i] + 1);
      const uint8_t *data;
      size_t length;

      for (size_t j = 0; j < sizes[i]; j++)
        value[j] = j * 7;
      ds_hap_tlv_writer_add (writer, DS_HAP_TLV_PROOF, value, sizes[i]);
      ds_hap_tlv_writer_add_uint (writer, DS_HAP_TLV_STATE, 4);

      data = ds_hap_tlv_writer_get_data (writer, &length);
      message = ds_hap_tlv_parse (data, length, NULL);
      g_assert_nonnull (message);
      g_assert_true (ds_hap_tlv_get_bytes (message, DS_HAP_TLV_PROOF, 0, SIZE_MAX,
                                           &data, &length, NULL));
      g_assert_cmpmem (data, length, value, sizes[i]);
      g_assert_true (ds_hap_tlv_check_state (message, DS_HAP_STAGE_PROOF, 4, NULL));
    }
}

static void
test_numbers_take_as_few_bytes_as_they_need (void)
{
  static const struct { uint64_t number; size_t size; } cases[] = {
    { 0, 1 }, { 255, 1 }, { 256, 2 }, { 65535, 2 }, { 65536, 4 },
    { UINT32_MAX, 4 }, { (uint64_t) UINT32_MAX + 1, 8 }, { UINT64_MAX, 8 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DsHapTlvWriter) writer = ds_hap_tlv_writer_new ();
      g_autoptr (DsHapTlv) message = NULL;
      const uint8_t *data;
      size_t length;
      uint64_t number;

      ds_hap_tlv_writer_add_uint (writer, DS_HAP_TLV_FLAGS, cases[i].number);
      data = ds_hap_tlv_writer_get_data (writer, &length);
      g_assert_cmpuint (length, ==, 2 + cases[i].size);
      message = ds_hap_tlv_parse (data, length, NULL);
      g_assert_true (ds_hap_tlv_get_uint (message, DS_HAP_TLV_FLAGS, UINT64_MAX,
                                          &number, NULL));
      g_assert_cmpuint (number, ==, cases[i].number);
    }
}

/*
 * What an attacker sends
 */

static void
test_truncated_anywhere (void)
{
  g_autoptr (GByteArray) whole = ds_hex (adk_setup_m2);
  const uint8_t *data = whole->data;

  /* Cut between two values, what is left is whole; a check of the state or of a
   * value tells that something is missing. */
  for (size_t length = 1; length < whole->len; length++)
    {
      g_autofree uint8_t *part = g_memdup2 (data, length); /* so that tools see overruns */
      bool between = length == 3 || length == 3 + 2 + 255 || length == 3 + 2 + 255 + 2 + 129;

      if (!between)
        assert_refused (part, length);
      else
        {
          g_autoptr (DsHapTlv) message = ds_hap_tlv_parse (part, length, NULL);
          uint8_t salt[16];

          g_assert_nonnull (message);
          g_assert_false (ds_hap_tlv_get_exact (message, DS_HAP_TLV_SALT, salt, 16, NULL));
        }
    }
}

static void
test_oversized (void)
{
  g_autofree uint8_t *data = g_malloc0 (DS_HAP_TLV_MAX_SIZE + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHapTlv) message = NULL;

  /* Well formed up to the limit: fragments of 255 zeros, the last one shorter. */
  for (size_t at = 0; at < DS_HAP_TLV_MAX_SIZE; at += 257)
    data[at + 1] = MIN (255, DS_HAP_TLV_MAX_SIZE - at - 2);

  message = ds_hap_tlv_parse (data, DS_HAP_TLV_MAX_SIZE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (message);
  assert_refused (data, DS_HAP_TLV_MAX_SIZE + 1);
  assert_refused (data, SIZE_MAX);
}

/* As well formed as the one before, and one byte longer. */
static void
test_oversized_by_one (void)
{
  g_autofree uint8_t *data = g_malloc0 (DS_HAP_TLV_MAX_SIZE + 1);

  for (size_t at = 0; at < DS_HAP_TLV_MAX_SIZE + 1; at += 257)
    data[at + 1] = MIN (255, DS_HAP_TLV_MAX_SIZE + 1 - at - 2);
  assert_refused (data, DS_HAP_TLV_MAX_SIZE + 1);
}

static void
test_repeated (void)
{
  assert_hex_refused ("0601020601" "02");       /* side by side */
  assert_hex_refused ("060102" "0701" "02" "060104"); /* apart */
  assert_hex_refused ("060102" "0600");         /* the second one empty */
  assert_hex_refused ("f00101" "060102" "f00102"); /* nobody knows the type */
}

static void
test_fragment_taken_up_again_later (void)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  uint8_t fragment[257] = { DS_HAP_TLV_PUBLIC_KEY, 255 };

  g_byte_array_append (data, fragment, sizeof (fragment));
  g_byte_array_append (data, (const uint8_t *) "\x06\x01\x02", 3);
  g_byte_array_append (data, (const uint8_t *) "\x03\x01\x00", 3);
  assert_refused (data->data, data->len);
}

static void
test_short_fragment_is_not_continued (void)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  uint8_t fragment[256] = { DS_HAP_TLV_PUBLIC_KEY, 254 };

  g_byte_array_append (data, fragment, sizeof (fragment));
  g_byte_array_append (data, (const uint8_t *) "\x03\x01\x00", 3);
  assert_refused (data->data, data->len);
}

static void
test_list_where_one_item_belongs (void)
{
  assert_hex_refused ("060102" "ff00" "060102");
  assert_hex_refused ("ff00");
}

static void
test_odd_lists (void)
{
  static const char * const refused[] = {
    "",                         /* nothing */
    "ff00",                     /* only a separator */
    "ff00" "060102",            /* begins with one */
    "060102" "ff00ff00" "060102", /* an empty item */
    "060102" "ff0100" "060102", /* a separator with something in it */
    "060102" "ff02" "0100",     /* ... which looks like an item */
    "060102" "ff",              /* half a separator */
    "060102" "060102",          /* repeated within an item */
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_list_hex (refused[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

static void
test_list_of_controllers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = parse_list_hex ("060102" "010141" "0b0101" "ff00"
                                                "010142" "0b0100" "ff00", &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_true (ds_hap_tlv_check_state (items->pdata[0], DS_HAP_STAGE_PAIRINGS, 2, NULL));
  first = ds_hap_tlv_get_text (items->pdata[0], DS_HAP_TLV_IDENTIFIER, 36, NULL);
  second = ds_hap_tlv_get_text (items->pdata[1], DS_HAP_TLV_IDENTIFIER, 36, NULL);
  g_assert_cmpstr (first, ==, "A");
  g_assert_cmpstr (second, ==, "B");
  g_assert_false (ds_hap_tlv_has (items->pdata[1], DS_HAP_TLV_STATE));
}

static void
test_list_without_end (void)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < DS_HAP_TLV_MAX_ITEMS; i++)
    g_byte_array_append (data, (const uint8_t *) "\x01\x00\xff\x00", 4);
  {
    g_autoptr (GPtrArray) items = ds_hap_tlv_parse_list (data->data, data->len, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (items->len, ==, DS_HAP_TLV_MAX_ITEMS);
  }

  g_byte_array_append (data, (const uint8_t *) "\x01\x00", 2);
  g_assert_null (ds_hap_tlv_parse_list (data->data, data->len, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_wrong_sizes_and_numbers (void)
{
  g_autoptr (DsHapTlv) message = parse_hex ("0603010203" "0200" "0302ffff" "13050000000000"
                                            "010341" "0742");
  uint8_t out[4] = { 9, 9, 9, 9 };
  uint64_t number = 77;
  const uint8_t *data;
  size_t length;

  g_assert_false (ds_hap_tlv_get_uint (message, DS_HAP_TLV_STATE, UINT64_MAX, &number, NULL));
  g_assert_false (ds_hap_tlv_get_uint (message, DS_HAP_TLV_SALT, UINT64_MAX, &number, NULL));
  g_assert_false (ds_hap_tlv_get_uint (message, DS_HAP_TLV_FLAGS, UINT64_MAX, &number, NULL));
  g_assert_false (ds_hap_tlv_get_uint (message, DS_HAP_TLV_ERROR, UINT64_MAX, &number, NULL));
  g_assert_false (ds_hap_tlv_get_uint (message, DS_HAP_TLV_PUBLIC_KEY, 65534, &number, NULL));
  g_assert_cmpuint (number, ==, 77);

  g_assert_false (ds_hap_tlv_get_exact (message, DS_HAP_TLV_PUBLIC_KEY, out, 4, NULL));
  g_assert_cmpuint (out[0], ==, 9);
  g_assert_false (ds_hap_tlv_get_bytes (message, DS_HAP_TLV_PUBLIC_KEY, 0, 1, &data, &length, NULL));
  g_assert_false (ds_hap_tlv_get_bytes (message, DS_HAP_TLV_PUBLIC_KEY, 3, 9, &data, &length, NULL));
}

static void
test_identifier_with_odd_characters (void)
{
  static const char * const odd[] = { "010341" "0042", "010241" "0a", "0102c3a4", "0100" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (DsHapTlv) message = parse_hex (odd[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_hap_tlv_get_text (message, DS_HAP_TLV_IDENTIFIER, 36, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

/*
 * Errors that an accessory tells
 */

static void
assert_told (const char *hex,
             DsHapStage  stage,
             DsError     code)
{
  g_autoptr (DsHapTlv) message = parse_hex (hex);
  g_autoptr (GError) error = NULL;

  g_assert_false (ds_hap_tlv_check_state (message, stage, 2, &error));
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_every_error_means_something (void)
{
  assert_told ("060102" "070101", DS_HAP_STAGE_PROOF, DS_ERROR_FAILED);
  assert_told ("060102" "070102", DS_HAP_STAGE_PROOF, DS_ERROR_WRONG_CODE);
  assert_told ("060102" "070102", DS_HAP_STAGE_EXCHANGE, DS_ERROR_FAILED);
  assert_told ("060102" "070102", DS_HAP_STAGE_VERIFY, DS_ERROR_NOT_OURS);
  assert_told ("060102" "070102", DS_HAP_STAGE_PAIRINGS, DS_ERROR_NOT_OURS);
  assert_told ("060102" "070103", DS_HAP_STAGE_PROOF, DS_ERROR_WAIT);
  assert_told ("060102" "070104", DS_HAP_STAGE_EXCHANGE, DS_ERROR_FULL);
  assert_told ("060102" "070105", DS_HAP_STAGE_PROOF, DS_ERROR_TOO_MANY_TRIES);
  assert_told ("060102" "070106", DS_HAP_STAGE_PROOF, DS_ERROR_TAKEN);
  assert_told ("060102" "070106", DS_HAP_STAGE_VERIFY, DS_ERROR_FAILED);
  assert_told ("060102" "070107", DS_HAP_STAGE_PROOF, DS_ERROR_BUSY);
  assert_told ("060102" "0701c8", DS_HAP_STAGE_PROOF, DS_ERROR_BAD_ANSWER);
  assert_told ("060102" "0700", DS_HAP_STAGE_PROOF, DS_ERROR_BAD_ANSWER);
  /* Without the state, and in another one. */
  assert_told ("070107", DS_HAP_STAGE_PROOF, DS_ERROR_BUSY);
  assert_told ("060104" "070102", DS_HAP_STAGE_PROOF, DS_ERROR_WRONG_CODE);
}

static void
test_answer_to_another_step (void)
{
  assert_told ("060104", DS_HAP_STAGE_PROOF, DS_ERROR_BAD_ANSWER);
  assert_told ("", DS_HAP_STAGE_PROOF, DS_ERROR_BAD_ANSWER);
}

static void
test_how_long_to_wait (void)
{
  g_autoptr (DsHapTlv) told = parse_hex ("070103" "08021e00");
  g_autoptr (DsHapTlv) silent = parse_hex ("070103");
  g_autoptr (DsHapTlv) for_ever = parse_hex ("070103" "0808ffffffffffffffff");
  g_autoptr (DsHapTlv) nonsense = parse_hex ("070103" "0803000000");

  g_assert_cmpuint (ds_hap_tlv_get_delay (told), ==, 30);
  g_assert_cmpuint (ds_hap_tlv_get_delay (silent), ==, 0);
  g_assert_cmpuint (ds_hap_tlv_get_delay (for_ever), ==, 24 * 60 * 60);
  g_assert_cmpuint (ds_hap_tlv_get_delay (nonsense), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-tlv/apples-kit-answers", test_apples_kit_answers);
  g_test_add_func ("/hap-tlv/written-as-seen", test_what_is_written_is_what_was_seen);
  g_test_add_func ("/hap-tlv/every-size", test_values_of_every_size_survive);
  g_test_add_func ("/hap-tlv/numbers", test_numbers_take_as_few_bytes_as_they_need);
  g_test_add_func ("/hap-tlv/truncated-anywhere", test_truncated_anywhere);
  g_test_add_func ("/hap-tlv/oversized", test_oversized);
  g_test_add_func ("/hap-tlv/oversized-by-one", test_oversized_by_one);
  g_test_add_func ("/hap-tlv/repeated", test_repeated);
  g_test_add_func ("/hap-tlv/fragment-later", test_fragment_taken_up_again_later);
  g_test_add_func ("/hap-tlv/short-fragment", test_short_fragment_is_not_continued);
  g_test_add_func ("/hap-tlv/unexpected-list", test_list_where_one_item_belongs);
  g_test_add_func ("/hap-tlv/odd-lists", test_odd_lists);
  g_test_add_func ("/hap-tlv/controllers", test_list_of_controllers);
  g_test_add_func ("/hap-tlv/endless-list", test_list_without_end);
  g_test_add_func ("/hap-tlv/wrong-sizes", test_wrong_sizes_and_numbers);
  g_test_add_func ("/hap-tlv/odd-identifier", test_identifier_with_odd_characters);
  g_test_add_func ("/hap-tlv/every-error", test_every_error_means_something);
  g_test_add_func ("/hap-tlv/another-step", test_answer_to_another_step);
  g_test_add_func ("/hap-tlv/delay", test_how_long_to_wait);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-frame.h"

#include "core/ds-error.h"

#include <string.h>

static const uint8_t to_accessory[DS_CHACHA20_KEY_SIZE] = { 1 };
static const uint8_t to_controller[DS_CHACHA20_KEY_SIZE] = { 2 };

static DsHapFrame *
new_controller (void)
{
  return ds_hap_frame_new (to_accessory, to_controller);
}

static DsHapFrame *
new_accessory (void)
{
  return ds_hap_frame_new (to_controller, to_accessory);
}

static GByteArray *
seal (DsHapFrame *sender,
      const char *text)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ds_hap_frame_seal (sender, text, strlen (text), out, &error));
  g_assert_no_error (error);
  return out;
}

static void
assert_opens (DsHapFrame *receiver,
              GByteArray *sealed,
              const char *text)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ds_hap_frame_open (receiver, sealed->data, sealed->len, plain, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (plain->data, plain->len, text, strlen (text));
}

/* ... and nothing opens after it. */
static void
assert_breaks (DsHapFrame *receiver,
               GByteArray *sealed)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;

  g_assert_false (ds_hap_frame_open (receiver, sealed->data, sealed->len, plain, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (plain->len, ==, 0);

  g_assert_false (ds_hap_frame_open (receiver, "", 0, plain, &later));
  g_assert_error (later, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_false (ds_hap_frame_seal (receiver, "x", 1, plain, NULL));
  g_assert_cmpuint (plain->len, ==, 0);
}

/* The nonce and the authenticated length as RFC 8439 and the facts of the
 * protocol have them, put together here a second time. */
static void
test_frame_looks_as_the_protocol_says (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (GByteArray) sealed = g_byte_array_new ();
  uint8_t nonce[DS_CHACHA20_NONCE_SIZE] = { 0, 0, 0, 0, 0x08, 0x07, 0x06, 0x05, 4, 3, 2, 1 };
  uint8_t plain[5];

  ds_hap_frame_set_counters (controller, G_GUINT64_CONSTANT (0x0102030405060708), 0);
  g_assert_true (ds_hap_frame_seal (controller, "hello", 5, sealed, NULL));

  g_assert_cmpuint (sealed->len, ==, 2 + 5 + 16);
  g_assert_cmpuint (sealed->data[0], ==, 5);
  g_assert_cmpuint (sealed->data[1], ==, 0);
  g_assert_true (ds_chacha20_open (to_accessory, nonce, sealed->data, 2,
                                   sealed->data + 2, 5 + 16, plain));
  g_assert_cmpmem (plain, 5, "hello", 5);
}

static void
test_both_directions (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();

  for (unsigned int i = 0; i < 300; i++)
    {
      g_autoptr (GByteArray) there = seal (controller, "question");
      g_autoptr (GByteArray) back = seal (accessory, "answer");

      assert_opens (accessory, there, "question");
      assert_opens (controller, back, "answer");
    }
}

static void
test_long_message_in_every_piece_size (void)
{
  g_autofree char *text = g_strnfill (2 * DS_HAP_FRAME_MAX + 5, 'x');
  size_t whole = strlen (text) + 3 * (2 + 16);

  for (size_t piece = 1; piece < 2100; piece += piece < 40 ? 1 : 97)
    {
      g_autoptr (DsHapFrame) controller = new_controller ();
      g_autoptr (DsHapFrame) accessory = new_accessory ();
      g_autoptr (GByteArray) sealed = seal (controller, text);
      g_autoptr (GByteArray) plain = g_byte_array_new ();

      g_assert_cmpuint (sealed->len, ==, whole);
      for (size_t at = 0; at < whole; at += piece)
        g_assert_true (ds_hap_frame_open (accessory, sealed->data + at,
                                          MIN (piece, whole - at), plain, NULL));
      g_assert_false (ds_hap_frame_is_amid (accessory));
      g_assert_cmpmem (plain->data, plain->len, text, strlen (text));
    }
}

static void
test_connection_closes_inside_a_frame (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) sealed = seal (controller, "hello");
  g_autoptr (GByteArray) plain = g_byte_array_new ();

  g_assert_false (ds_hap_frame_is_amid (accessory));
  for (size_t i = 0; i + 1 < sealed->len; i++)
    {
      g_assert_true (ds_hap_frame_open (accessory, sealed->data + i, 1, plain, NULL));
      g_assert_true (ds_hap_frame_is_amid (accessory));
      g_assert_cmpuint (plain->len, ==, 0);
    }
}

static void
test_any_changed_bit (void)
{
  for (size_t i = 0; i < 2 + 5 + 16; i++)
    {
      g_autoptr (DsHapFrame) controller = new_controller ();
      g_autoptr (DsHapFrame) accessory = new_accessory ();
      g_autoptr (GByteArray) sealed = seal (controller, "hello");

      sealed->data[i] ^= i == 0 ? 0x01 : 0x80; /* 4 or 0x8000 as the length */
      assert_breaks (accessory, sealed);
    }
}

static void
test_frame_that_is_too_long (void)
{
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) head = g_byte_array_new ();

  /* 1,025, and not one byte more than its length is waited for. */
  g_byte_array_append (head, (const uint8_t *) "\x01\x04", 2);
  assert_breaks (accessory, head);
}

static void
test_longest_frame (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autofree char *text = g_strnfill (DS_HAP_FRAME_MAX, 'x');
  g_autoptr (GByteArray) sealed = seal (controller, text);

  g_assert_cmpuint (sealed->len, ==, 2 + 1024 + 16);
  assert_opens (accessory, sealed, text);
}

static void
test_replay (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) sealed = seal (controller, "unlock");

  assert_opens (accessory, sealed, "unlock");
  assert_breaks (accessory, sealed);
}

static void
test_frame_left_out (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) first = seal (controller, "one");
  g_autoptr (GByteArray) second = seal (controller, "two");

  assert_breaks (accessory, second);
}

static void
test_own_frame_sent_back (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (GByteArray) sealed = seal (controller, "hello");

  assert_breaks (controller, sealed);
}

static void
test_what_came_before_a_forged_frame_counts (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) both = seal (controller, "genuine");
  g_autoptr (GByteArray) forged = seal (controller, "forged");
  g_autoptr (GByteArray) plain = g_byte_array_new ();

  forged->data[forged->len - 1] ^= 1;
  g_byte_array_append (both, forged->data, forged->len);

  g_assert_false (ds_hap_frame_open (accessory, both->data, both->len, plain, NULL));
  g_assert_cmpmem (plain->data, plain->len, "genuine", 7);
}

static void
test_numbers_used_up (void)
{
  g_autoptr (DsHapFrame) controller = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) last = NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  ds_hap_frame_set_counters (controller, UINT64_MAX, 0);
  ds_hap_frame_set_counters (accessory, 0, UINT64_MAX);
  last = seal (controller, "last");
  assert_opens (accessory, last, "last");

  g_assert_false (ds_hap_frame_seal (controller, "one more", 8, out, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (out->len, ==, 0);
  assert_breaks (accessory, last);
}

/* After the last number the first one must not come again, or all that was said
 * could be said again. */
static void
test_replay_after_the_last_number (void)
{
  g_autoptr (DsHapFrame) begins = new_controller ();
  g_autoptr (DsHapFrame) ends = new_controller ();
  g_autoptr (DsHapFrame) accessory = new_accessory ();
  g_autoptr (GByteArray) first = seal (begins, "unlock");
  g_autoptr (GByteArray) last = NULL;

  ds_hap_frame_set_counters (ends, UINT64_MAX, 0);
  ds_hap_frame_set_counters (accessory, 0, UINT64_MAX);
  last = seal (ends, "last");

  assert_opens (accessory, last, "last");
  assert_breaks (accessory, first);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-frame/layout", test_frame_looks_as_the_protocol_says);
  g_test_add_func ("/hap-frame/both-directions", test_both_directions);
  g_test_add_func ("/hap-frame/every-piece-size", test_long_message_in_every_piece_size);
  g_test_add_func ("/hap-frame/closes-inside", test_connection_closes_inside_a_frame);
  g_test_add_func ("/hap-frame/any-changed-bit", test_any_changed_bit);
  g_test_add_func ("/hap-frame/too-long", test_frame_that_is_too_long);
  g_test_add_func ("/hap-frame/longest", test_longest_frame);
  g_test_add_func ("/hap-frame/replay", test_replay);
  g_test_add_func ("/hap-frame/left-out", test_frame_left_out);
  g_test_add_func ("/hap-frame/sent-back", test_own_frame_sent_back);
  g_test_add_func ("/hap-frame/before-forged", test_what_came_before_a_forged_frame_counts);
  g_test_add_func ("/hap-frame/numbers-used-up", test_numbers_used_up);
  g_test_add_func ("/hap-frame/replay-after-the-last-number", test_replay_after_the_last_number);

  return g_test_run ();
}

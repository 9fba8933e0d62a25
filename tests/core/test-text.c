/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-text"

#include "config.h"

#include "core/ds-text.h"
#include "ds-test.h"

#include <string.h>

#define BYTES(text) (text), sizeof (text) - 1

static const struct
{
  const char *name;
  const char *bytes;
  size_t length;
  const char *expected;
} cases[] = {
  { "plain", BYTES ("Kitchen lamp"), "Kitchen lamp" },
  { "empty", BYTES (""), "" },
  { "only-space", BYTES (" \t\r\n\v\f "), "" },
  { "space-runs", BYTES ("  a \t\n b\u00a0\u3000c  "), "a b c" },
  { "line-separators", BYTES ("a\u2028b\u2029c\xc2\x85" "d"), "a b c d" },
  { "controls", BYTES ("a\x01\x1b[31mb\x7f\xc2\x80" "c"), "a[31mbc" },
  { "nul-inside", BYTES ("a\0b"), "ab" },
  { "markup-stays-text", BYTES ("<b>&amp;</b>"), "<b>&amp;</b>" },
  { "bidi-override", BYTES ("lamp\u202egpj.exe"), "lampgpj.exe" },
  { "bidi-embeddings", BYTES ("\u202aa\u202bb\u202cc\u202dd"), "abcd" },
  { "bidi-isolates", BYTES ("\u2066a\u2067b\u2068c\u2069d"), "abcd" },
  { "bidi-marks", BYTES ("\u200ea\u200fb\u061cc"), "abc" },
  { "zero-width", BYTES ("a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg"), "abcdefg" },
  { "fillers", BYTES ("a\u115f\u1160\u3164\uffa0\u034f\u17b4b"), "ab" },
  { "blank-braille", BYTES ("a\u2800\u2800b"), "a b" },
  { "tags", BYTES ("a\U000e0001\U000e0041\U000e007fb"), "ab" },
  { "not-assigned-but-invisible", BYTES ("a\u2065\ufff0\ufff8b"), "ab" },
  { "mongolian-selectors", BYTES ("a\u180b\u180c\u180d\u180fb"), "ab" },
  { "private-use", BYTES ("a\ue000\U000f0000\U0010fffdb"), "ab" },
  { "noncharacters", BYTES ("a\xef\xb7\x90\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbf" "b"), "ab" },
  { "selectors-on-letters", BYTES ("a\ufe0fb\ufe00c\U000e0100d"), "abcd" },
  { "selector-on-symbol", BYTES ("\u2764\ufe0f\ufe0f"), "\u2764\ufe0f" },
  { "mark-first", BYTES ("\u0301abc"), "abc" },
  { "mark-after-space", BYTES ("a \u0301b"), "a b" },
  { "tower-of-marks", BYTES ("a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" "b"), "a\u0301\u0302\u0303\u0304b" },
  { "arabic-and-hebrew", BYTES ("مصباح מנורה"), "مصباح מנורה" },
  { "devanagari", BYTES ("रसोई"), "रसोई" },
  { "japanese", BYTES ("台所の照明"), "台所の照明" },
  { "emoji", BYTES ("💡\U0001f44d\U0001f3fd"), "💡\U0001f44d\U0001f3fd" },
  { "latin-1-bytes", BYTES ("K\xfc" "che"), "K\ufffd" "che" },
  { "overlong-slash", BYTES ("a\xc0\xaf" "b"), "a\ufffd" "b" },
  { "overlong-nul", BYTES ("a\xe0\x80\x80" "b"), "a\ufffd" "b" },
  { "surrogate", BYTES ("a\xed\xa0\x80" "b"), "a\ufffd" "b" },
  { "beyond-unicode", BYTES ("a\xf4\x90\x80\x80" "b"), "a\ufffd" "b" },
  { "five-byte-form", BYTES ("a\xf8\x88\x80\x80\x80" "b"), "a\ufffd" "b" },
  { "truncated-2", BYTES ("a\xc3"), "a\ufffd" },
  { "truncated-4", BYTES ("a\xf0\x9f\x92"), "a\ufffd" },
  { "truncated-then-good", BYTES ("a\xe2\x82" "b\xe2\x82\xac"), "a\ufffd" "b\u20ac" },
  { "lone-continuations", BYTES ("\x80\xbf\x80"), "\ufffd" },
};

static void
test_clean (gconstpointer data)
{
  size_t i = GPOINTER_TO_SIZE (data);
  g_autofree char *exact = g_memdup2 (cases[i].bytes, cases[i].length); /* no NUL behind it */
  g_autofree char *clean = ds_text_clean (exact, cases[i].length, 1000);

  g_assert_cmpstr (clean, ==, cases[i].expected);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_true (ds_text_is_clean (clean));
  if (strlen (cases[i].bytes) != cases[i].length || strcmp (cases[i].bytes, clean) != 0)
    g_assert_true (!ds_text_is_clean (cases[i].bytes) || strlen (cases[i].bytes) != cases[i].length);
}

static void
assert_capped (const char *text,
               unsigned int max_chars,
               const char *expected)
{
  g_autofree char *clean = ds_text_clean (text, strlen (text), max_chars);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_caps (void)
{
  assert_capped ("abcdef", 3, "abc");
  assert_capped ("abcdef", 6, "abcdef");
  assert_capped ("abcdef", 0, "");
  assert_capped ("ab cdef", 3, "ab");
  assert_capped ("ab  cdef", 4, "ab c");
  assert_capped ("äöü", 2, "äö");
  assert_capped ("abe\u0301", 3, "ab");                 /* not "abe" */
  assert_capped ("abe\u0301", 4, "abe\u0301");
  assert_capped ("ab \U0001f44d\U0001f3fd", 4, "ab");   /* not another skin */
  assert_capped ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 3, "\U0001f1e9\U0001f1ea"); /* not half a flag */
  assert_capped ("e\u0301\u0302", 2, "e\u0301");        /* nothing before it to keep */
}

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *capped = ds_text_clean_name (long_name);
  g_autofree char *none = ds_text_clean_name (NULL);
  g_autofree char *null = ds_text_clean (NULL, 0, 10);

  g_assert_cmpuint (strlen (capped), ==, DS_TEXT_MAX_NAME);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (null, ==, "");
  g_assert_false (ds_text_is_clean (NULL));
  g_assert_false (ds_text_is_clean (" a"));
  g_assert_false (ds_text_is_clean ("a\xff"));
  g_assert_true (ds_text_is_clean ("a"));
}

static void
test_every_character_alone (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char bytes[8] = { 0 };
      int length = c >= 0xd800 && c <= 0xdfff ? 0 : g_unichar_to_utf8 (c, bytes + 1);
      g_autofree char *clean = NULL;

      bytes[0] = 'a';
      bytes[1 + length] = 'b';
      clean = ds_text_clean (bytes, (size_t) length + 2, 10);
      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_iszerowidth (c))
        {
          /* Combining marks and the parts of Hangul have no width either, and are writing. */
          if (!g_unichar_ismark (c) && !g_unichar_isalpha (c) && g_unichar_isdefined (c) &&
              strcmp (clean, "ab") != 0 && strcmp (clean, "a b") != 0)
            g_error ("U+%04X stays", c);
        }
      g_assert_true (ds_text_is_clean (clean));
    }
}

static void
test_a_word_is_found_only_whole (void)
{
  static const char * const words[] = { "on", "off", "once", NULL };

  g_assert_cmpint (ds_text_find (words, "on"), ==, 0);
  g_assert_cmpint (ds_text_find (words, "once"), ==, 2);
  g_assert_cmpint (ds_text_find (words, "o"), ==, -1);
  g_assert_cmpint (ds_text_find (words, ""), ==, -1);
  g_assert_cmpint (ds_text_find (words, NULL), ==, -1);
}

static void
test_lines_stay_lines (void)
{
  g_autofree char *none = ds_text_clean_lines (NULL, 10);
  g_autofree char *two = ds_text_clean_lines ("\n a \t b\n\u202ec\n \n", 10);
  g_autofree char *cut = ds_text_clean_lines ("abc\ndef\nghi", 5);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (two, ==, "a b\nc");
  g_assert_cmpstr (cut, ==, "abc\nde");
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text/clean/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_clean);
    }
  g_test_add_func ("/text/caps-do-not-split-what-reads-as-one", test_caps);
  g_test_add_func ("/text/names", test_names);
  g_test_add_func ("/text/lines-stay-lines", test_lines_stay_lines);
  g_test_add_func ("/text/a-word-is-found-only-whole", test_a_word_is_found_only_whole);
  g_test_add_func ("/text/every-character-alone", test_every_character_alone);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-error"

#include "config.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-kind.h"
#include "core/ds-text.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libdex.h>
#include <string.h>

#include "ds-test.h"

static void
test_every_error_has_its_own_sentence_and_word (void)
{
  static const char *const jargon[] = {
    "firmware", "pairing", "credential", "mDNS", "vulnerab", "error", "safe", "accessory",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_ERROR);

  g_assert_cmpuint (klass->n_values, ==, DS_ERROR_CANCELLED + 1);
  for (unsigned int i = 0; i < klass->n_values; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (DS_ERROR, klass->values[i].value, "detail");
      g_autoptr (GError) again = ds_error_from_nick (ds_error_get_nick (error));
      const char *sentence = ds_error_get_sentence (error);

      g_assert_true (g_hash_table_add (seen, (gpointer) sentence));
      g_assert_true (ds_text_is_clean (sentence));
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, "detail"));
      for (size_t j = 0; j < G_N_ELEMENTS (jargon); j++)
        g_assert_null (strstr (sentence, jargon[j]));
      g_assert_error (again, DS_ERROR, klass->values[i].value);
    }
}

/* Whoever is asked to wait reads for how long, also in a copy. */
static void
test_a_wait_is_told (void)
{
  g_autoptr (GError) busy = g_error_new_literal (DS_ERROR, DS_ERROR_BUSY, "detail");
  g_autoptr (GError) other = g_error_new_literal (DS_ERROR, DS_ERROR_UNREACHABLE, "detail");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "detail");
  g_autofree char *usual = g_strdup (ds_error_get_sentence (busy));
  g_autoptr (GError) copy = NULL;

  ds_error_set_wait (busy, 40);
  copy = g_error_copy (busy);
  g_assert_cmpstr (ds_error_get_sentence (copy), ==,
                   "The device asks to be left alone for 40 seconds. Then try again.");
  ds_error_set_wait (busy, 121);
  g_assert_nonnull (strstr (ds_error_get_sentence (busy), " 3 minutes."));
  ds_error_set_wait (busy, 0);
  g_assert_cmpstr (ds_error_get_sentence (busy), ==, usual);
  g_assert_nonnull (strstr (ds_error_get_sentence (copy), " 40 seconds."));

  ds_error_set_wait (other, 40);
  g_assert_null (strstr (ds_error_get_sentence (other), "40"));
  foreign = ds_error_adopt (g_steal_pointer (&foreign));
  ds_error_set_wait (foreign, 40);
  g_assert_cmpstr (foreign->message, ==, "detail");
}

static void
test_words_from_files (void)
{
  g_autoptr (GError) known = ds_error_from_nick ("wrong-code");
  g_autoptr (GError) unknown = ds_error_from_nick ("from-the-future");

  g_assert_error (known, DS_ERROR, DS_ERROR_WRONG_CODE);
  g_assert_error (unknown, DS_ERROR, DS_ERROR_FAILED);
  g_assert_null (ds_error_from_nick (NULL));
}

static void
test_errors_of_other_libraries (void)
{
  const struct
  {
    GQuark domain;
    int code;
    DsError expected;
  } cases[] = {
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, DS_ERROR_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, DS_ERROR_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, DS_ERROR_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, DS_ERROR_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, DS_ERROR_TIMED_OUT },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, DS_ERROR_CANCELLED },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, DS_ERROR_STORAGE_FULL },
    { G_IO_ERROR, G_IO_ERROR_READ_ONLY, DS_ERROR_STORAGE_READ_ONLY },
    { G_IO_ERROR, G_IO_ERROR_INVALID_DATA, DS_ERROR_BAD_ANSWER },
    { G_IO_ERROR, G_IO_ERROR_NOT_FOUND, DS_ERROR_NOT_FOUND },
    { G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, DS_ERROR_FAILED },
    { G_FILE_ERROR, G_FILE_ERROR_NOSPC, DS_ERROR_STORAGE_FULL },
    { G_FILE_ERROR, G_FILE_ERROR_ROFS, DS_ERROR_STORAGE_READ_ONLY },
    { G_FILE_ERROR, G_FILE_ERROR_ACCES, DS_ERROR_STORAGE_READ_ONLY },
    { G_FILE_ERROR, G_FILE_ERROR_NOENT, DS_ERROR_NOT_FOUND },
    { G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, DS_ERROR_TIMED_OUT },
    { G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, DS_ERROR_FAILED },
    { DEX_ERROR, DEX_ERROR_TIMED_OUT, DS_ERROR_TIMED_OUT },
    { DEX_ERROR, DEX_ERROR_FIBER_CANCELLED, DS_ERROR_CANCELLED },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, DS_ERROR_UNREACHABLE },
    { JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, DS_ERROR_BAD_ANSWER },
    { g_quark_from_static_string ("secret-error"), 2, DS_ERROR_KEYRING_LOCKED },
    { g_quark_from_static_string ("secret-error"), 3, DS_ERROR_NOT_FOUND },
    { g_quark_from_static_string ("of-someone-else"), 1, DS_ERROR_FAILED },
    { DS_ERROR, DS_ERROR_TAKEN, DS_ERROR_TAKEN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *foreign = g_error_new_literal (cases[i].domain, cases[i].code, "what happened");
      g_autofree char *sentence = g_strdup (ds_error_get_sentence (foreign));
      g_autofree char *nick = g_strdup (ds_error_get_nick (foreign));
      g_autoptr (GError) own = ds_error_adopt (foreign);

      g_assert_error (own, DS_ERROR, (int) cases[i].expected);
      g_assert_cmpstr (own->message, ==, "what happened");
      g_assert_cmpstr (sentence, ==, ds_error_get_sentence (own));
      g_assert_cmpstr (nick, ==, ds_error_get_nick (own));
    }
  g_assert_null (ds_error_adopt (NULL));
}

static void
test_groups_of_errors (void)
{
  g_autoptr (GError) io = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) locked = g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_LOCKED, "x");
  g_autoptr (GError) full = g_error_new_literal (DS_ERROR, DS_ERROR_STORAGE_FULL, "x");

  g_assert_true (ds_error_is_cancelled (io));
  g_assert_false (ds_error_is_cancelled (full));
  g_assert_false (ds_error_is_cancelled (NULL));
  g_assert_true (ds_error_is_keyring (locked));
  g_assert_false (ds_error_is_keyring (full));
  g_assert_true (ds_error_is_storage (full));
  g_assert_false (ds_error_is_storage (locked));
  g_assert_true (ds_error_is (full, DS_ERROR_STORAGE_FULL));
  g_assert_false (ds_error_is (NULL, DS_ERROR_STORAGE_FULL));
}

static void
test_an_answer_tells_more_than_silence (void)
{
  g_autoptr (GError) kept = NULL;

  ds_error_keep_telling (&kept, g_error_new_literal (DS_ERROR, DS_ERROR_TIMED_OUT, "first"));
  ds_error_keep_telling (&kept, g_error_new_literal (DS_ERROR, DS_ERROR_KEY_CHANGED, "second"));
  ds_error_keep_telling (&kept, g_error_new_literal (DS_ERROR, DS_ERROR_UNREACHABLE, "third"));
  g_assert_error (kept, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpstr (kept->message, ==, "second");
}

/* Tells both in both orders; @code must be told each time. */
static void
assert_told (DsError code,
             DsError other)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) kept = NULL;

      ds_error_keep_telling (&kept, g_error_new_literal (DS_ERROR, (int) (i ? code : other), "x"));
      ds_error_keep_telling (&kept, g_error_new_literal (DS_ERROR, (int) (i ? other : code), "x"));
      g_assert_error (kept, DS_ERROR, (int) code);
    }
}

static void
test_another_key_is_told_whatever_else_went_wrong (void)
{
  for (int code = DS_ERROR_FAILED; code <= DS_ERROR_CANCELLED; code++)
    assert_told (DS_ERROR_KEY_CHANGED, (DsError) code);
}

static void
test_what_is_told_does_not_hang_on_the_order (void)
{
  assert_told (DS_ERROR_TIMED_OUT, DS_ERROR_UNREACHABLE);
  assert_told (DS_ERROR_BAD_ANSWER, DS_ERROR_TIMED_OUT);
  assert_told (DS_ERROR_BAD_ANSWER, DS_ERROR_FAILED);
  assert_told (DS_ERROR_BUSY, DS_ERROR_BAD_ANSWER);
  assert_told (DS_ERROR_BUSY, DS_ERROR_UNSUPPORTED);
  assert_told (DS_ERROR_UNCOVERED, DS_ERROR_UNSUPPORTED);
}

static void
test_every_kind_has_a_word_and_a_title (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int kind = DS_KIND_UNKNOWN; kind <= DS_KIND_APPLIANCE; kind++)
    {
      g_assert_true (g_hash_table_add (titles, (gpointer) ds_kind_get_title ((DsKind) kind)));
      g_assert_cmpint (ds_kind_from_nick (ds_kind_get_nick ((DsKind) kind)), ==, kind);
    }
  g_assert_cmpstr (ds_kind_get_nick (DS_KIND_PLUG), ==, "plug");
  g_assert_cmpint (ds_kind_from_nick ("spaceship"), ==, DS_KIND_UNKNOWN);
  g_assert_cmpint (ds_kind_from_nick (NULL), ==, DS_KIND_UNKNOWN);
  g_assert_cmpstr (ds_kind_get_nick ((DsKind) 1000), ==, "unknown");
}

static void
assert_clock_is_real (void)
{
  int64_t before = g_get_real_time () / G_USEC_PER_SEC;
  int64_t now = ds_clock_now ();

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / G_USEC_PER_SEC);
}

static void
test_the_clock (void)
{
  assert_clock_is_real ();
  ds_clock_set (1893456000);
  g_assert_cmpint (ds_clock_now (), ==, 1893456000);
  ds_clock_set (0);
  assert_clock_is_real ();
}

/* A person who wants it back must find it. */
static void
test_what_is_kept_is_told_with_its_place (void)
{
  g_autofree char *here = g_build_filename (g_get_home_dir (), ".local", "share", "doorstep",
                                            "doorstep-damaged-1.db", NULL);
  g_autoptr (GError) damaged = g_error_new_literal (DS_ERROR, DS_ERROR_STORAGE_DAMAGED, "x");
  g_autoptr (GError) full = g_error_new_literal (DS_ERROR, DS_ERROR_STORAGE_FULL, "x");
  g_autofree char *other = g_strdup (ds_error_get_sentence (full));
  g_autoptr (GError) copy = NULL;

  ds_error_set_kept (damaged, here);
  copy = g_error_copy (damaged);
  g_assert_nonnull (strstr (ds_error_get_sentence (copy),
                            "“doorstep-damaged-1.db” in the folder “~/.local/share/doorstep”"));
  ds_error_set_kept (damaged, "/srv/100%s/doorstep-damaged-2.db");
  g_assert_nonnull (strstr (ds_error_get_sentence (damaged),
                            "“doorstep-damaged-2.db” in the folder “/srv/100%s”"));
  ds_error_set_kept (full, here);
  g_assert_cmpstr (ds_error_get_sentence (full), ==, other);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/error/every-error-has-its-own-sentence-and-word", test_every_error_has_its_own_sentence_and_word);
  g_test_add_func ("/error/words-from-files", test_words_from_files);
  g_test_add_func ("/error/a-wait-is-told", test_a_wait_is_told);
  g_test_add_func ("/error/errors-of-other-libraries", test_errors_of_other_libraries);
  g_test_add_func ("/error/groups-of-errors", test_groups_of_errors);
  g_test_add_func ("/error/an-answer-tells-more-than-silence", test_an_answer_tells_more_than_silence);
  g_test_add_func ("/error/another-key-is-told-whatever-else-went-wrong",
                   test_another_key_is_told_whatever_else_went_wrong);
  g_test_add_func ("/error/what-is-told-does-not-hang-on-the-order",
                   test_what_is_told_does_not_hang_on_the_order);
  g_test_add_func ("/kind/every-kind-has-a-word-and-a-title", test_every_kind_has_a_word_and_a_title);
  g_test_add_func ("/clock/now-and-fixed", test_the_clock);
  g_test_add_func ("/core/error/what-is-kept-is-told-with-its-place",
                   test_what_is_kept_is_told_with_its_place);

  return g_test_run ();
}

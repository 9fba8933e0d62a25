/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/ds-code-entry.h"
#include "app/ds-picture.h"
#include "app/ds-qr.h"
#include "core/ds-error.h"
#include "ds-app-test.h"
#include "ds-test.h"

#define CODE "031-45-154"
/* The same code, as the QR code of a lamp says it. */
#define PAYLOAD "X-HM://00522H1VMTB01"
#define OTHER_PAYLOAD "X-HM://00718C331AB1C"

static DsCodeEntry *
new_entry (void)
{
  DsCodeEntry *entry = g_object_ref_sink (g_object_new (DS_TYPE_CODE_ENTRY, NULL));

  ds_code_entry_set_driver (entry, ds_driver_by_id ("homekit"));
  return entry;
}

static const char *
get_shown (DsCodeEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (ds_code_entry_get_text (entry)));
}

static void
type (DsCodeEntry *entry,
      const char  *keys)
{
  GtkText *text = ds_code_entry_get_text (entry);

  for (const char *key = keys; *key != '\0'; key++)
    {
      char one[2] = { *key, '\0' };

      g_signal_emit_by_name (text, "insert-at-cursor", one);
    }
}

static void
backspace (DsCodeEntry *entry)
{
  g_signal_emit_by_name (ds_code_entry_get_text (entry), "backspace");
}

static void
test_digits_fall_into_groups (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "031");
  g_assert_cmpstr (get_shown (entry), ==, "031");
  type (entry, "4");
  g_assert_cmpstr (get_shown (entry), ==, "031-4");
  type (entry, "5154");
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  g_assert_true (ds_code_entry_get_complete (entry));
  g_assert_false (ds_code_entry_get_wrong (entry));
  g_assert_cmpstr (ds_code_entry_get_code (entry), ==, CODE);
}

static void
test_dashes_and_spaces_may_be_typed (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "031-45 154");
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  g_assert_false (ds_code_entry_get_wrong (entry));
}

static void
test_backspace_goes_across_groups (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "0314");
  backspace (entry);
  g_assert_cmpstr (get_shown (entry), ==, "031");
  backspace (entry);
  g_assert_cmpstr (get_shown (entry), ==, "03");
  type (entry, "145154");
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  /* Right after the first dash: the digit before it goes, not just the dash. */
  gtk_editable_set_position (GTK_EDITABLE (ds_code_entry_get_text (entry)), 4);
  backspace (entry);
  g_assert_cmpstr (get_shown (entry), ==, "034-51-54");
  g_assert_false (ds_code_entry_get_complete (entry));
}

static void
test_a_digit_in_the_middle_moves_the_rest (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "0345154");
  g_assert_cmpstr (get_shown (entry), ==, "034-51-54");
  gtk_editable_set_position (GTK_EDITABLE (ds_code_entry_get_text (entry)), 2);
  type (entry, "1");
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (ds_code_entry_get_text (entry))),
                   ==, 3);
}

static void
test_a_whole_code_is_pasted (void)
{
  static const char * const pastes[] = {
    "031-45-154", "03145154", " 031 45 154 \n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (DsCodeEntry) entry = new_entry ();

      type (entry, "99");
      g_signal_emit_by_name (ds_code_entry_get_text (entry), "insert-at-cursor", pastes[i]);
      g_assert_cmpstr (get_shown (entry), ==, CODE);
    }
}

static void
test_the_text_of_a_qr_code_is_kept_whole (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  g_assert_true (ds_code_entry_take (entry, PAYLOAD));
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  g_assert_cmpstr (ds_code_entry_get_code (entry), ==, PAYLOAD);
  /* Changed by hand, it is what was typed again. */
  backspace (entry);
  type (entry, "4");
  g_assert_cmpstr (ds_code_entry_get_code (entry), ==, CODE);
}

static void
test_impossible_codes_are_refused_with_the_reason (void)
{
  static const char * const codes[] = { "00000000", "11111111", "12345678", "87654321" };

  for (size_t i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (DsCodeEntry) entry = new_entry ();

      type (entry, codes[i]);
      g_assert_false (ds_code_entry_get_complete (entry));
      g_assert_true (ds_code_entry_get_wrong (entry));
      g_assert_cmpstr (ds_code_entry_get_hint (entry), !=, "");
      backspace (entry);
      g_assert_false (ds_code_entry_get_wrong (entry));
    }
}

static void
test_letters_are_refused_with_the_reason (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "03x");
  g_assert_cmpstr (get_shown (entry), ==, "03");
  g_assert_true (ds_code_entry_get_wrong (entry));
  g_assert_cmpstr (ds_code_entry_get_hint (entry), ==, "The code has digits only.");
}

static void
test_a_ninth_digit_is_refused (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();

  type (entry, "031451549");
  g_assert_cmpstr (get_shown (entry), ==, CODE);
  g_assert_cmpstr (ds_code_entry_get_hint (entry), ==, "The code has only 8 digits.");
  g_assert_true (ds_code_entry_get_complete (entry));
}

static void
test_a_megabyte_is_pasted (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();
  g_autofree char *paste = g_strnfill (1024 * 1024, '7');

  g_signal_emit_by_name (ds_code_entry_get_text (entry), "insert-at-cursor", paste);
  g_assert_cmpstr (get_shown (entry), ==, "");
  g_assert_true (ds_code_entry_get_wrong (entry));
}

static void
test_the_field_is_named_and_says_its_state (void)
{
  g_autoptr (DsCodeEntry) entry = new_entry ();
  GtkAccessible *text = GTK_ACCESSIBLE (ds_code_entry_get_text (entry));

  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Setup code");
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "8 digits");
  type (entry, "12345678");
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
}

/*
 * Pictures
 */

static GFile *
draw_code (const char *text,
           const char *dots)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "code.png", NULL);
  g_autoptr (GError) error = NULL;
  int status;
  const char *argv[] = { "qrencode", "-s", dots, "-o", path, text, NULL };

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return g_file_new_for_path (path);
}

static void
assert_reads (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = dex_await_boxed (future, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (ds_secret_get_text (found->pdata[0]), ==, PAYLOAD);
}

static void
test_a_picture_of_a_qr_code_is_read (void)
{
  g_autoptr (GFile) small = draw_code (PAYLOAD, "3");
  g_autoptr (GFile) huge = draw_code (PAYLOAD, "90");

  assert_reads (ds_qr_read_file (small));
  assert_reads (ds_qr_read_file (huge));
}

static void
test_a_picture_on_the_clipboard_is_read (void)
{
  g_autoptr (GdkTexture) texture = app_test_draw_codes (PAYLOAD, NULL);

  assert_reads (ds_qr_read_texture (texture));
}

static bool
is_payload (const char *code,
            gpointer    data)
{
  return g_str_has_prefix (code, "X-HM://");
}

/* A label has a code for the maker's own program beside the one that is wanted. */
static void
test_the_code_that_is_wanted_is_found_among_others (gconstpointer data)
{
  const char * const *both = data;
  g_autoptr (GdkTexture) texture = app_test_draw_codes (both[0], both[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = dex_await_boxed (ds_qr_read_texture (texture), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (ds_secret_get_text (ds_picture_pick (found, is_payload, NULL, NULL)), ==,
                   PAYLOAD);
}

static const char *const wanted_first[] = { PAYLOAD, "https://example.com/app" };
static const char *const wanted_last[] = { "https://example.com/app", PAYLOAD };

/* Two devices lie side by side: only the person knows which of them is meant. */
static void
test_two_codes_that_fit_are_for_the_person_to_choose (void)
{
  g_autoptr (GdkTexture) texture = app_test_draw_codes (PAYLOAD, OTHER_PAYLOAD);
  g_autoptr (GdkTexture) twice = app_test_draw_codes (PAYLOAD, PAYLOAD);
  g_autoptr (GPtrArray) found = dex_await_boxed (ds_qr_read_texture (texture), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_picture_pick (found, is_payload, NULL, &error));
  g_assert_cmpstr (ds_picture_get_trouble (error), ==,
                   "More than one QR code in this picture fits. Use a picture that shows only "
                   "one of them.");
  assert_reads (ds_qr_read_texture (twice));
}

static void
test_a_picture_without_a_code_says_so (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "white.png", NULL);
  g_autofree uint8_t *white = g_malloc (200 * 200 * 4);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  memset (white, 255, 200 * 200 * 4);
  bytes = g_bytes_new (white, 200 * 200 * 4);
  texture = gdk_memory_texture_new (200, 200, GDK_MEMORY_R8G8B8A8, bytes, 200 * 4);
  error = ds_test_await_error (ds_qr_read_texture (texture));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
}

static void
test_a_file_that_is_no_picture_says_so (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "not-a-picture.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "\x89PNG\r\n\x1a\n and then nothing", -1, NULL);
  error = ds_test_await_error (ds_qr_read_file (file));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
  g_clear_error (&error);
  g_clear_object (&file);
  file = g_file_new_for_path ("/nowhere/at/all.png");
  error = ds_test_await_error (ds_qr_read_file (file));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/code-entry/digits-fall-into-groups", test_digits_fall_into_groups);
  g_test_add_func ("/code-entry/dashes-and-spaces-may-be-typed",
                   test_dashes_and_spaces_may_be_typed);
  g_test_add_func ("/code-entry/backspace-goes-across-groups",
                   test_backspace_goes_across_groups);
  g_test_add_func ("/code-entry/a-digit-in-the-middle-moves-the-rest",
                   test_a_digit_in_the_middle_moves_the_rest);
  g_test_add_func ("/code-entry/a-whole-code-is-pasted", test_a_whole_code_is_pasted);
  g_test_add_func ("/code-entry/the-text-of-a-qr-code-is-kept-whole",
                   test_the_text_of_a_qr_code_is_kept_whole);
  g_test_add_func ("/code-entry/impossible-codes-are-refused-with-the-reason",
                   test_impossible_codes_are_refused_with_the_reason);
  g_test_add_func ("/code-entry/letters-are-refused-with-the-reason",
                   test_letters_are_refused_with_the_reason);
  g_test_add_func ("/code-entry/a-ninth-digit-is-refused", test_a_ninth_digit_is_refused);
  g_test_add_func ("/code-entry/a-megabyte-is-pasted", test_a_megabyte_is_pasted);
  g_test_add_func ("/code-entry/the-field-is-named-and-says-its-state",
                   test_the_field_is_named_and_says_its_state);
  ds_test_add_fiber ("/qr/a-picture-of-a-qr-code-is-read", test_a_picture_of_a_qr_code_is_read);
  ds_test_add_row ("/qr/the-code-that-is-wanted-comes-first", wanted_first,
                   test_the_code_that_is_wanted_is_found_among_others);
  ds_test_add_row ("/qr/the-code-that-is-wanted-comes-last", wanted_last,
                   test_the_code_that_is_wanted_is_found_among_others);
  ds_test_add_fiber ("/qr/two-codes-that-fit-are-for-the-person-to-choose",
                     test_two_codes_that_fit_are_for_the_person_to_choose);
  ds_test_add_fiber ("/qr/a-picture-on-the-clipboard-is-read",
                     test_a_picture_on_the_clipboard_is_read);
  ds_test_add_fiber ("/qr/a-picture-without-a-code-says-so",
                     test_a_picture_without_a_code_says_so);
  ds_test_add_fiber ("/qr/a-file-that-is-no-picture-says-so",
                     test_a_file_that_is_no_picture_says_so);

  return g_test_run ();
}

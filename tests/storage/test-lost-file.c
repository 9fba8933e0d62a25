/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-lost-file"

#include "config.h"

#include "core/ds-clock.h"
#include "ds-test.h"
#include "storage/ds-data-file.h"
#include "storage/ds-data-pieces.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEPT "doorstep-damaged-"

static char *
get_content (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) ? content : NULL;
}

static void
assert_content (const char *folder,
                const char *name,
                const char *expected)
{
  g_autofree char *content = get_content (folder, name);

  g_assert_cmpstr (content, ==, expected);
}

static void
put (const char *folder,
     const char *name,
     const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* Opens it and closes it again; it must say that it put something aside, or not. A
 * person then reads that, or the process is killed before. */
static void
open_and_close (const char *folder,
                const char *aside,
                bool read)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsDataFile) file = ds_data_file_open (folder, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_true (file->writable);
  if (file->damaged_copy != NULL)
    name = g_path_get_basename (file->damaged_copy);
  g_assert_cmpstr (name, ==, aside);
  if (read)
    ds_data_pieces_note_told (file->damaged_copy);
}

static void
lose_file (const char *folder,
           const char *log)
{
  g_autofree char *path = g_build_filename (folder, DS_DATA_FILE_NAME, NULL);

  (void) g_remove (path);
  put (folder, DS_DATA_FILE_NAME "-wal", log);
  put (folder, DS_DATA_FILE_NAME "-shm", log);
}

/* Somebody deleted the file and left the log. Its index goes too: another program may
 * have it open, and would share it with the new file. */
static void
test_each_log_without_a_file_is_kept (void)
{
  g_autofree char *folder = ds_test_folder ();

  lose_file (folder, "one");
  open_and_close (folder, KEPT "2030-01-01-000000.db", true);
  open_and_close (folder, NULL, false);
  lose_file (folder, "two");
  open_and_close (folder, KEPT "2030-01-01-000000-2.db", false);
  assert_content (folder, KEPT "2030-01-01-000000.db-wal", "one");
  assert_content (folder, KEPT "2030-01-01-000000.db-shm", "one");
  assert_content (folder, KEPT "2030-01-01-000000-2.db-wal", "two");
}

/* A process was killed between the file and its log. */
static void
test_a_log_goes_after_its_file (void)
{
  g_autofree char *folder = ds_test_folder ();

  put (folder, KEPT "2029-12-31-235959-3.db", "another");
  put (folder, KEPT "2029-12-31-235959-11.db", "its file");
  put (folder, KEPT "2029-12-31-235959.db", "another");
  put (folder, KEPT "2028-12-31-235959-100.db", "another");
  lose_file (folder, "the log");
  open_and_close (folder, KEPT "2029-12-31-235959-11.db", true);
  assert_content (folder, KEPT "2029-12-31-235959-11.db", "its file");
  assert_content (folder, KEPT "2029-12-31-235959-11.db-wal", "the log");
}

static void
test_a_log_takes_no_other_logs_place (void)
{
  g_autofree char *folder = ds_test_folder ();

  put (folder, KEPT "2029-12-31-235959.db", "another file");
  put (folder, KEPT "2029-12-31-235959.db-wal", "another log");
  lose_file (folder, "the log");
  open_and_close (folder, KEPT "2030-01-01-000000.db", true);
  assert_content (folder, KEPT "2029-12-31-235959.db-wal", "another log");
  assert_content (folder, KEPT "2030-01-01-000000.db-wal", "the log");
}

/* What sqlite3 leaves when the last who had it open closes it. */
static void
test_an_empty_log_is_none (void)
{
  g_autofree char *folder = ds_test_folder ();

  lose_file (folder, "");
  open_and_close (folder, NULL, false);
}

/* Whatever stands in the note, only a copy is told of. */
static void
test_a_note_of_something_else_is_none (void)
{
  static const char *const notes[] = { "", DS_DATA_FILE_NAME, "../" DS_DATA_FILE_NAME, KEPT "x.db" };
  g_autofree char *folder = ds_test_folder ();

  for (size_t i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      put (folder, "doorstep-untold", notes[i]);
      open_and_close (folder, NULL, false);
    }
}

/* It is said at each start until a person has read it, or has taken the copy away. */
static void
test_a_copy_is_told_until_it_was_read (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *first = g_build_filename (folder, KEPT "2030-01-01-000000.db", NULL);
  g_autofree char *second = g_build_filename (folder, KEPT "2030-01-01-000000-2.db-wal", NULL);

  lose_file (folder, "one");
  for (int i = 0; i < 3; i++)
    open_and_close (folder, KEPT "2030-01-01-000000.db", i == 2);
  open_and_close (folder, NULL, false);

  /* Also where a clock goes back, and with it the names. */
  ds_clock_set (1861920000); /* 2029-01-01 */
  lose_file (folder, "two");
  for (int i = 0; i < 2; i++)
    open_and_close (folder, KEPT "2029-01-01-000000.db", i == 1);
  ds_clock_set (1893456000);

  /* Who has read of one has not read of the next. */
  lose_file (folder, "three");
  ds_data_pieces_note_told (first);
  open_and_close (folder, KEPT "2030-01-01-000000-2.db", false);
  ds_data_pieces_note_told (first);
  open_and_close (folder, KEPT "2030-01-01-000000-2.db", false);
  g_assert_cmpint (g_remove (second), ==, 0);
  strcpy (strstr (second, "-wal"), "-shm");
  g_assert_cmpint (g_remove (second), ==, 0);
  open_and_close (folder, NULL, false);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_clock_set (1893456000); /* 2030-01-01 */

  g_test_add_func ("/storage/each-log-without-a-file-is-kept",
                   test_each_log_without_a_file_is_kept);
  g_test_add_func ("/storage/a-log-goes-after-its-file", test_a_log_goes_after_its_file);
  g_test_add_func ("/storage/a-log-takes-no-other-logs-place",
                   test_a_log_takes_no_other_logs_place);
  g_test_add_func ("/storage/an-empty-log-is-none", test_an_empty_log_is_none);
  g_test_add_func ("/storage/a-note-of-something-else-is-none",
                   test_a_note_of_something_else_is_none);
  g_test_add_func ("/storage/a-copy-is-told-until-it-was-read",
                   test_a_copy_is_told_until_it_was_read);

  return g_test_run ();
}

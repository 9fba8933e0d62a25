/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "home/ds-lock.h"

#include "core/ds-error.h"
#include "ds-test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static GFile *
new_folder (void)
{
  g_autofree char *path = ds_test_folder ();

  return g_file_new_for_path (path);
}

static void
test_two_verbs_do_not_change_one_device (void)
{
  g_autoptr (GFile) folder = new_folder ();
  g_autoptr (DsLock) first = NULL;
  g_autoptr (DsLock) other = NULL;
  g_autoptr (DsLock) second = NULL;
  g_autoptr (GError) error = NULL;

  first = ds_lock_take (folder, "aaaaaaaa", &error);
  g_assert_no_error (error);
  other = ds_lock_take (folder, "bbbbbbbb", &error);
  g_assert_no_error (error);

  second = ds_lock_take (folder, "aaaaaaaa", &error);
  g_assert_null (second);
  g_assert_error (error, DS_ERROR, DS_ERROR_BUSY);
  g_clear_error (&error);

  g_clear_pointer (&first, ds_lock_free);
  second = ds_lock_take (folder, "aaaaaaaa", &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

static void
test_a_kill_gives_the_lock_back (void)
{
  g_autoptr (GFile) folder = new_folder ();
  g_autoptr (DsLock) lock = NULL;
  g_autoptr (GError) error = NULL;
  int ready[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      DsLock *held = ds_lock_take (folder, "aaaaaaaa", NULL);

      if (held == NULL || write (ready[1], "x", 1) != 1)
        _exit (1);
      pause ();
      _exit (0);
    }

  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  lock = ds_lock_take (folder, "aaaaaaaa", &error);
  g_assert_error (error, DS_ERROR, DS_ERROR_BUSY);
  g_clear_error (&error);

  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  lock = ds_lock_take (folder, "aaaaaaaa", &error);
  g_assert_no_error (error);
  close (ready[0]);
  close (ready[1]);
}

static void
test_wrong_codes_are_counted_across_processes (void)
{
  g_autoptr (GFile) folder = new_folder ();
  g_autoptr (DsLock) lock = ds_lock_take (folder, "aaaaaaaa", NULL);
  unsigned int wrong = 77;
  int64_t retry_at = 77;

  ds_lock_get_tries (lock, &wrong, &retry_at);
  g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpint (retry_at, ==, 0);

  ds_lock_set_tries (lock, 12, INT64_C (1800000000));
  ds_lock_set_tries (lock, 3, INT64_C (1700000000));
  g_clear_pointer (&lock, ds_lock_free);

  lock = ds_lock_take (folder, "aaaaaaaa", NULL);
  ds_lock_get_tries (lock, &wrong, &retry_at);
  g_assert_cmpuint (wrong, ==, 3);
  g_assert_cmpint (retry_at, ==, INT64_C (1700000000));
}

static void
test_a_spoilt_lock_file_counts_as_none (void)
{
  static const char * const texts[] = { "", "x", "-1 -1 ", "99999999999999999999 9 ", "1" };
  g_autoptr (GFile) folder = new_folder ();
  g_autofree char *locks = g_build_filename (g_file_peek_path (folder), "locks", NULL);
  g_autofree char *path = g_build_filename (locks, "aaaaaaaa", NULL);

  g_mkdir_with_parents (locks, 0700);
  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DsLock) lock = NULL;
      unsigned int wrong;
      int64_t retry_at;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      lock = ds_lock_take (folder, "aaaaaaaa", NULL);
      g_assert_nonnull (lock);
      ds_lock_get_tries (lock, &wrong, &retry_at);
      g_assert_cmpuint (wrong, <=, 1000);
      g_assert_cmpint (retry_at, >=, 0);
    }
}

/* Counting wrong codes writes to the file: not to one that somebody else chose. */
static void
test_a_link_to_another_file_is_not_followed (void)
{
  g_autoptr (GFile) folder = new_folder ();
  g_autofree char *locks = g_build_filename (g_file_peek_path (folder), "locks", NULL);
  g_autofree char *path = g_build_filename (locks, "aaaaaaaa", NULL);
  g_autofree char *precious = g_build_filename (g_file_peek_path (folder), "precious", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (locks, 0700);
  g_assert_true (g_file_set_contents (precious, "precious", -1, NULL));
  g_assert_cmpint (symlink (precious, path), ==, 0);
  g_assert_null (ds_lock_take (folder, "aaaaaaaa", &error));
  g_assert_true (ds_error_is_storage (error));
}

static void
test_a_folder_that_is_a_file_is_told (void)
{
  g_autoptr (GFile) folder = new_folder ();
  g_autofree char *locks = g_build_filename (g_file_peek_path (folder), "locks", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (locks, "", 0, NULL));
  g_assert_null (ds_lock_take (folder, "aaaaaaaa", &error));
  g_assert_true (ds_error_is_storage (error));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/home/lock/two-verbs-do-not-change-one-device",
                   test_two_verbs_do_not_change_one_device);
  g_test_add_func ("/home/lock/a-kill-gives-the-lock-back", test_a_kill_gives_the_lock_back);
  g_test_add_func ("/home/lock/wrong-codes-are-counted-across-processes",
                   test_wrong_codes_are_counted_across_processes);
  g_test_add_func ("/home/lock/a-spoilt-lock-file-counts-as-none",
                   test_a_spoilt_lock_file_counts_as_none);
  g_test_add_func ("/home/lock/a-link-to-another-file-is-not-followed",
                   test_a_link_to_another_file_is_not_followed);
  g_test_add_func ("/home/lock/a-folder-that-is-a-file-is-told",
                   test_a_folder_that_is_a_file_is_told);

  return g_test_run ();
}

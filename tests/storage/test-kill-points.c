/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening the data file, killed before each of its system calls in turn: between two of
 * them nothing on the disk changes. Each time the next start finds what it must.
 */

#define G_LOG_DOMAIN "test-kill-points"

#include "config.h"

#include "core/ds-clock.h"
#include "ds-test.h"
#include "storage/ds-data-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char rubbish[] = "This is no database any more, but what is in its log may be read.";

static const char *const pieces[] = { "doorstep.db", "doorstep.db-wal" };

/* What every row of the table begins with, what must be there in the end. */
typedef struct
{
  const char *path;
  void (*prepare) (const char *folder);
  void (*check) (const char *before, const char *folder, const DsDataFile *file);
} Scene;

static char *
get_content (const char *folder,
             const char *name,
             size_t *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *content = NULL;

  if (!g_file_get_contents (path, &content, length, NULL))
    return NULL;
  return content;
}

static void
copy_pieces (const char *from,
             const char *to)
{
  for (size_t i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      size_t length = 0;
      g_autofree char *content = get_content (from, pieces[i], &length);
      g_autofree char *path = g_build_filename (to, pieces[i], NULL);

      if (content != NULL)
        g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
    }
}

static int
get_number (sqlite3 *db,
            const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int number = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

static pid_t
fork_traced (const char *folder)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (ptrace (PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit (77);
      raise (SIGSTOP);
      _exit (ds_data_file_open (folder, NULL) == NULL);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    return 0;
  g_assert_true (WIFSTOPPED (status));
  return child;
}

/* Returns: whether there was an @n-th call to be killed before. */
static bool
kill_before (pid_t child,
             unsigned int n)
{
  int status = 0;

  /* It stops when it enters a call and when it leaves it. */
  for (unsigned int i = 0; i < 2 * n + 1; i++)
    {
      g_assert_cmpint (ptrace (PTRACE_SYSCALL, child, NULL, NULL), ==, 0);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      if (WIFEXITED (status))
        {
          g_assert_cmpint (WEXITSTATUS (status), ==, 0);
          return false;
        }
      g_assert_true (WIFSTOPPED (status));
    }

  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  return true;
}

static void
test_scene (gconstpointer data)
{
  const Scene *scene = data;
  g_autofree char *before = ds_test_folder ();
  bool killed = true;
  unsigned int n;

  scene->prepare (before);
  for (n = 0; killed; n++)
    {
      g_autofree char *folder = ds_test_folder ();
      g_autoptr (DsDataFile) file = NULL;
      g_autoptr (GError) error = NULL;
      pid_t child;

      copy_pieces (before, folder);
      child = fork_traced (folder);
      if (child == 0)
        {
          g_test_skip ("a process may not be traced here");
          return;
        }
      killed = kill_before (child, n);

      file = ds_data_file_open (folder, &error);
      g_assert_no_error (error);
      g_assert_true (file->writable);
      scene->check (before, folder, file);
    }
  g_test_message ("killed at %u places", n - 1);
  g_assert_cmpuint (n, >, 50);
}

static sqlite3 *
open_raw (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, pieces[0], NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

/* Leaves a file with three devices, one of them in its log only. */
static void
prepare_devices (const char *folder)
{
  static const char insert[] =
    "INSERT INTO device (id, driver, key, state, name, kind, set_up_at, checked_at) "
    "VALUES (hex (randomblob (8)), 'homekit', 'k', 0, 'n', 'plug', 0, 0)";
  g_autofree char *elsewhere = ds_test_folder ();
  g_autoptr (DsDataFile) file = ds_data_file_open (elsewhere, NULL);

  g_assert_nonnull (file);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (sqlite3_exec (file->db, insert, NULL, NULL, NULL), ==, SQLITE_OK);
      if (i == 1)
        g_assert_cmpint (sqlite3_exec (file->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL,
                                       NULL), ==, SQLITE_OK);
    }
  copy_pieces (elsewhere, folder);
}

static void
prepare_damaged (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, pieces[0], NULL);

  prepare_devices (folder);
  g_assert_true (g_file_set_contents (path, rubbish, sizeof rubbish, NULL));
}

static void
prepare_lost (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, pieces[0], NULL);

  prepare_devices (folder);
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void
assert_kept (const char *before,
             const char *copy,
             size_t piece)
{
  size_t length = 0;
  size_t kept_length = 0;
  g_autofree char *expected = get_content (before, pieces[piece], &length);
  g_autofree char *name = g_strconcat (copy, pieces[piece] + strlen (pieces[0]), NULL);
  g_autofree char *kept = NULL;

  g_assert_nonnull (expected);
  g_assert_true (g_file_get_contents (name, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, expected, length);
}

/* Nothing of the old log is in the new file; both old pieces are whole and lie together;
 * and the person hears of it, also where the new file was finished before. */
static void
check_put_aside (const char *before,
                 const char *folder,
                 const DsDataFile *file)
{
  g_autofree char *first = g_build_filename (folder, "doorstep-damaged-2030-01-01-000000.db", NULL);
  g_autofree char *second =
    g_build_filename (folder, "doorstep-damaged-2030-01-01-000000-2.db", NULL);

  g_assert_cmpint (get_number (file->db, "SELECT count (*) FROM device"), ==, 0);
  g_assert_cmpstr (file->damaged_copy, ==, first);
  for (size_t i = 0; i < G_N_ELEMENTS (pieces); i++)
    assert_kept (before, first, i);
  g_assert_cmpint (get_number (file->db, "PRAGMA user_version"), >, 0);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
}

static void
prepare_damaged_log (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, pieces[1], NULL);
  int fd;

  prepare_devices (folder);
  fd = open (path, O_RDWR);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, "\xa5\xa5\xa5\xa5", 4, 4), ==, 4);
  close (fd);
}

static void
assert_private (const char *path,
                const char *suffix)
{
  g_autofree char *piece = g_strconcat (path, suffix, NULL);
  struct stat info;

  g_assert_cmpint (stat (piece, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Each start says so and copies it, until one has come to its end. */
static void
check_log_kept (const char *before,
                const char *folder,
                const DsDataFile *file)
{
  g_assert_cmpint (get_number (file->db, "SELECT count (*) FROM device"), ==, 2);
  g_assert_nonnull (file->damaged_copy);
  assert_kept (before, file->damaged_copy, 0);
  assert_kept (before, file->damaged_copy, 1);
  assert_private (file->damaged_copy, "");
  assert_private (file->damaged_copy, "-wal");
}

static void
prepare_old (const char *folder)
{
  sqlite3 *db = open_raw (folder);

  g_assert_cmpint (sqlite3_exec (db,
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE device (id TEXT PRIMARY KEY NOT NULL, driver TEXT NOT NULL, key TEXT NOT NULL,"
    "  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), name TEXT NOT NULL, room TEXT,"
    "  kind TEXT NOT NULL, maker TEXT, model TEXT, serial TEXT, hardware_version TEXT,"
    "  software_version TEXT, address TEXT, set_up_at INTEGER NOT NULL,"
    "  checked_at INTEGER NOT NULL, attention TEXT, details TEXT) STRICT, WITHOUT ROWID;"
    "INSERT INTO device (id, driver, key, state, name, kind, set_up_at, checked_at) VALUES"
    "  ('a', 'homekit', 'k', 0, 'n', 'plug', 0, 0), ('b', 'homekit', 'k', 0, 'n', 'plug', 0, 0),"
    "  ('c', 'homekit', 'k', 0, 'n', 'plug', 0, 0);"
    "PRAGMA user_version = 1", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
check_devices (const char *before,
               const char *folder,
               const DsDataFile *file)
{
  g_assert_null (file->damaged_copy);
  g_assert_cmpint (get_number (file->db, "SELECT count (*) FROM device"), ==, 3);
  g_assert_cmpint (get_number (file->db, "SELECT count (*) FROM device WHERE watched = 0"), ==, 3);
  g_assert_cmpint (get_number (file->db, "PRAGMA user_version"), >=, 3);
}

static void
prepare_nothing (const char *folder)
{
}

static void
check_empty (const char *before,
             const char *folder,
             const DsDataFile *file)
{
  g_assert_null (file->damaged_copy);
  g_assert_cmpint (get_number (file->db, "SELECT count (*) FROM device"), ==, 0);
}

int
main (int argc,
      char **argv)
{
  static const Scene scenes[] = {
    { "/storage/killed-while-making-the-file", prepare_nothing, check_empty },
    { "/storage/killed-while-opening-what-a-kill-left", prepare_devices, check_devices },
    { "/storage/killed-while-bringing-an-old-file-up-to-date", prepare_old, check_devices },
    { "/storage/killed-while-putting-a-damaged-file-aside", prepare_damaged, check_put_aside },
    { "/storage/killed-while-putting-the-log-of-a-lost-file-aside", prepare_lost, check_put_aside },
    { "/storage/killed-while-keeping-a-damaged-log", prepare_damaged_log, check_log_kept },
  };

  ds_test_init (&argc, &argv);
  ds_clock_set (1893456000); /* 2030-01-01 */

  for (size_t i = 0; i < G_N_ELEMENTS (scenes); i++)
    g_test_add_data_func (scenes[i].path, &scenes[i], test_scene);

  return g_test_run ();
}

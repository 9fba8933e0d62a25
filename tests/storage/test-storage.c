/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE
#define G_LOG_DOMAIN "test-storage"

#include "config.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-test.h"
#include "storage/ds-device-table.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static DsStorage *
new_storage (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  return ds_storage_new (file);
}

static DsStorage *
open_storage (const char *folder)
{
  DsStorage *storage = new_storage (folder);

  ds_test_await (ds_storage_open (storage));
  return storage;
}

static void
close_storage (DsStorage *storage)
{
  ds_test_await (ds_storage_close (storage));
  g_object_unref (storage);
}

static DexFuture *
put (DsStorage *storage,
     const char *id,
     const char *name)
{
  g_autoptr (DsDeviceRecord) record = ds_device_record_new (id, "homekit", "AA:BB", name);

  return ds_device_table_put (storage, record);
}

static GPtrArray *
load (DsStorage *storage)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = dex_await_boxed (ds_device_table_load (storage), &error);

  g_assert_no_error (error);
  g_assert_nonnull (records);
  return records;
}

static unsigned int
count (DsStorage *storage)
{
  g_autoptr (GPtrArray) records = load (storage);

  return records->len;
}

static char *
data_file (const char *folder,
           const char *suffix)
{
  g_autofree char *name = g_strconcat ("doorstep.db", suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

static void
run_sql (const char *folder,
         const char *sql)
{
  g_autofree char *path = data_file (folder, "");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
assert_same_record (const DsDeviceRecord *a,
                    const DsDeviceRecord *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->driver, ==, b->driver);
  g_assert_cmpstr (a->key, ==, b->key);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->room, ==, b->room);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpstr (a->maker, ==, b->maker);
  g_assert_cmpstr (a->model, ==, b->model);
  g_assert_cmpstr (a->serial, ==, b->serial);
  g_assert_cmpstr (a->hardware_version, ==, b->hardware_version);
  g_assert_cmpstr (a->software_version, ==, b->software_version);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpint (a->set_up_at, ==, b->set_up_at);
  g_assert_cmpint (a->checked_at, ==, b->checked_at);
  g_assert_cmpstr (a->attention, ==, b->attention);
  g_assert_cmpstr (a->details, ==, b->details);
  g_assert_cmpint (a->watched, ==, b->watched);
  g_assert_cmpstr (a->product, ==, b->product);
  g_assert_cmpstr (a->purchased_on, ==, b->purchased_on);
  g_assert_cmpstr (a->notes, ==, b->notes);
  g_assert_cmpint (a->own_support, ==, b->own_support);
  g_assert_cmpint (a->own_support_corrects, ==, b->own_support_corrects);
  g_assert_cmpstr (a->own_support_date, ==, b->own_support_date);
  g_assert_cmpstr (a->own_support_said_on, ==, b->own_support_said_on);
  g_assert_cmpstr (a->notice_until, ==, b->notice_until);
  g_assert_cmpstr (a->mud_url, ==, b->mud_url);
  g_assert_cmpuint (a->notice_told, ==, b->notice_told);
  g_assert_cmpint (a->silenced, ==, b->silenced);
}

static void
test_every_column_comes_back (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsDeviceRecord) full = ds_device_record_new ("a", "homekit", "k", "Kitchen ’lamp’; --");
  g_autoptr (DsDeviceRecord) bare = ds_device_record_new ("b", "homekit", "k2", "");
  g_autoptr (GPtrArray) records = NULL;
  DsStorage *storage = open_storage (folder);

  full->state = DS_RECORD_IGNORED;
  full->room = g_strdup ("room");
  full->kind = DS_KIND_LAMP;
  full->maker = g_strdup ("maker");
  full->model = g_strdup ("model");
  full->serial = g_strdup ("serial");
  full->hardware_version = g_strdup ("1.0");
  full->software_version = g_strdup ("2.0");
  full->address = g_strdup ("[fe80::1%2]:80");
  full->set_up_at = G_MAXINT64;
  full->checked_at = 1;
  full->attention = g_strdup ("key-changed");
  full->details = g_strdup ("{}");
  full->watched = TRUE;
  full->product = g_strdup ("{\"type\":\"_hap._tcp\"}");
  full->purchased_on = g_strdup ("2024-02-29");
  full->notes = g_strdup ("Behind the sofa.\nThe label is below.");
  full->own_support = DS_OWN_SUPPORT_ENDED;
  full->own_support_corrects = TRUE;
  full->own_support_date = g_strdup ("2026-05-31");
  full->own_support_said_on = g_strdup ("2026-11-22");
  full->notice_until = g_strdup ("2026-05-31");
  full->mud_url = g_strdup ("https://example.com/lamp");
  full->notice_told = 3;
  full->silenced = TRUE;
  ds_test_await (ds_device_table_put (storage, bare));
  ds_test_await (ds_device_table_put (storage, full));
  close_storage (storage);

  storage = open_storage (folder);
  records = load (storage);
  g_assert_cmpuint (records->len, ==, 2);
  assert_same_record (g_ptr_array_index (records, 0), full);
  assert_same_record (g_ptr_array_index (records, 1), bare);
  close_storage (storage);
}

static void
test_put_replaces_and_remove_removes (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (GPtrArray) records = NULL;
  DsStorage *storage = open_storage (folder);
  DsDeviceRecord *record;

  ds_test_await (put (storage, "a", "old"));
  ds_test_await (put (storage, "a", "new"));
  ds_test_await (put (storage, "b", "other"));
  ds_test_await (ds_device_table_remove (storage, "b"));
  ds_test_await (ds_device_table_remove (storage, "never there"));
  records = load (storage);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->name, ==, "new");
  close_storage (storage);
}

static void
test_only_the_owner_can_read (void)
{
  g_autofree char *base = ds_test_folder ();
  g_autofree char *folder = g_build_filename (base, "not", "there", NULL);
  g_autofree char *path = data_file (folder, "");
  g_autofree char *wal = data_file (folder, "-wal");
  DsStorage *storage = open_storage (folder);
  struct stat info;

  ds_test_await (put (storage, "a", "a"));
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  close_storage (storage);

  /* Whoever opened them to others, by a copy or by hand, did it for once. */
  g_assert_cmpint (chmod (folder, 0755), ==, 0);
  g_assert_cmpint (chmod (path, 0644), ==, 0);
  storage = open_storage (folder);
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  close_storage (storage);
}

/* Beside the pages that were read: sqlite3 would ask for 130 KiB beforehand. */
static void
test_opening_takes_little_memory (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage = open_storage (folder);

  g_assert_cmpint (sqlite3_memory_used (), >, 0);
  g_assert_cmpint (sqlite3_memory_used (), <, 100 * 1024);
  close_storage (storage);
}

static void
test_asking_before_opening (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsStorage) storage = new_storage (folder);
  g_autoptr (GError) error = ds_test_await_error (ds_device_table_load (storage));

  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
}

static void
test_app_and_command_line_at_once (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *app = new_storage (folder);
  DsStorage *cli = new_storage (folder);
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  /* Both make the file and migrate it. */
  ds_test_await (dex_future_all (ds_storage_open (app), ds_storage_open (cli), NULL));
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      g_ptr_array_add (futures, put (i % 2 ? app : cli, id, "x"));
    }
  ds_test_await (dex_future_allv ((DexFuture **) futures->pdata, futures->len));
  g_assert_cmpuint (count (app), ==, 50);
  g_assert_cmpuint (count (cli), ==, 50);
  close_storage (app);
  close_storage (cli);
}

static void
test_closing_does_what_was_asked_before (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage = open_storage (folder);

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      dex_future_disown (put (storage, id, "x"));
    }
  close_storage (storage);

  storage = open_storage (folder);
  g_assert_cmpuint (count (storage), ==, 20);
  close_storage (storage);
}

static void
test_a_newer_file_is_left_alone (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = data_file (folder, "");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (DsStorage) storage = NULL;
  g_autoptr (GError) error = NULL;
  size_t length_before;
  size_t length_after;

  run_sql (folder, "CREATE TABLE future (x); INSERT INTO future VALUES (1); PRAGMA user_version = 1000");
  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));

  storage = new_storage (folder);
  error = ds_test_await_error (ds_storage_open (storage));
  g_assert_error (error, DS_ERROR, DS_ERROR_STORAGE_NEWER);
  g_assert_nonnull (strstr (ds_error_get_sentence (error), "newer"));
  g_assert_null (ds_storage_get_damaged_copy (storage));

  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
assert_put_aside (DsStorage *storage,
                  const char *expected,
                  size_t length)
{
  g_autofree char *kept = NULL;
  size_t kept_length;
  const char *copy = ds_storage_get_damaged_copy (storage);

  g_assert_nonnull (copy);
  g_assert_nonnull (strstr (copy, "doorstep-damaged-2030-01-01"));
  g_assert_true (g_file_get_contents (copy, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, expected, length);
}

static void
test_rubbish_instead_of_the_file_is_put_aside (void)
{
  static const char *const rubbish[] = {
    "This is no database, whatever its name says. It is long enough.",
    "Nor is this one, and the name for it is taken by the first one.",
  };
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = data_file (folder, "");
  g_autofree char *first = NULL;
  g_autofree char *kept = NULL;
  DsStorage *storage;

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (g_file_set_contents (path, rubbish[i], -1, NULL));
      storage = open_storage (folder);
      assert_put_aside (storage, rubbish[i], strlen (rubbish[i]));
      if (first == NULL)
        first = g_strdup (ds_storage_get_damaged_copy (storage));
      ds_test_await (put (storage, "a", "a"));
      g_assert_cmpuint (count (storage), ==, 1);
      close_storage (storage);
    }
  g_assert_true (g_file_get_contents (first, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, rubbish[0]);
}

static void
test_a_page_overwritten_is_put_aside (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = data_file (folder, "");
  g_autofree char *damaged = NULL;
  size_t length;
  DsStorage *storage = open_storage (folder);

  ds_test_await (put (storage, "a", "a"));
  close_storage (storage);

  g_assert_true (g_file_get_contents (path, &damaged, &length, NULL));
  g_assert_cmpuint (length, >, 5000);
  memset (damaged + 4096, 0xa5, 1000);
  g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));

  storage = open_storage (folder);
  assert_put_aside (storage, damaged, length);
  g_assert_cmpuint (count (storage), ==, 0);
  ds_test_await (ds_storage_note_told (storage));
  close_storage (storage);
  storage = open_storage (folder);
  g_assert_null (ds_storage_get_damaged_copy (storage));
  close_storage (storage);
}

/* Leaves the folder as a process that was killed leaves it: with a -wal. */
static void
write_and_die (const char *folder,
               int n_rows)
{
  g_autofree char *path = data_file (folder, "");
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      sqlite3 *db = NULL;

      if (sqlite3_open (path, &db) != SQLITE_OK)
        _exit (1);
      sqlite3_exec (db, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0", NULL, NULL, NULL);
      for (int i = 0; i < n_rows; i++)
        {
          g_autofree char *sql = g_strdup_printf (
              "INSERT INTO device (id, driver, key, state, name, kind, set_up_at, checked_at) "
              "VALUES ('w%d', 'homekit', 'k', 0, 'n', 'plug', 0, 0)", i);

          if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
            _exit (1);
        }
      kill (getpid (), SIGKILL);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
spoil (const char *path,
       off_t offset)
{
  int fd = open (path, O_RDWR);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, "\xa5\xa5\xa5\xa5", 4, offset), ==, 4);
  close (fd);
}

/* The newest of what there was is in the log. */
static void
test_the_log_goes_aside_with_its_file (void)
{
  static const char rubbish[] = "This is no database any more, but what is in its log may be read.";
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = data_file (folder, "");
  g_autofree char *wal = data_file (folder, "-wal");
  g_autofree char *before = NULL;
  g_autofree char *kept_path = NULL;
  g_autofree char *kept = NULL;
  size_t length;
  size_t kept_length;
  DsStorage *storage = open_storage (folder);

  close_storage (storage);
  write_and_die (folder, 10);
  g_assert_true (g_file_get_contents (wal, &before, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_true (g_file_set_contents (path, rubbish, sizeof rubbish, NULL));

  storage = open_storage (folder);
  assert_put_aside (storage, rubbish, sizeof rubbish);
  kept_path = g_strconcat (ds_storage_get_damaged_copy (storage), "-wal", NULL);
  g_assert_true (g_file_get_contents (kept_path, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, before, length);
  g_assert_cmpuint (count (storage), ==, 0);
  close_storage (storage);
}

static void
test_a_damaged_log_is_kept (gconstpointer data)
{
  off_t offset = GPOINTER_TO_INT (data);
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *wal = data_file (folder, "-wal");
  g_autofree char *shm = data_file (folder, "-shm");
  g_autofree char *before = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_path = NULL;
  size_t length;
  size_t kept_length;
  DsStorage *storage = open_storage (folder);

  ds_test_await (put (storage, "first", "merged into the file"));
  close_storage (storage);
  write_and_die (folder, 10);
  g_unlink (shm);
  spoil (wal, offset);
  g_assert_true (g_file_get_contents (wal, &before, &length, NULL));

  storage = open_storage (folder);
  g_assert_cmpuint (count (storage), >=, 1);
  g_assert_nonnull (ds_storage_get_damaged_copy (storage));
  kept_path = g_strconcat (ds_storage_get_damaged_copy (storage), "-wal", NULL);
  g_assert_true (g_file_get_contents (kept_path, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, before, length);
  /* What is written next goes over the damage; still nobody has been told. */
  ds_test_await (put (storage, "second", "over it"));
  close_storage (storage);
  storage = open_storage (folder);
  g_assert_nonnull (ds_storage_get_damaged_copy (storage));
  close_storage (storage);
}

static void
test_a_damaged_log_header_is_kept (void)
{
  test_a_damaged_log_is_kept (GINT_TO_POINTER (4));
}

static void
test_a_damaged_log_page_is_kept (void)
{
  test_a_damaged_log_is_kept (GINT_TO_POINTER (32 + 24 + 4096 + 24 + 100));
}

static void
test_a_log_left_by_a_kill_is_no_damage (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *wal = data_file (folder, "-wal");
  DsStorage *storage = open_storage (folder);

  close_storage (storage);
  write_and_die (folder, 10);
  spoil (wal, 32 + 9 * (24 + 4096) + 50); /* the last write is torn */
  storage = open_storage (folder);
  g_assert_null (ds_storage_get_damaged_copy (storage));
  g_assert_cmpuint (count (storage), ==, 9);
  close_storage (storage);
}

static void
assert_rejects (DsStorage *storage,
                DsError code)
{
  g_autoptr (GError) a = ds_test_await_error (put (storage, "z", "z"));
  g_autoptr (GError) b = ds_test_await_error (ds_device_table_remove (storage, "a"));

  g_assert_error (a, DS_ERROR, (int) code);
  g_assert_error (b, DS_ERROR, (int) code);
}

/* Root may write in every folder, so for root the disk itself becomes read-only. */
static bool
mount_for_root (const char *folder)
{
  if (geteuid () != 0 || mount ("tmpfs", folder, "tmpfs", 0, "size=1m,mode=0700") == 0)
    return true;

  g_test_skip ("root without the right to mount a small disk");
  return false;
}

static void
set_writable (const char *folder,
              bool writable)
{
  if (geteuid () != 0)
    g_assert_cmpint (chmod (folder, writable ? 0700 : 0500), ==, 0);
  else
    g_assert_cmpint (mount ("tmpfs", folder, "tmpfs", MS_REMOUNT | (writable ? 0 : MS_RDONLY), NULL), ==, 0);
}

static void
read_without_writing (const char *folder,
                      unsigned int expected)
{
  DsStorage *storage;

  set_writable (folder, false);
  storage = open_storage (folder);
  g_assert_true (ds_storage_get_read_only (storage));
  g_assert_null (ds_storage_get_damaged_copy (storage));
  g_assert_cmpuint (count (storage), ==, expected);
  assert_rejects (storage, DS_ERROR_STORAGE_READ_ONLY);
  g_assert_cmpuint (count (storage), ==, expected);

  /* Once it can be written again, to try again is enough. */
  set_writable (folder, true);
  ds_test_await (put (storage, "z", "z"));
  g_assert_false (ds_storage_get_read_only (storage));
  g_assert_cmpuint (count (storage), ==, expected + 1);
  close_storage (storage);
  if (geteuid () == 0)
    g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

static void
test_an_empty_folder_that_cannot_be_written (void)
{
  g_autofree char *folder = ds_test_folder ();

  if (mount_for_root (folder))
    read_without_writing (folder, 0);
}

static void
test_a_folder_that_cannot_be_written (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage;

  if (!mount_for_root (folder))
    return;

  storage = open_storage (folder);
  ds_test_await (put (storage, "a", "a"));
  close_storage (storage);
  read_without_writing (folder, 1);
}

/* It was read from a copy elsewhere. The folder for such things is this program's own. */
static void
assert_nothing_left (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "doorstep-test-"));
}

static void
test_a_folder_that_cannot_be_written_after_a_kill (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage;

  if (!mount_for_root (folder))
    return;

  storage = open_storage (folder);
  ds_test_await (put (storage, "a", "a"));
  close_storage (storage);
  write_and_die (folder, 3);
  read_without_writing (folder, 4); /* with what is only in the -wal */
  assert_nothing_left ();
}

static void
fill_disk (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  static char block[512];
  int fd = open (path, O_WRONLY | O_CREAT, 0600);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
test_a_full_disk (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *filler = g_build_filename (folder, "filler", NULL);
  g_autofree char *long_name = g_strnfill (3000, 'x');
  g_autoptr (GError) error = NULL;
  DsStorage *storage;
  unsigned int n = 0;

  if (mount ("tmpfs", folder, "tmpfs", 0, "size=256k,mode=0700") != 0)
    {
      g_test_skip ("needs the right to mount a small disk");
      return;
    }

  storage = open_storage (folder);
  ds_test_await (put (storage, "a", "a"));
  fill_disk (folder, "filler");
  while (error == NULL)
    {
      g_autofree char *id = g_strdup_printf ("%u", n);

      if (dex_await (put (storage, id, long_name), &error))
        n++;
      g_assert_cmpuint (n, <, 1000);
    }
  g_assert_error (error, DS_ERROR, DS_ERROR_STORAGE_FULL);
  g_assert_cmpuint (count (storage), ==, n + 1);
  close_storage (storage);

  /* Opening on the full disk reads, and says why nothing is kept. */
  storage = open_storage (folder);
  g_assert_cmpuint (count (storage), ==, n + 1);
  g_clear_error (&error);
  for (int i = 0; error == NULL && i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("second-%d", i);

      dex_await (put (storage, id, long_name), &error);
      if (error == NULL)
        n++;
    }
  g_assert_error (error, DS_ERROR, DS_ERROR_STORAGE_FULL);

  g_assert_cmpint (g_unlink (filler), ==, 0);
  ds_test_await (put (storage, "b", "b"));
  g_assert_cmpuint (count (storage), ==, n + 2);
  g_assert_null (ds_storage_get_damaged_copy (storage));
  close_storage (storage);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

static void
test_a_disk_that_was_full_from_the_start (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *filler = g_build_filename (folder, "filler", NULL);
  DsStorage *storage;

  if (mount ("tmpfs", folder, "tmpfs", 0, "size=128k,mode=0700") != 0)
    {
      g_test_skip ("needs the right to mount a small disk");
      return;
    }

  fill_disk (folder, "filler");
  storage = open_storage (folder);
  g_assert_true (ds_storage_get_read_only (storage));
  g_assert_cmpint (ds_storage_get_obstacle (storage), ==, DS_ERROR_STORAGE_FULL);
  g_assert_cmpuint (count (storage), ==, 0);
  assert_rejects (storage, DS_ERROR_STORAGE_FULL);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  ds_test_await (put (storage, "a", "a"));
  g_assert_false (ds_storage_get_read_only (storage));
  close_storage (storage);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

/* Debian's sqlite3 wipes what is deleted unless it is told otherwise; most others do not. */
static int
keep_what_is_deleted (sqlite3 *db,
                      char **message,
                      gconstpointer api)
{
  return sqlite3_exec (db, "PRAGMA secure_delete = OFF", NULL, NULL, NULL);
}

static void
test_no_deleted_name_stays_in_the_file (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = data_file (folder, "");
  g_autofree char *content = NULL;
  size_t length;
  DsStorage *storage;

  sqlite3_auto_extension ((void (*) (void)) keep_what_is_deleted);
  storage = open_storage (folder);
  sqlite3_reset_auto_extension ();
  ds_test_await (put (storage, "a", "Grandmother’s bedside"));
  ds_test_await (ds_device_table_remove (storage, "a"));
  close_storage (storage);

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "Grandmother", 11));
}

static char own_tmp[] = "/tmp/doorstep-storage-XXXXXX";

static void
remove_own_tmp (void)
{
  g_rmdir (own_tmp);
}

int
main (int argc,
      char **argv)
{
  g_assert_nonnull (g_mkdtemp (own_tmp));
  g_setenv ("TMPDIR", own_tmp, TRUE);
  atexit (remove_own_tmp);
  ds_test_init (&argc, &argv);
  ds_clock_set (1893456000); /* 2030-01-01 */

  ds_test_add_fiber ("/storage/every-column-comes-back", test_every_column_comes_back);
  ds_test_add_fiber ("/storage/put-replaces-and-remove-removes", test_put_replaces_and_remove_removes);
  ds_test_add_fiber ("/storage/only-the-owner-can-read", test_only_the_owner_can_read);
  ds_test_add_fiber ("/storage/opening-takes-little-memory", test_opening_takes_little_memory);
  ds_test_add_fiber ("/storage/asking-before-opening", test_asking_before_opening);
  ds_test_add_fiber ("/storage/app-and-command-line-at-once", test_app_and_command_line_at_once);
  ds_test_add_fiber ("/storage/closing-does-what-was-asked-before", test_closing_does_what_was_asked_before);
  ds_test_add_fiber ("/storage/a-newer-file-is-left-alone", test_a_newer_file_is_left_alone);
  ds_test_add_fiber ("/storage/rubbish-instead-of-the-file-is-put-aside", test_rubbish_instead_of_the_file_is_put_aside);
  ds_test_add_fiber ("/storage/a-page-overwritten-is-put-aside", test_a_page_overwritten_is_put_aside);
  ds_test_add_fiber ("/storage/the-log-goes-aside-with-its-file",
                     test_the_log_goes_aside_with_its_file);
  ds_test_add_fiber ("/storage/a-damaged-log-header-is-kept", test_a_damaged_log_header_is_kept);
  ds_test_add_fiber ("/storage/a-damaged-log-page-is-kept", test_a_damaged_log_page_is_kept);
  ds_test_add_fiber ("/storage/a-log-left-by-a-kill-is-no-damage", test_a_log_left_by_a_kill_is_no_damage);
  ds_test_add_fiber ("/storage/an-empty-folder-that-cannot-be-written", test_an_empty_folder_that_cannot_be_written);
  ds_test_add_fiber ("/storage/a-folder-that-cannot-be-written", test_a_folder_that_cannot_be_written);
  ds_test_add_fiber ("/storage/a-folder-that-cannot-be-written-after-a-kill", test_a_folder_that_cannot_be_written_after_a_kill);
  ds_test_add_fiber ("/storage/a-full-disk", test_a_full_disk);
  ds_test_add_fiber ("/storage/a-disk-that-was-full-from-the-start", test_a_disk_that_was_full_from_the_start);
  ds_test_add_fiber ("/storage/no-deleted-name-stays-in-the-file", test_no_deleted_name_stays_in_the_file);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-data-file"

#include "config.h"

#include "ds-data-file.h"

#include "ds-data-pieces.h"
#include "ds-schema.h"
#include "ds-sql.h"
#include "ds-wal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>

/* How long another process of ours may hold the file before we give up. */
#define BUSY_MS      5000
#define LOCK_STEP_MS 10

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

/* Opening, migrating and putting aside are one step for all processes: without
 * it a second one could put aside the new file that the first has just made. */
static int
lock_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return -1;

  for (int waited = 0; waited < BUSY_MS; waited += LOCK_STEP_MS)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        break;
      g_usleep (LOCK_STEP_MS * 1000);
    }

  return fd;
}

/* The folder and the file, readable by their owner only. */
static bool
prepare (const char *folder,
         const char *path,
         GError **error)
{
  struct stat info;
  g_autofd int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return ds_data_pieces_fail (errno, folder, error);
  if (stat (folder, &info) == 0 && (info.st_mode & 077) != 0)
    (void) chmod (folder, 0700);

  /* sqlite3 gives its other files the mode of this one. */
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return ds_data_pieces_fail (errno, path, error);
  if (fstat (fd, &info) == 0 && (info.st_mode & 077) != 0)
    (void) fchmod (fd, 0600);

  return true;
}

static void
harden (sqlite3 *db)
{
  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

static bool
check_integrity (sqlite3 *db,
                 GError **error)
{
  g_autofree char *answer = ds_sql_get (db, "PRAGMA quick_check (1)", error);

  if (answer == NULL)
    return false;
  if (g_str_equal (answer, "ok"))
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_STORAGE_DAMAGED, "sqlite3: %s", answer);
  return false;
}

/* Little is read from a small file: pages and small pieces are asked for when they are
 * needed, not 130 KiB of each beforehand. Takes no effect once sqlite3 is in use. */
static void
save_memory (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  sqlite3_config (SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
  sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0);
  g_once_init_leave (&done, 1);
}

static sqlite3 *
connect_to (const char *name,
            int flags,
            GError **error)
{
  g_autoptr (sqlite3) db = NULL;

  save_memory ();
  if (sqlite3_open_v2 (name, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      ds_sql_fail (db, error);
      return NULL;
    }

  harden (db);
  return g_steal_pointer (&db);
}

/* sqlite3 drops what follows a damaged place in the -wal without a word. The
 * rest is good and is used; what would be dropped is kept beside it. */
static char *
keep_damaged_wal (const char *folder,
                  const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return ds_wal_is_damaged (wal) ? ds_data_pieces_keep_copy (folder, path) : NULL;
}

/* The same connection holds off writers meanwhile, so that no half of another
 * process's commit is taken for damage. */
static bool
check_wal (sqlite3 *db,
           const char *folder,
           const char *path,
           char **aside,
           GError **error)
{
  if (!ds_sql_run (db, "BEGIN IMMEDIATE", error))
    return false;

  *aside = keep_damaged_wal (folder, path);
  return ds_sql_run (db, "COMMIT", error);
}

/* Every commit is on the disk when its future resolves (synchronous = FULL):
 * set-up relies on it before it changes a device. */
static sqlite3 *
open_writable (const char *folder,
               const char *path,
               char **aside,
               GError **error)
{
  g_autoptr (sqlite3) db = connect_to (path, SQLITE_OPEN_READWRITE, error);
  g_autofree char *mode = NULL;

  if (db == NULL)
    return NULL;

  if (!ds_schema_check (db, error))
    {
      /* A newer Doorstep's file stays as it is, to the byte. */
      sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      return NULL;
    }

  mode = ds_sql_get (db, "PRAGMA journal_mode = WAL", error);
  if (mode == NULL ||
      !ds_sql_run (db, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON", error) ||
      !check_wal (db, folder, path, aside, error) ||
      !check_integrity (db, error))
    return NULL;

  return ds_schema_migrate (db, error) ? g_steal_pointer (&db) : NULL;
}

static sqlite3 *
connect_immutable (const char *path,
                   GError **error)
{
  g_autofree char *plain = g_filename_to_uri (path, NULL, error);
  g_autofree char *uri = NULL;

  if (plain == NULL)
    return NULL;

  uri = g_strconcat (plain, "?immutable=1", NULL);
  return connect_to (uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

/* Reads the whole file into memory. */
static bool
load_from (sqlite3 *memory,
           sqlite3 *source,
           GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (memory, "main", source, "main");

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }

  return sqlite3_errcode (memory) == SQLITE_OK || ds_sql_fail (memory, error);
}

/* Where the folder cannot be written, a file with a -wal that was not merged
 * can only be read somewhere else. */
static bool
load_elsewhere (sqlite3 *memory,
                const char *path,
                GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("doorstep-XXXXXX", error);
  g_autofree char *copy = NULL;
  g_autoptr (sqlite3) source = NULL;
  bool loaded;

  if (folder == NULL)
    return false;

  copy = g_build_filename (folder, DS_DATA_FILE_NAME, NULL);
  ds_data_pieces_copy (path, copy);
  source = connect_to (copy, SQLITE_OPEN_READWRITE, error);
  loaded = source != NULL && load_from (memory, source, error);
  g_clear_pointer (&source, sqlite3_close);

  ds_data_pieces_delete (copy);
  g_rmdir (folder);
  return loaded;
}

static bool
load (sqlite3 *memory,
      const char *path,
      GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (sqlite3) source = NULL;
  struct stat info;

  if (stat (path, &info) != 0 || info.st_size == 0)
    return true;
  if (stat (wal, &info) == 0 && info.st_size > 0)
    return load_elsewhere (memory, path, error);

  source = connect_immutable (path, error);
  return source != NULL && load_from (memory, source, error);
}

/* What is there, in memory: readable, and never written. */
static sqlite3 *
open_copy (const char *path,
           GError **error)
{
  g_autoptr (sqlite3) memory = connect_to (":memory:", SQLITE_OPEN_READWRITE, error);

  if (memory == NULL || !load (memory, path, error) || !ds_schema_check (memory, error) ||
      !check_integrity (memory, error) || !ds_schema_migrate (memory, error))
    return NULL;

  return g_steal_pointer (&memory);
}

static bool
start_anew (DsDataFile *self,
            const char *folder,
            const char *path,
            GError **error)
{
  g_autofree char *same = NULL;

  g_clear_pointer (&self->damaged_copy, g_free);
  self->damaged_copy = ds_data_pieces_put_aside (folder, path, error);
  if (self->damaged_copy == NULL || !prepare (folder, path, error))
    return false;

  self->db = open_writable (folder, path, &same, error);
  return self->db != NULL;
}

static bool
open_on_disk (DsDataFile *self,
              const char *folder,
              const char *path,
              GError **error)
{
  g_autoptr (GError) local = NULL;

  if (ds_data_pieces_lost_file (path))
    return start_anew (self, folder, path, error);
  if (!prepare (folder, path, error))
    return false;

  self->db = open_writable (folder, path, &self->damaged_copy, &local);
  if (self->db == NULL && ds_error_is (local, DS_ERROR_STORAGE_DAMAGED))
    return start_anew (self, folder, path, error);
  if (self->db != NULL)
    {
      /* An earlier process was killed before it could say what it had put aside. */
      if (self->damaged_copy == NULL)
        self->damaged_copy = ds_data_pieces_find_untold (folder);
      return true;
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return false;
}

/**
 * ds_data_file_open:
 * @folder: the data folder; made when it is not there
 * @error: return location for %DS_ERROR_STORAGE_NEWER, or for
 *   %DS_ERROR_STORAGE_DAMAGED when a damaged file cannot be put aside
 *
 * May wait for other processes: not for the main loop.
 *
 * Returns: (transfer full): the file; a copy in memory where the disk is full
 *   or cannot be written
 */
DsDataFile *
ds_data_file_open (const char *folder,
                   GError **error)
{
  g_autoptr (DsDataFile) self = g_new0 (DsDataFile, 1);
  g_autoptr (GError) local = NULL;
  g_autofree char *path = g_build_filename (folder, DS_DATA_FILE_NAME, NULL);
  g_autofd int lock = -1;

  (void) g_mkdir_with_parents (folder, 0700);
  lock = lock_folder (folder);

  self->writable = open_on_disk (self, folder, path, &local);
  if (self->writable)
    return g_steal_pointer (&self);

  if (ds_error_is (local, DS_ERROR_STORAGE_READ_ONLY) || ds_error_is (local, DS_ERROR_STORAGE_FULL))
    {
      self->obstacle = (DsError) local->code;
      g_clear_error (&local);
      self->db = open_copy (path, &local);
      if (self->db != NULL)
        return g_steal_pointer (&self);
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * ds_data_file_close:
 * @self: (transfer full) (nullable): a data file
 */
void
ds_data_file_close (DsDataFile *self)
{
  if (self == NULL)
    return;

  sqlite3_close (self->db);
  g_free (self->damaged_copy);
  g_free (self);
}

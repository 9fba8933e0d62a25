/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This program puts itself between sqlite3 and the C library, and counts how often the
 * disk is told to keep what was written.
 */

#define G_LOG_DOMAIN "test-disk"

#include "config.h"

#include "ds-test.h"
#include "storage/ds-device-table.h"

#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

static int n_syncs; /* atomic: the file is on a thread of its own */

G_MODULE_EXPORT int fsync (int fd);
G_MODULE_EXPORT int fdatasync (int fd);

int
fsync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fdatasync, fd);
}

/* Some builds of sqlite3 are content with a sync now and then. */
static int
sync_now_and_then (sqlite3 *db,
                   char **message,
                   gconstpointer api)
{
  return sqlite3_exec (db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
}

/* A set-up changes a device once the row is promised: a loss of power after that must
 * not take the row. */
static void
test_each_change_reaches_the_disk (void)
{
  g_autofree char *path = ds_test_folder ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (DsStorage) storage = ds_storage_new (folder);

  sqlite3_auto_extension ((void (*) (void)) sync_now_and_then);
  ds_test_await (ds_storage_open (storage));
  sqlite3_reset_auto_extension ();
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autoptr (DsDeviceRecord) record = ds_device_record_new (id, "homekit", id, "name");
      int before = g_atomic_int_get (&n_syncs);

      ds_test_await (ds_device_table_put (storage, record));
      g_assert_cmpint (g_atomic_int_get (&n_syncs), >, before);
    }
  ds_test_await (ds_storage_close (storage));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/storage/each-change-reaches-the-disk", test_each_change_reaches_the_disk);
  return g_test_run ();
}

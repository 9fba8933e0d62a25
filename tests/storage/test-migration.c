/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-migration"

#include "config.h"

#include "core/ds-error.h"
#include "ds-test.h"
#include "storage/ds-device-table.h"
#include "storage/ds-fetched-table.h"
#include "storage/ds-schema.h"

#include <sqlite3.h>

/* What a person has who used an earlier Doorstep. The text is what that version
 * wrote, and stays as it is. */
static const char version_1[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE device ("
    "  id TEXT PRIMARY KEY NOT NULL,"
    "  driver TEXT NOT NULL,"
    "  key TEXT NOT NULL,"
    "  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),"
    "  name TEXT NOT NULL,"
    "  room TEXT,"
    "  kind TEXT NOT NULL,"
    "  maker TEXT,"
    "  model TEXT,"
    "  serial TEXT,"
    "  hardware_version TEXT,"
    "  software_version TEXT,"
    "  address TEXT,"
    "  set_up_at INTEGER NOT NULL,"
    "  checked_at INTEGER NOT NULL,"
    "  attention TEXT,"
    "  details TEXT"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO device VALUES"
    "  ('lamp', 'homekit', 'AA:BB', 1, 'Lamp ’s', 'Kitchen', 'lamp', 'Acme', 'L1', 'S9', '1.0',"
    "   '2.0', '192.0.2.7:80', 1700000000, 1700000001, 'key-changed', '{\"capabilities\":3}'),"
    "  ('plug', 'profile', 'ni:1', 2, 'Plug', NULL, 'plug', NULL, NULL, NULL, NULL,"
    "   NULL, NULL, 5, 0, NULL, NULL),"
    "  ('open', 'homekit', 'CC', 0, 'Half', NULL, 'unknown', NULL, NULL, NULL, NULL,"
    "   NULL, NULL, 0, 0, NULL, NULL);"
    "PRAGMA user_version = 1;";

static DsStorage *
open_old (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "doorstep.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  DsStorage *storage = ds_storage_new (file);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, version_1, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  ds_test_await (ds_storage_open (storage));
  return storage;
}

static GPtrArray *
load (DsStorage *storage)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = dex_await_boxed (ds_device_table_load (storage), &error);

  g_assert_no_error (error);
  return records;
}

static void
test_an_old_file_keeps_everything (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsStorage) storage = open_old (folder);
  g_autoptr (GPtrArray) records = load (storage);
  const DsDeviceRecord *lamp;
  const DsDeviceRecord *plug;

  g_assert_null (ds_storage_get_damaged_copy (storage));
  g_assert_cmpuint (records->len, ==, 3);
  lamp = g_ptr_array_index (records, 0);
  g_assert_cmpstr (lamp->id, ==, "lamp");
  g_assert_cmpstr (lamp->driver, ==, "homekit");
  g_assert_cmpstr (lamp->key, ==, "AA:BB");
  g_assert_cmpint (lamp->state, ==, DS_RECORD_SET_UP);
  g_assert_cmpstr (lamp->name, ==, "Lamp ’s");
  g_assert_cmpstr (lamp->room, ==, "Kitchen");
  g_assert_cmpint (lamp->kind, ==, DS_KIND_LAMP);
  g_assert_cmpstr (lamp->maker, ==, "Acme");
  g_assert_cmpstr (lamp->model, ==, "L1");
  g_assert_cmpstr (lamp->serial, ==, "S9");
  g_assert_cmpstr (lamp->hardware_version, ==, "1.0");
  g_assert_cmpstr (lamp->software_version, ==, "2.0");
  g_assert_cmpstr (lamp->address, ==, "192.0.2.7:80");
  g_assert_cmpint (lamp->set_up_at, ==, 1700000000);
  g_assert_cmpint (lamp->checked_at, ==, 1700000001);
  g_assert_cmpstr (lamp->attention, ==, "key-changed");
  g_assert_cmpstr (lamp->details, ==, "{\"capabilities\":3}");
  g_assert_false (lamp->watched);
  g_assert_null (lamp->purchased_on);
  g_assert_cmpint (lamp->own_support, ==, DS_OWN_SUPPORT_NONE);
  g_assert_false (lamp->silenced);

  plug = g_ptr_array_index (records, 2);
  g_assert_cmpint (plug->state, ==, DS_RECORD_RELEASING);
  g_assert_cmpint (plug->set_up_at, ==, 5);
  ds_test_await (ds_storage_close (storage));
}

static void
test_an_old_file_takes_what_is_new (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsStorage) storage = open_old (folder);
  g_autoptr (DsDeviceRecord) television = ds_device_record_new ("tv", "announced", "k", "TV");
  g_autoptr (DsFetched) fetched = ds_fetched_new ("tv", "security-txt", "https://example.org/",
                                                  "2026-11-22", "{}");
  g_autoptr (GPtrArray) records = NULL;

  television->state = DS_RECORD_WATCHED;
  television->notes = g_strdup ("From grandmother");
  ds_test_await (ds_device_table_put (storage, television));
  ds_test_await (ds_fetched_table_put (storage, fetched));
  records = load (storage);
  g_assert_cmpuint (records->len, ==, 4);
  ds_test_await (ds_storage_close (storage));
}

static void
test_a_state_that_is_not_known_is_refused (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsStorage) storage = open_old (folder);
  g_autoptr (DsDeviceRecord) strange = ds_device_record_new ("x", "homekit", "k", "X");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  strange->state = (DsRecordState) 5;
  error = ds_test_await_error (ds_device_table_put (storage, strange));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
  records = load (storage);
  g_assert_cmpuint (records->len, ==, 3);

  /* What was refused is not in the way of the next. */
  strange->state = DS_RECORD_WATCHED;
  ds_test_await (ds_device_table_put (storage, strange));
  ds_test_await (ds_storage_close (storage));
}

static int
count (sqlite3 *db,
       const char *table)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", table, NULL);
  sqlite3_stmt *statement = NULL;
  int rows = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    rows = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return rows;
}

/* Here the table "memory", which comes last in its step, is in the way. */
static void
test_a_step_that_fails_is_taken_back (void)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, version_1, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE memory (x)", NULL, NULL, NULL), ==, SQLITE_OK);

  g_assert_false (ds_schema_migrate (db, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
  g_assert_true (sqlite3_get_autocommit (db));
  g_assert_cmpint (count (db, "device"), ==, 3);
  g_assert_cmpint (count (db, "fetched"), ==, -1);

  /* So it can be tried again. */
  g_clear_error (&error);
  g_assert_cmpint (sqlite3_exec (db, "DROP TABLE memory", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (ds_schema_migrate (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "device"), ==, 3);
  g_assert_cmpint (count (db, "memory"), ==, 0);
  sqlite3_close (db);
}

/* Nothing leads from there. */
static void
test_a_version_that_none_has (void)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = -1", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (ds_schema_check (db, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_STORAGE_NEWER);
  sqlite3_close (db);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/migration/an-old-file-keeps-everything", test_an_old_file_keeps_everything);
  ds_test_add_fiber ("/migration/an-old-file-takes-what-is-new", test_an_old_file_takes_what_is_new);
  ds_test_add_fiber ("/migration/a-state-that-is-not-known-is-refused",
               test_a_state_that_is_not_known_is_refused);
  g_test_add_func ("/migration/a-step-that-fails-is-taken-back",
                   test_a_step_that_fails_is_taken_back);

  g_test_add_func ("/migration/a-version-that-none-has", test_a_version_that_none_has);

  return g_test_run ();
}

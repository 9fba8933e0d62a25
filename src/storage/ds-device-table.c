/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-table"

#include "config.h"

#include "ds-device-table.h"

#include "core/ds-error.h"
#include "ds-sql.h"
#include "ds-storage-private.h"

/* The order of the columns in every statement here. */
typedef enum {
  COLUMN_ID,
  COLUMN_DRIVER,
  COLUMN_KEY,
  COLUMN_STATE,
  COLUMN_NAME,
  COLUMN_ROOM,
  COLUMN_KIND,
  COLUMN_MAKER,
  COLUMN_MODEL,
  COLUMN_SERIAL,
  COLUMN_HARDWARE_VERSION,
  COLUMN_SOFTWARE_VERSION,
  COLUMN_ADDRESS,
  COLUMN_SET_UP_AT,
  COLUMN_CHECKED_AT,
  COLUMN_ATTENTION,
  COLUMN_DETAILS,
} Column;

#define COLUMNS                                                                          \
  "id, driver, key, state, name, room, kind, maker, model, serial, hardware_version, "   \
  "software_version, address, set_up_at, checked_at, attention, details"

static const char load_sql[] = "SELECT " COLUMNS " FROM device ORDER BY id";

static const char put_sql[] =
    "INSERT INTO device (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET driver = excluded.driver, key = excluded.key, "
    "state = excluded.state, name = excluded.name, room = excluded.room, "
    "kind = excluded.kind, maker = excluded.maker, model = excluded.model, "
    "serial = excluded.serial, hardware_version = excluded.hardware_version, "
    "software_version = excluded.software_version, address = excluded.address, "
    "set_up_at = excluded.set_up_at, checked_at = excluded.checked_at, "
    "attention = excluded.attention, details = excluded.details";

static const char remove_sql[] = "DELETE FROM device WHERE id = ?";

static char *
dup_text (sqlite3_stmt *statement,
          Column column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, (int) column));
}

static DsDeviceRecord *
read_row (sqlite3_stmt *statement)
{
  DsDeviceRecord *record = g_new0 (DsDeviceRecord, 1);

  record->id = dup_text (statement, COLUMN_ID);
  record->driver = dup_text (statement, COLUMN_DRIVER);
  record->key = dup_text (statement, COLUMN_KEY);
  record->state = (DsRecordState) sqlite3_column_int (statement, COLUMN_STATE);
  record->name = dup_text (statement, COLUMN_NAME);
  record->room = dup_text (statement, COLUMN_ROOM);
  record->kind = ds_kind_from_nick ((const char *) sqlite3_column_text (statement, COLUMN_KIND));
  record->maker = dup_text (statement, COLUMN_MAKER);
  record->model = dup_text (statement, COLUMN_MODEL);
  record->serial = dup_text (statement, COLUMN_SERIAL);
  record->hardware_version = dup_text (statement, COLUMN_HARDWARE_VERSION);
  record->software_version = dup_text (statement, COLUMN_SOFTWARE_VERSION);
  record->address = dup_text (statement, COLUMN_ADDRESS);
  record->set_up_at = sqlite3_column_int64 (statement, COLUMN_SET_UP_AT);
  record->checked_at = sqlite3_column_int64 (statement, COLUMN_CHECKED_AT);
  record->attention = dup_text (statement, COLUMN_ATTENTION);
  record->details = dup_text (statement, COLUMN_DETAILS);
  return record;
}

static void
bind_text (sqlite3_stmt *statement,
           Column column,
           const char *text)
{
  sqlite3_bind_text (statement, (int) column + 1, text, -1, SQLITE_STATIC);
}

static void
bind_row (sqlite3_stmt *statement,
          const DsDeviceRecord *record)
{
  bind_text (statement, COLUMN_ID, record->id);
  bind_text (statement, COLUMN_DRIVER, record->driver);
  bind_text (statement, COLUMN_KEY, record->key);
  sqlite3_bind_int (statement, COLUMN_STATE + 1, (int) record->state);
  bind_text (statement, COLUMN_NAME, record->name);
  bind_text (statement, COLUMN_ROOM, record->room);
  bind_text (statement, COLUMN_KIND, ds_kind_get_nick (record->kind));
  bind_text (statement, COLUMN_MAKER, record->maker);
  bind_text (statement, COLUMN_MODEL, record->model);
  bind_text (statement, COLUMN_SERIAL, record->serial);
  bind_text (statement, COLUMN_HARDWARE_VERSION, record->hardware_version);
  bind_text (statement, COLUMN_SOFTWARE_VERSION, record->software_version);
  bind_text (statement, COLUMN_ADDRESS, record->address);
  sqlite3_bind_int64 (statement, COLUMN_SET_UP_AT + 1, record->set_up_at);
  sqlite3_bind_int64 (statement, COLUMN_CHECKED_AT + 1, record->checked_at);
  bind_text (statement, COLUMN_ATTENTION, record->attention);
  bind_text (statement, COLUMN_DETAILS, record->details);
}

static DexFuture *
reject_with (sqlite3 *db)
{
  GError *error = NULL;

  ds_sql_fail (db, &error);
  return dex_future_new_for_error (error);
}

/* Runs a statement without rows to its end and frees it. */
static DexFuture *
finish (sqlite3 *db,
        sqlite3_stmt *statement)
{
  int result = sqlite3_step (statement);
  DexFuture *future = result == SQLITE_DONE ? dex_future_new_true () : reject_with (db);

  sqlite3_finalize (statement);
  return future;
}

static DexFuture *
load (sqlite3 *db,
      gpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_device_record_free);
  sqlite3_stmt *statement;
  DexFuture *future;
  int result;

  if (sqlite3_prepare_v2 (db, load_sql, -1, &statement, NULL) != SQLITE_OK)
    return reject_with (db);

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (records, read_row (statement));

  future = result == SQLITE_DONE
               ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&records))
               : reject_with (db);
  sqlite3_finalize (statement);
  return future;
}

static DexFuture *
put (sqlite3 *db,
     gpointer data)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, put_sql, -1, &statement, NULL) != SQLITE_OK)
    return reject_with (db);

  bind_row (statement, data);
  return finish (db, statement);
}

static DexFuture *
remove_row (sqlite3 *db,
            gpointer data)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, remove_sql, -1, &statement, NULL) != SQLITE_OK)
    return reject_with (db);

  bind_text (statement, COLUMN_ID, data);
  return finish (db, statement);
}

/**
 * ds_device_table_load:
 * @storage: open storage
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of
 *   #DsDeviceRecord (boxed, %G_TYPE_PTR_ARRAY) or rejects with a storage error
 */
DexFuture *
ds_device_table_load (DsStorage *storage)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));

  return _ds_storage_read (storage, load, NULL, NULL);
}

/**
 * ds_device_table_put:
 * @storage: open storage
 * @record: what to keep; copied
 *
 * Adds the record, or replaces the one with its id.
 *
 * Returns: (transfer full): a future that resolves to true once the record is
 *   on the disk or rejects with a storage error
 */
DexFuture *
ds_device_table_put (DsStorage *storage,
                     const DsDeviceRecord *record)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (record != NULL);

  return _ds_storage_write (storage, put, ds_device_record_copy (record),
                            (GDestroyNotify) ds_device_record_free);
}

/**
 * ds_device_table_remove:
 * @storage: open storage
 * @id: of the record
 *
 * Returns: (transfer full): a future that resolves to true once the record is
 *   gone, also when it was not there, or rejects with a storage error
 */
DexFuture *
ds_device_table_remove (DsStorage *storage,
                        const char *id)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (id != NULL);

  return _ds_storage_write (storage, remove_row, g_strdup (id), g_free);
}

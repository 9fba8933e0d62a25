/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-table"

#include "config.h"

#include "ds-device-table.h"

#include "ds-statement.h"
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
  COLUMN_WATCHED,
  COLUMN_PRODUCT,
  COLUMN_PURCHASED_ON,
  COLUMN_NOTES,
  COLUMN_OWN_SUPPORT,
  COLUMN_OWN_SUPPORT_DATE,
  COLUMN_OWN_SUPPORT_SAID_ON,
  COLUMN_NOTICE_TOLD,
  COLUMN_NOTICE_UNTIL,
  COLUMN_SILENCED,
  COLUMN_MUD_URL,
  COLUMN_OWN_SUPPORT_CORRECTS,
} Column;

#define COLUMNS                                                                          \
  "id, driver, key, state, name, room, kind, maker, model, serial, hardware_version, "   \
  "software_version, address, set_up_at, checked_at, attention, details, watched, "       \
  "product, purchased_on, notes, own_support, own_support_date, own_support_said_on, "    \
  "notice_told, notice_until, silenced, mud_url, own_support_corrects"

static const char load_sql[] = "SELECT " COLUMNS " FROM device ORDER BY id";

static const char put_sql[] =
    "INSERT INTO device (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET driver = excluded.driver, key = excluded.key, "
    "state = excluded.state, name = excluded.name, room = excluded.room, "
    "kind = excluded.kind, maker = excluded.maker, model = excluded.model, "
    "serial = excluded.serial, hardware_version = excluded.hardware_version, "
    "software_version = excluded.software_version, address = excluded.address, "
    "set_up_at = excluded.set_up_at, checked_at = excluded.checked_at, "
    "attention = excluded.attention, details = excluded.details, watched = excluded.watched, "
    "product = excluded.product, purchased_on = excluded.purchased_on, notes = excluded.notes, "
    "own_support = excluded.own_support, own_support_date = excluded.own_support_date, "
    "own_support_said_on = excluded.own_support_said_on, "
    "notice_told = excluded.notice_told, notice_until = excluded.notice_until, "
    "silenced = excluded.silenced, mud_url = excluded.mud_url, "
    "own_support_corrects = excluded.own_support_corrects";

static const char remove_sql[] = "DELETE FROM device WHERE id = ?";
static const char remove_fetched_sql[] = "DELETE FROM fetched WHERE device = ?";

static gpointer
read_row (sqlite3_stmt *statement)
{
  DsDeviceRecord *record = g_new0 (DsDeviceRecord, 1);

  record->id = ds_statement_dup_text (statement, COLUMN_ID);
  record->driver = ds_statement_dup_text (statement, COLUMN_DRIVER);
  record->key = ds_statement_dup_text (statement, COLUMN_KEY);
  record->state = (DsRecordState) sqlite3_column_int (statement, COLUMN_STATE);
  record->name = ds_statement_dup_text (statement, COLUMN_NAME);
  record->room = ds_statement_dup_text (statement, COLUMN_ROOM);
  record->kind = ds_kind_from_nick ((const char *) sqlite3_column_text (statement, COLUMN_KIND));
  record->maker = ds_statement_dup_text (statement, COLUMN_MAKER);
  record->model = ds_statement_dup_text (statement, COLUMN_MODEL);
  record->serial = ds_statement_dup_text (statement, COLUMN_SERIAL);
  record->hardware_version = ds_statement_dup_text (statement, COLUMN_HARDWARE_VERSION);
  record->software_version = ds_statement_dup_text (statement, COLUMN_SOFTWARE_VERSION);
  record->address = ds_statement_dup_text (statement, COLUMN_ADDRESS);
  record->set_up_at = sqlite3_column_int64 (statement, COLUMN_SET_UP_AT);
  record->checked_at = sqlite3_column_int64 (statement, COLUMN_CHECKED_AT);
  record->attention = ds_statement_dup_text (statement, COLUMN_ATTENTION);
  record->details = ds_statement_dup_text (statement, COLUMN_DETAILS);
  record->watched = sqlite3_column_int (statement, COLUMN_WATCHED) != 0;
  record->product = ds_statement_dup_text (statement, COLUMN_PRODUCT);
  record->purchased_on = ds_statement_dup_text (statement, COLUMN_PURCHASED_ON);
  record->notes = ds_statement_dup_text (statement, COLUMN_NOTES);
  record->own_support = (DsOwnSupport) sqlite3_column_int (statement, COLUMN_OWN_SUPPORT);
  record->own_support_date = ds_statement_dup_text (statement, COLUMN_OWN_SUPPORT_DATE);
  record->own_support_said_on = ds_statement_dup_text (statement, COLUMN_OWN_SUPPORT_SAID_ON);
  record->notice_until = ds_statement_dup_text (statement, COLUMN_NOTICE_UNTIL);
  record->notice_told = (unsigned int) sqlite3_column_int (statement, COLUMN_NOTICE_TOLD);
  record->silenced = sqlite3_column_int (statement, COLUMN_SILENCED) != 0;
  record->mud_url = ds_statement_dup_text (statement, COLUMN_MUD_URL);
  record->own_support_corrects =
      sqlite3_column_int (statement, COLUMN_OWN_SUPPORT_CORRECTS) != 0;
  return record;
}

static void
bind_row (sqlite3_stmt *statement,
          const DsDeviceRecord *record)
{
  ds_statement_bind_text (statement, COLUMN_ID, record->id);
  ds_statement_bind_text (statement, COLUMN_DRIVER, record->driver);
  ds_statement_bind_text (statement, COLUMN_KEY, record->key);
  sqlite3_bind_int (statement, COLUMN_STATE + 1, (int) record->state);
  ds_statement_bind_text (statement, COLUMN_NAME, record->name);
  ds_statement_bind_text (statement, COLUMN_ROOM, record->room);
  ds_statement_bind_text (statement, COLUMN_KIND, ds_kind_get_nick (record->kind));
  ds_statement_bind_text (statement, COLUMN_MAKER, record->maker);
  ds_statement_bind_text (statement, COLUMN_MODEL, record->model);
  ds_statement_bind_text (statement, COLUMN_SERIAL, record->serial);
  ds_statement_bind_text (statement, COLUMN_HARDWARE_VERSION, record->hardware_version);
  ds_statement_bind_text (statement, COLUMN_SOFTWARE_VERSION, record->software_version);
  ds_statement_bind_text (statement, COLUMN_ADDRESS, record->address);
  sqlite3_bind_int64 (statement, COLUMN_SET_UP_AT + 1, record->set_up_at);
  sqlite3_bind_int64 (statement, COLUMN_CHECKED_AT + 1, record->checked_at);
  ds_statement_bind_text (statement, COLUMN_ATTENTION, record->attention);
  ds_statement_bind_text (statement, COLUMN_DETAILS, record->details);
  sqlite3_bind_int (statement, COLUMN_WATCHED + 1, record->watched != FALSE);
  ds_statement_bind_text (statement, COLUMN_PRODUCT, record->product);
  ds_statement_bind_text (statement, COLUMN_PURCHASED_ON, record->purchased_on);
  ds_statement_bind_text (statement, COLUMN_NOTES, record->notes);
  sqlite3_bind_int (statement, COLUMN_OWN_SUPPORT + 1, (int) record->own_support);
  ds_statement_bind_text (statement, COLUMN_OWN_SUPPORT_DATE, record->own_support_date);
  ds_statement_bind_text (statement, COLUMN_OWN_SUPPORT_SAID_ON, record->own_support_said_on);
  ds_statement_bind_text (statement, COLUMN_NOTICE_UNTIL, record->notice_until);
  sqlite3_bind_int (statement, COLUMN_NOTICE_TOLD + 1, (int) record->notice_told);
  sqlite3_bind_int (statement, COLUMN_SILENCED + 1, record->silenced != FALSE);
  ds_statement_bind_text (statement, COLUMN_MUD_URL, record->mud_url);
  sqlite3_bind_int (statement, COLUMN_OWN_SUPPORT_CORRECTS + 1,
                    record->own_support_corrects != FALSE);
}

static DexFuture *
load (sqlite3 *db,
      gpointer data)
{
  return ds_statement_load (db, load_sql, read_row, (GDestroyNotify) ds_device_record_free);
}

static DexFuture *
put (sqlite3 *db,
     gpointer data)
{
  sqlite3_stmt *statement = ds_statement_new (db, put_sql);

  if (statement == NULL)
    return ds_statement_reject (db);

  bind_row (statement, data);
  return ds_statement_finish (db, statement);
}

static DexFuture *
run_with_id (sqlite3 *db,
             const char *sql,
             const char *id)
{
  sqlite3_stmt *statement = ds_statement_new (db, sql);

  if (statement == NULL)
    return ds_statement_reject (db);

  ds_statement_bind_text (statement, 0, id);
  return ds_statement_finish (db, statement);
}

/* What was fetched about a device goes with it. */
static DexFuture *
remove_row (sqlite3 *db,
            gpointer data)
{
  g_autoptr (DexFuture) fetched = run_with_id (db, remove_fetched_sql, data);

  if (dex_future_is_rejected (fetched))
    return g_steal_pointer (&fetched);

  return run_with_id (db, remove_sql, data);
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
 * Removes the record, and what was fetched about the device.
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

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-memory-table"

#include "config.h"

#include "ds-memory-table.h"

#include "ds-statement.h"
#include "ds-storage-private.h"

static const char load_sql[] = "SELECT value FROM memory WHERE name = ?";

static const char put_sql[] =
    "INSERT INTO memory (name, value) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

static DexFuture *
load (sqlite3 *db,
      gpointer data)
{
  sqlite3_stmt *statement = ds_statement_new (db, load_sql);
  DexFuture *future;
  int result;

  if (statement == NULL)
    return ds_statement_reject (db);

  ds_statement_bind_text (statement, 0, data);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    future = dex_future_new_take_string (result == SQLITE_ROW
                                             ? ds_statement_dup_text (statement, 0) : NULL);
  else
    future = ds_statement_reject (db);
  sqlite3_finalize (statement);
  return future;
}

static DexFuture *
put (sqlite3 *db,
     gpointer data)
{
  const char * const *pair = data;
  sqlite3_stmt *statement = ds_statement_new (db, put_sql);

  if (statement == NULL)
    return ds_statement_reject (db);

  ds_statement_bind_text (statement, 0, pair[0]);
  ds_statement_bind_text (statement, 1, pair[1]);
  return ds_statement_finish (db, statement);
}

/**
 * ds_memory_table_load:
 * @storage: open storage
 * @name: what is asked for, such as %DS_MEMORY_LAST_DAY
 *
 * Returns: (transfer full): a future that resolves to its value, a string, or %NULL
 *   where there is none; or rejects with a storage error
 */
DexFuture *
ds_memory_table_load (DsStorage *storage,
                      const char *name)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (name != NULL);

  return _ds_storage_read (storage, load, g_strdup (name), g_free);
}

/**
 * ds_memory_table_put:
 * @storage: open storage
 * @name: what is to be kept
 * @value: its value
 *
 * Returns: (transfer full): a future that resolves to true once it is on the disk
 *   or rejects with a storage error
 */
DexFuture *
ds_memory_table_put (DsStorage *storage,
                     const char *name,
                     const char *value)
{
  const char *pair[] = { name, value, NULL };

  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (name != NULL);
  dex_return_error_if_fail (value != NULL);

  return _ds_storage_write (storage, put, g_strdupv ((char **) pair),
                            (GDestroyNotify) g_strfreev);
}

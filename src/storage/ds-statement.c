/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-statement"

#include "config.h"

#include "ds-statement.h"

#include "ds-sql.h"

/**
 * ds_statement_new:
 * @db: a connection
 * @sql: one statement
 *
 * Returns: (transfer full) (nullable): it, ready for its values; %NULL with the
 *   reason kept in @db, see ds_statement_reject()
 */
sqlite3_stmt *
ds_statement_new (sqlite3 *db,
                  const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_return_val_if_fail (db != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  return sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

/**
 * ds_statement_dup_text:
 * @statement: one that stands at a row
 * @column: of it, from 0
 *
 * Returns: (transfer full) (nullable): the text there
 */
char *
ds_statement_dup_text (sqlite3_stmt *statement,
                       unsigned int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, (int) column));
}

/**
 * ds_statement_bind_text:
 * @statement: one that has not run
 * @column: the parameter, from 0
 * @text: (nullable): its value, which must live until the statement has run
 */
void
ds_statement_bind_text (sqlite3_stmt *statement,
                        unsigned int column,
                        const char *text)
{
  sqlite3_bind_text (statement, (int) column + 1, text, -1, SQLITE_STATIC);
}

/**
 * ds_statement_reject:
 * @db: a connection on which something has just failed
 *
 * Returns: (transfer full): a future that rejects with the storage error for it
 */
DexFuture *
ds_statement_reject (sqlite3 *db)
{
  GError *error = NULL;

  ds_sql_fail (db, &error);
  return dex_future_new_for_error (error);
}

/**
 * ds_statement_finish:
 * @db: the connection
 * @statement: (transfer full): one without rows, with its values
 *
 * Runs it to its end.
 *
 * Returns: (transfer full): a settled future: true, or a storage error
 */
DexFuture *
ds_statement_finish (sqlite3 *db,
                     sqlite3_stmt *statement)
{
  int result = sqlite3_step (statement);
  DexFuture *future = result == SQLITE_DONE ? dex_future_new_true () : ds_statement_reject (db);

  sqlite3_finalize (statement);
  return future;
}

/**
 * ds_statement_load:
 * @db: the connection
 * @sql: a query
 * @read: makes an element of a row
 * @destroy: frees an element
 *
 * Returns: (transfer full): a settled future: a #GPtrArray with one element for
 *   each row (boxed, %G_TYPE_PTR_ARRAY), or a storage error
 */
DexFuture *
ds_statement_load (sqlite3 *db,
                   const char *sql,
                   DsStatementReadFunc read,
                   GDestroyNotify destroy)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (destroy);
  sqlite3_stmt *statement = ds_statement_new (db, sql);
  DexFuture *future;
  int result;

  if (statement == NULL)
    return ds_statement_reject (db);

  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (rows, read (statement));

  future = result == SQLITE_DONE
               ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&rows))
               : ds_statement_reject (db);
  sqlite3_finalize (statement);
  return future;
}

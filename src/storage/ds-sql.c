/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-sql"

#include "config.h"

#include "ds-sql.h"

#include "core/ds-error.h"

#include <errno.h>

static DsError
code_for_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return DS_ERROR_STORAGE_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return DS_ERROR_STORAGE_READ_ONLY;
    default:
      return DS_ERROR_FAILED;
    }
}

static DsError
code_for (sqlite3 *db)
{
  switch (sqlite3_errcode (db) & 0xff)
    {
    case SQLITE_FULL:
      return DS_ERROR_STORAGE_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return DS_ERROR_STORAGE_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DS_ERROR_STORAGE_DAMAGED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return code_for_errno (sqlite3_system_errno (db));
    default:
      return DS_ERROR_FAILED;
    }
}

/**
 * ds_sql_fail:
 * @db: the connection whose last call failed
 * @error: return location for what it was
 *
 * Returns: false, to be returned in turn
 */
bool
ds_sql_fail (sqlite3 *db,
             GError **error)
{
  g_set_error (error, DS_ERROR, (int) code_for (db), "sqlite3: %s (%d)", sqlite3_errmsg (db),
               sqlite3_extended_errcode (db));
  return false;
}

/**
 * ds_sql_run:
 * @db: a connection
 * @sql: statements whose rows are not wanted
 * @error: return location for one of the storage errors
 *
 * Returns: whether all of them ran
 */
bool
ds_sql_run (sqlite3 *db,
            const char *sql,
            GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return ds_sql_fail (db, error);

  return true;
}

/**
 * ds_sql_get:
 * @db: a connection
 * @sql: a query that gives one value
 * @error: return location for one of the storage errors
 *
 * Returns: (transfer full): the value as text
 */
char *
ds_sql_get (sqlite3 *db,
            const char *sql,
            GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else
    ds_sql_fail (db, error);

  sqlite3_finalize (statement);
  return value;
}

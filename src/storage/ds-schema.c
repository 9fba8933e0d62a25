/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-schema"

#include "config.h"

#include "ds-schema.h"

#include "core/ds-error.h"
#include "ds-sql.h"

/* What leads from version n to n + 1 (PRAGMA user_version). Never change an
 * entry that was released: add one. */
static const char *const migrations[] = {
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
  ") STRICT, WITHOUT ROWID",

  /* Devices without a set-up (states 3 and 4), what the person knows of a device,
   * what was fetched about it, and what is kept of none in particular. A CHECK is changed only by a new table. */
  "CREATE TABLE device_2 ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  driver TEXT NOT NULL,"
  "  key TEXT NOT NULL,"
  "  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),"
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
  "  details TEXT,"
  "  watched INTEGER NOT NULL DEFAULT 0 CHECK (watched BETWEEN 0 AND 1),"
  "  product TEXT,"
  "  purchased_on TEXT,"
  "  notes TEXT,"
  "  own_support INTEGER NOT NULL DEFAULT 0 CHECK (own_support BETWEEN 0 AND 2),"
  "  own_support_date TEXT,"
  "  own_support_said_on TEXT,"
  "  notice_told INTEGER NOT NULL DEFAULT 0,"
  "  notice_until TEXT,"
  "  silenced INTEGER NOT NULL DEFAULT 0 CHECK (silenced BETWEEN 0 AND 1),"
  "  mud_url TEXT"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO device_2 (id, driver, key, state, name, room, kind, maker, model, serial,"
  "  hardware_version, software_version, address, set_up_at, checked_at, attention, details)"
  "  SELECT id, driver, key, state, name, room, kind, maker, model, serial,"
  "  hardware_version, software_version, address, set_up_at, checked_at, attention, details"
  "  FROM device;"
  "DROP TABLE device;"
  "ALTER TABLE device_2 RENAME TO device;"
  "CREATE TABLE fetched ("
  "  device TEXT NOT NULL,"
  "  source TEXT NOT NULL,"
  "  url TEXT NOT NULL,"
  "  fetched_on TEXT NOT NULL,"
  "  content TEXT NOT NULL,"
  "  PRIMARY KEY (device, source)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE memory ("
  "  name TEXT PRIMARY KEY NOT NULL,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* What the person says of a device's support was a correction of all others before. */
  "ALTER TABLE device ADD COLUMN own_support_corrects INTEGER NOT NULL DEFAULT 0"
  "  CHECK (own_support_corrects BETWEEN 0 AND 1);"
  "UPDATE device SET own_support_corrects = 1 WHERE own_support <> 0",
};

static bool
get_version (sqlite3 *db,
             int64_t *version,
             GError **error)
{
  g_autofree char *value = ds_sql_get (db, "PRAGMA user_version", error);

  if (value == NULL)
    return false;

  *version = g_ascii_strtoll (value, NULL, 10);
  if (*version < 0 || *version > (int64_t) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, DS_ERROR, DS_ERROR_STORAGE_NEWER, "Data version %s, newest known %u",
                   value, (unsigned int) G_N_ELEMENTS (migrations));
      return false;
    }

  return true;
}

/**
 * ds_schema_check:
 * @db: a connection
 * @error: return location for %DS_ERROR_STORAGE_NEWER or a storage error
 *
 * Reads and changes nothing.
 *
 * Returns: whether this Doorstep knows the version of the data
 */
bool
ds_schema_check (sqlite3 *db,
                 GError **error)
{
  int64_t version;

  return get_version (db, &version, error);
}

static bool
migrate_from (sqlite3 *db,
              int64_t version,
              GError **error)
{
  for (; version < (int64_t) G_N_ELEMENTS (migrations); version++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", (int) version + 1);

      if (!ds_sql_run (db, migrations[version], error) || !ds_sql_run (db, mark, error))
        return false;
    }

  return true;
}

/**
 * ds_schema_migrate:
 * @db: a connection that may be written
 * @error: return location for %DS_ERROR_STORAGE_NEWER or a storage error
 *
 * Brings the data to this Doorstep's version, all of it or not at all.
 *
 * Returns: whether it is there now
 */
bool
ds_schema_migrate (sqlite3 *db,
                   GError **error)
{
  int64_t version;

  if (!get_version (db, &version, error))
    return false;
  if (version == (int64_t) G_N_ELEMENTS (migrations))
    return true;

  if (!ds_sql_run (db, "BEGIN IMMEDIATE", error))
    return false;

  /* Read again: another process may have been faster. */
  if (get_version (db, &version, error) && migrate_from (db, version, error) &&
      ds_sql_run (db, "COMMIT", error))
    return true;

  ds_sql_run (db, "ROLLBACK", NULL);
  return false;
}

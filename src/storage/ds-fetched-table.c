/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-fetched-table"

#include "config.h"

#include "ds-fetched-table.h"

#include "ds-statement.h"
#include "ds-storage-private.h"

static const char load_sql[] =
    "SELECT device, source, url, fetched_on, content FROM fetched ORDER BY device, source";

static const char put_sql[] =
    "INSERT INTO fetched (device, source, url, fetched_on, content) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (device, source) DO UPDATE SET url = excluded.url, "
    "fetched_on = excluded.fetched_on, content = excluded.content";

static const char remove_sql[] = "DELETE FROM fetched WHERE device = ? AND source = ?";

G_DEFINE_BOXED_TYPE (DsFetched, ds_fetched, ds_fetched_copy, ds_fetched_free)

/**
 * ds_fetched_new:
 * @device: id of the device that it is about
 * @source: short name of where it is from
 * @url: where exactly
 * @fetched_on: ISO 8601 day
 * @content: JSON text
 *
 * Returns: (transfer full): what was fetched
 */
DsFetched *
ds_fetched_new (const char *device,
                const char *source,
                const char *url,
                const char *fetched_on,
                const char *content)
{
  DsFetched *self = g_new0 (DsFetched, 1);

  self->device = g_strdup (device);
  self->source = g_strdup (source);
  self->url = g_strdup (url);
  self->fetched_on = g_strdup (fetched_on);
  self->content = g_strdup (content);
  return self;
}

/**
 * ds_fetched_copy:
 * @self: what was fetched
 *
 * Returns: (transfer full): the same again
 */
DsFetched *
ds_fetched_copy (const DsFetched *self)
{
  return ds_fetched_new (self->device, self->source, self->url, self->fetched_on, self->content);
}

/**
 * ds_fetched_free:
 * @self: (transfer full) (nullable): what was fetched
 */
void
ds_fetched_free (DsFetched *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_free (self->source);
  g_free (self->url);
  g_free (self->fetched_on);
  g_free (self->content);
  g_free (self);
}

static gpointer
read_row (sqlite3_stmt *statement)
{
  DsFetched *fetched = g_new0 (DsFetched, 1);

  fetched->device = ds_statement_dup_text (statement, 0);
  fetched->source = ds_statement_dup_text (statement, 1);
  fetched->url = ds_statement_dup_text (statement, 2);
  fetched->fetched_on = ds_statement_dup_text (statement, 3);
  fetched->content = ds_statement_dup_text (statement, 4);
  return fetched;
}

static DexFuture *
load (sqlite3 *db,
      gpointer data)
{
  return ds_statement_load (db, load_sql, read_row, (GDestroyNotify) ds_fetched_free);
}

static DexFuture *
put (sqlite3 *db,
     gpointer data)
{
  const DsFetched *fetched = data;
  sqlite3_stmt *statement = ds_statement_new (db, put_sql);

  if (statement == NULL)
    return ds_statement_reject (db);

  ds_statement_bind_text (statement, 0, fetched->device);
  ds_statement_bind_text (statement, 1, fetched->source);
  ds_statement_bind_text (statement, 2, fetched->url);
  ds_statement_bind_text (statement, 3, fetched->fetched_on);
  ds_statement_bind_text (statement, 4, fetched->content);
  return ds_statement_finish (db, statement);
}

static DexFuture *
remove_row (sqlite3 *db,
            gpointer data)
{
  const char * const *names = data;
  sqlite3_stmt *statement = ds_statement_new (db, remove_sql);

  if (statement == NULL)
    return ds_statement_reject (db);

  ds_statement_bind_text (statement, 0, names[0]);
  ds_statement_bind_text (statement, 1, names[1]);
  return ds_statement_finish (db, statement);
}

/**
 * ds_fetched_table_load:
 * @storage: open storage
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of #DsFetched
 *   (boxed, %G_TYPE_PTR_ARRAY) or rejects with a storage error
 */
DexFuture *
ds_fetched_table_load (DsStorage *storage)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));

  return _ds_storage_read (storage, load, NULL, NULL);
}

/**
 * ds_fetched_table_put:
 * @storage: open storage
 * @fetched: what to keep; copied
 *
 * Adds it, or replaces what the device had from that source.
 *
 * Returns: (transfer full): a future that resolves to true once it is on the disk
 *   or rejects with a storage error
 */
DexFuture *
ds_fetched_table_put (DsStorage *storage,
                      const DsFetched *fetched)
{
  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (fetched != NULL);

  return _ds_storage_write (storage, put, ds_fetched_copy (fetched),
                            (GDestroyNotify) ds_fetched_free);
}

/**
 * ds_fetched_table_remove:
 * @storage: open storage
 * @device: id of a device
 * @source: short name of a source
 *
 * Returns: (transfer full): a future that resolves to true once nothing of that
 *   source is kept about the device, or rejects with a storage error
 */
DexFuture *
ds_fetched_table_remove (DsStorage *storage,
                         const char *device,
                         const char *source)
{
  const char *names[] = { device, source, NULL };

  dex_return_error_if_fail (DS_IS_STORAGE (storage));
  dex_return_error_if_fail (device != NULL);
  dex_return_error_if_fail (source != NULL);

  return _ds_storage_write (storage, remove_row, g_strdupv ((char **) names),
                            (GDestroyNotify) g_strfreev);
}

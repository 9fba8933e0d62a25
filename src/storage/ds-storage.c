/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-storage"

#include "config.h"

#include "ds-storage.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-data-file.h"
#include "ds-data-pieces.h"
#include "ds-sql.h"
#include "ds-storage-private.h"

typedef enum {
  JOB_OPEN,
  JOB_CLOSE,
  JOB_READ,
  JOB_WRITE,
  JOB_QUIT,
} JobKind;

typedef struct
{
  JobKind        kind;
  DexPromise    *promise; /* NULL for JOB_QUIT */
  DsStorageFunc  func;
  gpointer       data;
  GDestroyNotify destroy;
} Job;

/* Outlives the object until its thread has done what was asked of it. */
typedef struct
{
  GAsyncQueue *jobs;
  char        *folder;
  int          read_only; /* atomic */
  int          obstacle;  /* atomic: the DsError behind it */

  /* Of the worker thread */
  DsDataFile  *file;
} Worker;

struct _DsStorage
{
  GObject parent_instance;

  /* Owned References */
  Worker *worker;
  char   *damaged_copy;
};

G_DEFINE_FINAL_TYPE (DsStorage, ds_storage, G_TYPE_OBJECT)

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  g_clear_pointer (&worker->file, ds_data_file_close);
  g_async_queue_unref (worker->jobs);
  g_free (worker->folder);
}

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_pointer (&job->promise, dex_unref);
  g_free (job);
}

/*
 * On the worker thread
 */

static bool
worker_open (Worker *worker,
             GError **error)
{
  g_clear_pointer (&worker->file, ds_data_file_close);
  worker->file = ds_data_file_open (worker->folder, error);
  if (worker->file == NULL)
    return false;

  g_atomic_int_set (&worker->obstacle, (int) worker->file->obstacle);
  g_atomic_int_set (&worker->read_only, !worker->file->writable);
  return true;
}

/* Room on the disk, or a folder that can be written again, is noticed here: to
 * try again is enough. */
static bool
worker_make_writable (Worker *worker,
                      GError **error)
{
  DsDataFile *again;

  if (worker->file->writable)
    return true;

  again = ds_data_file_open (worker->folder, NULL);
  if (again != NULL && again->writable)
    {
      ds_data_file_close (worker->file);
      worker->file = again;
      g_atomic_int_set (&worker->read_only, FALSE);
      return true;
    }

  ds_data_file_close (again);
  g_set_error (error, DS_ERROR, (int) worker->file->obstacle, "The data file cannot be written");
  return false;
}

static DexFuture *
worker_write (Worker *worker,
              Job *job)
{
  g_autoptr (DexFuture) result = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  if (!worker_make_writable (worker, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  db = worker->file->db;
  if (!ds_sql_run (db, "BEGIN IMMEDIATE", &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  result = job->func (db, job->data);
  if (dex_future_is_resolved (result) && ds_sql_run (db, "COMMIT", &error))
    return g_steal_pointer (&result);

  /* Some errors have taken the transaction back already. */
  if (!sqlite3_get_autocommit (db))
    ds_sql_run (db, "ROLLBACK", NULL);
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error))
                       : g_steal_pointer (&result);
}

static DexFuture *
worker_do (Worker *worker,
           Job *job)
{
  g_autoptr (GError) error = NULL;

  switch (job->kind)
    {
    case JOB_OPEN:
      if (!worker_open (worker, &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      return dex_future_new_take_string (g_strdup (worker->file->damaged_copy));
    case JOB_CLOSE:
      g_clear_pointer (&worker->file, ds_data_file_close);
      return dex_future_new_true ();
    case JOB_READ:
    case JOB_WRITE:
      if (g_cancellable_is_cancelled (dex_promise_get_cancellable (job->promise)))
        return dex_future_new_reject (DS_ERROR, DS_ERROR_CANCELLED, "Nobody waits for it");
      if (worker->file == NULL)
        return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "The data file is not open");
      return job->kind == JOB_WRITE ? worker_write (worker, job)
                                    : job->func (worker->file->db, job->data);
    case JOB_QUIT:
    default:
      g_return_val_if_reached (NULL);
    }
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (worker->jobs);
      g_autoptr (DexFuture) result = NULL;
      g_autoptr (GError) error = NULL;
      const GValue *value;

      if (job->kind == JOB_QUIT)
        {
          job_free (job);
          break;
        }

      result = worker_do (worker, job);
      value = dex_future_get_value (result, &error);
      if (value != NULL)
        dex_promise_resolve (job->promise, value);
      else
        dex_promise_reject (job->promise, ds_error_adopt (g_steal_pointer (&error)));
      job_free (job);
    }

  g_atomic_rc_box_release_full (worker, worker_free);
  return NULL;
}

/*
 * On the main thread
 */

static DexFuture *
push (DsStorage *self,
      JobKind kind,
      DsStorageFunc func,
      gpointer data,
      GDestroyNotify destroy)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->promise = dex_ref (promise);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_async_queue_push (self->worker->jobs, job);
  return DEX_FUTURE (promise);
}

static void
ds_storage_finalize (GObject *object)
{
  DsStorage *self = DS_STORAGE (object);
  Job *quit = g_new0 (Job, 1);

  /* The thread first does what was asked for, then closes the file. */
  quit->kind = JOB_QUIT;
  g_async_queue_push (self->worker->jobs, quit);
  g_atomic_rc_box_release_full (self->worker, worker_free);
  g_free (self->damaged_copy);

  G_OBJECT_CLASS (ds_storage_parent_class)->finalize (object);
}

static void
ds_storage_class_init (DsStorageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_storage_finalize;
}

static void
ds_storage_init (DsStorage *self)
{
  self->worker = g_atomic_rc_box_new0 (Worker);
  self->worker->jobs = g_async_queue_new ();
}

/**
 * ds_storage_new:
 * @folder: the data folder, which need not be there yet
 *
 * Returns: (transfer full): storage that is not open yet
 */
DsStorage *
ds_storage_new (GFile *folder)
{
  DsStorage *self;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (g_file_peek_path (folder) != NULL, NULL);

  self = g_object_new (DS_TYPE_STORAGE, NULL);
  self->worker->folder = g_file_get_path (folder);
  g_thread_unref (g_thread_new ("storage", worker_thread, g_atomic_rc_box_acquire (self->worker)));
  return self;
}

static DexFuture *
opened_cb (DexFuture *opened,
           gpointer   user_data)
{
  DsStorage *self = user_data;
  const GValue *damaged_copy = dex_future_get_value (opened, NULL);

  g_set_str (&self->damaged_copy, g_value_get_string (damaged_copy));
  return dex_future_new_true ();
}

/**
 * ds_storage_open:
 * @self: storage
 *
 * A disk that is full or cannot be written is no error here: what is there can
 * be read, and each change is tried again and rejects with the reason.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   %DS_ERROR_STORAGE_NEWER, with %DS_ERROR_STORAGE_DAMAGED when the damaged
 *   file cannot be put aside, or with %DS_ERROR_FAILED
 */
DexFuture *
ds_storage_open (DsStorage *self)
{
  dex_return_error_if_fail (DS_IS_STORAGE (self));

  return dex_future_then (push (self, JOB_OPEN, NULL, NULL, NULL), opened_cb,
                          g_object_ref (self), g_object_unref);
}

/**
 * ds_storage_close:
 * @self: storage
 *
 * Returns: (transfer full): a future that resolves to true once everything that
 *   was asked before is done and the file is closed
 */
DexFuture *
ds_storage_close (DsStorage *self)
{
  dex_return_error_if_fail (DS_IS_STORAGE (self));

  return push (self, JOB_CLOSE, NULL, NULL, NULL);
}

/**
 * ds_storage_get_read_only:
 * @self: storage
 *
 * Returns: whether changes cannot be kept at the moment (the folder cannot be
 *   written, or the disk was full at ds_storage_open())
 */
gboolean
ds_storage_get_read_only (DsStorage *self)
{
  g_return_val_if_fail (DS_IS_STORAGE (self), FALSE);

  return g_atomic_int_get (&self->worker->read_only);
}

/**
 * ds_storage_get_obstacle:
 * @self: storage that ds_storage_get_read_only() is true of
 *
 * Returns: why: %DS_ERROR_STORAGE_FULL or %DS_ERROR_STORAGE_READ_ONLY
 */
DsError
ds_storage_get_obstacle (DsStorage *self)
{
  g_return_val_if_fail (DS_IS_STORAGE (self), DS_ERROR_STORAGE_READ_ONLY);

  return (DsError) g_atomic_int_get (&self->worker->obstacle);
}

/**
 * ds_storage_get_damaged_copy:
 * @self: storage
 *
 * Returns: (nullable): the path of the damaged file that ds_storage_open() kept
 *   aside, now or in an earlier process that did not come to ds_storage_note_told()
 */
const char *
ds_storage_get_damaged_copy (DsStorage *self)
{
  g_return_val_if_fail (DS_IS_STORAGE (self), NULL);

  return self->damaged_copy;
}

static DexFuture *
note_told (sqlite3 *db,
           gpointer data)
{
  ds_data_pieces_note_told (data);
  return dex_future_new_true ();
}

/**
 * ds_storage_note_told:
 * @self: open storage
 *
 * The person has read of ds_storage_get_damaged_copy(), if there is one.
 *
 * Returns: (transfer full): a future that resolves to true
 */
DexFuture *
ds_storage_note_told (DsStorage *self)
{
  dex_return_error_if_fail (DS_IS_STORAGE (self));

  if (self->damaged_copy == NULL)
    return dex_future_new_true ();
  return _ds_storage_read (self, note_told, g_strdup (self->damaged_copy), g_free);
}

/**
 * _ds_storage_read:
 * @self: storage
 * @func: what to do with the connection
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data on the worker thread
 *
 * Returns: (transfer full): a future that ends like the one that @func gives
 */
DexFuture *
_ds_storage_read (DsStorage *self,
                  DsStorageFunc func,
                  gpointer data,
                  GDestroyNotify destroy)
{
  return push (self, JOB_READ, func, data, destroy);
}

/**
 * _ds_storage_write:
 * @self: storage
 * @func: what to do with the connection, in one transaction
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data on the worker thread
 *
 * Returns: (transfer full): a future that ends like the one that @func gives,
 *   once the change is on the disk
 */
DexFuture *
_ds_storage_write (DsStorage *self,
                   DsStorageFunc func,
                   gpointer data,
                   GDestroyNotify destroy)
{
  return push (self, JOB_WRITE, func, data, destroy);
}

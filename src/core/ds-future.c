/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-future"

#include "config.h"

#include "ds-future.h"

#include "ds-error.h"

/* OpenSSL's big numbers and GIO's address enumerators do not fit libdex's 128 KiB. */
#define STACK_SIZE (256 * 1024)

/* Key stretching is the only heavy work; two at a time leave a core to the window. */
#define MAX_THREADS 2

static DexFuture *
name_timeout (DexFuture *future,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return NULL;

  return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));
}

/**
 * ds_future_within:
 * @future: (transfer full): what must be done by then
 * @milliseconds: the deadline, from now
 *
 * Returns: (transfer full): a future that ends like @future, or rejects with
 *   %DS_ERROR_TIMED_OUT and discards @future when the deadline comes first
 */
DexFuture *
ds_future_within (DexFuture *future,
                  unsigned int milliseconds)
{
  DexFuture *first;

  dex_return_error_if_fail (DEX_IS_FUTURE (future));

  first = dex_future_first (future, dex_timeout_new_msec ((int) MIN (milliseconds, G_MAXINT)),
                            NULL);
  return dex_future_catch (first, name_timeout, NULL, NULL);
}

static DexFuture *
log_rejection (DexFuture *future,
               gpointer user_data)
{
  const char *what = user_data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (ds_error_is_cancelled (error))
    g_debug ("%s: cancelled", what);
  else
    g_message ("%s: %s", what, error->message);

  return dex_future_new_true ();
}

/**
 * ds_promise_finish:
 * @promise: (transfer full): what the callback was given
 * @object: (transfer full) (nullable): what the call gave
 * @error: (transfer full) (nullable): what went wrong
 *
 * The last line of the callback of an asynchronous call that libdex does not know.
 */
void
ds_promise_finish (DexPromise *promise,
                   gpointer object,
                   GError *error)
{
  g_return_if_fail (DEX_IS_PROMISE (promise));

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_object (promise, object);
  dex_unref (promise);
}

/**
 * ds_future_forget:
 * @future: (transfer full): a future that nobody awaits
 * @what: what it does, for the log
 *
 * Lets @future go on by itself, so that no rejection stays silent.
 */
void
ds_future_forget (DexFuture *future,
                  const char *what)
{
  g_return_if_fail (DEX_IS_FUTURE (future));

  dex_future_disown (dex_future_catch (future, log_rejection, g_strdup (what), g_free));
}

/* One of our fibers; shared by itself and the handler that waits for its future
 * to be discarded. */
struct _DsFiber
{
  DexPromise    *result;    /* what the spawner holds */
  DexPromise    *unwanted;  /* rejected when the result is discarded */
  gulong         handler;
  DexFiberFunc   func;
  gpointer       data;
  GDestroyNotify destroy;
};

/* The one that runs right now. Fibers run on the main thread alone and change
 * places only where they await. */
static DsFiber *current;

static void
fiber_clear (DsFiber *self)
{
  dex_clear (&self->result);
  dex_clear (&self->unwanted);
}

static void
fiber_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, (GDestroyNotify) fiber_clear);
}

static void
on_result_discarded (GCancellable *cancellable,
                     gpointer user_data)
{
  DsFiber *self = user_data;

  dex_promise_reject (self->unwanted, g_error_new_literal (DS_ERROR, DS_ERROR_CANCELLED,
                                                           "Nobody waits for it any more"));
}

static DexFuture *
run_fiber (gpointer data)
{
  DsFiber *self = data;
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value;

  current = self;
  future = self->func (self->data);
  dex_await (dex_ref (future), NULL);
  current = NULL;

  g_cancellable_disconnect (dex_promise_get_cancellable (self->result), self->handler);
  if ((value = dex_future_get_value (future, &error)) != NULL)
    dex_promise_resolve (self->result, value);
  else
    dex_promise_reject (self->result, g_steal_pointer (&error));
  if (self->destroy != NULL)
    self->destroy (self->data);

  return dex_future_new_true ();
}

/**
 * ds_fiber_spawn:
 * @func: the body
 * @data: (transfer full): what the body works on
 * @destroy: (nullable): frees @data after the body
 *
 * Returns: (transfer full): a future that ends like the one that @func gives;
 *   when it is discarded, everything that the body awaits from then on rejects
 *   with %DS_ERROR_CANCELLED
 */
DexFuture *
ds_fiber_spawn (DexFiberFunc func,
                gpointer data,
                GDestroyNotify destroy)
{
  DsFiber *self = g_atomic_rc_box_new0 (DsFiber);
  DexPromise *result = dex_promise_new_cancellable ();

  self->result = dex_ref (result);
  self->unwanted = dex_promise_new ();
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->handler = g_cancellable_connect (dex_promise_get_cancellable (result),
                                         G_CALLBACK (on_result_discarded),
                                         g_atomic_rc_box_acquire (self), fiber_release);
  dex_future_disown (dex_scheduler_spawn (NULL, STACK_SIZE, run_fiber, self, fiber_release));

  return DEX_FUTURE (result);
}

/**
 * ds_fiber_leave:
 *
 * For the await macros: notes that no fiber of ours runs.
 *
 * Returns: (transfer none) (nullable): the one that ran
 */
DsFiber *
ds_fiber_leave (void)
{
  return g_steal_pointer (&current);
}

/**
 * ds_fiber_guard:
 * @fiber: (nullable): who is about to await
 * @future: (transfer full): what
 *
 * For the await macros.
 *
 * Returns: (transfer full): a future that ends like @future, or rejects when the
 *   fiber is not wanted any more, and then discards @future
 */
DexFuture *
ds_fiber_guard (DsFiber *fiber,
                DexFuture *future)
{
  if (fiber == NULL || !dex_future_is_pending (future))
    return future;

  return dex_future_first (future, dex_ref (fiber->unwanted), NULL);
}

/**
 * ds_fiber_enter:
 * @fiber: (nullable): who goes on after an await
 *
 * For the await macros.
 */
void
ds_fiber_enter (DsFiber *fiber)
{
  current = fiber;
}

typedef struct
{
  DexPromise    *promise;
  char          *name;
  DexFiberFunc   func;
  gpointer       data;
  GDestroyNotify destroy;
} ThreadJob;

static GThreadPool *pool;
static int closing; /* atomic */

static void
run_thread_job (gpointer data,
                gpointer user_data)
{
  ThreadJob *job = data;
  g_autoptr (DexFuture) result = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gboolean unwanted;

  /* Nobody waits any more: spare the arithmetic. */
  if (g_atomic_int_get (&closing))
    g_cancellable_cancel (dex_promise_get_cancellable (job->promise));
  unwanted = g_cancellable_set_error_if_cancelled (dex_promise_get_cancellable (job->promise),
                                                   &error);
  if (!unwanted)
    result = job->func (job->data);
  if (job->destroy != NULL)
    job->destroy (job->data);

  if (result != NULL && dex_future_is_pending (result))
    g_critical ("%s: a job for a thread must not await", job->name);

  if (result != NULL && (value = dex_future_get_value (result, &error)))
    dex_promise_resolve (job->promise, value);
  else
    dex_promise_reject (job->promise, error != NULL ? ds_error_adopt (g_steal_pointer (&error))
                                                    : g_error_new (DS_ERROR, DS_ERROR_FAILED,
                                                                   "%s gave nothing", job->name));
  g_free (job->name);
  dex_unref (job->promise);
  g_free (job);
}

/**
 * ds_thread_spawn:
 * @name: what is done, for the log
 * @func: the work; gives a future that is already settled and must not await
 * @data: (transfer full): what the work is done on
 * @destroy: (nullable): frees @data on the same thread, after the work
 *
 * Work that was not begun when its future is discarded is not done at all.
 *
 * Returns: (transfer full): a future that ends like the one that @func gives
 */
DexFuture *
ds_thread_spawn (const char *name,
                 DexFiberFunc func,
                 gpointer data,
                 GDestroyNotify destroy)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  ThreadJob *job = g_new0 (ThreadJob, 1);

  job->promise = dex_ref (promise);
  job->name = g_strdup (name);
  job->func = func;
  job->data = data;
  job->destroy = destroy;

  if (g_once_init_enter_pointer (&pool))
    g_once_init_leave_pointer (&pool, g_thread_pool_new (run_thread_job, NULL, MAX_THREADS,
                                                         FALSE, NULL));
  g_thread_pool_push (pool, job, NULL);
  return DEX_FUTURE (promise);
}

/**
 * ds_thread_finish:
 *
 * Waits for the work that threads have begun, at most as long as the longest of it, and
 * does none that they have not. For the very end of a program: it takes the libraries
 * away in which a thread would still calculate. Nothing may be spawned after it.
 */
void
ds_thread_finish (void)
{
  g_atomic_int_set (&closing, TRUE);
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-future"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-test.h"

#include <gio/gio.h>
#include <string.h>

static void
test_in_time (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dex_await_int (ds_future_within (dex_future_new_for_int (7), 1000), &error), ==, 7);
  g_assert_no_error (error);
}

static void
test_its_own_error_comes_through (void)
{
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (ds_future_within (dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_EXISTS, "x"),
                                                 1000));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_too_late_cancels_it (void)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GCancellable) cancellable = g_object_ref (dex_promise_get_cancellable (promise));
  g_autoptr (GError) error = NULL;
  int64_t begun = g_get_monotonic_time ();

  error = ds_test_await_error (ds_future_within (DEX_FUTURE (promise), 50));
  g_assert_error (error, DS_ERROR, DS_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 45000);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
}

static void
test_a_deadline_beyond_all_is_none_that_is_over (void)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();
  g_autoptr (DexFuture) future = ds_future_within (dex_ref (promise), G_MAXUINT);

  ds_test_sleep (20);
  g_assert_true (dex_future_is_pending (future));
}

static void
test_giving_up_cancels_it (void)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GCancellable) cancellable = g_object_ref (dex_promise_get_cancellable (promise));
  DexFuture *future = ds_future_within (DEX_FUTURE (promise), 60000);

  g_assert_false (g_cancellable_is_cancelled (cancellable));
  dex_unref (dex_future_first (g_steal_pointer (&future), dex_future_new_true (), NULL));
  ds_test_wait_until (g_cancellable_is_cancelled (cancellable));
}

static gboolean fiber_waits;

static DexFuture *
wait_fiber (gpointer data)
{
  DexPromise *promise = data;
  g_autoptr (GError) error = NULL;

  fiber_waits = TRUE;
  if (!dex_await (ds_future_within (dex_ref (promise), 60000), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
test_giving_up_a_fiber_cancels_what_it_awaits (void)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GCancellable) cancellable = g_object_ref (dex_promise_get_cancellable (promise));
  DexFuture *fiber = ds_fiber_spawn (wait_fiber, promise, dex_unref);

  ds_test_wait_until (fiber_waits);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  dex_unref (dex_future_first (fiber, dex_future_new_true (), NULL));
  ds_test_wait_until (g_cancellable_is_cancelled (cancellable));
}

static DexFuture *
use_stack_fiber (gpointer data)
{
  volatile char large[160 * 1024];

  memset ((char *) large, 1, sizeof large);
  g_atomic_int_inc ((int *) data);
  return dex_future_new_for_int (large[100]);
}

static void
count_free (gpointer data)
{
  g_atomic_int_add ((int *) data, 10);
}

static DexFuture *
await_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_await (dex_ref (data), &error);
  g_assert_error (error, DS_ERROR, DS_ERROR_CANCELLED);

  return dex_future_new_true ();
}

/* libdex 0.10 runs a freed fiber here when the fiber itself is discarded. */
static void
test_giving_up_a_fiber_whose_wait_ends_at_once (void)
{
  for (unsigned int i = 0; i < 100; i++)
    {
      g_autoptr (DexPromise) awaited = dex_promise_new ();
      g_autoptr (DexPromise) stop = dex_promise_new ();
      DexFuture *fiber = ds_fiber_spawn (await_fiber, dex_ref (awaited), dex_unref);
      g_autoptr (DexFuture) first = dex_future_first (fiber, dex_ref (stop), NULL);

      ds_test_sleep (1);
      dex_promise_resolve_boolean (stop, TRUE);
      dex_promise_resolve_boolean (awaited, TRUE);
      ds_test_wait_until (!dex_future_is_pending (first));
      g_assert_true (dex_future_is_resolved (first));
    }
}

static void
test_a_fiber_has_room (void)
{
  g_autoptr (GError) error = NULL;
  int count = 0;

  g_assert_cmpint (dex_await_int (ds_fiber_spawn (use_stack_fiber, &count, count_free), &error), ==, 1);
  g_assert_no_error (error);
  ds_test_wait_until (count >= 11);
  g_assert_cmpint (count, ==, 11);
}

/* Work that goes on until the main loop has come so far. */
typedef struct
{
  GThread *thread;
  int      freed;
  int     *count;
  int      wanted;
} Work;

static DexFuture *
work (gpointer data)
{
  Work *self = data;

  self->thread = g_thread_self ();
  while (g_atomic_int_get (self->count) < self->wanted)
    g_usleep (1000);
  return dex_future_new_take_string (g_strdup ("done"));
}

static void
work_free (gpointer data)
{
  Work *self = data;

  self->freed++;
}

static gboolean
count_turn (gpointer data)
{
  g_atomic_int_inc ((int *) data);
  return G_SOURCE_CONTINUE;
}

static void
test_work_on_a_thread_leaves_the_loop_alone (void)
{
  int turns = 0;
  Work data = { .count = &turns, .wanted = 3 };
  unsigned int source = g_timeout_add (5, count_turn, &turns);
  g_autoptr (GError) error = NULL;
  g_autofree char *result = dex_await_string (ds_thread_spawn ("work", work, &data, work_free), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "done");
  g_assert_true (data.thread != g_thread_self ());
  g_assert_cmpint (data.freed, ==, 1);
  g_source_remove (source);
}

static DexFuture *
fail (gpointer data)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "bad");
}

static void
test_work_on_a_thread_fails (void)
{
  g_autoptr (GError) error = ds_test_await_error (ds_thread_spawn ("work", fail, NULL, NULL));

  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_work_nobody_waits_for_is_spared (void)
{
  int released = 0;
  Work data[3] = { { .count = &released, .wanted = 1 },
                   { .count = &released, .wanted = 1 },
                   { .count = &released, .wanted = 1 } };
  DexFuture *first = ds_thread_spawn ("first", work, &data[0], work_free);
  DexFuture *second = ds_thread_spawn ("second", work, &data[1], work_free);
  DexFuture *spared = ds_thread_spawn ("spared", work, &data[2], work_free);

  /* Two run at a time; the third has not begun. */
  dex_unref (dex_future_first (spared, dex_future_new_true (), NULL));
  g_atomic_int_set (&released, 1);
  ds_test_await (dex_future_all (first, second, NULL));
  ds_test_sleep (50);
  g_assert_nonnull (data[0].thread);
  g_assert_null (data[2].thread);
  g_assert_cmpint (data[2].freed, ==, 1);
}

static void
test_a_callback_ends_its_promise (void)
{
  g_autoptr (DexPromise) given = dex_promise_new ();
  g_autoptr (DexPromise) nothing = dex_promise_new ();
  g_autoptr (DexPromise) failed = dex_promise_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) object = NULL;

  ds_promise_finish (dex_ref (given), g_cancellable_new (), NULL);
  object = dex_await_object (dex_ref (DEX_FUTURE (given)), &error);
  g_assert_no_error (error);
  g_assert_true (G_IS_CANCELLABLE (object));
  ds_promise_finish (dex_ref (nothing), NULL, NULL);
  g_assert_null (dex_await_object (dex_ref (DEX_FUTURE (nothing)), &error));
  g_assert_no_error (error);
  ds_promise_finish (dex_ref (failed), NULL, g_error_new_literal (DS_ERROR, DS_ERROR_FULL, "x"));
  g_assert_null (dex_await_object (dex_ref (DEX_FUTURE (failed)), &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_FULL);
}

static unsigned int n_looks;
static unsigned int n_others;

static GLogWriterOutput
count_messages (GLogLevelFlags level,
                const GLogField *fields,
                gsize n_fields,
                gpointer data)
{
  g_autofree char *text = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  if (level == G_LOG_LEVEL_MESSAGE && strstr (text, "look: no such luck") != NULL)
    n_looks++;
  else if (level <= G_LOG_LEVEL_MESSAGE)
    n_others++;
  return g_log_writer_default (level, fields, n_fields, data);
}

static void
test_forgotten_rejections_are_logged (void)
{
  ds_future_forget (dex_future_new_true (), "fine");
  ds_future_forget (dex_future_new_reject (DS_ERROR, DS_ERROR_CANCELLED, "x"), "cancelled");
  ds_future_forget (dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "no such luck"), "look");
  ds_test_wait_until (n_looks > 0);
  g_assert_cmpuint (n_looks, ==, 1);
  g_assert_cmpuint (n_others, ==, 0);
}

static gpointer
release_later (gpointer released)
{
  g_usleep (100 * 1000);
  g_atomic_int_set ((int *) released, 1);
  return NULL;
}

/* As when somebody closes the program while a code is proved: what goes away with it must
 * not be calculated with any more. */
static void
test_a_program_ends_after_its_arithmetic (void)
{
  if (g_test_subprocess ())
    {
      int released = 0;
      Work data[3] = { { .count = &released, .wanted = 1 },
                       { .count = &released, .wanted = 1 },
                       { .count = &released, .wanted = 1 } };
      DexFuture *futures[G_N_ELEMENTS (data)];
      GThread *thread;

      for (unsigned int i = 0; i < G_N_ELEMENTS (data); i++)
        futures[i] = ds_thread_spawn ("work", work, &data[i], work_free);
      while (g_atomic_pointer_get (&data[0].thread) == NULL
             || g_atomic_pointer_get (&data[1].thread) == NULL)
        g_usleep (1000);
      thread = g_thread_new ("release", release_later, &released);
      ds_thread_finish ();
      for (unsigned int i = 0; i < G_N_ELEMENTS (data); i++)
        {
          g_assert_cmpint (data[i].freed, ==, 1);
          dex_unref (futures[i]);
        }
      /* Two run at a time; the third was never begun. */
      g_assert_null (data[2].thread);
      g_thread_join (thread);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_log_set_writer_func (count_messages, NULL, NULL);
  ds_test_add_fiber ("/future/in-time", test_in_time);
  ds_test_add_fiber ("/future/a-callback-ends-its-promise", test_a_callback_ends_its_promise);
  ds_test_add_fiber ("/future/its-own-error-comes-through", test_its_own_error_comes_through);
  ds_test_add_fiber ("/future/too-late-cancels-it", test_too_late_cancels_it);
  ds_test_add_fiber ("/future/a-deadline-beyond-all-is-none-that-is-over",
                     test_a_deadline_beyond_all_is_none_that_is_over);
  ds_test_add_fiber ("/future/giving-up-cancels-it", test_giving_up_cancels_it);
  ds_test_add_fiber ("/future/giving-up-a-fiber-cancels-what-it-awaits", test_giving_up_a_fiber_cancels_what_it_awaits);
  ds_test_add_fiber ("/future/giving-up-a-fiber-whose-wait-ends-at-once",
                     test_giving_up_a_fiber_whose_wait_ends_at_once);
  ds_test_add_fiber ("/future/a-fiber-has-room", test_a_fiber_has_room);
  ds_test_add_fiber ("/future/work-on-a-thread-leaves-the-loop-alone", test_work_on_a_thread_leaves_the_loop_alone);
  ds_test_add_fiber ("/future/work-on-a-thread-fails", test_work_on_a_thread_fails);
  ds_test_add_fiber ("/future/work-nobody-waits-for-is-spared", test_work_nobody_waits_for_is_spared);
  ds_test_add_fiber ("/future/forgotten-rejections-are-logged", test_forgotten_rejections_are_logged);
  g_test_add_func ("/future/a-program-ends-after-its-arithmetic",
                   test_a_program_ends_after_its_arithmetic);

  return g_test_run ();
}

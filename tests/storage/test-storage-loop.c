/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-storage-loop"

#include "config.h"

#include "ds-test.h"
#include "storage/ds-device-table.h"

#define N_PUTS   1000
#define FRAME_US 16000

typedef struct
{
  int64_t last;
  int64_t worst;
} Watch;

static gboolean
look (gpointer data)
{
  Watch *watch = data;
  int64_t now = g_get_monotonic_time ();

  watch->worst = MAX (watch->worst, now - watch->last);
  watch->last = now;
  return G_SOURCE_CONTINUE;
}

static unsigned int
start_watch (Watch *watch)
{
  watch->last = g_get_monotonic_time ();
  watch->worst = 0;
  return g_timeout_add_full (G_PRIORITY_HIGH, 1, look, watch, NULL);
}

static int64_t
watch_idle_loop (void)
{
  Watch watch;
  unsigned int source = start_watch (&watch);

  ds_test_sleep (500);
  g_source_remove (source);
  return watch.worst;
}

static int64_t
watch_puts (DsStorage *storage)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  Watch watch;
  unsigned int source = start_watch (&watch);

  for (int i = 0; i < N_PUTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autoptr (DsDeviceRecord) record = ds_device_record_new (id, "homekit", id, "name");

      g_ptr_array_add (futures, ds_device_table_put (storage, record));
      if (i % 50 == 0)
        ds_test_sleep (1);
    }
  ds_test_await (dex_future_allv ((DexFuture **) futures->pdata, futures->len));
  g_source_remove (source);
  return watch.worst;
}

/* Another program may take the processor away from this one, so the loop's own
 * worst gap while nothing is asked of it counts as noise. A blocked loop is
 * blocked every time; noise is not: the best of three tries counts. */
static void
test_a_thousand_puts_never_block_the_loop (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (DsStorage) storage = ds_storage_new (file);
  int64_t excess = G_MAXINT64;

  ds_test_await (ds_storage_open (storage));
  for (int i = 0; i < 3 && excess > FRAME_US; i++)
    {
      int64_t idle = watch_idle_loop ();
      int64_t busy = watch_puts (storage);

      g_test_message ("worst gap: idle %" G_GINT64_FORMAT " µs, %d puts %" G_GINT64_FORMAT " µs",
                      idle, N_PUTS, busy);
      excess = MIN (excess, MAX (busy - idle, 0));
    }
  g_assert_cmpint (excess, <=, FRAME_US);
  ds_test_await (ds_storage_close (storage));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/storage/a-thousand-puts-never-block-the-loop",
                     test_a_thousand_puts_never_block_the_loop);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-day-watch"

#include "config.h"

#include "core/ds-day-watch.h"
#include "ds-test.h"

#define DAY (24 * 60 * 60)

static void
quit (void *loop)
{
  g_main_loop_quit (loop);
}

/* A place where midnight is so many seconds away. */
static void
move_to_where_it_is_late (int seconds)
{
  int64_t now = g_get_real_time () / G_USEC_PER_SEC;
  int east = (int) (DAY - seconds - now % DAY);
  g_autofree char *zone = NULL;

  /* POSIX counts to the west. */
  zone = g_strdup_printf ("TST-%02d:%02d:%02d", east / 3600, east / 60 % 60, east % 60);
  g_setenv ("TZ", zone, TRUE);
}

static void
test_midnight_is_told (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DsDayWatch) watch = NULL;
  g_autoptr (GDateTime) after = NULL;
  int64_t began;

  /* Again where midnight passed before the watch began. */
  do
    {
      g_clear_pointer (&watch, ds_day_watch_free);
      move_to_where_it_is_late (2);
      began = g_get_monotonic_time ();
      watch = ds_day_watch_new (quit, loop);
    }
  while (g_get_monotonic_time () - began >= G_USEC_PER_SEC);
  g_main_loop_run (loop);
  after = g_date_time_new_now_local ();
  g_assert_cmpint (g_date_time_get_hour (after), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 600 * G_USEC_PER_SEC);
}

static void
never (void *data)
{
  g_assert_not_reached ();
}

static void
test_nothing_is_told_before (void)
{
  g_autoptr (DsDayWatch) watch = NULL;

  move_to_where_it_is_late (3600);
  watch = ds_day_watch_new (never, NULL);
  for (int i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/day-watch/midnight-is-told", test_midnight_is_told);
  g_test_add_func ("/day-watch/nothing-is-told-before", test_nothing_is_told_before);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "discovery/ds-resolver-pool.h"
#include "ds-discovery-fixture.h"
#include "ds-watchdog.h"

#define N 1000
/* One frame. */
#ifdef __SANITIZE_ADDRESS__
#define LIMIT_USEC (4 * 16000) /* which makes everything slower */
#else
#define LIMIT_USEC 16000
#endif

static void
publish (DsMockAvahi *avahi,
         int number,
         bool sf)
{
  g_autofree char *name = g_strdup_printf ("Device %d", number);
  const char *const txt[] = { sf ? "sf=1" : "sf=0", "md=Plug 3", "ci=7", "pv=1.1", NULL };

  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = name, .type = TYPE, .port = 80,
                                                  .address = "192.0.2.7", .txt = txt });
}

static void
withdraw (DsMockAvahi *avahi,
          int number)
{
  g_autofree char *name = g_strdup_printf ("Device %d", number);

  ds_mock_avahi_withdraw (avahi, &(DsMockService){ .instance = name, .type = TYPE,
                                                   .address = "192.0.2.7" });
}

/* A thread of the mock may hold a lock that this one needs, so only work counts. */
static void
watchdog_end (const char *what)
{
  DsWatchdog worst = ds_watchdog_end ();

  g_test_message ("%s: the main loop never worked for more than %.1f ms", what,
                  (double) worst.worked / 1000);
  g_assert_cmpint (worst.worked, <=, LIMIT_USEC);
}

/* Avahi does not wait for our main loop, nor does it hold it up. */
static gpointer
withdraw_thread (gpointer data)
{
  for (int i = 0; i < N; i++)
    withdraw (data, i);
  return NULL;
}

static void
test_thousand_services (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;
  GThread *thread = NULL;

  for (int i = 0; i < N; i++)
    publish (avahi, i, true);
  ds_watchdog_begin ();
  discovery = start_discovery ();
  ds_test_wait_until (count_sightings (discovery) == N);
  watchdog_end ("appearing");
  g_assert_cmpuint (ds_mock_avahi_count_busy_peak (avahi), <=, DS_RESOLVER_POOL_BUSY);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == DS_RESOLVER_POOL_KEPT + 1);
  ds_watchdog_begin ();
  thread = g_thread_new ("withdraw", withdraw_thread, avahi);
  ds_test_wait_until (count_sightings (discovery) == 0);
  watchdog_end ("leaving");
  g_thread_join (thread);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 1);
  finish_discovery (discovery);
}

static void
test_thousand_services_at_an_old_daemon (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_HASTY);
  DsDiscovery *discovery = NULL;

  for (int i = 0; i < N; i++)
    publish (avahi, i, true);
  ds_watchdog_begin ();
  discovery = start_discovery ();
  ds_test_wait_until (count_sightings (discovery) == N);
  watchdog_end ("appearing");
  /* The daemon stops: all rows at once. */
  ds_watchdog_begin ();
  ds_mock_avahi_vanish (avahi);
  ds_test_wait_until (count_sightings (discovery) == 0);
  watchdog_end ("stopping");
  finish_discovery (discovery);
}

/* Keeps a copy by the signals alone, as a view does. */
static void
follow (GListModel *model,
        unsigned int position,
        unsigned int removed,
        unsigned int added,
        GListStore *copy)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < added; i++)
    g_ptr_array_add (items, g_list_model_get_item (model, position + i));
  g_list_store_splice (copy, position, removed, items->pdata, added);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (copy)));
}

static void
assert_same (DsDiscovery *discovery,
             GListStore *copy)
{
  for (unsigned int i = 0; i < count_sightings (discovery); i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (G_LIST_MODEL (discovery), i);
      g_autoptr (GObject) two = g_list_model_get_item (G_LIST_MODEL (copy), i);

      g_assert_true (one == two);
    }
}

static bool
all_say (DsDiscovery *discovery,
         int n,
         const char *sf)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Device %d", i);

      if (g_strcmp0 (get_txt (discovery, name, "sf"), sf) != 0)
        return false;
    }
  return true;
}

/* Which of many answers first is chance; but whatever is shown stays where it is. */
static void
only_grow (GListModel *model,
           unsigned int position,
           unsigned int removed,
           unsigned int added,
           gpointer data)
{
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (position + added, ==, g_list_model_get_n_items (model));
}

static void
test_rows_keep_their_order (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GListStore) copy = g_list_store_new (DS_TYPE_SIGHTING);
  DsDiscovery *discovery = start_discovery ();

  g_signal_connect (discovery, "items-changed", G_CALLBACK (only_grow), NULL);
  g_signal_connect (discovery, "items-changed", G_CALLBACK (follow), copy);
  for (int i = 0; i < 200; i++)
    publish (avahi, i, true);
  ds_test_wait_until (count_sightings (discovery) == 200);
  for (int i = 0; i < 200; i++)
    publish (avahi, i, false);
  ds_test_wait_until (all_say (discovery, 200, "0"));
  assert_same (discovery, copy);
  g_signal_handlers_disconnect_by_func (discovery, only_grow, NULL);
  finish_discovery (discovery);
}

static void
test_a_view_that_follows_sees_the_same (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GListStore) copy = g_list_store_new (DS_TYPE_SIGHTING);
  DsDiscovery *discovery = start_discovery ();
  GRand *random = g_test_rand_bit () ? g_rand_new_with_seed (1) : g_rand_new_with_seed (2);
  bool there[50] = { false };
  unsigned int n = 0;

  g_signal_connect (discovery, "items-changed", G_CALLBACK (follow), copy);
  for (int step = 0; step < 3000; step++)
    {
      int number = g_rand_int_range (random, 0, G_N_ELEMENTS (there));

      if (there[number] && g_rand_boolean (random))
        withdraw (avahi, number);
      else
        publish (avahi, number, g_rand_boolean (random));
      there[number] = !there[number] || (step % 2 == 0);
      if (step % 7 == 0)
        ds_test_sleep (1);
    }
  for (int i = 0; i < (int) G_N_ELEMENTS (there); i++)
    withdraw (avahi, i);
  for (n = 0; n < 20; n++)
    publish (avahi, (int) n, true);
  ds_test_wait_until (count_sightings (discovery) == n);
  assert_same (discovery, copy);
  g_rand_free (random);
  finish_discovery (discovery);
}

static int64_t
find_behind_silent_ones (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;
  int64_t start = 0;
  int64_t took = 0;

  for (int i = 0; i < 64; i++)
    {
      g_autofree char *name = g_strdup_printf ("Device %d", i);
      DsMockService silent = { .instance = name, .type = TYPE, .port = 80, .address = "192.0.2.7" };

      ds_mock_avahi_publish (avahi, &silent);
      ds_mock_avahi_lose (avahi, &silent);
    }
  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = "real", .type = TYPE, .port = 80 });
  discovery = start_discovery ();
  start = g_get_monotonic_time ();
  ds_test_wait_until (find_sighting (discovery, "real") != NULL);
  took = g_get_monotonic_time () - start;
  g_assert_cmpuint (ds_mock_avahi_count_busy_peak (avahi), <=, DS_RESOLVER_POOL_BUSY);
  finish_discovery (discovery);
  return took;
}

/* Two rounds of a second; without giving way it would be two of five, every time. A
 * computer that is busy with something else takes long only now and then. */
static void
test_silent_flood_does_not_hide_a_device (void)
{
  int64_t best = G_MAXINT64;

  for (unsigned int i = 0; i < 8 && best >= 5 * G_USEC_PER_SEC; i++)
    best = MIN (best, find_behind_silent_ones ());
  g_assert_cmpint (best, <, 5 * G_USEC_PER_SEC);
}

static void
test_more_than_a_home_has_is_left_out (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  for (int i = 0; i < 4200; i++)
    publish (avahi, i, true);
  discovery = start_discovery ();
  ds_test_wait_until (count_sightings (discovery) == 4096);
  ds_test_sleep (100);
  g_assert_cmpuint (count_sightings (discovery), ==, 4096);
  finish_discovery (discovery);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/flood/thousand-services", test_thousand_services);
  ds_test_add_fiber ("/flood/thousand-services-at-an-old-daemon",
                     test_thousand_services_at_an_old_daemon);
  ds_test_add_fiber ("/flood/rows-keep-their-order", test_rows_keep_their_order);
  ds_test_add_fiber ("/flood/a-view-that-follows-sees-the-same",
                     test_a_view_that_follows_sees_the_same);
  ds_test_add_fiber ("/flood/silent-flood-does-not-hide-a-device",
                     test_silent_flood_does_not_hide_a_device);
  ds_test_add_fiber ("/flood/more-than-a-home-has-is-left-out",
                     test_more_than_a_home_has_is_left_out);

  return g_test_run ();
}

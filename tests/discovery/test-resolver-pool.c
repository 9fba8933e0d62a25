/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "discovery/ds-resolver-pool.h"

#include <stdbool.h>

#define SECOND G_USEC_PER_SEC
#define MANY   (DS_RESOLVER_POOL_KEPT + 100)

typedef struct
{
  DsResolverJob job;
  unsigned int  n_begun;
  unsigned int  n_lost;
  bool          open;
} Service;

static unsigned int n_open;

static void
begin (DsResolverJob *job)
{
  Service *service = (Service *) job;

  g_assert_false (service->open);
  service->open = true;
  service->n_begun++;
  n_open++;
}

static void
end (DsResolverJob *job)
{
  Service *service = (Service *) job;

  g_assert_true (service->open);
  service->open = false;
  n_open--;
}

static void
lose (DsResolverJob *job)
{
  ((Service *) job)->n_lost++;
}

static const DsResolverPoolFuncs funcs = { begin, end, lose };

static Service *
add_many (DsResolverPool *pool,
          unsigned int n)
{
  Service *services = g_new0 (Service, n);

  n_open = 0;
  for (unsigned int i = 0; i < n; i++)
    ds_resolver_pool_add (pool, &services[i].job);
  return services;
}

static void
remove_all (DsResolverPool *pool,
            Service *services,
            unsigned int n)
{
  for (unsigned int i = 0; i < n; i++)
    ds_resolver_pool_remove (pool, &services[i].job);
  g_assert_cmpuint (n_open, ==, 0);
  /* Nothing is left that would wake the computer. */
  g_assert_null (g_main_context_find_source_by_user_data (NULL, pool));
  g_free (services);
}

static void
test_few_at_a_time_in_order (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *services = add_many (pool, 100);

  for (unsigned int i = 0; i < 100; i++)
    {
      g_assert_cmpuint (n_open - i, <=, DS_RESOLVER_POOL_BUSY);
      g_assert_true (services[i].open);
      g_assert_false (ds_resolver_pool_is_idle (pool));
      ds_resolver_pool_answered (pool, &services[i].job);
    }
  g_assert_true (ds_resolver_pool_is_idle (pool));
  g_assert_cmpuint (n_open, ==, 100);
  /* All are kept: no timer. */
  g_assert_null (g_main_context_find_source_by_user_data (NULL, pool));
  remove_all (pool, services, 100);
}

static void
test_what_is_not_kept_is_asked_every_minute (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *services = add_many (pool, MANY);
  int64_t now = 0;

  for (unsigned int i = 0; i < MANY; i++)
    ds_resolver_pool_answered (pool, &services[i].job);
  now = g_get_monotonic_time ();
  g_assert_cmpuint (n_open, ==, DS_RESOLVER_POOL_KEPT);
  /* One that is kept may say something new, and does not lose its place by that. */
  ds_resolver_pool_answered (pool, &services[0].job);
  g_assert_true (services[0].open);
  ds_resolver_pool_tick (pool, now + 50 * SECOND);
  g_assert_cmpuint (services[MANY - 1].n_begun, ==, 1);
  ds_resolver_pool_tick (pool, now + 61 * SECOND);
  g_assert_cmpuint (n_open, ==, DS_RESOLVER_POOL_KEPT + DS_RESOLVER_POOL_BUSY);
  for (unsigned int i = DS_RESOLVER_POOL_KEPT; i < MANY; i++)
    {
      g_assert_cmpuint (services[i].n_begun, ==, 2);
      ds_resolver_pool_answered (pool, &services[i].job);
    }
  g_assert_cmpuint (n_open, ==, DS_RESOLVER_POOL_KEPT);
  remove_all (pool, services, MANY);
}

static void
test_silent_ones_give_way_after_a_second (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *services = add_many (pool, DS_RESOLVER_POOL_BUSY + 1);
  Service *last = &services[DS_RESOLVER_POOL_BUSY];

  ds_resolver_pool_tick (pool, services[0].job.since + SECOND / 2);
  g_assert_false (last->open);
  ds_resolver_pool_tick (pool, services[DS_RESOLVER_POOL_BUSY - 1].job.since + SECOND + SECOND / 2);
  g_assert_true (last->open);
  g_assert_cmpuint (n_open, ==, DS_RESOLVER_POOL_BUSY);
  g_assert_cmpuint (last->n_lost, ==, 0);
  remove_all (pool, services, DS_RESOLVER_POOL_BUSY + 1);
}

static void
test_forgotten_question_fails (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *service = add_many (pool, 1);
  int64_t began = service->job.since;

  /* Nobody waits for its place, so it is left alone. */
  ds_resolver_pool_tick (pool, began + 7 * SECOND);
  g_assert_true (service->open);
  g_assert_cmpuint (service->n_begun, ==, 1);
  ds_resolver_pool_tick (pool, began + 9 * SECOND);
  g_assert_false (service->open);
  g_assert_cmpuint (service->n_lost, ==, 0);
  remove_all (pool, service, 1);
}

static bool
all_have_failed (const Service *services,
                 unsigned int n)
{
  for (unsigned int i = 0; i < n; i++)
    {
      if (services[i].job.failures == 0)
        return false;
    }
  return true;
}

/* However often they give way: what they have waited adds up. After that each begins
 * with its whole patience. */
static void
test_silent_crowd_fails_in_the_end (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  const unsigned int n = DS_RESOLVER_POOL_BUSY + 1;
  Service *services = add_many (pool, n);

  for (unsigned int i = 0; i < 30 && !all_have_failed (services, n); i++)
    ds_resolver_pool_tick (pool, g_get_monotonic_time () + SECOND + SECOND / 2);
  g_assert_true (all_have_failed (services, n));
  g_assert_cmpuint (services[0].job.failures, ==, 1);
  g_assert_cmpuint (n_open, ==, 0);

  ds_resolver_pool_tick (pool, g_get_monotonic_time () + 6 * SECOND);
  g_assert_cmpuint (n_open, ==, DS_RESOLVER_POOL_BUSY);
  ds_resolver_pool_tick (pool, g_get_monotonic_time () + SECOND + SECOND / 2);
  for (unsigned int i = 0; i < n; i++)
    g_assert_cmpuint (services[i].n_lost, ==, 0);
  remove_all (pool, services, n);
}

static void
test_second_failure_in_a_row_loses (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *service = add_many (pool, 1);
  int64_t lost;

  ds_resolver_pool_answered (pool, &service->job);
  ds_resolver_pool_failed (pool, &service->job);
  g_assert_false (service->open);
  ds_resolver_pool_tick (pool, service->job.since + 6 * SECOND);
  g_assert_true (service->open);
  ds_resolver_pool_answered (pool, &service->job);
  ds_resolver_pool_failed (pool, &service->job);
  g_assert_cmpuint (service->n_lost, ==, 0);
  ds_resolver_pool_tick (pool, service->job.since + 6 * SECOND);
  ds_resolver_pool_failed (pool, &service->job);
  g_assert_cmpuint (service->n_lost, ==, 1);
  /* It is asked for again all the same, but less often. */
  lost = service->job.since;
  ds_resolver_pool_tick (pool, lost + 30 * SECOND);
  g_assert_false (service->open);
  ds_resolver_pool_tick (pool, lost + 61 * SECOND);
  g_assert_true (service->open);
  remove_all (pool, service, 1);
}

static void
test_refusal_makes_room (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *services = add_many (pool, 21);

  for (unsigned int i = 0; i < 20; i++)
    ds_resolver_pool_answered (pool, &services[i].job);
  ds_resolver_pool_refused (pool, &services[20].job);
  g_assert_cmpuint (n_open, ==, 10);
  g_assert_false (services[0].open);
  g_assert_true (services[19].open);
  ds_resolver_pool_tick (pool, g_get_monotonic_time () + 6 * SECOND);
  g_assert_true (services[20].open);
  g_assert_cmpuint (services[20].n_lost, ==, 0);
  remove_all (pool, services, 21);
}

static void
test_held_pool_begins_nothing (void)
{
  g_autoptr (DsResolverPool) pool = ds_resolver_pool_new (&funcs);
  Service *services;

  ds_resolver_pool_set_held (pool, true);
  services = add_many (pool, 2);
  g_assert_cmpuint (n_open, ==, 0);
  g_assert_false (ds_resolver_pool_is_idle (pool));
  ds_resolver_pool_set_held (pool, false);
  g_assert_cmpuint (n_open, ==, 2);
  remove_all (pool, services, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resolver-pool/few-at-a-time-in-order", test_few_at_a_time_in_order);
  g_test_add_func ("/resolver-pool/what-is-not-kept-is-asked-every-minute",
                   test_what_is_not_kept_is_asked_every_minute);
  g_test_add_func ("/resolver-pool/silent-ones-give-way-after-a-second",
                   test_silent_ones_give_way_after_a_second);
  g_test_add_func ("/resolver-pool/forgotten-question-fails", test_forgotten_question_fails);
  g_test_add_func ("/resolver-pool/silent-crowd-fails-in-the-end",
                   test_silent_crowd_fails_in_the_end);
  g_test_add_func ("/resolver-pool/second-failure-in-a-row-loses",
                   test_second_failure_in_a_row_loses);
  g_test_add_func ("/resolver-pool/refusal-makes-room", test_refusal_makes_room);
  g_test_add_func ("/resolver-pool/held-pool-begins-nothing", test_held_pool_begins_nothing);

  return g_test_run ();
}

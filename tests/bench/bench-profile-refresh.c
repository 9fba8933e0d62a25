/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "ds-profile-test.h"
#include "ds-toll.h"

#include <stdio.h>
#include <time.h>

/* Fifty devices are checked at once, one of which is slow. */

#define N        50
#define SLOW_MS  300 /* before each of its answers */
#define MAX_OPEN 8
#define LIMIT_MS 16
#define LIMIT    2.0

typedef struct
{
  ProfileDevice *device;
  DsCredential  *credential;
  uint16_t       port; /* of the toll before it */
} Thing;

static bool failed;

static void
report (const char *what,
        double value,
        double limit)
{
  printf ("bench: profile-refresh-50-%s %.2f %.1f\n", what, value, limit);
  failed |= value > limit;
}

/*
 * How much processor time the main loop's thread takes from one poll to the next
 */

static int64_t work_begin;
static int64_t work_longest;

static int64_t
thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (int64_t) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
watch_poll (GPollFD *fds,
            unsigned int n_fds,
            int timeout)
{
  int result;

  if (work_begin != 0)
    work_longest = MAX (work_longest, thread_time () - work_begin);
  result = g_poll (fds, n_fds, timeout);
  work_begin = thread_time ();
  return result;
}

/*
 * The devices
 */

static void
thing_free (gpointer data)
{
  Thing *thing = data;

  ds_credential_unref (thing->credential);
  profile_device_free (thing->device);
  g_free (thing);
}

static GPtrArray *
make_things (DsToll *toll)
{
  GPtrArray *things = g_ptr_array_new_with_free_func (thing_free);

  for (int i = 0; i < N; i++)
    {
      Thing *thing = g_new0 (Thing, 1);

      thing->device = profile_device_new ("plug", NULL);
      thing->credential = profile_device_claim (thing->device);
      thing->port = ds_toll_add (toll, thing->device->port);
      g_ptr_array_add (things, thing);
    }

  return things;
}

static DexFuture *
check_in (const Thing *thing)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsTarget) target = NULL;

  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string ("127.0.0.1", thing->port));
  target = ds_target_new (thing->device->id, addresses);
  return ds_profile_driver.check_in (target, thing->credential);
}

static int64_t
time_one (const Thing *thing)
{
  int64_t begin = g_get_monotonic_time ();

  ds_test_await (check_in (thing));
  return g_get_monotonic_time () - begin;
}

/* The slow one is in the middle: neither first nor last in the queue. */
static int64_t
time_all (GPtrArray *things)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  int64_t begin = g_get_monotonic_time ();

  for (unsigned int i = 0; i < things->len; i++)
    g_ptr_array_add (futures, check_in (things->pdata[i]));
  for (unsigned int i = 0; i < futures->len; i++)
    ds_test_await (dex_ref (futures->pdata[i]));
  return g_get_monotonic_time () - begin;
}

static void
measure (void)
{
  g_autoptr (DsToll) toll = ds_toll_new ();
  g_autoptr (GPtrArray) things = make_things (toll);
  Thing *slow = things->pdata[N / 2];
  g_autofree char *fault = g_strdup_printf ("fault delay=%d", SLOW_MS);
  unsigned int n_before;
  int64_t quick;
  int64_t slowest;
  int64_t all;

  ds_toll_open (toll);
  profile_device_tell (slow->device, fault);
  quick = time_one (things->pdata[0]);
  slowest = time_one (slow);

  n_before = ds_toll_count (toll);
  g_main_context_set_poll_func (NULL, watch_poll);
  all = time_all (things);
  g_main_context_set_poll_func (NULL, NULL);
  g_assert_cmpuint (ds_toll_count (toll), >=, n_before + N);

  printf ("# one device takes %.0f ms, the slow one %.0f ms, all %d %.0f ms\n",
          (double) quick / 1000, (double) slowest / 1000, N, (double) all / 1000);
  report ("connections", ds_toll_count_most (toll), MAX_OPEN);
  report ("main-loop-ms", (double) work_longest / 1000, LIMIT_MS);
  report ("time-against-slowest", (double) all / (double) slowest, LIMIT);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/bench/profile-refresh", measure);
  return g_test_run () != 0 || failed;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-homekit-set-up KEY ADDRESS PORT < CODE
 *
 * Sets an accessory up, and releases it again. Prints the wall time and the
 * processor time of this process from before the first byte until the keys are
 * exchanged, in microseconds. */

#include "config.h"

#include "core/ds-future.h"
#include "drivers/homekit/ds-homekit-driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static GMainLoop *loop;
static DsTarget *target;
static DsSecret *code;
static int status = EXIT_FAILURE;

static int64_t
processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static DsCredential *
set_up (GError **error)
{
  g_autoptr (DsProof) proof = NULL;
  g_autoptr (DsCredential) pending = NULL;

  proof = dex_await_object (ds_homekit_driver.prove (target, code), error);
  if (proof == NULL)
    return NULL;
  pending = ds_homekit_driver.generate (proof);

  return dex_await_boxed (ds_homekit_driver.take_over (proof, pending), error);
}

static DexFuture *
run_fiber (gpointer data)
{
  g_autoptr (DsCredential) credential = NULL;
  GError *error = NULL;
  int64_t wall = g_get_monotonic_time ();
  int64_t processor = processor_time ();

  credential = set_up (&error);
  processor = processor_time () - processor;
  wall = g_get_monotonic_time () - wall;
  if (credential == NULL ||
      !dex_await (ds_homekit_driver.release (target, credential), &error))
    return dex_future_new_for_error (error);

  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", wall, processor);
  status = EXIT_SUCCESS;

  return dex_future_new_true ();
}

static DexFuture *
end (DexFuture *future,
     gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    fprintf (stderr, "%s\n", error->message);
  g_main_loop_quit (loop);

  return dex_future_new_true ();
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  char typed[32];

  dex_init ();
  if (argc != 4 || fgets (typed, sizeof typed, stdin) == NULL)
    return 64;
  g_ptr_array_add (addresses,
                   g_inet_socket_address_new_from_string (argv[2], (unsigned int) atoi (argv[3])));
  target = ds_target_new (argv[1], addresses);
  code = ds_homekit_driver.check_code (g_strchomp (typed), NULL);
  if (code == NULL)
    return 64;

  loop = g_main_loop_new (NULL, FALSE);
  dex_future_disown (dex_future_finally (ds_fiber_spawn (run_fiber, NULL, NULL), end, NULL, NULL));
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
  g_clear_pointer (&code, ds_secret_unref);
  g_clear_object (&target);

  return status;
}

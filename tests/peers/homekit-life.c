/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* homekit-life KEY ADDRESS:PORT < CODE
 *
 * Leads the HomeKit driver through the whole life of a device that others made,
 * and prints what it says of itself. */

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-kind.h"
#include "drivers/homekit/ds-hap-pairing.h"
#include "drivers/homekit/ds-homekit-driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long a device may need to start, in tenths of a second. */
#define MAX_START 300

static const DsDriver *driver = &ds_homekit_driver;
static GMainLoop *loop;
static DsTarget *target;
static DsSecret *code;
static int status = EXIT_FAILURE;

static void
die (const char *step,
     const GError *error)
{
  printf ("failed: %s: %s (%s)\n", step, error != NULL ? ds_error_get_nick (error) : "resolved",
          error != NULL ? error->message : "must not");
  exit (EXIT_FAILURE);
}

static void
must (const char *step,
      DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  if (!dex_await (future, &error))
    die (step, error);
  printf ("step: %s\n", step);
}

static void
must_not (const char *step,
          DexFuture *future,
          DsError code_wanted)
{
  g_autoptr (GError) error = NULL;

  if (dex_await (future, &error) || !ds_error_is (error, code_wanted))
    die (step, error);
  printf ("step: %s: %s\n", step, ds_error_get_nick (error));
}

static void
wait_until_it_runs (void)
{
  for (unsigned int i = 0; i < MAX_START; i++)
    {
      if (dex_await (driver->inspect (target), NULL))
        return;
      dex_await (dex_timeout_new_msec (100), NULL);
    }
}

static DsProof *
prove (void)
{
  g_autoptr (GError) error = NULL;
  DsProof *proof = dex_await_object (driver->prove (target, code), &error);

  if (proof == NULL)
    die ("prove", error);

  return proof;
}

static DsCredential *
set_up (DsCredential **pending)
{
  g_autoptr (DsProof) proof = prove ();
  g_autoptr (DsCredential) generated = driver->generate (proof);
  g_autoptr (GError) error = NULL;
  DsCredential *final = dex_await_boxed (driver->take_over (proof, generated), &error);

  if (final == NULL)
    die ("take over", error);
  if (pending != NULL)
    *pending = g_steal_pointer (&generated);

  return final;
}

static void
print_facts (const DsFacts *facts)
{
  printf ("key: %s\nname: %s\nmaker: %s\nmodel: %s\nserial: %s\nsoftware: %s\nkind: %s\n",
          facts->key, facts->name, facts->maker, facts->model, facts->serial,
          facts->software_version, ds_kind_get_nick (facts->kind));
  for (unsigned int i = 0; i < facts->accessories->len; i++)
    {
      const DsAccessory *accessory = facts->accessories->pdata[i];

      printf ("accessory: %s (%s)\n", accessory->name, ds_kind_get_nick (accessory->kind));
    }
  for (unsigned int i = 0; facts->access != NULL && i < facts->access->len; i++)
    {
      const DsAccess *access = facts->access->pdata[i];

      printf ("access: %s%s\n", access->is_this_computer ? "this computer" : "other",
              access->is_admin ? ", admin" : "");
    }
}

static DexFuture *
life_fiber (gpointer data)
{
  g_autoptr (DsSecret) wrong = ds_secret_new_text ("999-88-777");
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsCredential) pending = NULL;
  g_autoptr (DsCredential) settled = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  wait_until_it_runs ();
  must ("inspect", driver->inspect (target));
  must ("make noticed before set-up", driver->make_noticed (target, NULL));
  must_not ("prove with a wrong code", driver->prove (target, wrong), DS_ERROR_WRONG_CODE);

  credential = set_up (NULL);
  printf ("step: set up\n");
  facts = dex_await_boxed (driver->check_in (target, credential), &error);
  if (facts == NULL)
    die ("check in", error);
  print_facts (facts);
  must ("make noticed", driver->make_noticed (target, credential));
  must_not ("prove when taken", driver->prove (target, code), DS_ERROR_TAKEN);
  settled = dex_await_boxed (driver->settle (target, credential), &error);
  if (settled == NULL)
    die ("settle with the key", error);
  must ("release", driver->release (target, credential));
  must_not ("release again", driver->release (target, credential), DS_ERROR_NOT_OURS);

  /* As after a kill before the device's key was kept. */
  g_clear_pointer (&credential, ds_credential_unref);
  credential = set_up (&pending);
  must_not ("settle without the key", driver->settle (target, pending), DS_ERROR_NOT_OURS);
  must_not ("settle with nothing there", driver->settle (target, pending), DS_ERROR_NOT_OURS);

  g_clear_pointer (&credential, ds_credential_unref);
  credential = set_up (NULL);
  must ("release at the end", driver->release (target, credential));
  printf ("done\n");
  status = EXIT_SUCCESS;
  g_main_loop_quit (loop);

  return dex_future_new_true ();
}

static DsTarget *
parse_target (const char *key,
              const char *typed)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAddress) address = ds_address_parse (typed, &error);
  GSocketAddress *socket_address = NULL;

  if (address != NULL)
    socket_address = g_inet_socket_address_new_from_string (address->host, address->port);
  if (socket_address == NULL)
    die ("address", error);
  g_ptr_array_add (addresses, socket_address);

  return ds_target_new (key, addresses);
}

int
main (int argc,
      char *argv[])
{
  char typed[32];

  dex_init ();
  if (argc != 3 || fgets (typed, sizeof typed, stdin) == NULL)
    {
      fprintf (stderr, "Usage: homekit-life KEY ADDRESS:PORT < CODE\n");
      return 64;
    }
  target = parse_target (argv[1], argv[2]);
  code = driver->check_code (g_strchomp (typed), NULL);
  if (code == NULL)
    die ("code", NULL);

  setvbuf (stdout, NULL, _IOLBF, 0);
  loop = g_main_loop_new (NULL, FALSE);
  ds_future_forget (ds_fiber_spawn (life_fiber, NULL, NULL), "life");
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
  g_clear_pointer (&code, ds_secret_unref);
  g_clear_object (&target);

  return status;
}

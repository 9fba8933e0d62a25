/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* The verbs that keep a device well: updates and erasing. */

static DexFuture *
ask_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  credential = _ds_verb_begin_with_keys (verb, &error);
  if (credential == NULL)
    return _ds_verb_reject (&error);

  target = _ds_device_dup_target (verb->device);
  facts = dex_await_boxed (verb->ask (verb, target, credential), &error);
  if (facts == NULL && _ds_verb_keep_announced_key (verb, &credential, &error))
    facts = dex_await_boxed (verb->ask (verb, target, credential), &error);
  if (facts == NULL)
    {
      error = ds_error_adopt (g_steal_pointer (&error));
      _ds_verb_note_trouble (verb, error);
      return _ds_verb_reject (&error);
    }

  /* Doors are tried at a check-in only. */
  facts->weaknesses |= ds_device_get_weaknesses (verb->device);
  if (!_ds_home_put_facts (verb->home, verb->device, target, facts, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

/* Lets the driver do what @ask asks of it, where it @can. Takes @verb. */
static DexFuture *
run (DsVerb *verb,
     bool can,
     DsVerbAsk ask)
{
  if (!can)
    {
      _ds_verb_free (verb);
      return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The driver cannot do this");
    }

  verb->ask = ask;
  return _ds_verb_run (verb, ask_fiber);
}

/*
 * Updates
 */

static DexFuture *
ask_check_update (DsVerb *verb,
                  DsTarget *target,
                  DsCredential *credential)
{
  return ds_device_get_driver (verb->device)->check_update (target, credential);
}

/**
 * ds_home_check_update:
 * @self: a home
 * @device: a device that is set up
 *
 * Lets the device ask its maker for an update, and reads the answer.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with #DsError
 */
DexFuture *
ds_home_check_update (DsHome *self,
                      DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return run (_ds_verb_new (self, device), ds_device_get_driver (device)->check_update != NULL,
              ask_check_update);
}

static void
on_moved (const DsUpdate *update,
          void *data)
{
  _ds_device_set_update (data, update);
}

static DexFuture *
ask_update (DsVerb *verb,
            DsTarget *target,
            DsCredential *credential)
{
  return ds_device_get_driver (verb->device)->update (target, credential, verb->text, on_moved,
                                                      g_object_ref (verb->device),
                                                      g_object_unref);
}

/**
 * ds_home_update:
 * @self: a home
 * @device: a device that is set up
 * @version: the one that was shown to the person
 *
 * Installs an update and follows it; how far it is shows in
 * ds_device_get_update(). Repeating it is harmless.
 *
 * Returns: (transfer full): a future that resolves to true once the device itself
 *   says that it runs @version; or rejects with %DS_ERROR_NOT_UPDATED,
 *   %DS_ERROR_STUCK or another #DsError. Where it is discarded, the device goes on
 */
DexFuture *
ds_home_update (DsHome *self,
                DsDevice *device,
                const char *version)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (version != NULL);

  verb = _ds_verb_new (self, device);
  verb->text = g_strdup (version);
  return run (verb, ds_device_get_driver (device)->update != NULL, ask_update);
}

static DexFuture *
ask_set_automatic (DsVerb *verb,
                   DsTarget *target,
                   DsCredential *credential)
{
  return ds_device_get_driver (verb->device)->set_automatic_updates (target, credential,
                                                                     verb->mode);
}

/**
 * ds_home_set_automatic_updates:
 * @self: a home
 * @device: a device that is set up
 * @mode: on, off or ask
 *
 * Returns: (transfer full): a future that resolves to true once the device has it,
 *   read back; or rejects with #DsError
 */
DexFuture *
ds_home_set_automatic_updates (DsHome *self,
                               DsDevice *device,
                               DsAutomaticUpdates mode)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = _ds_verb_new (self, device);
  verb->mode = mode;
  return run (verb, ds_device_get_driver (device)->set_automatic_updates != NULL,
              ask_set_automatic);
}

/*
 * Personal data
 */

static DexFuture *
ask_erase (DsVerb *verb,
           DsTarget *target,
           DsCredential *credential)
{
  return ds_device_get_driver (verb->device)->erase (target, credential,
                                                     (const char * const *) verb->ids);
}

/**
 * ds_home_erase:
 * @self: a home
 * @device: a device that is set up
 * @ids: which personal data, see ds_device_get_personal_data()
 *
 * Returns: (transfer full): a future that resolves to true once reading back shows
 *   that the data is gone; or rejects with %DS_ERROR_NOT_ERASED or another #DsError
 */
DexFuture *
ds_home_erase (DsHome *self,
               DsDevice *device,
               const char * const *ids)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (ids != NULL);

  verb = _ds_verb_new (self, device);
  verb->ids = g_strdupv ((char **) ids);
  return run (verb, ds_device_get_driver (device)->erase != NULL, ask_erase);
}

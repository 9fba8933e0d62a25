/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* Devices that need no set-up but tell more than they announce, such as printers:
 * each is looked at once when it appears, and whenever the person wants it. */

/* A person who has just put the device on their list waits no longer for it. */
#define LOOK_MS 5000

bool
_ds_device_can_be_looked_at (DsDevice *device)
{
  const DsDriver *driver = ds_device_get_driver (device);

  return driver->prove == NULL && driver->check_in != NULL;
}

/* With another key it gets no traffic, until it is put on the list anew. */
static bool
refuse_changed (DsDevice *device,
                GError **error)
{
  if (!ds_error_is (device->trouble, DS_ERROR_KEY_CHANGED))
    return false;

  g_propagate_error (error, g_error_copy (device->trouble));
  return true;
}

static bool
look (DsVerb *verb,
      unsigned int deadline,
      GError **error)
{
  DsDevice *device = verb->device;
  g_autoptr (DsTarget) target = _ds_device_dup_target (device);
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GError) local_error = NULL;
  DexFuture *visit;

  if (refuse_changed (device, error))
    return false;

  visit = ds_device_get_driver (device)->check_in (target, NULL);
  facts = dex_await_boxed (deadline > 0 ? ds_future_within (visit, deadline) : visit, &local_error);
  if (facts == NULL)
    {
      _ds_verb_note_trouble (verb, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  if (_ds_device_get_record (device) != NULL)
    return _ds_home_put_facts (verb->home, device, target, facts, error);

  _ds_device_set_told (device, facts);
  return true;
}

/* Nothing is written down about a device that is not on the list. */
bool
_ds_verb_look (DsVerb *verb,
               GError **error)
{
  if (!_ds_device_can_be_looked_at (verb->device))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED, "The device tells nothing");
      return false;
    }
  if (_ds_device_get_record (verb->device) != NULL && !_ds_verb_begin_change (verb, error))
    return false;

  return look (verb, 0, error);
}

void
_ds_verb_meet (DsVerb *verb)
{
  g_autoptr (GError) error = NULL;

  if (_ds_device_can_be_looked_at (verb->device) && !look (verb, LOOK_MS, &error))
    g_message ("The device on the list did not answer: %s", error->message);
}

/* Nobody asked for it: what matters of a failure shows in the device itself. */
static DexFuture *
look_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_look (verb, &error))
    g_debug ("A device tells nothing: %s", error->message);

  return dex_future_new_true ();
}

void
_ds_home_look_once (DsHome *self,
                    DsDevice *device)
{
  DsDeviceState state = ds_device_get_state (device);

  if (device->looked_at || !_ds_device_can_be_looked_at (device) || device->trouble != NULL ||
      (state != DS_DEVICE_SEEN && state != DS_DEVICE_WATCHED))
    return;

  device->looked_at = true;
  ds_future_forget (_ds_verb_run (_ds_verb_new (self, device), look_fiber), "Looking at a device");
}

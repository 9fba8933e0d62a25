/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-check"

#include "config.h"

#include "ds-check.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-care-text.h"
#include "support/ds-advice.h"

#include <glib/gi18n-lib.h>

/**
 * ds_check_free:
 * @self: (transfer full): a check
 */
void
ds_check_free (DsCheck *self)
{
  g_free (self->sentence);
  g_free (self);
}

/* Takes @sentence. */
static DsCheck *
add (GPtrArray    *checks,
     const char   *id,
     DsCheckState  state,
     const char   *title,
     char         *sentence)
{
  DsCheck *check = g_new0 (DsCheck, 1);

  check->id = id;
  check->state = state;
  check->title = title;
  check->sentence = sentence;
  g_ptr_array_add (checks, check);

  return check;
}

static void
set_way (DsCheck    *check,
         const char *button,
         const char *action)
{
  check->button = button;
  check->action = action;
}

/* What a maker has mended comes with an update. */
static void
set_way_update (DsCheck  *check,
                DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  unsigned int capabilities = ds_device_get_capabilities (device);
  bool can = update != NULL && update->version != NULL
             && (capabilities & DS_CAPABILITY_UPDATE) != 0;

  if (can && (update->state == DS_UPDATE_FAILED || ds_care_is_stuck (device)))
    set_way (check, _("Try Again…"), "device.update");
  else if (can && update->state == DS_UPDATE_AVAILABLE)
    set_way (check, _("Install…"), "device.update");
  else if (update != NULL && (capabilities & DS_CAPABILITY_UPDATE_STATE) != 0)
    set_way (check, _("Look for Updates"), "device.check-update");
}

/* Before an update another change would leave it as it is. */
static void
set_way_password (DsCheck  *check,
                  DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);

  if (update != NULL && update->state == DS_UPDATE_AVAILABLE)
    set_way_update (check, device);
  else
    set_way (check, _("Change the Password…"), "device.change-password");
}

static char *
dup_weak_door (DsError code)
{
  g_autoptr (GError) error = g_error_new_literal (DS_ERROR, (int)code, "weak door");

  return g_strdup (ds_error_get_sentence (error));
}

static void
check_password (GPtrArray *checks,
                DsDevice  *device)
{
  unsigned int weaknesses = ds_device_get_weaknesses (device);
  const char *title = _("Password");

  if (weaknesses & DS_WEAKNESS_NO_LOGIN)
    set_way_update (add (checks, "password", DS_CHECK_ATTENTION, title,
                         dup_weak_door (DS_ERROR_NO_LOGIN)), device);
  else if (weaknesses & DS_WEAKNESS_PASSWORD)
    set_way_update (add (checks, "password", DS_CHECK_ATTENTION, title,
                         dup_weak_door (DS_ERROR_WEAK_PASSWORD)), device);
  else if (weaknesses & DS_WEAKNESS_OLD_PASSWORD)
    set_way_password (add (checks, "password", DS_CHECK_ATTENTION, title,
                           dup_weak_door (DS_ERROR_OLD_PASSWORD)), device);
  else if (ds_device_get_capabilities (device) & DS_CAPABILITY_CHANGE_PASSWORD)
    add (checks, "password", DS_CHECK_FINE, title,
         g_strdup (_("It has a password of its own.")));
}

static void
check_key (GPtrArray *checks,
           DsDevice  *device)
{
  const char *title = _("Key of the Device");
  int64_t renewed_at = ds_device_get_key_renewed_at (device);
  g_autofree char *day = NULL;

  if (ds_device_has_pin (device)
      && ds_error_is (ds_device_get_attention (device), DS_ERROR_KEY_CHANGED))
    {
      add (checks, "key", DS_CHECK_ATTENTION, title,
           g_strdup (_("The device shows another key. Nothing is sent to it.")));
      return;
    }
  if (ds_error_is (ds_device_get_attention (device), DS_ERROR_KEY_CHANGED))
    {
      set_way (add (checks, "key", DS_CHECK_ATTENTION, title,
                    g_strdup (_("The device shows another key. Nothing is sent to it."))),
               _("Set Up Again…"), "device.set-up");
      return;
    }
  if (renewed_at == 0)
    {
      add (checks, "key", DS_CHECK_FINE, title,
           g_strdup (_("It is known here. Nothing is sent to a device that shows another one.")));
      return;
    }

  day = ds_clock_dup_text (renewed_at);
  add (checks, "key", DS_CHECK_FINE, title,
       /* Translators: %s is a date with the time */
       g_strdup_printf (_("The device has had a new key since %s. Its old key had announced "
                          "it."), day));
}

static DsCheckState
judge_update (DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);

  if (update == NULL)
    return DS_CHECK_UNTOLD;
  if (ds_error_is (ds_device_get_attention (device), DS_ERROR_STUCK)
      || ds_error_is (ds_device_get_attention (device), DS_ERROR_NOT_UPDATED))
    return DS_CHECK_ATTENTION;

  switch (update->state)
    {
    case DS_UPDATE_NONE:
    case DS_UPDATE_DOWNLOADING:
    case DS_UPDATE_INSTALLING:
      return DS_CHECK_FINE;
    case DS_UPDATE_AVAILABLE:
    case DS_UPDATE_FAILED:
      return DS_CHECK_ATTENTION;
    case DS_UPDATE_UNKNOWN:
    default:
      return DS_CHECK_UNTOLD;
    }
}

static void
check_updates (GPtrArray *checks,
               DsDevice  *device)
{
  DsCheckState state = judge_update (device);
  DsCheck *check = add (checks, "updates", state, _("Updates"), ds_care_dup_update (device));

  if (state != DS_CHECK_FINE)
    set_way_update (check, device);
}

static void
check_support (GPtrArray *checks,
               DsDevice  *device)
{
  const DsVerdict *verdict = ds_device_get_verdict (device);

  if (verdict->state == DS_VERDICT_ENDED)
    add (checks, "support", DS_CHECK_ATTENTION,
         ds_verdict_is_promise_over (verdict)
             ? _("Security Updates Are No Longer Promised")
             : _("Security Updates Have Ended"),
         ds_advice_dup_headline (verdict));
}

static const DsService *
find_open (GPtrArray *services)
{
  for (unsigned int i = 0; i < services->len; i++)
    {
      const DsService *service = g_ptr_array_index (services, i);

      if (!service->encrypted || service->login == DS_LOGIN_NONE
          || service->login == DS_LOGIN_DEFAULT)
        return service;
    }

  return NULL;
}

static char *
dup_open (const DsService *service)
{
  const char *title = service->title != NULL ? service->title : service->protocol;

  if (service->login == DS_LOGIN_NONE)
    /* Translators: %s is a way to use a device, such as “Live picture” */
    return g_strdup_printf (_("Anyone on your network can use “%s” without a password. Turn it "
                              "off in the device if you do not need it."), title);
  if (service->login == DS_LOGIN_DEFAULT)
    /* Translators: %s is a way to use a device, such as “Live picture” */
    return g_strdup_printf (_("“%s” has the same password in every such device. Change it in "
                              "the device, or turn it off there."), title);

  /* Translators: %s is a way to use a device, such as “Live picture” */
  return g_strdup_printf (_("Others on your network can read along when “%s” is used. Turn it off "
                            "in the device if you do not need it."), title);
}

static void
check_services (GPtrArray *checks,
                DsDevice  *device)
{
  GPtrArray *services = ds_device_get_services (device);
  const DsService *open = services != NULL ? find_open (services) : NULL;
  /* Translators: other ways to get into a device from the network */
  const char *title = _("Other Ways In");

  if (ds_device_get_weaknesses (device) & DS_WEAKNESS_UNCOVERED)
    set_way_update (add (checks, "services", DS_CHECK_ATTENTION, title,
                         dup_weak_door (DS_ERROR_UNCOVERED)), device);
  else if (open != NULL)
    add (checks, "services", DS_CHECK_ATTENTION, title, dup_open (open));
  else if (services == NULL)
    add (checks, "services", DS_CHECK_UNTOLD, title,
         g_strdup (_("The device does not say what else it answers to.")));
  else if (services->len == 0)
    add (checks, "services", DS_CHECK_FINE, title,
         g_strdup (_("The device says that there is no other way in.")));
  else
    add (checks, "services", DS_CHECK_FINE, title,
         g_strdup (_("Each other way in has a password of its own and is encrypted.")));
}

static void
check_access (GPtrArray *checks,
              DsDevice  *device)
{
  const char *title = _("Who Else Has Access");
  unsigned int others = ds_care_count_others (device);

  if (ds_device_get_access (device) == NULL)
    add (checks, "access", DS_CHECK_UNTOLD, title,
         g_strdup (_("The device does not say who else controls it.")));
  else if (others > 0)
    set_way (add (checks, "access", DS_CHECK_ATTENTION, title,
                  g_strdup_printf (ngettext ("%u other can control it. Check whether you know who "
                                             "it is.",
                                             "%u others can control it. Check whether you know "
                                             "all of them.", others), others)),
             _("Show"), "device.show-access");
  else if (g_strcmp0 (ds_device_get_cloud (device), "on") == 0)
    add (checks, "access", DS_CHECK_FINE, title,
         g_strdup (_("Only this computer. The device also talks to its maker over the "
                     "internet.")));
  else
    add (checks, "access", DS_CHECK_FINE, title, g_strdup (_("Only this computer")));
}

/* A device with another key has two ways on, and those of other points, which would
 * talk to it, are not among them. */
static void
leave_ways_of_key (GPtrArray *checks)
{
  for (unsigned int i = 0; i < checks->len; i++)
    {
      DsCheck *check = g_ptr_array_index (checks, i);

      if (!g_str_equal (check->id, "key"))
        set_way (check, NULL, NULL);
    }
}

static void
check_printing (GPtrArray *checks,
                DsDevice  *device)
{
  const char *advice = ds_device_get_printing_advice (device);
  DsCheck *check;

  if (advice == NULL)
    return;

  check = add (checks, "printing", DS_CHECK_ATTENTION, _("Who Can Print"), g_strdup (advice));
  check->url = ds_device_get_admin_page (device);
  if (check->url != NULL)
    check->button = _("Open Its Page");
}

/**
 * ds_check_device:
 * @device: a device that is set up, or one that tells more without a set-up
 *
 * Looks at what @device tells and at what was tried on it. “Fine” means that
 * nothing was found in this one point, and never that a device is without
 * danger.
 *
 * Returns: (transfer container) (element-type DsCheck): what was looked at, in the
 *   order in which it matters
 */
GPtrArray *
ds_check_device (DsDevice *device)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_check_free);

  if (ds_device_get_driver (device)->prove == NULL)
    {
      check_printing (checks, device);
      if (ds_device_has_pin (device))
        check_key (checks, device);
      return checks;
    }

  check_password (checks, device);
  check_key (checks, device);
  check_updates (checks, device);
  check_support (checks, device);
  check_services (checks, device);
  check_access (checks, device);
  if (ds_error_is (ds_device_get_attention (device), DS_ERROR_KEY_CHANGED))
    leave_ways_of_key (checks);

  return checks;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-care-text"

#include "config.h"

#include "ds-care-text.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-sensor.h"

#include <glib/gi18n-lib.h>

/**
 * ds_care_dup_span:
 * @seconds: how long
 *
 * Returns: (transfer full): the same, never shorter than it is
 */
char *
ds_care_dup_span (int64_t seconds)
{
  unsigned int minutes = (unsigned int)CLAMP ((seconds + 59) / 60, 1, 100000);

  /* Translators: a length of time, as the end of “away for about …” */
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
}

/**
 * ds_care_dup_size:
 * @bytes: how much is downloaded
 *
 * Returns: (transfer full): the same as a person reads it
 */
char *
ds_care_dup_size (int64_t bytes)
{
  return g_format_size ((uint64_t)MAX (bytes, 0));
}

/**
 * ds_care_get_failure:
 * @failure: why an update failed
 *
 * Returns: (transfer none): the reason and what to do about it
 */
const char *
ds_care_get_failure (DsUpdateFailure failure)
{
  switch (failure)
    {
    case DS_UPDATE_FAILURE_DOWNLOAD:
      return _("The last update could not be downloaded. Check whether the device reaches "
               "the internet, and try again.");
    case DS_UPDATE_FAILURE_SIGNATURE:
      return _("The device refused the last update, because it did not come from its maker "
               "unchanged. Try again later.");
    case DS_UPDATE_FAILURE_SPACE:
      return _("The device had no room for the last update. Erase data on it, and try again.");
    case DS_UPDATE_FAILURE_POWER:
      return _("The device had too little power for the last update. Charge or plug it in, and "
               "try again.");
    case DS_UPDATE_FAILURE_OTHER:
    default:
      return _("The last update did not work. Nothing is lost. Try again.");
    }
}

/**
 * ds_care_is_updating:
 * @device: a device
 *
 * Returns: whether it says that an update runs
 */
bool
ds_care_is_updating (DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);

  return update != NULL
         && (update->state == DS_UPDATE_DOWNLOADING || update->state == DS_UPDATE_INSTALLING);
}

/**
 * ds_care_is_stuck:
 * @device: a device
 *
 * Returns: whether its update got stuck. That is kept until a retry has ended well,
 *   but while one runs, how far it is counts
 */
bool
ds_care_is_stuck (DsDevice *device)
{
  return ds_error_is (ds_device_get_attention (device), DS_ERROR_STUCK)
         && !(ds_device_get_busy (device) && ds_care_is_updating (device));
}

static char *
dup_running (const DsUpdate *update,
             const char     *version)
{
  if (update->state == DS_UPDATE_DOWNLOADING)
    return version != NULL
             /* Translators: %s is a version such as 1.4.2 */
             ? g_strdup_printf (_("The device downloads version %s."), version)
             : g_strdup (_("The device downloads its update."));

  return version != NULL
           /* Translators: %s is a version such as 1.4.2 */
           ? g_strdup_printf (_("The device installs version %s. Leave it switched on."), version)
           : g_strdup (_("The device installs its update. Leave it switched on."));
}

static char *
dup_waiting (const DsUpdate *update)
{
  if (update->version == NULL)
    return g_strdup (update->security
                       ? _("An update is available. It fixes a security problem.")
                       : _("An update is available."));
  if (update->security)
    /* Translators: %s is a version such as 1.4.2 */
    return g_strdup_printf (_("Version %s is available. It fixes a security problem."),
                            update->version);

  /* Translators: %s is a version such as 1.4.2 */
  return g_strdup_printf (_("Version %s is available."), update->version);
}

static char *
dup_untold (DsDevice *device)
{
  const char *staged = ds_device_get_staged_version (device);
  const char *version = ds_device_get_software_version (device);

  if (staged != NULL)
    /* Translators: %s is a version such as 1.4.2 */
    return g_strdup_printf (_("Version %s is downloaded and waits to be installed."), staged);
  if (version != NULL)
    /* Translators: %s is a version such as 1.4.2 */
    return g_strdup_printf (_("Update status not readable for this device. It runs version %s."),
                            version);

  return g_strdup (_("Update status not readable for this device."));
}

/**
 * ds_care_dup_update:
 * @device: a device that is set up
 *
 * Returns: (transfer full): whether it is up to date. A version counts as running
 *   only where the device itself says so
 */
char *
ds_care_dup_update (DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  const char *version = ds_device_get_software_version (device);

  if (update == NULL)
    return dup_untold (device);
  if (ds_care_is_stuck (device))
    return g_strdup (ds_error_get_sentence (ds_device_get_attention (device)));

  switch (update->state)
    {
    case DS_UPDATE_NONE:
      if (version == NULL)
        return g_strdup (_("Up to date"));
      /* Translators: %s is a version such as 1.4.2 */
      return g_strdup_printf (_("Up to date with version %s"), version);
    case DS_UPDATE_AVAILABLE:
      return dup_waiting (update);
    case DS_UPDATE_DOWNLOADING:
    case DS_UPDATE_INSTALLING:
      return dup_running (update, update->version);
    case DS_UPDATE_FAILED:
      return g_strdup (ds_care_get_failure (update->failure));
    case DS_UPDATE_UNKNOWN:
    default:
      return g_strdup (_("The device has not looked for updates yet."));
    }
}

/**
 * ds_care_dup_contact:
 * @contact: whom to tell about a security problem
 * @now: today
 *
 * Returns: (transfer full): what to expect of them
 */
char *
ds_care_dup_contact (const DsContact *contact,
                     int64_t          now)
{
  unsigned int days = (unsigned int)CLAMP (contact->acknowledged_days, 0, 3650);
  g_autofree char *day = NULL;

  if (contact->expires_at != 0 && contact->expires_at < now)
    {
      day = ds_clock_dup_date (contact->expires_at);
      /* Translators: %s is a date */
      return g_strdup_printf (_("This contact was good until %s. Perhaps no one reads it any "
                                "more."), day);
    }
  if (days > 0)
    return g_strdup_printf (ngettext ("An answer is promised within %u day.",
                                      "An answer is promised within %u days.", days), days);

  return g_strdup (_("The maker does not say how soon an answer comes."));
}

/**
 * ds_care_dup_sensors:
 * @sensors: what a device can observe people with
 *
 * Returns: (transfer full): their names in one line
 */
char *
ds_care_dup_sensors (const char * const *sensors)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (size_t i = 0; sensors != NULL && sensors[i] != NULL; i++)
    g_ptr_array_add (words, (char *)ds_sensor_get_title (sensors[i]));
  if (words->len == 0)
    return g_strdup (_("None that could observe people"));

  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **)words->pdata);
}

static const char *
get_place (const DsPersonalData *data)
{
  if (data->with_maker)
    return _("Kept by the maker, not on the device.");

  return data->stored ? _("Kept on the device.") : _("None on the device right now.");
}

/**
 * ds_care_dup_data:
 * @data: one sort of data about people
 *
 * Returns: (transfer full): where it is, why and for how long, a line each
 */
char *
ds_care_dup_data (const DsPersonalData *data)
{
  g_autoptr (GString) text = g_string_new (get_place (data));

  if (data->why != NULL)
    g_string_append_printf (text, "\n%s", data->why);
  if (data->kept != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: how long data is kept; %s is what the maker writes, such as
       * “14 days” */
      g_string_append_printf (text, _("For how long: %s"), data->kept);
    }
  if (!data->erasable && data->how_to != NULL)
    g_string_append_printf (text, "\n%s", data->how_to);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ds_care_count_others:
 * @device: a device
 *
 * Returns: how many others can control it
 */
unsigned int
ds_care_count_others (DsDevice *device)
{
  GPtrArray *access = ds_device_get_access (device);
  unsigned int n = 0;

  for (unsigned int i = 0; access != NULL && i < access->len; i++)
    n += !((DsAccess *)g_ptr_array_index (access, i))->is_this_computer;

  return n;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-sensor"

#include "config.h"

#include "ds-sensor.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *title;
} sensors[] = {
  { "camera", NC_("sensor", "Camera") },
  { "microphone", NC_("sensor", "Microphone") },
  { "motion", NC_("sensor", "Motion") },
  { "position", NC_("sensor", "Position") },
  { "presence", NC_("sensor", "Presence") },
  { "temperature", NC_("sensor", "Temperature") },
  { "humidity", NC_("sensor", "Humidity") },
  { "light", NC_("sensor", "Light") },
  { "health", NC_("sensor", "Health") },
  /* Translators: it measures how much electricity is used, and so who is at home */
  { "energy", NC_("sensor", "Power Use") },
};

/**
 * ds_sensor_get_title:
 * @nick: the word that a device has for what it can observe people with
 *
 * Returns: (transfer none): the translated word that a person reads; @nick itself
 *   where it is not known
 */
const char *
ds_sensor_get_title (const char *nick)
{
  g_return_val_if_fail (nick != NULL, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (sensors); i++)
    if (g_str_equal (sensors[i].nick, nick))
      return g_dpgettext2 (GETTEXT_PACKAGE, "sensor", sensors[i].title);

  return nick;
}

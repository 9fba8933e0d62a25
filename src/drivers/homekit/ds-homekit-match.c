/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit-match"

#include "config.h"

#include "ds-homekit-match.h"

#include "core/ds-text.h"

#include <string.h>

/* Status flags of the TXT member "sf": bit 0 is set while nobody has set the
 * accessory up. */
#define STATUS_FREE 1

#define KEY_LENGTH 17

static const struct
{
  unsigned int category;
  DsKind       kind;
} kinds[] = {
  { 2, DS_KIND_HUB },         /* bridge */
  { 3, DS_KIND_APPLIANCE },   /* fan */
  { 4, DS_KIND_APPLIANCE },   /* garage door */
  { 5, DS_KIND_LAMP },
  { 6, DS_KIND_LOCK },
  { 7, DS_KIND_PLUG },
  { 8, DS_KIND_PLUG },        /* switch */
  { 9, DS_KIND_THERMOSTAT },
  { 10, DS_KIND_SENSOR },
  { 11, DS_KIND_SENSOR },     /* alarm */
  { 12, DS_KIND_APPLIANCE },  /* door */
  { 13, DS_KIND_APPLIANCE },  /* window */
  { 14, DS_KIND_APPLIANCE },  /* blind */
  { 15, DS_KIND_SENSOR },     /* button */
  { 17, DS_KIND_CAMERA },
  { 18, DS_KIND_CAMERA },     /* doorbell */
  { 19, DS_KIND_APPLIANCE },  /* air purifier */
  { 20, DS_KIND_THERMOSTAT }, /* heater */
  { 21, DS_KIND_THERMOSTAT }, /* air conditioner */
  { 22, DS_KIND_APPLIANCE },  /* humidifier */
  { 23, DS_KIND_APPLIANCE },  /* dehumidifier */
  { 26, DS_KIND_SPEAKER },
  { 27, DS_KIND_SPEAKER },
  { 28, DS_KIND_APPLIANCE },  /* sprinkler */
  { 31, DS_KIND_TELEVISION },
  { 33, DS_KIND_ROUTER },
};

/**
 * ds_homekit_kind:
 * @category: an accessory category, as in the TXT member "ci"
 *
 * Returns: the kind of thing, or DS_KIND_UNKNOWN
 */
DsKind
ds_homekit_kind (unsigned int category)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].category == category)
        return kinds[i].kind;
    }

  return DS_KIND_UNKNOWN;
}

/**
 * ds_homekit_normalize_key:
 * @id: (nullable): what claims to be a device id
 *
 * Returns: (transfer full) (nullable): "AA:BB:CC:DD:EE:FF" in capitals, or %NULL
 *   where it is no such thing
 */
char *
ds_homekit_normalize_key (const char *id)
{
  if (id == NULL || strlen (id) != KEY_LENGTH)
    return NULL;

  for (unsigned int i = 0; i < KEY_LENGTH; i++)
    {
      if (i % 3 == 2 ? id[i] != ':' : !g_ascii_isxdigit (id[i]))
        return NULL;
    }

  return g_ascii_strup (id, KEY_LENGTH);
}

static unsigned int
txt_number (const DsAnnouncement *announcement,
            const char *key,
            unsigned int fallback)
{
  const char *text = ds_announcement_get_txt (announcement, key);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &number, NULL))
    return fallback;

  return (unsigned int) number;
}

/**
 * ds_homekit_match:
 * @announcement: what a device announces
 *
 * An announcement without a well-formed "id" is not taken for an accessory:
 * nothing could be pinned to it.
 *
 * Returns: (transfer full) (nullable): what the announcement tells, or %NULL
 *   where it is no HomeKit accessory
 */
DsMatch *
ds_homekit_match (const DsAnnouncement *announcement)
{
  g_autofree char *key = NULL;
  const char *model;
  DsMatch *match;

  g_return_val_if_fail (announcement != NULL, NULL);

  if (g_strcmp0 (ds_announcement_get_type_ (announcement), "_hap._tcp") != 0)
    return NULL;
  key = ds_homekit_normalize_key (ds_announcement_get_txt (announcement, "id"));
  if (key == NULL)
    return NULL;

  match = g_new0 (DsMatch, 1);
  match->key = g_steal_pointer (&key);
  match->name = ds_text_clean_name (ds_announcement_get_instance (announcement));
  model = ds_announcement_get_txt (announcement, "md");
  if (model != NULL && *model != '\0')
    match->model = ds_text_clean_name (model);
  match->kind = ds_homekit_kind (txt_number (announcement, "ci", 0));
  match->taken = (txt_number (announcement, "sf", STATUS_FREE) & STATUS_FREE) == 0;

  return match;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-types.h"

#include <glib.h>

/* "0000003E-0000-1000-8000-0026BB765291" is the long form of "3E". */
#define SHORT_MAX   8
#define LONG_SUFFIX "-0000-1000-8000-0026BB765291"

/**
 * ds_hap_type_parse:
 * @text: the "type" of a service or characteristic, in either form
 *
 * Returns: the number in it, or 0 where it is none of Apple's
 */
DsHapType
ds_hap_type_parse (const char *text)
{
  DsHapType type = 0;
  size_t digits = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (; g_ascii_isxdigit (text[digits]) && digits < SHORT_MAX; digits++)
    type = type << 4 | g_ascii_xdigit_value (text[digits]);

  if (digits == SHORT_MAX && g_ascii_strcasecmp (text + digits, LONG_SUFFIX) == 0)
    return type;

  return text[digits] == '\0' ? type : 0;
}

typedef struct
{
  DsHapType service;
  DsKind    kind;
} ServiceKind;

/* What an accessory mainly is comes before what it also has: a camera has a
 * microphone, a television a loudspeaker, a lock a battery, and nearly everything
 * a sensor. */
static const ServiceKind services[] = {
  { 0x110, DS_KIND_CAMERA },     /* streams pictures */
  { 0x121, DS_KIND_CAMERA },     /* doorbell */
  { 0x0d8, DS_KIND_TELEVISION },
  { 0x20a, DS_KIND_ROUTER },
  { 0x045, DS_KIND_LOCK },
  { 0x04a, DS_KIND_THERMOSTAT },
  { 0x0bc, DS_KIND_THERMOSTAT }, /* heater or cooler */
  { 0x041, DS_KIND_APPLIANCE },  /* garage door */
  { 0x081, DS_KIND_APPLIANCE },  /* door */
  { 0x08b, DS_KIND_APPLIANCE },  /* window */
  { 0x08c, DS_KIND_APPLIANCE },  /* blind */
  { 0x0bb, DS_KIND_APPLIANCE },  /* air purifier */
  { 0x0bd, DS_KIND_APPLIANCE },  /* humidifier or dehumidifier */
  { 0x0cf, DS_KIND_APPLIANCE },  /* irrigation */
  { 0x0d7, DS_KIND_APPLIANCE },  /* tap */
  { 0x0d0, DS_KIND_APPLIANCE },  /* valve */
  { 0x0b7, DS_KIND_APPLIANCE },  /* fan */
  { 0x040, DS_KIND_APPLIANCE },  /* fan, first version */
  { 0x043, DS_KIND_LAMP },
  { 0x047, DS_KIND_PLUG },
  { 0x049, DS_KIND_PLUG },       /* switch */
  { 0x228, DS_KIND_SPEAKER },
  { 0x113, DS_KIND_SPEAKER },
  { 0x07e, DS_KIND_SENSOR },     /* alarm */
  { 0x07f, DS_KIND_SENSOR },     /* carbon monoxide */
  { 0x080, DS_KIND_SENSOR },     /* contact */
  { 0x082, DS_KIND_SENSOR },     /* humidity */
  { 0x083, DS_KIND_SENSOR },     /* leak */
  { 0x084, DS_KIND_SENSOR },     /* light */
  { 0x085, DS_KIND_SENSOR },     /* motion */
  { 0x086, DS_KIND_SENSOR },     /* occupancy */
  { 0x087, DS_KIND_SENSOR },     /* smoke */
  { 0x089, DS_KIND_SENSOR },     /* button */
  { 0x08a, DS_KIND_SENSOR },     /* temperature */
  { 0x08d, DS_KIND_SENSOR },     /* air quality */
  { 0x097, DS_KIND_SENSOR },     /* carbon dioxide */
};

/**
 * ds_hap_service_get_rank:
 * @service: a service's type
 *
 * Returns: a rank; of two services that an accessory has, the one with the lower
 *   rank says what it is
 */
unsigned int
ds_hap_service_get_rank (DsHapType service)
{
  unsigned int rank = 0;

  while (rank < G_N_ELEMENTS (services) && services[rank].service != service)
    rank++;

  return rank;
}

/**
 * ds_hap_service_to_kind:
 * @service: a service's type
 *
 * Returns: what an accessory with this service is, or %DS_KIND_UNKNOWN where the
 *   service does not tell
 */
DsKind
ds_hap_service_to_kind (DsHapType service)
{
  unsigned int rank = ds_hap_service_get_rank (service);

  return rank < G_N_ELEMENTS (services) ? services[rank].kind : DS_KIND_UNKNOWN;
}

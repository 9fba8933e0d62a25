/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-announced-table"

#include "config.h"

#include "ds-announced-table.h"

#include <glib/gi18n-lib.h>

const DsAnnouncedService ds_announced_services[] = {
#define SERVICE(type, hint, kind, ...) { type, hint, kind, __VA_ARGS__ },
#include "ds-announced-services.h"
#undef SERVICE
  { NULL }
};

const char * const ds_announced_types[] = {
#define SERVICE(type, ...) type,
#include "ds-announced-services.h"
#undef SERVICE
  NULL
};

#define AIRPLAY "_airplay._tcp"
#define RAOP    "_raop._tcp"
#define CAST    "_googlecast._tcp"
#define HTTP    "_http._tcp"
#define NAME    DS_KEY_INSTANCE

const DsAnnouncedProduct ds_announced_products[] = {
  { AIRPLAY, "model", "AppleTV", DS_KIND_TELEVISION, "Apple", "Apple TV" },
  { AIRPLAY, "model", "AudioAccessory", DS_KIND_SPEAKER, "Apple", "HomePod" },
  { AIRPLAY, "model", "AirPort", DS_KIND_ROUTER, "Apple" },
  { AIRPLAY, "model", "Mac", DS_KIND_COMPUTER, "Apple" },
  { AIRPLAY, "model", "iMac", DS_KIND_COMPUTER, "Apple" },
  { AIRPLAY, "manufacturer", "Samsung", DS_KIND_TELEVISION, "Samsung" },
  { AIRPLAY, "manufacturer", "LG", DS_KIND_TELEVISION, "LG" },
  { AIRPLAY, "manufacturer", "Sony", DS_KIND_TELEVISION, "Sony" },
  { AIRPLAY, "manufacturer", "Vizio", DS_KIND_TELEVISION, "Vizio" },
  { AIRPLAY, "manufacturer", "Roku", DS_KIND_TELEVISION, "Roku" },
  { AIRPLAY, "manufacturer", "Sonos", DS_KIND_SPEAKER, "Sonos" },

  { RAOP, "am", "AppleTV", DS_KIND_TELEVISION, "Apple", "Apple TV" },
  { RAOP, "am", "AudioAccessory", DS_KIND_SPEAKER, "Apple", "HomePod" },
  { RAOP, "am", "AirPort", DS_KIND_ROUTER, "Apple" },
  { RAOP, "am", "Mac", DS_KIND_COMPUTER, "Apple" },
  { RAOP, "am", "iMac", DS_KIND_COMPUTER, "Apple" },

  /* Several speakers that play together announce themselves as one more. */
  { CAST, "md", "Google Cast Group", .nobody = true },
  { CAST, "md", "Chromecast Audio", DS_KIND_SPEAKER, "Google" },
  { CAST, "md", "Chromecast", DS_KIND_TELEVISION, "Google" },
  { CAST, "md", "Google Home", DS_KIND_SPEAKER, "Google" },
  { CAST, "md", "Google Nest", DS_KIND_SPEAKER, "Google" },
  { CAST, "md", "Nest Wifi", DS_KIND_ROUTER, "Google" },
  { CAST, "md", "BRAVIA", DS_KIND_TELEVISION, "Sony" },
  { CAST, "md", "SHIELD Android TV", DS_KIND_TELEVISION, "NVIDIA" },

  { "_shelly._tcp", "app", "PlugS", DS_KIND_PLUG, "Shelly" },
  { "_shelly._tcp", "app", "PlusPlug", DS_KIND_PLUG, "Shelly" },
  { "_shelly._tcp", "app", "PlusHT", DS_KIND_SENSOR, "Shelly" },
  { "_shelly._tcp", "app", "HTG3", DS_KIND_SENSOR, "Shelly" },

  { "_amzn-alexa._tcp", NAME, "irobot-", DS_KIND_APPLIANCE, "iRobot" },
  { "_amzn-alexa._tcp", NAME, "roomba-", DS_KIND_APPLIANCE, "iRobot" },
  { "_miio._udp", NAME, "yeelink-", DS_KIND_LAMP, "Yeelight" },

  /* The first half of an address names who made the camera. */
  { "_axis-video._tcp", "macaddress", "00408c", DS_KIND_CAMERA, "Axis" },
  { "_axis-video._tcp", "macaddress", "accc8e", DS_KIND_CAMERA, "Axis" },
  { "_axis-video._tcp", "macaddress", "b8a44f", DS_KIND_CAMERA, "Axis" },
  { "_axis-video._tcp", "macaddress", "1ccae3", DS_KIND_CAMERA, "DoorBird" },

  { HTTP, NAME, "awair", DS_KIND_SENSOR, "Awair" },
  { HTTP, NAME, "Bosch SHC", DS_KIND_HUB, "Bosch" },
  { HTTP, NAME, "shelly", DS_KIND_UNKNOWN, "Shelly" },
  { HTTP, NAME, "rachio", DS_KIND_APPLIANCE, "Rachio" },
  { HTTP, "vendor", "Synology", DS_KIND_STORAGE, "Synology" },

  { NULL }
};

/* Matter Device Library Specification: device types, as in the TXT member "DT" */
static const struct
{
  unsigned int device_type;
  DsKind       kind;
} matter_kinds[] = {
  { 0x000a, DS_KIND_LOCK },
  { 0x000e, DS_KIND_HUB },        /* aggregator */
  { 0x000f, DS_KIND_SENSOR },     /* button */
  { 0x0015, DS_KIND_SENSOR },     /* contact */
  { 0x0022, DS_KIND_SPEAKER },
  { 0x0023, DS_KIND_TELEVISION }, /* casting video player */
  { 0x0028, DS_KIND_TELEVISION }, /* basic video player */
  { 0x002b, DS_KIND_APPLIANCE },  /* fan */
  { 0x002c, DS_KIND_SENSOR },     /* air quality */
  { 0x002d, DS_KIND_APPLIANCE },  /* air purifier */
  { 0x0070, DS_KIND_APPLIANCE },  /* refrigerator */
  { 0x0072, DS_KIND_THERMOSTAT }, /* room air conditioner */
  { 0x0073, DS_KIND_APPLIANCE },  /* washing machine */
  { 0x0074, DS_KIND_APPLIANCE },  /* robot vacuum cleaner */
  { 0x0075, DS_KIND_APPLIANCE },  /* dishwasher */
  { 0x0076, DS_KIND_SENSOR },     /* smoke */
  { 0x0090, DS_KIND_ROUTER },     /* network infrastructure manager */
  { 0x0091, DS_KIND_HUB },        /* Thread border router */
  { 0x0100, DS_KIND_LAMP },       /* on and off */
  { 0x0101, DS_KIND_LAMP },       /* dimmable */
  { 0x0106, DS_KIND_SENSOR },     /* light */
  { 0x0107, DS_KIND_SENSOR },     /* occupancy */
  { 0x010a, DS_KIND_PLUG },       /* on and off */
  { 0x010b, DS_KIND_PLUG },       /* dimmable */
  { 0x010c, DS_KIND_LAMP },       /* colour temperature */
  { 0x010d, DS_KIND_LAMP },       /* colour */
  { 0x0202, DS_KIND_APPLIANCE },  /* window covering */
  { 0x0301, DS_KIND_THERMOSTAT },
  { 0x0302, DS_KIND_SENSOR },     /* temperature */
  { 0x0305, DS_KIND_SENSOR },     /* pressure */
  { 0x0306, DS_KIND_SENSOR },     /* flow */
  { 0x0307, DS_KIND_SENSOR },     /* humidity */
};

/**
 * ds_announced_find_service:
 * @type: a DNS-SD type
 *
 * Returns: (transfer none) (nullable): how announcements of the type are read, or
 *   %NULL where it is not known
 */
const DsAnnouncedService *
ds_announced_find_service (const char *type)
{
  for (const DsAnnouncedService *service = ds_announced_services; service->type != NULL; service++)
    {
      if (g_str_equal (service->type, type))
        return service;
    }

  return NULL;
}

/**
 * ds_announced_matter_kind:
 * @device_type: a device type of Matter
 *
 * Returns: the kind of thing, or %DS_KIND_UNKNOWN
 */
DsKind
ds_announced_matter_kind (unsigned int device_type)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (matter_kinds); i++)
    {
      if (matter_kinds[i].device_type == device_type)
        return matter_kinds[i].kind;
    }

  return DS_KIND_UNKNOWN;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-kind"

#include "config.h"

#include "ds-kind.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (DsKind, ds_kind,
                    G_DEFINE_ENUM_VALUE (DS_KIND_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_PLUG, "plug"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_LAMP, "lamp"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_CAMERA, "camera"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_LOCK, "lock"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_THERMOSTAT, "thermostat"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_SPEAKER, "speaker"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_PRINTER, "printer"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_TELEVISION, "television"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_ROUTER, "router"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_HUB, "hub"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_SENSOR, "sensor"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_APPLIANCE, "appliance"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_CONSOLE, "console"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_STORAGE, "storage"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_SCANNER, "scanner"),
                    G_DEFINE_ENUM_VALUE (DS_KIND_COMPUTER, "computer"))

/**
 * ds_kind_get_nick:
 * @kind: a kind
 *
 * Returns: the word for files and JSON, such as "plug"; "unknown" for a value
 *   that is none
 */
const char *
ds_kind_get_nick (DsKind kind)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_KIND);
  const GEnumValue *value = g_enum_get_value (klass, (int) kind);

  return value != NULL ? value->value_nick : "unknown";
}

/**
 * ds_kind_get_title:
 * @kind: a kind
 *
 * Returns: the translated word that a person reads
 */
const char *
ds_kind_get_title (DsKind kind)
{
  switch (kind)
    {
    case DS_KIND_PLUG:
      /* Translators: a plug that switches what is plugged into it */
      return C_("kind", "Plug");
    case DS_KIND_LAMP:
      return C_("kind", "Lamp");
    case DS_KIND_CAMERA:
      return C_("kind", "Camera");
    case DS_KIND_LOCK:
      /* Translators: a door lock */
      return C_("kind", "Lock");
    case DS_KIND_THERMOSTAT:
      return C_("kind", "Thermostat");
    case DS_KIND_SPEAKER:
      /* Translators: a loudspeaker */
      return C_("kind", "Speaker");
    case DS_KIND_PRINTER:
      return C_("kind", "Printer");
    case DS_KIND_TELEVISION:
      return C_("kind", "Television");
    case DS_KIND_ROUTER:
      /* Translators: the box that connects the home to the internet */
      return C_("kind", "Router");
    case DS_KIND_HUB:
      /* Translators: a box that connects other devices, such as lamps */
      return C_("kind", "Hub");
    case DS_KIND_SENSOR:
      return C_("kind", "Sensor");
    case DS_KIND_APPLIANCE:
      /* Translators: a household machine, such as a washing machine */
      return C_("kind", "Appliance");
    case DS_KIND_CONSOLE:
      return C_("kind", "Game Console");
    case DS_KIND_STORAGE:
      /* Translators: a box with disks that keeps the files of a home */
      return C_("kind", "Network Storage");
    case DS_KIND_SCANNER:
      /* Translators: a machine that makes pictures of pages */
      return C_("kind", "Scanner");
    case DS_KIND_COMPUTER:
      return C_("kind", "Computer");
    case DS_KIND_UNKNOWN:
    default:
      /* Translators: a device of which it is not known what sort of thing it is */
      return C_("kind", "Device");
    }
}

/**
 * ds_kind_from_nick:
 * @nick: (nullable): what ds_kind_get_nick() gave
 *
 * Returns: the kind; %DS_KIND_UNKNOWN for a word that is none
 */
DsKind
ds_kind_from_nick (const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_KIND);
  const GEnumValue *value = NULL;

  if (nick != NULL)
    value = g_enum_get_value_by_nick (klass, nick);

  return value != NULL ? (DsKind) value->value : DS_KIND_UNKNOWN;
}

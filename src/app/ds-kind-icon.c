/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-kind-icon"

#include "config.h"

#include "ds-kind-icon.h"

/**
 * ds_kind_get_icon_name:
 * @kind: what sort of thing a device is
 *
 * Gives the name of the symbolic icon in the program's resources.
 *
 * Returns: (transfer none): an icon name
 */
const char *
ds_kind_get_icon_name (DsKind kind)
{
  switch (kind)
    {
    case DS_KIND_PLUG:
      return "ds-kind-plug-symbolic";
    case DS_KIND_LAMP:
      return "ds-kind-lamp-symbolic";
    case DS_KIND_CAMERA:
      return "ds-kind-camera-symbolic";
    case DS_KIND_LOCK:
      return "ds-kind-lock-symbolic";
    case DS_KIND_THERMOSTAT:
      return "ds-kind-thermostat-symbolic";
    case DS_KIND_SPEAKER:
      return "ds-kind-speaker-symbolic";
    case DS_KIND_PRINTER:
      return "ds-kind-printer-symbolic";
    case DS_KIND_TELEVISION:
      return "ds-kind-television-symbolic";
    case DS_KIND_ROUTER:
      return "ds-kind-router-symbolic";
    case DS_KIND_HUB:
      return "ds-kind-hub-symbolic";
    case DS_KIND_SENSOR:
      return "ds-kind-sensor-symbolic";
    case DS_KIND_APPLIANCE:
      return "ds-kind-appliance-symbolic";
    case DS_KIND_CONSOLE:
      return "ds-kind-console-symbolic";
    case DS_KIND_STORAGE:
      return "ds-kind-storage-symbolic";
    case DS_KIND_SCANNER:
      return "ds-kind-scanner-symbolic";
    case DS_KIND_COMPUTER:
      return "ds-kind-computer-symbolic";
    case DS_KIND_UNKNOWN:
    default:
      return "ds-kind-unknown-symbolic";
    }
}

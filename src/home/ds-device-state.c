/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device.h"

G_DEFINE_ENUM_TYPE (DsDeviceState, ds_device_state,
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_TAKEN, "taken"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_SETTING_UP, "setting-up"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_SET_UP, "set-up"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_REMOVING, "removing"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_SEEN, "seen"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_WATCHED, "watched"),
                    G_DEFINE_ENUM_VALUE (DS_DEVICE_IGNORED, "ignored"))

/**
 * ds_device_state_get_nick:
 * @state: a state
 *
 * Returns: its short English name, for JSON
 */
const char *
ds_device_state_get_nick (DsDeviceState state)
{
  static const char * const nicks[] = { "new", "taken", "setting-up", "set-up", "removing",
                                        "seen", "watched", "ignored" };

  g_return_val_if_fail (state < G_N_ELEMENTS (nicks), NULL);

  return nicks[state];
}

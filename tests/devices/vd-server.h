/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-device.h"

G_BEGIN_DECLS

/* The device's HTTPS: its limits, its log-in and its errors. */
bool vd_server_start  (VdDevice    *device,
                       GError     **error);
/* Closes every connection and listens no more. */
void vd_server_stop   (VdDevice    *device);
/* Stops, and starts again after so long, as with a restart. */
void vd_server_rest   (VdDevice    *device,
                       unsigned int milliseconds);
/* Whether it does so, or is about to once an answer went out. */
bool vd_server_is_resting (VdDevice *device);

G_END_DECLS

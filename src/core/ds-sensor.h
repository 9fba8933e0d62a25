/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "camera" -> "Camera": translated; a word that is not known stays as it is. */
const char *ds_sensor_get_title (const char *nick);

G_END_DECLS

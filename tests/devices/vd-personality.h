/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a device is like. @name: one that comes with the program, or a file. */
JsonObject *vd_personality_read (const char *name,
                                 GError    **error);

G_END_DECLS

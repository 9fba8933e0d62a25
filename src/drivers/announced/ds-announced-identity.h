/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ds_announced_find_mac  (const char *text);
char *ds_announced_find_uuid (const char *text);

G_END_DECLS

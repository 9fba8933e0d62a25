/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object that @builder is in; null for what is not known. */

void ds_print_add_text (JsonBuilder *builder,
                        const char  *name,
                        const char  *text);
void ds_print_add_flag (JsonBuilder *builder,
                        const char  *name,
                        gboolean     flag);
/* @seconds: Unix time, 0 where it is not known */
void ds_print_add_time (JsonBuilder *builder,
                        const char  *name,
                        int64_t      seconds);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-date.h"

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Members of the object that @builder is in; null for what is not known. Texts are
 * cleaned once more, since they were told by devices and by people. */

void ds_json_add_text    (JsonBuilder        *builder,
                          const char         *name,
                          const char         *text);
/* An array, which is empty where there are none. */
void ds_json_add_texts   (JsonBuilder        *builder,
                          const char         *name,
                          const char * const *texts);
void ds_json_add_flag    (JsonBuilder        *builder,
                          const char         *name,
                          bool                flag);
void ds_json_add_number  (JsonBuilder        *builder,
                          const char         *name,
                          int64_t             number,
                          bool                known);
/* An ISO 8601 day, or a month where no day is known. */
void ds_json_add_date    (JsonBuilder        *builder,
                          const char         *name,
                          DsDate              date);
/* @seconds: Unix time, 0 where it is not known */
void ds_json_add_time    (JsonBuilder        *builder,
                          const char         *name,
                          int64_t             seconds);
/* Ends with json_builder_end_array(). */
void ds_json_begin_array (JsonBuilder        *builder,
                          const char         *name);

G_END_DECLS

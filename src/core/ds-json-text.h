/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-json.h"

G_BEGIN_DECLS

/* Readers for members that a person will see, made safe to show. Absent leaves the
 * value alone; another type, or no moment, gives DS_ERROR_BAD_ANSWER. */
bool ds_json_take_text (JsonObject *object, const char *name, unsigned int max_chars, char **text, GError **error);
bool ds_json_take_time (JsonObject *object, const char *name, int64_t *seconds, GError **error);
/* One that is not allowed is left out. @is_allowed: such as ds_link_is_web() */
bool ds_json_take_link (JsonObject *object, const char *name, bool (*is_allowed) (const char *text), char **link, GError **error);

G_END_DECLS

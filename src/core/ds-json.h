/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * DsJsonLimits:
 * @max_bytes: largest text, in bytes
 * @max_depth: deepest nesting of objects and arrays
 * @max_string: longest string, in bytes after unescaping
 * @max_values: most values in the whole text
 * @max_entries: most values in one array, or 0 where only all values are counted
 *
 * Bounds for JSON that comes from outside (RFC 8259, strict: UTF-8, no
 * duplicate members, no trailing text, numbers that fit int64 or a double).
 */
typedef struct
{
  size_t       max_bytes;
  unsigned int max_depth;
  size_t       max_string;
  unsigned int max_values;
  unsigned int max_entries;
} DsJsonLimits;

JsonNode   *ds_json_parse      (const char          *text,
                                size_t               length,
                                const DsJsonLimits  *limits,
                                GError             **error);

/* Readers for members; each tells apart "absent" and "of another type":
 * absent gives the fallback, another type gives DS_ERROR_BAD_ANSWER. */
bool        ds_json_get_object (JsonObject *object, const char *name, JsonObject **value, GError **error);
bool        ds_json_get_array  (JsonObject *object, const char *name, JsonArray **value, GError **error);
bool        ds_json_get_string (JsonObject *object, const char *name, const char **value, GError **error);
bool        ds_json_get_int    (JsonObject *object, const char *name, int64_t min, int64_t max, int64_t *value, GError **error);
bool        ds_json_get_bool   (JsonObject *object, const char *name, bool *value, GError **error);
bool        ds_json_get_flag   (JsonObject *object, const char *name, gboolean *value, GError **error);

G_END_DECLS

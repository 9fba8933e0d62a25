/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-json"

#include "config.h"

#include "ds-json-text.h"

#include "ds-clock.h"
#include "ds-error.h"
#include "ds-text.h"

#include <string.h>

/**
 * ds_json_take_text:
 * @object: an object
 * @name: the member's name
 * @max_chars: most Unicode characters to keep
 * @text: (inout): set to the clean text, unless there is none
 * @error: where to put an error
 *
 * Returns: whether the member is absent or a string
 */
bool
ds_json_take_text (JsonObject *object,
                   const char *name,
                   unsigned int max_chars,
                   char **text,
                   GError **error)
{
  const char *value = NULL;
  g_autofree char *clean = NULL;

  if (!ds_json_get_string (object, name, &value, error))
    return false;
  if (value != NULL)
    clean = ds_text_clean (value, strlen (value), max_chars);
  if (clean != NULL && *clean != '\0')
    {
      g_free (*text);
      *text = g_steal_pointer (&clean);
    }

  return true;
}

/**
 * ds_json_take_time:
 * @object: an object
 * @name: the member's name
 * @seconds: (inout): set to Unix seconds, unless it is absent
 * @error: where to put an error
 *
 * Returns: whether the member is absent or a moment, see ds_clock_parse()
 */
bool
ds_json_take_time (JsonObject *object,
                   const char *name,
                   int64_t *seconds,
                   GError **error)
{
  const char *value = NULL;

  if (!ds_json_get_string (object, name, &value, error))
    return false;
  if (value == NULL || ds_clock_parse (value, seconds))
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is no moment", name);
  return false;
}

/**
 * ds_json_take_link:
 * @object: an object
 * @name: the member's name
 * @is_allowed: tells which links a person may open
 * @link: (inout): set to the link, unless it is absent or not allowed
 * @error: where to put an error
 *
 * Returns: whether the member is absent or a string
 */
bool
ds_json_take_link (JsonObject *object,
                   const char *name,
                   bool (*is_allowed) (const char *text),
                   char **link,
                   GError **error)
{
  const char *value = NULL;

  if (!ds_json_get_string (object, name, &value, error))
    return false;
  if (is_allowed (value))
    g_set_str (link, value);

  return true;
}

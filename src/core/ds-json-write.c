/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-json"

#include "config.h"

#include "ds-json-write.h"

#include "ds-text.h"

#include <string.h>

#define LONGEST_TEXT 4000

static char *
clean (const char *text)
{
  return text != NULL ? ds_text_clean (text, strlen (text), LONGEST_TEXT) : NULL;
}

void
ds_json_add_text (JsonBuilder *builder,
                  const char *name,
                  const char *text)
{
  g_autofree char *cleaned = clean (text);

  json_builder_set_member_name (builder, name);
  if (cleaned != NULL && *cleaned != '\0')
    json_builder_add_string_value (builder, cleaned);
  else
    json_builder_add_null_value (builder);
}

void
ds_json_add_texts (JsonBuilder *builder,
                   const char *name,
                   const char * const *texts)
{
  ds_json_begin_array (builder, name);
  for (unsigned int i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *cleaned = clean (texts[i]);

      json_builder_add_string_value (builder, cleaned);
    }
  json_builder_end_array (builder);
}

void
ds_json_add_flag (JsonBuilder *builder,
                  const char *name,
                  bool flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

void
ds_json_add_number (JsonBuilder *builder,
                    const char *name,
                    int64_t number,
                    bool known)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

void
ds_json_add_date (JsonBuilder *builder,
                  const char *name,
                  DsDate date)
{
  g_autofree char *text = ds_date_to_iso (date);

  ds_json_add_text (builder, name, text);
}

void
ds_json_add_time (JsonBuilder *builder,
                  const char *name,
                  int64_t seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  ds_json_add_text (builder, name, text);
}

void
ds_json_begin_array (JsonBuilder *builder,
                     const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

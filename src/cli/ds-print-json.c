/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-print"

#include "config.h"

#include "ds-print-json.h"

#include "core/ds-text.h"
#include "ds-print.h"

#include <string.h>

void
ds_print_add_text (JsonBuilder *builder,
                   const char *name,
                   const char *text)
{
  g_autofree char *cleaned =
    text != NULL ? ds_text_clean (text, strlen (text), DS_PRINT_LONGEST_TEXT) : NULL;

  json_builder_set_member_name (builder, name);
  if (cleaned != NULL && *cleaned != '\0')
    json_builder_add_string_value (builder, cleaned);
  else
    json_builder_add_null_value (builder);
}

void
ds_print_add_flag (JsonBuilder *builder,
                   const char *name,
                   gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

void
ds_print_add_time (JsonBuilder *builder,
                   const char *name,
                   int64_t seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  ds_print_add_text (builder, name, text);
}

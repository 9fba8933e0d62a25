/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-print"

#include "config.h"

#include "ds-print.h"

#include "core/ds-error.h"
#include "core/ds-json-write.h"
#include "core/ds-text.h"
#include "drivers/ds-driver.h"
#include "ds-print-answers.h"
#include "ds-print-care.h"
#include "ds-print-product.h"
#include "home/ds-finding.h"
#include "home/ds-support-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

static char *
clean (const char *text)
{
  return ds_text_clean (text, strlen (text), DS_PRINT_LONGEST_TEXT);
}

void
ds_print_line (const char *text)
{
  g_autofree char *line = clean (text);

  g_print ("%s\n", line);
}

char *
ds_print_cell (const char *text)
{
  return text != NULL && *text != '\0' ? clean (text) : g_strdup ("-");
}

void
ds_print_list_text (GPtrArray *rows,
                    const char *title,
                    const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_ptr_array_add (rows, g_strdup (title));
  g_ptr_array_add (rows, clean (text));
}

/*
 * Tables
 */

/* Columns that a terminal uses; East Asian characters take two. */
static unsigned int
measure (const char *text)
{
  unsigned int width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_iszerowidth (character))
        continue;
      width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

static void
append_row (GString *out,
            GPtrArray *rows,
            unsigned int row,
            unsigned int n_columns,
            const unsigned int *widths)
{
  for (unsigned int column = 0; column < n_columns; column++)
    {
      const char *cell = g_ptr_array_index (rows, row * n_columns + column);
      unsigned int width = measure (cell);

      g_string_append (out, cell);
      for (unsigned int i = width; column + 1 < n_columns && i < widths[column] + 2; i++)
        g_string_append_c (out, ' ');
    }
  g_string_append_c (out, '\n');
}

void
ds_print_table (GPtrArray *rows,
                unsigned int n_columns)
{
  g_autofree unsigned int *widths = g_new0 (unsigned int, n_columns);
  g_autoptr (GString) out = g_string_new (NULL);

  for (unsigned int i = 0; i < rows->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns],
                                 measure (g_ptr_array_index (rows, i)));
  for (unsigned int row = 0; row < rows->len / n_columns; row++)
    append_row (out, rows, row, n_columns, widths);

  g_print ("%s", out->str);
}

void
ds_print_device_table (GPtrArray *devices)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (rows, g_strdup (_("ID")));
  g_ptr_array_add (rows, g_strdup (_("Name")));
  g_ptr_array_add (rows, g_strdup (_("Room")));
  g_ptr_array_add (rows, g_strdup (_("Kind")));
  /* Translators: the title of a column that holds a sentence about each device */
  g_ptr_array_add (rows, g_strdup (_("State")));
  for (unsigned int i = 0; i < devices->len; i++)
    {
      DsDevice *device = g_ptr_array_index (devices, i);

      g_ptr_array_add (rows, ds_print_cell (ds_device_get_id (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_name (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_room (device)));
      g_ptr_array_add (rows, ds_print_cell (ds_kind_get_title (ds_device_get_kind (device))));
      g_ptr_array_add (rows, ds_print_cell (ds_device_get_headline (device)));
    }
  ds_print_table (rows, 5);
}

/*
 * JSON
 */

static void
add_attention (JsonBuilder *builder,
               const GError *attention)
{
  json_builder_set_member_name (builder, "attention");
  if (attention == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  ds_json_add_text (builder, "error", ds_error_get_nick (attention));
  ds_json_add_text (builder, "sentence", ds_error_get_sentence (attention));
  json_builder_end_object (builder);
}

static void
add_accessories (JsonBuilder *builder,
                 GPtrArray *accessories)
{
  json_builder_set_member_name (builder, "accessories");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < accessories->len; i++)
    {
      DsAccessory *accessory = g_ptr_array_index (accessories, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_int_value (builder, (int64_t) MIN (accessory->id, G_MAXINT64));
      ds_json_add_text (builder, "name", accessory->name);
      ds_json_add_text (builder, "kind", ds_kind_get_nick (accessory->kind));
      ds_json_add_text (builder, "maker", accessory->maker);
      ds_json_add_text (builder, "model", accessory->model);
      ds_json_add_text (builder, "serial", accessory->serial);
      ds_json_add_text (builder, "softwareVersion", accessory->software_version);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_access (JsonBuilder *builder,
            GPtrArray *access)
{
  json_builder_set_member_name (builder, "access");
  if (access == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < access->len; i++)
    {
      DsAccess *one = g_ptr_array_index (access, i);

      json_builder_begin_object (builder);
      ds_json_add_text (builder, "id", one->id);
      ds_json_add_flag (builder, "isThisComputer", one->is_this_computer);
      ds_json_add_flag (builder, "isAdmin", one->is_admin);
      ds_json_add_time (builder, "since", one->since);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static bool
is_secured (DsDevice *device)
{
  return ds_device_get_state (device) == DS_DEVICE_SET_UP ||
         ds_device_get_state (device) == DS_DEVICE_REMOVING;
}

static void
add_advice (JsonBuilder *builder,
            DsDevice *device)
{
  g_autoptr (DsAdvice) advice = ds_device_dup_advice (device);

  json_builder_set_member_name (builder, "advice");
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "explanation", advice->explanation);
  ds_json_add_text (builder, "note", advice->note);
  json_builder_set_member_name (builder, "actions");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      const DsAction *action = g_ptr_array_index (advice->actions, i);

      json_builder_begin_object (builder);
      ds_json_add_text (builder, "title", action->title);
      ds_json_add_text (builder, "explanation", action->explanation);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_details (JsonBuilder *builder,
             DsDevice *device)
{
  ds_json_add_text (builder, "serial", ds_device_get_serial (device));
  ds_json_add_text (builder, "hardwareVersion", ds_device_get_hardware_version (device));
  ds_json_add_text (builder, "stagedVersion", ds_device_get_staged_version (device));
  ds_json_add_text (builder, "address", ds_device_get_address (device));
  ds_json_add_text (builder, "security",
                    is_secured (device) ? ds_device_get_driver (device)->get_security () : NULL);
  add_accessories (builder, ds_device_get_accessories (device));
  add_access (builder, ds_device_get_access (device));
  ds_print_add_care (builder, device);
  ds_support_json_add_claims (builder, device);
  ds_json_add_date (builder, "purchasedOn", ds_device_get_purchased_on (device));
  ds_json_add_text (builder, "notes", ds_device_get_notes (device));
  add_advice (builder, device);
  ds_print_add_product (builder, device);
  ds_print_add_answers (builder, device);
}

/* Not seen means nothing before the network was looked at. */
static void
add_present (JsonBuilder *builder,
             DsDevice *device)
{
  if (ds_device_get_present (device) || ds_device_get_searched (device))
    {
      ds_json_add_flag (builder, "present", ds_device_get_present (device));
      return;
    }

  json_builder_set_member_name (builder, "present");
  json_builder_add_null_value (builder);
}

static void
add_device (JsonBuilder *builder,
            DsDevice *device,
            bool details)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "id", ds_device_get_id (device));
  ds_json_add_text (builder, "name", ds_device_get_name (device));
  ds_json_add_text (builder, "kind", ds_kind_get_nick (ds_device_get_kind (device)));
  ds_json_add_text (builder, "driver", ds_device_get_driver (device)->id);
  ds_json_add_text (builder, "state", ds_device_state_get_nick (ds_device_get_state (device)));
  ds_json_add_text (builder, "maker", ds_device_get_maker (device));
  ds_json_add_text (builder, "model", ds_device_get_model (device));
  ds_json_add_text (builder, "softwareVersion", ds_device_get_software_version (device));
  ds_json_add_text (builder, "room", ds_device_get_room (device));
  add_present (builder, device);
  ds_json_add_text (builder, "headline", ds_device_get_headline (device));
  add_attention (builder, ds_device_get_attention (device));
  ds_json_add_time (builder, "setUpAt", ds_device_get_set_up_at (device));
  ds_json_add_time (builder, "checkedAt", ds_device_get_checked_at (device));
  ds_json_add_time (builder, "reachedAt", ds_device_get_reached_at (device));
  ds_support_json_add_verdict (builder, device);
  if (details)
    add_details (builder, device);
  json_builder_end_object (builder);
}

static JsonBuilder *
begin_document (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  return builder;
}

static void
end_document (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

void
ds_print_devices (GPtrArray *devices,
                  bool details)
{
  g_autoptr (JsonBuilder) builder = begin_document ();

  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < devices->len; i++)
    add_device (builder, g_ptr_array_index (devices, i), details);
  json_builder_end_array (builder);
  end_document (builder);
}

void
ds_print_device (DsDevice *device)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();

  /* There is none where only keys were left of it. */
  if (device != NULL)
    g_ptr_array_add (devices, device);
  ds_print_devices (devices, false);
}

void
ds_print_findings (GPtrArray *findings)
{
  static const char * const levels[] = { "fine", "note", "trouble" };
  g_autoptr (JsonBuilder) builder = begin_document ();

  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < findings->len; i++)
    {
      DsFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      ds_json_add_text (builder, "id", finding->id);
      ds_json_add_text (builder, "level", levels[finding->level]);
      ds_json_add_text (builder, "title", finding->title);
      ds_json_add_text (builder, "sentence", finding->sentence);
      ds_json_add_text (builder, "advice",
                        finding->typed != NULL ? finding->typed : finding->advice);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  end_document (builder);
}

void
ds_print_inquiries (DsDevice *device,
                    GPtrArray *inquiries)
{
  g_autoptr (JsonBuilder) builder = begin_document ();

  ds_print_add_inquiries (builder, inquiries);
  ds_print_add_answers (builder, device);
  end_document (builder);
}

void
ds_print_failure (const GError *error)
{
  g_autoptr (JsonBuilder) builder = begin_document ();

  ds_json_add_text (builder, "error", ds_error_get_nick (error));
  ds_json_add_text (builder, "sentence", ds_error_get_sentence (error));
  end_document (builder);
}

void
ds_print_password (const char *password)
{
  g_autoptr (JsonBuilder) builder = begin_document ();

  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  end_document (builder);
}

void
ds_print_catalogue (DsHome *home)
{
  g_autoptr (JsonBuilder) builder = begin_document ();
  DsDate date;
  unsigned int edition = ds_home_get_catalogue_edition (home, &date);
  g_autofree char *day = ds_date_to_iso (date);

  json_builder_set_member_name (builder, "edition");
  json_builder_add_int_value (builder, edition);
  ds_json_add_text (builder, "date", day);
  end_document (builder);
}

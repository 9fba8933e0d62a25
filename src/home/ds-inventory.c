/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inventory"

#include "config.h"

#include "ds-inventory.h"

#include "core/ds-json-write.h"
#include "core/ds-text.h"
#include "ds-support-json.h"

#include <string.h>

/* The list of devices, to be taken elsewhere. Ids and serial numbers are never part
 * of it: they would tell two lists of one home apart from those of another. */

#define LONGEST_CELL 4000

static int
compare (gconstpointer a,
         gconstpointer b)
{
  DsDevice *first = *(DsDevice **) a;
  DsDevice *second = *(DsDevice **) b;
  int order = (int) ds_device_get_kind (first) - (int) ds_device_get_kind (second);

  if (order == 0)
    order = g_strcmp0 (ds_device_get_maker (first), ds_device_get_maker (second));
  if (order == 0)
    order = g_strcmp0 (ds_device_get_model (first), ds_device_get_model (second));
  return order != 0 ? order : g_strcmp0 (ds_device_get_id (first), ds_device_get_id (second));
}

/**
 * ds_inventory_list:
 * @home: a home
 *
 * Returns: (transfer full) (element-type DsDevice): the devices that are set up or
 *   watched, in an order that tells nothing about the person
 */
GPtrArray *
ds_inventory_list (DsHome *home)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *devices;

  g_return_val_if_fail (DS_IS_HOME (home), list);

  devices = ds_home_get_devices (home);
  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (ds_device_is_listed (device))
        g_ptr_array_add (list, g_steal_pointer (&device));
    }

  g_ptr_array_sort (list, compare);
  return list;
}

/*
 * JSON
 */

static void
add_device (JsonBuilder *builder,
            DsDevice *device,
            DsInventoryParts parts)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "kind", ds_kind_get_nick (ds_device_get_kind (device)));
  ds_json_add_text (builder, "maker", ds_device_get_maker (device));
  ds_json_add_text (builder, "model", ds_device_get_model (device));
  ds_json_add_text (builder, "softwareVersion", ds_device_get_software_version (device));
  ds_json_add_date (builder, "purchasedOn", ds_device_get_purchased_on (device));
  ds_support_json_add_verdict (builder, device);
  ds_support_json_add_claims (builder, device);
  if (parts & DS_INVENTORY_NAMES)
    ds_json_add_text (builder, "name", ds_device_get_name (device));
  if (parts & DS_INVENTORY_ROOMS)
    ds_json_add_text (builder, "room", ds_device_get_room (device));
  if (parts & DS_INVENTORY_ADDRESSES)
    ds_json_add_text (builder, "address", ds_device_get_address (device));
  if (parts & DS_INVENTORY_NOTES)
    ds_json_add_text (builder, "notes", ds_device_get_notes (device));
  json_builder_end_object (builder);
}

static char *
write_json (DsHome *home,
            GPtrArray *devices,
            DsInventoryParts parts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  DsDate catalogue;

  ds_home_get_catalogue_edition (home, &catalogue);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  ds_json_add_date (builder, "exportedOn", ds_date_today ());
  ds_json_add_date (builder, "catalogueOf", catalogue);
  json_builder_set_member_name (builder, "inventory");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < devices->len; i++)
    add_device (builder, g_ptr_array_index (devices, i), parts);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/*
 * CSV (RFC 4180)
 */

/* Spreadsheets take a cell that begins so for a formula, also after blanks and in
 * the wide forms that are typed in East Asia. */
static bool
is_formula (const char *text)
{
  static const char * const signs[] = { "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b",
                                        "\xef\xbc\x8d", "\xef\xbc\xa0" };

  while (*text == ' ')
    text++;
  for (unsigned int i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return true;

  return false;
}

static void
append_cell (GString *out,
             const char *text)
{
  g_autofree char *clean = ds_text_clean (text, text != NULL ? strlen (text) : 0, LONGEST_CELL);
  g_auto (GStrv) parts = g_strsplit (clean, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s%s\"", is_formula (clean) ? "'" : "", doubled);
}

static void
append_date (GString *out,
             DsDate date)
{
  g_autofree char *text = ds_date_to_iso (date);

  append_cell (out, text);
}

static void
append_titles (GString *out,
               DsInventoryParts parts)
{
  static const char * const titles[] = {
    "kind", "maker", "model", "softwareVersion", "purchasedOn", "verdict", "until", "atLeast",
    "source", "url", "readOn", "checkedOn",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (titles); i++)
    append_cell (out, titles[i]);
  if (parts & DS_INVENTORY_NAMES)
    append_cell (out, "name");
  if (parts & DS_INVENTORY_ROOMS)
    append_cell (out, "room");
  if (parts & DS_INVENTORY_ADDRESSES)
    append_cell (out, "address");
  if (parts & DS_INVENTORY_NOTES)
    append_cell (out, "notes");
  g_string_append (out, "\r\n");
}

/* The claim that counts; the others are in the JSON. */
static void
append_verdict (GString *out,
                const DsVerdict *verdict)
{
  const DsSource *source = verdict->claim != NULL ? &verdict->claim->source : NULL;

  append_cell (out, ds_verdict_state_get_nick (verdict->state));
  append_date (out, verdict->until);
  append_cell (out, verdict->at_least ? "true" : "false");
  append_cell (out, source != NULL ? ds_source_kind_get_nick (source->kind) : NULL);
  append_cell (out, source != NULL ? source->url : NULL);
  append_date (out, source != NULL ? source->read_on : DS_DATE_NONE);
  append_date (out, source != NULL ? source->checked_on : DS_DATE_NONE);
}

static void
append_device (GString *out,
               DsDevice *device,
               DsInventoryParts parts)
{
  append_cell (out, ds_kind_get_nick (ds_device_get_kind (device)));
  append_cell (out, ds_device_get_maker (device));
  append_cell (out, ds_device_get_model (device));
  append_cell (out, ds_device_get_software_version (device));
  append_date (out, ds_device_get_purchased_on (device));
  append_verdict (out, ds_device_get_verdict (device));
  if (parts & DS_INVENTORY_NAMES)
    append_cell (out, ds_device_get_name (device));
  if (parts & DS_INVENTORY_ROOMS)
    append_cell (out, ds_device_get_room (device));
  if (parts & DS_INVENTORY_ADDRESSES)
    append_cell (out, ds_device_get_address (device));
  if (parts & DS_INVENTORY_NOTES)
    append_cell (out, ds_device_get_notes (device));
  g_string_append (out, "\r\n");
}

static char *
write_csv (GPtrArray *devices,
           DsInventoryParts parts)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_titles (out, parts);
  for (unsigned int i = 0; i < devices->len; i++)
    append_device (out, g_ptr_array_index (devices, i), parts);

  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * ds_inventory_write:
 * @home: a home
 * @format: JSON or CSV
 * @parts: what to tell beside makers, models and support
 *
 * Writes the devices on the person's list for other programs. In CSV, what a
 * spreadsheet would take for a formula begins with an apostrophe.
 *
 * Returns: (transfer full): the text, in UTF-8
 */
char *
ds_inventory_write (DsHome *home,
                    DsInventoryFormat format,
                    DsInventoryParts parts)
{
  g_autoptr (GPtrArray) devices = NULL;

  g_return_val_if_fail (DS_IS_HOME (home), NULL);

  devices = ds_inventory_list (home);
  return format == DS_INVENTORY_CSV ? write_csv (devices, parts)
                                    : write_json (home, devices, parts);
}

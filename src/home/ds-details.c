/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-details"

#include "config.h"

#include "ds-details.h"

#include "core/ds-json.h"
#include "ds-details-care.h"

#define MAX_TIME INT64_C (253402300799) /* the end of the year 9999 */

static void
add_text (JsonBuilder *builder,
          const char *name,
          const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_accessory (JsonBuilder *builder,
               const DsAccessory *accessory)
{
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, accessory->id);

  json_builder_begin_object (builder);
  /* As text: JSON numbers hold only 53 bits everywhere. */
  add_text (builder, "id", id);
  add_text (builder, "kind", ds_kind_get_nick (accessory->kind));
  add_text (builder, "name", accessory->name);
  add_text (builder, "maker", accessory->maker);
  add_text (builder, "model", accessory->model);
  add_text (builder, "serial", accessory->serial);
  add_text (builder, "softwareVersion", accessory->software_version);
  json_builder_end_object (builder);
}

static void
add_access (JsonBuilder *builder,
            const DsAccess *access)
{
  json_builder_begin_object (builder);
  add_text (builder, "id", access->id);
  json_builder_set_member_name (builder, "thisComputer");
  json_builder_add_boolean_value (builder, access->is_this_computer);
  json_builder_set_member_name (builder, "admin");
  json_builder_add_boolean_value (builder, access->is_admin);
  json_builder_set_member_name (builder, "since");
  json_builder_add_int_value (builder, access->since);
  json_builder_end_object (builder);
}

/**
 * ds_details_to_text:
 * @facts: what a device says of itself
 *
 * Returns: (transfer full): the JSON text for a record
 */
char *
ds_details_to_text (const DsFacts *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  json_builder_begin_object (builder);
  add_text (builder, "stagedVersion", facts->staged_version);
  json_builder_set_member_name (builder, "capabilities");
  json_builder_add_int_value (builder, facts->capabilities);

  json_builder_set_member_name (builder, "accessories");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; facts->accessories != NULL && i < facts->accessories->len; i++)
    add_accessory (builder, g_ptr_array_index (facts->accessories, i));
  json_builder_end_array (builder);

  if (facts->access != NULL)
    {
      json_builder_set_member_name (builder, "access");
      json_builder_begin_array (builder);
      for (unsigned int i = 0; i < facts->access->len; i++)
        add_access (builder, g_ptr_array_index (facts->access, i));
      json_builder_end_array (builder);
    }

  ds_details_add_care (builder, facts);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static bool
read_text (JsonObject *object,
           const char *name,
           char **text,
           GError **error)
{
  const char *value = NULL;

  if (!ds_json_get_string (object, name, &value, error))
    return false;

  g_set_str (text, value);
  return true;
}

static bool
read_accessory (JsonObject *object,
                DsAccessory *accessory,
                GError **error)
{
  const char *id = "0";
  const char *kind = "unknown";

  if (!ds_json_get_string (object, "id", &id, error) ||
      !ds_json_get_string (object, "kind", &kind, error) ||
      !read_text (object, "name", &accessory->name, error) ||
      !read_text (object, "maker", &accessory->maker, error) ||
      !read_text (object, "model", &accessory->model, error) ||
      !read_text (object, "serial", &accessory->serial, error) ||
      !read_text (object, "softwareVersion", &accessory->software_version, error))
    return false;

  accessory->id = g_ascii_strtoull (id, NULL, 10);
  accessory->kind = ds_kind_from_nick (kind);
  return true;
}

static bool
read_accessories (JsonArray *array,
                  DsFacts *facts,
                  GError **error)
{
  for (unsigned int i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (DsAccessory) accessory = ds_accessory_new ();

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      if (!read_accessory (json_node_get_object (node), accessory, error))
        return false;
      g_ptr_array_add (facts->accessories, g_steal_pointer (&accessory));
    }

  return true;
}

static bool
read_access (JsonArray *array,
             DsFacts *facts,
             GError **error)
{
  if (array == NULL)
    return true;

  if (facts->access == NULL)
    facts->access = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id = NULL;
      bool this_computer = false;
      bool admin = false;
      int64_t since = 0;
      DsAccess *one;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      if (!ds_json_get_string (json_node_get_object (node), "id", &id, error) ||
          !ds_json_get_bool (json_node_get_object (node), "thisComputer", &this_computer, error) ||
          !ds_json_get_bool (json_node_get_object (node), "admin", &admin, error) ||
          !ds_json_get_int (json_node_get_object (node), "since", 0, MAX_TIME,
                            &since, error))
        return false;
      if (id == NULL)
        continue;
      one = ds_access_new (id, this_computer, admin);
      one->since = since;
      g_ptr_array_add (facts->access, one);
    }

  return true;
}

/**
 * ds_details_from_text:
 * @text: a record's details
 * @facts: facts whose lists are filled
 * @error: return location for a #GError
 *
 * Reads what ds_details_to_text() wrote. The data file is the person's own, but
 * it is read with bounds like everything else.
 *
 * Returns: false with DS_ERROR_BAD_ANSWER where @text breaks the form
 */
bool
ds_details_from_text (const char *text,
                      DsFacts *facts,
                      GError **error)
{
  static const DsJsonLimits limits = { 4 * 1024 * 1024, 8, 4096, 200000 };
  g_autoptr (JsonNode) root = NULL;
  JsonArray *accessories = NULL;
  JsonArray *access = NULL;
  JsonObject *object;
  int64_t capabilities = 0;

  g_return_val_if_fail (text != NULL, false);
  g_return_val_if_fail (facts != NULL, false);

  root = ds_json_parse (text, strlen (text), &limits, error);
  if (root == NULL)
    return false;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return true;

  object = json_node_get_object (root);
  if (!read_text (object, "stagedVersion", &facts->staged_version, error) ||
      !ds_json_get_int (object, "capabilities", 0, INT32_MAX, &capabilities, error) ||
      !ds_json_get_array (object, "accessories", &accessories, error) ||
      !ds_json_get_array (object, "access", &access, error))
    return false;

  facts->capabilities = (unsigned int) capabilities;
  return read_accessories (accessories, facts, error) && read_access (access, facts, error) &&
         ds_details_read_care (object, facts, error);
}

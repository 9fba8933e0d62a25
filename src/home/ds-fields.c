/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-fields"

#include "config.h"

#include "ds-fields.h"

#include "core/ds-json.h"

/*
 * Writing: what is not known is left out
 */

/**
 * ds_fields_add_text:
 * @builder: inside an object
 * @name: a member
 * @text: (nullable): its value; %NULL adds nothing
 */
void
ds_fields_add_text (JsonBuilder *builder,
                    const char *name,
                    const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/**
 * ds_fields_add_number:
 * @builder: inside an object
 * @name: a member
 * @number: its value; 0 adds nothing
 */
void
ds_fields_add_number (JsonBuilder *builder,
                      const char *name,
                      int64_t number)
{
  if (number == 0)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_flag (JsonBuilder *builder,
          const char *name,
          gboolean flag)
{
  if (!flag)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
add_texts (JsonBuilder *builder,
           const char *name,
           char **texts)
{
  if (texts == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (unsigned int i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/**
 * ds_fields_add:
 * @builder: inside an object
 * @data: a struct
 * @fields: what of it to add
 */
void
ds_fields_add (JsonBuilder *builder,
               gconstpointer data,
               const DsField *fields)
{
  for (const DsField *field = fields; field->name != NULL; field++)
    {
      gconstpointer member = (const char *) data + field->offset;

      switch (field->kind)
        {
        case DS_FIELD_TEXT:
          ds_fields_add_text (builder, field->name, *(char * const *) member);
          break;
        case DS_FIELD_TEXTS:
          add_texts (builder, field->name, *(char ** const *) member);
          break;
        case DS_FIELD_NUMBER:
          ds_fields_add_number (builder, field->name, *(const int64_t *) member);
          break;
        case DS_FIELD_FLAG:
          add_flag (builder, field->name, *(const gboolean *) member);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/**
 * ds_fields_add_object:
 * @builder: inside an object
 * @name: a member
 * @data: (nullable): what it holds; %NULL adds nothing
 * @add: adds @data
 */
void
ds_fields_add_object (JsonBuilder *builder,
                      const char *name,
                      gconstpointer data,
                      DsFieldsAddFunc add)
{
  if (data == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add (builder, data);
  json_builder_end_object (builder);
}

/**
 * ds_fields_add_list:
 * @builder: inside an object
 * @name: a member
 * @list: (nullable): what it holds; %NULL adds nothing
 * @add: adds an entry of @list
 */
void
ds_fields_add_list (JsonBuilder *builder,
                    const char *name,
                    GPtrArray *list,
                    DsFieldsAddFunc add)
{
  if (list == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < list->len; i++)
    {
      json_builder_begin_object (builder);
      add (builder, g_ptr_array_index (list, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/*
 * Reading
 */

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
read_texts (JsonObject *object,
            const char *name,
            char ***texts,
            GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (!ds_json_get_array (object, name, &array, error))
    return false;
  if (array == NULL)
    return true;

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
  return true;
}

static bool
read_field (JsonObject *object,
            gpointer member,
            const DsField *field,
            GError **error)
{
  switch (field->kind)
    {
    case DS_FIELD_TEXT:
      return read_text (object, field->name, member, error);
    case DS_FIELD_TEXTS:
      return read_texts (object, field->name, member, error);
    case DS_FIELD_NUMBER:
      return ds_json_get_int (object, field->name, 0, field->max, member, error);
    case DS_FIELD_FLAG:
      return ds_json_get_flag (object, field->name, member, error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * ds_fields_read:
 * @object: what ds_fields_add() wrote
 * @data: a struct
 * @fields: what of it to read
 * @error: return location for a #GError
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER where @object breaks the form
 */
bool
ds_fields_read (JsonObject *object,
                gpointer data,
                const DsField *fields,
                GError **error)
{
  for (const DsField *field = fields; field->name != NULL; field++)
    {
      if (!read_field (object, (char *) data + field->offset, field, error))
        return false;
    }

  return true;
}

/**
 * ds_fields_read_object:
 * @object: an object
 * @name: a member
 * @read: makes what it holds
 * @data: (type gpointer*): where to put that; left alone where the member is absent
 * @error: return location for a #GError
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER where the member breaks the form
 */
bool
ds_fields_read_object (JsonObject *object,
                       const char *name,
                       DsFieldsReadFunc read,
                       gpointer data,
                       GError **error)
{
  JsonObject *member = NULL;

  if (!ds_json_get_object (object, name, &member, error))
    return false;
  if (member == NULL)
    return true;

  *(gpointer *) data = read (member, error);
  return *(gpointer *) data != NULL;
}

/**
 * ds_fields_read_list:
 * @object: an object
 * @name: a member
 * @read: makes an entry
 * @destroy: frees an entry
 * @list: (inout): where to put the entries; left alone where the member is absent
 * @error: return location for a #GError
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER where the member breaks the form
 */
bool
ds_fields_read_list (JsonObject *object,
                     const char *name,
                     DsFieldsReadFunc read,
                     GDestroyNotify destroy,
                     GPtrArray **list,
                     GError **error)
{
  JsonArray *array = NULL;

  if (!ds_json_get_array (object, name, &array, error))
    return false;
  if (array == NULL)
    return true;

  g_clear_pointer (list, g_ptr_array_unref);
  *list = g_ptr_array_new_with_free_func (destroy);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      GError *problem = NULL;
      void *entry;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      entry = read (json_node_get_object (node), &problem);
      if (entry != NULL)
        g_ptr_array_add (*list, entry);
      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return false;
        }
    }

  return true;
}

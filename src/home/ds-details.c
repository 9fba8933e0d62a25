/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-details"

#include "config.h"

#include "ds-details.h"

#include "core/ds-json.h"
#include "ds-details-care.h"
#include "ds-fields.h"

static const DsField accessory_fields[] = {
  DS_TEXT_FIELD (DsAccessory, "name", name),
  DS_TEXT_FIELD (DsAccessory, "maker", maker),
  DS_TEXT_FIELD (DsAccessory, "model", model),
  DS_TEXT_FIELD (DsAccessory, "serial", serial),
  DS_TEXT_FIELD (DsAccessory, "softwareVersion", software_version),
  { NULL },
};

static const DsField access_fields[] = {
  DS_TEXT_FIELD (DsAccess, "id", id),
  DS_FLAG_FIELD (DsAccess, "thisComputer", is_this_computer),
  DS_FLAG_FIELD (DsAccess, "admin", is_admin),
  DS_NUMBER_FIELD (DsAccess, "since", since, DS_DETAILS_MAX_TIME),
  { NULL },
};

static const DsField facts_fields[] = {
  DS_TEXT_FIELD (DsFacts, "stagedVersion", staged_version),
  DS_NUMBER_FIELD (DsFacts, "reachedAt", reached_at, DS_DETAILS_MAX_TIME),
  { NULL },
};

static void
add_accessory (JsonBuilder *builder,
               gconstpointer data)
{
  const DsAccessory *accessory = data;
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, accessory->id);

  /* As text: JSON numbers hold only 53 bits everywhere. */
  ds_fields_add_text (builder, "id", id);
  ds_fields_add_text (builder, "kind", ds_kind_get_nick (accessory->kind));
  ds_fields_add (builder, accessory, accessory_fields);
}

static void
add_access (JsonBuilder *builder,
            gconstpointer data)
{
  ds_fields_add (builder, data, access_fields);
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
  ds_fields_add (builder, facts, facts_fields);
  ds_fields_add_number (builder, "capabilities", facts->capabilities);
  ds_fields_add_list (builder, "accessories", facts->accessories, add_accessory);
  ds_fields_add_list (builder, "access", facts->access, add_access);
  ds_details_add_care (builder, facts);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void *
read_accessory (JsonObject *object,
                GError **error)
{
  g_autoptr (DsAccessory) accessory = ds_accessory_new ();
  const char *id = "0";
  const char *kind = "unknown";

  if (!ds_json_get_string (object, "id", &id, error) ||
      !ds_json_get_string (object, "kind", &kind, error) ||
      !ds_fields_read (object, accessory, accessory_fields, error))
    return NULL;

  accessory->id = g_ascii_strtoull (id, NULL, 10);
  accessory->kind = ds_kind_from_nick (kind);
  return g_steal_pointer (&accessory);
}

/* Somebody without a name says nothing. */
static void *
read_access (JsonObject *object,
             GError **error)
{
  g_autoptr (DsAccess) access = ds_access_new ("", false, false);

  if (!ds_fields_read (object, access, access_fields, error) || access->id == NULL)
    return NULL;

  return g_steal_pointer (&access);
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
  if (!ds_fields_read (object, facts, facts_fields, error) ||
      !ds_json_get_int (object, "capabilities", 0, INT32_MAX, &capabilities, error) ||
      !ds_fields_read_list (object, "accessories", read_accessory,
                            (GDestroyNotify) ds_accessory_free, &facts->accessories, error) ||
      !ds_fields_read_list (object, "access", read_access, (GDestroyNotify) ds_access_free,
                            &facts->access, error))
    return false;

  facts->capabilities = (unsigned int) capabilities;
  return ds_details_read_care (object, facts, error);
}

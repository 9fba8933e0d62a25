/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-details"

#include "config.h"

#include "ds-details-care.h"

#include "core/ds-json.h"

#define MAX_TIME   INT64_C (253402300799) /* the end of the year 9999 */
#define MAX_NUMBER (INT64_C (1) << 53)

/*
 * Writing: what is not known is left out
 */

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
add_number (JsonBuilder *builder,
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
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (unsigned int i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
add_update (JsonBuilder *builder,
            const DsUpdate *update)
{
  json_builder_set_member_name (builder, "update");
  json_builder_begin_object (builder);
  add_text (builder, "state", ds_update_state_get_nick (update->state));
  add_text (builder, "version", update->version);
  add_text (builder, "notes", update->notes);
  add_text (builder, "notesUrl", update->notes_url);
  add_flag (builder, "security", update->security);
  add_number (builder, "size", update->size);
  add_number (builder, "downtime", update->downtime);
  /* One more than it is, so that 0 is not told. */
  add_number (builder, "progress", update->progress + 1);
  add_text (builder, "failure", ds_update_failure_get_nick (update->failure));
  add_number (builder, "checkedAt", update->checked_at);
  add_text (builder, "automatic", ds_automatic_updates_get_nick (update->automatic));
  json_builder_end_object (builder);
}

static void
add_support (JsonBuilder *builder,
             const DsSupport *support)
{
  json_builder_set_member_name (builder, "support");
  json_builder_begin_object (builder);
  add_flag (builder, "noDate", support->no_date);
  add_number (builder, "endsAt", support->ends_at);
  add_number (builder, "soldSince", support->sold_since);
  add_number (builder, "lastUpdated", support->last_updated);
  add_text (builder, "rule", support->rule);
  add_text (builder, "source", support->source);
  json_builder_end_object (builder);
}

static void
add_contact (JsonBuilder *builder,
             const DsContact *contact)
{
  json_builder_set_member_name (builder, "contact");
  json_builder_begin_object (builder);
  add_texts (builder, "links", contact->links);
  add_text (builder, "policy", contact->policy);
  add_number (builder, "acknowledgedDays", contact->acknowledged_days);
  add_number (builder, "expiresAt", contact->expires_at);
  json_builder_end_object (builder);
}

static void
add_item (JsonBuilder *builder,
          const DsPersonalData *item)
{
  json_builder_begin_object (builder);
  add_text (builder, "id", item->id);
  add_text (builder, "title", item->title);
  add_text (builder, "why", item->why);
  add_text (builder, "kept", item->kept);
  add_text (builder, "howTo", item->how_to);
  add_text (builder, "howToUrl", item->how_to_url);
  add_flag (builder, "withMaker", item->with_maker);
  add_flag (builder, "stored", item->stored);
  add_flag (builder, "erasable", item->erasable);
  json_builder_end_object (builder);
}

static void
add_service (JsonBuilder *builder,
             const DsService *service)
{
  json_builder_begin_object (builder);
  add_text (builder, "title", service->title);
  add_text (builder, "protocol", service->protocol);
  add_number (builder, "port", service->port);
  add_flag (builder, "encrypted", service->encrypted);
  add_text (builder, "login", ds_login_get_nick (service->login));
  json_builder_end_object (builder);
}

static void
add_list (JsonBuilder *builder,
          const char *name,
          GPtrArray *list,
          void (*add) (JsonBuilder *, const void *))
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < list->len; i++)
    add (builder, list->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_any_item (JsonBuilder *builder,
              const void *item)
{
  add_item (builder, item);
}

static void
add_any_service (JsonBuilder *builder,
                 const void *service)
{
  add_service (builder, service);
}

/**
 * ds_details_add_care:
 * @builder: inside an object
 * @facts: what a device says of itself
 *
 * Adds the members that ds_details_read_care() reads.
 */
void
ds_details_add_care (JsonBuilder *builder,
                     const DsFacts *facts)
{
  if (facts->update != NULL)
    add_update (builder, facts->update);
  if (facts->support != NULL)
    add_support (builder, facts->support);
  if (facts->contact != NULL)
    add_contact (builder, facts->contact);
  if (facts->personal_data != NULL)
    add_list (builder, "personalData", facts->personal_data, add_any_item);
  if (facts->sensors != NULL)
    add_texts (builder, "sensors", facts->sensors);
  if (facts->services != NULL)
    add_list (builder, "services", facts->services, add_any_service);
  add_text (builder, "cloud", facts->cloud);
  add_text (builder, "mudUrl", facts->mud_url);
  add_number (builder, "weaknesses", facts->weaknesses);
  add_number (builder, "keyRenewedAt", facts->key_renewed_at);
  add_text (builder, "pin", facts->pin);
  add_text (builder, "adminPage", facts->admin_page);
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
read_flag (JsonObject *object,
           const char *name,
           gboolean *flag,
           GError **error)
{
  bool value = false;

  if (!ds_json_get_bool (object, name, &value, error))
    return false;

  *flag = value;
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
read_update (JsonObject *object,
             DsFacts *facts,
             GError **error)
{
  g_autoptr (DsUpdate) update = ds_update_new ();
  const char *state = NULL;
  const char *failure = NULL;
  const char *automatic = NULL;
  int64_t progress = 0;

  if (!ds_json_get_string (object, "state", &state, error) ||
      !read_text (object, "version", &update->version, error) ||
      !read_text (object, "notes", &update->notes, error) ||
      !read_text (object, "notesUrl", &update->notes_url, error) ||
      !read_flag (object, "security", &update->security, error) ||
      !ds_json_get_int (object, "size", 0, MAX_NUMBER, &update->size, error) ||
      !ds_json_get_int (object, "downtime", 0, MAX_NUMBER, &update->downtime, error) ||
      !ds_json_get_int (object, "progress", 0, 101, &progress, error) ||
      !ds_json_get_string (object, "failure", &failure, error) ||
      !ds_json_get_int (object, "checkedAt", 0, MAX_TIME, &update->checked_at, error) ||
      !ds_json_get_string (object, "automatic", &automatic, error))
    return false;

  update->state = ds_update_state_from_nick (state);
  update->failure = ds_update_failure_from_nick (failure);
  update->automatic = ds_automatic_updates_from_nick (automatic);
  update->progress = (int) progress - 1;
  facts->update = g_steal_pointer (&update);
  return true;
}

static bool
read_support (JsonObject *object,
              DsFacts *facts,
              GError **error)
{
  g_autoptr (DsSupport) support = ds_support_new ();

  if (!read_flag (object, "noDate", &support->no_date, error) ||
      !ds_json_get_int (object, "endsAt", 0, MAX_TIME, &support->ends_at, error) ||
      !ds_json_get_int (object, "soldSince", 0, MAX_TIME, &support->sold_since, error) ||
      !ds_json_get_int (object, "lastUpdated", 0, MAX_TIME, &support->last_updated, error) ||
      !read_text (object, "rule", &support->rule, error) ||
      !read_text (object, "source", &support->source, error))
    return false;

  facts->support = g_steal_pointer (&support);
  return true;
}

static bool
read_contact (JsonObject *object,
              DsFacts *facts,
              GError **error)
{
  g_autoptr (DsContact) contact = ds_contact_new ();

  if (!read_texts (object, "links", &contact->links, error) ||
      !read_text (object, "policy", &contact->policy, error) ||
      !ds_json_get_int (object, "acknowledgedDays", 0, MAX_NUMBER, &contact->acknowledged_days,
                        error) ||
      !ds_json_get_int (object, "expiresAt", 0, MAX_TIME, &contact->expires_at, error))
    return false;

  facts->contact = g_steal_pointer (&contact);
  return true;
}

static void *
read_item (JsonObject *object,
           GError **error)
{
  g_autoptr (DsPersonalData) item = ds_personal_data_new ();

  if (!read_text (object, "id", &item->id, error) ||
      !read_text (object, "title", &item->title, error) ||
      !read_text (object, "why", &item->why, error) ||
      !read_text (object, "kept", &item->kept, error) ||
      !read_text (object, "howTo", &item->how_to, error) ||
      !read_text (object, "howToUrl", &item->how_to_url, error) ||
      !read_flag (object, "withMaker", &item->with_maker, error) ||
      !read_flag (object, "stored", &item->stored, error) ||
      !read_flag (object, "erasable", &item->erasable, error))
    return NULL;

  return g_steal_pointer (&item);
}

static void *
read_service (JsonObject *object,
              GError **error)
{
  g_autoptr (DsService) service = ds_service_new ();
  const char *login = NULL;
  int64_t port = 0;

  if (!read_text (object, "title", &service->title, error) ||
      !read_text (object, "protocol", &service->protocol, error) ||
      !ds_json_get_int (object, "port", 0, UINT16_MAX, &port, error) ||
      !read_flag (object, "encrypted", &service->encrypted, error) ||
      !ds_json_get_string (object, "login", &login, error))
    return NULL;

  service->port = (uint16_t) port;
  service->login = ds_login_from_nick (login);
  return g_steal_pointer (&service);
}

static bool
read_list (JsonObject *object,
           const char *name,
           void *(*read) (JsonObject *, GError **),
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
      void *entry;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      entry = read (json_node_get_object (node), error);
      if (entry == NULL)
        return false;
      g_ptr_array_add (*list, entry);
    }

  return true;
}

static bool
read_parts (JsonObject *object,
            DsFacts *facts,
            GError **error)
{
  JsonObject *update = NULL;
  JsonObject *support = NULL;
  JsonObject *contact = NULL;

  return ds_json_get_object (object, "update", &update, error) &&
         (update == NULL || read_update (update, facts, error)) &&
         ds_json_get_object (object, "support", &support, error) &&
         (support == NULL || read_support (support, facts, error)) &&
         ds_json_get_object (object, "contact", &contact, error) &&
         (contact == NULL || read_contact (contact, facts, error));
}

/**
 * ds_details_read_care:
 * @object: a record's details
 * @facts: new facts, which are filled
 * @error: return location for a #GError
 *
 * Returns: false with DS_ERROR_BAD_ANSWER where @object breaks the form
 */
bool
ds_details_read_care (JsonObject *object,
                      DsFacts *facts,
                      GError **error)
{
  int64_t weaknesses = 0;

  if (!read_parts (object, facts, error) ||
      !read_list (object, "personalData", read_item, (GDestroyNotify) ds_personal_data_free,
                  &facts->personal_data, error) ||
      !read_texts (object, "sensors", &facts->sensors, error) ||
      !read_list (object, "services", read_service, (GDestroyNotify) ds_service_free,
                  &facts->services, error) ||
      !read_text (object, "cloud", &facts->cloud, error) ||
      !read_text (object, "mudUrl", &facts->mud_url, error) ||
      !ds_json_get_int (object, "weaknesses", 0, INT32_MAX, &weaknesses, error) ||
      !ds_json_get_int (object, "keyRenewedAt", 0, MAX_TIME, &facts->key_renewed_at, error) ||
      !read_text (object, "pin", &facts->pin, error) ||
      !read_text (object, "adminPage", &facts->admin_page, error))
    return false;

  facts->weaknesses = (unsigned int) weaknesses;
  return true;
}

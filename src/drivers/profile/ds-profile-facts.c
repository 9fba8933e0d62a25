/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-facts.h"

#include "core/ds-error.h"
#include "core/ds-json-text.h"
#include "core/ds-link.h"
#include "core/ds-text.h"
#include "ds-profile-code.h"
#include "ds-profile-message.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_ENTRIES  64
#define MAX_CONTACTS 8
#define MAX_TEXT     1024
#define MAX_LINES    4096 /* of a text with more than one */
#define MAX_NUMBER   (INT64_C (1) << 53) - 1
#define MAX_DOWNTIME (24 * 60 * 60)

#define MIN_SALT       16
#define MIN_ITERATIONS 10000
#define MAX_ITERATIONS 100000

static bool
refuse (const char *name,
        GError **error)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is missing or malformed", name);
  return false;
}

/*
 * Texts, times and links
 */

static bool
take_lines (JsonObject *object,
            const char *name,
            char **text,
            GError **error)
{
  const char *value = NULL;
  g_autofree char *clean = NULL;

  if (!ds_json_get_string (object, name, &value, error))
    return false;
  if (value != NULL)
    clean = ds_text_clean_lines (value, MAX_LINES);
  if (clean != NULL && *clean != '\0')
    *text = g_steal_pointer (&clean);

  return true;
}

/* *array stays NULL where it is absent. */
static bool
take_array (JsonObject *object,
            const char *name,
            unsigned int max,
            JsonArray **array,
            GError **error)
{
  if (!ds_json_get_array (object, name, array, error))
    return false;

  return *array == NULL || json_array_get_length (*array) <= max || refuse (name, error);
}

static JsonObject *
get_element (JsonArray *array,
             unsigned int index,
             GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  refuse ("an entry of a list", error);
  return NULL;
}

/*
 * ds:Identity
 */

static bool
read_limits (DsProfileIdentity *self,
             JsonObject *object,
             GError **error)
{
  JsonObject *limits = NULL;
  const char *charset = NULL;
  int64_t min = -1;
  int64_t max = -1;

  if (!ds_json_get_object (object, "passwordLimits", &limits, error))
    return false;
  if (limits == NULL)
    return refuse ("passwordLimits", error);
  if (!ds_json_get_int (limits, "min", 0, 16, &min, error) ||
      !ds_json_get_int (limits, "max", 16, 128, &max, error) ||
      !ds_json_get_string (limits, "charset", &charset, error))
    return false;

  self->printable = g_strcmp0 (charset, "printable") == 0;
  if (min < 0 || max < 0 || (!self->printable && g_strcmp0 (charset, "alphanumeric") != 0))
    return refuse ("passwordLimits", error);

  self->password_min = (unsigned int) min;
  self->password_max = (unsigned int) max;
  return true;
}

static bool
read_pairing (DsProfileIdentity *self,
              JsonObject *object,
              GError **error)
{
  JsonObject *pairing = NULL;
  const char *salt = "";
  int64_t iterations = 0;
  g_autoptr (GBytes) bytes = NULL;

  if (!ds_json_get_object (object, "pairing", &pairing, error))
    return false;
  if (pairing == NULL)
    return true;

  if (!ds_json_get_string (pairing, "salt", &salt, error) ||
      !ds_json_get_int (pairing, "iterations", MIN_ITERATIONS, MAX_ITERATIONS, &iterations, error))
    return false;
  bytes = ds_profile_base64_decode (salt);
  if (bytes == NULL || iterations == 0 || g_bytes_get_size (bytes) < MIN_SALT ||
      g_bytes_get_size (bytes) > DS_PROFILE_MAX_SALT)
    return refuse ("pairing", error);

  self->salt_length = g_bytes_get_size (bytes);
  memcpy (self->salt, g_bytes_get_data (bytes, NULL), self->salt_length);
  self->iterations = (unsigned int) iterations;
  return true;
}

/**
 * ds_profile_read_kind:
 * @word: (nullable): what a device calls itself
 *
 * Version 1 of the profile names these (docs/device-profile.md, section 7.1); that other
 * protocols know more adds none to it.
 *
 * Returns: the kind; %DS_KIND_UNKNOWN for every other word
 */
DsKind
ds_profile_read_kind (const char *word)
{
  static const DsKind kinds[] = {
    DS_KIND_PLUG, DS_KIND_LAMP, DS_KIND_CAMERA, DS_KIND_LOCK, DS_KIND_THERMOSTAT,
    DS_KIND_SPEAKER, DS_KIND_PRINTER, DS_KIND_TELEVISION, DS_KIND_ROUTER, DS_KIND_HUB,
    DS_KIND_SENSOR, DS_KIND_APPLIANCE,
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (word, ds_kind_get_nick (kinds[i])) == 0)
        return kinds[i];
    }

  return DS_KIND_UNKNOWN;
}

static bool
read_identity (DsProfileIdentity *self,
               JsonObject *object,
               GError **error)
{
  const char *id = NULL;
  const char *kind = NULL;
  int64_t profile = 0;
  bool claimed = false;

  if (!ds_json_get_int (object, "profile", 1, MAX_NUMBER, &profile, error) ||
      !ds_json_get_string (object, "id", &id, error) ||
      !ds_json_get_string (object, "kind", &kind, error) ||
      !ds_json_get_bool (object, "claimed", &claimed, error) ||
      !ds_json_take_text (object, "maker", MAX_TEXT, &self->maker, error) ||
      !ds_json_take_text (object, "model", MAX_TEXT, &self->model, error) ||
      !ds_json_take_text (object, "serial", MAX_TEXT, &self->serial, error) ||
      !ds_json_take_text (object, "hardware", MAX_TEXT, &self->hardware, error) ||
      !ds_json_take_text (object, "softwareVersion", MAX_TEXT, &self->software, error))
    return false;
  if (profile > 1)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED,
                           "The device follows a newer profile");
      return false;
    }
  if (profile != 1 || !ds_profile_is_id (id))
    return refuse ("id", error);
  if (!json_object_has_member (object, "claimed"))
    return refuse ("claimed", error);

  self->id = g_strdup (id);
  self->kind = ds_profile_read_kind (kind);
  self->claimed = claimed;
  return read_limits (self, object, error) && read_pairing (self, object, error);
}

/**
 * ds_profile_read_identity:
 * @object: the answer
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): who the device says that it is
 */
DsProfileIdentity *
ds_profile_read_identity (JsonObject *object,
                          GError **error)
{
  g_autoptr (DsProfileIdentity) self = g_new0 (DsProfileIdentity, 1);

  g_return_val_if_fail (object != NULL, NULL);

  return read_identity (self, object, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_profile_identity_free:
 * @self: (transfer full) (nullable): an identity
 */
void
ds_profile_identity_free (DsProfileIdentity *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->maker);
  g_free (self->model);
  g_free (self->serial);
  g_free (self->hardware);
  g_free (self->software);
  g_free (self);
}

/*
 * ds:Software and ds:AutomaticUpdates
 */

static bool
read_available (DsUpdate *update,
                JsonObject *object,
                GError **error)
{
  JsonObject *available = NULL;
  const char *version = NULL;

  if (!ds_json_get_object (object, "available", &available, error))
    return false;
  if (available == NULL)
    return true;

  /* It goes back to the device as it came. */
  if (!ds_json_get_string (available, "version", &version, error) ||
      !ds_json_get_flag (available, "security", &update->security, error) ||
      !take_lines (available, "notes", &update->notes, error) ||
      !ds_json_take_link (available, "notesUrl", ds_link_is_web, &update->notes_url, error) ||
      !ds_json_get_int (available, "size", 0, MAX_NUMBER, &update->size, error) ||
      !ds_json_get_int (available, "downtimeSeconds", 0, MAX_DOWNTIME, &update->downtime, error))
    return false;
  if (version == NULL || *version == '\0' || !ds_text_is_clean (version))
    return refuse ("version", error);

  update->version = g_strdup (version);
  return true;
}

/**
 * ds_profile_read_software:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_software (JsonObject *object,
                          DsFacts *facts,
                          GError **error)
{
  g_autoptr (DsUpdate) update = ds_update_new ();
  const char *state = NULL;
  const char *failure = NULL;
  int64_t progress = -1;

  if (!ds_json_take_text (object, "version", MAX_TEXT, &facts->software_version, error) ||
      !ds_json_get_string (object, "state", &state, error) ||
      !ds_json_get_string (object, "failure", &failure, error) ||
      !ds_json_get_int (object, "progress", 0, 100, &progress, error) ||
      !ds_json_take_time (object, "lastChecked", &update->checked_at, error) ||
      !read_available (update, object, error))
    return false;
  if (facts->software_version == NULL || state == NULL)
    return refuse ("version", error);

  update->state = ds_update_state_from_nick (state);
  update->failure = ds_update_failure_from_nick (failure);
  update->progress = (int) progress;
  if (update->state >= DS_UPDATE_AVAILABLE && update->version == NULL)
    return refuse ("available", error);

  if (facts->update != NULL)
    update->automatic = facts->update->automatic;
  g_clear_pointer (&facts->update, ds_update_free);
  facts->update = g_steal_pointer (&update);
  return true;
}

/**
 * ds_profile_read_automatic:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_automatic (JsonObject *object,
                           DsFacts *facts,
                           GError **error)
{
  const char *mode = NULL;

  if (!ds_json_get_string (object, "mode", &mode, error))
    return false;
  if (ds_automatic_updates_from_nick (mode) == DS_AUTOMATIC_UNKNOWN)
    return refuse ("mode", error);

  if (facts->update == NULL)
    facts->update = ds_update_new ();
  facts->update->automatic = ds_automatic_updates_from_nick (mode);
  return true;
}

/*
 * ds:Support and ds:SecurityContact
 */

static bool
is_unnamed (JsonObject *object,
            const char *name)
{
  const char *value = NULL;

  return ds_json_get_string (object, name, &value, NULL) && g_strcmp0 (value, "tba") == 0;
}

/**
 * ds_profile_read_support:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_support (JsonObject *object,
                         DsFacts *facts,
                         GError **error)
{
  g_autoptr (DsSupport) support = ds_support_new ();

  support->no_date = is_unnamed (object, "end_of_security_support");
  if (!support->no_date &&
      !ds_json_take_time (object, "end_of_security_support", &support->ends_at, error))
    return false;
  if (!is_unnamed (object, "general_availability") &&
      !ds_json_take_time (object, "general_availability", &support->sold_since, error))
    return false;
  if (!ds_json_take_time (object, "last_updated", &support->last_updated, error) ||
      !ds_json_take_text (object, "rule", MAX_TEXT, &support->rule, error) ||
      !ds_json_take_link (object, "source", ds_link_is_web, &support->source, error))
    return false;
  if (!support->no_date && support->ends_at == 0)
    return refuse ("end_of_security_support", error);

  g_clear_pointer (&facts->support, ds_support_free);
  facts->support = g_steal_pointer (&support);
  return true;
}

/**
 * ds_profile_read_contact:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Links of other schemes than a person can write or talk to are left out.
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_contact (JsonObject *object,
                         DsFacts *facts,
                         GError **error)
{
  g_autoptr (DsContact) contact = ds_contact_new ();
  g_autoptr (GStrvBuilder) links = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (!take_array (object, "contact", MAX_CONTACTS, &array, error) ||
      !ds_json_take_link (object, "policy", ds_link_is_web, &contact->policy, error) ||
      !ds_json_get_int (object, "acknowledgedWithinDays", 0, 3660, &contact->acknowledged_days,
                        error) ||
      !ds_json_take_time (object, "expires", &contact->expires_at, error))
    return false;
  if (array == NULL)
    return refuse ("contact", error);

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse ("contact", error);
      if (ds_link_is_contact (json_node_get_string (node)))
        g_strv_builder_add (links, json_node_get_string (node));
    }

  g_strfreev (contact->links);
  contact->links = g_strv_builder_end (links);
  g_clear_pointer (&facts->contact, ds_contact_free);
  facts->contact = g_steal_pointer (&contact);
  return true;
}

/*
 * ds:PersonalData
 */

static bool
read_how_to (DsPersonalData *item,
             JsonObject *object,
             GError **error)
{
  JsonObject *how_to = NULL;

  if (!ds_json_get_object (object, "howTo", &how_to, error))
    return false;

  return how_to == NULL || (take_lines (how_to, "text", &item->how_to, error) &&
                            ds_json_take_link (how_to, "url", ds_link_is_web, &item->how_to_url, error));
}

static DsPersonalData *
read_item (JsonObject *object,
           GError **error)
{
  g_autoptr (DsPersonalData) item = ds_personal_data_new ();
  const char *id = NULL;
  const char *where = NULL;

  if (object == NULL ||
      !ds_json_get_string (object, "id", &id, error) ||
      !ds_json_get_string (object, "where", &where, error) ||
      !ds_json_take_text (object, "title", MAX_TEXT, &item->title, error) ||
      !ds_json_take_text (object, "why", MAX_TEXT, &item->why, error) ||
      !ds_json_take_text (object, "kept", MAX_TEXT, &item->kept, error) ||
      !ds_json_get_flag (object, "stored", &item->stored, error) ||
      !ds_json_get_flag (object, "erasable", &item->erasable, error) ||
      !read_how_to (item, object, error))
    return NULL;

  item->with_maker = g_strcmp0 (where, "maker") == 0;
  if (ds_profile_is_id (id) && item->title != NULL && json_object_has_member (object, "stored") &&
      (item->with_maker || g_strcmp0 (where, "device") == 0))
    {
      item->id = g_strdup (id);
      return g_steal_pointer (&item);
    }

  refuse ("items", error);
  return NULL;
}

static bool
read_sensors (JsonObject *object,
              DsFacts *facts,
              GError **error)
{
  g_autoptr (GStrvBuilder) sensors = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (!take_array (object, "sensors", MAX_ENTRIES, &array, error))
    return false;
  if (array == NULL)
    return refuse ("sensors", error);

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *clean = NULL;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse ("sensors", error);
      clean = ds_text_clean_name (json_node_get_string (node));
      if (*clean != '\0')
        g_strv_builder_add (sensors, clean);
    }

  g_strfreev (facts->sensors);
  facts->sensors = g_strv_builder_end (sensors);
  return true;
}

/**
 * ds_profile_read_personal_data:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_personal_data (JsonObject *object,
                               DsFacts *facts,
                               GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = NULL;

  if (!take_array (object, "items", MAX_ENTRIES, &array, error))
    return false;
  if (array == NULL)
    return refuse ("items", error);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_personal_data_free);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      DsPersonalData *item = read_item (get_element (array, i, error), error);

      if (item == NULL)
        return false;
      g_ptr_array_add (items, item);
      if (!g_hash_table_add (seen, item->id))
        return refuse ("items", error);
    }

  if (!read_sensors (object, facts, error))
    return false;
  g_clear_pointer (&facts->personal_data, g_ptr_array_unref);
  facts->personal_data = g_steal_pointer (&items);
  return true;
}

/*
 * ds:Access
 */

static DsAccess *
read_controller (JsonObject *object,
                 GError **error)
{
  g_autofree char *title = NULL;
  int64_t since = 0;
  bool self = false;
  DsAccess *access;

  if (object == NULL ||
      !ds_json_take_text (object, "title", MAX_TEXT, &title, error) ||
      !ds_json_get_bool (object, "self", &self, error) ||
      !ds_json_take_time (object, "since", &since, error))
    return NULL;
  if (title == NULL)
    {
      refuse ("controllers", error);
      return NULL;
    }

  access = ds_access_new (title, self, true);
  access->since = since;
  return access;
}

static DsService *
read_service (JsonObject *object,
              GError **error)
{
  g_autoptr (DsService) service = ds_service_new ();
  const char *login = NULL;
  int64_t port = 0;

  if (object == NULL ||
      !ds_json_take_text (object, "title", MAX_TEXT, &service->title, error) ||
      !ds_json_take_text (object, "protocol", MAX_TEXT, &service->protocol, error) ||
      !ds_json_get_int (object, "port", 1, UINT16_MAX, &port, error) ||
      !ds_json_get_flag (object, "encrypted", &service->encrypted, error) ||
      !ds_json_get_string (object, "login", &login, error))
    return NULL;
  if (service->title == NULL)
    {
      refuse ("services", error);
      return NULL;
    }

  service->port = (uint16_t) port;
  service->login = ds_login_from_nick (login);
  return g_steal_pointer (&service);
}

/* What the device admits to. A picture that is not encrypted is worth knowing; a
 * page or a console that is not, where passwords are typed, is an open door. */
static unsigned int
judge (const DsService *service)
{
  static const char * const consoles[] = { "http", "telnet", "ftp", NULL };
  g_autofree char *scheme = g_ascii_strdown (service->protocol != NULL ? service->protocol : "", -1);
  unsigned int weaknesses = 0;

  if (service->login == DS_LOGIN_NONE)
    weaknesses |= DS_WEAKNESS_NO_LOGIN;
  if (service->login == DS_LOGIN_DEFAULT)
    weaknesses |= DS_WEAKNESS_PASSWORD;
  if (!service->encrypted && g_strv_contains (consoles, scheme))
    weaknesses |= DS_WEAKNESS_UNCOVERED;

  return weaknesses;
}

/**
 * ds_profile_read_access:
 * @object: the answer
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether it was well formed
 */
bool
ds_profile_read_access (JsonObject *object,
                        DsFacts *facts,
                        GError **error)
{
  g_autoptr (GPtrArray) access = NULL;
  g_autoptr (GPtrArray) services = NULL;
  JsonArray *controllers = NULL;
  JsonArray *doors = NULL;

  if (!take_array (object, "controllers", MAX_ENTRIES, &controllers, error) ||
      !take_array (object, "services", MAX_ENTRIES, &doors, error) ||
      !ds_json_take_text (object, "cloud", MAX_TEXT, &facts->cloud, error))
    return false;
  if (controllers == NULL || doors == NULL)
    return refuse ("controllers", error);

  access = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);
  services = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_service_free);
  for (unsigned int i = 0; i < json_array_get_length (controllers); i++)
    {
      DsAccess *one = read_controller (get_element (controllers, i, error), error);

      if (one == NULL)
        return false;
      g_ptr_array_add (access, one);
    }
  for (unsigned int i = 0; i < json_array_get_length (doors); i++)
    {
      DsService *service = read_service (get_element (doors, i, error), error);

      if (service == NULL)
        return false;
      g_ptr_array_add (services, service);
      facts->weaknesses |= judge (service);
    }

  g_clear_pointer (&facts->access, g_ptr_array_unref);
  g_clear_pointer (&facts->services, g_ptr_array_unref);
  facts->access = g_steal_pointer (&access);
  facts->services = g_steal_pointer (&services);
  return true;
}

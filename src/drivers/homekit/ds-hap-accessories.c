/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-accessories.h"

#include "core/ds-error.h"
#include "core/ds-json.h"
#include "core/ds-text.h"
#include "drivers/ds-driver.h"
#include "ds-hap-types.h"
#include "ds-homekit-match.h"

/* The accessory that stands for the whole device, bridge or not. */
#define MAIN_AID 1

static const DsJsonLimits limits = {
  .max_bytes = 1024 * 1024,
  .max_depth = 16,
  .max_string = 256 * 1024, /* pictures and tables of odd makers */
  .max_values = 100 * 1000,
};

/* What one accessory said, while its services are read. */
typedef struct
{
  DsAccessory *accessory; /* owned */
  char        *hardware_version;
  char        *staged_version;
  DsHapValueId identify;
  unsigned int rank;      /* of the service that gave the kind */
  bool         has_update_service;
  bool         has_information;
} Reading;

static Reading *
reading_new (uint64_t aid)
{
  Reading *self = g_new0 (Reading, 1);

  self->accessory = ds_accessory_new ();
  self->accessory->id = aid;
  self->rank = ds_hap_service_get_rank (0);

  return self;
}

static void
reading_free (Reading *self)
{
  g_clear_pointer (&self->accessory, ds_accessory_free);
  g_free (self->hardware_version);
  g_free (self->staged_version);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static bool
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Malformed accessory list: %s", why);
  return false;
}

/*
 * JSON
 */

static JsonObject *
get_element (JsonArray     *array,
             unsigned int   index,
             GError       **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  refuse (error, "something else where an object belongs");
  return NULL;
}

static bool
get_array (JsonObject  *object,
           const char  *name,
           JsonArray  **array,
           GError     **error)
{
  *array = NULL;

  if (!ds_json_get_array (object, name, array, error))
    return false;

  return *array != NULL || refuse (error, "a list is missing");
}

/* Ids begin at 1, so that 0 is never one. */
static bool
get_id (JsonObject  *object,
        const char  *name,
        uint64_t    *id,
        GError     **error)
{
  int64_t value = 0;

  if (!ds_json_get_int (object, name, 1, INT64_MAX, &value, error))
    return false;

  *id = value;
  return value != 0 || refuse (error, "an id is missing");
}

static bool
get_type (JsonObject  *object,
          DsHapType   *type,
          GError     **error)
{
  const char *text = NULL;

  if (!ds_json_get_string (object, "type", &text, error))
    return false;
  if (text == NULL)
    return refuse (error, "a type is missing");

  *type = ds_hap_type_parse (text);
  return true;
}

static bool
is_writable (JsonObject *characteristic)
{
  JsonArray *perms = NULL;

  if (!ds_json_get_array (characteristic, "perms", &perms, NULL) || perms == NULL)
    return false;

  for (unsigned int i = 0; i < json_array_get_length (perms); i++)
    {
      JsonNode *node = json_array_get_element (perms, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "pw") == 0)
        return true;
    }

  return false;
}

/* Sets a text that was not told yet. An accessory that has no text here, or a
 * number in its place, does not say; that is no reason to refuse the rest. */
static void
take_text (JsonObject  *characteristic,
           char       **text)
{
  const char *value = NULL;
  g_autofree char *clean = NULL;

  if (*text != NULL ||
      !ds_json_get_string (characteristic, "value", &value, NULL) || value == NULL)
    return;

  clean = ds_text_clean_name (value);
  if (*clean != '\0')
    *text = g_steal_pointer (&clean);
}

/*
 * Accessories
 */

static bool
read_information (Reading     *self,
                  JsonObject  *characteristic,
                  DsHapType    type,
                  GError     **error)
{
  switch (type)
    {
    case DS_HAP_CHARACTERISTIC_NAME:
      take_text (characteristic, &self->accessory->name);
      return true;
    case DS_HAP_CHARACTERISTIC_MANUFACTURER:
      take_text (characteristic, &self->accessory->maker);
      return true;
    case DS_HAP_CHARACTERISTIC_MODEL:
      take_text (characteristic, &self->accessory->model);
      return true;
    case DS_HAP_CHARACTERISTIC_SERIAL_NUMBER:
      take_text (characteristic, &self->accessory->serial);
      return true;
    case DS_HAP_CHARACTERISTIC_FIRMWARE_REVISION:
      take_text (characteristic, &self->accessory->software_version);
      return true;
    case DS_HAP_CHARACTERISTIC_HARDWARE_REVISION:
      take_text (characteristic, &self->hardware_version);
      return true;
    case DS_HAP_CHARACTERISTIC_IDENTIFY:
      if (!is_writable (characteristic) || self->identify.iid != 0)
        return true;
      self->identify.aid = self->accessory->id;
      return get_id (characteristic, "iid", &self->identify.iid, error);
    default:
      return true;
    }
}

static bool
read_characteristics (Reading     *self,
                      JsonObject  *service,
                      DsHapType    service_type,
                      GError     **error)
{
  JsonArray *characteristics;

  if (!get_array (service, "characteristics", &characteristics, error))
    return false;

  for (unsigned int i = 0; i < json_array_get_length (characteristics); i++)
    {
      JsonObject *characteristic = get_element (characteristics, i, error);
      DsHapType type;

      if (characteristic == NULL || !get_type (characteristic, &type, error))
        return false;
      if (service_type == DS_HAP_SERVICE_INFORMATION &&
          !read_information (self, characteristic, type, error))
        return false;
      if (service_type == DS_HAP_SERVICE_FIRMWARE_UPDATE &&
          type == DS_HAP_CHARACTERISTIC_STAGED_VERSION)
        take_text (characteristic, &self->staged_version);
    }

  return true;
}

/* The service that the accessory itself calls its main one comes before any rank. */
static void
take_kind (Reading     *self,
           JsonObject  *service,
           DsHapType    type)
{
  DsKind kind = ds_hap_service_to_kind (type);
  unsigned int rank = ds_hap_service_get_rank (type) + 1;
  bool primary = false;

  if (kind == DS_KIND_UNKNOWN)
    return;
  if (ds_json_get_bool (service, "primary", &primary, NULL) && primary)
    rank = 0;
  if (self->accessory->kind == DS_KIND_UNKNOWN || rank < self->rank)
    {
      self->accessory->kind = kind;
      self->rank = rank;
    }
}

static bool
read_service (Reading     *self,
              JsonObject  *service,
              GError     **error)
{
  DsHapType type;

  if (service == NULL || !get_type (service, &type, error))
    return false;

  take_kind (self, service, type);
  if (type == DS_HAP_SERVICE_INFORMATION)
    self->has_information = true;
  if (type == DS_HAP_SERVICE_FIRMWARE_UPDATE)
    self->has_update_service = true;

  return read_characteristics (self, service, type, error);
}

static Reading *
read_accessory (JsonObject  *object,
                GError     **error)
{
  g_autoptr (Reading) self = NULL;
  JsonArray *services;
  uint64_t aid;

  if (object == NULL ||
      !get_id (object, "aid", &aid, error) ||
      !get_array (object, "services", &services, error))
    return NULL;

  self = reading_new (aid);
  for (unsigned int i = 0; i < json_array_get_length (services); i++)
    {
      if (!read_service (self, get_element (services, i, error), error))
        return NULL;
    }

  if (!self->has_information)
    {
      refuse (error, "an accessory that does not say what it is");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* Every accessory once, at most 150 behind one bridge. */
static GPtrArray *
read_accessories (JsonArray  *array,
                  GError    **error)
{
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  unsigned int length = json_array_get_length (array);

  if (length == 0 || length > DS_HAP_MAX_ACCESSORIES)
    {
      refuse (error, length == 0 ? "no accessory" : "too many accessories");
      return NULL;
    }

  readings = g_ptr_array_new_with_free_func ((GDestroyNotify) reading_free);
  for (unsigned int i = 0; i < length; i++)
    {
      Reading *reading = read_accessory (get_element (array, i, error), error);

      if (reading == NULL)
        return NULL;
      g_ptr_array_add (readings, reading);
      if (!g_hash_table_add (seen, &reading->accessory->id))
        {
          refuse (error, "an accessory comes twice");
          return NULL;
        }
    }

  return g_steal_pointer (&readings);
}

/* The one with the id 1; the first where a maker did not keep to that. */
static unsigned int
find_main (GPtrArray *readings)
{
  for (unsigned int i = 0; i < readings->len; i++)
    {
      Reading *reading = readings->pdata[i];

      if (reading->accessory->id == MAIN_AID)
        return i;
    }

  return 0;
}

static DsKind
choose_kind (GPtrArray     *readings,
             const Reading *main_reading,
             unsigned int   category)
{
  DsKind kind = ds_homekit_kind (category);

  if (kind != DS_KIND_UNKNOWN)
    return kind;

  return readings->len > 1 ? DS_KIND_HUB : main_reading->accessory->kind;
}

static DsFacts *
make_facts (GPtrArray    *readings,
            unsigned int  category,
            DsHapValueId *identify)
{
  DsFacts *facts = ds_facts_new ();
  unsigned int main_index = find_main (readings);
  Reading *reading = readings->pdata[main_index];

  facts->kind = choose_kind (readings, reading, category);
  facts->name = g_steal_pointer (&reading->accessory->name);
  facts->maker = g_steal_pointer (&reading->accessory->maker);
  facts->model = g_steal_pointer (&reading->accessory->model);
  facts->serial = g_steal_pointer (&reading->accessory->serial);
  facts->software_version = g_steal_pointer (&reading->accessory->software_version);
  facts->hardware_version = g_steal_pointer (&reading->hardware_version);
  facts->staged_version = g_steal_pointer (&reading->staged_version);
  if (reading->identify.iid != 0)
    facts->capabilities |= DS_CAPABILITY_IDENTIFY;
  if (reading->has_update_service)
    facts->capabilities |= DS_CAPABILITY_UPDATE_STATE;
  *identify = reading->identify;

  for (unsigned int i = 0; i < readings->len; i++)
    {
      reading = readings->pdata[i];
      if (i != main_index)
        g_ptr_array_add (facts->accessories, g_steal_pointer (&reading->accessory));
    }

  return facts;
}

/**
 * ds_hap_accessories_parse:
 * @json: answer to "GET /accessories"
 * @length: its size in bytes
 * @category: "ci" of the announcement, or 0
 * @identify: (out): what makes the device show itself when true is written to
 *   it; its iid is 0 where the device has none
 * @error: return location for an error
 *
 * Reads what the accessory and those behind it say of themselves. Every text is
 * cleaned; values that Doorstep does not use are passed over unread. Of the
 * capabilities only those are set that an accessory may lack.
 *
 * Returns: (transfer full) (nullable): the facts, without key and access list,
 *   or %NULL with %DS_ERROR_BAD_ANSWER
 */
DsFacts *
ds_hap_accessories_parse (const char    *json,
                          size_t         length,
                          unsigned int   category,
                          DsHapValueId  *identify,
                          GError       **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  JsonArray *array;

  g_return_val_if_fail (json != NULL || length == 0, NULL);
  g_return_val_if_fail (identify != NULL, NULL);

  root = ds_json_parse (json, length, &limits, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, "no object");
      return NULL;
    }

  if (!get_array (json_node_get_object (root), "accessories", &array, error))
    return NULL;
  readings = read_accessories (array, error);

  return readings != NULL ? make_facts (readings, category, identify) : NULL;
}

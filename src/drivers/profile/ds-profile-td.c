/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-td.h"

#include "core/ds-error.h"
#include "core/ds-json.h"
#include "core/ds-text.h"
#include "ds-profile-code.h"
#include "ds-profile-message.h"
#include "trust/ds-origin.h"

#define CONTEXT_1_1 "https://www.w3.org/2022/wot/td/v1.1"
#define CONTEXT_1_0 "https://www.w3.org/2019/wot/td/v1"
#define VOCABULARY  "https://doorstep.github.io/ns/profile/1#"

static const struct
{
  const char *type;
  bool        action;
  bool        must;
} affordances[DS_PROFILE_N_AFFORDANCES] = {
  [DS_PROFILE_IDENTITY] = { "ds:Identity", false, true },
  [DS_PROFILE_PAIR] = { "ds:Pair", true, true },
  [DS_PROFILE_CLAIM] = { "ds:Claim", true, true },
  [DS_PROFILE_CHANGE_PASSWORD] = { "ds:ChangePassword", true, true },
  [DS_PROFILE_FACTORY_RESET] = { "ds:FactoryReset", true, true },
  [DS_PROFILE_SUPPORT] = { "ds:Support", false, true },
  [DS_PROFILE_SECURITY_CONTACT] = { "ds:SecurityContact", false, true },
  [DS_PROFILE_SOFTWARE] = { "ds:Software", false, true },
  [DS_PROFILE_PERSONAL_DATA] = { "ds:PersonalData", false, true },
  [DS_PROFILE_ACCESS] = { "ds:Access", false, true },
  [DS_PROFILE_CHECK_FOR_UPDATE] = { "ds:CheckForUpdate", true, false },
  [DS_PROFILE_INSTALL_UPDATE] = { "ds:InstallUpdate", true, false },
  [DS_PROFILE_AUTOMATIC_UPDATES] = { "ds:AutomaticUpdates", false, false },
  [DS_PROFILE_ERASE] = { "ds:Erase", true, false },
  [DS_PROFILE_NEXT_KEY] = { "ds:NextKey", false, false },
  [DS_PROFILE_IDENTIFY] = { "ds:Identify", true, false },
};

/* The defaults of the Thing Description's HTTP binding, and what else a form may
 * name: a read that could change something is none. */
static const struct
{
  const char *name;
  const char *method;
  const char *other;
} ops[DS_PROFILE_N_OPS] = {
  [DS_PROFILE_READ] = { "readproperty", "GET", NULL },
  [DS_PROFILE_WRITE] = { "writeproperty", "PUT", "POST" },
  [DS_PROFILE_INVOKE] = { "invokeaction", "POST", "PUT" },
};

typedef struct
{
  DsProfileTd *td;
  DsOrigin    *origin;
  char        *base;  /* what hrefs are resolved against */
  bool         seen[DS_PROFILE_N_AFFORDANCES];
} Reading;

static bool
refuse (GError **error,
        const char *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Malformed Thing Description: %s", why);
  return false;
}

static bool
is_text (JsonNode *node,
         const char *text)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (node), text);
}

/* Where JSON-LD lets one text stand in place of an array of them. */
static bool
names (JsonObject *object,
       const char *member,
       const char *text)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array;

  if (node == NULL)
    return false;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return is_text (node, text);

  array = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      if (is_text (json_array_get_element (array, i), text))
        return true;
    }

  return false;
}

static bool
binds_prefix (JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "@context");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return false;

  array = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *entry = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (entry) && names (json_node_get_object (entry), "ds", VOCABULARY))
        return true;
    }

  return false;
}

/*
 * Forms
 */

static bool
takes_json (JsonObject *form)
{
  const char *type = "application/json";
  const char *subprotocol = NULL;

  return ds_json_get_string (form, "contentType", &type, NULL) &&
         g_ascii_strcasecmp (type, "application/json") == 0 &&
         ds_json_get_string (form, "subprotocol", &subprotocol, NULL) && subprotocol == NULL;
}

static const char *
choose_method (JsonObject *form,
               DsProfileOp op)
{
  const char *method = ops[op].method;

  if (!ds_json_get_string (form, "htv:methodName", &method, NULL))
    return NULL;
  if (g_str_equal (method, ops[op].method))
    return ops[op].method;

  return g_strcmp0 (method, ops[op].other) == 0 ? ops[op].other : NULL;
}

static bool
take_form (Reading *self,
           DsProfileForm *taken,
           JsonObject *form,
           DsProfileOp op)
{
  const char *method = choose_method (form, op);
  const char *href = NULL;

  if (method == NULL || !takes_json (form) ||
      (json_object_has_member (form, "op") && !names (form, "op", ops[op].name)) ||
      !ds_json_get_string (form, "href", &href, NULL) || href == NULL)
    return false;

  taken->path = ds_origin_resolve (self->origin, self->base, href, NULL);
  taken->method = method;
  return taken->path != NULL;
}

static void
take_first_form (Reading *self,
                 JsonArray *forms,
                 DsProfileAffordance affordance,
                 DsProfileOp op)
{
  DsProfileForm *taken = &self->td->forms[affordance][op];

  for (unsigned int i = 0; i < json_array_get_length (forms); i++)
    {
      JsonNode *node = json_array_get_element (forms, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          take_form (self, taken, json_node_get_object (node), op))
        return;
    }
}

static bool
read_forms (Reading *self,
            JsonObject *object,
            DsProfileAffordance affordance,
            GError **error)
{
  JsonArray *forms = NULL;
  bool read_only = false;

  if (!ds_json_get_array (object, "forms", &forms, error) ||
      !ds_json_get_bool (object, "readOnly", &read_only, error))
    return false;
  if (forms == NULL)
    return true;

  if (affordances[affordance].action)
    {
      take_first_form (self, forms, affordance, DS_PROFILE_INVOKE);
      return true;
    }

  take_first_form (self, forms, affordance, DS_PROFILE_READ);
  if (!read_only)
    take_first_form (self, forms, affordance, DS_PROFILE_WRITE);
  return true;
}

/*
 * Affordances
 */

static bool
read_affordance (Reading *self,
                 JsonObject *object,
                 bool action,
                 GError **error)
{
  for (DsProfileAffordance i = 0; i < DS_PROFILE_N_AFFORDANCES; i++)
    {
      if (affordances[i].action != action || !names (object, "@type", affordances[i].type))
        continue;
      if (self->seen[i])
        return refuse (error, "the same affordance twice");
      self->seen[i] = true;
      if (!read_forms (self, object, i, error))
        return false;
    }

  return true;
}

static bool
read_affordances (Reading *self,
                  JsonObject *root,
                  const char *member,
                  bool action,
                  GError **error)
{
  JsonObject *group = NULL;
  g_autoptr (GList) values = NULL;

  if (!ds_json_get_object (root, member, &group, error))
    return false;
  if (group != NULL)
    values = json_object_get_values (group);

  for (GList *iter = values; iter != NULL; iter = iter->next)
    {
      if (JSON_NODE_HOLDS_OBJECT (iter->data) &&
          !read_affordance (self, json_node_get_object (iter->data), action, error))
        return false;
    }

  return true;
}

static bool
has_all (const DsProfileTd *td,
         GError **error)
{
  for (DsProfileAffordance i = 0; i < DS_PROFILE_N_AFFORDANCES; i++)
    {
      DsProfileOp op = affordances[i].action ? DS_PROFILE_INVOKE : DS_PROFILE_READ;

      if (affordances[i].must && td->forms[i][op].path == NULL)
        {
          g_set_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED, "The device has no %s",
                       affordances[i].type);
          return false;
        }
    }

  return true;
}

/*
 * The whole
 */

static bool
read_names (Reading *self,
            JsonObject *root,
            GError **error)
{
  const char *id = NULL;
  const char *title = NULL;

  if (!ds_json_get_string (root, "id", &id, error) ||
      !ds_json_get_string (root, "title", &title, error))
    return false;
  if (id != NULL && !ds_profile_is_id (id))
    return refuse (error, "an id that is none");

  self->td->id = g_strdup (id);
  if (title != NULL)
    self->td->title = ds_text_clean_name (title);
  return true;
}

/* A relative base stands beside the description itself (RFC 3986, section 5.2). */
static bool
read_base (Reading *self,
           JsonObject *root,
           const char *path,
           GError **error)
{
  const char *base = NULL;

  if (!ds_json_get_string (root, "base", &base, error))
    return false;

  self->base = ds_origin_resolve (self->origin, path, base != NULL ? base : path, error);
  return self->base != NULL;
}

static bool
read_root (Reading *self,
           JsonObject *root,
           const char *path,
           GError **error)
{
  if (!names (root, "@context", CONTEXT_1_1) && !names (root, "@context", CONTEXT_1_0))
    return refuse (error, "not in version 1.0 or 1.1");
  if (!binds_prefix (root) || !names (root, "@type", "ds:Device"))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED,
                           "The thing does not follow the profile");
      return false;
    }

  return read_names (self, root, error) && read_base (self, root, path, error) &&
         read_affordances (self, root, "properties", false, error) &&
         read_affordances (self, root, "actions", true, error) &&
         has_all (self->td, error);
}

/**
 * ds_profile_td_parse:
 * @json: a Thing Description
 * @length: its size in bytes
 * @address: where it came from
 * @path: and under which path
 * @error: return location for an error
 *
 * Finds what the profile needs by its `@type` (docs/device-profile.md, section
 * 5). Only forms that stay with the device itself are taken.
 *
 * Returns: (transfer full) (nullable): what was found, or %NULL with
 *   %DS_ERROR_BAD_ANSWER, or with %DS_ERROR_UNSUPPORTED where the thing does not
 *   follow the profile
 */
DsProfileTd *
ds_profile_td_parse (const char *json,
                     size_t length,
                     GInetSocketAddress *address,
                     const char *path,
                     GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsProfileTd) td = NULL;
  g_autoptr (DsOrigin) origin = NULL;
  g_autofree char *base = NULL;
  Reading reading = { 0 };
  bool fine;

  g_return_val_if_fail (json != NULL || length == 0, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  root = ds_profile_json_parse (json, length, true, error);
  if (root == NULL)
    return NULL;

  td = g_new0 (DsProfileTd, 1);
  origin = ds_origin_new (address, NULL);
  reading.td = td;
  reading.origin = origin;
  fine = read_root (&reading, json_node_get_object (root), path, error);
  base = reading.base;

  return fine ? g_steal_pointer (&td) : NULL;
}

/**
 * ds_profile_td_get_form:
 * @self: a Thing Description
 * @affordance: what is wanted
 * @op: what to do with it
 *
 * Returns: (transfer none) (nullable): how to ask for it, or %NULL where the
 *   device has no way
 */
const DsProfileForm *
ds_profile_td_get_form (const DsProfileTd *self,
                        DsProfileAffordance affordance,
                        DsProfileOp op)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (affordance < DS_PROFILE_N_AFFORDANCES, NULL);

  return self->forms[affordance][op].path != NULL ? &self->forms[affordance][op] : NULL;
}

/**
 * ds_profile_td_free:
 * @self: (transfer full) (nullable): a Thing Description
 */
void
ds_profile_td_free (DsProfileTd *self)
{
  if (self == NULL)
    return;

  for (unsigned int i = 0; i < DS_PROFILE_N_AFFORDANCES; i++)
    {
      for (unsigned int j = 0; j < DS_PROFILE_N_OPS; j++)
        g_free (self->forms[i][j].path);
    }
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

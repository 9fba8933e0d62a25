/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-mud"

#include "config.h"

#include "ds-mud.h"

#include "core/ds-error.h"
#include "core/ds-json-text.h"
#include "core/ds-link.h"

#define MAX_TEXT 256

static const DsJsonLimits limits = {
  .max_bytes = DS_MUD_MAX_BYTES,
  .max_depth = 24,
  .max_string = 2048,
  .max_values = 16384,
};

/**
 * ds_mud_free:
 * @self: (transfer full) (nullable): a usage description
 */
void
ds_mud_free (DsMud *self)
{
  if (self == NULL)
    return;

  g_free (self->maker);
  g_free (self->model);
  g_free (self->title);
  g_free (self->documentation);
  g_free (self->contact);
  g_free (self->signature);
  g_free (self);
}

static bool
refuse (const char *name,
        GError **error)
{
  g_set_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR, "“%s” is missing or malformed", name);
  return false;
}

/* A description is about the address it has itself (section 3.2): another one's
 * must not be taken for it. */
static bool
read_header (DsMud *self,
             JsonObject *mud,
             const char *url,
             GError **error)
{
  const char *own_url = NULL;
  int64_t version = 0;

  if (!ds_json_get_int (mud, "mud-version", 0, 255, &version, error) ||
      !ds_json_get_string (mud, "mud-url", &own_url, error) ||
      !ds_json_take_time (mud, "last-update", &self->last_update, error) ||
      !ds_json_get_bool (mud, "is-supported", &self->is_supported, error))
    return false;
  if (version != 1)
    return refuse ("mud-version", error);
  if (g_strcmp0 (own_url, url) != 0)
    return refuse ("mud-url", error);
  if (self->last_update == 0)
    return refuse ("last-update", error);

  return json_object_has_member (mud, "is-supported") || refuse ("is-supported", error);
}

/* The examples of RFC 9472 use the short name, its module the long one. */
static bool
read_contact (DsMud *self,
              JsonObject *mud,
              GError **error)
{
  static const char * const names[] = { "ietf-mud-transparency:transparency",
                                        "mudtx:transparency", "transparency" };
  JsonObject *transparency = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (names) && transparency == NULL; i++)
    {
      if (!ds_json_get_object (mud, names[i], &transparency, error))
        return false;
    }

  return transparency == NULL || ds_json_take_link (transparency, "vuln-contact-uri", ds_link_is_contact,
                                            &self->contact, error);
}

static bool
read_mud (DsMud *self,
          JsonObject *mud,
          const char *url,
          GError **error)
{
  return read_header (self, mud, url, error) &&
         ds_json_take_text (mud, "mfg-name", MAX_TEXT, &self->maker, error) &&
         ds_json_take_text (mud, "model-name", MAX_TEXT, &self->model, error) &&
         ds_json_take_text (mud, "systeminfo", MAX_TEXT, &self->title, error) &&
         ds_json_take_link (mud, "documentation", ds_link_is_web, &self->documentation, error) &&
         ds_json_take_link (mud, "mud-signature", ds_link_is_web, &self->signature, error) &&
         read_contact (self, mud, error);
}

/**
 * ds_mud_parse:
 * @document: a MUD file, whose signature was or will be checked
 * @url: the MUD URL that it was asked for by
 * @error: where to put an error
 *
 * Reads what a MUD file (RFC 8520, section 3) says of the maker's support, and of its
 * contact (RFC 9472). What it says of the network is not looked at.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL with
 *   %DS_ERROR_WEBSITE_UNCLEAR
 */
DsMud *
ds_mud_parse (GBytes *document,
              const char *url,
              GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsMud) self = g_new0 (DsMud, 1);
  g_autoptr (GError) cause = NULL;
  JsonObject *mud = NULL;
  size_t length;
  const char *text;

  g_return_val_if_fail (document != NULL && url != NULL, NULL);

  text = g_bytes_get_data (document, &length);
  root = ds_json_parse (text != NULL ? text : "", length, &limits, &cause);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
      ds_json_get_object (json_node_get_object (root), "ietf-mud:mud", &mud, &cause) &&
      mud != NULL && read_mud (self, mud, url, &cause))
    return g_steal_pointer (&self);

  refuse (cause != NULL ? cause->message : "ietf-mud:mud", error);
  return NULL;
}

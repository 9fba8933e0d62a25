/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-personality"

#include "config.h"

#include "vd-personality.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>

static const char *const parts[] = { "identity",        "passwordLimits", "support",
                                     "securityContact", "personalData",   "access",
                                     "software" };

static bool
is_whole (JsonNode *root, const char *path, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonNode *part = object != NULL ? json_object_get_member (object, parts[i]) : NULL;

      if (part == NULL || !JSON_NODE_HOLDS_OBJECT (part))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "%s has no object “%s”", path, parts[i]);
          return false;
        }
    }
  if (json_object_get_string_member_with_default (object, "title", NULL) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has no title", path);
      return false;
    }

  return true;
}

JsonObject *
vd_personality_read (const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = strchr (name, '/') != NULL
                              ? g_strdup (name)
                              : g_build_filename (VD_PERSONALITIES, file, NULL);

  if (!json_parser_load_from_file (parser, path, error)
      || !is_whole (json_parser_get_root (parser), path, error))
    return NULL;

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-store"

#include "config.h"

#include "vd-store.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A crash is not a power cycle: the chip knows why it restarted, and this file
 * is how we know. */
#define CRASH_MARK "crashed"

struct _VdStore
{
  char *folder;
  JsonObject *data;
  VdFaults *faults; /* borrowed */
};

static JsonObject *
read_object (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return json_object_new ();
  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s holds no object",
                   path);
      return NULL;
    }

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

VdStore *
vd_store_open (const char *folder, VdFaults *faults, GError **error)
{
  g_autoptr (VdStore) self = g_new0 (VdStore, 1);
  g_autofree char *path = NULL;
  g_autofree char *mark = NULL;

  self->folder = g_strdup (folder);
  self->faults = faults;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made", folder);
      return NULL;
    }
  path = vd_store_get_path (self, "state.json");
  self->data = read_object (path, error);
  if (self->data == NULL)
    return NULL;

  mark = vd_store_get_path (self, CRASH_MARK);
  if (g_unlink (mark) != 0)
    json_object_set_int_member (self->data, "tries", 0);

  return g_steal_pointer (&self);
}

void
vd_store_free (VdStore *self)
{
  g_clear_pointer (&self->data, json_object_unref);
  g_free (self->folder);
  g_free (self);
}

char *
vd_store_get_path (VdStore *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

JsonObject *
vd_store_get (VdStore *self)
{
  return self->data;
}

const char *
vd_store_get_string (VdStore *self, const char *name)
{
  return json_object_get_string_member_with_default (self->data, name, NULL);
}

int64_t
vd_store_get_int (VdStore *self, const char *name)
{
  return json_object_get_int_member_with_default (self->data, name, 0);
}

bool
vd_store_get_bool (VdStore *self, const char *name)
{
  return json_object_get_boolean_member_with_default (self->data, name, FALSE);
}

static void
crash (VdStore *self)
{
  g_autofree char *mark = vd_store_get_path (self, CRASH_MARK);

  g_file_set_contents (mark, "", 0, NULL);
  _exit (70);
}

void
vd_store_keep (VdStore *self, const char *change)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), self->data);
  g_autofree char *text = json_to_string (root, TRUE);
  g_autofree char *path = vd_store_get_path (self, "state.json");
  g_autoptr (GError) error = NULL;

  if (vd_faults_is (self->faults, "crash-before", change))
    crash (self);
  if (!g_file_set_contents_full (
          path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
          0600, &error))
    g_error ("%s", error->message);
  if (vd_faults_is (self->faults, "crash-after", change))
    crash (self);
}

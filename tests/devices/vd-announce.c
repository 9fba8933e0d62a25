/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-announce"

#include "config.h"

#include "vd-announce.h"

#include <string.h>

#define AVAHI "org.freedesktop.Avahi"
#define ENTRY_GROUP "org.freedesktop.Avahi.EntryGroup"
#define ANY -1

struct _VdAnnounce
{
  VdDevice *device; /* borrowed */
  unsigned int watch_id;
  char *group; /* NULL without a daemon */
};

static GVariant *
make_txt (VdDevice *device)
{
  const char *kind =
      json_object_get_string_member (vd_device_get_part (device, "identity"), "kind");
  bool plain = vd_faults_has (device->faults, "plain-http");
  g_autofree char *id_member = g_strconcat ("id=", device->factory->id, NULL);
  g_autofree char *kind_member = g_strconcat ("kind=", kind, NULL);
  const char *members[] = { "td=/.well-known/wot", "type=Thing",
                            plain ? "scheme=http" : "scheme=https", id_member,
                            kind_member };
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (size_t i = 0; i < G_N_ELEMENTS (members); i++)
    g_variant_builder_add_value (
        &builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, members[i],
                                             strlen (members[i]), 1));

  return g_variant_builder_end (&builder);
}

static GVariant *
call (VdAnnounce *self,
      GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      GError **error)
{
  return g_dbus_connection_call_sync (bus, AVAHI, path, interface, method, arguments,
                                      NULL, G_DBUS_CALL_FLAGS_NONE, 5000, NULL, error);
}

/* A second device of the same name is told apart by its serial number. */
static char *
make_name (VdDevice *device)
{
  return g_strdup_printf ("%s %.4s",
                          json_object_get_string_member (device->personality, "title"),
                          device->factory->serial);
}

static bool
announce (VdAnnounce *self, GDBusConnection *bus, GError **error)
{
  g_autofree char *name = make_name (self->device);
  g_autoptr (GVariant) group = NULL;
  g_autoptr (GVariant) added = NULL;
  g_autoptr (GVariant) committed = NULL;

  group =
      call (self, bus, "/", "org.freedesktop.Avahi.Server", "EntryGroupNew", NULL, error);
  if (group == NULL)
    return false;
  g_variant_get (group, "(o)", &self->group);
  added = call (self, bus, self->group, ENTRY_GROUP, "AddService",
                g_variant_new ("(iiussssq@aay)", ANY, ANY, 0, name, "_wot._tcp", "", "",
                               (guint16) self->device->port, make_txt (self->device)),
                error);
  if (added == NULL)
    return false;
  committed = call (self, bus, self->group, ENTRY_GROUP, "Commit", NULL, error);

  return committed != NULL;
}

static void
on_daemon (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  VdAnnounce *self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->group, g_free);
  if (!announce (self, bus, &error))
    g_warning ("nobody was told: %s", error->message);
}

VdAnnounce *
vd_announce_new (VdDevice *device)
{
  VdAnnounce *self = g_new0 (VdAnnounce, 1);

  self->device = device;
  self->watch_id =
      g_bus_watch_name (G_BUS_TYPE_SYSTEM, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE,
                        on_daemon, NULL, self, NULL);

  return self;
}

/* The daemon takes an announcement back when its bus connection goes. */
void
vd_announce_free (VdAnnounce *self)
{
  g_bus_unwatch_name (self->watch_id);
  g_free (self->group);
  g_free (self);
}

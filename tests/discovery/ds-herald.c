/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* herald FIFO
 *
 * Announces services through the Avahi of its side of the private home network, as
 * many as one likes, and does what lines in FIFO, which it makes, tell it:
 *   add NAME [KEY=VALUE]...     announce a service _test._tcp
 *   txt NAME [KEY=VALUE]...     change its TXT record
 *   remove NAME                 take it back
 *   many COUNT                  announce "many 1" to "many COUNT", id=1 and so on */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TYPE "_test._tcp"

static GDBusConnection *bus;
static GHashTable *groups;

static GVariant *
call (const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (bus, "org.freedesktop.Avahi", path, interface,
                                                 method, parameters, NULL,
                                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  if (reply == NULL)
    g_error ("herald: %s: %s", method, error->message);
  return reply;
}

static void
call_group (const char *name,
            const char *method,
            GVariant *parameters)
{
  const char *path = g_hash_table_lookup (groups, name);

  g_assert_nonnull (path);
  g_variant_unref (call (path, "org.freedesktop.Avahi.EntryGroup", method, parameters));
}

static GVariant *
make_txt (char **strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (size_t i = 0; strings[i] != NULL; i++)
    g_variant_builder_add_value (&builder,
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, strings[i],
                                                            strlen (strings[i]), 1));
  return g_variant_builder_end (&builder);
}

static void
add (const char *name,
     char **txt)
{
  g_autoptr (GVariant) reply = call ("/", "org.freedesktop.Avahi.Server", "EntryGroupNew", NULL);
  char *path = NULL;

  g_variant_get (reply, "(o)", &path);
  g_hash_table_replace (groups, g_strdup (name), path);
  call_group (name, "AddService",
              g_variant_new ("(iiussssq@aay)", -1, -1, 0, name, TYPE, "", "", 80, make_txt (txt)));
  call_group (name, "Commit", NULL);
}

static void
add_many (int count)
{
  for (int i = 1; i <= count; i++)
    {
      g_autofree char *name = g_strdup_printf ("many %d", i);
      g_autofree char *id = g_strdup_printf ("id=%d", i);

      add (name, (char *[]){ id, NULL });
    }
}

static void
obey (char *line)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (line), " ", -1);

  if (g_strv_length (words) < 2)
    return;
  if (g_str_equal (words[0], "add"))
    add (words[1], words + 2);
  else if (g_str_equal (words[0], "txt"))
    call_group (words[1], "UpdateServiceTxt",
                g_variant_new ("(iiusss@aay)", -1, -1, 0, words[1], TYPE, "",
                               make_txt (words + 2)));
  else if (g_str_equal (words[0], "remove"))
    call_group (words[1], "Free", NULL);
  else if (g_str_equal (words[0], "many"))
    add_many (atoi (words[1]));
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  FILE *orders = NULL;
  char line[1024];

  g_assert_cmpint (argc, ==, 2);
  bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_assert_cmpint (mkfifo (argv[1], 0600), ==, 0);
  /* For writing as well, so that it never comes to its end. */
  orders = fdopen (open (argv[1], O_RDWR | O_CLOEXEC), "r");
  g_assert_nonnull (orders);
  while (fgets (line, sizeof line, orders) != NULL)
    obey (line);
  return 0;
}

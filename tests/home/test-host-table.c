/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "discovery/ds-sighting-private.h"
#include "ds-test.h"
#include "home/ds-host-table.h"

/* What the table told last. */
typedef struct
{
  DsHostTable *table;
  DsSighting  *before;
  DsSighting  *now;
  unsigned int n_told;
} World;

static void
on_changed (DsSighting *before,
            DsSighting *now,
            void *data)
{
  World *world = data;

  world->before = before;
  world->now = now;
  world->n_told++;
}

static void
world_open (World *world)
{
  *world = (World) { 0 };
  world->table = ds_host_table_new (on_changed, world);
}

static void
world_close (World *world)
{
  ds_host_table_free (world->table);
}

static DsSighting *
see (const char *identity,
     const char *host)
{
  DsSighting *sighting = ds_sighting_new (identity);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.9", 80);
  g_autoptr (DsAnnouncement) announcement =
    ds_announcement_new (identity, "_http._tcp", host, 2, G_INET_SOCKET_ADDRESS (address), NULL);

  ds_sighting_add (sighting, announcement);
  return sighting;
}

static void
test_the_best_hint_names_the_thing (void)
{
  g_autoptr (DsSighting) music = see ("music", "speaker.local");
  g_autoptr (DsSighting) product = see ("product", "Speaker.local");
  World world;

  world_open (&world);
  g_assert_true (ds_host_table_set (world.table, music, DS_HINT_MEDIA, false));
  g_assert_true (world.now == music);
  g_assert_true (ds_host_table_set (world.table, product, DS_HINT_PRODUCT, false));
  g_assert_true (world.before == music && world.now == product);
  g_assert_false (ds_host_table_set (world.table, music, DS_HINT_MEDIA, false));

  ds_host_table_remove (world.table, product);
  g_assert_true (world.before == product && world.now == music);
  ds_host_table_remove (world.table, music);
  g_assert_true (world.before == music && world.now == NULL);
  g_assert_cmpuint (world.n_told, ==, 4);
  world_close (&world);
}

static void
test_who_came_first_makes_no_difference (void)
{
  g_autoptr (DsSighting) a = see ("a", "box.local");
  g_autoptr (DsSighting) b = see ("b", "box.local");
  World world;

  world_open (&world);
  ds_host_table_set (world.table, b, DS_HINT_THING, false);
  g_assert_true (ds_host_table_set (world.table, a, DS_HINT_THING, false));
  world_close (&world);

  world_open (&world);
  ds_host_table_set (world.table, a, DS_HINT_THING, false);
  g_assert_false (ds_host_table_set (world.table, b, DS_HINT_THING, false));
  world_close (&world);
}

static void
test_a_device_is_never_hidden (void)
{
  g_autoptr (DsSighting) lamp = see ("lamp", "lamp.local");
  g_autoptr (DsSighting) other = see ("other", "lamp.local");
  g_autoptr (DsSighting) kept = see ("kept", "lamp.local");
  g_autoptr (DsSighting) hint = see ("hint", "lamp.local");
  World world;

  world_open (&world);
  g_assert_true (ds_host_table_set (world.table, hint, DS_HINT_PRODUCT, false));
  g_assert_true (ds_host_table_set (world.table, lamp, DS_HINT_NONE, false));
  g_assert_true (world.before == hint && world.now == NULL);
  g_assert_true (ds_host_table_set (world.table, other, DS_HINT_NONE, false));
  g_assert_true (ds_host_table_set (world.table, kept, DS_HINT_FILES, true));
  g_assert_true (ds_host_table_set (world.table, lamp, DS_HINT_NONE, false));

  ds_host_table_remove (world.table, lamp);
  ds_host_table_remove (world.table, other);
  g_assert_true (ds_host_table_set (world.table, kept, DS_HINT_FILES, true));
  /* The person keeps it no more: it is a hint like any other. */
  g_assert_false (ds_host_table_set (world.table, kept, DS_HINT_FILES, false));
  g_assert_true (world.now == hint);
  world_close (&world);
}

/* Whoever says the identity of something from a host of their own joins it there,
 * and moves nothing: the older announcement counts. */
static void
test_a_false_host_moves_nothing (void)
{
  g_autoptr (DsSighting) television = see ("television", "tv.local");
  g_autoptr (DsSighting) speaker = see ("speaker", "speaker.local");
  g_autoptr (DsAnnouncement) lie =
    ds_announcement_new ("television", "_http._tcp", "speaker.local", 2, NULL, NULL);
  World world;

  world_open (&world);
  g_assert_true (ds_host_table_set (world.table, speaker, DS_HINT_MEDIA, false));
  g_assert_true (ds_host_table_set (world.table, television, DS_HINT_PRODUCT, false));
  ds_sighting_add (television, lie);
  g_assert_true (ds_host_table_set (world.table, television, DS_HINT_PRODUCT, false));
  g_assert_true (ds_host_table_set (world.table, speaker, DS_HINT_MEDIA, false));
  world_close (&world);
}

static void
test_hosts_without_a_name_are_strangers (void)
{
  g_autoptr (DsSighting) a = see ("a", "");
  g_autoptr (DsSighting) b = see ("b", "");
  World world;

  world_open (&world);
  g_assert_true (ds_host_table_set (world.table, a, DS_HINT_FILES, false));
  g_assert_true (ds_host_table_set (world.table, b, DS_HINT_FILES, false));
  ds_host_table_remove (world.table, a);
  ds_host_table_remove (world.table, a);
  g_assert_cmpuint (world.n_told, ==, 0);
  world_close (&world);
}

static void
test_a_thing_that_moves_takes_its_voice_along (void)
{
  g_autoptr (DsSighting) box = see ("box", "old.local");
  g_autoptr (DsSighting) stays = see ("stays", "old.local");
  g_autoptr (DsAnnouncement) moved = ds_announcement_new ("box", "_http._tcp", "new.local", 2, NULL,
                                                          NULL);
  g_autoptr (DsAnnouncement) before = ds_announcement_ref (ds_sighting_get_announcement (box));
  World world;

  world_open (&world);
  ds_host_table_set (world.table, box, DS_HINT_PRODUCT, false);
  g_assert_false (ds_host_table_set (world.table, stays, DS_HINT_FILES, false));
  ds_sighting_replace (box, before, moved);
  g_assert_true (ds_host_table_set (world.table, box, DS_HINT_PRODUCT, false));
  g_assert_true (ds_host_table_set (world.table, stays, DS_HINT_FILES, false));
  world_close (&world);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/host-table/the-best-hint-names-the-thing", test_the_best_hint_names_the_thing);
  g_test_add_func ("/host-table/who-came-first-makes-no-difference",
                   test_who_came_first_makes_no_difference);
  g_test_add_func ("/host-table/a-device-is-never-hidden", test_a_device_is_never_hidden);
  g_test_add_func ("/host-table/a-false-host-moves-nothing", test_a_false_host_moves_nothing);
  g_test_add_func ("/host-table/hosts-without-a-name-are-strangers",
                   test_hosts_without_a_name_are_strangers);
  g_test_add_func ("/host-table/a-thing-that-moves-takes-its-voice-along",
                   test_a_thing_that_moves_takes_its_voice_along);

  return g_test_run ();
}

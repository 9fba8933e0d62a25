/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "discovery/ds-announcement-private.h"
#include "discovery/ds-sighting-list.h"
#include "ds-discovery-fixture.h"

/* An Avahi that is slow, mute, newer than we are or half broken, and being asked in odd
 * moments. */

#define OTHER_TYPE "_other._tcp"

static const DsMockService plug = { .instance = "Plug", .type = TYPE, .port = 80 };
static const DsMockService lamp = { .instance = "Lamp", .type = OTHER_TYPE, .port = 80 };

static DsDiscovery *
start_for_both_types (void)
{
  static const char *const types[] = { TYPE, OTHER_TYPE, NULL };
  DsDiscovery *discovery = ds_discovery_new (types, identify_by_id);

  ds_discovery_start (discovery);
  return discovery;
}

static void
count_up (unsigned int *count)
{
  (*count)++;
}

static void
count_removed (GListModel *model,
               unsigned int position,
               unsigned int removed,
               unsigned int added,
               unsigned int *count)
{
  *count += removed;
}

/* It is there, but that is all: nobody says that the search is under way. */
static void
test_mute_daemon (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_MUTE);
  DsDiscovery *discovery = start_discovery ();

  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_STARTING);
  finish_discovery (discovery);
}

static void
test_words_that_nobody_knows (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  ds_mock_avahi_babble (avahi);
  /* What is said in the known words still counts. */
  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = "Last", .type = TYPE, .port = 1 });
  ds_test_wait_until (find_sighting (discovery, "Last") != NULL);
  g_assert_cmpuint (count_sightings (discovery), ==, 2);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  finish_discovery (discovery);
}

/* One that starts anew has to tell everything anew, however long the search has been. */
static void
test_settled_is_said_of_each_daemon (void)
{
  static const DsMockAvahiFlags flags[] = { DS_MOCK_AVAHI_NORMAL, DS_MOCK_AVAHI_VAGUE };

  for (size_t i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (flags[i]);
      DsDiscovery *discovery = start_discovery ();
      unsigned int n_changes = 0;

      ds_test_wait_until (ds_discovery_get_settled (discovery));
      g_signal_connect_swapped (discovery, "notify::settled", G_CALLBACK (count_up), &n_changes);
      ds_mock_avahi_vanish (avahi);
      ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_AVAHI);
      ds_mock_avahi_appear (avahi);
      ds_test_wait_until (n_changes == 2);
      g_assert_true (ds_discovery_get_settled (discovery));
      finish_discovery (discovery);
    }
}

/* Nobody would tell when what only it had told goes; what others told stays. It is opened
 * again, and only it. */
static void
test_one_of_two_browsers_fails (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_for_both_types ();
  unsigned int n_removed = 0;

  ds_mock_avahi_publish (avahi, &plug);
  ds_mock_avahi_publish (avahi, &lamp);
  ds_test_wait_until (count_sightings (discovery) == 2);
  g_signal_connect (discovery, "items-changed", G_CALLBACK (count_removed), &n_removed);
  ds_mock_avahi_break (avahi, OTHER_TYPE);
  ds_test_wait_until (count_sightings (discovery) == 1);
  g_assert_nonnull (find_sighting (discovery, "Plug"));
  /* One browser, and what asks for the plug. */
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 2);

  ds_test_wait_until (count_sightings (discovery) == 2);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_cmpuint (ds_mock_avahi_count_objects (avahi), ==, 4);
  finish_discovery (discovery);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 0);
}

/* Both are to be opened again some seconds later; by then nobody wants them any more. */
static void
test_stopped_while_both_browsers_have_failed (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_for_both_types ();

  ds_test_wait_until (ds_discovery_get_settled (discovery));
  ds_mock_avahi_break (avahi, TYPE);
  ds_mock_avahi_break (avahi, OTHER_TYPE);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 0);
  finish_discovery (discovery);
  ds_test_sleep (5500);
  g_assert_cmpuint (ds_mock_avahi_count_objects (avahi), ==, 0);
}

static void
test_started_twice_is_started_once (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  ds_discovery_start (discovery);
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  ds_discovery_start (discovery);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  g_assert_cmpuint (ds_mock_avahi_count_objects (avahi), ==, 1);
  finish_discovery (discovery);
}

/* The rows go at once, although it is not known yet whether these are all. */
static void
test_restarted_before_it_has_settled (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_VAGUE);
  DsDiscovery *discovery = start_discovery ();

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  ds_discovery_restart (discovery);
  g_assert_cmpuint (count_sightings (discovery), ==, 0);
  ds_test_wait_until (count_sightings (discovery) == 1);
  finish_discovery (discovery);
}

typedef struct
{
  DsSightingList *list;
  DsSightingSlot *slots[2];
} Rows;

static void
set_rows (Rows *self,
          const char *txt)
{
  static const char *const names[] = { "one", "two" };

  for (size_t i = 0; i < G_N_ELEMENTS (self->slots); i++)
    {
      g_autoptr (DsAnnouncement) announcement =
        ds_announcement_new (names[i], TYPE, NULL, 2, NULL, (const char *const[]){ txt, NULL });

      ds_sighting_list_set (self->list, self->slots[i], announcement);
    }
  ds_sighting_list_flush (self->list);
}

static void
close_rows (Rows *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (self->slots); i++)
    {
      if (self->slots[i] != NULL)
        ds_sighting_list_close_slot (self->list, g_steal_pointer (&self->slots[i]));
    }
  ds_sighting_list_flush (self->list);
}

/* While both rows are told to have changed, whoever hears of the first one makes an end of
 * both. The second is still told. */
static void
test_stopped_in_the_middle_of_a_change (void)
{
  g_autoptr (DsSightingList) list = ds_sighting_list_new (identify_by_id);
  g_autoptr (DsSighting) first = NULL;
  Rows rows = { list, { ds_sighting_list_open_slot (list), ds_sighting_list_open_slot (list) } };

  set_rows (&rows, "a=1");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_signal_connect_swapped (first, "changed", G_CALLBACK (close_rows), &rows);
  set_rows (&rows, "a=2");
  ds_sighting_list_flush (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

#define ADD(path, func) ds_test_add_fiber ("/daemon/" path, func)
  ADD ("mute", test_mute_daemon);
  ADD ("words-that-nobody-knows", test_words_that_nobody_knows);
  ADD ("settled-is-said-of-each-daemon", test_settled_is_said_of_each_daemon);
  ADD ("one-of-two-browsers-fails", test_one_of_two_browsers_fails);
  ADD ("stopped-while-both-browsers-have-failed", test_stopped_while_both_browsers_have_failed);
  ADD ("started-twice-is-started-once", test_started_twice_is_started_once);
  ADD ("restarted-before-it-has-settled", test_restarted_before_it_has_settled);
  ADD ("stopped-in-the-middle-of-a-change", test_stopped_in_the_middle_of_a_change);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-discovery-fixture.h"

#include <string.h>

#define TXT(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const DsMockService plug = {
  .instance = "Kitchen plug",
  .type = TYPE,
  .host = "plug.local",
  .address = "192.0.2.7",
  .port = 80,
  .txt = (const char *const[]){ "id=plug", "sf=1", NULL },
};

/* The same plug on two interfaces over two protocols. */
static const DsMockService plug_four_times[] = {
  { "Kitchen plug", TYPE, "plug.local", "fe80::7", 80, 2, (const char *const[]){ "id=plug", NULL } },
  { "Kitchen plug", TYPE, "plug.local", "2001:db8::7", 80, 3, (const char *const[]){ "id=plug", NULL } },
  { "Kitchen plug", TYPE, "plug.local", "192.0.2.7", 80, 2, (const char *const[]){ "id=plug", NULL } },
  { "Kitchen plug", TYPE, "plug.local", "192.0.2.7", 80, 3, (const char *const[]){ "id=plug", NULL } },
};

static void
count_up (unsigned int *count)
{
  (*count)++;
}

static unsigned int
count_announcements (DsDiscovery *discovery,
                     const char *identity)
{
  DsSighting *sighting = find_sighting (discovery, identity);

  return sighting != NULL ? ds_sighting_get_announcements (sighting)->len : 0;
}

static void
finds_with (DsMockAvahiFlags flags)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (flags);
  DsDiscovery *discovery = NULL;
  DsAnnouncement *announcement = NULL;
  GInetSocketAddress *address = NULL;
  g_autofree char *text = NULL;

  ds_mock_avahi_publish (avahi, &plug);
  discovery = start_discovery ();
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_STARTING);
  g_assert_false (ds_discovery_get_settled (discovery));
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  announcement = ds_sighting_get_announcement (find_sighting (discovery, "plug"));
  g_assert_cmpstr (ds_announcement_get_instance (announcement), ==, "Kitchen plug");
  g_assert_cmpstr (ds_announcement_get_type_ (announcement), ==, TYPE);
  g_assert_cmpstr (ds_announcement_get_host (announcement), ==, "plug.local");
  g_assert_cmpint (ds_announcement_get_interface (announcement), ==, 2);
  address = ds_announcement_get_address (announcement);
  text = g_inet_address_to_string (g_inet_socket_address_get_address (address));
  g_assert_cmpstr (text, ==, "192.0.2.7");
  g_assert_cmpuint (g_inet_socket_address_get_port (address), ==, 80);
  /* One that comes later is found as well, and goes again. */
  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = "Lamp", .type = TYPE, .port = 1 });
  ds_test_wait_until (count_sightings (discovery) == 2);
  ds_mock_avahi_withdraw (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  g_assert_nonnull (find_sighting (discovery, "Lamp"));
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 2);
  finish_discovery (discovery);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 0);
  g_assert_cmpuint (ds_mock_avahi_count_leaked (avahi), ==, 0);
}

static void
test_finds_a_device (void)
{
  finds_with (DS_MOCK_AVAHI_NORMAL);
}

static void
test_finds_a_device_with_an_old_daemon (void)
{
  finds_with (DS_MOCK_AVAHI_OLD);
}

static void
test_finds_a_device_when_signals_overtake_the_reply (void)
{
  finds_with (DS_MOCK_AVAHI_HASTY);
}

static void
test_one_row_for_four_announcements (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsSighting *sighting = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  const char *const expected[] = { "192.0.2.7:80", "[2001:db8::7]:80", "[fe80::7%2]:80" };

  for (size_t i = 0; i < G_N_ELEMENTS (plug_four_times); i++)
    ds_mock_avahi_publish (avahi, &plug_four_times[i]);
  ds_test_wait_until (count_announcements (discovery, "plug") == 4);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  sighting = find_sighting (discovery, "plug");
  addresses = ds_sighting_dup_addresses (sighting);
  g_assert_cmpuint (addresses->len, ==, G_N_ELEMENTS (expected));
  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = ds_socket_address_to_string (addresses->pdata[i]);

      g_assert_cmpstr (text, ==, expected[i]);
    }
  finish_discovery (discovery);
}

static void
test_link_local_address_knows_its_interface (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  GInetSocketAddress *address = NULL;

  ds_mock_avahi_publish (avahi, &plug_four_times[0]);
  ds_test_wait_until (count_sightings (discovery) == 1);
  address = ds_announcement_get_address (ds_sighting_get_announcement (find_sighting (discovery, "plug")));
  g_assert_cmpuint (g_inet_socket_address_get_scope_id (address), ==, 2);
  ds_mock_avahi_publish (avahi, &plug_four_times[1]);
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  address = ds_announcement_get_address (
    ds_sighting_get_announcements (find_sighting (discovery, "plug"))->pdata[1]);
  g_assert_cmpuint (g_inet_socket_address_get_scope_id (address), ==, 0);
  finish_discovery (discovery);
}

static void
test_row_stays_until_the_last_announcement_goes (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  g_autoptr (DsSighting) sighting = NULL;
  unsigned int n_list = 0;
  unsigned int n_row = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (plug_four_times); i++)
    ds_mock_avahi_publish (avahi, &plug_four_times[i]);
  ds_test_wait_until (count_announcements (discovery, "plug") == 4);
  sighting = g_object_ref (find_sighting (discovery, "plug"));
  g_signal_connect_swapped (discovery, "items-changed", G_CALLBACK (count_up), &n_list);
  g_signal_connect_swapped (sighting, "changed", G_CALLBACK (count_up), &n_row);
  for (unsigned int i = 0; i < 3; i++)
    {
      ds_mock_avahi_withdraw (avahi, &plug_four_times[i]);
      ds_test_wait_until (count_announcements (discovery, "plug") == 3 - i);
      g_assert_cmpuint (n_row, ==, i + 1);
      g_assert_cmpuint (n_list, ==, 0);
    }
  ds_mock_avahi_withdraw (avahi, &plug_four_times[3]);
  ds_test_wait_until (count_sightings (discovery) == 0);
  g_assert_cmpuint (n_list, ==, 1);
  g_assert_null (ds_sighting_get_announcement (sighting));
  finish_discovery (discovery);
}

static void
test_changed_txt_shows (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsMockService changed = plug;
  g_autoptr (DsSighting) sighting = NULL;
  unsigned int n_list = 0;
  unsigned int n_row = 0;

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  sighting = g_object_ref (find_sighting (discovery, "plug"));
  g_signal_connect_swapped (discovery, "items-changed", G_CALLBACK (count_up), &n_list);
  g_signal_connect_swapped (sighting, "changed", G_CALLBACK (count_up), &n_row);
  changed.txt = TXT ("id=plug", "sf=0");
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_wait_until (g_strcmp0 (get_txt (discovery, "plug", "SF"), "0") == 0);
  g_assert_cmpuint (n_row, ==, 1);
  /* The same once more is no change. */
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_sleep (50);
  g_assert_cmpuint (n_row, ==, 1);
  g_assert_cmpuint (n_list, ==, 0);
  finish_discovery (discovery);
}

static void
test_changed_identity_moves_to_its_own_row (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsMockService changed = plug;

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (find_sighting (discovery, "plug") != NULL);
  changed.txt = TXT ("id=reset-plug");
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_wait_until (find_sighting (discovery, "reset-plug") != NULL);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  changed.txt = TXT ("id=none");
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

static void
test_renamed_on_collision_stays_one_device (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsMockService renamed = plug;
  DsAnnouncement *announcement = NULL;

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  renamed.instance = "Kitchen plug #2";
  ds_mock_avahi_publish (avahi, &renamed);
  ds_mock_avahi_withdraw (avahi, &plug);
  ds_test_wait_until (count_announcements (discovery, "plug") == 1 &&
              (announcement = ds_sighting_get_announcement (find_sighting (discovery, "plug"))) &&
              g_str_equal (ds_announcement_get_instance (announcement), "Kitchen plug #2"));
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  finish_discovery (discovery);
}

static void
test_silent_service_that_returns_is_found (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  ds_mock_avahi_set_delays (avahi, 0, 20);
  ds_mock_avahi_publish (avahi, &plug);
  ds_mock_avahi_lose (avahi, &plug);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpuint (count_sightings (discovery), ==, 0);
  g_assert_cmpuint (ds_mock_avahi_count_asked (avahi, &plug), ==, 1);
  /* It answers again, and the next question finds it. */
  ds_mock_avahi_withdraw (avahi, &plug);
  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  finish_discovery (discovery);
}

static void
test_device_that_went_without_a_word_leaves (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  ds_mock_avahi_set_delays (avahi, 0, 20);
  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  ds_mock_avahi_lose (avahi, &plug);
  /* One missed answer is no absence: it is asked once more first. */
  ds_test_wait_until (count_sightings (discovery) == 0);
  g_assert_cmpuint (ds_mock_avahi_count_asked (avahi, &plug), ==, 2);
  finish_discovery (discovery);
}

/* A router gave it another one; it says nothing else that is new. */
static void
test_changed_address_shows (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsMockService changed = plug;
  g_autoptr (DsSighting) sighting = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autofree char *text = NULL;
  unsigned int n_row = 0;

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  sighting = g_object_ref (find_sighting (discovery, "plug"));
  g_signal_connect_swapped (sighting, "changed", G_CALLBACK (count_up), &n_row);
  changed.address = "192.0.2.8";
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_wait_until (n_row == 1);
  addresses = ds_sighting_dup_addresses (sighting);
  g_assert_cmpuint (addresses->len, ==, 1);
  text = ds_socket_address_to_string (addresses->pdata[0]);
  g_assert_cmpstr (text, ==, "192.0.2.8:80");
  finish_discovery (discovery);
}

/* All that was said before is still said. */
static void
test_added_txt_shows (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  DsMockService changed = plug;

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  changed.txt = TXT ("id=plug", "sf=1", "ff=2");
  ds_mock_avahi_publish (avahi, &changed);
  ds_test_wait_until (g_strcmp0 (get_txt (discovery, "plug", "ff"), "2") == 0);
  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (get_txt (discovery, "plug", "ff") == NULL);
  finish_discovery (discovery);
}

/* What goes before Avahi has named the object for it must not hold one for ever: a client
 * may have 1,024 of them. */
static void
test_gone_before_it_was_asked_for (void)
{
  static const DsMockService last = { .instance = "Last", .type = TYPE, .port = 80 };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  ds_test_wait_until (ds_discovery_get_settled (discovery));
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Hasty %d", i);
      DsMockService service = { .instance = name, .type = TYPE, .port = 80 };

      ds_mock_avahi_publish (avahi, &service);
      ds_mock_avahi_withdraw (avahi, &service);
    }
  ds_mock_avahi_publish (avahi, &last);
  ds_test_wait_until (find_sighting (discovery, "Last") != NULL);
  /* The browser, and what asks for the last one. */
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 2);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  finish_discovery (discovery);
}

/* An address that its owner gave itself (RFC 3927) comes after one that it was given. */
static void
test_link_local_ipv4_comes_second (void)
{
  static const DsMockService two[] = {
    { .instance = "Plug", .type = TYPE, .address = "169.254.1.7", .interface = 2, .port = 80 },
    { .instance = "Plug", .type = TYPE, .address = "192.0.2.7", .interface = 3, .port = 80 },
  };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();
  g_autoptr (GPtrArray) addresses = NULL;
  g_autofree char *first = NULL;

  ds_mock_avahi_publish (avahi, &two[0]);
  ds_test_wait_until (count_announcements (discovery, "Plug") == 1);
  ds_mock_avahi_publish (avahi, &two[1]);
  ds_test_wait_until (count_announcements (discovery, "Plug") == 2);
  addresses = ds_sighting_dup_addresses (find_sighting (discovery, "Plug"));
  g_assert_cmpuint (addresses->len, ==, 2);
  first = ds_socket_address_to_string (addresses->pdata[0]);
  g_assert_cmpstr (first, ==, "192.0.2.7:80");
  finish_discovery (discovery);
}

/* It is asked for an IPv4 address first, which it does not have. */
static void
test_address_of_the_other_protocol (void)
{
  static const DsMockService bulb = {
    .instance = "Bulb", .type = TYPE, .address = "2001:db8::9", .port = 80, .over_ipv4 = true,
  };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autofree char *text = NULL;

  ds_mock_avahi_set_delays (avahi, 0, 1);
  ds_mock_avahi_publish (avahi, &bulb);
  discovery = start_discovery ();
  ds_test_wait_until (find_sighting (discovery, "Bulb") != NULL);
  addresses = ds_sighting_dup_addresses (find_sighting (discovery, "Bulb"));
  g_assert_cmpuint (addresses->len, ==, 1);
  text = ds_socket_address_to_string (addresses->pdata[0]);
  g_assert_cmpstr (text, ==, "[2001:db8::9]:80");
  g_assert_cmpuint (ds_mock_avahi_count_asked (avahi, &bulb), ==, 2);
  finish_discovery (discovery);
}

static void
test_daemon_appears_late (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_ABSENT);
  DsDiscovery *discovery = NULL;

  ds_mock_avahi_publish (avahi, &plug);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_AVAHI);
  g_assert_error (ds_discovery_get_error (discovery), DS_ERROR, DS_ERROR_NO_AVAHI);
  ds_mock_avahi_appear (avahi);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  g_assert_null (ds_discovery_get_error (discovery));
  ds_test_wait_until (count_sightings (discovery) == 1);
  finish_discovery (discovery);
}

static void
test_daemon_restarts (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  for (size_t i = 0; i < G_N_ELEMENTS (plug_four_times); i++)
    ds_mock_avahi_publish (avahi, &plug_four_times[i]);
  for (int i = 0; i < 3; i++)
    {
      ds_test_wait_until (count_announcements (discovery, "plug") == 4);
      ds_mock_avahi_vanish (avahi);
      ds_test_wait_until (count_sightings (discovery) == 0);
      g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_NO_AVAHI);
      ds_mock_avahi_appear (avahi);
    }
  ds_test_wait_until (count_announcements (discovery, "plug") == 4);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 5);
  finish_discovery (discovery);
}

static void
test_daemon_refuses (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  ds_mock_avahi_publish (avahi, &plug);
  ds_test_wait_until (count_sightings (discovery) == 1);
  ds_mock_avahi_refuse (avahi, "NotSupportedError");
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_FAILED);
  g_assert_error (ds_discovery_get_error (discovery), DS_ERROR, DS_ERROR_FAILED);
  g_assert_nonnull (strstr (ds_discovery_get_error (discovery)->message, "NotSupportedError"));
  ds_test_wait_until (count_sightings (discovery) == 0);
  ds_mock_avahi_refuse (avahi, NULL);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  ds_test_wait_until (count_sightings (discovery) == 1);
  finish_discovery (discovery);
}

static void
test_daemon_has_no_room_for_a_browser (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  ds_mock_avahi_set_limit (avahi, 0);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_FAILED);
  g_assert_nonnull (strstr (ds_discovery_get_error (discovery)->message, "TooManyObjects"));
  ds_mock_avahi_set_limit (avahi, 1024);
  ds_discovery_restart (discovery);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  finish_discovery (discovery);
}

static void
test_daemon_has_room_for_few_resolvers (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  ds_mock_avahi_set_limit (avahi, 21);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = name, .type = TYPE, .port = 1 });
    }
  discovery = start_discovery ();
  ds_test_wait_until (count_sightings (discovery) == 40);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  g_assert_cmpuint (ds_mock_avahi_count_objects (avahi), <=, 21);
  finish_discovery (discovery);
}

static void
test_no_bus (void)
{
  DsDiscovery *discovery = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_BUS);
  g_assert_error (ds_discovery_get_error (discovery), DS_ERROR, DS_ERROR_NO_AVAHI);
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  /* The bus comes, and nobody has to press a button. */
  {
    g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);

    ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  }
  /* It goes in the middle of everything. */
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_BUS);
  finish_discovery (discovery);
}

static void
test_bus_address_is_nonsense (void)
{
  DsDiscovery *discovery = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "nonsense", TRUE);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_BUS);
  finish_discovery (discovery);
  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
}

static void
test_no_network (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  ds_mock_avahi_set_network (avahi, false);
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_NETWORK);
  g_assert_error (ds_discovery_get_error (discovery), DS_ERROR, DS_ERROR_NO_NETWORK);
  ds_mock_avahi_set_network (avahi, true);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  ds_mock_avahi_set_network (avahi, false);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_NETWORK);
  finish_discovery (discovery);
}

static void
test_settles_although_avahi_never_says_so (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_VAGUE);
  int64_t start = g_get_monotonic_time ();
  DsDiscovery *discovery = start_discovery ();

  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpint (g_get_monotonic_time () - start, >, G_USEC_PER_SEC);
  finish_discovery (discovery);
}

static void
test_settled_means_that_rows_are_there (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = NULL;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = name, .type = TYPE, .port = 1 });
    }
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpuint (count_sightings (discovery), ==, 100);
  ds_discovery_restart (discovery);
  g_assert_cmpuint (count_sightings (discovery), ==, 0);
  g_assert_false (ds_discovery_get_settled (discovery));
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  g_assert_cmpuint (count_sightings (discovery), ==, 100);
  finish_discovery (discovery);
}

static void
test_stopped_in_the_middle_leaves_nothing (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = name, .type = TYPE, .port = 1 });
    }
  for (unsigned int i = 0; i < 10; i++)
    {
      DsDiscovery *discovery = start_discovery ();

      ds_test_sleep (i);
      finish_discovery (discovery);
    }
  ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 0);
}

static unsigned int
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  unsigned int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_nothing_is_left_behind (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  unsigned int n_files = 0;

  ds_mock_avahi_publish (avahi, &plug);
  for (unsigned int i = 0; i < 20; i++)
    {
      DsDiscovery *discovery = start_discovery ();
      gpointer pointer = discovery;

      ds_test_wait_until (count_sightings (discovery) == 1);
      /* Without being stopped first. */
      g_assert_finalize_object (discovery);
      g_assert_null (g_main_context_find_source_by_user_data (NULL, pointer));
      ds_test_wait_until (ds_mock_avahi_count_objects (avahi) == 0);
      if (i == 0)
        n_files = count_files ();
    }
  ds_test_wait_until (count_files () <= n_files);
  g_assert_cmpuint (ds_mock_avahi_count_leaked (avahi), ==, 0);
}

static void
stop_it (DsDiscovery *discovery)
{
  ds_discovery_stop (discovery);
}

static void
test_stopped_by_a_watcher (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  g_signal_connect (discovery, "items-changed", G_CALLBACK (stop_it), NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (plug_four_times); i++)
    ds_mock_avahi_publish (avahi, &plug_four_times[i]);
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_STOPPED);
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/discovery/finds-a-device", test_finds_a_device);
  ds_test_add_fiber ("/discovery/finds-a-device-with-an-old-daemon",
                     test_finds_a_device_with_an_old_daemon);
  ds_test_add_fiber ("/discovery/finds-a-device-when-signals-overtake-the-reply",
                     test_finds_a_device_when_signals_overtake_the_reply);
  ds_test_add_fiber ("/discovery/one-row-for-four-announcements",
                     test_one_row_for_four_announcements);
  ds_test_add_fiber ("/discovery/link-local-address-knows-its-interface",
                     test_link_local_address_knows_its_interface);
  ds_test_add_fiber ("/discovery/row-stays-until-the-last-announcement-goes",
                     test_row_stays_until_the_last_announcement_goes);
  ds_test_add_fiber ("/discovery/changed-txt-shows", test_changed_txt_shows);
  ds_test_add_fiber ("/discovery/changed-address-shows", test_changed_address_shows);
  ds_test_add_fiber ("/discovery/added-txt-shows", test_added_txt_shows);
  ds_test_add_fiber ("/discovery/changed-identity-moves-to-its-own-row",
                     test_changed_identity_moves_to_its_own_row);
  ds_test_add_fiber ("/discovery/renamed-on-collision-stays-one-device",
                     test_renamed_on_collision_stays_one_device);
  ds_test_add_fiber ("/discovery/silent-service-that-returns-is-found",
                     test_silent_service_that_returns_is_found);
  ds_test_add_fiber ("/discovery/device-that-went-without-a-word-leaves",
                     test_device_that_went_without_a_word_leaves);
  ds_test_add_fiber ("/discovery/gone-before-it-was-asked-for", test_gone_before_it_was_asked_for);
  ds_test_add_fiber ("/discovery/link-local-ipv4-comes-second", test_link_local_ipv4_comes_second);
  ds_test_add_fiber ("/discovery/address-of-the-other-protocol",
                     test_address_of_the_other_protocol);
  ds_test_add_fiber ("/discovery/daemon-appears-late", test_daemon_appears_late);
  ds_test_add_fiber ("/discovery/daemon-restarts", test_daemon_restarts);
  ds_test_add_fiber ("/discovery/daemon-refuses", test_daemon_refuses);
  ds_test_add_fiber ("/discovery/daemon-has-no-room-for-a-browser",
                     test_daemon_has_no_room_for_a_browser);
  ds_test_add_fiber ("/discovery/daemon-has-room-for-few-resolvers",
                     test_daemon_has_room_for_few_resolvers);
  ds_test_add_fiber ("/discovery/no-bus", test_no_bus);
  ds_test_add_fiber ("/discovery/bus-address-is-nonsense", test_bus_address_is_nonsense);
  ds_test_add_fiber ("/discovery/no-network", test_no_network);
  ds_test_add_fiber ("/discovery/settles-although-avahi-never-says-so",
                     test_settles_although_avahi_never_says_so);
  ds_test_add_fiber ("/discovery/settled-means-that-rows-are-there",
                     test_settled_means_that_rows_are_there);
  ds_test_add_fiber ("/discovery/stopped-in-the-middle-leaves-nothing",
                     test_stopped_in_the_middle_leaves_nothing);
  ds_test_add_fiber ("/discovery/nothing-is-left-behind", test_nothing_is_left_behind);
  ds_test_add_fiber ("/discovery/stopped-by-a-watcher", test_stopped_by_a_watcher);

  return g_test_run ();
}

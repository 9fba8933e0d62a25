/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Runs on the desktop side of the private home network (tests/house/house), with a
 * herald on the home side that takes orders at ORDERS: a real Avahi on both. */

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-discovery-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <signal.h>
#include <string.h>

#define ORDERS "/tmp/house/orders"

static void
order (const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  int fd = -1;

  ds_test_wait_until (g_access (ORDERS, W_OK) == 0);
  fd = open (ORDERS, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (int) strlen (text));
  g_close (fd, NULL);
}

static void
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
assert_addresses (DsDiscovery *discovery,
                  const char *identity,
                  const char *const *expected)
{
  g_autoptr (GPtrArray) addresses =
    ds_sighting_dup_addresses (find_sighting (discovery, identity));

  g_assert_cmpuint (addresses->len, ==, g_strv_length ((char **) expected));
  for (unsigned int i = 0; i < addresses->len; i++)
    {
      g_autofree char *text = ds_socket_address_to_string (addresses->pdata[i]);
      g_autofree char *ip = g_strndup (text, strcspn (text, "%"));

      g_assert_cmpstr (ip, ==, expected[i]);
    }
}

/* The link-local address of the home side, on the interface of that name. */
static bool
has_link_local (DsDiscovery *discovery,
                const char *identity,
                const char *interface)
{
  DsSighting *sighting = find_sighting (discovery, identity);
  g_autoptr (GPtrArray) addresses = ds_sighting_dup_addresses (sighting);
  g_autofree char *wanted = g_strdup_printf ("[fe80::2%%%u]:80", if_nametoindex (interface));

  for (unsigned int i = 0; i < addresses->len; i++)
    {
      g_autofree char *text = ds_socket_address_to_string (addresses->pdata[i]);

      if (g_str_equal (text, wanted))
        return true;
    }

  return false;
}

static unsigned int
count_announcements (DsDiscovery *discovery,
                     const char *identity)
{
  DsSighting *sighting = find_sighting (discovery, identity);

  return sighting != NULL ? ds_sighting_get_announcements (sighting)->len : 0;
}

static void
test_comes_changes_and_goes (void)
{
  DsDiscovery *discovery = start_discovery ();

  order ("add plug id=plug sf=1");
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  assert_addresses (discovery, "plug",
                    (const char *const[]){ "192.0.2.2:80", "[fe80::2", NULL });
  g_assert_true (has_link_local (discovery, "plug", "vdesk"));
  /* Set-up elsewhere: the device flips its flag. */
  order ("txt plug id=plug sf=0");
  ds_test_wait_until (g_strcmp0 (get_txt (discovery, "plug", "sf"), "0") == 0);
  g_assert_cmpuint (count_announcements (discovery, "plug"), ==, 2);
  order ("remove plug");
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

static void
test_known_device_is_there_at_once (void)
{
  DsDiscovery *discovery = NULL;

  order ("add lamp id=lamp");
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  finish_discovery (discovery);
  discovery = start_discovery ();
  ds_test_wait_until (find_sighting (discovery, "lamp") != NULL);
  ds_discovery_restart (discovery);
  ds_test_wait_until (find_sighting (discovery, "lamp") != NULL);
  order ("remove lamp");
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

/* 0 where it does not run. */
static int
find_avahi (void)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const char *number = NULL;

  g_spawn_command_line_sync ("gdbus call --system --dest org.freedesktop.DBus "
                             "--object-path / --method "
                             "org.freedesktop.DBus.GetConnectionUnixProcessID "
                             "org.freedesktop.Avahi", &output, NULL, NULL, &error);
  g_assert_no_error (error);
  number = strstr (output, "uint32 ");
  return number != NULL ? atoi (number + strlen ("uint32 ")) : 0;
}

/* Another one cannot start before the bus has seen that this one is gone. */
static void
kill_avahi (void)
{
  int process = find_avahi ();

  g_assert_cmpint (process, >, 0);
  g_assert_cmpint (kill (process, SIGKILL), ==, 0);
  ds_test_wait_until (find_avahi () == 0);
}

static void
start_avahi_with (const char *configuration)
{
  g_autofree char *command = g_strdup_printf ("avahi-daemon --file=%s --no-drop-root --no-rlimits "
                                              "--no-chroot", configuration);
  g_autoptr (GError) error = NULL;

  g_unlink ("/run/avahi-daemon/pid");
  g_spawn_command_line_async (command, &error);
  g_assert_no_error (error);
}

static void
start_avahi (void)
{
  start_avahi_with ("/tmp/house/avahi-desktop.conf");
}

static void
test_daemon_comes_late (void)
{
  DsDiscovery *discovery = NULL;

  order ("add plug id=plug");
  kill_avahi ();
  discovery = start_discovery ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_AVAHI);
  g_assert_error (ds_discovery_get_error (discovery), DS_ERROR, DS_ERROR_NO_AVAHI);
  g_assert_cmpuint (count_sightings (discovery), ==, 0);
  start_avahi ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  order ("remove plug");
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

/* A laptop with its cable in and its radio on: the same device over both. */
static void
test_several_interfaces (void)
{
  DsDiscovery *discovery = NULL;
  const char *both = "/tmp/house/avahi-both.conf";

  run ("ip link add link vdesk name vradio type macvlan mode bridge");
  run ("ip link set vradio addrgenmode none up");
  run ("ip addr add 192.0.2.11/24 dev vradio");
  run ("ip -6 addr add fe80::11/64 dev vradio nodad");
  run ("sh -c 'sed s/allow-interfaces=vdesk/allow-interfaces=vdesk,vradio/ "
       "/tmp/house/avahi-desktop.conf > /tmp/house/avahi-both.conf'");
  kill_avahi ();
  start_avahi_with (both);

  order ("add plug id=plug");
  discovery = start_discovery ();
  ds_test_wait_until (count_announcements (discovery, "plug") == 4);
  g_assert_cmpuint (count_sightings (discovery), ==, 1);
  g_assert_true (has_link_local (discovery, "plug", "vdesk"));
  g_assert_true (has_link_local (discovery, "plug", "vradio"));

  /* The radio is turned off: nothing of it is left, and the device is. */
  run ("ip link del vradio");
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  assert_addresses (discovery, "plug",
                    (const char *const[]){ "192.0.2.2:80", "[fe80::2", NULL });
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_RUNNING);
  order ("remove plug");
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
  kill_avahi ();
  start_avahi ();
  run ("gdbus wait --system --timeout 60 org.freedesktop.Avahi");
}

/* RFC 4007: a typed link-local address is on the link that was typed, or on each. */
static void
test_typed_link_local (void)
{
  DsDiscovery *discovery = start_discovery ();
  g_autofree char *wanted = g_strdup_printf ("[fe80::2%%%u]:80", if_nametoindex ("vdesk"));
  static const char *const typed[] = { "fe80::2%vdesk", "fe80::2" };

  for (size_t i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) addresses =
        dex_await_boxed (ds_discovery_resolve (discovery, typed[i], 80), &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (addresses->len, ==, 1);
      text = ds_socket_address_to_string (addresses->pdata[0]);
      g_assert_cmpstr (text, ==, wanted);
    }
  finish_discovery (discovery);
}

static void
test_daemon_is_killed_and_comes_back (void)
{
  DsDiscovery *discovery = start_discovery ();

  order ("add plug id=plug");
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  kill_avahi ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_AVAHI);
  ds_test_wait_until (count_sightings (discovery) == 0); /* with the next frame */
  start_avahi ();
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  ds_test_wait_until (count_announcements (discovery, "plug") == 2);
  order ("remove plug");
  ds_test_wait_until (count_sightings (discovery) == 0);
  finish_discovery (discovery);
}

static void
test_local_name (void)
{
  DsDiscovery *discovery = start_discovery ();
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  addresses = dex_await_boxed (ds_discovery_resolve (discovery, "home.local", 80), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, ==, 2);
  text = ds_socket_address_to_string (addresses->pdata[0]);
  g_assert_cmpstr (text, ==, "192.0.2.2:80");
  g_clear_error (&error);
  error = ds_test_await_error (ds_discovery_resolve (discovery, "nobody.local", 80));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  finish_discovery (discovery);
}

static void
test_a_thousand_services (void)
{
  DsDiscovery *discovery = start_discovery ();

  order ("many 1000");
  ds_test_wait_until (count_sightings (discovery) == 1000);
  for (int i = 1; i <= 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      g_assert_nonnull (find_sighting (discovery, id));
    }
  finish_discovery (discovery);
}

static void
test_cable_is_pulled (void)
{
  DsDiscovery *discovery = start_discovery ();

  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  run ("ip link set vdesk down");
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_NO_NETWORK);
  run ("ip link set vdesk up");
  run ("ip -6 addr add fe80::1/64 dev vdesk nodad");
  ds_test_wait_until (ds_discovery_get_state (discovery) == DS_DISCOVERY_RUNNING);
  finish_discovery (discovery);
}

static void
test_ipv6_only (void)
{
  DsDiscovery *discovery = NULL;

  run ("ip -4 addr flush dev vdesk");
  run ("ip -n home -4 addr flush dev vhome");
  discovery = start_discovery ();
  order ("add six id=six");
  ds_test_wait_until (find_sighting (discovery, "six") != NULL);
  assert_addresses (discovery, "six", (const char *const[]){ "[fe80::2", NULL });
  finish_discovery (discovery);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/house/discovery/comes-changes-and-goes", test_comes_changes_and_goes);
  ds_test_add_fiber ("/house/discovery/known-device-is-there-at-once",
                     test_known_device_is_there_at_once);
  ds_test_add_fiber ("/house/discovery/daemon-is-killed-and-comes-back",
                     test_daemon_is_killed_and_comes_back);
  ds_test_add_fiber ("/house/discovery/daemon-comes-late", test_daemon_comes_late);
  ds_test_add_fiber ("/house/discovery/several-interfaces", test_several_interfaces);
  ds_test_add_fiber ("/house/discovery/local-name", test_local_name);
  ds_test_add_fiber ("/house/discovery/typed-link-local", test_typed_link_local);
  ds_test_add_fiber ("/house/discovery/a-thousand-services", test_a_thousand_services);
  ds_test_add_fiber ("/house/discovery/cable-is-pulled", test_cable_is_pulled);
  ds_test_add_fiber ("/house/discovery/ipv6-only", test_ipv6_only);

  return g_test_run ();
}

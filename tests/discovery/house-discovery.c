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

static void
kill_avahi (void)
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
  g_assert_nonnull (number);
  g_assert_cmpint (kill (atoi (number + strlen ("uint32 ")), SIGKILL), ==, 0);
}

static void
start_avahi (void)
{
  g_autoptr (GError) error = NULL;

  g_unlink ("/run/avahi-daemon/pid");
  g_spawn_command_line_async ("avahi-daemon --file=/tmp/house/avahi-desktop.conf "
                              "--no-drop-root --no-rlimits --no-chroot", &error);
  g_assert_no_error (error);
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
test_three_hundred_services (void)
{
  DsDiscovery *discovery = start_discovery ();

  order ("many 300");
  ds_test_wait_until (count_sightings (discovery) == 300);
  for (int i = 1; i <= 300; i++)
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
  ds_test_add_fiber ("/house/discovery/local-name", test_local_name);
  ds_test_add_fiber ("/house/discovery/three-hundred-services", test_three_hundred_services);
  ds_test_add_fiber ("/house/discovery/cable-is-pulled", test_cable_is_pulled);
  ds_test_add_fiber ("/house/discovery/ipv6-only", test_ipv6_only);

  return g_test_run ();
}

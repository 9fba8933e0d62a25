/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"
#include "ds-printer-test.h"

#include "core/ds-error.h"

/* A printer that is announced and answers, and a person's home. */
typedef struct
{
  char            *folder;
  DsMockAvahi     *avahi;
  GTlsCertificate *certificate;
  GBytes          *answer;
  DsTlsServer     *server;
  DsHome          *home;
  DsDevice        *device;
} World;

static DsMockService
describe (World *world,
          const char * const *txt)
{
  GInetSocketAddress *address = ds_tls_server_get_address (world->server);

  return (DsMockService) {
    .instance = "Study printer",
    .type = "_ipps._tcp",
    .port = g_inet_socket_address_get_port (address),
    .txt = txt,
  };
}

static const char * const txt[] = { "rp=ipp/print", "ty=Example LaserPrint 100", "TLS=1.2",
                                    "UUID=" DS_PRINTER_TEST_UUID, NULL };

static void
world_start (World *world)
{
  world->home = home_test_start (world->folder);
  while (ds_home_find (world->home, "Study printer") == NULL)
    ds_test_sleep (10);
  g_set_object (&world->device, ds_home_find (world->home, "Study printer"));
  while (!ds_home_get_settled (world->home) || ds_device_get_busy (world->device))
    ds_test_sleep (10);
}

static void
world_open (World *world)
{
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();
  DsMockService service;

  world->folder = ds_test_folder ();
  world->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  world->certificate = ds_tls_certificate_new (NULL);
  world->answer = ds_printer_test_bytes (ipp);
  world->server = ds_printer_test_serve (world->certificate, world->answer);
  service = describe (world, txt);
  ds_mock_avahi_publish (world->avahi, &service);
  world_start (world);
}

static void
world_stop (World *world)
{
  g_clear_object (&world->device);
  home_test_stop (g_steal_pointer (&world->home));
}

static void
world_close (World *world)
{
  world_stop (world);
  g_clear_pointer (&world->server, ds_tls_server_free);
  g_clear_pointer (&world->answer, g_bytes_unref);
  g_clear_object (&world->certificate);
  g_clear_pointer (&world->avahi, ds_mock_avahi_free);
  g_free (world->folder);
}

static void
change_key (World *world)
{
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);

  ds_tls_server_set_certificate (world->server, other);
}

static void
test_a_printer_tells_more_than_it_announces (void)
{
  World world = { 0 };

  world_open (&world);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SEEN);
  g_assert_cmpstr (ds_device_get_maker (world.device), ==, "Example");
  g_assert_cmpstr (ds_device_get_model (world.device), ==, "LaserPrint 100");
  g_assert_cmpstr (ds_device_get_software_version (world.device), ==, "4.7.1");
  g_assert_cmpstr (ds_device_get_admin_page (world.device), ==, "https://study.local:8631/");
  g_assert_true (g_str_has_prefix (ds_device_get_printing_advice (world.device),
                                   "Anyone on the network can print."));
  /* Nearly every printer at home is like that: it is said, without an alarm. */
  g_assert_null (ds_device_get_attention (world.device));
  world_close (&world);
}

static void
test_a_watched_printer_keeps_what_it_told (void)
{
  World world = { 0 };
  DsMockService service;

  world_open (&world);
  ds_test_await (ds_home_watch (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_true (ds_device_has_pin (world.device));
  g_assert_cmpint (ds_device_get_checked_at (world.device), >, 0);
  g_assert_cmpint (ds_device_get_set_up_at (world.device), ==, 0);
  world_stop (&world);

  service = describe (&world, txt);
  ds_mock_avahi_withdraw (world.avahi, &service);
  world_start (&world);
  g_assert_false (ds_device_get_present (world.device));
  g_assert_cmpstr (ds_device_get_software_version (world.device), ==, "4.7.1");
  g_assert_true (ds_device_has_pin (world.device));
  world_close (&world);
}

static void
test_a_key_that_changed_while_nobody_looked_is_told (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;
  size_t sent;

  world_open (&world);
  ds_test_await (ds_home_watch (world.home, world.device));
  world_stop (&world);
  change_key (&world);
  sent = ds_tls_server_count_bytes (world.server);

  world_start (&world);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  error = ds_test_await_error (ds_home_check (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_tls_server_count_bytes (world.server), ==, sent);
  world_stop (&world);

  /* It is still told the next day, also when the old key is back by then. */
  ds_tls_server_set_certificate (world.server, world.certificate);
  world_start (&world);
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_tls_server_count_bytes (world.server), ==, sent);
  world_close (&world);
}

static void
test_a_person_who_knows_why_begins_anew (void)
{
  World world = { 0 };

  world_open (&world);
  ds_test_await (ds_home_watch (world.home, world.device));
  change_key (&world);
  g_clear_error (&(GError *) { ds_test_await_error (ds_home_check (world.home, world.device)) });
  g_assert_error (ds_device_get_attention (world.device), DS_ERROR, DS_ERROR_KEY_CHANGED);

  ds_test_await (ds_home_unwatch (world.home, world.device));
  g_assert_null (ds_device_get_attention (world.device));
  ds_test_await (ds_home_watch (world.home, world.device));
  ds_test_await (ds_home_check (world.home, world.device));
  g_assert_null (ds_device_get_attention (world.device));
  world_close (&world);
}

/* The person is asked for nothing and waits for nothing. */
static void
test_a_printer_that_is_off_can_be_watched (void)
{
  World world = { 0 };

  world_open (&world);
  g_clear_pointer (&world.server, ds_tls_server_free);
  ds_test_await (ds_home_watch (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_null (ds_device_get_attention (world.device));
  /* The key that it showed before it was on the list counts. */
  g_assert_true (ds_device_has_pin (world.device));
  world_close (&world);
}

static void
test_an_ignored_printer_is_left_alone (void)
{
  World world = { 0 };
  unsigned int asked;

  world_open (&world);
  ds_test_await (ds_home_ignore (world.home, world.device));
  world_stop (&world);
  asked = ds_tls_server_count_requests (world.server);

  world.home = home_test_start (world.folder);
  while (!ds_home_get_settled (world.home))
    ds_test_sleep (10);
  g_assert_cmpuint (g_list_model_get_n_items (ds_home_get_ignored (world.home)), ==, 1);
  g_assert_cmpuint (ds_tls_server_count_requests (world.server), ==, asked);
  world_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);
  ds_test_add_fiber ("/home/printer/tells-more-than-it-announces",
                     test_a_printer_tells_more_than_it_announces);
  ds_test_add_fiber ("/home/printer/watched-it-keeps-what-it-told",
                     test_a_watched_printer_keeps_what_it_told);
  ds_test_add_fiber ("/home/printer/a-key-that-changed-while-nobody-looked-is-told",
                     test_a_key_that_changed_while_nobody_looked_is_told);
  ds_test_add_fiber ("/home/printer/a-person-who-knows-why-begins-anew",
                     test_a_person_who_knows_why_begins_anew);
  ds_test_add_fiber ("/home/printer/off-it-can-be-watched",
                     test_a_printer_that_is_off_can_be_watched);
  ds_test_add_fiber ("/home/printer/ignored-it-is-left-alone",
                     test_an_ignored_printer_is_left_alone);
  return g_test_run ();
}

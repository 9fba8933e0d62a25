/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two devices whose support ends, and the person who is told so by the desktop: what
 * goes over the session bus, and what comes back. The tests are days of one life and
 * run in this order.
 */

#include "config.h"

#include "ds-app-test.h"

#include "core/ds-clock.h"
#include "ds-mock-notifications.h"
#include "ds-test.h"
#include "home/ds-home-private.h"

#include <string.h>

#define DAY INT64_C (86400)
/* The last day of both: 20 February 2027. */
#define LAST_DAY INT64_C (1803081600)
#define CAMERA "Hallway Camera"
#define SPEAKER "Kitchen Speaker"

static DsApplication *application;
static DsMockNotifications *desktop;

static DsHome *
get_home (void)
{
  return ds_application_get_home (application);
}

static void
store (const char *key,
       const char *name,
       DsKind      kind)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "doorstep", NULL);
  AppTest house = { .folder = g_file_new_for_path (path) };
  DsDeviceRecord *record = app_test_new_record (key, name, kind);

  record->details = g_strdup_printf ("{\"support\":{\"endsAt\":%" G_GINT64_FORMAT "}}",
                                     LAST_DAY + DAY / 2);
  app_test_store (&house, record);
  g_object_unref (house.folder);
}

static bool
is_ready (gpointer data)
{
  return ds_home_find (get_home (), CAMERA) != NULL
         && ds_home_find (get_home (), SPEAKER) != NULL;
}

static bool
is_idle (gpointer data)
{
  return get_home ()->n_verbs == 0;
}

static bool
are_shown (gpointer number)
{
  return ds_mock_notifications_count (desktop) >= GPOINTER_TO_UINT (number);
}

/* So many days before the last one. */
static void
move_to (int days)
{
  ds_clock_set (LAST_DAY - days * DAY + DAY / 2);
  _ds_home_new_day (get_home ());
  app_test_wait (is_idle, NULL);
}

/* All that were shown until now are @number. */
static void
await_shown (unsigned int number)
{
  app_test_wait (are_shown, GUINT_TO_POINTER (number));
  g_assert_cmpuint (ds_mock_notifications_count (desktop), ==, number);
}

static void
assert_says (const char *title,
             const char *headline)
{
  const DsMockNotification *notification = ds_mock_notifications_find (desktop, title);

  g_assert_nonnull (notification);
  g_test_message ("%s: %s", notification->title, notification->body);
  g_assert_nonnull (strstr (notification->body, headline));
}

static void
test_ninety_days_before (void)
{
  move_to (91);
  move_to (90);
  await_shown (2);
  assert_says (CAMERA, "promised for only 90 more days, until 20 February 2027.");
  assert_says (SPEAKER, "promised for only 90 more days, until 20 February 2027.");
}

static bool
is_silenced (gpointer device)
{
  return ds_device_get_silenced (device);
}

static void
test_a_button_silences_one_device (void)
{
  ds_mock_notifications_press (desktop, SPEAKER, "Stop Reminding Me");
  app_test_wait (is_silenced, ds_home_find (get_home (), SPEAKER));
  g_assert_false (ds_device_get_silenced (ds_home_find (get_home (), CAMERA)));
}

/* Once, in the place of what was shown before, and of the other device only. */
static void
test_thirty_days_before (void)
{
  g_autofree char *before = g_strdup (ds_mock_notifications_find (desktop, CAMERA)->id);

  move_to (31);
  move_to (30);
  await_shown (3);
  assert_says (CAMERA, "promised for only 30 more days, until 20 February 2027.");
  g_assert_cmpstr (ds_mock_notifications_find (desktop, CAMERA)->id, ==, before);
}

static bool
has_page (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  GtkWidget *page = window != NULL ? app_test_find (window, g_type_from_name ("DsDevicePage"), NULL)
                                   : NULL;

  return page != NULL && app_test_says (page, data);
}

static void
test_pressing_it_opens_the_page_of_the_device (void)
{
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
  ds_mock_notifications_press (desktop, CAMERA, NULL);
  app_test_wait (has_page, (gpointer) CAMERA);
}

static void
test_when_it_has_ended (void)
{
  move_to (0);
  move_to (-1);
  await_shown (4);
  assert_says (CAMERA, "promised until 20 February 2027.");
}

/* The person wants to hear of the other device again, and did not hear of its end. */
static void
test_who_wants_to_hear_again_is_told_of_the_end (void)
{
  app_test_await (ds_home_silence (get_home (), ds_home_find (get_home (), SPEAKER), FALSE));
  await_shown (5);
  assert_says (SPEAKER, "promised until 20 February 2027.");
}

/* What was on its way has come when a later one has. */
static void
test_nothing_else_was_told (void)
{
  g_autoptr (GNotification) last = g_notification_new ("Last");

  move_to (-2);
  g_application_send_notification (G_APPLICATION (application), "last", last);
  await_shown (6);
  g_assert_nonnull (ds_mock_notifications_find (desktop, "Last"));
}

static void
begin (void)
{
  g_autoptr (GError) error = NULL;

  ds_clock_set (LAST_DAY - 100 * DAY);
  store ("00:00:00:00:00:01", CAMERA, DS_KIND_CAMERA);
  store ("00:00:00:00:00:02", SPEAKER, DS_KIND_SPEAKER);
  application = ds_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  app_test_wait (is_ready, NULL);
}

static void
quit_cb (gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
}

/* The person quits. */
static void
end (void)
{
  g_idle_add_once (quit_cb, NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_assert_finalize_object (application);
}

int
main (int    argc,
      char **argv)
{
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  DsMockAvahi *avahi = NULL;
  int status;

  g_setenv ("TZ", "UTC", TRUE);
  app_test_init (&argc, &argv);
  g_test_dbus_up (bus);
  avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  desktop = ds_mock_notifications_new (g_test_dbus_get_bus_address (bus),
                                       g_strcmp0 (g_getenv ("DS_DESKTOP"), "gnome") == 0
                                         ? DS_MOCK_DESKTOP_GNOME : DS_MOCK_DESKTOP_PLAIN);
  begin ();

  g_test_add_func ("/notifications/ninety-days-before", test_ninety_days_before);
  g_test_add_func ("/notifications/a-button-silences-one-device",
                   test_a_button_silences_one_device);
  g_test_add_func ("/notifications/thirty-days-before", test_thirty_days_before);
  g_test_add_func ("/notifications/pressing-it-opens-the-page-of-the-device",
                   test_pressing_it_opens_the_page_of_the_device);
  g_test_add_func ("/notifications/when-it-has-ended", test_when_it_has_ended);
  g_test_add_func ("/notifications/who-wants-to-hear-again-is-told-of-the-end",
                   test_who_wants_to_hear_again_is_told_of_the_end);
  g_test_add_func ("/notifications/nothing-else-was-told", test_nothing_else_was_told);

  status = g_test_run ();
  end ();
  ds_mock_notifications_free (desktop);
  ds_mock_avahi_free (avahi);
  /* Not let go of: that waits until GIO has left the bus, and GIO 2.84 frees what it
   * knows of shown notifications twice then. */
  g_test_dbus_stop (bus);

  return status;
}

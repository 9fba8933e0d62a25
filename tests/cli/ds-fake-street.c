/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Runs a command where two HomeKit accessories, one of them with a hostile name,
 * are announced on a system bus of its own.
 *
 * ds-fake-street COMMAND [ARGUMENT...]
 *
 * It takes orders by signals, and writes a dot into the file that DS_STREET names for
 * each that it has carried out. SIGUSR1 and SIGUSR2 turn the first accessory off and
 * on; SIGHUP lets none be announced, or all again. There is a keyring on the session
 * bus, for those who want it: SIGWINCH locks it, and the person who is then asked
 * opens it. */

#include "config.h"

#include "ds-fake-accessory.h"
#include "ds-mock-avahi.h"
#include "ds-mock-keyring.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <libdex.h>
#include <unistd.h>

#define LAMP_ID "AA:BB:CC:00:00:01"
#define EVIL_ID "AA:BB:CC:00:00:02"
#define LAMP_NAME "Küche 台所"
#define EVIL_NAME "Evil\x1b]0;x\x07\x1b[31m\xe2\x80\xae lamp"

typedef struct
{
  DsMockAvahi     *avahi;
  DsFakeAccessory *lamp;
  DsFakeAccessory *evil;
  DsMockKeyring   *keyring;
  GMainLoop       *loop;
  bool             is_silent;
  int              done; /* the file of dots */
  int              status;
} Street;

static void
announce (Street *street,
          DsFakeAccessory *accessory,
          const char *instance,
          const char *id)
{
  g_autofree char *id_text = g_strconcat ("id=", id, NULL);
  const char *txt[] = { id_text, "md=Test 1", "ci=5", "sf=1", "c#=1", "s#=1", "ff=0",
                        "pv=1.1", NULL };
  DsMockService service = { .instance = instance, .type = "_hap._tcp", .txt = txt };

  service.port = ds_fake_accessory_get_port (accessory);
  ds_mock_avahi_publish (street->avahi, &service);
}

static void
announce_all (Street *street)
{
  announce (street, street->lamp, LAMP_NAME, LAMP_ID);
  announce (street, street->evil, EVIL_NAME, EVIL_ID);
}

static gboolean
tell_done (Street *street)
{
  g_assert_cmpint (write (street->done, ".", 1), ==, 1);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_silence (gpointer data)
{
  Street *street = data;
  DsMockService lamp = { .instance = LAMP_NAME, .type = "_hap._tcp" };
  DsMockService evil = { .instance = EVIL_NAME, .type = "_hap._tcp" };

  street->is_silent = !street->is_silent;
  if (street->is_silent)
    {
      ds_mock_avahi_withdraw (street->avahi, &lamp);
      ds_mock_avahi_withdraw (street->avahi, &evil);
    }
  else
    {
      announce_all (street);
    }
  return tell_done (street);
}

static gboolean
on_power_off (gpointer data)
{
  Street *street = data;

  ds_fake_accessory_set_power (street->lamp, false);
  return tell_done (street);
}

static gboolean
on_power_on (gpointer data)
{
  Street *street = data;

  ds_fake_accessory_set_power (street->lamp, true);
  return tell_done (street);
}

static gboolean
on_lock (gpointer data)
{
  Street *street = data;

  ds_mock_keyring_set_locked (street->keyring, true);
  return tell_done (street);
}

static void
on_exit_of_command (GPid pid,
                    int status,
                    gpointer data)
{
  Street *street = data;

  street->status = g_spawn_check_wait_status (status, NULL) ? 0 : 1;
  g_main_loop_quit (street->loop);
}

int
main (int argc,
      char **argv)
{
  Street street = { 0 };
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  GPid pid;

  dex_init ();
  g_test_dbus_up (bus);
  street.loop = g_main_loop_new (NULL, FALSE);
  street.avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  street.lamp = ds_fake_accessory_new (LAMP_ID, "031-45-154");
  street.evil = ds_fake_accessory_new (EVIL_ID, "031-45-154");
  street.keyring = ds_mock_keyring_new (g_test_dbus_get_bus_address (bus));
  announce_all (&street);
  street.done = g_file_open_tmp ("street-XXXXXX", &done, &error);
  g_assert_no_error (error);
  g_setenv ("DS_STREET", done, TRUE);

  g_unix_signal_add (SIGHUP, on_silence, &street);
  g_unix_signal_add (SIGUSR1, on_power_off, &street);
  g_unix_signal_add (SIGUSR2, on_power_on, &street);
  g_unix_signal_add (SIGWINCH, on_lock, &street);
  if (!g_spawn_async (NULL, argv + 1, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH |
                      G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, &pid, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_child_watch_add (pid, on_exit_of_command, &street);
  g_main_loop_run (street.loop);

  g_clear_object (&street.lamp);
  g_clear_object (&street.evil);
  g_clear_pointer (&street.avahi, ds_mock_avahi_free);
  g_clear_pointer (&street.keyring, ds_mock_keyring_free);
  g_test_dbus_stop (bus);
  g_main_loop_unref (street.loop);
  g_close (street.done, NULL);
  g_unlink (done);
  return street.status;
}

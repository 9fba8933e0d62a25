/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-main"

#include "config.h"

#include "vd-affordances.h"
#include "vd-announce.h"
#include "vd-base64.h"
#include "vd-clock.h"
#include "vd-personality.h"
#include "vd-server.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <libdex.h>
#include <stdlib.h>
#include <unistd.h>

/* A device that follows docs/device-profile.md, and does wrong what it is told
 * to do wrong. See --help,
 * and README.md for the commands that it takes on its standard input. */

typedef struct
{
  char *folder;
  char *personality;
  char *clock;
  char **faults;
  int port;
  int tick;
  gboolean loopback;
  gboolean silent;
  gboolean until_input_ends;
  gboolean print_code;
  gboolean list_faults;
} Options;

typedef struct
{
  VdDevice *device;
  GMainLoop *loop;
  GDataInputStream *commands;
  bool until_input_ends;
} Run;

static bool
set_clock (const char *text, GError **error)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  if (date == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is no date and time", text);
      return false;
    }
  vd_clock_set (g_date_time_to_unix (date));

  return true;
}

static void
tell_ready (VdDevice *device)
{
  g_autofree char *pin = vd_base64_encode (vd_key_get_pin (device->key), VD_PIN_SIZE);

  g_print ("ready %u %s %s\n", device->port, device->factory->id, pin);
}

static void
press_button (VdDevice *device)
{
  vd_device_reset (device);
  vd_server_rest (device, 100);
}

static bool
do_command (Run *run, const char *line, GError **error)
{
  VdDevice *device = run->device;
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  const char *verb = words[0] != NULL ? words[0] : "";
  const char *rest = words[0] != NULL && words[1] != NULL ? words[1] : "";

  if (g_str_equal (verb, "fault"))
    {
      if (!vd_faults_add (device->faults, rest, error))
        return false;
      if (vd_faults_has (device->faults, "offline"))
        vd_server_stop (device);
      return true;
    }
  if (g_str_equal (verb, "mend"))
    {
      vd_faults_mend (device->faults);
      vd_server_rest (device, 1);
      return true;
    }
  if (g_str_equal (verb, "clock"))
    return set_clock (rest, error);
  if (g_str_equal (verb, "hold-clock"))
    {
      vd_clock_hold ();
      return true;
    }
  if (g_str_equal (verb, "tick"))
    {
      vd_software_set_tick (device, (unsigned int) g_ascii_strtoull (rest, NULL, 10));
      return true;
    }
  if (g_str_equal (verb, "button"))
    {
      press_button (device);
      return true;
    }
  if (g_str_equal (verb, "announce-key"))
    return vd_device_announce_key (
        device, vd_clock_now () + g_ascii_strtoll (rest, NULL, 10) * 24 * 60 * 60, error);
  if (g_str_equal (verb, "withdraw-key"))
    {
      vd_device_withdraw_key (device);
      return true;
    }
  if (g_str_equal (verb, "roll-key"))
    {
      vd_server_rest (device, 100);
      return vd_device_roll_key (device, error);
    }
  if (g_str_equal (verb, "rested") && !vd_server_is_resting (device))
    return true;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "there is no command “%s”",
               verb);

  return false;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (run->commands, result, NULL, NULL);
  if (line == NULL)
    {
      if (run->until_input_ends)
        g_main_loop_quit (run->loop);
      return;
    }
  if (do_command (run, line, &error))
    g_print ("done %s\n", line);
  else
    g_print ("refused %s: %s\n", line, error->message);
  g_data_input_stream_read_line_async (run->commands, G_PRIORITY_DEFAULT, NULL, on_line,
                                       run);
}

static gboolean
on_button (gpointer user_data)
{
  press_button (((Run *) user_data)->device);
  g_print ("pressed\n");

  return G_SOURCE_CONTINUE;
}

static gboolean
on_stop (gpointer user_data)
{
  g_main_loop_quit (((Run *) user_data)->loop);

  return G_SOURCE_CONTINUE;
}

static bool
add_faults (VdFaults *faults, JsonObject *personality, char **wanted, GError **error)
{
  JsonArray *born = json_object_has_member (personality, "faults")
                        ? json_object_get_array_member (personality, "faults")
                        : NULL;

  for (guint i = 0; born != NULL && i < json_array_get_length (born); i++)
    {
      if (!vd_faults_add (faults, json_array_get_string_element (born, i), error))
        return false;
    }
  for (size_t i = 0; wanted != NULL && wanted[i] != NULL; i++)
    {
      if (!vd_faults_add (faults, wanted[i], error))
        return false;
    }

  return true;
}

/* GnuTLS reads this when it is used for the first time. */
static void
set_tls (VdFaults *faults)
{
  const char *priority = vd_faults_has (faults, "old-tls")
                             ? "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:+SIGN-ALL"
                             : "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

  g_setenv ("G_TLS_GNUTLS_PRIORITY", priority, TRUE);
}

static void
live (VdDevice *device, const Options *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) commands = g_data_input_stream_new (input);
  g_autoptr (VdAnnounce) announce = options->silent ? NULL : vd_announce_new (device);
  Run run = { device, loop, commands, options->until_input_ends };

  g_unix_signal_add (SIGUSR1, on_button, &run);
  g_unix_signal_add (SIGTERM, on_stop, &run);
  g_unix_signal_add (SIGINT, on_stop, &run);
  g_data_input_stream_read_line_async (commands, G_PRIORITY_DEFAULT, NULL, on_line, &run);
  tell_ready (device);
  g_main_loop_run (loop);
}

static bool
run_device (Options *options, GError **error)
{
  g_autoptr (VdFaults) faults = vd_faults_new ();
  g_autoptr (JsonObject) personality = NULL;
  g_autoptr (VdDevice) device = NULL;
  g_autofree char *label = NULL;

  personality = vd_personality_read (options->personality, error);
  if (personality == NULL || !add_faults (faults, personality, options->faults, error))
    return false;
  if (options->clock != NULL && !set_clock (options->clock, error))
    return false;
  set_tls (faults);
  device = vd_device_new (options->folder, personality, faults, error);
  if (device == NULL)
    return false;
  if (options->print_code)
    {
      label = vd_factory_read_label (options->folder, error);
      if (label == NULL)
        return false;
      g_print ("%s\n", label);
      return true;
    }
  device->port = (unsigned int) options->port;
  device->tick = (unsigned int) options->tick;
  device->loopback = options->loopback;
  if (!vd_server_start (device, error))
    return false;
  live (device, options);

  return true;
}

static char *
default_folder (const char *personality)
{
  const char *given = g_getenv ("DS_DEVICE_FOLDER");

  return given != NULL ? g_strdup (given)
                       : g_build_filename (g_get_user_state_dir (), "doorstep-device",
                                           personality, NULL);
}

int
main (int argc, char **argv)
{
  Options options = { .tick = 500 };
  const GOptionEntry entries[] = {
    { "personality", 'p', 0, G_OPTION_ARG_STRING, &options.personality,
      "What it is like: plug, camera, lock, lamp, thermostat, valve, or a file", "NAME" },
    { "folder", 'd', 0, G_OPTION_ARG_FILENAME, &options.folder,
      "Where it keeps its state", "FOLDER" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, "Its port (0: any)", "PORT" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &options.clock, "The time that it believes",
      "TIME" },
    { "tick", 0, 0, G_OPTION_ARG_INT, &options.tick,
      "How long a fifth of an update takes", "MS" },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &options.faults, "What it does wrong",
      "NAME[=VALUE]" },
    { "list-faults", 0, 0, G_OPTION_ARG_NONE, &options.list_faults, "Tell every fault",
      NULL },
    { "loopback", 0, 0, G_OPTION_ARG_NONE, &options.loopback, "Serve this computer only",
      NULL },
    { "silent", 0, 0, G_OPTION_ARG_NONE, &options.silent, "Announce nothing", NULL },
    { "until-input-ends", 0, 0, G_OPTION_ARG_NONE, &options.until_input_ends,
      "End with whoever writes to its standard input", NULL },
    { "print-code", 0, 0, G_OPTION_ARG_NONE, &options.print_code,
      "Tell what is printed on its label, and end", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context =
      g_option_context_new ("- a device for the home, for tests");
  g_autoptr (GError) error = NULL;
  bool ran = true;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    ran = false;
  dex_init ();
  if (options.personality == NULL)
    options.personality = g_strdup ("plug");
  if (options.folder == NULL)
    options.folder = default_folder (options.personality);
  if (ran && options.list_faults)
    {
      g_autofree char *list = vd_faults_list ();

      g_print ("%s", list);
    }
  else if (ran)
    {
      ran = run_device (&options, &error);
    }
  if (!ran)
    g_printerr ("doorstep-device: %s\n", error->message);
  g_free (options.personality);
  g_free (options.folder);
  g_free (options.clock);
  g_strfreev (options.faults);

  return ran ? EXIT_SUCCESS : EXIT_FAILURE;
}

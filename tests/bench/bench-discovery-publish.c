/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The time from publishing a service on the home side to its row, against the time
 * to the line that "avahi-browse --resolve" prints, on the desktop side of the
 * private home network. Both watch the same services appear: a device waits for up
 * to a quarter of a second before it announces itself, which would drown any
 * difference between services of their own. Medians; prints
 * "bench: NAME VALUE LIMIT". */

#include "config.h"

#include "discovery/ds-discovery-fixture.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define ORDERS      "/tmp/house/orders"
#define REPETITIONS 25
#define LIMIT       1.05

static GString *printed;
static int64_t row_time;
static int64_t line_time;
static char *awaited;
static bool failed;

static void
order (const char *verb,
       const char *name)
{
  g_autofree char *text = g_strdup_printf ("%s %s id=%s\n", verb, name, name);
  int fd = -1;

  ds_test_wait_until (g_access (ORDERS, W_OK) == 0);
  fd = open (ORDERS, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (int) strlen (text));
  g_close (fd, NULL);
}

/* A resolved service is a line "=;INTERFACE;PROTOCOL;NAME;…". */
static bool
is_printed (void)
{
  g_autofree char *name = g_strdup_printf (";%s;", awaited);
  g_auto (GStrv) lines = g_strsplit (printed->str, "\n", -1);

  for (size_t i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '=' && strstr (lines[i], name) != NULL)
        return true;
    }
  return false;
}

static gboolean
printed_cb (int fd,
            GIOCondition condition,
            gpointer data)
{
  char buffer[4096];
  ssize_t length = read (fd, buffer, sizeof buffer);

  g_assert_cmpint (length, >, 0);
  g_string_append_len (printed, buffer, length);
  if (line_time == 0 && awaited != NULL && is_printed ())
    line_time = g_get_monotonic_time ();
  return G_SOURCE_CONTINUE;
}

static void
row_cb (GListModel *model,
        unsigned int position,
        unsigned int removed,
        unsigned int added)
{
  for (unsigned int i = 0; i < added; i++)
    {
      g_autoptr (DsSighting) sighting = g_list_model_get_item (model, position + i);

      if (g_strcmp0 (ds_sighting_get_identity (sighting), awaited) == 0)
        row_time = g_get_monotonic_time ();
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const int64_t *one = a;
  const int64_t *two = b;

  return (*one > *two) - (*one < *two);
}

static double
median_ms (GArray *times)
{
  g_array_sort (times, compare);
  return (double) g_array_index (times, int64_t, times->len / 2) / 1000;
}

static void
repeat (DsDiscovery *discovery,
        GArray *rows,
        GArray *lines)
{
  for (int i = 0; i < REPETITIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("repetition-%d", i);
      int64_t start = 0;

      g_set_str (&awaited, name);
      row_time = line_time = 0;
      start = g_get_monotonic_time ();
      order ("add", name);
      ds_test_wait_until (row_time != 0 && line_time != 0);
      row_time -= start;
      line_time -= start;
      g_array_append_val (rows, row_time);
      g_array_append_val (lines, line_time);
      order ("remove", name);
      ds_test_wait_until (count_sightings (discovery) == 0);
    }
}

static void
measure (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GError) error = NULL;
  /* Line by line, as onto a terminal. */
  g_autoptr (GSubprocess) browse =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "stdbuf", "-oL", "avahi-browse",
                      "--resolve", "--parsable", TYPE, NULL);
  DsDiscovery *discovery = start_discovery ();
  unsigned int source = 0;
  int fd = -1;
  double row = 0;
  double line = 0;

  g_assert_no_error (error);
  fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (browse)));
  source = g_unix_fd_add (fd, G_IO_IN, printed_cb, NULL);
  g_signal_connect (discovery, "items-changed", G_CALLBACK (row_cb), NULL);
  ds_test_wait_until (ds_discovery_get_settled (discovery));
  repeat (discovery, rows, lines);
  g_source_remove (source);
  g_subprocess_force_exit (browse);
  row = median_ms (rows);
  line = median_ms (lines);
  printf ("# row after %.1f ms, avahi-browse's line after %.1f ms, medians of %d\n", row, line,
          REPETITIONS);
  printf ("bench: discovery-publish-ratio %.3f %.2f\n", row / line, LIMIT);
  failed = row / line > LIMIT;
  finish_discovery (discovery);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  printed = g_string_new (NULL);
  ds_test_add_fiber ("/bench/discovery-publish", measure);
  return g_test_run () != 0 || failed;
}

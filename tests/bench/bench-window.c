/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-window DOORSTEP EMPTY [ROUNDS]: how long each program takes from its start
 * to the first picture in its window, and the memory it then has (PSS), with 100
 * stored devices. The programs take turns; medians; prints "bench: NAME RATIO LIMIT"
 * and exits with 1 where one is over its limit. Needs an X server of its own, see tests/app/with-display.
 */

#include "config.h"

#include "core/ds-future.h"
#include "ds-test.h"
#include "storage/ds-device-table.h"
#include "storage/ds-storage.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>

#define N_DEVICES 100
#define MAX_ROUNDS 99
#define MAX_PROGRAMS 3
#define PATIENCE (20 * G_USEC_PER_SEC)
/* Long enough for everything that a program does at its start. */
#define REST (2 * G_USEC_PER_SEC)

typedef struct
{
  const char *name;
  char       *path;
  double      milliseconds[MAX_ROUNDS];
  double      kibibytes[MAX_ROUNDS];
} Program;

static DexFuture *
store_fiber (gpointer user_data)
{
  static const DsKind kinds[] = { DS_KIND_LAMP, DS_KIND_PLUG, DS_KIND_SENSOR, DS_KIND_LOCK };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "doorstep", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (DsStorage) storage = ds_storage_new (folder);

  g_mkdir_with_parents (path, 0700);
  ds_test_await (ds_storage_open (storage));
  for (unsigned int i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *id = g_strdup_printf ("device-%02u", i);
      g_autofree char *key = g_strdup_printf ("AA:BB:CC:DD:EE:%02X", i);
      g_autofree char *name = g_strdup_printf ("Device Number %u", i);
      g_autoptr (DsDeviceRecord) record = ds_device_record_new (id, "homekit", key, name);

      record->state = DS_RECORD_SET_UP;
      record->kind = kinds[i % G_N_ELEMENTS (kinds)];
      record->room = g_strdup ("Hall");
      record->maker = g_strdup ("Lumen");
      record->model = g_strdup ("A-19");
      record->software_version = g_strdup ("1.4.2");
      ds_test_await (ds_device_table_put (storage, record));
    }
  ds_test_await (ds_storage_close (storage));
  return dex_future_new_true ();
}

static void
store_devices (void)
{
  g_autoptr (DexFuture) stored = ds_fiber_spawn (store_fiber, NULL, NULL);

  while (dex_future_is_pending (stored))
    g_main_context_iteration (NULL, TRUE);
}

static bool
wait_for_event (Display *display,
                int64_t  end)
{
  struct pollfd fd = { .fd = ConnectionNumber (display), .events = POLLIN };

  while (XPending (display) == 0)
    {
      if (g_get_monotonic_time () > end)
        return false;
      poll (&fd, 1, 10);
    }
  return true;
}

/* The first change of what a mapped window shows. */
static bool
wait_for_picture (Display *display,
                  int      damage_base,
                  int64_t  end)
{
  XEvent event;

  while (wait_for_event (display, end))
    {
      XNextEvent (display, &event);
      if (event.type == MapNotify && !event.xmap.override_redirect)
        XDamageCreate (display, event.xmap.window, XDamageReportNonEmpty);
      else if (event.type == damage_base + XDamageNotify)
        return true;
    }
  return false;
}

static double
read_pss (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", (int)pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line != NULL ? g_ascii_strtod (line + 5, NULL) : 0;
}

static bool
measure (Display *display,
         int      damage_base,
         Program *program,
         int      round)
{
  char *argv[] = { program->path, NULL };
  g_autoptr (GError) error = NULL;
  int64_t start;
  GPid pid;
  bool shown;

  XSync (display, True);
  start = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, argv, NULL,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH
                        | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &pid, &error))
    g_error ("%s", error->message);

  shown = wait_for_picture (display, damage_base, start + PATIENCE);
  program->milliseconds[round] = (double)(g_get_monotonic_time () - start) / 1000.0;
  g_usleep (REST);
  program->kibibytes[round] = read_pss (pid);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);

  return shown && program->kibibytes[round] > 0;
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *)a;
  double second = *(const double *)b;

  return (first > second) - (first < second);
}

static double
median (double *values,
        int     n)
{
  qsort (values, (size_t)n, sizeof *values, compare);
  return values[n / 2];
}

static bool
report (const char *what,
        double      ours,
        double      theirs,
        double      bound)
{
  double ratio = ours / theirs;

  g_print ("bench: %s %.3f %.2f\n", what, ratio, bound);
  return ratio <= bound;
}

static int
compare_programs (Program *programs,
                  int      n_programs,
                  int      rounds)
{
  double time[MAX_PROGRAMS];
  double memory[MAX_PROGRAMS];
  bool good = true;

  for (int i = 0; i < n_programs; i++)
    {
      time[i] = median (programs[i].milliseconds, rounds);
      memory[i] = median (programs[i].kibibytes, rounds);
      g_print ("%-20s %8.1f ms to the first picture, %8.0f KiB\n", programs[i].name, time[i],
               memory[i]);
    }
  good &= report ("window-time-against-empty", time[1], time[0], 1.15);
  good &= report ("window-memory-against-empty", memory[1], memory[0], 1.15);
  if (n_programs > 2)
    {
      good &= report ("window-time-against-gnome-firmware", time[1], time[2], 1.0);
      good &= report ("window-memory-against-gnome-firmware", memory[1], memory[2], 1.0);
    }

  return good ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  int rounds = argc > 3 ? CLAMP (atoi (argv[3]), 1, MAX_ROUNDS) : 11;
  Program programs[MAX_PROGRAMS] = { { .name = "an empty window" }, { .name = "doorstep" },
                                     { .name = "gnome-firmware" } };
  int n_programs = 2;
  int damage_base;
  int ignored;
  Display *display;

  ds_test_init (&argc, &argv);
  if (argc < 3)
    return 2;
  programs[0].path = argv[2];
  programs[1].path = argv[1];
  programs[2].path = g_find_program_in_path ("gnome-firmware");
  n_programs += programs[2].path != NULL;
  if (n_programs == 2)
    g_print ("gnome-firmware is not installed: not compared\n");

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_base, &ignored))
    {
      g_printerr ("no X server with the damage extension\n");
      return 77;
    }
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  store_devices ();

  /* The first round fills the caches and does not count. */
  for (int round = -1; round < rounds; round++)
    for (int i = 0; i < n_programs; i++)
      if (!measure (display, damage_base, &programs[i], MAX (round, 0)))
        {
          g_printerr ("%s showed no window\n", programs[i].name);
          return 2;
        }
  XCloseDisplay (display);

  return compare_programs (programs, n_programs, rounds);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-window DOORSTEP EMPTY [ROUNDS]: what each program takes from its start to
 * the first whole picture in its window, seen from outside, and the memory it has
 * when it rests (PSS), with 100 stored devices. The programs take turns, and a time is
 * held against the other's of the same round, which the computer took as long over: the
 * median of the rounds counts, and the quarter below and above it tells how sure it is.
 * The processor's time up to the same picture stands beside it; memory is the median.
 * Prints "bench: NAME RATIO LIMIT" and exits with 1 where one is over its limit.
 * Needs an X server of its own, see tests/app/with-display.
 */

#include "config.h"

#include "core/ds-future.h"
#include "ds-test.h"
#include "storage/ds-device-table.h"
#include "storage/ds-storage.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

#define N_DEVICES 100
#define MAX_ROUNDS 199
#define MEMORY_ROUNDS 5
/* Toolkits keep small windows that are never shown. */
#define SMALLEST_WINDOW 100
/* Between the points of a picture that are compared: less than a letter. */
#define PIXEL_STEP 3
#define PATIENCE (20 * G_USEC_PER_SEC)
/* For the X server to forget the program before. */
#define PAUSE (50 * 1000)
/* Long enough for everything that a program does at its start. */
#define REST (2 * G_USEC_PER_SEC)

typedef struct
{
  const char *name;
  char       *path;
  double      wall[MAX_ROUNDS];      /* in milliseconds */
  double      processor[MAX_ROUNDS]; /* in milliseconds, all threads */
  double      memory[MEMORY_ROUNDS]; /* in kibibytes */
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

/* A window that was killed is gone before the server hears that nobody watches it. */
static int
overlook_error (Display     *display,
                XErrorEvent *event)
{
  return 0;
}

/* What the X server itself paints when a window is mapped is of one colour, and comes
 * long before what the program draws. */
static bool
has_picture (Display           *display,
             Window             window,
             const XRectangle  *area)
{
  XImage *image = XGetImage (display, window, 0, 0, area->width, area->height, AllPlanes,
                             ZPixmap);
  bool drawn = false;

  if (image == NULL)
    return false;
  for (int y = 0; y < image->height && !drawn; y += PIXEL_STEP)
    for (int x = 0; x < image->width && !drawn; x += PIXEL_STEP)
      drawn = XGetPixel (image, x, y) != XGetPixel (image, 0, 0);
  XDestroyImage (image);

  return drawn;
}

/* A window is watched from its making, so that nothing it shows is missed; what
 * counts is a picture that covers most of it. Gives the time when it came, or 0. */
static int64_t
wait_for_picture (Display *display,
                  int      damage_base,
                  int64_t  end)
{
  XEvent event;

  while (wait_for_event (display, end))
    {
      const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *)&event;
      int64_t now;

      XNextEvent (display, &event);
      now = g_get_monotonic_time ();
      if (event.type == CreateNotify && !event.xcreatewindow.override_redirect)
        XDamageCreate (display, event.xcreatewindow.window, XDamageReportBoundingBox);
      if (event.type != damage_base + XDamageNotify)
        continue;
      /* First this: what is drawn while the picture is looked at shall be told again. */
      XDamageSubtract (display, damage->damage, None, None);
      if (2 * damage->area.width > damage->geometry.width
          && 2 * damage->area.height > damage->geometry.height
          && damage->geometry.width > SMALLEST_WINDOW
          && has_picture (display, damage->drawable, &damage->geometry))
        return now;
    }
  return 0;
}

static double
read_processor (GPid pid)
{
  struct timespec time = { 0 };
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) == 0)
    clock_gettime (clock, &time);

  return (double)time.tv_sec * 1000.0 + (double)time.tv_nsec / 1000000.0;
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

static GPid
start (Program *program)
{
  char *argv[] = { program->path, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  if (!g_spawn_async (NULL, argv, NULL,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH
                        | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &pid, &error))
    g_error ("%s", error->message);

  return pid;
}

static void
stop (GPid pid)
{
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static bool
measure_time (Display *display,
              int      damage_base,
              Program *program,
              int      round)
{
  int64_t begun, shown;
  GPid pid;

  g_usleep (PAUSE);
  XSync (display, True);
  begun = g_get_monotonic_time ();
  pid = start (program);
  shown = wait_for_picture (display, damage_base, begun + PATIENCE);
  program->wall[round] = (double)(shown - begun) / 1000.0;
  program->processor[round] = read_processor (pid);
  stop (pid);

  return shown > 0;
}

static bool
measure_memory (Program *program,
                int      round)
{
  GPid pid = start (program);

  g_usleep (REST);
  program->memory[round] = read_pss (pid);
  stop (pid);

  return program->memory[round] > 0;
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *)a;
  double second = *(const double *)b;

  return (first > second) - (first < second);
}

/* The value that so many in a hundred of the others are below. */
static double
pick (double *values,
      int     n,
      int     percent)
{
  qsort (values, (size_t)n, sizeof *values, compare);
  return values[n * percent / 100];
}

static bool
report (const char    *what,
        const Program *theirs,
        double         ratio,
        double         limit)
{
  printf ("bench: window-%s-against-%s %.3f %.2f\n", what, theirs->name, ratio, limit);
  return ratio <= limit;
}

/* What @ours takes in the times of @theirs, round by round; the median, and how far the
 * half of the rounds around it reaches. */
static double
hold_against (const char   *what,
              const double *ours,
              const double *theirs,
              int           rounds)
{
  double ratios[MAX_ROUNDS];
  double median;

  for (int i = 0; i < rounds; i++)
    ratios[i] = ours[i] / theirs[i];
  median = pick (ratios, rounds, 50);
  printf ("# %s: %.3f, half of the rounds between %.3f and %.3f\n", what, median,
          pick (ratios, rounds, 25), pick (ratios, rounds, 75));

  return median;
}

static bool
compare_with (const Program *ours,
              const Program *theirs,
              int            rounds,
              double         limit)
{
  double time, memory;
  bool good = true;

  printf ("# against %s\n", theirs->name);
  time = hold_against ("time", ours->wall, theirs->wall, rounds);
  hold_against ("processor", ours->processor, theirs->processor, rounds);
  memory = hold_against ("memory", ours->memory, theirs->memory, MEMORY_ROUNDS);
  good &= report ("time", theirs, time, limit);
  good &= report ("memory", theirs, memory, limit);

  return good;
}

static void
describe (Program *program,
          int      rounds)
{
  printf ("# %-16s %7.1f ms to the first picture (median), %7.1f ms (fastest), %7.0f KiB\n",
          program->name, pick (program->wall, rounds, 50), pick (program->wall, rounds, 0),
          pick (program->memory, MEMORY_ROUNDS, 50));
}

int
main (int    argc,
      char **argv)
{
  int rounds = argc > 3 ? CLAMP (atoi (argv[3]), 1, MAX_ROUNDS) : 61;
  static Program programs[] = { { .name = "empty" }, { .name = "doorstep" },
                                { .name = "gnome-firmware" } };
  int n_programs = 2;
  int damage_base;
  int ignored;
  bool good = true;
  Display *display;

  ds_test_init (&argc, &argv);
  if (argc < 3)
    return 2;
  programs[0].path = argv[2];
  programs[1].path = argv[1];
  programs[2].path = g_find_program_in_path ("gnome-firmware");
  n_programs += programs[2].path != NULL;
  if (n_programs == 2)
    printf ("gnome-firmware is not installed: not compared\n");

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_base, &ignored))
    {
      g_printerr ("no X server with the damage extension\n");
      return 77;
    }
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSetErrorHandler (overlook_error);
  store_devices ();

  /* The first round fills the caches and does not count. Each goes first in turn, and
   * comes after each other one as often: a program finds warm what both of them use. */
  for (int round = -1; round < rounds; round++)
    for (int i = 0; i < n_programs; i++)
      {
        int step = round % 2 == 0 ? i : n_programs - i;
        Program *program = &programs[(step + round + 1) % n_programs];

        if (!measure_time (display, damage_base, program, MAX (round, 0)))
          {
            g_printerr ("%s showed no window\n", program->name);
            return 2;
          }
      }
  for (int round = 0; round < MEMORY_ROUNDS; round++)
    for (int i = 0; i < n_programs; i++)
      if (!measure_memory (&programs[i], round))
        {
          g_printerr ("%s ended by itself\n", programs[i].name);
          return 2;
        }
  XCloseDisplay (display);

  good &= compare_with (&programs[1], &programs[0], rounds, 1.15);
  if (n_programs > 2)
    good &= compare_with (&programs[1], &programs[2], rounds, 1.0);
  for (int i = 0; i < n_programs; i++)
    describe (&programs[i], rounds);

  return good ? 0 : 1;
}

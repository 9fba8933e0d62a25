/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-day-watch"

#include "config.h"

#include "ds-day-watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdint.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* GLib's timers stand still while the computer sleeps and do not know the clock;
 * the kernel's do, and are cancelled when it is set. */

struct _DsDayWatch
{
  int          fd;
  unsigned int source;
  DsDayFunc    func;
  void        *data;
};

static int64_t
find_next_midnight (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (tomorrow),
                                                          g_date_time_get_month (tomorrow),
                                                          g_date_time_get_day_of_month (tomorrow),
                                                          0, 0, 0);

  return g_date_time_to_unix (midnight);
}

static void
set_alarm (DsDayWatch *self)
{
  struct itimerspec alarm = { .it_value = { .tv_sec = find_next_midnight () } };

  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &alarm, NULL) < 0)
    g_message ("The next day is noticed late: %s", g_strerror (errno));
}

static gboolean
on_alarm (int fd,
          GIOCondition condition,
          void *data)
{
  DsDayWatch *self = data;
  uint64_t n_times;

  /* Cancelled because the clock was set is what the reading fails with then. */
  if (read (fd, &n_times, sizeof n_times) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  set_alarm (self);
  self->func (self->data);
  return G_SOURCE_CONTINUE;
}

/**
 * ds_day_watch_new:
 * @func: called on this thread's main loop when it may be another day
 * @data: for @func
 *
 * Returns: (transfer full): a watch, until ds_day_watch_free()
 */
DsDayWatch *
ds_day_watch_new (DsDayFunc func,
                  void *data)
{
  DsDayWatch *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (DsDayWatch, 1);
  self->func = func;
  self->data = data;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd < 0)
    {
      g_message ("The next day is noticed at the next start: %s", g_strerror (errno));
      return self;
    }

  set_alarm (self);
  self->source = g_unix_fd_add (self->fd, G_IO_IN, on_alarm, self);
  return self;
}

/**
 * ds_day_watch_free:
 * @self: (transfer full) (nullable): a watch
 */
void
ds_day_watch_free (DsDayWatch *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

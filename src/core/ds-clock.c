/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-clock"

#include "config.h"

#include "ds-clock.h"

#include <glib.h>

static int64_t fixed_seconds;

/**
 * ds_clock_now:
 *
 * Returns: seconds since 1970 in UTC, or what ds_clock_set() fixed. May be
 *   called from any thread.
 */
int64_t
ds_clock_now (void)
{
  int64_t fixed = __atomic_load_n (&fixed_seconds, __ATOMIC_RELAXED);

  return fixed != 0 ? fixed : g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * ds_clock_set:
 * @seconds: seconds since 1970 in UTC, or 0 for the real time again
 *
 * Fixes the time, for tests.
 */
void
ds_clock_set (int64_t seconds)
{
  __atomic_store_n (&fixed_seconds, seconds, __ATOMIC_RELAXED);
}

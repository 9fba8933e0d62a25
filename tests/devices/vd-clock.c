/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-clock"

#include "config.h"

#include "vd-clock.h"

#include <glib.h>
#include <stdbool.h>

static int64_t offset;
static bool is_held;
static int64_t held_at;

int64_t
vd_clock_now (void)
{
  return is_held ? held_at : g_get_real_time () / G_USEC_PER_SEC + offset;
}

void
vd_clock_set (int64_t now)
{
  offset = now - g_get_real_time () / G_USEC_PER_SEC;
  held_at = now;
}

void
vd_clock_hold (void)
{
  held_at = vd_clock_now ();
  is_held = true;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-clock"

#include "config.h"

#include "vd-clock.h"

#include <glib.h>

static int64_t offset;

int64_t
vd_clock_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC + offset;
}

void
vd_clock_set (int64_t now)
{
  offset = now - g_get_real_time () / G_USEC_PER_SEC;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Seconds since 1970 in UTC; tests may set it (0: real time again). */
int64_t ds_clock_now (void);
void    ds_clock_set (int64_t seconds);

/* A moment as a person reads it, in their own time and language. */
char   *ds_clock_dup_text (int64_t seconds);
/* Only its time of day, in their own time, and only its day, in UTC. */
char   *ds_clock_dup_time (int64_t seconds);
char   *ds_clock_dup_date (int64_t seconds);

/* "2031-03-31T00:00:00Z" and the like, see ds_clock_parse(). */
bool    ds_clock_parse    (const char *text,
                           int64_t    *seconds);

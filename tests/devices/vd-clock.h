/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdint.h>

/* The device's own idea of the time, in seconds since 1970. It goes on from where
 * it is set, until it is held: then it is only ever what it is set to. */
int64_t vd_clock_now (void);
void    vd_clock_set (int64_t now);
void    vd_clock_hold (void);

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdint.h>

/* A catalogue of one made-up maker, as tests of several files want it. */
extern const char ds_test_maker[];

GBytes *ds_test_catalogue_new (uint32_t edition);

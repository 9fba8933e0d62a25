/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

bool ds_wal_is_damaged       (const char    *path);
bool ds_wal_data_is_damaged  (const uint8_t *data,
                              size_t         length);

G_END_DECLS

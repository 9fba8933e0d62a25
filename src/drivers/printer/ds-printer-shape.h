/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether these bytes are one whole IPP message (RFC 8010, section 3) that is small
 * and flat enough to be given to libcups, which itself knows no such bounds. */
bool ds_printer_shape_is_sound (const uint8_t *bytes,
                                size_t         length);

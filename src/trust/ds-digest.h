/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* One digest over several pieces, as key exchanges want it. */

#define DS_DIGEST_MAX_SIZE 64

typedef struct
{
  const void *data;
  size_t      length;
} DsPiece;

bool ds_digest (const char    *algorithm,
                const DsPiece *pieces,
                size_t         n_pieces,
                uint8_t       *out,
                size_t        *size);

G_END_DECLS

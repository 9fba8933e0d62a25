/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"

G_BEGIN_DECLS

/* Compiles makers' files (.json) and then Matter's tables (.tsv, that of the vendors
 * first) into one catalogue. */
GBytes *ds_catalogue_compile (const char * const  *paths,
                              uint32_t             edition,
                              DsDate               date,
                              GError             **error);

G_END_DECLS

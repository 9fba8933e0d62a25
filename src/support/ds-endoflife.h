/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-claim.h"

G_BEGIN_DECLS

#define DS_ENDOFLIFE_URL       "https://endoflife.date"
#define DS_ENDOFLIFE_MAX_BYTES (256 * 1024)

DsSupportClaim *ds_endoflife_parse (GBytes      *document,
                                    const char  *product,
                                    const char  *release,
                                    DsDate       today,
                                    GError     **error);

G_END_DECLS

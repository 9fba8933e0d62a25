/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DsMatch *ds_homekit_match         (const DsAnnouncement *announcement);
char    *ds_homekit_normalize_key (const char           *id);
DsKind   ds_homekit_kind          (unsigned int          category);

G_END_DECLS

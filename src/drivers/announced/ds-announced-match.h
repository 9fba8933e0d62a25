/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DsMatch *ds_announced_match (const DsAnnouncement *announcement);

G_END_DECLS

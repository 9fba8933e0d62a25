/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

/* For whatever merely announces itself: nothing to set up, no credential, no
 * capability. Its devices are recognised by the table in ds-announced-table.c. */
extern const DsDriver ds_announced_driver;

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

/* Of devices that the person added by hand: nothing is announced, so nothing is
 * matched, and there is nobody to talk to. Not in the table of drivers. */
extern const DsDriver _ds_by_hand_driver;

/* Those of the table and this one; NULL where none has that id. */
const DsDriver *_ds_find_driver (const char *id);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-inventory.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DS_PARTS_SWITCHES 4

/* What a person may let others know of their home, a switch each, all of them off. */
typedef struct
{
  AdwSwitchRow *rows[DS_PARTS_SWITCHES]; /* borrowed */
} DsPartsSwitches;

void             ds_parts_switches_add (DsPartsSwitches       *self,
                                        GtkListBox            *list);
DsInventoryParts ds_parts_switches_get (const DsPartsSwitches *self);

G_END_DECLS

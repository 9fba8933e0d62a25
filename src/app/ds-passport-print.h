/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-passport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Prints passports. (transfer full) */
GtkPrintOperation *ds_passport_print_new (GPtrArray        *devices,
                                          DsInventoryParts  parts);

G_END_DECLS

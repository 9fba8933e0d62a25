/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Someone else who can control a device. Signal: "remove" (string: the id of
 * the access). */
#define DS_TYPE_ACCESS_ROW (ds_access_row_get_type ())
G_DECLARE_FINAL_TYPE (DsAccessRow, ds_access_row, DS, ACCESS_ROW, AdwActionRow)

GtkWidget *ds_access_row_new (const DsAccess *access,
                              bool            removable);

G_END_DECLS

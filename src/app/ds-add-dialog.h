/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks what a device is that never announces itself, and puts it on the list. Emits
 * "added" with the #DsDevice. */
#define DS_TYPE_ADD_DIALOG (ds_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsAddDialog, ds_add_dialog, DS, ADD_DIALOG, AdwDialog)

AdwDialog *ds_add_dialog_new (DsHome *home);

G_END_DECLS

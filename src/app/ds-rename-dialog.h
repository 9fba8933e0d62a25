/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a new name and room. Signal: "chosen" (string name, string room or
 * NULL). */
#define DS_TYPE_RENAME_DIALOG (ds_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsRenameDialog, ds_rename_dialog, DS, RENAME_DIALOG, AdwAlertDialog)

AdwDialog *ds_rename_dialog_new (DsDevice *device);

G_END_DECLS

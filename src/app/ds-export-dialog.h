/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-inventory.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks what of the list is to be written, and where. Emits "ended" with one translated
 * sentence for the person. */
#define DS_TYPE_EXPORT_DIALOG (ds_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsExportDialog, ds_export_dialog, DS, EXPORT_DIALOG, AdwAlertDialog)

AdwDialog *ds_export_dialog_new (DsHome         *home);
/* Writes what was chosen; for who has a file already. */
void       ds_export_dialog_write (DsExportDialog *self,
                                   GFile          *file);

G_END_DECLS

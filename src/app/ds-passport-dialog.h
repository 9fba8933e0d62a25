/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsPassportDialog:
 *
 * Prints what is known of devices, or saves it as PDF, after asking what may be told.
 *
 * Signals: "ended" (string) with a sentence on how it went.
 */
#define DS_TYPE_PASSPORT_DIALOG (ds_passport_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsPassportDialog, ds_passport_dialog, DS, PASSPORT_DIALOG, AdwAlertDialog)

/* (element-type DsDevice) */
AdwDialog *ds_passport_dialog_new   (GPtrArray        *devices);
void       ds_passport_dialog_write (DsPassportDialog *self,
                                     GFile            *file);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the person's own words about a device. Emits "chosen" with them. */
#define DS_TYPE_NOTES_DIALOG (ds_notes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsNotesDialog, ds_notes_dialog, DS, NOTES_DIALOG, AdwAlertDialog)

AdwDialog *ds_notes_dialog_new (DsDevice *device);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsCodeEntry:
 *
 * Where a setup code is typed. It shows the digits in the driver's groups,
 * refuses what cannot be a code while it is typed and says why, and takes a
 * whole code or the text of a QR code at once. What it holds is in memory that
 * is not swapped to disk.
 *
 * Properties, notified: "complete" (boolean: what is typed may be a code),
 * "hint" (string: one translated sentence about what is typed), "wrong"
 * (boolean: "hint" says what is wrong). Signal: "activate".
 */
#define DS_TYPE_CODE_ENTRY (ds_code_entry_get_type ())
G_DECLARE_FINAL_TYPE (DsCodeEntry, ds_code_entry, DS, CODE_ENTRY, AdwBin)

void        ds_code_entry_set_driver   (DsCodeEntry    *self,
                                        const DsDriver *driver);
/* Takes a whole code or the text of a QR code; false where it is neither. */
bool        ds_code_entry_take         (DsCodeEntry    *self,
                                        const char     *text);
bool        ds_code_entry_get_complete (DsCodeEntry    *self);
const char *ds_code_entry_get_hint     (DsCodeEntry    *self);
bool        ds_code_entry_get_wrong    (DsCodeEntry    *self);
/* What the set-up wants: the text of the QR code, or the digits as typed. Borrowed. */
const char *ds_code_entry_get_code     (DsCodeEntry    *self);
GtkText    *ds_code_entry_get_text     (DsCodeEntry    *self); /* borrowed: for focus and tests */

G_END_DECLS

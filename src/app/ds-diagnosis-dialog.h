/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* “Why Can’t I See It?”: what may keep devices from being found, and a way to
 * add one by its address. Signal: "added" (#DsDevice). */
#define DS_TYPE_DIAGNOSIS_DIALOG (ds_diagnosis_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsDiagnosisDialog, ds_diagnosis_dialog, DS, DIAGNOSIS_DIALOG, AdwDialog)

AdwDialog *ds_diagnosis_dialog_new (DsHome *home);

G_END_DECLS

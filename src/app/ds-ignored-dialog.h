/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The devices that the person does not want to see, each with a way back. */
#define DS_TYPE_IGNORED_DIALOG (ds_ignored_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsIgnoredDialog, ds_ignored_dialog, DS, IGNORED_DIALOG, AdwDialog)

AdwDialog *ds_ignored_dialog_new (DsHome *home);

G_END_DECLS

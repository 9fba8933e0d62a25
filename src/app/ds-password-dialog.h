/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives a device another password: what will happen, the work, how it ended. */
#define DS_TYPE_PASSWORD_DIALOG (ds_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsPasswordDialog, ds_password_dialog, DS, PASSWORD_DIALOG, AdwDialog)

AdwDialog *ds_password_dialog_new (DsHome   *home,
                                   DsDevice *device);

G_END_DECLS

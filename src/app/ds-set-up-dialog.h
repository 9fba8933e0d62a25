/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsSetUpDialog:
 *
 * Sets one device up, one decision a page: which device, its code, what will
 * happen, the steps, name and room.
 *
 * Properties: "driver-name" (string).
 */
#define DS_TYPE_SET_UP_DIALOG (ds_set_up_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsSetUpDialog, ds_set_up_dialog, DS, SET_UP_DIALOG, AdwDialog)

AdwDialog *ds_set_up_dialog_new (DsHome   *home,
                                 DsDevice *device);

G_END_DECLS

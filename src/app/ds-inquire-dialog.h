/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Every website that could be asked about a device, each with its own button, and the
 * label on the device that may name one more. */
#define DS_TYPE_INQUIRE_DIALOG (ds_inquire_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsInquireDialog, ds_inquire_dialog, DS, INQUIRE_DIALOG, AdwDialog)

AdwDialog *ds_inquire_dialog_new (DsHome   *home,
                                  DsDevice *device);

G_END_DECLS

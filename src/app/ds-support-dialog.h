/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the person says of the end of a device's support, or of its purchase. */
typedef struct
{
  DsSupportRule rule; /* DS_SUPPORT_UNTIL or DS_SUPPORT_ENDED; not of a purchase */
  DsDate        date; /* may be none where it ended, and to take back a purchase */
  bool          others_wrong; /* what catalogue and websites say instead; not of a purchase */
} DsOwnWord;

/**
 * DsSupportDialog:
 *
 * Asks for the end of security updates, or for the day of purchase.
 *
 * Signals: "chosen" (gpointer: a borrowed #DsOwnWord) when the person has saved it.
 */
#define DS_TYPE_SUPPORT_DIALOG (ds_support_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsSupportDialog, ds_support_dialog, DS, SUPPORT_DIALOG, AdwAlertDialog)

AdwDialog *ds_support_dialog_new_correction (DsDevice *device);
AdwDialog *ds_support_dialog_new_purchase   (DsDevice *device);

G_END_DECLS

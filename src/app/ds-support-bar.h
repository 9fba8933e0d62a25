/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/ds-verdict.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All devices, however well they are looked after. */
#define DS_SUPPORT_ANY -1

/**
 * DsSupportBar:
 *
 * How well all devices together are looked after, in one line that opens the
 * timeline, and buttons that narrow the list to some of them.
 *
 * Signals: "narrowed" (int: a #DsVerdictState or %DS_SUPPORT_ANY) when another
 * button is pressed.
 */
#define DS_TYPE_SUPPORT_BAR (ds_support_bar_get_type ())
G_DECLARE_FINAL_TYPE (DsSupportBar, ds_support_bar, DS, SUPPORT_BAR, GtkBox)

void ds_support_bar_sync  (DsSupportBar *self,
                           GListModel   *devices);
void ds_support_bar_clear (DsSupportBar *self);

G_END_DECLS

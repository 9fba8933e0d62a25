/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-window.h"

G_BEGIN_DECLS

DsHome *_ds_window_get_home             (DsWindow       *self);
/* Lets the keyboard go on with the device that is shown. */
void    _ds_window_focus_device         (DsWindow       *self);
/* What the main menu does with the list of devices (ds-window-dialogs.c). */
void    _ds_window_install_list_actions (GtkWidgetClass *widget_class);

G_END_DECLS

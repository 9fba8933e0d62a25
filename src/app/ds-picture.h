/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-ui-future.h"

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* A picture of a QR code, from wherever the person has it: a file, the clipboard, or
 * what is dropped on a widget. */
bool        ds_picture_is_on_clipboard (GtkWidget    *widget);
DexFuture  *ds_picture_paste_code      (GtkWidget    *widget);
DexFuture  *ds_picture_open_code       (GtkWidget    *widget);
void        ds_picture_accept_drops    (GtkWidget    *widget,
                                        gpointer      owner,
                                        DsUiDone      done);
/* What to say where it could not be read; translated. */
const char *ds_picture_get_trouble     (const GError *error);

G_END_DECLS

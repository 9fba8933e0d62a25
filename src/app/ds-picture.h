/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-ui-future.h"
#include "trust/ds-secret.h"

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef bool (*DsPictureFits) (const char *code,
                               gpointer    data);

/* A picture of a QR code, from wherever the person has it: a file, the clipboard, or
 * what is dropped on a widget. */
void        ds_picture_paste        (GtkWidget     *widget,
                                     DsUiDone       picture_read,
                                     DsUiDone       text_read);
DexFuture  *ds_picture_open_code    (GtkWidget     *widget);
void        ds_picture_accept_drops (GtkWidget     *widget,
                                     gpointer       owner,
                                     DsUiDone       done);
/* The one of several that is meant. */
DsSecret   *ds_picture_pick         (GPtrArray     *codes,
                                     DsPictureFits  fits,
                                     gpointer       data,
                                     GError       **error);
/* What to say where it could not be read; translated. */
const char *ds_picture_get_trouble  (const GError  *error);

G_END_DECLS

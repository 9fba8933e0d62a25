/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsText:
 *
 * Plain words in a list that may be long. It looks and is styled like a #GtkLabel,
 * which lays its text out anew for every width it is asked about, some seven times
 * before it is drawn; this lays it out once as one line, and again only for a width
 * that the line does not fit into.
 */
#define DS_TYPE_TEXT (ds_text_get_type ())
G_DECLARE_FINAL_TYPE (DsText, ds_text, DS, TEXT, GtkWidget)

GtkWidget  *ds_text_new      (bool        wraps);
void        ds_text_set_text (DsText     *self,
                              const char *text);
const char *ds_text_get_text (DsText     *self);

G_END_DECLS

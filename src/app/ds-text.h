/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsTextLooks:
 * @DS_TEXT_PLAIN: as the widget's own font is; what does not fit is cut, and ends in dots
 * @DS_TEXT_BOLD: in bold letters
 * @DS_TEXT_CAPTION: in small letters, as libadwaita's class “caption”
 * @DS_TEXT_DIM: fainter, as libadwaita's class “dimmed”
 * @DS_TEXT_WRAPS: what does not fit goes on in another line
 */
typedef enum
{
  DS_TEXT_PLAIN   = 0,
  DS_TEXT_BOLD    = 1 << 0,
  DS_TEXT_CAPTION = 1 << 1,
  DS_TEXT_DIM     = 1 << 2,
  DS_TEXT_WRAPS   = 1 << 3,
} DsTextLooks;

/**
 * DsText:
 *
 * Plain words that a widget of a long list draws itself. They look like those of a
 * #GtkLabel, but a label is a widget, with a style of its own to work out, and lays its
 * words out anew for every width that it is asked about, some seven times before they are
 * drawn; this lays them out once as one line, and again only for a width that the line
 * does not fit into.
 */
typedef struct _DsText DsText;

void        ds_text_set_label_looks (GtkLabel    *label,
                                     DsTextLooks  looks);

DsText     *ds_text_new        (GtkWidget   *owner,
                                DsTextLooks  looks);
void        ds_text_free       (DsText      *self);
void        ds_text_set_text   (DsText      *self,
                                const char  *text);
const char *ds_text_get_text   (DsText      *self);
void        ds_text_get_widths (DsText      *self,
                                int         *minimum,
                                int         *natural);
bool        ds_text_can_wrap   (DsText      *self);
int         ds_text_get_height (DsText      *self,
                                int          width);
GdkRGBA     ds_text_get_color  (DsText      *self);
void        ds_text_snapshot   (DsText      *self,
                                GtkSnapshot *snapshot,
                                int          x,
                                int          y,
                                int          width);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DS_TYPE_LINES_LAYOUT (ds_lines_layout_get_type ())
G_DECLARE_FINAL_TYPE (DsLinesLayout, ds_lines_layout, DS, LINES_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ds_lines_layout_new (int   child_spacing,
                                       int   line_spacing,
                                       float align);

G_END_DECLS

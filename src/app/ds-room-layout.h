/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DS_TYPE_ROOM_LAYOUT (ds_room_layout_get_type ())
G_DECLARE_FINAL_TYPE (DsRoomLayout, ds_room_layout, DS, ROOM_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ds_room_layout_new (void);

G_END_DECLS

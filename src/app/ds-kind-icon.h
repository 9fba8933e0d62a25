/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Width and height of a kind's tile in a list, in pixels. */
#define DS_KIND_TILE_SIZE 36

/* "ds-kind-plug-symbolic": the picture of our own icon family. */
const char *ds_kind_get_icon_name (DsKind kind);
void        ds_kind_snapshot_tile (DsKind kind, GtkWidget *owner, GtkSnapshot *snapshot, int x,
                                   int y);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *ds_qr_read_file    (GFile      *file);
DexFuture *ds_qr_read_texture (GdkTexture *texture);

G_END_DECLS

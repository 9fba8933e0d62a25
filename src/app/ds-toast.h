/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *ds_toast_new (GtkWidget  *overlay,
                        const char *text,
                        const char *button);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ds_buttons_let_wrap   (GtkWidget  *root);
void ds_buttons_set_spoken (GtkWidget  *button,
                            const char *words);

G_END_DECLS

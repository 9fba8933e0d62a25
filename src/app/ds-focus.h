/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

bool ds_focus_is_lost  (GtkWidget *focus);
void ds_focus_go_near  (GtkWidget *area,
                        GtkWidget *place);
void ds_focus_stay_in  (AdwDialog *area);

G_END_DECLS

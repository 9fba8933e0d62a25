/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ds_row_let_wrap        (AdwActionRow *row);
void ds_row_let_choice_wrap (AdwComboRow  *row);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ds_alert_set_heading (AdwAlertDialog *dialog,
                           const char     *heading);
void ds_alert_let_wrap    (AdwAlertDialog *dialog);

G_END_DECLS

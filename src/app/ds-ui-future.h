/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* @error is NULL where the future resolved, and then @value is what it gave. */
typedef void (*DsUiDone) (gpointer      widget,
                          const GValue *value,
                          const GError *error);

void ds_ui_when_done (gpointer   widget,
                      DexFuture *future,
                      DsUiDone   done);

G_END_DECLS

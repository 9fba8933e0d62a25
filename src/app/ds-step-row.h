/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-onboarding.h"

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* One step of a set-up, or of a change of password, and how it stands, in a picture and in words. */
#define DS_TYPE_STEP_ROW (ds_step_row_get_type ())
G_DECLARE_FINAL_TYPE (DsStepRow, ds_step_row, DS, STEP_ROW, AdwActionRow)

GtkWidget *ds_step_row_new       (const char  *title);
void       ds_step_row_set_state (DsStepRow   *self,
                                  DsStepState  state,
                                  bool         resting);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A day that is typed, as 2030-05-31 or as it is written where the person lives, or picked
 * from a calendar. */
#define DS_TYPE_DATE_ROW (ds_date_row_get_type ())
G_DECLARE_FINAL_TYPE (DsDateRow, ds_date_row, DS, DATE_ROW, AdwEntryRow)

GtkWidget *ds_date_row_new      (const char *title);
/* What is wrong with what was typed, which day it is, or how to type one. It is one widget:
 * the caller places it near the row. */
GtkWidget *ds_date_row_get_hint (DsDateRow  *self);
/* From now on a day that is still to come is a slip. */
void       ds_date_row_set_past (DsDateRow  *self);
void       ds_date_row_set_date (DsDateRow  *self,
                                 DsDate      date);
bool       ds_date_row_get_date (DsDateRow  *self,
                                 DsDate     *date);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-passport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Passports, set on pages. */
typedef struct _DsPassportLayout DsPassportLayout;

DsPassportLayout *ds_passport_layout_new         (GtkPrintContext  *context,
                                                  GPtrArray        *passports);
void              ds_passport_layout_free        (DsPassportLayout *self);
unsigned int      ds_passport_layout_count_pages (DsPassportLayout *self);
void              ds_passport_layout_draw        (DsPassportLayout *self,
                                                  GtkPrintContext  *context,
                                                  unsigned int      page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsPassportLayout, ds_passport_layout_free)

G_END_DECLS

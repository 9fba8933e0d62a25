/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Tells which catalogue is in use, and takes on a newer one from a file that the person
 * chooses. Emits "ended" with one translated sentence for the person. */
#define DS_TYPE_CATALOGUE_DIALOG (ds_catalogue_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DsCatalogueDialog, ds_catalogue_dialog, DS, CATALOGUE_DIALOG, AdwAlertDialog)

AdwDialog *ds_catalogue_dialog_new    (DsHome            *home);
/* Takes on what is in @file; for who has one already. */
void       ds_catalogue_dialog_accept (DsCatalogueDialog *self,
                                       GFile             *file);

G_END_DECLS

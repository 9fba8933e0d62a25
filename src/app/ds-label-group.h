/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the QR code on a device's label says: typed, pasted, or read from a picture.
 * "kept" is emitted once it was kept or taken back. */
#define DS_TYPE_LABEL_GROUP (ds_label_group_get_type ())
G_DECLARE_FINAL_TYPE (DsLabelGroup, ds_label_group, DS, LABEL_GROUP, AdwPreferencesGroup)

GtkWidget *ds_label_group_new (DsHome   *home,
                               DsDevice *device);

G_END_DECLS

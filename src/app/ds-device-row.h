/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DsDeviceRow:
 *
 * One device in the Home list: icon, name, one sentence, and a worded pill only
 * where the device needs the person. Made to be recycled, and of few parts: a list
 * makes up to 200 of them.
 */
#define DS_TYPE_DEVICE_ROW (ds_device_row_get_type ())
G_DECLARE_FINAL_TYPE (DsDeviceRow, ds_device_row, DS, DEVICE_ROW, GtkWidget)

GtkWidget  *ds_device_row_new        (GtkListItem *item);
void        ds_device_row_set_device (DsDeviceRow *self,
                                      DsDevice    *device);
/* Two or three words for what is the matter, or NULL. */
const char *ds_device_get_pill       (DsDevice    *device);

G_END_DECLS

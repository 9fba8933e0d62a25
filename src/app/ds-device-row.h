/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-text.h"
#include "home/ds-device.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DsDeviceRowLine:
 * @DS_DEVICE_ROW_NAME: the name of the device
 * @DS_DEVICE_ROW_MAKE: maker and model, of a device that is not on the list yet
 * @DS_DEVICE_ROW_HEADLINE: one sentence about it
 * @DS_DEVICE_ROW_N_LINES: how many there are
 */
typedef enum
{
  DS_DEVICE_ROW_NAME,
  DS_DEVICE_ROW_MAKE,
  DS_DEVICE_ROW_HEADLINE,
  DS_DEVICE_ROW_N_LINES,
} DsDeviceRowLine;

/**
 * DsDeviceRow:
 *
 * One device in the Home list: icon, name, one sentence, and a worded pill only
 * where the device needs the person. Made to be recycled, and of few parts: a list
 * makes up to 200 of them.
 */
#define DS_TYPE_DEVICE_ROW (ds_device_row_get_type ())
G_DECLARE_FINAL_TYPE (DsDeviceRow, ds_device_row, DS, DEVICE_ROW, GtkWidget)

GtkWidget  *ds_device_row_new        (GtkListItem     *item);
void        ds_device_row_set_device (DsDeviceRow     *self,
                                      DsDevice        *device);
DsText     *ds_device_row_get_line   (DsDeviceRow     *self,
                                      DsDeviceRowLine  line);
/* Two or three words for what is the matter, or NULL. */
const char *ds_device_get_pill       (DsDevice        *device);

G_END_DECLS

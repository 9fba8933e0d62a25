/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-timeline-scale.h"
#include "home/ds-device.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A device on the timeline: its name, the sentence, and the picture of it. */
#define DS_TYPE_TIMELINE_ROW (ds_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (DsTimelineRow, ds_timeline_row, DS, TIMELINE_ROW, GtkListBoxRow)

GtkWidget *ds_timeline_row_new        (DsDevice              *device);
DsDevice  *ds_timeline_row_get_device (DsTimelineRow         *self);
void       ds_timeline_row_sync       (DsTimelineRow         *self,
                                       const DsTimelineScale *scale);

G_END_DECLS

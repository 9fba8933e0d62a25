/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-timeline-scale.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The years above all bars. */
#define DS_TYPE_TIMELINE_AXIS (ds_timeline_axis_get_type ())
G_DECLARE_FINAL_TYPE (DsTimelineAxis, ds_timeline_axis, DS, TIMELINE_AXIS, GtkWidget)

void       ds_timeline_axis_show (DsTimelineAxis        *self,
                                  const DsTimelineScale *scale);

G_END_DECLS

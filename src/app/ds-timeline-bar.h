/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-timeline-scale.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One device's time of security updates, with today's line across. A picture only:
 * what it says stands in words beside it. */
#define DS_TYPE_TIMELINE_BAR (ds_timeline_bar_get_type ())
G_DECLARE_FINAL_TYPE (DsTimelineBar, ds_timeline_bar, DS, TIMELINE_BAR, GtkWidget)

GtkWidget *ds_timeline_bar_new  (void);
void       ds_timeline_bar_show (DsTimelineBar         *self,
                                 const DsTimelineScale *scale,
                                 const DsVerdict       *verdict,
                                 DsDate                 purchased_on);

G_END_DECLS

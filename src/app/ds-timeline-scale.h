/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/ds-verdict.h"

G_BEGIN_DECLS

/* The years that a timeline shows, and where in them something is: from 0 for the
 * first morning to 1 for the last evening. */
typedef struct
{
  DsDate today;
  DsDate first; /* a 1 January */
  DsDate last;  /* a 31 December */
} DsTimelineScale;

/* How a bar ends. */
typedef enum {
  DS_BAR_CLOSED, /* on its last day */
  DS_BAR_OPEN,   /* it may go on */
} DsBarEnd;

typedef struct
{
  double   from;
  double   to;
  DsBarEnd end;
  bool     hatched; /* nothing is published: the bar says nothing about time */
} DsTimelineSpan;

void           ds_timeline_scale_init      (DsTimelineScale       *self,
                                            DsDate                 today);
void           ds_timeline_scale_include   (DsTimelineScale       *self,
                                            DsDate                 date);
double         ds_timeline_scale_get_place (const DsTimelineScale *self,
                                            DsDate                 date);
DsTimelineSpan ds_timeline_scale_get_span  (const DsTimelineScale *self,
                                            const DsVerdict       *verdict,
                                            DsDate                 purchased_on);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many devices are looked after how well. */
typedef struct
{
  unsigned int all;
  unsigned int by_state[DS_VERDICT_NO_DATE + 1]; /* of DsVerdictState */
  unsigned int promise_over; /* of those that are over: nobody says that updates ended */
} DsSupportSummary;

void  ds_support_summary_init     (DsSupportSummary       *self,
                                   GListModel             *devices);
char *ds_support_summary_dup_text (const DsSupportSummary *self);

G_END_DECLS

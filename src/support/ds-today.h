/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"

G_BEGIN_DECLS

/* What day it is, and what there is to tell that this is wrong. */
typedef struct
{
  DsDate day;       /* what the clock of this computer shows */
  DsDate built_on;  /* Doorstep was built then, so it is no earlier */
  DsDate stored_on; /* the last day that was written down here; none for never */
} DsToday;

DsToday ds_today_now      (DsDate         stored_on);
bool    ds_today_equal    (const DsToday *self,
                           const DsToday *other);
bool    ds_today_is_wrong (const DsToday *self);
DsDate  ds_today_get_day  (const DsToday *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* What a person who does not see the page was told of an update last. */
typedef struct
{
  DsDevice     *device; /* only to be compared */
  DsUpdateState state;
  int           quarter;
  bool          running;
  bool          stuck;
} DsUpdateNews;

char *ds_update_news_dup_next (DsUpdateNews *self,
                               DsDevice     *device);

G_END_DECLS

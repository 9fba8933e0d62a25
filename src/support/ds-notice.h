/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-verdict.h"

G_BEGIN_DECLS

/* What a person is told about a device's support without asking, in this order. */
typedef enum {
  DS_NOTICE_NONE,
  DS_NOTICE_90_DAYS,
  DS_NOTICE_30_DAYS,
  DS_NOTICE_ENDED,
} DsNotice;

/* What they were told already; to be kept with the device. All zero at first. */
typedef struct
{
  DsNotice told;
  DsDate   until; /* the last day that it was about; none where not known */
} DsNoticeTrace;

DsNotice ds_notice_step (const DsVerdict *verdict,
                         bool             silenced,
                         DsNoticeTrace   *trace);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-notice"

#include "config.h"

#include "ds-notice.h"

#define FIRST_DAYS  90
#define SECOND_DAYS 30

/* How far along the way to the end a device is. */
static DsNotice
get_stage (const DsVerdict *verdict)
{
  if (verdict->state == DS_VERDICT_ENDED)
    return DS_NOTICE_ENDED;
  if (verdict->state != DS_VERDICT_ENDING && verdict->state != DS_VERDICT_SUPPORTED)
    return DS_NOTICE_NONE;
  if (verdict->days_left <= SECOND_DAYS)
    return DS_NOTICE_30_DAYS;

  return verdict->days_left <= FIRST_DAYS ? DS_NOTICE_90_DAYS : DS_NOTICE_NONE;
}

/**
 * ds_notice_step:
 * @verdict: how a device is looked after today
 * @silenced: whether the person wants no notices about this device
 * @trace: (inout): what they were told; brought up to date
 *
 * Each notice is given once, and one that was missed is not given after a later one.
 * Where the last day has changed, by a purchase date or by another claim, all begins
 * anew, except that what was over and still is over is no news. While a device is
 * silenced nothing counts as told, so that what came meanwhile is told afterwards. A
 * clock that is wrong leads to no notice.
 *
 * Returns: the notice to give now, if any
 */
DsNotice
ds_notice_step (const DsVerdict *verdict,
                bool silenced,
                DsNoticeTrace *trace)
{
  DsNotice stage;
  DsNotice told;

  g_return_val_if_fail (verdict != NULL, DS_NOTICE_NONE);
  g_return_val_if_fail (trace != NULL, DS_NOTICE_NONE);

  if (verdict->clock_wrong || silenced)
    return DS_NOTICE_NONE;

  stage = get_stage (verdict);
  told = trace->told;
  if (ds_date_compare (trace->until, verdict->until) != 0 &&
      !(told == DS_NOTICE_ENDED && stage == DS_NOTICE_ENDED))
    told = DS_NOTICE_NONE;

  trace->until = verdict->until;
  trace->told = MAX (told, stage);
  return stage > told ? stage : DS_NOTICE_NONE;
}

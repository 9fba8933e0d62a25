/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-timeline-scale"

#include "config.h"

#include "ds-timeline-scale.h"

/* Years around the present one: always shown, and at most. What lies outside
 * sticks out at the edge, so that one strange date does not press the rest flat. */
#define YEARS_BEFORE     1
#define YEARS_AFTER      3
#define MAX_YEARS_BEFORE 5
#define MAX_YEARS_AFTER  10

/* The shortest bar that can be seen, as a part of the whole. */
#define SHORTEST 0.02

static DsDate
first_day (int year)
{
  return ds_date_new (CLAMP (year, 1, DS_DATE_MAX_YEAR), 1, 1);
}

static DsDate
last_day (int year)
{
  return ds_date_new (CLAMP (year, 1, DS_DATE_MAX_YEAR), 12, 31);
}

/**
 * ds_timeline_scale_init:
 * @self: a scale
 * @today: the day of the line across
 *
 * Begins with the years around @today.
 */
void
ds_timeline_scale_init (DsTimelineScale *self,
                        DsDate today)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (ds_date_is_set (today));

  self->today = today;
  self->first = first_day (today.year - YEARS_BEFORE);
  self->last = last_day (today.year + YEARS_AFTER);
}

/**
 * ds_timeline_scale_include:
 * @self: a scale
 * @date: a date that shall be on it, or %DS_DATE_NONE
 *
 * Makes room for @date, within bounds.
 */
void
ds_timeline_scale_include (DsTimelineScale *self,
                           DsDate date)
{
  int year;

  g_return_if_fail (self != NULL);

  if (!ds_date_is_set (date))
    return;

  year = CLAMP (date.year, self->today.year - MAX_YEARS_BEFORE,
                self->today.year + MAX_YEARS_AFTER);
  if (year < self->first.year)
    self->first = first_day (year);
  if (year > self->last.year)
    self->last = last_day (year);
}

/* Where the morning of @date is. */
static double
get_morning (const DsTimelineScale *self,
             DsDate date)
{
  double days = ds_date_days_until (self->first, date);

  return CLAMP (days / (ds_date_days_until (self->first, self->last) + 1), 0, 1);
}

/**
 * ds_timeline_scale_get_place:
 * @self: a scale
 * @date: a date that is set
 *
 * Returns: where the evening of @date is, the end of it; 0 or 1 where it is outside
 */
double
ds_timeline_scale_get_place (const DsTimelineScale *self,
                             DsDate date)
{
  double days;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (ds_date_is_set (date), 0);

  days = ds_date_days_until (self->first, date) + 1;
  return CLAMP (days / (ds_date_days_until (self->first, self->last) + 1), 0, 1);
}

/**
 * ds_timeline_scale_get_span:
 * @self: a scale
 * @verdict: how a device is looked after
 * @purchased_on: when it was bought, or %DS_DATE_NONE
 *
 * Where nobody says since when there were updates, the bar comes in from the edge.
 *
 * Returns: the bar of a device
 */
DsTimelineSpan
ds_timeline_scale_get_span (const DsTimelineScale *self,
                            const DsVerdict *verdict,
                            DsDate purchased_on)
{
  DsTimelineSpan span = { .from = 0, .to = 1, .end = DS_BAR_OPEN, .hatched = true };

  g_return_val_if_fail (self != NULL, span);
  g_return_val_if_fail (verdict != NULL, span);

  if (ds_date_is_set (purchased_on))
    span.from = MIN (get_morning (self, purchased_on), 1 - SHORTEST);
  if (verdict->state == DS_VERDICT_UNKNOWN || verdict->state == DS_VERDICT_NO_DATE)
    return span;

  span.hatched = false;
  if (ds_date_is_set (verdict->until))
    {
      span.to = ds_timeline_scale_get_place (self, verdict->until);
      /* A promise that is over does not reach into the future. */
      span.end = verdict->at_least && verdict->state != DS_VERDICT_ENDED ? DS_BAR_OPEN
                                                                         : DS_BAR_CLOSED;
    }
  else
    {
      /* It ended some day before today. */
      span.to = ds_timeline_scale_get_place (self, self->today);
      span.end = DS_BAR_CLOSED;
      span.hatched = true;
    }
  span.from = MIN (span.from, MAX (span.to - SHORTEST, 0));
  span.to = MAX (span.to, span.from + SHORTEST);
  return span;
}

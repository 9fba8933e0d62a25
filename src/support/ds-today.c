/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-today"

#include "config.h"

#include "ds-today.h"

/* Who flies west is in an earlier day than the one they wrote down: by two at most,
 * from UTC+14 to UTC-12. */
#define TRAVEL_DAYS 2

/* Nobody runs a program that is as old as this; a clock that says so is wrong. */
#define MAX_AGE_YEARS 20

/**
 * ds_today_now:
 * @stored_on: the last day that was written down on this computer, or %DS_DATE_NONE
 *
 * Returns: what this computer knows of the day that it is
 */
DsToday
ds_today_now (DsDate stored_on)
{
  DsToday self = { .day = ds_date_today (), .stored_on = stored_on };

  if (!ds_date_parse (DS_BUILD_DAY, &self.built_on))
    g_warn_if_reached ();

  return self;
}

/**
 * ds_today_equal:
 * @self: what is known of the day that it is
 * @other: what is known of it elsewhere, or at another time
 *
 * Returns: whether both know the same
 */
bool
ds_today_equal (const DsToday *self,
                const DsToday *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, false);

  return ds_date_compare (self->day, other->day) == 0 &&
         ds_date_compare (self->built_on, other->built_on) == 0 &&
         ds_date_compare (self->stored_on, other->stored_on) == 0;
}

static bool
is_before (DsDate day,
           DsDate earliest)
{
  return ds_date_is_set (earliest) &&
         ds_date_compare (ds_date_add_days (day, TRAVEL_DAYS), earliest) < 0;
}

static bool
is_far_ahead (const DsToday *self)
{
  DsDate latest = ds_date_add_years (self->built_on, MAX_AGE_YEARS);

  return ds_date_is_set (latest) && ds_date_compare (self->day, latest) > 0;
}

/**
 * ds_today_is_wrong:
 * @self: what is known of the day that it is
 *
 * Returns: whether the clock shows a day that it cannot be: one before Doorstep was
 *   built or before a day that was written down here, or one ages later
 */
bool
ds_today_is_wrong (const DsToday *self)
{
  g_return_val_if_fail (self != NULL, true);

  return !ds_date_is_set (self->day) || is_before (self->day, self->built_on) ||
         is_before (self->day, self->stored_on) || is_far_ahead (self);
}

/**
 * ds_today_get_day:
 * @self: what is known of the day that it is
 *
 * Where the clock is wrong, the day that Doorstep was built is all that is certain:
 * what was over by then is over. A day that was written down proves nothing, since
 * the clock may have been wrong then and be right now.
 *
 * Returns: the day to reckon with
 */
DsDate
ds_today_get_day (const DsToday *self)
{
  g_return_val_if_fail (self != NULL, DS_DATE_NONE);

  if (ds_date_is_set (self->built_on) &&
      (is_before (self->day, self->built_on) || is_far_ahead (self)))
    return self->built_on;

  return self->day;
}

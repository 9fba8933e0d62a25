/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-date"

#include "config.h"

#include "ds-date.h"

#include "ds-clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MONTHS_A_YEAR 12
#define DAY_LENGTH    10 /* of "2026-11-22" */
#define MONTH_LENGTH  7  /* of "2026-11" */

/* The last day of what @date says, which must be set. */
static void
to_gdate (DsDate date,
          GDate *gdate)
{
  DsDate last = ds_date_get_last_day (date);

  g_date_clear (gdate, 1);
  g_date_set_dmy (gdate, last.day, last.month, (GDateYear) last.year);
}

static DsDate
from_gdate (const GDate *gdate)
{
  return ds_date_new (g_date_get_year (gdate), g_date_get_month (gdate),
                      g_date_get_day (gdate));
}

/**
 * ds_date_new:
 * @year: a year
 * @month: a month from 1 on
 * @day: a day from 1 on, or 0 where only the month is known
 *
 * Returns: the date, or %DS_DATE_NONE where there is no such day
 */
DsDate
ds_date_new (int year,
             unsigned int month,
             unsigned int day)
{
  if (year < 1 || year > DS_DATE_MAX_YEAR || month < 1 || month > MONTHS_A_YEAR ||
      day > g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year))
    return DS_DATE_NONE;

  return (DsDate) { (int16_t) year, (uint8_t) month, (uint8_t) day };
}

/**
 * ds_date_is_set:
 * @date: a date
 *
 * Returns: whether it is one, and not %DS_DATE_NONE
 */
bool
ds_date_is_set (DsDate date)
{
  return date.year != 0;
}

/* So many ASCII digits, as a number. */
static unsigned int
read_digits (const char *text,
             unsigned int n)
{
  unsigned int number = 0;

  for (unsigned int i = 0; i < n; i++)
    number = number * 10 + (unsigned int) (text[i] - '0');

  return number;
}

/* Whether every character is a digit where @form has 0, else the one of @form. */
static bool
has_form (const char *text,
          const char *form)
{
  for (size_t i = 0; form[i] != '\0'; i++)
    {
      if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
        return false;
    }

  return true;
}

/**
 * ds_date_parse:
 * @text: (nullable): any text
 * @date: (out): return location for the date
 *
 * Reads a day of ISO 8601's extended format, "2026-11-22", and nothing else: no
 * space, no time, no sign, no other digits, no day that does not exist.
 *
 * Returns: whether it is one; @date is %DS_DATE_NONE otherwise
 */
bool
ds_date_parse (const char *text,
               DsDate *date)
{
  g_return_val_if_fail (date != NULL, false);

  *date = DS_DATE_NONE;
  if (text == NULL || strnlen (text, DAY_LENGTH + 1) != DAY_LENGTH ||
      !has_form (text, "0000-00-00"))
    return false;
  if (read_digits (text + 8, 2) == 0)
    return false;

  *date = ds_date_new ((int) read_digits (text, 4), read_digits (text + 5, 2),
                       read_digits (text + 8, 2));
  return ds_date_is_set (*date);
}

/**
 * ds_date_parse_partial:
 * @text: (nullable): any text
 * @date: (out): return location for the date
 *
 * Like ds_date_parse(), for sources that know no more than the month: reads
 * "2026-11" as well.
 *
 * Returns: whether it is one; @date is %DS_DATE_NONE otherwise
 */
bool
ds_date_parse_partial (const char *text,
                       DsDate *date)
{
  g_return_val_if_fail (date != NULL, false);

  if (text == NULL || strnlen (text, MONTH_LENGTH + 1) != MONTH_LENGTH ||
      !has_form (text, "0000-00"))
    return ds_date_parse (text, date);

  *date = ds_date_new ((int) read_digits (text, 4), read_digits (text + 5, 2), 0);
  return ds_date_is_set (*date);
}

/**
 * ds_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): what ds_date_parse_partial() reads, or %NULL
 *   for no date
 */
char *
ds_date_to_iso (DsDate date)
{
  if (!ds_date_is_set (date))
    return NULL;
  if (date.day == 0)
    return g_strdup_printf ("%04d-%02u", date.year, date.month);

  return g_strdup_printf ("%04d-%02u-%02u", date.year, date.month, date.day);
}

/**
 * ds_date_from_unix:
 * @seconds: seconds since 1970 in UTC, or 0 for never
 * @zone: (nullable): where the day is asked for, or %NULL for this computer's own
 *
 * Returns: the day that it is then and there; %DS_DATE_NONE for never, and for what
 *   no calendar holds
 */
DsDate
ds_date_from_unix (int64_t seconds,
                   GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autoptr (GDateTime) there = NULL;

  if (utc == NULL)
    return DS_DATE_NONE;

  there = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  if (there == NULL)
    return DS_DATE_NONE;

  return ds_date_new (g_date_time_get_year (there),
                      (unsigned int) g_date_time_get_month (there),
                      (unsigned int) g_date_time_get_day_of_month (there));
}

/**
 * ds_date_today:
 *
 * Returns: the day that this computer's clock shows, in its own time zone
 */
DsDate
ds_date_today (void)
{
  return ds_date_from_unix (ds_clock_now (), NULL);
}

/**
 * ds_date_get_last_day:
 * @date: a date
 *
 * Returns: the same with a day; the last one where only the month is known
 */
DsDate
ds_date_get_last_day (DsDate date)
{
  return ds_date_is_set (date) && date.day == 0
             ? ds_date_end_of_month (date.year, date.month)
             : date;
}

/**
 * ds_date_end_of_month:
 * @year: a year
 * @month: a month from 1 on
 *
 * Returns: its last day, or %DS_DATE_NONE where there is no such month
 */
DsDate
ds_date_end_of_month (int year,
                      unsigned int month)
{
  DsDate date = ds_date_new (year, month, 0);

  if (ds_date_is_set (date))
    date.day = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);

  return date;
}

/**
 * ds_date_compare:
 * @a: a date
 * @b: another
 *
 * A month without a day counts as its last day, and no date comes before all others.
 *
 * Returns: less than, equal to or more than 0, as @a is before, on or after @b
 */
int
ds_date_compare (DsDate a,
                 DsDate b)
{
  DsDate first = ds_date_get_last_day (a);
  DsDate second = ds_date_get_last_day (b);

  if (first.year != second.year)
    return first.year < second.year ? -1 : 1;
  if (first.month != second.month)
    return first.month < second.month ? -1 : 1;

  return (first.day > second.day) - (first.day < second.day);
}

/**
 * ds_date_days_until:
 * @from: a date that is set
 * @to: another
 *
 * Returns: how many days later @to is; less than 0 where it is earlier
 */
int
ds_date_days_until (DsDate from,
                    DsDate to)
{
  GDate first;
  GDate second;

  g_return_val_if_fail (ds_date_is_set (from), 0);
  g_return_val_if_fail (ds_date_is_set (to), 0);

  to_gdate (from, &first);
  to_gdate (to, &second);
  return g_date_days_between (&first, &second);
}

/**
 * ds_date_add_days:
 * @date: a date
 * @days: how many days later; less than 0 for earlier
 *
 * Returns: that day; %DS_DATE_NONE where @date is, and outside the years 1 to
 *   %DS_DATE_MAX_YEAR
 */
DsDate
ds_date_add_days (DsDate date,
                  int days)
{
  GDate gdate;
  int64_t julian;

  if (!ds_date_is_set (date))
    return DS_DATE_NONE;

  to_gdate (date, &gdate);
  julian = (int64_t) g_date_get_julian (&gdate) + days;
  if (julian < 1 || julian > (int64_t) DS_DATE_MAX_YEAR * 366)
    return DS_DATE_NONE;

  g_date_set_julian (&gdate, (guint32) julian);
  return from_gdate (&gdate);
}

/**
 * ds_date_add_months:
 * @date: a date
 * @months: how many months later
 *
 * The same day of a later month, or the last one where that month is too short: a
 * year after 29 February is 28 February.
 *
 * Returns: that day, or month where @date is one; %DS_DATE_NONE where @date is, and
 *   after the year %DS_DATE_MAX_YEAR
 */
DsDate
ds_date_add_months (DsDate date,
                    unsigned int months)
{
  uint64_t count;
  DsDate later;

  if (!ds_date_is_set (date))
    return DS_DATE_NONE;

  count = (uint64_t) date.year * MONTHS_A_YEAR + date.month - 1u + months;
  later = ds_date_end_of_month ((int) (count / MONTHS_A_YEAR),
                                (unsigned int) (count % MONTHS_A_YEAR) + 1);
  later.day = MIN (later.day, date.day);
  return later;
}

/**
 * ds_date_add_years:
 * @date: a date
 * @years: how many years later
 *
 * Returns: like ds_date_add_months()
 */
DsDate
ds_date_add_years (DsDate date,
                   unsigned int years)
{
  return years > DS_DATE_MAX_YEAR ? DS_DATE_NONE
                                  : ds_date_add_months (date, years * MONTHS_A_YEAR);
}

/**
 * ds_date_dup_text:
 * @date: a date
 *
 * Writes a day for a person with the name of the month; a month alone where no more
 * is known.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for no date
 */
char *
ds_date_dup_text (DsDate date)
{
  g_autoptr (GDateTime) time = NULL;

  if (!ds_date_is_set (date))
    return NULL;

  time = g_date_time_new_utc (date.year, date.month, MAX (date.day, 1), 12, 0, 0);
  if (time == NULL)
    return NULL;
  if (date.day == 0)
    /* Translators: a month of a year, as g_date_time_format() takes it: May 2026 */
    return g_date_time_format (time, _("%OB %Y"));

  return ds_clock_dup_date (g_date_time_to_unix (time));
}

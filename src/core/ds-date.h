/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The last year that is written with four digits. */
#define DS_DATE_MAX_YEAR 9999

/**
 * DsDate:
 * @year: 1 to %DS_DATE_MAX_YEAR, or 0 for no date at all
 * @month: 1 to 12
 * @day: 1 to 31, or 0 where only the month is known
 *
 * A day of the Gregorian calendar, the same for everyone and in every time zone:
 * what makers promise by. All zero is no date; a month without a day counts as its
 * last day, since “until May” includes May.
 */
typedef struct
{
  int16_t year;
  uint8_t month;
  uint8_t day;
} DsDate;

/* No date: what is not known, or does not exist. */
#define DS_DATE_NONE ((DsDate) { 0, 0, 0 })

DsDate ds_date_new           (int          year,
                              unsigned int month,
                              unsigned int day);
bool   ds_date_is_set        (DsDate       date);

/* "2026-11-22" only, and that or "2026-11". */
bool   ds_date_parse         (const char  *text,
                              DsDate      *date);
bool   ds_date_parse_partial (const char  *text,
                              DsDate      *date);
char  *ds_date_to_iso        (DsDate       date);

DsDate ds_date_from_unix     (int64_t      seconds,
                              GTimeZone   *zone);
DsDate ds_date_today         (void);

int    ds_date_compare       (DsDate       a,
                              DsDate       b);
int    ds_date_days_until    (DsDate       from,
                              DsDate       to);
DsDate ds_date_add_days      (DsDate       date,
                              int          days);
DsDate ds_date_add_months    (DsDate       date,
                              unsigned int months);
DsDate ds_date_add_years     (DsDate       date,
                              unsigned int years);
DsDate ds_date_end_of_month  (int          year,
                              unsigned int month);
DsDate ds_date_get_last_day  (DsDate       date);

/* As a person reads it: "3 May 2026", "May 2026". */
char  *ds_date_dup_text      (DsDate       date);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-date"

#include "config.h"

#include "core/ds-clock.h"
#include "core/ds-date-form.h"
#include "core/ds-date.h"

#include <locale.h>

#include "ds-test.h"

#define LATE_EVENING 1777850100 /* 3 May 2026, 23:15 UTC */

static void
assert_iso (DsDate date,
            const char *expected)
{
  g_autofree char *text = ds_date_to_iso (date);

  g_assert_cmpstr (text, ==, expected);
}

static DsDate
day (const char *text)
{
  DsDate date;

  g_assert_true (ds_date_parse_partial (text, &date));
  return date;
}

static void
test_only_days_that_exist_are_dates (void)
{
  static const char * const days[] = {
    "2026-11-22", "2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31",
  };
  static const char * const others[] = {
    "2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00",
    "0000-01-01", "2026-1-1", "26-01-01", "+2026-01-01", "-026-01-01", "2026-01-01 ",
    " 2026-01-01", "2026-01-01T00:00:00Z", "20260101", "2026/01/01", "2026-01", "2026",
    "2026-W01-1", "２０２６-01-01", "2026-01-0a", "tomorrow", "",
  };
  DsDate date;

  for (unsigned int i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_true (ds_date_parse (days[i], &date));
      assert_iso (date, days[i]);
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (ds_date_parse (others[i], &date))
        g_error ("“%s” is taken for a day", others[i]);
      g_assert_false (ds_date_is_set (date));
    }
  g_assert_false (ds_date_parse (NULL, &date));
}

static void
test_a_month_counts_as_its_last_day (void)
{
  DsDate date;

  g_assert_true (ds_date_parse_partial ("2029-10", &date));
  assert_iso (date, "2029-10");
  assert_iso (ds_date_get_last_day (date), "2029-10-31");
  assert_iso (ds_date_get_last_day (day ("2028-02")), "2028-02-29");
  assert_iso (ds_date_get_last_day (day ("2029-10-03")), "2029-10-03");
  g_assert_cmpint (ds_date_compare (date, day ("2029-10-31")), ==, 0);
  g_assert_cmpint (ds_date_compare (date, day ("2029-10-30")), >, 0);
  g_assert_cmpint (ds_date_days_until (day ("2029-10-30"), date), ==, 1);
  g_assert_false (ds_date_parse_partial ("2029-13", &date));
  g_assert_false (ds_date_parse_partial ("2029-1", &date));
  g_assert_false (ds_date_parse_partial ("2029", &date));
}

static void
test_days_are_in_order (void)
{
  g_assert_cmpint (ds_date_compare (day ("2026-11-22"), day ("2026-11-22")), ==, 0);
  g_assert_cmpint (ds_date_compare (day ("2026-11-22"), day ("2026-11-23")), <, 0);
  g_assert_cmpint (ds_date_compare (day ("2026-11-22"), day ("2026-10-30")), >, 0);
  g_assert_cmpint (ds_date_compare (day ("2025-12-31"), day ("2026-01-01")), <, 0);
  g_assert_cmpint (ds_date_compare (DS_DATE_NONE, day ("0001-01-01")), <, 0);
  g_assert_cmpint (ds_date_compare (DS_DATE_NONE, DS_DATE_NONE), ==, 0);
}

static void
test_days_between_cross_months_leap_days_and_years (void)
{
  g_assert_cmpint (ds_date_days_until (day ("2026-11-22"), day ("2026-11-22")), ==, 0);
  g_assert_cmpint (ds_date_days_until (day ("2024-02-28"), day ("2024-03-01")), ==, 2);
  g_assert_cmpint (ds_date_days_until (day ("2023-02-28"), day ("2023-03-01")), ==, 1);
  g_assert_cmpint (ds_date_days_until (day ("2026-12-31"), day ("2027-12-31")), ==, 365);
  g_assert_cmpint (ds_date_days_until (day ("2027-01-01"), day ("2026-12-31")), ==, -1);
  g_assert_cmpint (ds_date_days_until (day ("0001-01-01"), day ("9999-12-31")), ==, 3652058);
}

static void
test_a_later_month_may_be_shorter (void)
{
  assert_iso (ds_date_add_years (day ("2024-02-29"), 1), "2025-02-28");
  assert_iso (ds_date_add_years (day ("2024-02-29"), 4), "2028-02-29");
  assert_iso (ds_date_add_months (day ("2026-01-31"), 1), "2026-02-28");
  assert_iso (ds_date_add_months (day ("2026-10-31"), 1), "2026-11-30");
  assert_iso (ds_date_add_months (day ("2026-11-30"), 3), "2027-02-28");
  assert_iso (ds_date_add_months (day ("2026-12-15"), 0), "2026-12-15");
  assert_iso (ds_date_add_months (day ("2026-12"), 25), "2029-01");
  assert_iso (ds_date_add_years (day ("9999-01-01"), 1), NULL);
  assert_iso (ds_date_add_years (day ("2026-01-01"), G_MAXUINT), NULL);
  assert_iso (ds_date_add_years (day ("2026-01-01"), 357913942), NULL); /* 2^32 months and 8 */
  assert_iso (ds_date_add_months (day ("2026-01-01"), G_MAXUINT), NULL);
  assert_iso (ds_date_add_months (day ("9999-12-01"), 1), NULL);
  assert_iso (ds_date_add_years (DS_DATE_NONE, 1), NULL);
}

static void
test_days_are_added_both_ways (void)
{
  assert_iso (ds_date_add_days (day ("2026-11-22"), 90), "2027-02-20");
  assert_iso (ds_date_add_days (day ("2024-03-01"), -1), "2024-02-29");
  assert_iso (ds_date_add_days (day ("9999-12-31"), 1), NULL);
  assert_iso (ds_date_add_days (day ("0001-01-01"), -1), NULL);
  assert_iso (ds_date_add_days (day ("2026-01-01"), G_MAXINT), NULL);
  /* A year of 16 bits is one of ours again. */
  assert_iso (ds_date_add_days (day ("2026-01-01"), 24000000), NULL);
  assert_iso (ds_date_add_days (DS_DATE_NONE, 1), NULL);
}

static void
test_the_end_of_a_month (void)
{
  assert_iso (ds_date_end_of_month (2026, 2), "2026-02-28");
  assert_iso (ds_date_end_of_month (2028, 2), "2028-02-29");
  assert_iso (ds_date_end_of_month (2100, 2), "2100-02-28");
  assert_iso (ds_date_end_of_month (2026, 12), "2026-12-31");
  assert_iso (ds_date_end_of_month (2026, 13), NULL);
  assert_iso (ds_date_end_of_month (0, 1), NULL);
}

static void
test_it_is_tomorrow_already_further_east (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) berlin = g_time_zone_new_offset (2 * 60 * 60);
  g_autoptr (GTimeZone) kiribati = g_time_zone_new_offset (14 * 60 * 60);
  g_autoptr (GTimeZone) samoa = g_time_zone_new_offset (-11 * 60 * 60);

  assert_iso (ds_date_from_unix (LATE_EVENING, utc), "2026-05-03");
  assert_iso (ds_date_from_unix (LATE_EVENING, berlin), "2026-05-04");
  assert_iso (ds_date_from_unix (LATE_EVENING, kiribati), "2026-05-04");
  assert_iso (ds_date_from_unix (LATE_EVENING, samoa), "2026-05-03");
  assert_iso (ds_date_from_unix (LATE_EVENING - 13 * 60 * 60, samoa), "2026-05-02");
  assert_iso (ds_date_from_unix (0, utc), NULL);
  assert_iso (ds_date_from_unix (G_MAXINT64, utc), NULL);
}

static void
test_today_is_the_day_of_this_computer (void)
{
  ds_clock_set (LATE_EVENING);
  assert_iso (ds_date_today (), "2026-05-03");
  ds_clock_set (0);
}

static void
assert_text (const char *locale,
             const char *date,
             const char *expected)
{
  g_autofree char *text = NULL;

  if (setlocale (LC_ALL, locale) == NULL)
    {
      g_test_skip_printf ("this computer has no %s", locale);
      return;
    }
  text = ds_date_dup_text (day (date));
  g_assert_cmpstr (text, ==, expected);
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_a_person_reads_the_name_of_the_month (void)
{
  assert_text ("C.UTF-8", "2026-05-03", "3 May 2026");
  assert_text ("C.UTF-8", "2026-05", "May 2026");
  assert_text ("en_US.UTF-8", "2026-05-31", "May 31, 2026");
  assert_text ("de_DE.UTF-8", "2026-05", "Mai 2026");
  g_assert_null (ds_date_dup_text (DS_DATE_NONE));
}

typedef struct
{
  const char *form;
  const char *text;
  const char *iso; /* NULL: no day there */
} Typed;

#define GERMANY "%d.%m.%Y"
#define BRITAIN "%d/%m/%y"
#define AMERICA "%m/%d/%Y"
#define JAPAN "%Y年%m月%d日"
#define KOREA "%Y년 %m월 %d일"
#define BULGARIA "%e.%m.%Y"
#define NETHERLANDS "%d-%m-%Y"

static const Typed typed[] = {
  { GERMANY, "22.11.2026", "2026-11-22" },   { GERMANY, "3.5.2026", "2026-05-03" },
  { GERMANY, "03. 05. 2026", "2026-05-03" }, { GERMANY, "29.2.2024", "2024-02-29" },
  { GERMANY, "22.11.26", NULL },             { GERMANY, "22/11/2026", NULL },
  { GERMANY, "11.22.2026", NULL },           { GERMANY, "29.2.2023", NULL },
  { GERMANY, "0.5.2026", NULL },             { GERMANY, "3.0.2026", NULL },
  { GERMANY, "003.5.2026", NULL },           { GERMANY, "3.5.02026", NULL },
  { GERMANY, "3.5.2026.", NULL },            { GERMANY, "3.5.2026 ", NULL },
  { GERMANY, "3.5.", NULL },                 { GERMANY, "3 .5.2026", NULL },
  { GERMANY, "+3.5.2026", NULL },            { GERMANY, "３.5.2026", NULL },
  { GERMANY, "3.5.0000", NULL },             { GERMANY, "", NULL },
  { GERMANY, "2026-11-22", NULL },           { GERMANY, "3.5.2026\xff", NULL },
  { GERMANY, "3.                              5.2026", NULL },
  { BRITAIN, "22/11/2026", "2026-11-22" },   { BRITAIN, "03/05/2026", "2026-05-03" },
  { BRITAIN, "22/11/26", NULL },             { BRITAIN, "11/22/2026", NULL },
  { AMERICA, "11/22/2026", "2026-11-22" },   { AMERICA, "05/03/2026", "2026-05-03" },
  { AMERICA, "22/11/2026", NULL },           { AMERICA, "11-22-2026", NULL },
  { JAPAN, "2026年11月22日", "2026-11-22" },  { JAPAN, "2026年5月3日", "2026-05-03" },
  { JAPAN, "2026年11月22", NULL },            { JAPAN, "26年11月22日", NULL },
  { KOREA, "2026년 5월 3일", "2026-05-03" },   { KOREA, "2026년5월3일", "2026-05-03" },
  { BULGARIA, "3.05.2026", "2026-05-03" },   { NETHERLANDS, "22-11-2026", "2026-11-22" },
  { NETHERLANDS, "2026-11-22", NULL },
};

static void
test_a_day_is_typed_as_it_is_written_there (void)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      DsDate date;

      if (ds_date_form_parse (typed[i].form, typed[i].text, &date) != (typed[i].iso != NULL))
        g_error ("“%s” in the form “%s”", typed[i].text, typed[i].form);
      assert_iso (date, typed[i].iso);
    }
}

static void
assert_written (const char *form,
                const char *iso,
                const char *expected)
{
  g_autofree char *text = ds_date_form_write (form, day (iso));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_day_is_written_as_it_is_typed_there (void)
{
  assert_written (GERMANY, "2026-05-03", "03.05.2026");
  assert_written (BRITAIN, "2026-05-03", "03/05/2026");
  assert_written (AMERICA, "2026-05-03", "05/03/2026");
  assert_written (JAPAN, "2026-05-03", "2026年05月03日");
  assert_written (BULGARIA, "2026-05-03", "3.05.2026");
  assert_written ("%-d.%-m.%Y", "0987-05-03", "3.5.0987");
}

static void
assert_own (const char *locale,
            const char *expected)
{
  const char *form;

  if (setlocale (LC_TIME, locale) == NULL)
    {
      g_test_message ("this computer does not have %s", locale);
      return;
    }

  form = ds_date_form_get_own ();
  if (expected == NULL)
    g_assert_null (form);
  else
    assert_written (form, "2026-11-22", expected);
  setlocale (LC_TIME, "C");
}

static void
test_each_country_has_its_form (void)
{
  assert_own ("C", NULL);
  assert_own ("C.UTF-8", NULL);
  assert_own ("POSIX", NULL);
  assert_own ("de_DE.UTF-8", "22.11.2026");
  assert_own ("en_US.UTF-8", "11/22/2026");
  assert_own ("he_IL.UTF-8", "22/11/2026");
  assert_own ("ja_JP.UTF-8", "2026年11月22日");
  /* The name of the month is no number. */
  assert_own ("ar_EG.UTF-8", NULL);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ds_test_init (&argc, &argv);

  g_test_add_func ("/date/only-days-that-exist-are-dates", test_only_days_that_exist_are_dates);
  g_test_add_func ("/date/a-month-counts-as-its-last-day", test_a_month_counts_as_its_last_day);
  g_test_add_func ("/date/days-are-in-order", test_days_are_in_order);
  g_test_add_func ("/date/days-between-cross-months-leap-days-and-years",
                   test_days_between_cross_months_leap_days_and_years);
  g_test_add_func ("/date/a-later-month-may-be-shorter", test_a_later_month_may_be_shorter);
  g_test_add_func ("/date/days-are-added-both-ways", test_days_are_added_both_ways);
  g_test_add_func ("/date/the-end-of-a-month", test_the_end_of_a_month);
  g_test_add_func ("/date/it-is-tomorrow-already-further-east",
                   test_it_is_tomorrow_already_further_east);
  g_test_add_func ("/date/today-is-the-day-of-this-computer",
                   test_today_is_the_day_of_this_computer);
  g_test_add_func ("/date/a-day-is-typed-as-it-is-written-there",
                   test_a_day_is_typed_as_it_is_written_there);
  g_test_add_func ("/date/a-day-is-written-as-it-is-typed-there",
                   test_a_day_is_written_as_it_is_typed_there);
  g_test_add_func ("/date/each-country-has-its-form", test_each_country_has_its_form);
  g_test_add_func ("/date/a-person-reads-the-name-of-the-month",
                   test_a_person_reads_the_name_of_the_month);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-notice"

#include "config.h"

#include "support/ds-notice.h"

#include "ds-support-test.h"
#include "ds-test.h"

/* What a person with one device is told on @day. */
static DsNotice
tell (const char *claim,
      const char *day,
      bool silenced,
      DsNoticeTrace *trace)
{
  g_autoptr (GPtrArray) claims = ds_test_claims (claim);
  DsToday today = ds_test_today (day);
  g_autoptr (DsVerdict) verdict = ds_verdict_new (claims, DS_DATE_NONE, &today);

  return ds_notice_step (verdict, silenced, trace);
}

/* Day after day: which notices come, and on which days. */
static char *
live (const char *claim,
      const char *from,
      const char *to)
{
  g_autoptr (GString) told = g_string_new (NULL);
  DsNoticeTrace trace = { 0 };
  DsDate day = ds_test_date (from);

  while (ds_date_compare (day, ds_test_date (to)) <= 0)
    {
      g_autofree char *text = ds_date_to_iso (day);
      DsNotice notice = tell (claim, text, false, &trace);

      if (notice != DS_NOTICE_NONE)
        g_string_append_printf (told, "%s:%u ", text, notice);
      day = ds_date_add_days (day, 1);
    }

  return g_strdup (told->str);
}

static void
test_three_notices_in_the_life_of_a_device (void)
{
  g_autofree char *told = live ("device until 2028-02-29", "2026-11-22", "2029-12-31");

  g_assert_cmpstr (told, ==, "2027-12-01:1 2028-01-30:2 2028-03-01:3 ");
}

static void
test_the_end_of_a_month_is_its_last_day (void)
{
  g_autofree char *told = live ("device until 2027-02", "2026-11-22", "2027-06-30");

  g_assert_cmpstr (told, ==, "2026-11-30:1 2027-01-29:2 2027-03-01:3 ");
}

static void
test_who_comes_late_is_told_only_the_last (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("device until 2026-12-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_30_DAYS);
  g_assert_cmpuint (tell ("device until 2026-12-01", "2026-11-23", false, &trace), ==,
                    DS_NOTICE_NONE);
}

static void
test_a_computer_that_was_off_for_months_tells_once (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_90_DAYS);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-08-01", false, &trace), ==,
                    DS_NOTICE_ENDED);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-08-02", false, &trace), ==,
                    DS_NOTICE_NONE);
}

static void
test_a_device_without_a_day_is_told_about_once_it_has_ended (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("catalogue no-date", "2026-11-22", false, &trace), ==, DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("catalogue ended", "2026-11-23", false, &trace), ==, DS_NOTICE_ENDED);
  g_assert_cmpuint (tell ("catalogue ended", "2026-11-24", false, &trace), ==, DS_NOTICE_NONE);
}

static void
test_a_new_last_day_begins_anew (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("device until 2026-11-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_ENDED);
  /* The maker goes on after all; or the day of purchase was wrong. */
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-23", false, &trace), ==,
                    DS_NOTICE_90_DAYS);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-24", false, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-02-02", false, &trace), ==,
                    DS_NOTICE_ENDED);
}

static void
test_an_earlier_day_in_the_past_is_no_news (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("catalogue ended", "2026-11-22", false, &trace), ==, DS_NOTICE_ENDED);
  g_assert_cmpuint (tell ("catalogue ended 2024-01-01", "2026-11-23", false, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("catalogue ended 2023-01-01", "2026-11-24", false, &trace), ==,
                    DS_NOTICE_NONE);
}

static void
test_the_same_day_told_by_its_month_is_no_news (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("catalogue until 2027-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_90_DAYS);
  g_assert_cmpuint (tell ("catalogue until 2027-01-31", "2026-11-23", false, &trace), ==,
                    DS_NOTICE_NONE);
}

/* Only the last of it, and nothing that was told before. */
static void
test_who_silenced_a_device_is_told_afterwards_what_came_meanwhile (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_90_DAYS);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-23", true, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-24", false, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-01-02", true, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-02-02", true, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2027-02-03", false, &trace), ==,
                    DS_NOTICE_ENDED);
}

static void
test_a_wrong_clock_tells_nothing_and_forgets_nothing (void)
{
  DsNoticeTrace trace = { 0 };

  g_assert_cmpuint (tell ("device until 2027-02-01", "2099-01-01", false, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-22", false, &trace), ==,
                    DS_NOTICE_90_DAYS);
  g_assert_cmpuint (tell ("device until 2027-02-01", "1970-01-01", false, &trace), ==,
                    DS_NOTICE_NONE);
  g_assert_cmpuint (tell ("device until 2027-02-01", "2026-11-23", false, &trace), ==,
                    DS_NOTICE_NONE);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/notice/three-notices-in-the-life-of-a-device",
                   test_three_notices_in_the_life_of_a_device);
  g_test_add_func ("/notice/the-end-of-a-month-is-its-last-day",
                   test_the_end_of_a_month_is_its_last_day);
  g_test_add_func ("/notice/who-comes-late-is-told-only-the-last",
                   test_who_comes_late_is_told_only_the_last);
  g_test_add_func ("/notice/a-computer-that-was-off-for-months-tells-once",
                   test_a_computer_that_was_off_for_months_tells_once);
  g_test_add_func ("/notice/a-device-without-a-day-is-told-about-once-it-has-ended",
                   test_a_device_without_a_day_is_told_about_once_it_has_ended);
  g_test_add_func ("/notice/a-new-last-day-begins-anew", test_a_new_last_day_begins_anew);
  g_test_add_func ("/notice/an-earlier-day-in-the-past-is-no-news",
                   test_an_earlier_day_in_the_past_is_no_news);
  g_test_add_func ("/notice/the-same-day-told-by-its-month-is-no-news",
                   test_the_same_day_told_by_its_month_is_no_news);
  g_test_add_func ("/notice/who-silenced-a-device-is-told-afterwards-what-came-meanwhile",
                   test_who_silenced_a_device_is_told_afterwards_what_came_meanwhile);
  g_test_add_func ("/notice/a-wrong-clock-tells-nothing-and-forgets-nothing",
                   test_a_wrong_clock_tells_nothing_and_forgets_nothing);
  return g_test_run ();
}

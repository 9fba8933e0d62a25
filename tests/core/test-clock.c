/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-clock"

#include "config.h"

#include "core/ds-clock.h"

#include <glib.h>
#include <locale.h>

#include "ds-test.h"

#define MIDNIGHT  1777766400 /* 3 May 2026, 00:00 UTC */
#define AFTERNOON 1777817100 /* 3 May 2026, 14:05 UTC */

typedef char *(*Writer) (int64_t seconds);

static void
assert_written (Writer writer,
                const char *locale,
                int64_t seconds,
                const char *expected)
{
  g_autofree char *text = NULL;

  if (setlocale (LC_ALL, locale) == NULL)
    {
      g_test_skip_printf ("this computer has no %s", locale);
      return;
    }
  text = writer (seconds);
  g_assert_cmpstr (text, ==, expected);
  setlocale (LC_ALL, "C.UTF-8");
}

static void
assert_text (const char *locale,
             int64_t seconds,
             const char *expected)
{
  assert_written (ds_clock_dup_text, locale, seconds, expected);
}

static void
test_who_counts_to_24_reads_no_am_or_pm (void)
{
  assert_text ("C.UTF-8", AFTERNOON, "3 May 2026, 14:05");
}

static void
test_who_counts_to_12_reads_am_and_pm (void)
{
  assert_text ("en_US.UTF-8", AFTERNOON, "May 3, 2026 at 2:05 PM");
}

static void
test_months_are_named_in_the_language_of_the_person (void)
{
  assert_text ("de_DE.UTF-8", AFTERNOON, "3 Mai 2026, 14:05");
}

static void
test_a_time_of_day_has_no_date (void)
{
  assert_written (ds_clock_dup_time, "C.UTF-8", AFTERNOON, "14:05");
  assert_written (ds_clock_dup_time, "en_US.UTF-8", AFTERNOON, "2:05 PM");
}

static void
test_a_day_has_no_time (void)
{
  assert_written (ds_clock_dup_date, "C.UTF-8", AFTERNOON, "3 May 2026");
  assert_written (ds_clock_dup_date, "en_US.UTF-8", AFTERNOON, "May 3, 2026");
  assert_written (ds_clock_dup_date, "de_DE.UTF-8", AFTERNOON, "3 Mai 2026");
}

static void
test_a_promised_day_stays_the_same_west_of_greenwich (void)
{
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;

  g_setenv ("TZ", "XYZ8", TRUE);
  time = ds_clock_dup_time (MIDNIGHT);
  day = ds_clock_dup_date (MIDNIGHT);
  g_setenv ("TZ", "UTC", TRUE);

  g_assert_cmpstr (time, ==, "16:00"); /* of the day before */
  g_assert_cmpstr (day, ==, "3 May 2026");
}

static void
test_never_is_no_date (void)
{
  assert_written (ds_clock_dup_time, "C.UTF-8", 0, NULL);
  assert_written (ds_clock_dup_time, "C.UTF-8", G_MAXINT64, NULL);
  assert_written (ds_clock_dup_date, "C.UTF-8", 0, NULL);
  assert_written (ds_clock_dup_date, "C.UTF-8", G_MAXINT64, NULL);
  assert_text ("C.UTF-8", 0, NULL);
  assert_text ("C.UTF-8", G_MAXINT64, NULL);
}

/* RFC 3339 is a small part of ISO 8601, which GLib reads. */
static void
test_a_moment_is_written_one_way (void)
{
  static const char * const wrong[] = {
    "1970-01-01T00:00:00Z",
    "", "2031", "2031-03-31", "2031-03-31 00:00:00Z", "2031-03-31t00:00:00Z", "2031-03-31T00:00:00",
    "2031-03-31T00:00:00,5Z", "2031-W14-1T00:00:00Z", "2031-090T00:00:00.000Z",
    "20310331T000000.0000Z", "2031-03-31T000000.00Z", "2031-02-30T00:00:00Z",
    "2031-03-31T24:00:01Z", "0000-00-00T00:00:00Z", "1969-12-31T23:59:59Z",
    "2031-03-31T00:00:00Zjunk", "+031-03-31T00:00:00Z",
  };
  int64_t seconds = 7;

  g_assert_true (ds_clock_parse ("2031-03-31T00:00:00Z", &seconds));
  g_assert_cmpint (seconds, ==, 1932681600);
  g_assert_true (ds_clock_parse ("2031-03-31T02:00:00.25+02:00", &seconds));
  g_assert_cmpint (seconds, ==, 1932681600);
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      seconds = 7;
      g_assert_false (ds_clock_parse (wrong[i], &seconds));
      g_assert_cmpint (seconds, ==, 7);
    }
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ds_test_init (&argc, &argv);

  g_test_add_func ("/clock/who-counts-to-24-reads-no-am-or-pm",
                   test_who_counts_to_24_reads_no_am_or_pm);
  g_test_add_func ("/clock/who-counts-to-12-reads-am-and-pm",
                   test_who_counts_to_12_reads_am_and_pm);
  g_test_add_func ("/clock/months-are-named-in-the-language-of-the-person",
                   test_months_are_named_in_the_language_of_the_person);
  g_test_add_func ("/clock/a-time-of-day-has-no-date", test_a_time_of_day_has_no_date);
  g_test_add_func ("/clock/a-day-has-no-time", test_a_day_has_no_time);
  g_test_add_func ("/clock/a-promised-day-stays-the-same-west-of-greenwich",
                   test_a_promised_day_stays_the_same_west_of_greenwich);
  g_test_add_func ("/clock/never-is-no-date", test_never_is_no_date);
  g_test_add_func ("/clock/a-moment-is-written-one-way", test_a_moment_is_written_one_way);
  return g_test_run ();
}

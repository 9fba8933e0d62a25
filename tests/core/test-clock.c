/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-clock"

#include "config.h"

#include "core/ds-clock.h"

#include <glib.h>
#include <locale.h>

#include "ds-test.h"

#define AFTERNOON 1777817100 /* 3 May 2026, 14:05 UTC */

static void
assert_text (const char *locale,
             int64_t seconds,
             const char *expected)
{
  g_autofree char *text = NULL;

  if (setlocale (LC_ALL, locale) == NULL)
    {
      g_test_skip_printf ("this computer has no %s", locale);
      return;
    }
  text = ds_clock_dup_text (seconds);
  g_assert_cmpstr (text, ==, expected);
  setlocale (LC_ALL, "C.UTF-8");
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
test_never_is_no_date (void)
{
  assert_text ("C.UTF-8", 0, NULL);
  assert_text ("C.UTF-8", G_MAXINT64, NULL);
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
  g_test_add_func ("/clock/never-is-no-date", test_never_is_no_date);
  return g_test_run ();
}

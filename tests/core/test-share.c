/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-test.h"

#include "core/ds-share.h"

#define SECOND INT64_C (1000000)

/* Everyone takes all that there is: the last one has as much as the first. */
static void
test_nobody_is_left_out (void)
{
  for (unsigned int n = 1; n <= 40; n++)
    {
      unsigned int total = ds_share_total (n, 30000);
      int64_t now = 5 * SECOND;
      DsShare share;

      ds_share_begin (&share, now, n, total);
      for (unsigned int i = 0; i < n; i++)
        {
          unsigned int mine = ds_share_next (&share, now);

          g_assert_cmpuint (mine, >=, total / n);
          g_assert_cmpuint (mine, <=, total / n + 1);
          now += mine * INT64_C (1000);
        }
      g_assert_cmpint (now, <=, 5 * SECOND + total * INT64_C (1000));
    }
}

static void
test_few_have_all_that_one_needs (void)
{
  g_assert_cmpuint (ds_share_total (0, 30000), ==, 30000);
  g_assert_cmpuint (ds_share_total (1, 30000), ==, 30000);
  g_assert_cmpuint (ds_share_total (4, 30000), ==, 120000);
  g_assert_cmpuint (ds_share_total (64, 30000), ==, 120000);
}

static void
test_what_is_not_used_goes_to_the_next (void)
{
  DsShare share;

  ds_share_begin (&share, 0, 3, 90000);
  g_assert_cmpuint (ds_share_next (&share, 0), ==, 30000);
  g_assert_cmpuint (ds_share_next (&share, 10 * SECOND), ==, 40000);
  g_assert_cmpuint (ds_share_next (&share, 10 * SECOND), ==, 80000);
  /* Whoever comes unexpected has what is left. */
  g_assert_cmpuint (ds_share_next (&share, 20 * SECOND), ==, 70000);
  g_assert_cmpuint (ds_share_next (&share, 20 * SECOND), ==, 70000);
}

/* A computer that slept in between. */
static void
test_late_is_not_never (void)
{
  DsShare share;

  ds_share_begin (&share, 0, 2, 60000);
  g_assert_cmpuint (ds_share_next (&share, 3600 * SECOND), ==, 1);
  g_assert_cmpuint (ds_share_next (&share, 3600 * SECOND), ==, 1);
  g_assert_cmpuint (ds_share_next (&share, 3600 * SECOND), ==, 1);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/share/nobody-is-left-out", test_nobody_is_left_out);
  g_test_add_func ("/share/few-have-all-that-one-needs", test_few_have_all_that_one_needs);
  g_test_add_func ("/share/what-is-not-used-goes-to-the-next",
                   test_what_is_not_used_goes_to_the_next);
  g_test_add_func ("/share/late-is-not-never", test_late_is_not_never);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-library.h"
#include "ds-test.h"

#include <math.h>
#include <string.h>

#define MATHS(F) F (floor) F (hypot)

DS_LIBRARY (maths, "libm.so.6", MATHS)
DS_LIBRARY (nowhere, "libdoorstep-is-not-there.so.1", MATHS)

static void
test_a_library_is_opened_when_it_is_needed (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (maths.floor);
  g_assert_true (maths_open (&error));
  g_assert_no_error (error);
  g_assert_cmpfloat (maths.floor (3.5), ==, 3);
  g_assert_cmpfloat (maths.hypot (3, 4), ==, 5);
  g_assert_true (maths_open (NULL));
}

static void
test_a_library_that_is_not_there_is_an_error_each_time (void)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nowhere_open (&error));
      g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "libdoorstep-is-not-there"));
    }
  g_assert_null (nowhere.floor);
}

static void
test_a_library_that_lacks_a_function_is_an_error (void)
{
  static const char * const names[] = { "floor", "ds_no_such_function" };
  gpointer symbols[G_N_ELEMENTS (names)] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (ds_library_open ("libm.so.6", names, symbols, G_N_ELEMENTS (names), &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "ds_no_such_function"));
}

int
main (int    argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/core/library/opened-when-needed",
                   test_a_library_is_opened_when_it_is_needed);
  g_test_add_func ("/core/library/not-there",
                   test_a_library_that_is_not_there_is_an_error_each_time);
  g_test_add_func ("/core/library/lacks-a-function",
                   test_a_library_that_lacks_a_function_is_an_error);

  return g_test_run ();
}

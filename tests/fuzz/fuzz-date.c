/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-date-form.h"
#include "core/ds-date.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* As a person types it, wherever that is. */
static void
check_typed (const char *text)
{
  static const char * const forms[] = { "%d.%m.%Y", "%m/%d/%y", "%Y년 %m월 %e일", "%Y-%m-%d" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *written = NULL;
      DsDate date;
      DsDate again;

      g_assert_true (ds_date_form_parse (forms[i], text, &date) == ds_date_is_set (date));
      if (!ds_date_is_set (date))
        continue;
      written = ds_date_form_write (forms[i], date);
      g_assert_true (ds_date_form_parse (forms[i], written, &again));
      g_assert_cmpint (ds_date_compare (date, again), ==, 0);
    }
}

/* A day, or a month, as a source writes it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  DsDate date;
  DsDate day;

  check_typed (text);
  g_assert_true (ds_date_parse_partial (text, &date) == ds_date_is_set (date));
  g_assert_true (ds_date_parse (text, &day) == ds_date_is_set (day));
  if (!ds_date_is_set (date))
    {
      g_assert_false (ds_date_is_set (day));
      return 0;
    }

  written = ds_date_to_iso (date);
  g_assert_cmpstr (written, ==, text);
  g_assert_true (ds_date_is_set (day) == (date.day != 0));
  g_assert_cmpint (ds_date_compare (date, ds_date_get_last_day (date)), ==, 0);
  g_assert_cmpint (ds_date_days_until (date, ds_date_add_days (date, -1)), ==,
                   ds_date_is_set (ds_date_add_days (date, -1)) ? -1 : 0);
  return 0;
}

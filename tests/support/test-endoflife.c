/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-endoflife"

#include "config.h"

#include "core/ds-error.h"
#include "support/ds-endoflife.h"

#include "ds-test.h"

#include <string.h>

#define DOCUMENT(releases)                                                    \
  "{\"schema_version\": \"1.2.0\", \"result\": {\"name\": \"chromecast\", "   \
  "\"label\": \"Chromecast\", \"releases\": [" releases "]}}"

static DsSupportClaim *
parse (const char *text,
       const char *release,
       GError **error)
{
  g_autoptr (GBytes) document = g_bytes_new_static (text, strlen (text));

  return ds_endoflife_parse (document, "chromecast", release, ds_date_new (2026, 11, 22), error);
}

static void
test_a_day_an_end_and_no_day (void)
{
  static const struct
  {
    const char *release;
    DsSupportRule rule;
    const char *date;
  } rows[] = {
    { "3", DS_SUPPORT_UNTIL, "2029-02-28" },
    { "2", DS_SUPPORT_ENDED, "2023-05-30" },
    { "1", DS_SUPPORT_ENDED, NULL },
    { "4", DS_SUPPORT_NO_DATE, NULL },
    { "5", DS_SUPPORT_NO_DATE, NULL },
  };
  static const char text[] =
    DOCUMENT ("{\"name\": \"5\", \"isEol\": false},"
              "{\"name\": \"4\", \"isEol\": false, \"eolFrom\": null},"
              "{\"name\": \"3\", \"isEol\": false, \"eolFrom\": \"2029-02-28\"},"
              "{\"name\": \"2\", \"isEol\": true, \"eolFrom\": \"2023-05-30\"},"
              "{\"name\": \"1\", \"isEol\": true, \"eolFrom\": null}");

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsSupportClaim) claim = parse (text, rows[i].release, &error);
      g_autofree char *date = NULL;

      g_assert_no_error (error);
      date = ds_date_to_iso (claim->date);
      g_assert_cmpint (claim->rule, ==, rows[i].rule);
      g_assert_cmpstr (date, ==, rows[i].date);
    }
}

static void
test_it_is_never_the_makers_own_word (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSupportClaim) claim =
    parse (DOCUMENT ("{\"name\": \"3\", \"isEol\": false, \"eolFrom\": \"2029-02-28\"}"), "3",
           &error);
  g_autofree char *read_on = NULL;

  g_assert_no_error (error);
  read_on = ds_date_to_iso (claim->source.read_on);
  g_assert_cmpint (claim->source.kind, ==, DS_SOURCE_ENDOFLIFE);
  g_assert_cmpint (claim->source.reach, ==, DS_REACH_SECOND_HAND);
  g_assert_cmpstr (claim->source.url, ==, "https://endoflife.date/chromecast");
  g_assert_cmpstr (read_on, ==, "2026-11-22");
  g_assert_false (ds_date_is_set (claim->source.checked_on));
  g_assert_false (claim->at_least);
}

static void
test_broken_answers_are_refused (void)
{
  static const struct
  {
    const char *text;
    DsError code;
  } rows[] = {
    { "", DS_ERROR_WEBSITE_UNCLEAR },
    { "{}", DS_ERROR_WEBSITE_UNCLEAR },
    { "{\"result\": {\"name\": \"pixel\", \"releases\": []}}", DS_ERROR_WEBSITE_UNCLEAR },
    { "{\"result\": {\"name\": \"chromecast\", \"releases\": {}}}", DS_ERROR_WEBSITE_UNCLEAR },
    { "{\"result\": {\"name\": \"chromecast\"}}", DS_ERROR_WEBSITE_WITHOUT },
    { DOCUMENT ("1, \"3\", null"), DS_ERROR_WEBSITE_WITHOUT },
    { DOCUMENT ("{\"name\": \"2\", \"isEol\": false}"), DS_ERROR_WEBSITE_WITHOUT },
    { DOCUMENT ("{\"name\": \"3\"}"), DS_ERROR_WEBSITE_UNCLEAR },
    { DOCUMENT ("{\"name\": \"3\", \"isEol\": \"no\"}"), DS_ERROR_WEBSITE_UNCLEAR },
    { DOCUMENT ("{\"name\": \"3\", \"isEol\": false, \"eolFrom\": 2029}"), DS_ERROR_WEBSITE_UNCLEAR },
    { DOCUMENT ("{\"name\": \"3\", \"isEol\": false, \"eolFrom\": \"2029-02-30\"}"),
      DS_ERROR_WEBSITE_UNCLEAR },
    { DOCUMENT ("{\"name\": \"3\", \"isEol\": false, \"eolFrom\": \"soon\"}"),
      DS_ERROR_WEBSITE_UNCLEAR },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_null (parse (rows[i].text, "3", &error));
      g_assert_error (error, DS_ERROR, (int) rows[i].code);
    }
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/endoflife/days", test_a_day_an_end_and_no_day);
  g_test_add_func ("/endoflife/second-hand", test_it_is_never_the_makers_own_word);
  g_test_add_func ("/endoflife/broken", test_broken_answers_are_refused);

  return g_test_run ();
}

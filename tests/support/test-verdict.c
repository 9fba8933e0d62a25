/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-verdict"

#include "config.h"

#include "core/ds-clock.h"
#include "support/ds-verdict.h"

#include "ds-support-test.h"
#include "ds-test.h"

typedef struct
{
  const char *name;
  const char *claims;
  const char *bought;
  const char *today;
  const char *expected; /* state, until, days left, who counts, how many others, flags */
} Row;

#define NOW "2026-11-22"

static const Row rows[] = {
  /* Each state */
  { "nobody-says-anything", "", NULL, NOW, "unknown - 0 - 0" },
  { "the-device-names-a-day", "device until 2030-05-03", NULL, NOW,
    "supported 2030-05-03 1258 device 0" },
  { "the-maker-may-go-on", "catalogue until 2030-05-03 at-least", NULL, NOW,
    "supported 2030-05-03 1258 catalogue 0 at-least" },
  { "it-ends-in-91-days", "device until 2027-02-21", NULL, NOW,
    "supported 2027-02-21 91 device 0" },
  { "it-ends-in-90-days", "device until 2027-02-20", NULL, NOW, "ending 2027-02-20 90 device 0" },
  { "it-ends-tomorrow", "device until 2026-11-23", NULL, NOW, "ending 2026-11-23 1 device 0" },
  { "the-last-day-still-counts", "device until 2026-11-22", NULL, NOW,
    "ending 2026-11-22 0 device 0" },
  { "it-ended-yesterday", "device until 2026-11-21", NULL, NOW, "ended 2026-11-21 0 device 0" },
  { "a-promise-is-over", "device until 2026-11-21 at-least", NULL, NOW,
    "ended 2026-11-21 0 device 0 at-least" },
  { "it-ended-and-nobody-knows-when", "catalogue ended", NULL, NOW, "ended - 0 catalogue 0" },
  { "it-ended-long-ago", "catalogue ended 2019-10", NULL, NOW, "ended 2019-10 0 catalogue 0" },
  { "an-end-that-is-announced-is-not-there-yet", "catalogue ended 2026-12-31", NULL, NOW,
    "ending 2026-12-31 39 catalogue 0" },
  { "the-maker-publishes-no-date", "catalogue no-date", NULL, NOW, "no-date - 0 catalogue 0" },
  { "a-claim-without-a-day-says-nothing", "catalogue until", NULL, NOW, "unknown - 0 - 0" },

  /* Months */
  { "a-month-counts-whole", "catalogue until 2026-11", NULL, "2026-11-30",
    "ending 2026-11 0 catalogue 0" },
  { "a-month-is-over-on-the-first", "catalogue until 2026-11", NULL, "2026-12-01",
    "ended 2026-11 0 catalogue 0" },
  { "february-has-29-days-in-a-leap-year", "catalogue until 2028-02", NULL, "2028-02-29",
    "ending 2028-02 0 catalogue 0" },
  { "february-has-28-days-otherwise", "catalogue until 2027-02", NULL, "2027-03-01",
    "ended 2027-02 0 catalogue 0" },

  /* Counted from a day */
  { "years-from-a-purchase-nobody-told", "catalogue years-from-purchase months=36 at-least", NULL,
    NOW, "unknown - 0 catalogue 0 at-least needs-purchase" },
  { "years-from-a-purchase", "catalogue years-from-purchase months=36 at-least", "2025-03-31", NOW,
    "supported 2028-03-31 495 catalogue 0 at-least" },
  { "years-from-a-leap-day", "catalogue years-from-purchase months=36", "2024-02-29", "2027-02-28",
    "ending 2027-02-28 0 catalogue 0" },
  { "years-from-a-leap-day-are-over-in-march", "catalogue years-from-purchase months=36",
    "2024-02-29", "2027-03-01", "ended 2027-02-28 0 catalogue 0" },
  { "leap-day-to-leap-day", "catalogue years-from-purchase months=48", "2024-02-29", "2028-02-28",
    "ending 2028-02-29 1 catalogue 0" },
  { "months-to-a-shorter-month", "catalogue years-from-purchase months=6", "2026-08-31",
    "2027-02-28", "ending 2027-02-28 0 catalogue 0" },
  { "only-the-month-of-purchase-is-known", "catalogue years-from-purchase months=24", "2025-01",
    NOW, "ending 2027-01 70 catalogue 0" },
  { "a-time-of-no-length-says-nothing", "catalogue years-from-purchase", "2025-01-01", NOW,
    "unknown - 0 - 0" },
  { "years-from-launch", "catalogue years-from-launch months=60 since=2023-09", NULL, NOW,
    "supported 2028-09 678 catalogue 0" },
  { "years-from-a-launch-nobody-told", "catalogue years-from-launch months=60", "2025-01-01", NOW,
    "unknown - 0 catalogue 0" },
  { "years-from-the-last-one-sold", "catalogue years-from-last-sold months=60 since=2020-01-31",
    "2024-06-01", NOW, "ended 2025-01-31 0 catalogue 0" },
  { "the-purchase-is-asked-for-where-it-may-be-earlier",
    "device until 2030-01-01; catalogue years-from-purchase months=24", NULL, NOW,
    "supported 2030-01-01 1136 device 1 needs-purchase" },

  /* Sources */
  { "the-earlier-date-counts", "device until 2030-01-01; catalogue until 2028-01-01", NULL, NOW,
    "supported 2028-01-01 405 catalogue 1" },
  { "whatever-the-order", "catalogue until 2028-01-01; device until 2030-01-01", NULL, NOW,
    "supported 2028-01-01 405 catalogue 1" },
  { "the-device-counts-where-both-say-the-same",
    "endoflife until 2030-01-01; catalogue until 2030-01-01; person until 2030-01-01; "
    "device until 2030-01-01", NULL, NOW, "supported 2030-01-01 1136 device 0" },
  { "then-the-person", "mud until 2030-01-01; catalogue until 2030-01-01; person until 2030-01-01",
    NULL, NOW, "supported 2030-01-01 1136 person 0" },
  { "then-the-catalogue", "security-txt until 2030-01-01; catalogue until 2030-01-01", NULL, NOW,
    "supported 2030-01-01 1136 catalogue 0" },
  { "then-what-was-fetched", "endoflife until 2030-01-01; matter-ledger until 2030-01-01", NULL,
    NOW, "supported 2030-01-01 1136 matter-ledger 0" },
  { "a-day-in-the-month-agrees-with-the-month",
    "catalogue until 2030-05; endoflife until 2030-05-15", NULL, NOW,
    "supported 2030-05-15 1270 endoflife 0" },
  { "a-day-in-another-month-does-not", "catalogue until 2030-05; endoflife until 2030-04-30", NULL,
    NOW, "supported 2030-04-30 1255 endoflife 1" },
  { "ended-counts-before-a-day-to-come", "catalogue ended; endoflife until 2030-01-01", NULL, NOW,
    "ended - 0 catalogue 1" },
  { "an-end-with-its-day-counts-before-one-without", "catalogue ended; endoflife until 2024-01-01",
    NULL, NOW, "ended 2024-01-01 0 endoflife 0" },
  { "a-date-says-more-than-none", "catalogue no-date; endoflife until 2030-01-01", NULL, NOW,
    "supported 2030-01-01 1136 endoflife 1" },
  { "a-rule-says-more-than-no-date",
    "endoflife no-date; catalogue years-from-purchase months=36", NULL, NOW,
    "unknown - 0 catalogue 1 needs-purchase" },
  { "both-sources-know-of-no-date", "endoflife no-date; catalogue no-date", NULL, NOW,
    "no-date - 0 catalogue 0" },
  { "all-that-differ-are-kept",
    "device until 2030-01-01; catalogue until 2029-01-01; endoflife until 2028-01-01; mud ended", NULL,
    NOW, "ended - 0 mud 3" },

  /* The person */
  { "the-person-knows-an-earlier-day", "person until 2027-06-01; catalogue until 2030-01-01", NULL,
    NOW, "supported 2027-06-01 191 person 1" },
  { "the-person-hopes-for-a-later-day", "person until 2035-01-01; catalogue until 2030-01-01", NULL,
    NOW, "supported 2030-01-01 1136 catalogue 1" },
  { "the-person-corrects-the-catalogue",
    "person until 2035-01-01 corrects; catalogue ended 2020-01-01; endoflife until 2021-01-01", NULL,
    NOW, "supported 2035-01-01 2962 person 2" },
  { "nobody-corrects-the-device", "person until 2035-01-01 corrects; device until 2030-01-01", NULL,
    NOW, "supported 2030-01-01 1136 device 1" },
  { "the-person-says-that-it-ended", "person ended; device until 2030-01-01", NULL, NOW,
    "ended - 0 person 1" },
  { "a-corrected-rule-asks-for-no-purchase",
    "person until 2035-01-01 corrects; catalogue years-from-purchase months=36", NULL, NOW,
    "supported 2035-01-01 2962 person 1" },

  /* In doubt */
  { "nothing-follows-from-what-is-contested", "catalogue ended 2023-01-01 contested", NULL, NOW,
    "unknown - 0 - 1" },
  { "what-is-contested-is-only-shown",
    "catalogue ended 2023-01-01 contested; endoflife until 2030-01-01", NULL, NOW,
    "supported 2030-01-01 1136 endoflife 1" },
  { "a-contested-rule-asks-for-no-purchase",
    "catalogue years-from-purchase months=36 contested", NULL, NOW, "unknown - 0 - 1" },

  /* A clock that is wrong */
  { "an-empty-battery", "device until 2030-05-03", NULL, "1970-01-01",
    "supported 2030-05-03 1279 device 0 clock" },
  { "an-empty-battery-brings-nothing-back", "device until 2026-10-31", NULL, "1970-01-01",
    "ended 2026-10-31 0 device 0 clock" },
  { "two-days-before-the-build-may-be-a-journey", "device until 2030-05-03", NULL, "2026-10-30",
    "supported 2030-05-03 1281 device 0" },
  { "three-days-before-the-build-is-wrong", "device until 2030-05-03", NULL, "2026-10-29",
    "supported 2030-05-03 1279 device 0 clock" },
  { "far-ahead-nothing-has-ended", "device until 2030-05-03", NULL, "2099-01-01",
    "supported 2030-05-03 1279 device 0 clock" },
  { "no-clock-at-all", "device until 2030-05-03", NULL, NULL,
    "supported 2030-05-03 1279 device 0 clock" },
};

static char *
describe (const DsVerdict *verdict)
{
  g_autofree char *until = ds_date_to_iso (verdict->until);

  return g_strdup_printf ("%s %s %d %s %u%s%s%s", ds_verdict_state_get_nick (verdict->state),
                          until != NULL ? until : "-", verdict->days_left,
                          verdict->claim != NULL
                              ? ds_source_kind_get_nick (verdict->claim->source.kind)
                              : "-",
                          verdict->others->len, verdict->at_least ? " at-least" : "",
                          verdict->needs_purchase_date ? " needs-purchase" : "",
                          verdict->clock_wrong ? " clock" : "");
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) claims = ds_test_claims (row->claims);
  DsToday today = ds_test_today (row->today);
  g_autoptr (DsVerdict) verdict = ds_verdict_new (claims, ds_test_date (row->bought), &today);
  g_autofree char *text = describe (verdict);

  g_assert_cmpstr (text, ==, row->expected);
}

static void
test_it_is_the_same_verdict_whatever_the_order_of_claims (void)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) claims = ds_test_claims (rows[i].claims);
      g_autoptr (GPtrArray) turned = ds_support_claims_new ();
      DsToday today = ds_test_today (rows[i].today);
      g_autoptr (DsVerdict) verdict = NULL;
      g_autofree char *text = NULL;

      for (unsigned int k = claims->len; k > 0; k--)
        g_ptr_array_add (turned, ds_support_claim_copy (claims->pdata[k - 1]));
      verdict = ds_verdict_new (turned, ds_test_date (rows[i].bought), &today);
      text = describe (verdict);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_a_device_without_claims_is_unknown (void)
{
  DsToday today = ds_test_today (NOW);
  g_autoptr (DsVerdict) verdict = ds_verdict_new (NULL, DS_DATE_NONE, &today);

  g_assert_cmpuint (verdict->state, ==, DS_VERDICT_UNKNOWN);
  g_assert_null (verdict->claim);
  g_assert_cmpuint (verdict->others->len, ==, 0);
}

static void
test_a_verdict_outlives_its_claims (void)
{
  GPtrArray *claims = ds_test_claims ("device until 2030-01-01; catalogue until 2028-01-01");
  DsToday today = ds_test_today (NOW);
  DsVerdict *verdict = ds_verdict_new (claims, DS_DATE_NONE, &today);
  g_autoptr (DsVerdict) copy = ds_verdict_copy (verdict);

  g_ptr_array_unref (claims);
  ds_verdict_free (verdict);
  g_assert_cmpuint (copy->claim->source.kind, ==, DS_SOURCE_CATALOGUE);
  g_assert_cmpuint (((DsSupportClaim *) copy->others->pdata[0])->source.kind, ==,
                    DS_SOURCE_DEVICE);
}

static void
test_a_clock_that_is_behind_what_was_written_down_is_wrong (void)
{
  g_autoptr (GPtrArray) claims = ds_test_claims ("device until 2027-03-01");
  DsToday today = ds_test_today ("2026-12-01");
  g_autoptr (DsVerdict) verdict = NULL;

  today.stored_on = ds_test_date ("2027-04-01");
  verdict = ds_verdict_new (claims, DS_DATE_NONE, &today);
  g_assert_true (verdict->clock_wrong);
  /* It may have been wrong when that was written down, so nothing has ended. */
  g_assert_cmpuint (verdict->state, ==, DS_VERDICT_ENDING);
}

static void
test_a_journey_to_the_west_is_no_wrong_clock (void)
{
  DsToday today = ds_test_today ("2026-11-22");

  today.stored_on = ds_test_date ("2026-11-24");
  g_assert_false (ds_today_is_wrong (&today));
  today.stored_on = ds_test_date ("2026-11-25");
  g_assert_true (ds_today_is_wrong (&today));
}

static void
test_a_device_ends_on_the_day_of_the_person_and_not_of_utc (void)
{
  /* 23 November 2026, 05:30 UTC: still the 22nd in New York, the last day. */
  int64_t moment = 1795411800;
  g_autoptr (GPtrArray) claims = ds_test_claims ("device until 2026-11-22");
  g_autoptr (GTimeZone) new_york = g_time_zone_new_offset (-6 * 60 * 60);
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_offset (9 * 60 * 60);
  DsToday west = ds_test_today (NULL);
  DsToday east = ds_test_today (NULL);
  g_autoptr (DsVerdict) there = NULL;
  g_autoptr (DsVerdict) here = NULL;

  west.day = ds_date_from_unix (moment, new_york);
  east.day = ds_date_from_unix (moment, tokyo);
  there = ds_verdict_new (claims, DS_DATE_NONE, &west);
  here = ds_verdict_new (claims, DS_DATE_NONE, &east);
  g_assert_cmpuint (there->state, ==, DS_VERDICT_ENDING);
  g_assert_cmpuint (here->state, ==, DS_VERDICT_ENDED);
}

static void
test_this_computer_is_not_before_its_own_doorstep (void)
{
  DsToday now = ds_today_now (DS_DATE_NONE);

  g_assert_true (ds_date_is_set (now.built_on));
  g_assert_false (ds_today_is_wrong (&now));
  ds_clock_set (1);
  now = ds_today_now (DS_DATE_NONE);
  g_assert_true (ds_today_is_wrong (&now));
  g_assert_cmpint (ds_date_compare (ds_today_get_day (&now), now.built_on), ==, 0);
  ds_clock_set (0);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ds_test_init (&argc, &argv);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/verdict/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/verdict/it-is-the-same-whatever-the-order-of-claims",
                   test_it_is_the_same_verdict_whatever_the_order_of_claims);
  g_test_add_func ("/verdict/a-device-without-claims-is-unknown",
                   test_a_device_without_claims_is_unknown);
  g_test_add_func ("/verdict/it-outlives-its-claims", test_a_verdict_outlives_its_claims);
  g_test_add_func ("/verdict/a-clock-that-is-behind-what-was-written-down-is-wrong",
                   test_a_clock_that_is_behind_what_was_written_down_is_wrong);
  g_test_add_func ("/verdict/a-journey-to-the-west-is-no-wrong-clock",
                   test_a_journey_to_the_west_is_no_wrong_clock);
  g_test_add_func ("/verdict/a-device-ends-on-the-day-of-the-person-and-not-of-utc",
                   test_a_device_ends_on_the_day_of_the_person_and_not_of_utc);
  g_test_add_func ("/verdict/this-computer-is-not-before-its-own-doorstep",
                   test_this_computer_is_not_before_its_own_doorstep);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-claim"

#include "config.h"

#include "support/ds-claim.h"

#include "ds-test.h"

static DsDate
day (const char *text)
{
  DsDate date;

  g_assert_true (ds_date_parse_partial (text, &date));
  return date;
}

static void
assert_end (const DsSupportClaim *claim,
            DsDate purchased_on,
            const char *expected)
{
  g_autofree char *text = ds_date_to_iso (ds_support_claim_get_end (claim, purchased_on));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_every_word_leads_back_to_what_it_stands_for (void)
{
  DsSourceKind kind = DS_SOURCE_DEVICE;
  DsSupportRule rule = DS_SUPPORT_UNTIL;
  DsReach reach = DS_REACH_DIRECT;

  for (unsigned int i = DS_SOURCE_DEVICE; i <= DS_SOURCE_ENDOFLIFE; i++)
    {
      g_assert_true (ds_source_kind_from_nick (ds_source_kind_get_nick ((DsSourceKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  for (unsigned int i = DS_SUPPORT_UNTIL; i <= DS_SUPPORT_NO_DATE; i++)
    {
      g_assert_true (ds_support_rule_from_nick (ds_support_rule_get_nick ((DsSupportRule) i), &rule));
      g_assert_cmpuint (rule, ==, i);
    }
  for (unsigned int i = DS_REACH_DIRECT; i <= DS_REACH_SECOND_HAND; i++)
    {
      g_assert_true (ds_reach_from_nick (ds_reach_get_nick ((DsReach) i), &reach));
      g_assert_cmpuint (reach, ==, i);
    }
}

static void
test_a_word_that_is_none_changes_nothing (void)
{
  DsSourceKind kind = DS_SOURCE_PERSON;
  DsSupportRule rule = DS_SUPPORT_ENDED;
  DsReach reach = DS_REACH_SECOND_HAND;

  g_assert_false (ds_source_kind_from_nick ("neighbour", &kind));
  g_assert_false (ds_source_kind_from_nick (NULL, &kind));
  g_assert_false (ds_support_rule_from_nick ("for-ever", &rule));
  g_assert_false (ds_reach_from_nick ("", &reach));
  g_assert_cmpuint (kind, ==, DS_SOURCE_PERSON);
  g_assert_cmpuint (rule, ==, DS_SUPPORT_ENDED);
  g_assert_cmpuint (reach, ==, DS_REACH_SECOND_HAND);
}

static DsSupportClaim *
full_claim (void)
{
  DsSupportClaim *claim = ds_support_claim_new (DS_SOURCE_CATALOGUE,
                                                DS_SUPPORT_YEARS_FROM_LAUNCH);

  claim->source.reach = DS_REACH_STORED_COPY;
  claim->source.publisher = g_strdup ("Signify");
  claim->source.url = g_strdup ("https://example.com/support");
  claim->source.stated_on = day ("2024-05-01");
  claim->source.read_on = day ("2026-11-21");
  claim->months = 36;
  claim->since = day ("2023-04");
  claim->at_least = true;
  claim->words = g_strdup ("at least three years");
  return claim;
}

static void
test_a_copy_says_the_same_with_texts_of_its_own (void)
{
  g_autoptr (DsSupportClaim) claim = full_claim ();
  g_autoptr (DsSupportClaim) copy = ds_support_claim_copy (claim);

  g_assert_true (ds_support_claim_equal (claim, copy));
  g_assert_true (claim->source.publisher != copy->source.publisher);
  g_assert_true (claim->source.url != copy->source.url);
  g_assert_true (claim->words != copy->words);
}

static void
test_what_differs_in_one_part_is_another_claim (void)
{
  g_autoptr (DsSupportClaim) claim = full_claim ();
  g_autoptr (DsSupportClaim) checked = ds_support_claim_copy (claim);
  g_autoptr (DsSupportClaim) later = ds_support_claim_copy (claim);
  g_autoptr (DsSupportClaim) contested = ds_support_claim_copy (claim);
  g_autoptr (DsSupportClaim) nameless = ds_support_claim_copy (claim);

  checked->source.checked_on = day ("2026-11-22");
  later->since = day ("2023-04-30"); /* the same day, but better known */
  contested->contested = true;
  g_clear_pointer (&nameless->source.publisher, g_free);
  g_assert_false (ds_support_claim_equal (claim, checked));
  g_assert_false (ds_support_claim_equal (claim, later));
  g_assert_false (ds_support_claim_equal (claim, contested));
  g_assert_false (ds_support_claim_equal (claim, nameless));
}

static void
test_a_list_of_claims_is_copied_whole (void)
{
  g_autoptr (GPtrArray) claims = ds_support_claims_new ();
  g_autoptr (GPtrArray) copy = NULL;

  g_ptr_array_add (claims, full_claim ());
  g_ptr_array_add (claims, ds_support_claim_new (DS_SOURCE_PERSON, DS_SUPPORT_ENDED));
  copy = ds_support_claims_copy (claims);

  g_assert_cmpuint (copy->len, ==, 2);
  for (unsigned int i = 0; i < copy->len; i++)
    {
      g_assert_true (copy->pdata[i] != claims->pdata[i]);
      g_assert_true (ds_support_claim_equal (copy->pdata[i], claims->pdata[i]));
    }
}

static void
test_a_date_ends_on_itself (void)
{
  g_autoptr (DsSupportClaim) until = ds_support_claim_new (DS_SOURCE_DEVICE, DS_SUPPORT_UNTIL);
  g_autoptr (DsSupportClaim) ended = ds_support_claim_new (DS_SOURCE_PERSON, DS_SUPPORT_ENDED);

  until->date = day ("2030-05");
  assert_end (until, DS_DATE_NONE, "2030-05");
  assert_end (until, day ("2020-01-01"), "2030-05");
  assert_end (ended, DS_DATE_NONE, NULL);
  ended->date = day ("2025-10-14");
  assert_end (ended, DS_DATE_NONE, "2025-10-14");
}

static void
test_a_time_counts_from_a_day_that_is_known (void)
{
  g_autoptr (DsSupportClaim) bought = ds_support_claim_new (DS_SOURCE_CATALOGUE,
                                                            DS_SUPPORT_YEARS_FROM_PURCHASE);
  g_autoptr (DsSupportClaim) sold = ds_support_claim_new (DS_SOURCE_CATALOGUE,
                                                          DS_SUPPORT_YEARS_FROM_LAST_SOLD);

  bought->months = 36;
  assert_end (bought, DS_DATE_NONE, NULL);
  assert_end (bought, day ("2024-02-29"), "2027-02-28");
  assert_end (bought, day ("2024-02"), "2027-02");

  sold->months = 60;
  assert_end (sold, day ("2024-02-29"), NULL); /* that the shop still had one tells nothing */
  sold->since = day ("2021-08-31");
  assert_end (sold, day ("2024-02-29"), "2026-08-31");
}

static void
test_no_date_has_no_end (void)
{
  g_autoptr (DsSupportClaim) claim = ds_support_claim_new (DS_SOURCE_DEVICE, DS_SUPPORT_NO_DATE);

  claim->date = day ("2030-01-01");
  assert_end (claim, day ("2024-02-29"), NULL);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/claim/every-word-leads-back-to-what-it-stands-for",
                   test_every_word_leads_back_to_what_it_stands_for);
  g_test_add_func ("/claim/a-word-that-is-none-changes-nothing",
                   test_a_word_that_is_none_changes_nothing);
  g_test_add_func ("/claim/a-copy-says-the-same-with-texts-of-its-own",
                   test_a_copy_says_the_same_with_texts_of_its_own);
  g_test_add_func ("/claim/what-differs-in-one-part-is-another-claim",
                   test_what_differs_in_one_part_is_another_claim);
  g_test_add_func ("/claim/a-list-of-claims-is-copied-whole",
                   test_a_list_of_claims_is_copied_whole);
  g_test_add_func ("/claim/a-date-ends-on-itself", test_a_date_ends_on_itself);
  g_test_add_func ("/claim/a-time-counts-from-a-day-that-is-known",
                   test_a_time_counts_from_a_day_that_is_known);
  g_test_add_func ("/claim/no-date-has-no-end", test_no_date_has_no_end);
  return g_test_run ();
}

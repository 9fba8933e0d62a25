/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-test"

#include "config.h"

#include "ds-support-test.h"

#include <string.h>

#define BUILT_ON "2026-11-01"

/* "2026-11-22", "2026-11", or NULL for none. */
DsDate
ds_test_date (const char *text)
{
  DsDate date = DS_DATE_NONE;

  if (text != NULL && !ds_date_parse_partial (text, &date))
    g_error ("“%s” is no date", text);

  return date;
}

static void
apply (DsSupportClaim *claim,
       const char *word)
{
  if (g_str_equal (word, "at-least"))
    claim->at_least = true;
  else if (g_str_equal (word, "contested"))
    claim->contested = true;
  else if (g_str_equal (word, "corrects"))
    claim->corrects = true;
  else if (g_str_has_prefix (word, "months="))
    claim->months = (unsigned int) g_ascii_strtoull (word + strlen ("months="), NULL, 10);
  else if (g_str_has_prefix (word, "since="))
    claim->since = ds_test_date (word + strlen ("since="));
  else if (g_str_has_prefix (word, "read="))
    claim->source.read_on = ds_test_date (word + strlen ("read="));
  else
    claim->date = ds_test_date (word);
}

/* "device until 2030-05-03 at-least": who, what, and the rest in any order. */
DsSupportClaim *
ds_test_claim (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  DsSourceKind kind = DS_SOURCE_DEVICE;
  DsSupportRule rule = DS_SUPPORT_UNTIL;
  DsSupportClaim *claim;

  g_assert_true (ds_source_kind_from_nick (words[0], &kind));
  g_assert_true (ds_support_rule_from_nick (words[1], &rule));
  claim = ds_support_claim_new (kind, rule);
  for (unsigned int i = 2; words[i] != NULL; i++)
    apply (claim, words[i]);

  return claim;
}

/* Several, with "; " between them; none of "". */
GPtrArray *
ds_test_claims (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "; ", -1);
  GPtrArray *claims = ds_support_claims_new ();

  for (unsigned int i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (claims, ds_test_claim (parts[i]));

  return claims;
}

/* A clock that shows @day, on a computer that wrote nothing down. */
DsToday
ds_test_today (const char *day)
{
  return (DsToday) { .day = ds_test_date (day), .built_on = ds_test_date (BUILT_ON) };
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-advice"

#include "config.h"

#include "support/ds-advice.h"
#include "support/ds-claim-text.h"

#include <string.h>

#include "ds-support-test.h"
#include "ds-test.h"

#define NOW "2026-11-22"

typedef struct
{
  const char *name;
  const char *claims;
  const char *bought;
  const char *today;
  const char *headline;
  const char *explanation; /* its beginning */
  const char *note;        /* its beginning; NULL for none */
  const char *actions;     /* titles, with ", " between them */
} Row;

#define STILL_WORKS  "The device still works, but new security problems will not be fixed."
#define DISAGREE     "The sources do not agree. The earliest date counts."
#define WRONG_CLOCK  "The date of this computer is wrong."
#define ALL_OVER     "Put It on the Guest Network, Keep It with Care, Replace It, Ask the Maker"
#define PROMISE_OVER "Ask the Maker, Put It on the Guest Network, Keep It with Care, Replace It"

static const Row rows[] = {
  { "at-least", "device until 2030-05-03 at-least", NULL, NOW,
    "Security updates until at least 3 May 2030",
    "The maker fixes security problems until then, and maybe longer.", NULL, "" },
  { "at-least-a-month", "device until 2030-05 at-least", NULL, NOW,
    "Security updates until at least May 2030", "The maker fixes", NULL, "" },
  { "exactly", "device until 2030-05-03", NULL, NOW, "Security updates until 3 May 2030",
    "The maker fixes security problems until then.", NULL, "" },
  { "counted-from-the-purchase", "catalogue years-from-purchase months=36 at-least", "2025-03-31",
    NOW, "Security updates until at least 31 March 2028", "The maker fixes", NULL, "" },
  { "soon", "device until 2026-12-24", NULL, NOW,
    "Security updates for only 32 more days, until 24 December 2026.",
    "After that day the device still works, but new security problems will not be fixed.", NULL,
    "Ask the Maker, Replace It" },
  { "soon-in-a-month", "device until 2026-12", NULL, NOW,
    "Security updates for only 39 more days, until December 2026.", "After that day", NULL,
    "Ask the Maker, Replace It" },
  { "tomorrow", "device until 2026-11-23", NULL, NOW,
    "Security updates for only 1 more day, until 23 November 2026.", "After that day", NULL,
    "Ask the Maker, Replace It" },
  { "today", "device until 2026-11-22", NULL, NOW, "Today is the last day of security updates.",
    "After that day", NULL, "Ask the Maker, Replace It" },
  { "a-promise-ends-soon", "device until 2026-12-24 at-least", NULL, NOW,
    "Security updates are promised for only 32 more days, until 24 December 2026.",
    "After that day the device still works. The maker may send more", NULL,
    "Ask the Maker, Replace It" },
  { "a-promise-ends-today", "device until 2026-11-22 at-least", NULL, NOW,
    "Today is the last day for which security updates are promised.", "After that day", NULL,
    "Ask the Maker, Replace It" },
  { "over", "device until 2025-10-14", NULL, NOW, "Security updates ended on 14 October 2025.",
    STILL_WORKS, NULL, ALL_OVER },
  { "over-since-a-month", "device until 2025-10", NULL, NOW,
    "Security updates ended in October 2025.", STILL_WORKS, NULL, ALL_OVER },
  { "over-since-nobody-knows", "catalogue ended", NULL, NOW, "Security updates have ended.",
    STILL_WORKS, NULL, ALL_OVER },
  { "a-promise-is-over", "device until 2025-10-14 at-least", NULL, NOW,
    "Security updates were promised until 14 October 2025.",
    "The device still works. The maker may send more updates, but has not said so.", NULL,
    PROMISE_OVER },
  { "no-date", "catalogue no-date", NULL, NOW, "No end date published by the maker",
    "The maker may send updates for a long time, or stop soon.", NULL,
    "Ask the Maker, Keep It with Care" },
  { "unknown", "", NULL, NOW, "No information for this model yet",
    "No one has told Doorstep how long", NULL, "Add End Date…, Ask the Maker" },
  { "purchase-not-known", "catalogue years-from-purchase months=36 at-least", NULL, NOW,
    "Security updates for at least 3 years from purchase",
    "The end date depends on the day it was bought.", NULL,
    "Add Purchase Date…, Add End Date…, Ask the Maker" },
  { "one-year-from-purchase", "catalogue years-from-purchase months=12", NULL, NOW,
    "Security updates for 1 year from purchase", "The end date depends on the day", NULL,
    "Add Purchase Date…, Add End Date…, Ask the Maker" },
  { "thirty-months-from-purchase", "catalogue years-from-purchase months=30", NULL, NOW,
    "Security updates for 30 months from purchase", "The end date depends on the day", NULL,
    "Add Purchase Date…, Add End Date…, Ask the Maker" },
  { "launch-not-known", "catalogue years-from-launch months=60", NULL, NOW,
    "Security updates for 5 years from when it was new in the shops",
    "The end date depends on when the model was sold.", NULL, "Add End Date…, Ask the Maker" },
  { "launch-not-known-at-least", "catalogue years-from-launch months=60 at-least", NULL, NOW,
    "Security updates for at least 5 years from when it was new in the shops",
    "The end date depends on when", NULL, "Add End Date…, Ask the Maker" },
  { "last-one-not-known", "catalogue years-from-last-sold months=60", NULL, NOW,
    "Security updates for 5 years from when it was last sold", "The end date depends on when", NULL,
    "Add End Date…, Ask the Maker" },
  { "last-one-not-known-at-least", "catalogue years-from-last-sold months=60 at-least", NULL, NOW,
    "Security updates for at least 5 years from when it was last sold",
    "The end date depends on when", NULL, "Add End Date…, Ask the Maker" },
  { "two-dates", "device until 2030-01-01; catalogue until 2028-01-01", NULL, NOW,
    "Security updates until 1 January 2028", "The maker fixes", DISAGREE, "" },
  { "a-date-and-none", "endoflife until 2030-01-01; catalogue no-date", NULL, NOW,
    "Security updates until 1 January 2030", "The maker fixes", "The sources do not agree.", "" },
  { "a-correction", "person until 2030-01-01 corrects; catalogue ended", NULL, NOW,
    "Security updates until 1 January 2030", "The maker fixes",
    "Other sources say something else. They are marked as wrong, so what was entered by hand "
    "counts.", "" },
  { "a-later-day-of-ones-own", "person until 2031-01-01; catalogue until 2030-01-01", NULL, NOW,
    "Security updates until 1 January 2030", "The maker fixes",
    "The sources do not agree. The earliest date counts, unless it is marked as wrong.", "" },
  { "an-earlier-day-of-ones-own", "person until 2029-01-01; catalogue until 2030-01-01", NULL, NOW,
    "Security updates until 1 January 2029", "The maker fixes", DISAGREE, "" },
  { "a-later-day-than-the-device", "person until 2031-01-01; device until 2030-01-01", NULL, NOW,
    "Security updates until 1 January 2030", "The maker fixes", DISAGREE, "" },
  { "over-at-least", "catalogue ended 2025-10-14 at-least", NULL, NOW,
    "Security updates ended on 14 October 2025.", STILL_WORKS, NULL, ALL_OVER },
  { "in-doubt", "catalogue ended 2023-01-01 contested", NULL, NOW,
    "No information for this model yet", "No one has told", "What one source says is in doubt",
    "Add End Date…, Ask the Maker" },
  { "purchase-may-change-it", "device until 2030-01-01; catalogue years-from-purchase months=24",
    NULL, NOW, "Security updates until 1 January 2030", "The maker fixes", DISAGREE,
    "Add Purchase Date…" },
  { "wrong-clock", "device until 2030-01-01", NULL, "1970-01-01",
    "Security updates until 1 January 2030", "The maker fixes", WRONG_CLOCK, "Set the Date" },
  { "wrong-clock-counts-no-days", "device until 2026-12-01", NULL, "1970-01-01",
    "Security updates until 1 December 2026", "After that day", WRONG_CLOCK,
    "Set the Date, Ask the Maker, Replace It" },
  { "wrong-clock-and-over", "device until 2020-01-01", NULL, "1970-01-01",
    "Security updates ended on 1 January 2020.", STILL_WORKS, WRONG_CLOCK,
    "Set the Date, " ALL_OVER },
};

static DsAdvice *
advise (const char *text,
        const char *bought,
        const char *day,
        const DsAdviceFacts *facts)
{
  g_autoptr (GPtrArray) claims = ds_test_claims (text);
  DsToday today = ds_test_today (day);
  g_autoptr (DsVerdict) verdict = ds_verdict_new (claims, ds_test_date (bought), &today);

  return ds_advice_new (verdict, facts);
}

static char *
list_actions (const DsAdvice *advice)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (unsigned int i = 0; i < advice->actions->len; i++)
    g_strv_builder_add (titles, ((DsAction *) advice->actions->pdata[i])->title);
  list = g_strv_builder_end (titles);
  return g_strjoinv (", ", list);
}

static void
assert_begins (const char *text,
               const char *beginning)
{
  if (beginning == NULL)
    g_assert_null (text);
  else if (text == NULL || !g_str_has_prefix (text, beginning))
    g_error ("“%s” does not begin with “%s”", text != NULL ? text : "nothing", beginning);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  DsAdviceFacts facts = { .kind = DS_KIND_LAMP };
  g_autoptr (DsAdvice) advice = advise (row->claims, row->bought, row->today, &facts);
  g_autofree char *actions = list_actions (advice);

  g_assert_cmpstr (advice->headline, ==, row->headline);
  assert_begins (advice->explanation, row->explanation);
  assert_begins (advice->note, row->note);
  g_assert_cmpstr (actions, ==, row->actions);
}

static DsAction *
find_action (const DsAdvice *advice,
             DsActionKind kind)
{
  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      DsAction *action = advice->actions->pdata[i];

      if (action->kind == kind)
        return action;
    }

  return NULL;
}

static void
test_a_router_is_replaced_and_not_put_into_its_own_guest_network (void)
{
  DsAdviceFacts facts = { .kind = DS_KIND_ROUTER };
  g_autoptr (DsAdvice) advice = advise ("catalogue ended", NULL, NOW, &facts);
  g_autofree char *actions = list_actions (advice);

  g_assert_cmpstr (actions, ==, "Replace It, Keep It with Care, Ask the Maker");
}

static void
test_care_is_of_the_kind_of_device (void)
{
  static const DsKind kinds[] = { DS_KIND_CAMERA, DS_KIND_TELEVISION, DS_KIND_LOCK,
                                  DS_KIND_ROUTER, DS_KIND_PRINTER, DS_KIND_PLUG };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      DsAdviceFacts facts = { .kind = kinds[i] };
      g_autoptr (DsAdvice) advice = advise ("catalogue ended", NULL, NOW, &facts);
      DsAction *care = find_action (advice, DS_ACTION_KEEP_WITH_CARE);

      g_assert_true (g_hash_table_add (seen, g_strdup (care->explanation)));
    }
}

static char *
ask (const char * const *contacts,
     const char *maker,
     const char *model,
     const char *version)
{
  DsAdviceFacts facts = { .kind = DS_KIND_PLUG, .maker = maker, .model = model,
                          .software_version = version, .contacts = contacts };
  g_autoptr (DsAdvice) advice = advise ("catalogue no-date", NULL, NOW, &facts);

  return g_strdup (find_action (advice, DS_ACTION_ASK_MAKER)->url);
}

static void
test_the_maker_gets_a_whole_message (void)
{
  static const char * const contacts[] = { "https://example.com/report",
                                           "mailto:security@example.com", NULL };
  g_autofree char *url = ask (contacts, "Example", "Plug 3 & more", "1.4.2");

  g_assert_cmpstr (url, ==, "mailto:security@example.com"
                            "?subject=Security%20updates%20for%20Example%20Plug%203%20%26%20more"
                            "&body=Hello%2C%0D%0A%0D%0AUntil%20which%20day%20does%20this%20model"
                            "%20get%20security%20updates%3A%20Example%20Plug%203%20%26%20more%3F"
                            "%20It%20runs%20version%201.4.2."
                            "%0D%0A%0D%0AWhere%20is%20that%20published%3F%0D%0A%0D%0AThank%20you");
}

static void
test_a_page_is_opened_where_there_is_no_address (void)
{
  static const char * const contacts[] = { "tel:+1-201-555-0123", "https://example.com/report",
                                           NULL };
  g_autofree char *url = ask (contacts, "Example", "Plug", NULL);

  g_assert_cmpstr (url, ==, "https://example.com/report");
}

static void
test_a_message_without_an_address_is_still_written (void)
{
  static const char * const contacts[] = { "http://example.com/", "tel:+1-201-555-0123", NULL };
  g_autofree char *url = ask (contacts, NULL, NULL, NULL);
  g_autofree char *no_contacts = ask (NULL, NULL, "Plug", NULL);

  g_assert_true (g_str_has_prefix (url, "mailto:?subject=Security%20updates%20for%20Plug&body="));
  g_assert_true (g_str_has_prefix (no_contacts, "mailto:?subject="));
}

static void
test_a_contact_cannot_add_to_the_message (void)
{
  static const char * const contacts[] = {
    "mailto:security@example.com?bcc=spy@example.net&attach=/etc/passwd", NULL
  };
  g_autofree char *url = ask (contacts, "Example", "Plug", NULL);

  g_assert_true (g_str_has_prefix (url, "mailto:security@example.com?subject="));
  g_assert_null (strstr (url, "spy"));
  g_assert_null (strstr (url, "attach"));
}

static void
test_a_contact_that_is_no_address_is_not_written_to (void)
{
  static const char * const bad[] = {
    "mailto:", "mailto:security", "mailto:@example.com", "mailto:security@",
    "mailto:a@example.com,b@example.net", "mailto:a%2Cb@example.net", "mailto:a@b@example.com",
    "mailto:a b@example.com", "mailto:a@example.com\r\nBcc:b@example.net", "MAILTO:a@example.com",
    "mailto:a@example.com#x", "mailto://a@example.com", "javascript:alert(1)", "file:///etc/passwd",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *contacts[] = { bad[i], NULL };
      g_autofree char *url = ask (contacts, "Example", "Plug", NULL);

      if (!g_str_has_prefix (url, "mailto:?subject="))
        g_error ("“%s” leads to “%s”", bad[i], url);
    }
}

static void
test_a_model_cannot_add_to_the_message (void)
{
  g_autofree char *url = ask (NULL, "Evil", "Plug&bcc=spy@example.net?\r\nBcc: spy", NULL);

  g_assert_null (strstr (url, "&bcc="));
  g_assert_null (strstr (url, "\r"));
  g_assert_null (strchr (strchr (url, '?') + 1, '?'));
}

static void
assert_source (DsSource source,
               const char *expected)
{
  g_autofree char *text = ds_source_dup_text (&source);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_source_says_when_it_was_looked_at (void)
{
  DsDate read = ds_test_date ("2026-11-21");
  DsDate checked = ds_test_date ("2026-11-20");
  char maker[] = "Signify";

  assert_source ((DsSource) { .kind = DS_SOURCE_DEVICE, .read_on = read },
                 "Source: the maker, told by the device on 21 November 2026.");
  assert_source ((DsSource) { .kind = DS_SOURCE_DEVICE },
                 "Source: the maker, told by the device.");
  assert_source ((DsSource) { .kind = DS_SOURCE_PERSON, .read_on = read },
                 "Entered by hand on 21 November 2026.");
  assert_source ((DsSource) { .kind = DS_SOURCE_PERSON }, "Entered by hand.");
  assert_source ((DsSource) { .kind = DS_SOURCE_ENDOFLIFE, .read_on = read },
                 "Source: endoflife.date, read on 21 November 2026.");
  assert_source ((DsSource) { .kind = DS_SOURCE_MATTER_LEDGER },
                 "Source: Public list of Matter devices.");
  assert_source ((DsSource) { .kind = DS_SOURCE_CATALOGUE, .publisher = maker, .read_on = read,
                              .checked_on = checked },
                 "Source: Signify, checked on 20 November 2026.");
}

static void
test_what_nobody_checked_says_so (void)
{
  DsDate read = ds_test_date ("2026-11-21");
  char maker[] = "Signify";

  assert_source ((DsSource) { .kind = DS_SOURCE_CATALOGUE, .publisher = maker, .read_on = read },
                 "Source: Signify. Not yet checked against the maker’s page.");
  assert_source ((DsSource) { .kind = DS_SOURCE_CATALOGUE, .publisher = maker, .read_on = read,
                              .reach = DS_REACH_STORED_COPY },
                 "Source: Signify, from a stored copy of the page. Not yet checked against the "
                 "maker’s page.");
  assert_source ((DsSource) { .kind = DS_SOURCE_CATALOGUE, .read_on = read,
                              .reach = DS_REACH_SECOND_HAND },
                 "Source: Doorstep’s own list of devices, as told by others. Not yet checked against "
                 "the maker’s page.");
}

static void
test_each_claim_reads_as_its_source_says_it (void)
{
  static const char * const claims[][2] = {
    { "device until 2020-05-03 at-least", "Security updates until at least 3 May 2020" },
    { "catalogue ended 2020-05", "Security updates until May 2020" },
    { "catalogue ended", "Security updates have ended." },
    { "catalogue no-date", "No end date published by the maker" },
    { "catalogue years-from-purchase months=36 at-least",
      "Security updates for at least 3 years from purchase" },
    { "catalogue until", "No information for this model yet" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (DsSupportClaim) claim = ds_test_claim (claims[i][0]);
      g_autofree char *text = ds_support_claim_dup_text (claim);

      g_assert_cmpstr (text, ==, claims[i][1]);
    }
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ds_test_init (&argc, &argv);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/advice/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/advice/a-router-is-replaced-and-not-put-into-its-own-guest-network",
                   test_a_router_is_replaced_and_not_put_into_its_own_guest_network);
  g_test_add_func ("/advice/care-is-of-the-kind-of-device", test_care_is_of_the_kind_of_device);
  g_test_add_func ("/advice/the-maker-gets-a-whole-message", test_the_maker_gets_a_whole_message);
  g_test_add_func ("/advice/a-page-is-opened-where-there-is-no-address",
                   test_a_page_is_opened_where_there_is_no_address);
  g_test_add_func ("/advice/a-message-without-an-address-is-still-written",
                   test_a_message_without_an_address_is_still_written);
  g_test_add_func ("/advice/a-contact-cannot-add-to-the-message",
                   test_a_contact_cannot_add_to_the_message);
  g_test_add_func ("/advice/a-contact-that-is-no-address-is-not-written-to",
                   test_a_contact_that_is_no_address_is_not_written_to);
  g_test_add_func ("/advice/a-model-cannot-add-to-the-message",
                   test_a_model_cannot_add_to_the_message);
  g_test_add_func ("/advice/a-source-says-when-it-was-looked-at",
                   test_a_source_says_when_it_was_looked_at);
  g_test_add_func ("/advice/what-nobody-checked-says-so", test_what_nobody_checked_says_so);
  g_test_add_func ("/advice/each-claim-reads-as-its-source-says-it",
                   test_each_claim_reads_as_its_source_says_it);
  return g_test_run ();
}

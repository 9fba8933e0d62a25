/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-inquiry"

#include "config.h"

#include "core/ds-error.h"
#include "support/ds-answer.h"
#include "support/ds-inquiry.h"

#include "ds-test.h"

#include <string.h>

static void
test_everyone_who_could_be_asked_is_named_first (void)
{
  const DsInquiryFacts facts = {
    .website = "https://www.Maker.example/home?tracking=1#top",
    .mud_url = "https://mud.maker.example/lamp",
    .endoflife_product = "chromecast",
    .endoflife_release = "4",
    .matter_vendor = 4107,
    .matter_product = 2,
  };
  static const char * const urls[] = {
    "https://www.maker.example/.well-known/security.txt",
    "https://on.dcl.csa-iot.org/dcl/model/models/4107/2",
    "https://mud.maker.example/lamp",
    "https://endoflife.date/api/v1/products/chromecast",
  };
  g_autoptr (GPtrArray) inquiries = ds_inquiries_new (&facts);

  g_assert_cmpuint (inquiries->len, ==, G_N_ELEMENTS (urls));
  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);
      g_autofree char *disclosure = ds_inquiry_dup_disclosure (inquiry);
      const char *title = ds_inquiry_get_subject (inquiry->kind);

      g_assert_cmpstr (inquiry->url, ==, urls[i]);
      g_assert_true (g_str_has_prefix (disclosure, inquiry->host));
      g_assert_nonnull (strstr (disclosure, "internet address of this home"));
      g_assert_cmpstr (title, !=, "");
    }
}

static void
test_nobody_is_asked_where_nothing_is_known (void)
{
  static const DsInquiryFacts rows[] = {
    { .website = NULL },
    { .website = "http://maker.example/" },
    { .website = "javascript:alert(1)" },
    { .website = "https:" },
    { .mud_url = "http://maker.example/lamp" },
    { .mud_url = "file:///etc/passwd" },
    { .endoflife_product = "chromecast" },
    { .endoflife_product = "../../admin", .endoflife_release = "4" },
    { .endoflife_product = "", .endoflife_release = "4" },
    { .matter_product = 2 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) inquiries = ds_inquiries_new (&rows[i]);

      g_assert_cmpuint (inquiries->len, ==, 0);
    }
}

static DsAnswer *
new_answer (void)
{
  return ds_answer_new (DS_SOURCE_ENDOFLIFE, "endoflife.date", "https://endoflife.date/x",
                        ds_date_new (2026, 11, 22));
}

static void
test_an_answer_survives_a_file (void)
{
  g_autoptr (DsAnswer) answer = new_answer ();
  g_autoptr (DsAnswer) copy = NULL;
  g_autoptr (DsAnswer) read = new_answer ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  answer->claim = ds_support_claim_new (DS_SOURCE_ENDOFLIFE, DS_SUPPORT_UNTIL);
  ds_source_init_copy (&answer->claim->source, &answer->source);
  answer->claim->date = ds_date_new (2029, 2, 28);
  answer->contacts = g_strdupv ((char *[]) { (char *) "mailto:a@maker.example", NULL });
  answer->policy = g_strdup ("https://maker.example/policy");
  answer->expires_at = 1798761600;
  answer->newest_version = g_strdup ("1.7 “beta”");
  answer->reset_steps = g_strdup ("Hold the button");

  copy = ds_answer_copy (answer);
  json = ds_answer_to_json (copy);
  g_assert_true (ds_answer_read_json (read, json, &error));
  g_assert_no_error (error);
  again = ds_answer_to_json (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_true (ds_support_claim_equal (read->claim, answer->claim));
}

static void
test_a_spoiled_file_says_nothing (void)
{
  static const char * const spoiled[] = {
    "", "[]", "{\"rule\": \"for-ever\"}", "{\"rule\": \"until\", \"date\": \"2026-02-30\"}",
    "{\"contacts\": []}", "{\"contacts\": [\"javascript:alert(1)\"]}", "{\"contacts\": {}}",
    "{\"expires\": -1}", "{\"newestVersion\": 7}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (spoiled); i++)
    {
      g_autoptr (DsAnswer) read = new_answer ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", spoiled[i]);
      g_assert_false (ds_answer_read_json (read, spoiled[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/inquiry/everyone", test_everyone_who_could_be_asked_is_named_first);
  g_test_add_func ("/inquiry/nobody", test_nobody_is_asked_where_nothing_is_known);
  g_test_add_func ("/inquiry/file", test_an_answer_survives_a_file);
  g_test_add_func ("/inquiry/spoiled", test_a_spoiled_file_says_nothing);

  return g_test_run ();
}

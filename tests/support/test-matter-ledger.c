/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-matter-ledger"

#include "config.h"

#include "core/ds-error.h"
#include "support/ds-matter-ledger.h"

#include "ds-test.h"

#include <string.h>

static GBytes *
bytes (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static void
test_a_model_is_known_by_name (void)
{
  g_autoptr (GBytes) document =
    bytes ("{\"model\": {\"vid\": 4107, \"pid\": 2, \"productName\": \"Hue\\u0007 Bridge\", "
           "\"supportUrl\": \"https://maker.example/support\", "
           "\"productUrl\": \"http://maker.example/\", \"deviceTypeId\": 14, "
           "\"factoryResetStepsHint\": 64, "
           "\"factoryResetStepsInstruction\": \"Hold the button for 10 s\"}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMatterModel) model = ds_matter_model_parse (document, 4107, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (model->name, ==, "Hue Bridge");
  g_assert_cmpstr (model->support_page, ==, "https://maker.example/support");
  g_assert_null (model->product_page); /* without encryption */
  g_assert_cmpstr (model->reset_steps, ==, "Hold the button for 10 s");
}

static void
test_another_model_is_not_taken_for_ours (void)
{
  static const char * const others[] = {
    "{\"model\": {\"vid\": 4107, \"pid\": 3, \"productName\": \"x\"}}",
    "{\"model\": {\"vid\": 4108, \"pid\": 2, \"productName\": \"x\"}}",
    "{\"model\": {\"productName\": \"x\"}}",
    "{\"model\": {\"vid\": \"4107\", \"pid\": 2}}",
    "{\"model\": {\"vid\": 4107, \"pid\": 2, \"productName\": 1}}",
    "{\"model\": []}", "{}", "[]", "", "null",
    "{\"code\": 5, \"message\": \"not found\", \"details\": []}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) document = bytes (others[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_matter_model_parse (document, 4107, 2, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
    }
}

static void
test_the_newest_version_comes_first (void)
{
  g_autoptr (GBytes) document =
    bytes ("{\"modelVersions\": {\"vid\": 1, \"pid\": 2, "
           "\"softwareVersions\": [3, 4294967295, 0, 17]}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = ds_matter_versions_parse (document, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 4);
  g_assert_cmpuint (g_array_index (numbers, uint32_t, 0), ==, G_MAXUINT32);
  g_assert_cmpuint (g_array_index (numbers, uint32_t, 1), ==, 17);
  g_assert_cmpuint (g_array_index (numbers, uint32_t, 3), ==, 0);
}

static void
test_numbers_that_are_none_are_refused (void)
{
  static const char * const broken[] = {
    "{\"modelVersions\": {\"softwareVersions\": [-1]}}",
    "{\"modelVersions\": {\"softwareVersions\": [4294967296]}}",
    "{\"modelVersions\": {\"softwareVersions\": [1.5]}}",
    "{\"modelVersions\": {\"softwareVersions\": [\"1\"]}}",
    "{\"modelVersions\": {\"softwareVersions\": {}}}",
    "{\"modelVersions\": {}}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GBytes) document = bytes (broken[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_matter_versions_parse (document, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
    }
}

/* What is too long for a list, a line or the whole is not taken; what just fits is. */
static GBytes *
list_versions (unsigned int n)
{
  GString *text = g_string_new ("{\"modelVersions\": {\"softwareVersions\": [0");

  for (unsigned int i = 1; i < n; i++)
    g_string_append_printf (text, ", %u", i);
  g_string_append (text, "]}}");
  return g_string_free_to_bytes (text);
}

static void
test_a_list_without_end_is_refused (void)
{
  g_autoptr (GBytes) fits = list_versions (1024);
  g_autoptr (GBytes) too_long = list_versions (1025);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = ds_matter_versions_parse (fits, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 1024);
  g_assert_null (ds_matter_versions_parse (too_long, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
}

static void
test_a_giant_answer_is_refused (void)
{
  g_autoptr (GString) text = g_string_new ("{\"vendorInfo\": {\"vendorID\": 4107}}");
  g_autoptr (GBytes) fits = NULL;
  g_autoptr (GBytes) too_long = NULL;
  g_autoptr (GError) error = NULL;

  while (text->len < DS_MATTER_LEDGER_MAX_BYTES)
    g_string_append_c (text, ' ');
  fits = g_bytes_new (text->str, text->len);
  g_assert_null (ds_matter_vendor_parse (fits, 4107, &error));
  g_assert_no_error (error);

  g_string_append_c (text, ' ');
  too_long = g_bytes_new (text->str, text->len);
  g_assert_null (ds_matter_vendor_parse (too_long, 4107, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
}

/* One model with a member of @content more; NULL where it is refused. */
static DsMatterModel *
parse_with (const char *content)
{
  g_autofree char *text = g_strdup_printf ("{\"model\": {\"vid\": 1, \"pid\": 2, %s}}", content);
  g_autoptr (GBytes) document = bytes (text);
  g_autoptr (GError) error = NULL;
  DsMatterModel *model = ds_matter_model_parse (document, 1, 2, &error);

  g_assert_true ((model == NULL) == ds_error_is (error, DS_ERROR_WEBSITE_UNCLEAR));
  return model;
}

static bool
takes_string (unsigned int length)
{
  g_autofree char *long_text = g_strnfill (length, 'x');
  g_autofree char *member = g_strdup_printf ("\"other\": \"%s\"", long_text);
  g_autoptr (DsMatterModel) model = parse_with (member);

  return model != NULL;
}

/* @depth counts the two objects around it. */
static bool
takes_depth (unsigned int depth)
{
  g_autofree char *opened = g_strnfill (depth - 2, '[');
  g_autofree char *closed = g_strnfill (depth - 2, ']');
  g_autofree char *member = g_strdup_printf ("\"other\": %s%s", opened, closed);
  g_autoptr (DsMatterModel) model = parse_with (member);

  return model != NULL;
}

/* @n counts the two objects, the two numbers and the array around them. */
static bool
takes_values (unsigned int n)
{
  g_autoptr (GString) member = g_string_new ("\"other\": [0");
  g_autoptr (DsMatterModel) model = NULL;

  for (unsigned int i = 6; i < n; i++)
    g_string_append (member, ",0");
  g_string_append_c (member, ']');
  model = parse_with (member->str);
  return model != NULL;
}

static void
test_what_just_fits_is_taken (void)
{
  g_autofree char *name = g_strnfill (513, 'x');
  g_autofree char *member = g_strdup_printf ("\"productName\": \"%s\"", name);
  g_autoptr (DsMatterModel) model = parse_with (member);

  g_assert_cmpint (g_utf8_strlen (model->name, -1), ==, 512);

  g_assert_true (takes_string (4096));
  g_assert_false (takes_string (4097));
  g_assert_true (takes_depth (8));
  g_assert_false (takes_depth (9));
  g_assert_true (takes_values (4096));
  g_assert_false (takes_values (4097));
}

static void
test_a_version_that_was_taken_back_says_so (void)
{
  g_autoptr (GBytes) document =
    bytes ("{\"modelVersion\": {\"softwareVersion\": 17, \"softwareVersionString\": \"1.7\", "
           "\"softwareVersionValid\": false, \"releaseNotesUrl\": \"https://maker.example/17\"}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsMatterVersion) version = ds_matter_version_parse (document, 17, &error);
  g_autoptr (DsMatterVersion) other = NULL;

  g_assert_no_error (error);
  g_assert_false (version->is_valid);
  g_assert_cmpstr (version->name, ==, "1.7");
  g_assert_cmpstr (version->notes, ==, "https://maker.example/17");

  other = ds_matter_version_parse (document, 18, &error);
  g_assert_null (other);
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
}

static void
test_a_maker_has_a_website_or_none (void)
{
  g_autoptr (GBytes) with =
    bytes ("{\"vendorInfo\": {\"vendorID\": 4107, \"vendorName\": \"Maker\", "
           "\"vendorLandingPageURL\": \"https://maker.example/\"}}");
  g_autoptr (GBytes) without = bytes ("{\"vendorInfo\": {\"vendorID\": 4107}}");
  g_autoptr (GError) error = NULL;
  g_autofree char *website = ds_matter_vendor_parse (with, 4107, &error);

  g_assert_cmpstr (website, ==, "https://maker.example/");
  g_assert_null (ds_matter_vendor_parse (without, 4107, &error));
  g_assert_no_error (error);
  g_assert_null (ds_matter_vendor_parse (with, 1, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/matter-ledger/model", test_a_model_is_known_by_name);
  g_test_add_func ("/matter-ledger/other-model", test_another_model_is_not_taken_for_ours);
  g_test_add_func ("/matter-ledger/newest", test_the_newest_version_comes_first);
  g_test_add_func ("/matter-ledger/numbers", test_numbers_that_are_none_are_refused);
  g_test_add_func ("/matter-ledger/without-end", test_a_list_without_end_is_refused);
  g_test_add_func ("/matter-ledger/giant", test_a_giant_answer_is_refused);
  g_test_add_func ("/matter-ledger/bounds", test_what_just_fits_is_taken);
  g_test_add_func ("/matter-ledger/taken-back", test_a_version_that_was_taken_back_says_so);
  g_test_add_func ("/matter-ledger/website", test_a_maker_has_a_website_or_none);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-json"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-json.h"
#include "ds-test.h"

#include <string.h>

static const DsJsonLimits limits = {
  .max_bytes = 1 << 20,
  .max_depth = 32,
  .max_string = 1000,
  .max_values = 5000,
};

/* The first is the text, the second what json-glib writes of the result: proof
 * that it was read as it was meant. */
static const struct
{
  const char *text;
  const char *meant;
} good[] = {
  { "{}", "{}" },
  { "[]", "[]" },
  { " [ ] ", "[]" },
  { "\t\r\n[\n1\t,\r2 ]\n", "[1,2]" },
  { "null", "null" },
  { "true", "true" },
  { "false", "false" },
  { "\"\"", "\"\"" },
  { "\"a\"", "\"a\"" },
  { "0", "0" },
  { "-0", "0" },
  { "42", "42" },
  { "-42", "-42" },
  { "9223372036854775807", "9223372036854775807" },
  { "-9223372036854775808", "-9223372036854775808" },
  { "[0.5]", "[0.5]" },
  { "[-0.5e1]", "[-5.0]" },
  { "[1E2]", "[100.0]" },
  { "[1e+2]", "[100.0]" },
  { "[100e-2]", "[1.0]" },
  { "[0e1]", "[0.0]" },
  { "[1e-400]", "[0.0]" }, /* too small is nothing, not an error (IEEE 754) */
  { "{\"\":0}", "{\"\":0}" },
  { "{\"a\":{\"a\":{\"a\":[]}}}", "{\"a\":{\"a\":{\"a\":[]}}}" },
  { "{\"a\":1,\"A\":2}", "{\"a\":1,\"A\":2}" },
  { "[[],[[]],{}]", "[[],[[]],{}]" },
  { "[null,1,\"1\",{}]", "[null,1,\"1\",{}]" },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
  { "\"\\u0041\\u00e9\\u20AC\"", "\"Aé€\"" },
  { "\"\\ud83d\\udca1\"", "\"💡\"" },
  { "\"💡é\"", "\"💡é\"" },
  { "\"\\u0022\\u005c\"", "\"\\\"\\\\\"" },
  { "\"asd \x7f\"", "\"asd \\u007f\"" },
  { "{\"a\" : 1 , \"b\" :2}", "{\"a\":1,\"b\":2}" },
};

static const char *const bad[] = {
  "", " ", "\n", "{", "[", "]", "}", "\"", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]",
  "[1}", "{]", "[[]", "[]]", "[][]", "1 1", "{}{}", "{}x", "[]#", "// c\n1", "/* c */ 1", "1//",
  "{a:1}", "{'a':1}", "['a']", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\"::1}", "{:1}", "{1:1}",
  "{\"a\":1,}", "{,}", "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{null:1}", "{\"a\":1", "{\"a\":",
  "{\"a\"", "{\"a", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":1}", "{\"x\":{\"a\":1,\"a\":1}}",
  "nul", "nulll", "True", "TRUE", "tru", "fals", "NaN", "nan", "Infinity", "-Infinity", "undefined",
  "01", "-01", "00", "0x1", "1.", ".1", "-.1", "-", "+1", "--1", "1e", "1e+", "1E-", "1e1.5", "1.e1",
  "0.1.2", "1_000", "1,000", "-a", "1a", "\xef\xbc\x91", "2.e3", "0e", "0e+", "[-]", "[1+2]", "[1-2]",
  "1e400", "-1e400",
  "\"\\\"", "\"\\x41\"", "\"\\'\"", "\"\\a\"", "\"\\0\"", "\"\\u\"", "\"\\u00\"", "\"\\u00g0\"",
  "\"\\u004\"", "\"\\U0041\"", "\"\\", "\"\\u", "\"\n\"", "\"\t\"", "\"\x1f\"", "[\"a\n\"]",
  "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\ud800a\"", "\"\\ud800\\n\"", "\"\\ud83d\\u",
  "\"\\ud800\\ue000\"", "\"\\ud800\\udbff\"",
  "\"\\udca1\\ud83d\"", "\"\\u0000\"", "{\"\\u0000\":1}", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"",
  "\"\xe2\x82\"", "\"\xf4\x90\x80\x80\"", "\xef\xbb\xbf{}", "\xff\xfe[\0]", "\x00", "\u00a0[]", "\f[]",
  "\v1", "\u2028[]", "<a>", "[a", "*", "\\u0031", "[\\n]", "\"a\"b", "\"a\":1", "{\"a\":\"b\"]", "@",
};

static JsonNode *
parse (const char *text,
       size_t length,
       GError **error)
{
  g_autofree char *exact = g_memdup2 (text, length); /* no NUL behind it */

  return ds_json_parse (exact, length, &limits, error);
}

static void
test_what_is_json (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = parse (good[i].text, strlen (good[i].text), &error);
      g_autofree char *written = NULL;

      g_assert_no_error (error);
      written = json_to_string (node, FALSE);
      g_assert_cmpstr (written, ==, good[i].meant);
    }
}

static void
assert_bad (const char *text,
            size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (text, length, &error);

  if (node != NULL)
    g_error ("“%.*s” was taken for JSON", (int) MIN (length, 60), text);
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
test_what_is_not_json (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_bad (bad[i], strlen (bad[i]));

  assert_bad ("{\"a\":\0 1}", 9);
  assert_bad ("{\"a\"\0:1}", 8);
  assert_bad ("[1\0]", 4);
  assert_bad ("1\0", 2);
  assert_bad ("\"\\\0\"", 4);
  assert_bad ("[\"a\0b\"]", 7);
  assert_bad ("[]\0", 3);
}

static void
test_every_truncation (void)
{
  static const char text[] = "{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\udca1\",true,null],\"b\":{\"c\":false}}";

  for (size_t length = 0; length < sizeof text - 1; length++)
    assert_bad (text, length);
}

static char *
repeat (const char *part,
        int n,
        const char *before,
        const char *after)
{
  g_autoptr (GString) out = g_string_new (before);

  for (int i = 0; i < n; i++)
    g_string_append (out, part);
  g_string_append (out, after);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
test_nested_10000_deep (void)
{
  g_autofree char *open_arrays = repeat ("[", 10000, "", "");
  g_autofree char *open_objects = repeat ("{\"a\":", 10000, "", "");
  g_autofree char *closed = repeat ("]", 10000, open_arrays, "");

  assert_bad (open_arrays, strlen (open_arrays));
  assert_bad (open_objects, strlen (open_objects));
  assert_bad (closed, strlen (closed));
}

static void
test_the_bounds_themselves (void)
{
  DsJsonLimits small = { .max_bytes = 40, .max_depth = 3, .max_string = 4, .max_values = 9,
                         .max_entries = 4 };
  const struct
  {
    const char *text;
    bool fits;
  } cases[] = {
    { "[[[]]]", true },
    { "[[[[]]]]", false },
    { "{\"a\":{\"a\":{}}}", true },
    { "{\"a\":{\"a\":{\"a\":1}}}", true },
    { "{\"a\":{\"a\":{\"a\":[]}}}", false },
    { "[1,2,3,4]", true },
    { "[1,2,3,4,5]", false },
    { "[[1,2,3,4],5,6,7]", true },
    { "[[1,2,3,4],[5,6,7]]", false },
    { "{\"a\":[1,2,3,4],\"b\":[5]}", true },
    { "{\"a\":[1,2],\"b\":[3,4,5,6,7]}", false },
    { "[\"1234\"]", true },
    { "[\"12345\"]", false },
    { "[\"\\u20ac1\"]", true },
    { "[\"\\u20ac12\"]", false },
    { "{\"12345\":1}", false },
    { "[                                      ]", true },
    { "[                                       ]", false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = ds_json_parse (cases[i].text, strlen (cases[i].text), &small, &error);

      g_assert_true ((node != NULL) == cases[i].fits);
      g_assert_true ((error == NULL) == cases[i].fits);
    }
}

static void
assert_number_fits (int length,
                    bool fits)
{
  g_autofree char *number = repeat ("1", length - 2, "0.", "");
  g_autoptr (JsonNode) node = parse (number, strlen (number), NULL);

  g_assert_true ((node != NULL) == fits);
}

static void
test_endless_things (void)
{
  g_autofree char *digits = repeat ("1", 100000, "[0.", "]");
  g_autofree char *string = repeat ("x", 1001, "[\"", "\"]");
  g_autofree char *values = repeat ("1,", 5000, "[", "1]");
  g_autofree char *spaces = repeat (" ", 1 << 20, "[", "]");
  g_autoptr (GString) members = g_string_new ("{");

  assert_number_fits (512, true);
  assert_number_fits (513, false);
  for (int i = 0; i < 1025; i++)
    g_string_append_printf (members, "%s\"%d\":0", i > 0 ? "," : "", i);
  g_string_append_c (members, '}');

  assert_bad (digits, strlen (digits));
  assert_bad (string, strlen (string));
  assert_bad (values, strlen (values));
  assert_bad (spaces, strlen (spaces));
  assert_bad (members->str, members->len);
}

static void
test_readers (void)
{
  static const char text[] = "{\"o\":{},\"a\":[],\"s\":\"x\",\"i\":5,\"d\":1.5,\"b\":true,\"n\":null}";
  static const char names[] = "oasidbn";
  g_autoptr (JsonNode) node = parse (text, sizeof text - 1, NULL);
  JsonObject *root = json_node_get_object (node);

  for (const char *c = names; *c != '\0'; c++)
    {
      char name[2] = { *c, '\0' };
      JsonObject *object = NULL;
      JsonArray *array = NULL;
      const char *string = NULL;
      int64_t number = -1;
      bool flag = false;
      gboolean boxed = FALSE;
      g_autoptr (GError) e1 = NULL;
      g_autoptr (GError) e2 = NULL;
      g_autoptr (GError) e3 = NULL;
      g_autoptr (GError) e4 = NULL;
      g_autoptr (GError) e5 = NULL;

      g_assert_true (ds_json_get_object (root, name, &object, &e1) == (*c == 'o') && (object != NULL) == (*c == 'o'));
      g_assert_true (ds_json_get_array (root, name, &array, &e2) == (*c == 'a') && (array != NULL) == (*c == 'a'));
      g_assert_true (ds_json_get_string (root, name, &string, &e3) == (*c == 's') && (string != NULL) == (*c == 's'));
      g_assert_true (ds_json_get_int (root, name, 0, 9, &number, &e4) == (*c == 'i') && (number == 5) == (*c == 'i'));
      g_assert_true (ds_json_get_bool (root, name, &flag, &e5) == (*c == 'b') && flag == (*c == 'b'));
      g_assert_true (ds_json_get_flag (root, name, &boxed, NULL) == (*c == 'b') && boxed == (*c == 'b'));
      g_assert_true (ds_error_is (e1, DS_ERROR_BAD_ANSWER) == (*c != 'o'));
      g_assert_true (ds_error_is (e4, DS_ERROR_BAD_ANSWER) == (*c != 'i'));
    }
}

static void
test_absent_members_and_ranges (void)
{
  g_autoptr (JsonNode) node = parse ("{\"i\":5}", 7, NULL);
  JsonObject *root = json_node_get_object (node);
  g_autoptr (GError) low = NULL;
  g_autoptr (GError) high = NULL;
  const char *string = "fallback";
  int64_t number = 7;

  g_assert_true (ds_json_get_string (root, "absent", &string, NULL));
  g_assert_cmpstr (string, ==, "fallback");
  g_assert_true (ds_json_get_int (root, "absent", 0, 1, &number, NULL));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (ds_json_get_int (root, "i", 5, 5, &number, NULL));
  g_assert_cmpint (number, ==, 5);
  number = 7;
  g_assert_false (ds_json_get_int (root, "i", 6, 9, &number, &low));
  g_assert_false (ds_json_get_int (root, "i", 0, 4, &number, &high));
  g_assert_cmpint (number, ==, 7);
  g_assert_error (low, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_error (high, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

/* What a vendor writes down as "no bound" must not hide the rest. */
static void
test_whole_numbers_beyond_int64 (void)
{
  static const char *const numbers[] = {
    "9223372036854775808", "-9223372036854775809", "18446744073709551615",
    "123456789012345678901234567890",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"i\":%s,\"next\":1}", numbers[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = parse (text, strlen (text), &error);
      JsonObject *root;
      int64_t number = 7;

      g_assert_no_error (error);
      root = json_node_get_object (node);
      g_assert_true (ds_json_get_int (root, "next", 0, 9, &number, NULL));
      g_assert_false (ds_json_get_int (root, "i", G_MININT64, G_MAXINT64, &number, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
      g_assert_cmpint (number, ==, 1);
      g_assert_cmpfloat (json_object_get_double_member (root, "i"), ==,
                         g_ascii_strtod (numbers[i], NULL));
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/json/what-is-json", test_what_is_json);
  g_test_add_func ("/json/what-is-not-json", test_what_is_not_json);
  g_test_add_func ("/json/every-truncation", test_every_truncation);
  g_test_add_func ("/json/nested-10000-deep", test_nested_10000_deep);
  g_test_add_func ("/json/the-bounds-themselves", test_the_bounds_themselves);
  g_test_add_func ("/json/endless-things", test_endless_things);
  g_test_add_func ("/json/readers", test_readers);
  g_test_add_func ("/json/whole-numbers-beyond-int64", test_whole_numbers_beyond_int64);
  g_test_add_func ("/json/absent-members-and-ranges", test_absent_members_and_ranges);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-accessories.h"

#include "core/ds-error.h"
#include "drivers/ds-driver.h"

#include <string.h>

#define LONG(type) "000000" type "-0000-1000-8000-0026BB765291"
#define TEXT(iid, type, value) \
  "{\"iid\":" iid ",\"type\":\"" type "\",\"perms\":[\"pr\"],\"format\":\"string\"," \
  "\"value\":\"" value "\"}"
#define IDENTIFY(iid) \
  "{\"iid\":" iid ",\"type\":\"14\",\"perms\":[\"pw\"],\"format\":\"bool\"}"
#define INFORMATION(characteristics) \
  "{\"iid\":1,\"type\":\"3E\",\"characteristics\":[" characteristics "]}"
#define SERVICE(type) "{\"iid\":90,\"type\":\"" type "\",\"characteristics\":[]}"
#define ACCESSORY(aid, services) "{\"aid\":" aid ",\"services\":[" services "]}"
#define LIST(accessories) "{\"accessories\":[" accessories "]}"

static DsFacts *
parse (const char   *json,
       unsigned int  category,
       DsHapValueId *identify)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = ds_hap_accessories_parse (json, strlen (json), category, identify, &error);

  g_assert_no_error (error);
  return facts;
}

static void
assert_refused (const char *json)
{
  g_autofree char *copy = g_memdup2 (json, strlen (json)); /* without a NUL */
  g_autoptr (GError) error = NULL;
  DsHapValueId identify;

  g_assert_null (ds_hap_accessories_parse (copy, strlen (json), 0, &identify, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
}

static void
assert_kind (const char   *json,
             unsigned int  category,
             DsKind        kind)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts = parse (json, category, &identify);

  g_assert_cmpint (facts->kind, ==, kind);
}

/*
 * What accessories say
 */

static void
test_lamp_says_what_it_is (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", INFORMATION (
             IDENTIFY ("2") "," TEXT ("3", "20", "Acme") "," TEXT ("4", "21", "Bulb 3") ","
             TEXT ("5", "23", "Hall lamp") "," TEXT ("6", "30", "S-1") ","
             TEXT ("7", "52", "1.2.3") "," TEXT ("8", "53", "2.0")) ","
             SERVICE ("43"))), 0, &identify);

  g_assert_cmpstr (facts->name, ==, "Hall lamp");
  g_assert_cmpstr (facts->maker, ==, "Acme");
  g_assert_cmpstr (facts->model, ==, "Bulb 3");
  g_assert_cmpstr (facts->serial, ==, "S-1");
  g_assert_cmpstr (facts->software_version, ==, "1.2.3");
  g_assert_cmpstr (facts->hardware_version, ==, "2.0");
  g_assert_null (facts->staged_version);
  g_assert_null (facts->key);
  g_assert_null (facts->access);
  g_assert_cmpint (facts->kind, ==, DS_KIND_LAMP);
  g_assert_cmpuint (facts->accessories->len, ==, 0);
  g_assert_cmpuint (facts->capabilities, ==, DS_CAPABILITY_IDENTIFY);
  g_assert_cmpuint (identify.aid, ==, 1);
  g_assert_cmpuint (identify.iid, ==, 2);
}

/* Told by a bridge of hap-nodejs 1.2.0; the fuzzer starts from it, too. */
static void
test_bridge_of_hap_nodejs (void)
{
  static const DsKind kinds[] = {
    DS_KIND_LAMP, DS_KIND_LOCK, DS_KIND_SENSOR, DS_KIND_THERMOSTAT, DS_KIND_PLUG,
  };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus",
                                                 "hap-accessories", "hap-nodejs", NULL);
  g_autofree char *json = NULL;
  g_autoptr (DsFacts) facts = NULL;
  DsHapValueId identify;

  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  facts = parse (json, 0, &identify);

  g_assert_cmpint (facts->kind, ==, DS_KIND_HUB);
  g_assert_cmpstr (facts->maker, ==, "Example Works");
  g_assert_cmpstr (facts->model, ==, "bridge-1");
  g_assert_cmpstr (facts->software_version, ==, "1.0");
  g_assert_cmpuint (identify.aid, ==, 1);
  g_assert_cmpuint (identify.iid, ==, 2);
  g_assert_cmpuint (facts->accessories->len, ==, G_N_ELEMENTS (kinds));
  for (unsigned int i = 0; i < facts->accessories->len; i++)
    {
      const DsAccessory *accessory = facts->accessories->pdata[i];

      g_assert_cmpuint (accessory->id, ==, i + 2);
      g_assert_cmpint (accessory->kind, ==, kinds[i]);
      g_assert_cmpstr (accessory->software_version, ==, "2.0");
    }
}

static void
test_long_types_mean_the_same (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", "{\"iid\":1,\"type\":\"" LONG ("3E") "\",\"characteristics\":["
                            TEXT ("2", LONG ("23"), "Lamp") ","
                            "{\"iid\":3,\"type\":\"" LONG ("14") "\",\"perms\":[\"pw\"]}]},"
                            SERVICE ("00000043-0000-1000-8000-0026bb765291"))), 0, &identify);

  g_assert_cmpstr (facts->name, ==, "Lamp");
  g_assert_cmpint (facts->kind, ==, DS_KIND_LAMP);
  g_assert_cmpuint (identify.iid, ==, 3);
}

static void
test_types_of_other_makers_mean_nothing (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", INFORMATION (
             TEXT ("2", "00000023-0000-1000-8000-0026BB765292", "no") ","
             TEXT ("3", "E863F11A-079E-48FF-8F27-9C2605A29F52", "no") ","
             TEXT ("4", "000000023", "no") "," TEXT ("5", "", "no") "," TEXT ("6", "zz", "no"))
             "," SERVICE ("00000043-0000-1000-8000-0026BB765291-43"))), 0, &identify);

  g_assert_null (facts->name);
  g_assert_cmpint (facts->kind, ==, DS_KIND_UNKNOWN);
  g_assert_cmpuint (facts->capabilities, ==, 0);
  g_assert_cmpuint (identify.iid, ==, 0);
}

static void
test_bridge_and_what_is_behind_it (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("2", INFORMATION (TEXT ("2", "23", "Cellar") "," TEXT ("3", "20", "B"))
                            "," SERVICE ("83")) ","
                 ACCESSORY ("1", INFORMATION (IDENTIFY ("7") "," TEXT ("2", "23", "Bridge"))) ","
                 ACCESSORY ("9007199254740993", INFORMATION (IDENTIFY ("8")) ","
                            SERVICE ("49"))), 0, &identify);
  const DsAccessory *accessory;

  g_assert_cmpint (facts->kind, ==, DS_KIND_HUB);
  g_assert_cmpstr (facts->name, ==, "Bridge");
  g_assert_cmpuint (identify.aid, ==, 1);
  g_assert_cmpuint (identify.iid, ==, 7);
  g_assert_cmpuint (facts->accessories->len, ==, 2);

  accessory = facts->accessories->pdata[0];
  g_assert_cmpuint (accessory->id, ==, 2);
  g_assert_cmpstr (accessory->name, ==, "Cellar");
  g_assert_cmpstr (accessory->maker, ==, "B");
  g_assert_cmpint (accessory->kind, ==, DS_KIND_SENSOR);

  accessory = facts->accessories->pdata[1];
  g_assert_cmpuint (accessory->id, ==, G_GUINT64_CONSTANT (9007199254740993));
  g_assert_null (accessory->name);
  g_assert_cmpint (accessory->kind, ==, DS_KIND_PLUG);
}

static void
test_software_that_waits_to_be_installed (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", INFORMATION (TEXT ("7", "52", "1.0")) ","
                            "{\"iid\":20,\"type\":\"236\",\"characteristics\":["
                            TEXT ("21", "249", "1.1") "]}")), 0, &identify);

  g_assert_cmpstr (facts->software_version, ==, "1.0");
  g_assert_cmpstr (facts->staged_version, ==, "1.1");
  g_assert_cmpuint (facts->capabilities, ==, DS_CAPABILITY_UPDATE_STATE);
}

static void
test_what_sort_of_thing_it_is (void)
{
#define DEVICE(services) LIST (ACCESSORY ("1", INFORMATION ("") services))
  assert_kind (DEVICE (""), 0, DS_KIND_UNKNOWN);
  assert_kind (DEVICE (""), 9, DS_KIND_THERMOSTAT);
  assert_kind (DEVICE ("," SERVICE ("43")), 7, DS_KIND_PLUG); /* what it announces counts */
  assert_kind (DEVICE ("," SERVICE ("43")), 1, DS_KIND_LAMP); /* unless that is "other" */
  assert_kind (DEVICE ("," SERVICE ("8A") "," SERVICE ("85") "," SERVICE ("110")), 0, DS_KIND_CAMERA);
  assert_kind (DEVICE ("," SERVICE ("113") "," SERVICE ("D8")), 0, DS_KIND_TELEVISION);
  assert_kind (DEVICE (",{\"iid\":9,\"type\":\"45\",\"characteristics\":[]},"
                       "{\"iid\":9,\"type\":\"47\",\"primary\":true,\"characteristics\":[]}"),
               0, DS_KIND_PLUG);
  assert_kind (LIST (ACCESSORY ("1", INFORMATION ("")) "," ACCESSORY ("2", INFORMATION (""))),
               31, DS_KIND_TELEVISION);
#undef DEVICE
}

static void
test_values_of_another_type_are_not_told (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", INFORMATION (
             "{\"iid\":2,\"type\":\"52\",\"value\":1.5},"
             "{\"iid\":3,\"type\":\"20\",\"value\":null},"
             "{\"iid\":4,\"type\":\"21\"},"
             "{\"iid\":5,\"type\":\"30\",\"value\":true},"
             "{\"iid\":6,\"type\":\"23\",\"value\":{\"a\":[]}},"
             "{\"iid\":7,\"type\":\"14\",\"perms\":[1,null,\"pr\"]}"))), 0, &identify);

  g_assert_null (facts->software_version);
  g_assert_null (facts->maker);
  g_assert_null (facts->model);
  g_assert_null (facts->serial);
  g_assert_null (facts->name);
  g_assert_cmpuint (identify.iid, ==, 0);
}

/*
 * What an attacker says
 */

static void
test_hostile_names (void)
{
  DsHapValueId identify;
  g_autoptr (DsFacts) facts =
    parse (LIST (ACCESSORY ("1", INFORMATION (
             TEXT ("2", "23", "Lamp\\u202Egnp.exe\\u0007\\n\\u001b[31mred") ","
             TEXT ("3", "20", "\\u200b\\u2066 \\u0001") ","
             TEXT ("4", "21", "<b>bold</b> & co")) ","
             SERVICE ("43"))), 0, &identify);

  g_assert_nonnull (facts->name);
  g_assert_null (strstr (facts->name, "\u202e"));
  for (const char *c = facts->name; *c != '\0'; c++)
    g_assert_false (g_ascii_iscntrl (*c));
  g_assert_null (facts->maker); /* nothing was left of it */
  g_assert_cmpstr (facts->model, ==, "<b>bold</b> & co"); /* shown as it is, never as markup */
}

static void
test_endless_name (void)
{
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autofree char *json = g_strdup_printf (LIST (ACCESSORY ("1", INFORMATION (
                                             TEXT ("2", "23", "%s")))), name);
  DsHapValueId identify;
  g_autoptr (DsFacts) facts = parse (json, 0, &identify);

  g_assert_cmpuint (strlen (facts->name), <=, 64);
}

static void
test_invalid_utf8 (void)
{
  assert_refused (LIST (ACCESSORY ("1", INFORMATION (TEXT ("2", "23", "\xff\xfe")))));
  assert_refused (LIST (ACCESSORY ("1", INFORMATION (TEXT ("2", "23", "\xc0\x80")))));
}

static void
test_nested_ten_thousand_deep (void)
{
  g_autofree char *open = g_strnfill (10000, '[');
  g_autofree char *close = g_strnfill (10000, ']');
  g_autofree char *json = g_strdup_printf ("{\"accessories\":%s%s}", open, close);

  assert_refused (json);
}

static void
test_duplicates (void)
{
  assert_refused (LIST (ACCESSORY ("1", INFORMATION ("")) "," ACCESSORY ("1", INFORMATION (""))));
  assert_refused ("{\"accessories\":[],\"accessories\":[" ACCESSORY ("1", INFORMATION ("")) "]}");
  assert_refused (LIST ("{\"aid\":1,\"aid\":2,\"services\":[" INFORMATION ("") "]}"));
}

static void
test_numbers_out_of_range (void)
{
  static const char * const aids[] = {
    "0", "-1", "1.5", "1e3", "99999999999999999999", "1e999", "\"1\"", "null", "true", "[1]", "01",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (aids); i++)
    {
      g_autofree char *aid = g_strdup_printf (LIST (ACCESSORY ("%s", INFORMATION (""))), aids[i]);
      g_autofree char *iid = g_strdup_printf (LIST (ACCESSORY ("1", INFORMATION (IDENTIFY ("%s")))),
                                              aids[i]);

      assert_refused (aid);
      assert_refused (iid);
    }
}

/* A vendor's own characteristic, with the largest uint64 as "no bound". */
static void
test_vendor_bound_beyond_int64 (void)
{
  const char *json = LIST (ACCESSORY ("1", INFORMATION (
    "{\"iid\":7,\"type\":\"E863F10A-079E-48FF-8F27-9C2605A29F52\",\"perms\":[\"pr\"],"
    "\"format\":\"uint64\",\"maxValue\":18446744073709551615,\"value\":18446744073709551615},"
    TEXT ("3", "23", "Lamp"))));
  DsHapValueId identify;
  g_autoptr (DsFacts) facts = parse (json, 0, &identify);

  g_assert_cmpstr (facts->name, ==, "Lamp");
}

static void
test_too_many_accessories (void)
{
  g_autoptr (GString) json = g_string_new ("{\"accessories\":[");
  DsHapValueId identify;

  for (unsigned int i = 1; i <= DS_HAP_MAX_ACCESSORIES; i++)
    g_string_append_printf (json, "%s" ACCESSORY ("%u", INFORMATION ("")), i > 1 ? "," : "", i);
  {
    g_autofree char *fits = g_strconcat (json->str, "]}", NULL);
    g_autoptr (DsFacts) facts = parse (fits, 0, &identify);

    g_assert_cmpuint (facts->accessories->len, ==, DS_HAP_MAX_ACCESSORIES - 1);
  }

  g_string_append (json, "," ACCESSORY ("151", INFORMATION ("")) "]}");
  assert_refused (json->str);
}

static void
test_something_is_missing_or_else (void)
{
  static const char * const odd[] = {
    "", "null", "[]", "{}", "\"x\"", "{\"accessories\":{}}", "{\"accessories\":[]}",
    LIST ("1"), LIST ("null"), LIST ("{}"), LIST ("{\"aid\":1}"),
    LIST ("{\"aid\":1,\"services\":{}}"), LIST (ACCESSORY ("1", "1")),
    LIST (ACCESSORY ("1", "")), LIST (ACCESSORY ("1", SERVICE ("43"))),
    LIST (ACCESSORY ("1", "{\"iid\":1,\"type\":\"3E\"}")),
    LIST (ACCESSORY ("1", "{\"iid\":1,\"characteristics\":[]}")),
    LIST (ACCESSORY ("1", "{\"type\":62,\"characteristics\":[]}")),
    LIST (ACCESSORY ("1", INFORMATION ("1"))), LIST (ACCESSORY ("1", INFORMATION ("{\"iid\":2}"))),
    LIST (ACCESSORY ("1", INFORMATION ("{\"type\":\"14\",\"perms\":[\"pw\"]}"))),
    LIST (ACCESSORY ("1", INFORMATION (""))) "x", LIST (ACCESSORY ("1", INFORMATION (""))) "{}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    assert_refused (odd[i]);
}

static void
test_cut_off_anywhere (void)
{
  static const char json[] = LIST (ACCESSORY ("1", INFORMATION (IDENTIFY ("2") ","
                                                                TEXT ("3", "23", "L\\u00e4mp"))));

  for (size_t length = 0; length < strlen (json); length++)
    {
      g_autofree char *part = g_strndup (json, length);

      assert_refused (part);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-accessories/lamp", test_lamp_says_what_it_is);
  g_test_add_func ("/hap-accessories/hap-nodejs", test_bridge_of_hap_nodejs);
  g_test_add_func ("/hap-accessories/long-types", test_long_types_mean_the_same);
  g_test_add_func ("/hap-accessories/other-makers", test_types_of_other_makers_mean_nothing);
  g_test_add_func ("/hap-accessories/bridge", test_bridge_and_what_is_behind_it);
  g_test_add_func ("/hap-accessories/staged", test_software_that_waits_to_be_installed);
  g_test_add_func ("/hap-accessories/kind", test_what_sort_of_thing_it_is);
  g_test_add_func ("/hap-accessories/other-values", test_values_of_another_type_are_not_told);
  g_test_add_func ("/hap-accessories/hostile-names", test_hostile_names);
  g_test_add_func ("/hap-accessories/endless-name", test_endless_name);
  g_test_add_func ("/hap-accessories/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/hap-accessories/nested", test_nested_ten_thousand_deep);
  g_test_add_func ("/hap-accessories/duplicates", test_duplicates);
  g_test_add_func ("/hap-accessories/out-of-range", test_numbers_out_of_range);
  g_test_add_func ("/hap-accessories/vendor-bound", test_vendor_bound_beyond_int64);
  g_test_add_func ("/hap-accessories/too-many", test_too_many_accessories);
  g_test_add_func ("/hap-accessories/missing", test_something_is_missing_or_else);
  g_test_add_func ("/hap-accessories/cut-off", test_cut_off_anywhere);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "drivers/profile/ds-profile-facts.h"
#include "drivers/profile/ds-profile-message.h"
#include "ds-test.h"

typedef bool (*ReadFunc) (JsonObject *, DsFacts *, GError **);

static bool
read_identity (JsonObject *object,
               DsFacts *facts,
               GError **error)
{
  g_autoptr (DsProfileIdentity) identity = ds_profile_read_identity (object, error);

  return identity != NULL;
}

#define LIMITS "\"passwordLimits\":{\"min\":8,\"max\":64,\"charset\":\"printable\"}"
#define PAIRING(salt, n) ",\"pairing\":{\"salt\":\"" salt "\",\"iterations\":" n "}"
#define SALT "AAAAAAAAAAAAAAAAAAAAAA"
#define LONGEST_SALT "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define WITH_LIMITS(limits) "{\"profile\":1,\"id\":\"a\",\"claimed\":false,\"passwordLimits\":{" limits "}}"
#define DATA(item) "{\"items\":[{\"title\":\"A\"," item "}],\"sensors\":[]}"
#define DOOR(service) "{\"controllers\":[],\"services\":[{" service "}]}"
#define AVAILABLE(what) "{\"version\":\"1\",\"state\":\"available\",\"available\":{" what "}}"
#define WHO "{\"profile\":1,\"id\":\"a\",\"claimed\":false," LIMITS

typedef struct
{
  const char *path;
  ReadFunc    read;
  const char *json;
  bool        good;
} Row;

static const Row rows[] = {
  { "identity", read_identity, WHO PAIRING (SALT, "10000") "}", true },
  { "identity/no-id", read_identity, "{\"profile\":1,\"claimed\":false," LIMITS "}", false },
  { "identity/not-told-whether-claimed", read_identity, "{\"profile\":1,\"id\":\"a\"," LIMITS "}",
    false },
  { "identity/newer-profile", read_identity,
    "{\"profile\":2,\"id\":\"a\",\"claimed\":false," LIMITS "}", false },
  { "identity/short-salt", read_identity, WHO PAIRING ("AAAA", "10000") "}", false },
  { "identity/few-iterations", read_identity, WHO PAIRING (SALT, "1") "}", false },
  { "identity/endless-iterations", read_identity, WHO PAIRING (SALT, "1000000000") "}", false },
  { "identity/passwords-too-short", read_identity,
    "{\"profile\":1,\"id\":\"a\",\"claimed\":false,"
    "\"passwordLimits\":{\"min\":4,\"max\":8,\"charset\":\"printable\"}}", false },
  { "identity/longest-salt", read_identity, WHO PAIRING (LONGEST_SALT, "10000") "}", true },
  { "identity/too-long-a-salt", read_identity, WHO PAIRING (LONGEST_SALT "A", "10000") "}", false },
  { "identity/no-iterations", read_identity,
    WHO ",\"pairing\":{\"salt\":\"" SALT "\"}}", false },
  { "identity/no-salt", read_identity, WHO ",\"pairing\":{\"iterations\":10000}}", false },
  { "identity/no-profile", read_identity, "{\"id\":\"a\",\"claimed\":false," LIMITS "}", false },
  { "identity/id-that-is-a-path", read_identity,
    "{\"profile\":1,\"id\":\"../a\",\"claimed\":false," LIMITS "}", false },
  { "identity/no-shortest-password", read_identity,
    WITH_LIMITS ("\"max\":64,\"charset\":\"printable\""), false },
  { "identity/no-longest-password", read_identity,
    WITH_LIMITS ("\"min\":8,\"charset\":\"printable\""), false },
  { "identity/passwords-of-which-characters", read_identity,
    WITH_LIMITS ("\"min\":8,\"max\":64"), false },
  { "identity/passwords-of-odd-characters", read_identity,
    WITH_LIMITS ("\"min\":8,\"max\":64,\"charset\":\"emoji\""), false },
  { "identity/shortest-password-of-16", read_identity,
    WITH_LIMITS ("\"min\":16,\"max\":16,\"charset\":\"alphanumeric\""), true },
  { "identity/shortest-password-of-17", read_identity,
    WITH_LIMITS ("\"min\":17,\"max\":64,\"charset\":\"printable\""), false },
  { "software", ds_profile_read_software, "{\"version\":\"1\",\"state\":\"up-to-date\"}", true },
  { "software/unknown-word", ds_profile_read_software, "{\"version\":\"1\",\"state\":\"dance\"}",
    true },
  { "software/no-version", ds_profile_read_software, "{\"state\":\"up-to-date\"}", false },
  { "software/available-but-what", ds_profile_read_software,
    "{\"version\":\"1\",\"state\":\"available\"}", false },
  { "software/no-state", ds_profile_read_software, "{\"version\":\"1\"}", false },
  { "software/available-without-a-name", ds_profile_read_software,
    AVAILABLE ("\"version\":\"\""), false },
  { "software/away-for-a-day", ds_profile_read_software,
    AVAILABLE ("\"version\":\"2\",\"downtimeSeconds\":86400"), true },
  { "software/away-for-longer", ds_profile_read_software,
    AVAILABLE ("\"version\":\"2\",\"downtimeSeconds\":86401"), false },
  { "software/more-than-done", ds_profile_read_software,
    "{\"version\":\"1\",\"state\":\"unknown\",\"progress\":101}", false },
  { "software/away-for-ever", ds_profile_read_software,
    "{\"version\":\"1\",\"state\":\"available\",\"available\":{\"version\":\"2\","
    "\"downtimeSeconds\":9007199254740991}}", false },
  { "software/hostile-version", ds_profile_read_software,
    "{\"version\":\"1\",\"state\":\"available\",\"available\":{\"version\":\"2\\u0007\","
    "\"downtimeSeconds\":1}}", false },
  { "automatic", ds_profile_read_automatic, "{\"mode\":\"ask\"}", true },
  { "automatic/unknown-word", ds_profile_read_automatic, "{\"mode\":\"maybe\"}", false },
  { "support", ds_profile_read_support,
    "{\"end_of_security_support\":\"2031-03-31T00:00:00Z\"}", true },
  { "support/with-offset", ds_profile_read_support,
    "{\"end_of_security_support\":\"2031-03-31T00:00:00+02:00\"}", true },
  { "support/no-date", ds_profile_read_support, "{\"end_of_security_support\":\"tba\"}", true },
  { "support/day-only", ds_profile_read_support,
    "{\"end_of_security_support\":\"2031-03-31\"}", false },
  { "support/no-zone", ds_profile_read_support,
    "{\"end_of_security_support\":\"2031-03-31T00:00:00\"}", false },
  { "support/silent", ds_profile_read_support, "{}", false },
  { "contact", ds_profile_read_contact, "{\"contact\":[\"mailto:a@example.com\"]}", true },
  { "contact/too-many", ds_profile_read_contact,
    "{\"contact\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"]}", false },
  { "contact/answers-before-it-is-asked", ds_profile_read_contact,
    "{\"contact\":[],\"acknowledgedWithinDays\":-1}", false },
  { "contact/number", ds_profile_read_contact, "{\"contact\":[1]}", false },
  { "data", ds_profile_read_personal_data, "{\"items\":[],\"sensors\":[]}", true },
  { "data/no-sensors", ds_profile_read_personal_data, "{\"items\":[]}", false },
  { "data/same-id-twice", ds_profile_read_personal_data,
    "{\"items\":[{\"id\":\"a\",\"title\":\"A\",\"where\":\"device\",\"stored\":true},"
    "{\"id\":\"a\",\"title\":\"A\",\"where\":\"device\",\"stored\":true}],\"sensors\":[]}", false },
  { "data/not-told-whether-stored", ds_profile_read_personal_data,
    "{\"items\":[{\"id\":\"a\",\"title\":\"A\",\"where\":\"device\"}],\"sensors\":[]}", false },
  { "data/at-the-maker", ds_profile_read_personal_data,
    DATA ("\"id\":\"a\",\"where\":\"maker\",\"stored\":true"), true },
  { "data/nobody-knows-where", ds_profile_read_personal_data,
    DATA ("\"id\":\"a\",\"where\":\"moon\",\"stored\":true"), false },
  { "data/id-that-is-a-path", ds_profile_read_personal_data,
    DATA ("\"id\":\"a/b\",\"where\":\"maker\",\"stored\":true"), false },
  { "data/no-title", ds_profile_read_personal_data,
    "{\"items\":[{\"id\":\"a\",\"where\":\"device\",\"stored\":true}],\"sensors\":[]}", false },
  { "access", ds_profile_read_access, "{\"controllers\":[],\"services\":[]}", true },
  { "access/last-port", ds_profile_read_access, DOOR ("\"title\":\"A\",\"port\":65535"), true },
  { "access/port-beyond-the-last", ds_profile_read_access,
    DOOR ("\"title\":\"A\",\"port\":65536"), false },
  { "access/port-0", ds_profile_read_access, DOOR ("\"title\":\"A\",\"port\":0"), false },
  { "access/service-without-a-title", ds_profile_read_access, DOOR ("\"port\":80"), false },
  { "access/nobody-in-particular", ds_profile_read_access,
    "{\"controllers\":[{\"self\":true}],\"services\":[]}", false },
  { "access/no-services", ds_profile_read_access, "{\"controllers\":[]}", false },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (GError) error = NULL;

  root = ds_profile_json_parse (row->json, strlen (row->json), false, &error);
  g_assert_no_error (error);
  g_assert_true (row->read (json_node_get_object (root), facts, &error) == row->good);
  g_assert_true ((error == NULL) == row->good);
}

/* A link is only kept where a person may follow it. */
static void
test_links (void)
{
  const char *json = "{\"contact\":[\"javascript:alert(1)\",\"file:///etc/passwd\",\"tel:+1\","
                     "\"http://example.com/\",\"https://example.com/\"],\"policy\":\"ftp://x/\"}";
  g_autoptr (JsonNode) root = ds_profile_json_parse (json, strlen (json), false, NULL);
  g_autoptr (DsFacts) facts = ds_facts_new ();

  g_assert_true (ds_profile_read_contact (json_node_get_object (root), facts, NULL));
  g_assert_cmpuint (g_strv_length (facts->contact->links), ==, 2);
  g_assert_cmpstr (facts->contact->links[0], ==, "tel:+1");
  g_assert_cmpstr (facts->contact->links[1], ==, "https://example.com/");
  g_assert_null (facts->contact->policy);
}

static void
test_open_services (void)
{
  static const struct { const char *service; unsigned int weaknesses; } services[] = {
    { "\"protocol\":\"HTTP\",\"encrypted\":false,\"login\":\"default\"",
      DS_WEAKNESS_PASSWORD | DS_WEAKNESS_UNCOVERED },
    { "\"protocol\":\"rtsp\",\"encrypted\":false,\"login\":\"own\"", 0 },
    { "\"protocol\":\"telnet\",\"encrypted\":true,\"login\":\"own\"", 0 },
    { "\"protocol\":\"rtsp\",\"encrypted\":true,\"login\":\"none\"", DS_WEAKNESS_NO_LOGIN },
    { "\"protocol\":\"ftp\",\"login\":\"own\"", DS_WEAKNESS_UNCOVERED },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *json = g_strdup_printf (DOOR ("\"title\":\"Page\",%s"), services[i].service);
      g_autoptr (JsonNode) root = ds_profile_json_parse (json, strlen (json), false, NULL);
      g_autoptr (DsFacts) facts = ds_facts_new ();

      g_test_message ("%s", services[i].service);
      g_assert_true (ds_profile_read_access (json_node_get_object (root), facts, NULL));
      g_assert_cmpuint (facts->weaknesses, ==, services[i].weaknesses);
    }
}

/* What has no name that can be shown is not shown. */
static void
test_sensors (void)
{
  const char *json = "{\"items\":[],\"sensors\":[\"\",\"\\u202e\",\"microphone\"]}";
  g_autoptr (JsonNode) root = ds_profile_json_parse (json, strlen (json), false, NULL);
  g_autoptr (DsFacts) facts = ds_facts_new ();

  g_assert_true (ds_profile_read_personal_data (json_node_get_object (root), facts, NULL));
  g_assert_cmpuint (g_strv_length (facts->sensors), ==, 1);
  g_assert_cmpstr (facts->sensors[0], ==, "microphone");
}

static void
test_notes (void)
{
  const char *json = "{\"version\":\"1\",\"state\":\"available\",\"available\":{\"version\":\"2\","
                     "\"notes\":\"One\\n\\u202eTwo<b>\",\"downtimeSeconds\":5}}";
  g_autoptr (JsonNode) root = ds_profile_json_parse (json, strlen (json), false, NULL);
  g_autoptr (DsFacts) facts = ds_facts_new ();

  g_assert_true (ds_profile_read_software (json_node_get_object (root), facts, NULL));
  g_assert_cmpstr (facts->update->notes, ==, "One\nTwo<b>");
  g_assert_cmpint (facts->update->downtime, ==, 5);
}

/* The words that the text of the profile names, with blanks around each. */
static char *
read_documented_kinds (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "device-profile.md",
                                                 NULL);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) row = g_regex_new ("^\\| `kind` \\| string \\| (.*); others read as `unknown` \\|$",
                                        G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *words = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_regex_match (row, text, 0, &match));
  words = g_match_info_fetch (match, 1);
  return g_strdelimit (g_steal_pointer (&words), "`,", ' ');
}

/* Those kinds and no others, in the answer and in the announcement. */
static void
test_kinds (void)
{
  g_autofree char *words = read_documented_kinds ();
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_KIND);

  for (unsigned int i = 0; i < klass->n_values; i++)
    {
      const char *nick = klass->values[i].value_nick;
      g_autofree char *word = g_strdup_printf (" %s ", nick);
      g_autofree char *json = g_strdup_printf (WHO ",\"kind\":\"%s\"}", nick);
      g_autoptr (JsonNode) root = json_from_string (json, NULL);
      g_autoptr (DsProfileIdentity) identity =
        ds_profile_read_identity (json_node_get_object (root), NULL);
      int expected = strstr (words, word) != NULL ? klass->values[i].value : DS_KIND_UNKNOWN;

      g_test_message ("%s", nick);
      g_assert_cmpint (identity->kind, ==, expected);
      g_assert_cmpint (ds_profile_read_kind (nick), ==, expected);
    }
  g_assert_cmpint (ds_profile_read_kind (NULL), ==, DS_KIND_UNKNOWN);
  g_assert_nonnull (strstr (words, " plug "));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/profile/facts/", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/profile/facts/kinds-are-those-of-the-text", test_kinds);
  g_test_add_func ("/profile/facts/links-nobody-may-follow", test_links);
  g_test_add_func ("/profile/facts/open-services", test_open_services);
  g_test_add_func ("/profile/facts/sensors-without-a-name", test_sensors);
  g_test_add_func ("/profile/facts/notes-keep-their-lines", test_notes);

  return g_test_run ();
}

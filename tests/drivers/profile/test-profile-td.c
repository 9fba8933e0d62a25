/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "drivers/profile/ds-profile-td.h"
#include "ds-test.h"

#define PATH "/.well-known/wot"

#define CONTEXT_1_1 \
  "[\"https://www.w3.org/2022/wot/td/v1.1\",{\"ds\":\"https://doorstep.github.io/ns/profile/1#\"}]"
#define CONTEXT_1_0 \
  "[\"https://www.w3.org/2019/wot/td/v1\",{\"ds\":\"https://doorstep.github.io/ns/profile/1#\"}]"

/* One affordance with the forms that are given. */
#define ONE(name, type, forms) "\"" name "\":{\"@type\":\"" type "\",\"forms\":[" forms "]}"
#define TO(href) "{\"href\":\"" href "\"}"

#define PROPERTIES                            \
  ONE ("b", "ds:Support", TO ("/b")) ","       \
  ONE ("c", "ds:SecurityContact", TO ("/c")) "," \
  ONE ("d", "ds:Software", TO ("/d")) ","      \
  ONE ("e", "ds:PersonalData", TO ("/e")) ","  \
  ONE ("f", "ds:Access", TO ("/f"))
#define ACTIONS                                \
  ONE ("h", "ds:Claim", TO ("/h")) ","         \
  ONE ("i", "ds:ChangePassword", TO ("/i")) "," \
  ONE ("j", "ds:FactoryReset", TO ("/j"))

#define TD_WITH(context, more, identity, pair)                             \
  "{\"@context\":" context ",\"@type\":[\"x\",\"ds:Device\"],\"id\":\"urn:uuid:1\"" more \
  ",\"properties\":{" ONE ("a", "ds:Identity", identity) "," PROPERTIES "}"  \
  ",\"actions\":{" ONE ("g", "ds:Pair", pair) "," ACTIONS "}}"
#define TD(identity) TD_WITH (CONTEXT_1_1, "", identity, TO ("/g"))

#define EIGHT "1,2,3,4,5,6,7,8"
#define ENTRIES_64 EIGHT "," EIGHT "," EIGHT "," EIGHT "," EIGHT "," EIGHT "," EIGHT "," EIGHT

/* In the outermost object it stands 16 deep. */
#define NESTED(inner) "[[[[[" "[[[[[" "[[[[[" inner "]]]]]" "]]]]]" "]]]]]"

static DsProfileTd *
parse (const char *json,
       GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.7", 8443);

  return ds_profile_td_parse (json, strlen (json), G_INET_SOCKET_ADDRESS (address), PATH, error);
}

typedef struct
{
  const char *path;
  const char *json;
  const char *method; /* to read ds:Identity, or NULL where the TD is refused */
  const char *where;
  DsError     error;
} Row;

static const Row rows[] = {
  { "relative", TD (TO ("/a")), "GET", "/a", 0 },
  { "context-1.0", TD_WITH (CONTEXT_1_0, "", TO ("/a"), TO ("/g")), "GET", "/a", 0 },
  { "beside-the-description", TD (TO ("a?b=c")), "GET", "/.well-known/a?b=c", 0 },
  { "base", TD_WITH (CONTEXT_1_1, ",\"base\":\"/x/y\"", TO ("a"), TO ("/g")), "GET", "/x/a", 0 },
  { "absolute", TD (TO ("https://192.0.2.7:8443/a")), "GET", "/a", 0 },
  { "first-that-fits",
    TD ("{\"href\":\"/no\",\"contentType\":\"application/cbor\"},"
        "{\"href\":\"/no\",\"subprotocol\":\"sse\"},"
        "{\"href\":\"/no\",\"op\":[\"observeproperty\"]},"
        "{\"href\":\"/no\",\"htv:methodName\":\"DELETE\"},"
        "{\"href\":\"/no\",\"htv:methodName\":\"POST\"},"
        "{\"href\":\"http://192.0.2.7:8443/no\"},"
        "{\"href\":\"/a\",\"op\":\"readproperty\",\"htv:methodName\":\"GET\"}"),
    "GET", "/a", 0 },
  { "first-that-fits-an-action",
    TD_WITH (CONTEXT_1_1, "", TO ("/a"),
             "{\"href\":\"/no\",\"htv:methodName\":\"DELETE\"},"
             "{\"href\":\"/no\",\"htv:methodName\":\"GET\"},"
             "{\"href\":\"/no\",\"op\":\"queryaction\"}," TO ("/g")),
    "GET", "/a", 0 },
  { "unknown-affordances",
    TD (TO ("/a") "]}," ONE ("x", "ds:Fly", TO ("javascript:alert(1)")) "," ONE ("y", "other:Pair", "7")
        ",\"w\":{\"forms\":[" TO ("/z")),
    "GET", "/a", 0 },
  { "nested-16", TD_WITH (CONTEXT_1_1, ",\"n\":" NESTED ("7") , TO ("/a"), TO ("/g")), "GET", "/a", 0 },
  { "nested-17", TD_WITH (CONTEXT_1_1, ",\"n\":" NESTED ("[]") , TO ("/a"), TO ("/g")), NULL, NULL,
    DS_ERROR_BAD_ANSWER },
  { "array-of-64", TD_WITH (CONTEXT_1_1, ",\"n\":[" ENTRIES_64 "]", TO ("/a"), TO ("/g")), "GET",
    "/a", 0 },
  { "array-of-65", TD_WITH (CONTEXT_1_1, ",\"n\":[" ENTRIES_64 ",9]", TO ("/a"), TO ("/g")), NULL,
    NULL, DS_ERROR_BAD_ANSWER },
  { "another-host", TD (TO ("https://192.0.2.8:8443/a")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "another-port", TD (TO ("https://192.0.2.7/a")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "without-scheme", TD (TO ("//192.0.2.8:8443/a")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "http", TD (TO ("http://192.0.2.7:8443/a")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "javascript", TD (TO ("javascript:alert(1)")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "file", TD (TO ("file:///etc/passwd")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "user-name", TD (TO ("https://me@192.0.2.7:8443/a")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "base-elsewhere",
    TD_WITH (CONTEXT_1_1, ",\"base\":\"https://192.0.2.8/\"", TO ("/a"), TO ("/g")), NULL, NULL,
    DS_ERROR_BAD_ANSWER },
  { "bad-title", TD_WITH (CONTEXT_1_1, ",\"title\":3", TO ("/a"), TO ("/g")), NULL, NULL,
    DS_ERROR_BAD_ANSWER },
  { "same-type-twice",
    TD_WITH (CONTEXT_1_1, "", TO ("/a") "]}," ONE ("a2", "ds:Identity", TO ("/z")) ",\"z\":{\"forms\":["
             TO ("/z"), TO ("/g")),
    NULL, NULL, DS_ERROR_BAD_ANSWER },
  { "no-pair", TD_WITH (CONTEXT_1_1, "", TO ("/a"), ""), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "pair-that-is-no-action",
    TD_WITH (CONTEXT_1_1, "",
             TO ("/a") "]}," ONE ("x", "ds:Pair", TO ("/x")) ",\"z\":{\"forms\":[" TO ("/z"), ""),
    NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "id-that-is-a-path", "{\"@context\":" CONTEXT_1_1 ",\"@type\":\"ds:Device\",\"id\":\"../x\"}",
    NULL, NULL, DS_ERROR_BAD_ANSWER },
  { "another-thing", "{\"@context\":\"https://www.w3.org/2022/wot/td/v1.1\",\"title\":\"Lamp\"}",
    NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "another-context", TD_WITH ("[{\"ds\":\"https://doorstep.github.io/ns/profile/1#\"}]", "",
                                TO ("/a"), TO ("/g")), NULL, NULL, DS_ERROR_BAD_ANSWER },
  { "another-prefix",
    TD_WITH ("[\"https://www.w3.org/2022/wot/td/v1.1\",{\"ds\":\"https://example.com/\"}]", "",
             TO ("/a"), TO ("/g")), NULL, NULL, DS_ERROR_UNSUPPORTED },
  { "array", "[]", NULL, NULL, DS_ERROR_BAD_ANSWER },
  { "nothing", "", NULL, NULL, DS_ERROR_BAD_ANSWER },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsProfileTd) td = parse (row->json, &error);
  const DsProfileForm *form;

  if (row->method == NULL)
    {
      g_assert_error (error, DS_ERROR, (int) row->error);
      g_assert_null (td);
      return;
    }

  g_assert_no_error (error);
  form = ds_profile_td_get_form (td, DS_PROFILE_IDENTITY, DS_PROFILE_READ);
  g_assert_cmpstr (form->method, ==, row->method);
  g_assert_cmpstr (form->path, ==, row->where);
  g_assert_cmpstr (td->id, ==, "urn:uuid:1");
  form = ds_profile_td_get_form (td, DS_PROFILE_PAIR, DS_PROFILE_INVOKE);
  g_assert_cmpstr (form->method, ==, "POST");
  g_assert_cmpstr (form->path, ==, "/g");
  g_assert_null (ds_profile_td_get_form (td, DS_PROFILE_ERASE, DS_PROFILE_INVOKE));
}

/* What may only be read is not offered to be written. */
static void
test_read_only (void)
{
  for (int read_only = 0; read_only < 2; read_only++)
    {
      g_auto (GStrv) around = g_strsplit (TD ("FORMS"), "FORMS", 2);
      g_autofree char *forms = g_strdup_printf (
        TO ("/a") "]},\"u\":{\"@type\":\"ds:AutomaticUpdates\",\"readOnly\":%s,\"forms\":["
        TO ("/u"), read_only ? "true" : "false");
      g_autofree char *json = g_strjoinv (forms, around);
      g_autoptr (GError) error = NULL;
      g_autoptr (DsProfileTd) td = parse (json, &error);
      const DsProfileForm *form;

      g_assert_no_error (error);
      form = ds_profile_td_get_form (td, DS_PROFILE_AUTOMATIC_UPDATES, DS_PROFILE_READ);
      g_assert_nonnull (form);
      form = ds_profile_td_get_form (td, DS_PROFILE_AUTOMATIC_UPDATES, DS_PROFILE_WRITE);
      g_assert_true ((form == NULL) == read_only);
    }
}

/* All the parts of a device do not make one of it. */
static void
test_no_device (void)
{
  g_auto (GStrv) around = g_strsplit (TD (TO ("/a")), "\"ds:Device\"", 2);
  g_autofree char *json = g_strjoinv ("\"ds:Lamp\"", around);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (json, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/profile/td/", rows[i].path, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }

  g_test_add_func ("/profile/td/read-only", test_read_only);
  g_test_add_func ("/profile/td/no-device", test_no_device);

  return g_test_run ();
}

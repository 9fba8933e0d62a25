/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-characteristics.h"

#include "core/ds-error.h"

#include <string.h>

static const DsHapValueId id = { 1, 51 };

static void
assert_answer (unsigned int  status,
               const char   *json,
               DsError       code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ds_hap_characteristics_check (id, status, json, strlen (json), &error));
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
assert_taken (unsigned int  status,
              const char   *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ds_hap_characteristics_check (id, status, json, strlen (json), &error));
  g_assert_no_error (error);
}

static void
test_what_is_asked (void)
{
  DsHapValueId large = { UINT64_MAX, 2 };
  g_autofree char *small_body = ds_hap_characteristics_write (id);
  g_autofree char *large_body = ds_hap_characteristics_write (large);

  g_assert_cmpstr (small_body, ==,
                   "{\"characteristics\":[{\"aid\":1,\"iid\":51,\"value\":true}]}");
  g_assert_cmpstr (large_body, ==,
                   "{\"characteristics\":[{\"aid\":18446744073709551615,\"iid\":2,\"value\":true}]}");
}

static void
test_accessory_does_it (void)
{
  assert_taken (204, "");
  assert_taken (200, "");
  assert_taken (207, "{\"characteristics\":[{\"aid\":1,\"iid\":51,\"status\":0}]}");
  assert_taken (200, "{\"characteristics\":[{\"aid\":2,\"iid\":51,\"status\":-70402},"
                     "{\"aid\":1,\"iid\":51,\"status\":0}]}");
}

static void
test_every_status_means_something (void)
{
  static const struct { int status; DsError code; } cases[] = {
    { -70401, DS_ERROR_UNSUPPORTED }, { -70402, DS_ERROR_UNREACHABLE },
    { -70403, DS_ERROR_WAIT },        { -70404, DS_ERROR_UNSUPPORTED },
    { -70405, DS_ERROR_UNSUPPORTED }, { -70406, DS_ERROR_UNSUPPORTED },
    { -70407, DS_ERROR_WAIT },        { -70408, DS_ERROR_TIMED_OUT },
    { -70409, DS_ERROR_FAILED },      { -70410, DS_ERROR_FAILED },
    { -70411, DS_ERROR_NOT_OURS },    { 1, DS_ERROR_FAILED },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *many = g_strdup_printf (
        "{\"characteristics\":[{\"aid\":1,\"iid\":51,\"status\":%d}]}", cases[i].status);
      g_autofree char *single = g_strdup_printf ("{\"status\":%d}", cases[i].status);

      assert_answer (207, many, cases[i].code);
      assert_answer (400, single, cases[i].code);
    }
}

static void
test_refused_without_a_reason (void)
{
  assert_answer (470, "", DS_ERROR_NOT_OURS);
  assert_answer (503, "", DS_ERROR_WAIT);
  assert_answer (400, "", DS_ERROR_FAILED);
  assert_answer (500, "<html>", DS_ERROR_FAILED);
  assert_answer (400, "{\"status\":0}", DS_ERROR_FAILED);
}

static void
test_answer_about_something_else (void)
{
  assert_answer (207, "{\"characteristics\":[{\"aid\":1,\"iid\":52,\"status\":0}]}",
                 DS_ERROR_BAD_ANSWER);
  assert_answer (207, "{\"characteristics\":[]}", DS_ERROR_BAD_ANSWER);
  assert_answer (207, "{\"characteristics\":[{\"aid\":1,\"iid\":51}]}", DS_ERROR_BAD_ANSWER);
}

static void
test_malformed_answers (void)
{
  static const char * const odd[] = {
    "", "null", "[]", "{}", "{", "{\"characteristics\":{}}", "{\"characteristics\":[1,null,\"x\"]}",
    "{\"status\":\"0\"}", "{\"status\":0.5}", "{\"status\":99999999999}",
    "{\"status\":0,\"status\":0}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    assert_answer (207, odd[i], DS_ERROR_BAD_ANSWER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-characteristics/asked", test_what_is_asked);
  g_test_add_func ("/hap-characteristics/done", test_accessory_does_it);
  g_test_add_func ("/hap-characteristics/every-status", test_every_status_means_something);
  g_test_add_func ("/hap-characteristics/no-reason", test_refused_without_a_reason);
  g_test_add_func ("/hap-characteristics/something-else", test_answer_about_something_else);
  g_test_add_func ("/hap-characteristics/malformed", test_malformed_answers);

  return g_test_run ();
}

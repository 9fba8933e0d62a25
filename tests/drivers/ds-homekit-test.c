/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-homekit-test.h"

#include <string.h>

static GMutex log_mutex;
static GString *log_text;
static GPtrArray *secrets;

static GLogWriterOutput
keep_log (GLogLevelFlags level,
          const GLogField *fields,
          gsize n_fields,
          gpointer user_data)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  g_mutex_lock (&log_mutex);
  g_string_append (log_text, line);
  g_string_append_c (log_text, '\n');
  g_mutex_unlock (&log_mutex);

  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) != 0)
    return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* What libraries say without fields. */
static void
keep_plain_log (const char *domain,
                GLogLevelFlags level,
                const char *message,
                gpointer user_data)
{
  g_mutex_lock (&log_mutex);
  g_string_append_printf (log_text, "%s\n", message);
  g_mutex_unlock (&log_mutex);

  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) == 0)
    g_log_default_handler (domain, level, message, user_data);
}

void
homekit_test_hurry (bool hurry)
{
  unsigned int answer = hurry ? TEST_ANSWER : TEST_VERB;
  DsHapDeadlines deadlines = {
    .connect = answer,
    .answer = answer,
    .setup = answer,
    .verb = TEST_VERB,
    .pause = 20,
  };

  ds_hap_deadlines_set (&deadlines);
}

void
homekit_test_init (int *argc,
                   char ***argv)
{
  log_text = g_string_new (NULL);
  secrets = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (secrets, g_strdup (TEST_CODE));
  g_ptr_array_add (secrets, g_strdup ("03145154"));
  g_log_set_writer_func (keep_log, NULL, NULL);
  ds_test_init (argc, argv);
  g_log_set_default_handler (keep_plain_log, NULL);
  homekit_test_hurry (false);
}

DsFakeAccessory *
homekit_test_accessory (void)
{
  return ds_fake_accessory_new (TEST_ID, TEST_CODE);
}

DsProof *
homekit_test_prove (DsTarget *target)
{
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);
  g_autoptr (GError) error = NULL;
  DsProof *proof = dex_await_object (ds_homekit_driver.prove (target, code), &error);

  g_assert_no_error (error);

  return proof;
}

static void
watch_for (DsCredential *credential)
{
  size_t length;
  const uint8_t *seed = ds_secret_get_data (ds_credential_get (credential, DS_HAP_FIELD_SEED),
                                            &length);
  GString *hex = g_string_new (NULL);

  for (size_t i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", seed[i]);
  g_ptr_array_add (secrets, g_base64_encode (seed, length));
  g_ptr_array_add (secrets, g_string_free_and_steal (hex));
}

DsCredential *
homekit_test_set_up (DsTarget *target)
{
  g_autoptr (DsProof) proof = homekit_test_prove (target);
  g_autoptr (DsCredential) pending = ds_homekit_driver.generate (proof);
  g_autoptr (GError) error = NULL;
  DsCredential *credential;

  watch_for (pending);
  credential = dex_await_boxed (ds_homekit_driver.take_over (proof, pending), &error);
  g_assert_no_error (error);

  return credential;
}

const char *
homekit_test_field (DsCredential *credential,
                    const char *name)
{
  return ds_secret_get_text (ds_credential_get (credential, name));
}

void
homekit_test_rejects (DexFuture *future,
                      DsError code)
{
  int64_t begun = g_get_monotonic_time ();
  g_autoptr (GError) error = ds_test_await_error (future);

  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (DS_ERROR));
  if (error->code != (int) code)
    g_test_message ("%s", error->message);
  g_assert_cmpint (error->code, ==, code);
  g_assert_cmpint ((g_get_monotonic_time () - begun) / 1000, <, TEST_VERB / 2);
}

void
homekit_test_log_is_clean (void)
{
  g_autofree char *lower = NULL;

  g_mutex_lock (&log_mutex);
  lower = g_ascii_strdown (log_text->str, -1);
  g_assert_cmpuint (secrets->len, >, 2);
  for (unsigned int i = 0; i < secrets->len; i++)
    {
      g_assert_null (strstr (log_text->str, secrets->pdata[i]));
      g_assert_null (strstr (lower, secrets->pdata[i]));
    }
  g_mutex_unlock (&log_mutex);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-credential.h"
#include "trust/ds-crypto.h"

#include "ds-test.h"

#include <string.h>

static void
set (DsCredential *credential,
     const char *name,
     const void *data,
     size_t length)
{
  g_autoptr (DsSecret) value = ds_secret_new (data, length);

  ds_credential_set (credential, name, value);
}

static DsCredential *
new_credential (void)
{
  DsCredential *credential = ds_credential_new ("homekit");

  set (credential, "seed", "\0\xff\0", 3);
  set (credential, "accessory-id", "AA:BB", 5);
  set (credential, "empty", "", 0);
  return credential;
}

/* What keyrings hold already must stay readable for ever. */
static void
test_text (void)
{
  g_autoptr (DsCredential) credential = new_credential ();
  g_autoptr (DsSecret) text = ds_credential_to_text (credential);
  size_t length;

  g_assert_cmpstr (ds_secret_get_text (text), ==,
                   "doorstep-credential 1 homekit\n"
                   "accessory-id=QUE6QkI=\n"
                   "empty=\n"
                   "seed=AP8A\n");
  ds_secret_get_data (text, &length);
  g_assert_cmpuint (length, ==, strlen (ds_secret_get_text (text)));
}

static void
test_round_trip (void)
{
  for (size_t length = 0; length < 100; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsCredential) credential = new_credential ();
      g_autoptr (DsSecret) value = ds_secret_new_random (length);
      g_autoptr (DsSecret) text = NULL;
      g_autoptr (DsCredential) found = NULL;

      ds_credential_set (credential, "value", value);
      text = ds_credential_to_text (credential);
      found = ds_credential_from_text (ds_secret_get_text (text), &error);
      g_assert_no_error (error);
      g_assert_true (ds_credential_equal (credential, found));
      g_assert_cmpstr (ds_credential_get_driver (found), ==, "homekit");
      g_assert_true (ds_secret_equal (ds_credential_get (found, "value"), value));
      g_assert_null (ds_credential_get (found, "other"));
    }
}

static void
test_largest (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCredential) credential = ds_credential_new ("d");
  g_autoptr (DsCredential) found = NULL;
  g_autoptr (DsSecret) value = ds_secret_new_random (4096);
  g_autoptr (DsSecret) text = NULL;

  for (unsigned int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("a%031u", i);

      ds_credential_set (credential, name, value);
    }

  text = ds_credential_to_text (credential);
  found = ds_credential_from_text (ds_secret_get_text (text), &error);
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (credential, found));
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "",
    "\n",
    "doorstep-credential 1 homekit",
    "doorstep-credential 2 homekit\n",
    "doorstep-credential 1 \n",
    "doorstep-credential 1 Homekit\n",
    "doorstep-credential 1 homekit \n",
    "doorstep-credential 1 homekit\r\n",
    " doorstep-credential 1 homekit\n",
    "doorstep-credential 1 abcdefghijklmnopqrstuvwxyz-0123456\n",
    "doorstep-credential 1 homekit\n\n",
    "doorstep-credential 1 homekit\na",
    "doorstep-credential 1 homekit\na\n",
    "doorstep-credential 1 homekit\na=QQ==",
    "doorstep-credential 1 homekit\n=QQ==\n",
    "doorstep-credential 1 homekit\nA=QQ==\n",
    "doorstep-credential 1 homekit\n1=QQ==\n",
    "doorstep-credential 1 homekit\na =QQ==\n",
    /* Base64 that is not canonical */
    "doorstep-credential 1 homekit\na=QQ\n",
    "doorstep-credential 1 homekit\na=QQ=\n",
    "doorstep-credential 1 homekit\na=QR==\n",
    "doorstep-credential 1 homekit\na=Q===\n",
    "doorstep-credential 1 homekit\na====\n",
    "doorstep-credential 1 homekit\na=====\n",
    "doorstep-credential 1 homekit\na= QQ==\n",
    "doorstep-credential 1 homekit\na=QQ== \n",
    "doorstep-credential 1 homekit\na=QQ==QQ==\n",
    "doorstep-credential 1 homekit\na=Q_-=\n",
    "doorstep-credential 1 homekit\na=QQ\xc3\xa9\n",
    /* Fields twice, or in another order */
    "doorstep-credential 1 homekit\na=QQ==\na=QQ==\n",
    "doorstep-credential 1 homekit\nb=QQ==\na=QQ==\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (ds_credential_from_text (texts[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
    }
}

static void
assert_too_large (GString *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_credential_from_text (text->str, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE);
}

static void
test_too_large (void)
{
  g_autoptr (GString) value = g_string_new ("doorstep-credential 1 homekit\na=");
  g_autoptr (GString) fields = g_string_new ("doorstep-credential 1 homekit\n");
  g_autoptr (GString) endless = g_string_new ("doorstep-credential 1 homekit\na=");

  /* 4,098 bytes */
  for (unsigned int i = 0; i < 1366; i++)
    g_string_append (value, "QUFB");
  g_string_append_c (value, '\n');
  assert_too_large (value);

  for (unsigned int i = 0; i < 33; i++)
    g_string_append_printf (fields, "a%02u=QQ==\n", i);
  assert_too_large (fields);

  for (unsigned int i = 0; i < 1024 * 1024; i++)
    g_string_append (endless, "QUFB");
  g_string_append_c (endless, '\n');
  assert_too_large (endless);
}

/* An error message goes to logs. */
static void
test_error_tells_no_secret (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_credential_from_text ("doorstep-credential 1 homekit\nkey=hunter2\n", &error));
  g_assert_null (strstr (error->message, "hunter2"));
}

static void
test_copy (void)
{
  g_autoptr (DsCredential) credential = new_credential ();
  g_autoptr (DsCredential) copy = ds_credential_copy (credential);

  g_assert_true (ds_credential_equal (credential, copy));
  set (copy, "seed", "\0\xff\1", 3);
  g_assert_false (ds_credential_equal (credential, copy));
  set (copy, "seed", "\0\xff\0", 3);
  g_assert_true (ds_credential_equal (credential, copy));
  ds_credential_set (copy, "empty", NULL);
  g_assert_null (ds_credential_get (copy, "empty"));
  g_assert_false (ds_credential_equal (credential, copy));
  set (copy, "other", "", 0);
  g_assert_false (ds_credential_equal (credential, copy));
}

/* The same words may open one kind of device, and mean nothing to another. */
static void
test_same_fields_for_another_driver (void)
{
  g_autoptr (DsCredential) one = ds_credential_new ("homekit");
  g_autoptr (DsCredential) other = ds_credential_new ("profile");

  set (one, "seed", "x", 1);
  set (other, "seed", "x", 1);
  g_assert_false (ds_credential_equal (one, other));
}

static void
test_secret (void)
{
  g_autoptr (DsSecret) text = ds_secret_new_text ("031-45-154");
  g_autoptr (DsSecret) same = ds_secret_new ("031-45-154", 10);
  g_autoptr (DsSecret) longer = ds_secret_new ("031-45-154\0", 11);
  g_autoptr (DsSecret) other = ds_secret_new_text ("031-45-155");
  g_autoptr (DsSecret) random = ds_secret_new_random (32);
  g_autoptr (DsSecret) random_too = ds_secret_new_random (32);
  const uint8_t *data;
  size_t length;

  g_assert_true (ds_secret_equal (text, same));
  g_assert_false (ds_secret_equal (text, longer));
  g_assert_false (ds_secret_equal (text, other));
  g_assert_false (ds_secret_equal (random, random_too));
  g_assert_cmpstr (ds_secret_get_text (same), ==, "031-45-154");
  data = ds_secret_get_data (random, &length);
  g_assert_cmpuint (length, ==, 32);
  g_assert_cmpuint (data[32], ==, 0);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/trust/secret", test_secret);
  g_test_add_func ("/trust/credential/text", test_text);
  g_test_add_func ("/trust/credential/round-trip", test_round_trip);
  g_test_add_func ("/trust/credential/largest", test_largest);
  g_test_add_func ("/trust/credential/damaged", test_damaged);
  g_test_add_func ("/trust/credential/too-large", test_too_large);
  g_test_add_func ("/trust/credential/error-tells-no-secret", test_error_tells_no_secret);
  g_test_add_func ("/trust/credential/copy", test_copy);
  g_test_add_func ("/trust/credential/another-driver", test_same_fields_for_another_driver);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything in src/trust that holds secrets comes from OpenSSL's allocator.
 * This program puts itself in that allocator's place and looks at each block at
 * the moment it is given back: none may still hold a byte string that was
 * declared secret. What registers, the stack, GLib's and libsecret's own blocks
 * hold is not seen here.
 */

#include "config.h"

#include "trust/ds-credential.h"
#include "trust/ds-crypto.h"
#include "trust/ds-srp.h"

#include "ds-srp-server.h"
#include "ds-test.h"

#include <openssl/crypto.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MAX_PATTERNS 8

static struct
{
  uint8_t bytes[64];
  size_t length;
} patterns[MAX_PATTERNS];

static unsigned int n_patterns;
static unsigned int n_leaks;
static unsigned int n_freed;
static bool watching;

static void
look (const void *block)
{
  size_t size = block != NULL ? malloc_usable_size ((void *) block) : 0;

  if (!watching || block == NULL)
    return;

  n_freed++;
  for (unsigned int i = 0; i < n_patterns; i++)
    if (memmem (block, size, patterns[i].bytes, patterns[i].length) != NULL)
      n_leaks++;
}

/* A fresh block must not hold what an earlier one left. */
static void *
watched_malloc (size_t size,
                const char *file,
                int line)
{
  return calloc (1, size);
}

static void *
watched_realloc (void *block,
                 size_t size,
                 const char *file,
                 int line)
{
  void *copy = calloc (1, size);

  if (block != NULL)
    {
      memcpy (copy, block, MIN (size, malloc_usable_size (block)));
      look (block);
      free (block);
    }
  return copy;
}

static void
watched_free (void *block,
              const char *file,
              int line)
{
  look (block);
  free (block);
}

static void
begin (void)
{
  n_patterns = 0;
  n_leaks = 0;
  n_freed = 0;
}

static void
declare_secret (const void *bytes,
                size_t length)
{
  g_assert_cmpuint (n_patterns, <, MAX_PATTERNS);
  g_assert_cmpuint (length, <=, sizeof patterns[0].bytes);
  memcpy (patterns[n_patterns].bytes, bytes, length);
  patterns[n_patterns++].length = length;
}

/* OpenSSL keeps big numbers with their lowest byte first. */
static void
declare_secret_number (const uint8_t *bytes,
                       size_t length)
{
  uint8_t reversed[64];

  for (size_t i = 0; i < length; i++)
    reversed[i] = bytes[length - 1 - i];
  declare_secret (reversed, length);
}

/* The eye itself: a block that nobody wipes is seen. */
static void
test_watcher (void)
{
  char *block;

  begin ();
  declare_secret ("not wiped at all", 16);
  block = OPENSSL_strdup ("this was not wiped at all, was it");
  watching = true;
  OPENSSL_free (block);
  watching = false;
  g_assert_cmpuint (n_leaks, ==, 1);
}

static void
test_secret (void)
{
  DsSecret *secret;
  DsSecret *random;

  begin ();
  secret = ds_secret_new_text ("the one and only password");
  random = ds_secret_new_random (32);
  declare_secret ("the one and only password", 25);
  declare_secret (ds_secret_get_data (random, NULL), 32);
  ds_secret_ref (secret);

  watching = true;
  ds_secret_unref (secret);
  g_assert_cmpuint (n_freed, ==, 0);
  ds_secret_unref (secret);
  ds_secret_unref (random);
  watching = false;
  g_assert_cmpuint (n_freed, ==, 2);
  g_assert_cmpuint (n_leaks, ==, 0);
}

static void
test_credential (void)
{
  DsCredential *credential = ds_credential_new ("test");
  DsSecret *value = ds_secret_new_text ("sixteen letters.");
  DsSecret *text;
  DsCredential *read_back;

  begin ();
  declare_secret ("sixteen letters.", 16);
  declare_secret ("c2l4dGVlbiBsZXR0ZXJz", 20);

  watching = true;
  ds_credential_set (credential, "key", value);
  ds_secret_unref (value);
  text = ds_credential_to_text (credential);
  g_assert_nonnull (strstr (ds_secret_get_text (text), "c2l4dGVlbiBsZXR0ZXJz"));
  read_back = ds_credential_from_text (ds_secret_get_text (text), NULL);
  g_assert_true (ds_credential_equal (credential, read_back));
  ds_credential_set (credential, "key", NULL);
  ds_credential_unref (credential);
  ds_credential_unref (read_back);
  ds_secret_unref (text);
  watching = false;
  g_assert_cmpuint (n_freed, >=, 4);
  g_assert_cmpuint (n_leaks, ==, 0);
}

static void
test_key_exchange (void)
{
  static const uint8_t salt[16] = { 1, 2, 3 };
  uint8_t exponent[32];
  DsSecret *password = ds_secret_new_text ("031-45-154");
  DsSrpClient *client = ds_srp_client_new (DS_SRP_3072_SHA512, "Pair-Setup", password);
  DsSrpServer *server = ds_srp_server_new (DS_SRP_3072_SHA512, "Pair-Setup", "031-45-154",
                                           salt, sizeof salt);
  const uint8_t *bytes;
  const uint8_t *proof;
  size_t length;
  size_t proof_length;

  begin ();
  g_assert_true (ds_crypto_random (exponent, sizeof exponent));
  g_assert_true (ds_srp_client_set_exponent (client, exponent, sizeof exponent));
  bytes = ds_srp_server_get_key (server, &length);
  declare_secret ("031-45-154", 10);
  declare_secret (exponent, sizeof exponent);
  declare_secret_number (exponent, sizeof exponent);

  watching = true;
  g_assert_true (ds_srp_client_answer (client, salt, sizeof salt, bytes, length, NULL));
  watching = false;
  g_assert_cmpuint (n_freed, >, 10);
  g_assert_cmpuint (n_leaks, ==, 0);

  bytes = ds_srp_client_get_key (client, &length);
  proof = ds_srp_client_get_proof (client, &proof_length);
  g_assert_true (ds_srp_server_answer (server, bytes, length, proof, proof_length));
  bytes = ds_srp_server_get_proof (server, &length);
  g_assert_true (ds_srp_client_check (client, bytes, length));
  bytes = ds_srp_server_get_session_key (server, &length);
  declare_secret (bytes, length);
  bytes = ds_srp_server_get_secret (server, &length);
  declare_secret (bytes, 64);
  declare_secret_number (bytes + length - 64, 64);
  ds_srp_server_free (server);

  watching = true;
  ds_secret_unref (password);
  ds_srp_client_free (client);
  watching = false;
  g_assert_cmpuint (n_leaks, ==, 0);
}

/* What a crash would leave on the disk. */
static void
test_no_core_file (void)
{
  struct rlimit limit;

  ds_secret_leave_no_core ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  /* Before OpenSSL's first block, or it refuses. */
  g_assert_true (CRYPTO_set_mem_functions (watched_malloc, watched_realloc, watched_free));

  ds_test_init (&argc, &argv);
  g_test_add_func ("/trust/wipe/watcher", test_watcher);
  g_test_add_func ("/trust/wipe/secret", test_secret);
  g_test_add_func ("/trust/wipe/credential", test_credential);
  g_test_add_func ("/trust/wipe/key-exchange", test_key_exchange);
  g_test_add_func ("/trust/wipe/no-core-file", test_no_core_file);
  return g_test_run ();
}

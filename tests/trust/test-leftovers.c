/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A secret whose last owner is gone is nowhere in the program's memory any more: not in
 * what was given back, not on a stack that was left. This program looks through all of
 * its own memory for the numbers of published examples.
 */

#define _GNU_SOURCE

#include "config.h"

#include "trust/ds-crypto.h"
#include "trust/ds-spake2plus-private.h"
#include "trust/ds-srp.h"

#include "ds-test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define MAX_PATTERNS 32
#define MAX_LENGTH   64
#define CHUNK        65536
#define STACK        (1024 * 1024)

/* Each upside down, so as not to find this list. */
typedef struct
{
  const char *name;
  uint8_t     inverted[MAX_LENGTH];
  size_t      length;
} Pattern;

static Pattern patterns[MAX_PATTERNS];
static unsigned int n_patterns;
static uint8_t chunk[CHUNK + MAX_LENGTH];

static void
read_hex (const char *hex,
          uint8_t *bytes,
          size_t length)
{
  for (size_t i = 0; i < length; i++)
    bytes[i] = (uint8_t) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
}

static void
watch (const char *name,
       const char *hex,
       bool backwards)
{
  Pattern *pattern;

  g_assert_cmpuint (n_patterns, <, MAX_PATTERNS);
  pattern = &patterns[n_patterns++];
  pattern->name = name;
  pattern->length = MIN (strlen (hex) / 2, MAX_LENGTH);
  for (size_t i = 0; i < pattern->length; i++)
    {
      uint8_t byte;

      read_hex (hex + 2 * (backwards ? pattern->length - 1 - i : i), &byte, 1);
      pattern->inverted[i] = byte ^ 0xff;
    }
}

/* OpenSSL keeps big numbers with their lowest byte first. */
static void
watch_number (const char *name,
              const char *hex)
{
  watch (name, hex, false);
  watch (name, hex, true);
}

static bool
is_at (const uint8_t *bytes,
       const Pattern *pattern)
{
  for (size_t i = 0; i < pattern->length; i++)
    {
      if ((bytes[i] ^ 0xff) != pattern->inverted[i])
        return false;
    }
  return true;
}

static unsigned int
count_in (const uint8_t *bytes,
          size_t length,
          const char *where)
{
  unsigned int found = 0;

  for (size_t i = 0; i < length; i++)
    for (unsigned int j = 0; j < n_patterns; j++)
      {
        if ((bytes[i] ^ 0xff) != patterns[j].inverted[0] || !is_at (bytes + i, &patterns[j]))
          continue;
        if (where != NULL)
          g_test_message ("%s is left in %s", patterns[j].name, where);
        found++;
      }
  return found;
}

/* The chunks overlap, so that nothing hides at their ends. */
static unsigned int
count_between (int memory,
               uintptr_t from,
               uintptr_t to,
               const char *where)
{
  unsigned int found = 0;

  for (uintptr_t at = from; at < to; at += CHUNK)
    {
      size_t wanted = MIN (to - at, sizeof chunk);
      ssize_t n;

      /* What is looked through is not looked for in itself. */
      if (at < (uintptr_t) chunk + sizeof chunk && at + wanted > (uintptr_t) chunk)
        continue;
      n = pread (memory, chunk, wanted, (off_t) at);
      if (n > MAX_LENGTH)
        found += count_in (chunk, (size_t) n - (wanted == sizeof chunk ? MAX_LENGTH : 0), where);
    }
  memset (chunk, 0, sizeof chunk);
  return found;
}

/* How often anything that is watched lies in memory that can be written. */
static unsigned int
count_everywhere (bool tell)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  unsigned int found = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (unsigned int i = 0; lines[i] != NULL; i++)
    {
      unsigned long from;
      unsigned long to;
      char rights[5];

      /* A checker's shadow of the memory is larger than any memory. */
      if (sscanf (lines[i], "%lx-%lx %4s", &from, &to, rights) == 3 && rights[1] == 'w' &&
          to - from < (1ul << 30))
        found += count_between (memory, from, to, tell ? lines[i] : NULL);
    }
  close (memory);
  return found;
}

static DsSecret *
new_secret (const char *hex)
{
  DsSecret *secret = ds_secret_new (NULL, strlen (hex) / 2);

  read_hex (hex, (uint8_t *) ds_secret_get_data (secret, NULL), strlen (hex) / 2);
  return secret;
}

/* Each step runs on a stack of its own, to which nobody writes afterwards, as they would
 * where a thread ends. */
static void
run_step (void (*step) (void))
{
  uint8_t *stack = mmap (NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  ucontext_t here;
  ucontext_t there;

  g_assert_true (stack != MAP_FAILED && memory >= 0);
  g_assert_cmpint (getcontext (&there), ==, 0);
  there.uc_stack.ss_sp = stack;
  there.uc_stack.ss_size = STACK;
  there.uc_link = &here;
  makecontext (&there, step, 0);
  g_assert_cmpint (swapcontext (&here, &there), ==, 0);

  g_assert_cmpuint (count_between (memory, (uintptr_t) stack, (uintptr_t) stack + STACK,
                                   "the stack of a step"), ==, 0);
  munmap (stack, STACK);
  close (memory);
}

/* The eye itself. */
static void
test_what_is_left_is_found (void)
{
  static const char hex[] = "00112233445566778899aabbccddeeff0123456789abcdef";
  g_autoptr (DsSecret) secret = new_secret (hex);

  n_patterns = 0;
  watch_number ("the secret", hex);
  g_assert_cmpuint (count_everywhere (false), ==, 1);
  g_clear_pointer (&secret, ds_secret_unref);
  g_assert_cmpuint (count_everywhere (true), ==, 0);
}

/* RFC 9383, appendix C, P256-SHA256-HKDF-SHA256-HMAC-SHA256 */
#define W0 "bb8e1bbcf3c48f62c08db243652ae55d3e5586053fca77102994f23ad95491b3"
#define W1 "7e945f34d78785b8a3ef44d0df5a1a97d6b3b460409a345ca7830387a74b1dba"
#define PX "d1232c8e8693d02368976c174e2088851b8365d0d79a9eee709c6a05a2fad539"
#define VY "717a72348a182085109c8d3917d6c43d59b224dc6a7fc4f0483232fa6516d8b3"

static const char spake_context[] = "SPAKE2+-P256-SHA256-HKDF-SHA256-HMAC-SHA256 Test Vectors";
static const DsSpake2plusNames spake_names = {
  .context = spake_context, .context_length = sizeof spake_context - 1,
  .prover = "client", .prover_length = 6,
  .verifier = "server", .verifier_length = 6,
};

static void
watch_spake2plus (void)
{
  n_patterns = 0;
  watch_number ("w0", W0);
  watch_number ("w1", W1);
  watch_number ("x", PX);
  watch_number ("y", VY);
  watch ("L", "7c9db3d9a9eb1f8adab81b5794c1f13ae3e225efbe91ea487425854c7fc00f", false);
  watch ("Z", "bbfce7dd7f277819c8da21544afb7964705569bdf12fb92aa388059408d50091", false);
  watch ("V", "58bf27c6bca011c9ce1930e8984a797a3419797b936629a5a937cf2f11c8b951", false);
  watch ("K_main", "4c59e1ccf2cfb961aa31bd9434478a1089b56cd11542f53d3576fb6c2a438a29", false);
  watch ("K_confirmP", "871ae3f7b78445e34438fb284504240239031c39d80ac23eb5ab9be5ad6db58a", false);
  watch ("K_confirmV", "ccd53c7c1fa37b64a462b40db8be101cedcf838950162902054e644b400f1680", false);
  watch ("K_shared", "0c5f8ccd1413423a54f6c1fb26ff01534a87f893779c6e68666d772bfd91f3e7", false);
}

static DsSecret *password;
static DsSecret *record;
static DsSecret *x;
static DsSecret *y;
static DsSpake2plus *prover;
static DsSpake2plus *verifier;

static void
step_record (void)
{
  record = ds_spake2plus_record (password);
}

static void
step_begin (void)
{
  prover = _ds_spake2plus_prover_new_fixed (&spake_names, password, ds_secret_get_data (x, NULL));
  verifier = _ds_spake2plus_verifier_new_fixed (&spake_names, record, ds_secret_get_data (y, NULL));
}

static void
step_verifier_answers (void)
{
  g_assert_true (ds_spake2plus_answer (verifier, ds_spake2plus_get_share (prover),
                                       DS_SPAKE2PLUS_SHARE_SIZE, NULL));
}

static void
step_prover_answers (void)
{
  g_assert_true (ds_spake2plus_answer (prover, ds_spake2plus_get_share (verifier),
                                       DS_SPAKE2PLUS_SHARE_SIZE, NULL));
}

static void
step_check (void)
{
  g_assert_true (ds_spake2plus_check (prover, ds_spake2plus_get_confirmation (verifier),
                                      DS_SPAKE2PLUS_CONFIRMATION_SIZE));
  g_assert_true (ds_spake2plus_check (verifier, ds_spake2plus_get_confirmation (prover),
                                      DS_SPAKE2PLUS_CONFIRMATION_SIZE));
}

static void
step_derive (void)
{
  g_autoptr (DsSecret) token = ds_spake2plus_derive (prover, "token", 32);

  g_assert_nonnull (token);
}

/* The two that the answers do deep inside, by themselves. */
static void
step_transcript (void)
{
  uint8_t digest[DS_SHA256_SIZE];

  g_assert_true (ds_spake2plus_hash_transcript (&spake_names, _ds_spake2plus_get_points (prover),
                                                digest));
  ds_crypto_wipe (digest, sizeof digest);
}

static void
step_schedule (void)
{
  DsSpake2plusKeys keys;

  g_assert_true (ds_spake2plus_schedule_keys (&spake_names, _ds_spake2plus_get_points (prover),
                                              &keys));
  ds_crypto_wipe (&keys, sizeof keys);
}

static void
step_end (void)
{
  g_clear_pointer (&prover, ds_spake2plus_free);
  g_clear_pointer (&verifier, ds_spake2plus_free);
  g_clear_pointer (&password, ds_secret_unref);
  g_clear_pointer (&record, ds_secret_unref);
  g_clear_pointer (&x, ds_secret_unref);
  g_clear_pointer (&y, ds_secret_unref);
}

static void
test_spake2plus (void)
{
  watch_spake2plus ();
  password = new_secret (W0 W1);
  x = new_secret (PX);
  y = new_secret (VY);
  run_step (step_record);
  run_step (step_begin);
  run_step (step_verifier_answers);
  run_step (step_prover_answers);
  run_step (step_transcript);
  run_step (step_schedule);
  run_step (step_check);
  run_step (step_derive);
  g_assert_cmpuint (count_everywhere (false), >, 0);
  run_step (step_end);
  g_assert_cmpuint (count_everywhere (true), ==, 0);
}

/* RFC 5054, appendix B; the session key is the digest of its secret. */
#define SALT   "beb25379d1a8581eb5a727673a2441ee"
#define A      "60975527035cf2ad1989806f0407210bc81edc04e2762a56afd529ddda2d4393"
#define X      "94b7555aabe9127cc58ccf4993db6cf84d16c124"
#define SECRET "b0dc82babcf30674ae450c0287745e7990a3381f63b387aaf271a10d233861e3"
#define B      "bd0c61512c692c0cb6d041fa01bb152d4916a1e77af46ae105393011baf38964" \
               "dc46a0670dd125b95a981652236f99d9b681cbf87837ec996c6da04453728610" \
               "d0c6ddb58b318885d7d82c7f8deb75ce7bd4fbaa37089e6f9c6059f388838e7a" \
               "00030b331eb76840910440b1b27aaeaeeb4012b7d7665238a8e3fb004b117b58"

static DsSecret *salt;
static DsSecret *key;
static DsSrpClient *client;

static void
step_srp_begin (void)
{
  client = ds_srp_client_new (DS_SRP_1024_SHA1, "alice", password);
  g_assert_true (ds_srp_client_set_exponent (client, ds_secret_get_data (x, NULL), 32));
}

static void
step_srp_answer (void)
{
  g_assert_true (ds_srp_client_answer (client, ds_secret_get_data (salt, NULL), 16,
                                       ds_secret_get_data (key, NULL), 128, NULL));
}

static void
step_srp_end (void)
{
  g_clear_pointer (&client, ds_srp_client_free);
  g_clear_pointer (&password, ds_secret_unref);
  g_clear_pointer (&x, ds_secret_unref);
  g_clear_pointer (&salt, ds_secret_unref);
  g_clear_pointer (&key, ds_secret_unref);
}

static void
test_srp (void)
{
  n_patterns = 0;
  watch ("the password", "70617373776f7264313233", false);
  watch ("its digest", "d0a293c8c443c4b151f6c0f6982861d2334ee933", false);
  watch_number ("a", A);
  watch_number ("x", X);
  watch ("S", SECRET, false);
  watch ("S backwards", SECRET, true);
  watch ("K", "017eefa1cefc5c2e626e21598987f31e0f1b11bb", false);
  password = new_secret ("70617373776f7264313233"); /* password123 */
  x = new_secret (A);
  salt = new_secret (SALT);
  key = new_secret (B);
  run_step (step_srp_begin);
  run_step (step_srp_answer);
  g_assert_cmpuint (count_everywhere (false), >, 0);
  run_step (step_srp_end);
  g_assert_cmpuint (count_everywhere (true), ==, 0);
}

/* What a code is stretched to, and what the thread had to do with it. The numbers come
 * from Python's hashlib.pbkdf2_hmac() and its own integers. */
static void
test_stretching (void)
{
  static const uint8_t numbers[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  g_autoptr (DsSecret) code = ds_secret_new_text ("12345678901");
  g_autoptr (DsSecret) encoded = NULL;
  DsSpake2plusNames names = {
    .context = "tests", .context_length = 5,
    .prover = "client", .prover_length = 6,
    .verifier = "server", .verifier_length = 6,
  };

  n_patterns = 0;
  watch ("halves", "cb3887a3b63ce5b147222435782518eed853df765ef7fe1a49a80826b162a6bb72fa94c9a0e86f6c", false);
  watch ("halves", "dc8801cb2593751e3e51fa07d50ba0adb4ec894091b469e157c270cc19ffa0b196399148657861ad", false);
  watch_number ("w0", "fd5f09e4f6afab9b0d9787b5253feea5487e443a47d377f6157a1956ba77b3d8");
  watch_number ("w1", "63e56f24d2f029c4eeb9af96bb5e4deb6fd77326262e4a0f44f1b32f6a7d14f4");
  encoded = ds_spake2plus_encode_code (code, &names);
  password = dex_await_boxed (ds_spake2plus_stretch (encoded, numbers, sizeof numbers, 1000), NULL);
  g_assert_nonnull (password);
  g_assert_cmpuint (count_everywhere (false), >, 0);
  g_clear_pointer (&password, ds_secret_unref);
  g_assert_cmpuint (count_everywhere (true), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/trust/leftovers/what-is-left-is-found", test_what_is_left_is_found);
  g_test_add_func ("/trust/leftovers/spake2plus", test_spake2plus);
  g_test_add_func ("/trust/leftovers/srp", test_srp);
  ds_test_add_fiber ("/trust/leftovers/stretching", test_stretching);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "trust/ds-kdf.h"

#include "ds-hex.h"
#include "ds-test.h"

#include <string.h>

static void
assert_bytes (const uint8_t *data,
              size_t length,
              const char *hex)
{
  g_autoptr (GByteArray) expected = ds_hex (hex);

  g_assert_cmpmem (data, length, expected->data, expected->len);
}

/* FIPS 180-2, appendix B.1 */
static void
test_sha256 (void)
{
  uint8_t out[DS_SHA256_SIZE];

  g_assert_true (ds_sha256 ("abc", 3, out));
  assert_bytes (out, sizeof out,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* RFC 4231, test cases 2 and 6 (a key longer than a block) */
static void
test_hmac (void)
{
  static const char text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
  uint8_t key[131];
  uint8_t out[DS_SHA256_SIZE];

  g_assert_true (ds_hmac_sha256 ((const uint8_t *) "Jefe", 4,
                                 "what do ya want for nothing?", 28, out));
  assert_bytes (out, sizeof out,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

  memset (key, 0xaa, sizeof key);
  g_assert_true (ds_hmac_sha256 (key, sizeof key, text, strlen (text), out));
  assert_bytes (out, sizeof out,
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

/* RFC 5869, appendices A.1 and A.3 (no salt, no info) */
static void
test_hkdf (void)
{
  g_autoptr (GByteArray) salt = ds_hex ("000102030405060708090a0b0c");
  g_autoptr (GByteArray) info = ds_hex ("f0f1f2f3f4f5f6f7f8f9");
  uint8_t key[22];
  uint8_t out[42];

  memset (key, 0x0b, sizeof key);
  g_assert_true (ds_hkdf_sha256 (key, sizeof key, salt->data, salt->len, info->data, info->len,
                                 out, sizeof out));
  assert_bytes (out, sizeof out,
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                "34007208d5b887185865");

  g_assert_true (ds_hkdf_sha256 (key, sizeof key, NULL, 0, NULL, 0, out, sizeof out));
  assert_bytes (out, sizeof out,
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                "9d201395faa4b61a96c8");

  g_assert_false (ds_hkdf_sha256 (key, 0, NULL, 0, NULL, 0, out, sizeof out));
}

/* RFC 7914, section 11 */
static void
test_pbkdf2 (void)
{
  uint8_t out[64];

  g_assert_true (ds_pbkdf2_sha256 ((const uint8_t *) "passwd", 6, (const uint8_t *) "salt", 4,
                                   1, out, sizeof out));
  assert_bytes (out, sizeof out,
                "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

/* The same, where more than one round counts */
static void
test_pbkdf2_many_rounds (void)
{
  uint8_t out[64];

  g_assert_true (ds_pbkdf2_sha256 ((const uint8_t *) "Password", 8, (const uint8_t *) "NaCl", 4,
                                   80000, out, sizeof out));
  assert_bytes (out, 32,
                "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/kdf/sha256", test_sha256);
  g_test_add_func ("/kdf/hmac", test_hmac);
  g_test_add_func ("/kdf/hkdf", test_hkdf);
  g_test_add_func ("/kdf/pbkdf2", test_pbkdf2);
  g_test_add_func ("/kdf/pbkdf2/many-rounds", test_pbkdf2_many_rounds);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "trust/ds-crypto.h"
#include "trust/ds-kdf.h"

#include "ds-hex.h"
#include "ds-test.h"

#include <openssl/err.h>
#include <string.h>

static void
assert_hex (const uint8_t *data,
            size_t length,
            const char *hex)
{
  g_autoptr (GByteArray) expected = ds_hex (hex);

  g_assert_cmpmem (data, length, expected->data, expected->len);
}

static void
assert_zeroes (const uint8_t *data,
               size_t length)
{
  for (size_t i = 0; i < length; i++)
    g_assert_cmpuint (data[i], ==, 0);
}

/* NIST's example values for FIPS 180-4 */
static void
test_sha512 (void)
{
  static const struct
  {
    const char *message;
    const char *digest;
  } vectors[] = {
    { "",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
      "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e" },
    { "abc",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
      "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
      "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909" },
  };
  g_autofree char *million = g_strnfill (1000000, 'a');
  uint8_t digest[DS_SHA512_SIZE];

  for (size_t i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_assert_true (ds_sha512 (vectors[i].message, strlen (vectors[i].message), digest));
      assert_hex (digest, sizeof digest, vectors[i].digest);
    }

  g_assert_true (ds_sha512 (million, 1000000, digest));
  assert_hex (digest, sizeof digest,
              "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
              "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
}

/* The inputs of RFC 5869's test cases 1 to 3 with SHA-512, as published with
 * their results at https://www.kullo.net/blog/hkdf-sha-512-test-vectors/ */
static void
test_hkdf (void)
{
  static const struct
  {
    const char *key;
    const char *salt;
    const char *info;
    const char *out;
  } vectors[] = {
    { "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "000102030405060708090a0b0c",
      "f0f1f2f3f4f5f6f7f8f9",
      "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c14815793"
      "38da362cb8d9f925d7cb" },
    { "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
      "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
      "404142434445464748494a4b4c4d4e4f",
      "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
      "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
      "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecf"
      "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
      "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
      "ce6c97192805b346e6161e821ed165673b84f400a2b514b2fe23d84cd189ddf1"
      "b695b48cbd1c8388441137b3ce28f16aa64ba33ba466b24df6cfcb021ecff235"
      "f6a2056ce3af1de44d572097a8505d9e7a93" },
    { "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
      "",
      "",
      "f5fa02b18298a72a8c23898a8703472c6eb179dc204c03425c970e3b164bf90f"
      "ff22d04836d0e2343bac" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GByteArray) key = ds_hex (vectors[i].key);
      g_autoptr (GByteArray) salt = ds_hex (vectors[i].salt);
      g_autoptr (GByteArray) info = ds_hex (vectors[i].info);
      uint8_t out[100];
      size_t length = strlen (vectors[i].out) / 2;

      g_assert_true (ds_hkdf_sha512 (key->data, key->len, salt->data, salt->len,
                                     info->data, info->len, out, length));
      assert_hex (out, length, vectors[i].out);
    }
}

static void
test_hkdf_limits (void)
{
  g_autofree uint8_t *out = g_malloc0 (255 * 64 + 1);

  g_assert_true (ds_hkdf_sha512 ((const uint8_t *) "key", 3, NULL, 0, NULL, 0, out, 255 * 64));
  g_assert_false (ds_hkdf_sha512 ((const uint8_t *) "key", 3, NULL, 0, NULL, 0,
                                  out, 255 * 64 + 1));
  assert_zeroes (out, 255 * 64 + 1);
  g_assert_false (ds_hkdf_sha512 ((const uint8_t *) "", 0, NULL, 0, NULL, 0, out, 32));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

/* RFC 8439, section 2.8.2 */
#define SUNSCREEN \
  "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the " \
  "future, sunscreen would be it."
#define SEALED \
  "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6" \
  "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" \
  "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc" \
  "3ff4def08e4b7a9de576d26586cec64b6116" \
  "1ae10b594f09e26a7e902ecbd0600691"

typedef struct
{
  GByteArray *key;
  GByteArray *nonce;
  GByteArray *aad;
  GByteArray *sealed;
} Box;

static void
box_clear (Box *box)
{
  g_byte_array_unref (box->key);
  g_byte_array_unref (box->nonce);
  g_byte_array_unref (box->aad);
  g_byte_array_unref (box->sealed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Box, box_clear)

static Box
make_box (void)
{
  Box box;

  box.key = ds_hex ("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  box.nonce = ds_hex ("070000004041424344454647");
  box.aad = ds_hex ("50515253c0c1c2c3c4c5c6c7");
  box.sealed = ds_hex (SEALED);
  return box;
}

static bool
open_box (const Box *box,
          size_t length,
          uint8_t *out)
{
  return ds_chacha20_open (box->key->data, box->nonce->data, box->aad->data, box->aad->len,
                           box->sealed->data, length, out);
}

static void
test_seal (void)
{
  g_auto (Box) box = make_box ();
  uint8_t out[200];
  size_t length = strlen (SUNSCREEN);

  g_assert_true (ds_chacha20_seal (box.key->data, box.nonce->data, box.aad->data, box.aad->len,
                                   (const uint8_t *) SUNSCREEN, length, out));
  assert_hex (out, length + DS_POLY1305_TAG_SIZE, SEALED);
  g_assert_true (open_box (&box, box.sealed->len, out));
  g_assert_cmpmem (out, length, SUNSCREEN, length);

  /* In place */
  g_assert_true (open_box (&box, box.sealed->len, box.sealed->data));
  g_assert_cmpmem (box.sealed->data, length, SUNSCREEN, length);
  g_assert_true (ds_chacha20_seal (box.key->data, box.nonce->data, box.aad->data, box.aad->len,
                                   box.sealed->data, length, box.sealed->data));
  assert_hex (box.sealed->data, box.sealed->len, SEALED);
}

static void
assert_stays_closed (const Box *box,
                     size_t length)
{
  uint8_t out[200];

  memset (out, 0x55, sizeof out);
  g_assert_false (open_box (box, length, out));
  if (length > DS_POLY1305_TAG_SIZE)
    assert_zeroes (out, length - DS_POLY1305_TAG_SIZE);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
test_one_flipped_bit (void)
{
  g_auto (Box) box = make_box ();
  GByteArray *parts[] = { box.key, box.nonce, box.aad, box.sealed };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    for (unsigned int j = 0; j < parts[i]->len; j++)
      {
        parts[i]->data[j] ^= 1 << j % 8;
        assert_stays_closed (&box, box.sealed->len);
        parts[i]->data[j] ^= 1 << j % 8;
      }
}

static void
test_truncated (void)
{
  g_auto (Box) box = make_box ();

  for (unsigned int length = 0; length < box.sealed->len; length++)
    assert_stays_closed (&box, length);
}

static void
test_nothing_enclosed (void)
{
  g_auto (Box) box = make_box ();
  uint8_t tag[DS_POLY1305_TAG_SIZE];

  g_assert_true (ds_chacha20_seal (box.key->data, box.nonce->data, NULL, 0, NULL, 0, tag));
  g_assert_true (ds_chacha20_open (box.key->data, box.nonce->data, NULL, 0, tag, sizeof tag,
                                   NULL));
  tag[0] ^= 1;
  g_assert_false (ds_chacha20_open (box.key->data, box.nonce->data, NULL, 0, tag, sizeof tag,
                                    NULL));
}

/* RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc) */
static const struct
{
  const char *seed;
  const char *key;
  const char *message;
  const char *signature;
} signatures[] = {
  { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
  { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
  { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
  { "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
    "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704" },
};

static void
test_ed25519 (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      g_autoptr (GByteArray) seed = ds_hex (signatures[i].seed);
      g_autoptr (GByteArray) message = ds_hex (signatures[i].message);
      uint8_t key[DS_ED25519_KEY_SIZE];
      uint8_t signature[DS_ED25519_SIGNATURE_SIZE];

      g_assert_true (ds_ed25519_public (seed->data, key));
      assert_hex (key, sizeof key, signatures[i].key);
      g_assert_true (ds_ed25519_sign (seed->data, message->data, message->len, signature));
      assert_hex (signature, sizeof signature, signatures[i].signature);
      g_assert_true (ds_ed25519_verify (key, message->data, message->len, signature));
    }
}

static void
test_ed25519_forged (void)
{
  g_autoptr (GByteArray) key = ds_hex (signatures[2].key);
  g_autoptr (GByteArray) message = ds_hex (signatures[2].message);
  g_autoptr (GByteArray) signature = ds_hex (signatures[2].signature);
  GByteArray *parts[] = { key, message, signature };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    for (unsigned int j = 0; j < parts[i]->len * 8; j++)
      {
        parts[i]->data[j / 8] ^= 1 << j % 8;
        g_assert_false (ds_ed25519_verify (key->data, message->data, message->len,
                                           signature->data));
        parts[i]->data[j / 8] ^= 1 << j % 8;
      }

  g_assert_false (ds_ed25519_verify (key->data, message->data, message->len - 1,
                                     signature->data));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

/* Anyone can turn S into S + L (RFC 8032, section 5.1.7 wants S < L). */
static void
test_ed25519_malleable (void)
{
  g_autoptr (GByteArray) order =
    ds_hex ("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  for (size_t i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      g_autoptr (GByteArray) key = ds_hex (signatures[i].key);
      g_autoptr (GByteArray) message = ds_hex (signatures[i].message);
      g_autoptr (GByteArray) signature = ds_hex (signatures[i].signature);
      unsigned int carry = 0;

      for (unsigned int j = 0; j < 32; j++)
        {
          carry += signature->data[32 + j] + order->data[j];
          signature->data[32 + j] = (uint8_t) carry;
          carry >>= 8;
        }
      g_assert_cmpuint (carry, ==, 0);
      g_assert_false (ds_ed25519_verify (key->data, message->data, message->len,
                                         signature->data));
    }
}

/* With the neutral element for a key, the neutral element and zero sign all. */
static void
test_ed25519_key_for_everyone (void)
{
  static const char *const keys[] = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  };
  uint8_t signature[DS_ED25519_SIGNATURE_SIZE] = { 1 };

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GByteArray) key = ds_hex (keys[i]);

      /* The challenge differs with the message: one in eight fits at random. */
      for (uint8_t message = 0; message < 64; message++)
        g_assert_false (ds_ed25519_verify (key->data, &message, 1, signature));
    }
}

/* RFC 7748, section 5.2 */
static void
test_x25519 (void)
{
  static const struct
  {
    const char *secret;
    const char *peer;
    const char *shared;
  } vectors[] = {
    { "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
      "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552" },
    { "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
      "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
      "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GByteArray) secret = ds_hex (vectors[i].secret);
      g_autoptr (GByteArray) peer = ds_hex (vectors[i].peer);
      uint8_t shared[DS_X25519_KEY_SIZE];

      g_assert_true (ds_x25519_shared (secret->data, peer->data, shared));
      assert_hex (shared, sizeof shared, vectors[i].shared);
    }
}

/* RFC 7748, section 5.2: once and 1,000 times */
static void
test_x25519_iterated (void)
{
  uint8_t k[DS_X25519_KEY_SIZE] = { 9 };
  uint8_t u[DS_X25519_KEY_SIZE] = { 9 };
  uint8_t out[DS_X25519_KEY_SIZE];

  for (unsigned int i = 1; i <= 1000; i++)
    {
      g_assert_true (ds_x25519_shared (k, u, out));
      memcpy (u, k, sizeof u);
      memcpy (k, out, sizeof k);
      if (i == 1)
        assert_hex (k, sizeof k,
                    "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
    }
  assert_hex (k, sizeof k, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

/* RFC 7748, section 6.1 */
static void
test_x25519_both_sides (void)
{
  g_autoptr (GByteArray) alice =
    ds_hex ("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
  g_autoptr (GByteArray) bob =
    ds_hex ("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  uint8_t alice_key[DS_X25519_KEY_SIZE];
  uint8_t bob_key[DS_X25519_KEY_SIZE];
  uint8_t shared[DS_X25519_KEY_SIZE];

  g_assert_true (ds_x25519_public (alice->data, alice_key));
  assert_hex (alice_key, sizeof alice_key,
              "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  g_assert_true (ds_x25519_public (bob->data, bob_key));
  assert_hex (bob_key, sizeof bob_key,
              "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  g_assert_true (ds_x25519_shared (alice->data, bob_key, shared));
  assert_hex (shared, sizeof shared,
              "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  g_assert_true (ds_x25519_shared (bob->data, alice_key, shared));
  assert_hex (shared, sizeof shared,
              "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
}

/* Points of small order lead every secret to zero (RFC 7748, section 6.1). */
static void
test_x25519_zero (void)
{
  static const char *const peers[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  };
  g_autoptr (GByteArray) secret =
    ds_hex ("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");

  for (size_t i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      g_autoptr (GByteArray) peer = ds_hex (peers[i]);
      uint8_t shared[DS_X25519_KEY_SIZE];

      memset (shared, 0x55, sizeof shared);
      g_assert_false (ds_x25519_shared (secret->data, peer->data, shared));
      assert_zeroes (shared, sizeof shared);
      g_assert_cmpuint (ERR_peek_error (), ==, 0);
    }
}

static void
test_random (void)
{
  uint8_t a[64] = { 0 };
  uint8_t b[64] = { 0 };

  g_assert_true (ds_crypto_random (a, sizeof a));
  g_assert_true (ds_crypto_random (b, sizeof b));
  g_assert_false (ds_crypto_equal (a, b, sizeof a));
  g_assert_true (ds_crypto_equal (a, a, sizeof a));
  g_assert_true (ds_crypto_equal (a, b, 0));
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/trust/crypto/sha512/fips180", test_sha512);
  g_test_add_func ("/trust/crypto/hkdf/vectors", test_hkdf);
  g_test_add_func ("/trust/crypto/hkdf/limits", test_hkdf_limits);
  g_test_add_func ("/trust/crypto/chacha20/rfc8439", test_seal);
  g_test_add_func ("/trust/crypto/chacha20/one-flipped-bit", test_one_flipped_bit);
  g_test_add_func ("/trust/crypto/chacha20/truncated", test_truncated);
  g_test_add_func ("/trust/crypto/chacha20/nothing-enclosed", test_nothing_enclosed);
  g_test_add_func ("/trust/crypto/ed25519/rfc8032", test_ed25519);
  g_test_add_func ("/trust/crypto/ed25519/forged", test_ed25519_forged);
  g_test_add_func ("/trust/crypto/ed25519/malleable", test_ed25519_malleable);
  g_test_add_func ("/trust/crypto/ed25519/key-for-everyone", test_ed25519_key_for_everyone);
  g_test_add_func ("/trust/crypto/x25519/rfc7748", test_x25519);
  g_test_add_func ("/trust/crypto/x25519/rfc7748-iterated", test_x25519_iterated);
  g_test_add_func ("/trust/crypto/x25519/rfc7748-both-sides", test_x25519_both_sides);
  g_test_add_func ("/trust/crypto/x25519/peer-forces-zero", test_x25519_zero);
  g_test_add_func ("/trust/crypto/random", test_random);
  return g_test_run ();
}

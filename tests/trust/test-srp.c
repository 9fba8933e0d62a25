/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-crypto.h"
#include "trust/ds-digest.h"
#include "trust/ds-srp.h"

#include "ds-hex.h"
#include "ds-srp-server.h"
#include "ds-test.h"

#include <openssl/bn.h>
#include <string.h>

#define SALT "BEB25379 D1A8581E B5A72767 3A2441EE"
#define CLIENT_EXPONENT "60975527 035CF2AD 1989806F 0407210B C81EDC04 E2762A56 AFD529DD DA2D4393"
#define SERVER_EXPONENT "E487CB59 D31AC550 471E81F0 0F6928E0 1DDA08E9 74A004F4 9E61F5D1 05284D20"

typedef struct
{
  DsSrpParameters parameters;
  const char *digest;
  const char *client_key;
  const char *server_key;
  const char *secret;
  const char *session_key; /* NULL: the digest of the secret */
} Vector;

/* RFC 5054, appendix B */
static const Vector rfc5054 = {
  .parameters = DS_SRP_1024_SHA1,
  .digest = "SHA1",
  .client_key =
    "61D5E490 F6F1B795 47B0704C 436F523D D0E560F0 C64115BB 72557EC4"
    "4352E890 3211C046 92272D8B 2D1A5358 A2CF1B6E 0BFCF99F 921530EC"
    "8E393561 79EAE45E 42BA92AE ACED8251 71E1E8B9 AF6D9C03 E1327F44"
    "BE087EF0 6530E69F 66615261 EEF54073 CA11CF58 58F0EDFD FE15EFEA"
    "B349EF5D 76988A36 72FAC47B 0769447B",
  .server_key =
    "BD0C6151 2C692C0C B6D041FA 01BB152D 4916A1E7 7AF46AE1 05393011"
    "BAF38964 DC46A067 0DD125B9 5A981652 236F99D9 B681CBF8 7837EC99"
    "6C6DA044 53728610 D0C6DDB5 8B318885 D7D82C7F 8DEB75CE 7BD4FBAA"
    "37089E6F 9C6059F3 88838E7A 00030B33 1EB76840 910440B1 B27AAEAE"
    "EB4012B7 D7665238 A8E3FB00 4B117B58",
  .secret =
    "B0DC82BA BCF30674 AE450C02 87745E79 90A3381F 63B387AA F271A10D"
    "233861E3 59B48220 F7C4693C 9AE12B0A 6F67809F 0876E2D0 13800D6C"
    "41BB59B6 D5979B5C 00A172B4 A2A5903A 0BDCAF8A 709585EB 2AFAFA8F"
    "3499B200 210DCC1F 10EB3394 3CD67FC8 8A2F39A4 BE5BEC4E C0A3212D"
    "C346D7E4 74B29EDE 8A469FFE CA686E5A",
};

/* HomeKit Accessory Protocol Specification, Non-Commercial Version, Release R2,
 * section 5.5.2 */
static const Vector homekit = {
  .parameters = DS_SRP_3072_SHA512,
  .digest = "SHA512",
  .client_key =
    "FAB6F5D2 615D1E32 3512E799 1CC37443 F487DA60 4CA8C923 0FCB04E5 41DCE628"
    "0B27CA46 80B0374F 179DC3BD C7553FE6 2459798C 701AD864 A91390A2 8C93B644"
    "ADBF9C00 745B942B 79F9012A 21B9B787 82319D83 A1F83628 66FBD6F4 6BFC0DDB"
    "2E1AB6E4 B45A9906 B82E37F0 5D6F97F6 A3EB6E18 2079759C 4F684783 7B62321A"
    "C1B4FA68 641FCB4B B98DD697 A0C73641 385F4BAB 25B79358 4CC39FC8 D48D4BD8"
    "67A9A3C1 0F8EA121 70268E34 FE3BBE6F F89998D6 0DA2F3E4 283CBEC1 393D52AF"
    "724A5723 0C604E9F BCE583D7 613E6BFF D67596AD 121A8707 EEC46944 95703368"
    "6A155F64 4D5C5863 B48F61BD BF19A53E AB6DAD0A 186B8C15 2E5F5D8C AD4B0EF8"
    "AA4EA500 8834C3CD 342E5E0F 167AD045 92CD8BD2 79639398 EF9E114D FAAAB919"
    "E14E8509 89224DDD 98576D79 385D2210 902E9F9B 1F2D86CF A47EE244 635465F7"
    "1058421A 0184BE51 DD10CC9D 079E6F16 04E7AA9B 7CF7883C 7D4CE12B 06EBE160"
    "81E23F27 A231D184 32D7D1BB 55C28AE2 1FFCF005 F57528D1 5A88881B B3BBB7FE",
  .server_key =
    "40F57088 A482D4C7 733384FE 0D301FDD CA9080AD 7D4F6FDF 09A01006 C3CB6D56"
    "2E41639A E8FA21DE 3B5DBA75 85B27558 9BDB2798 63C56280 7B2B9908 3CD1429C"
    "DBE89E25 BFBD7E3C AD3173B2 E3C5A0B1 74DA6D53 91E6A06E 465F037A 40062548"
    "39A56BF7 6DA84B1C 94E0AE20 8576156F E5C140A4 BA4FFC9E 38C3B07B 88845FC6"
    "F7DDDA93 381FE0CA 6084C4CD 2D336E54 51C464CC B6EC65E7 D16E548A 273E8262"
    "84AF2559 B6264274 215960FF F47BDD63 D3AFF064 D6137AF7 69661C9D 4FEE4738"
    "2603C88E AA098058 1D077584 61B777E4 356DDA58 35198B51 FEEA308D 70F75450"
    "B71675C0 8C7D8302 FD7539DD 1FF2A11C B4258AA7 0D234436 AA42B6A0 615F3F91"
    "5D55CC3B 966B2716 B36E4D1A 06CE5E5D 2EA3BEE5 A1270E87 51DA45B6 0B997B0F"
    "FDB0F996 2FEE4F03 BEE780BA 0A845B1D 92714217 83AE6601 A61EA2E3 42E4F2E8"
    "BC935A40 9EAD19F2 21BD1B74 E2964DD1 9FC845F6 0EFC0933 8B60B6B2 56D8CAC8"
    "89CCA306 CC370A0B 18C8B886 E95DA0AF 5235FEF4 393020D2 B7F30569 04759042",
  .secret =
    "F1036FEC D017C823 9C0D5AF7 E0FCF0D4 08B009E3 6411618A 60B23AAB BFC38339"
    "72682312 14BAACDC 94CA1C53 F442FB51 C1B027C3 18AE238E 16414D60 D1881B66"
    "486ADE10 ED02BA33 D098F6CE 9BCF1BB0 C46CA2C4 7F2F174C 59A9C61E 2560899B"
    "83EF6113 1E6FB30B 714F4E43 B735C9FE 6080477C 1B83E409 3E4D456B 9BCA492C"
    "F9339D45 BC42E67C E6C02C24 3E49F5DA 42A869EC 855780E8 4207B8A1 EA6501C4"
    "78AAC0DF D3D22614 F531A00D 826B7954 AE8B14A9 85A42931 5E6DD366 4CF47181"
    "496A9432 9CDE8005 CAE63C2F 9CA4969B FE840019 24037C44 6559BDBB 9DB9D4DD"
    "142FBCD7 5EEF2E16 2C843065 D99E8F05 762C4DB7 ABD9DB20 3D41AC85 A58C05BD"
    "4E2DBF82 2A934523 D54E0653 D376CE8B 56DCB452 7DDDC1B9 94DC7509 463A7468"
    "D7F02B1B EB168571 4CE1DD1E 71808A13 7F788847 B7C6B7BF A1364474 B3B7E894"
    "78954F6A 8E68D45B 85A88E4E BFEC1336 8EC0891C 3BC86CF5 00978801 78D86135"
    "E7287234 58538858 D715B7B2 47406222 C1019F53 603F0169 52D49710 0858824C",
  .session_key =
    "5CBC219D B052138E E1148C71 CD449896 3D682549 CE91CA24 F098468F 06015BEB"
    "6AF245C2 093F98C3 651BCA83 AB8CAB2B 580BBF02 184FEFDF 26142F73 DF95AC50",
};

static DsSrpClient *
new_client (DsSrpParameters parameters,
            const char *typed)
{
  g_autoptr (DsSecret) password = ds_secret_new_text (typed);

  return ds_srp_client_new (parameters, "alice", password);
}

static DsSrpServer *
new_server (DsSrpParameters parameters)
{
  g_autoptr (GByteArray) salt = ds_hex (SALT);

  return ds_srp_server_new (parameters, "alice", "password123", salt->data, salt->len);
}

static void
assert_bytes (const uint8_t *data,
              size_t length,
              const char *hex)
{
  g_autoptr (GByteArray) expected = ds_hex (hex);

  g_assert_cmpmem (data, length, expected->data, expected->len);
}

/* What the other side would prove with, from nothing but published numbers. */
static void
prove (const Vector *vector,
       DsSrpClient *client,
       uint8_t *out,
       size_t *size)
{
  g_autoptr (GByteArray) key = ds_hex (vector->client_key);
  g_autoptr (GByteArray) secret = ds_hex (vector->secret);
  uint8_t session_key[DS_DIGEST_MAX_SIZE];
  DsPiece whole = { secret->data, secret->len };
  DsPiece pieces[] = { { key->data, key->len }, { NULL, 0 }, { session_key, 0 } };

  g_assert_true (ds_digest (vector->digest, &whole, 1, session_key, &pieces[2].length));
  if (vector->session_key != NULL)
    assert_bytes (session_key, pieces[2].length, vector->session_key);
  pieces[1].data = ds_srp_client_get_proof (client, &pieces[1].length);
  g_assert_true (ds_digest (vector->digest, pieces, 3, out, size));
}

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) salt = ds_hex (SALT);
  g_autoptr (GByteArray) exponent = ds_hex (CLIENT_EXPONENT);
  g_autoptr (GByteArray) server_key = ds_hex (vector->server_key);
  g_autoptr (DsSrpClient) client = new_client (vector->parameters, "password123");
  uint8_t proof[DS_DIGEST_MAX_SIZE];
  const uint8_t *key;
  size_t length;

  g_assert_true (ds_srp_client_set_exponent (client, exponent->data, exponent->len));
  g_assert_true (ds_srp_client_answer (client, salt->data, salt->len,
                                       server_key->data, server_key->len, &error));
  g_assert_no_error (error);
  key = ds_srp_client_get_key (client, &length);
  assert_bytes (key, length, vector->client_key);

  /* The right second proof exists only for the published session key. */
  prove (vector, client, proof, &length);
  g_assert_null (ds_srp_client_get_session_key (client));
  g_assert_true (ds_srp_client_check (client, proof, length));
  if (vector->session_key != NULL)
    {
      key = ds_secret_get_data (ds_srp_client_get_session_key (client), &length);
      assert_bytes (key, length, vector->session_key);
    }
}

/* The fixture is held to the same numbers, or it would prove nothing. */
static void
test_server_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (GByteArray) exponent = ds_hex (SERVER_EXPONENT);
  g_autoptr (GByteArray) client_key = ds_hex (vector->client_key);
  g_autoptr (DsSrpServer) server = new_server (vector->parameters);
  const uint8_t *bytes;
  size_t length;

  ds_srp_server_set_exponent (server, exponent->data, exponent->len);
  bytes = ds_srp_server_get_key (server, &length);
  assert_bytes (bytes, length, vector->server_key);
  g_assert_false (ds_srp_server_answer (server, client_key->data, client_key->len,
                                        (const uint8_t *) "x", 1));
  bytes = ds_srp_server_get_secret (server, &length);
  assert_bytes (bytes, length, vector->secret);
}

/* One whole run; gives whether the server took our proof. */
static bool
run (DsSrpClient *client,
     DsSrpServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) salt = ds_hex (SALT);
  const uint8_t *server_key;
  const uint8_t *key;
  const uint8_t *proof;
  size_t server_key_length;
  size_t key_length;
  size_t proof_length;

  server_key = ds_srp_server_get_key (server, &server_key_length);
  g_assert_true (ds_srp_client_answer (client, salt->data, salt->len,
                                       server_key, server_key_length, &error));
  g_assert_no_error (error);
  key = ds_srp_client_get_key (client, &key_length);
  proof = ds_srp_client_get_proof (client, &proof_length);
  return ds_srp_server_answer (server, key, key_length, proof, proof_length);
}

static void
test_right_code (void)
{
  g_autoptr (DsSrpClient) client = new_client (DS_SRP_3072_SHA512, "password123");
  g_autoptr (DsSrpServer) server = new_server (DS_SRP_3072_SHA512);
  const uint8_t *proof;
  const uint8_t *ours;
  const uint8_t *theirs;
  size_t proof_length;
  size_t our_length;
  size_t their_length;

  g_assert_true (run (client, server));
  proof = ds_srp_server_get_proof (server, &proof_length);
  g_assert_true (ds_srp_client_check (client, proof, proof_length));
  ours = ds_secret_get_data (ds_srp_client_get_session_key (client), &our_length);
  theirs = ds_srp_server_get_session_key (server, &their_length);
  g_assert_cmpmem (ours, our_length, theirs, their_length);
}

static void
test_wrong_code (void)
{
  g_autoptr (DsSrpClient) client = new_client (DS_SRP_3072_SHA512, "password124");
  g_autoptr (DsSrpServer) server = new_server (DS_SRP_3072_SHA512);
  const uint8_t *proof;
  size_t length;

  g_assert_false (run (client, server));
  proof = ds_srp_server_get_proof (server, &length);
  g_assert_false (ds_srp_client_check (client, proof, length));
  g_assert_null (ds_srp_client_get_session_key (client));
}

/* Each single bit of the proof counts, and so does its length. */
static void
test_forged_proof (void)
{
  for (unsigned int i = 0; i < 20; i++)
    {
      g_autoptr (DsSrpClient) client = new_client (DS_SRP_1024_SHA1, "password123");
      g_autoptr (DsSrpServer) server = new_server (DS_SRP_1024_SHA1);
      g_autofree uint8_t *forged = NULL;
      const uint8_t *proof;
      size_t length;

      g_assert_true (run (client, server));
      proof = ds_srp_server_get_proof (server, &length);
      g_assert_cmpuint (length, ==, 20);
      forged = g_memdup2 (proof, length);
      forged[i] ^= 1 << i % 8;
      g_assert_false (ds_srp_client_check (client, forged, length));
      g_assert_null (ds_srp_client_get_session_key (client));
    }
}

static void
test_short_proof (void)
{
  for (unsigned int i = 0; i < 3; i++)
    {
      static const size_t lengths[] = { 0, 1, 19 };
      g_autoptr (DsSrpClient) client = new_client (DS_SRP_1024_SHA1, "password123");
      g_autoptr (DsSrpServer) server = new_server (DS_SRP_1024_SHA1);
      const uint8_t *proof;
      size_t length;

      g_assert_true (run (client, server));
      proof = ds_srp_server_get_proof (server, &length);
      g_assert_false (ds_srp_client_check (client, proof, lengths[i]));
    }
}

/* A server that echoes the first proof proves nothing. */
static void
test_reflected_proof (void)
{
  g_autoptr (DsSrpClient) client = new_client (DS_SRP_1024_SHA1, "password123");
  g_autoptr (DsSrpServer) server = new_server (DS_SRP_1024_SHA1);
  g_autofree uint8_t *copy = NULL;
  const uint8_t *proof;
  size_t length;

  g_assert_true (run (client, server));
  proof = ds_srp_client_get_proof (client, &length);
  copy = g_memdup2 (proof, length);
  g_assert_false (ds_srp_client_check (client, copy, length));
}

static void
assert_refused (const uint8_t *salt,
                size_t salt_length,
                const uint8_t *key,
                size_t length)
{
  g_autoptr (DsSrpClient) client = new_client (DS_SRP_3072_SHA512, "password123");
  g_autoptr (GError) error = NULL;

  g_assert_false (ds_srp_client_answer (client, salt, salt_length, key, length, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_null (ds_srp_client_get_session_key (client));
}

/* N times @factor, plus @more, as long as it comes out or @length if that is more. */
static GByteArray *
multiple_of_modulus (unsigned int factor,
                     unsigned int more,
                     size_t length)
{
  GByteArray *bytes = g_byte_array_new ();
  BIGNUM *number = BN_get_rfc3526_prime_3072 (NULL);
  size_t size;

  g_assert_true (BN_mul_word (number, factor));
  g_assert_true (BN_add_word (number, more));
  size = MAX (length, (size_t) BN_num_bytes (number));
  g_byte_array_set_size (bytes, size);
  BN_bn2binpad (number, bytes->data, (int) size);
  BN_free (number);
  return bytes;
}

static void
test_server_key_zero (void)
{
  static const uint8_t zeroes[400];

  assert_refused ((const uint8_t *) SALT, 16, zeroes, 384);
  assert_refused ((const uint8_t *) SALT, 16, zeroes, 1);
  assert_refused ((const uint8_t *) SALT, 16, zeroes, 0);
  assert_refused ((const uint8_t *) SALT, 16, zeroes, 400);
}

static void
test_server_key_is_multiple_of_modulus (void)
{
  for (unsigned int factor = 1; factor <= 3; factor++)
    {
      g_autoptr (GByteArray) key = multiple_of_modulus (factor, 0, 0);

      assert_refused ((const uint8_t *) SALT, 16, key->data, key->len);
    }
}

static void
test_server_key_not_reduced (void)
{
  g_autoptr (GByteArray) key = multiple_of_modulus (1, 7, 0);

  assert_refused ((const uint8_t *) SALT, 16, key->data, key->len);
}

/* Longer than the modulus, even if only by zeroes. */
static void
test_server_key_too_long (void)
{
  g_autoptr (GByteArray) key = multiple_of_modulus (0, 7, 385);

  assert_refused ((const uint8_t *) SALT, 16, key->data, key->len);
}

static void
test_salt_size (void)
{
  static const uint8_t salt[65];
  g_autoptr (GByteArray) key = ds_hex (homekit.server_key);

  assert_refused (salt, 0, key->data, key->len);
  assert_refused (salt, 65, key->data, key->len);
}

/* A weak exponent for the tests is no exponent. */
static void
test_short_exponent (void)
{
  static const uint8_t bytes[385];
  g_autoptr (DsSrpClient) client = new_client (DS_SRP_3072_SHA512, "password123");

  g_assert_false (ds_srp_client_set_exponent (client, bytes, 31));
  g_assert_false (ds_srp_client_set_exponent (client, bytes, 385));
}

static DsSrpServer *
new_server_with_full_key (DsSrpZeroes zeroes)
{
  while (true)
    {
      DsSrpServer *server = new_server (DS_SRP_1024_SHA1);
      const uint8_t *key;
      size_t length;

      ds_srp_server_set_zeroes (server, zeroes);
      key = ds_srp_server_get_key (server, &length);
      if (ds_srp_key_is_full (DS_SRP_1024_SHA1, key, length))
        return server;
      ds_srp_server_free (server);
    }
}

/* One run in 128 would go wrong with one of the two kinds of accessory, if we
 * did not see to it that the numbers have their full size. */
static void
test_zeroes (gconstpointer data)
{
  DsSrpZeroes zeroes = GPOINTER_TO_INT (data);

  for (unsigned int i = 0; i < 1000; i++)
    {
      g_autoptr (DsSrpClient) client = new_client (DS_SRP_1024_SHA1, "password123");
      g_autoptr (DsSrpServer) server = new_server_with_full_key (zeroes);
      const uint8_t *bytes;
      size_t length;

      g_assert_true (run (client, server));
      bytes = ds_srp_server_get_secret (server, &length);
      g_assert_cmpuint (bytes[0], !=, 0);
      bytes = ds_srp_client_get_key (client, &length);
      g_assert_cmpuint (length, ==, 128);
    }
}

/* With a server's key that begins with zeroes we do as RFC 2945 and Apple's own
 * code: without them in the proof, with them in u. */
static void
test_zeroes_in_server_key (void)
{
  unsigned int n_seen = 0;

  while (n_seen < 2)
    {
      g_autoptr (DsSrpClient) client = new_client (DS_SRP_1024_SHA1, "password123");
      g_autoptr (DsSrpServer) server = new_server (DS_SRP_1024_SHA1);
      const uint8_t *key;
      size_t length;

      key = ds_srp_server_get_key (server, &length);
      if (key[0] != 0)
        continue;

      g_assert_false (ds_srp_key_is_full (DS_SRP_1024_SHA1, key, length));
      g_assert_false (ds_srp_key_is_full (DS_SRP_1024_SHA1, key + 1, length - 1));
      g_assert_true (run (client, server));
      n_seen++;
    }
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  g_test_add_data_func ("/trust/srp/rfc5054", &rfc5054, test_vector);
  g_test_add_data_func ("/trust/srp/homekit-specification", &homekit, test_vector);
  g_test_add_data_func ("/trust/srp/server/rfc5054", &rfc5054, test_server_vector);
  g_test_add_data_func ("/trust/srp/server/homekit-specification", &homekit,
                        test_server_vector);
  g_test_add_func ("/trust/srp/right-code", test_right_code);
  g_test_add_func ("/trust/srp/wrong-code", test_wrong_code);
  g_test_add_func ("/trust/srp/forged-proof", test_forged_proof);
  g_test_add_func ("/trust/srp/short-proof", test_short_proof);
  g_test_add_func ("/trust/srp/reflected-proof", test_reflected_proof);
  g_test_add_func ("/trust/srp/server-key/zero", test_server_key_zero);
  g_test_add_func ("/trust/srp/server-key/multiple-of-modulus",
                   test_server_key_is_multiple_of_modulus);
  g_test_add_func ("/trust/srp/server-key/not-reduced", test_server_key_not_reduced);
  g_test_add_func ("/trust/srp/server-key/too-long", test_server_key_too_long);
  g_test_add_func ("/trust/srp/salt-size", test_salt_size);
  g_test_add_func ("/trust/srp/short-exponent", test_short_exponent);
  g_test_add_data_func ("/trust/srp/accessory-strips-zeroes",
                        GINT_TO_POINTER (DS_SRP_STRIPS_ZEROES), test_zeroes);
  g_test_add_data_func ("/trust/srp/accessory-keeps-zeroes",
                        GINT_TO_POINTER (DS_SRP_KEEPS_ZEROES), test_zeroes);
  g_test_add_func ("/trust/srp/zeroes-in-server-key", test_zeroes_in_server_key);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-spake2plus-private.h"

#include "ds-hex.h"
#include "ds-test.h"

#include <string.h>

#define CODE "12345678901"

static const DsSpake2plusNames names = {
  .context = "tests", .context_length = 5,
  .prover = "client", .prover_length = 6,
  .verifier = "server", .verifier_length = 6,
};

/* RFC 9383, appendix C, P256-SHA256-HKDF-SHA256-HMAC-SHA256 */
static const char rfc_context[] = "SPAKE2+-P256-SHA256-HKDF-SHA256-HMAC-SHA256 Test Vectors";
static const DsSpake2plusNames rfc_names = {
  .context = rfc_context, .context_length = sizeof rfc_context - 1,
  .prover = "client", .prover_length = 6,
  .verifier = "server", .verifier_length = 6,
};
#define RFC_W0 "bb8e1bbcf3c48f62c08db243652ae55d3e5586053fca77102994f23ad95491b3"
#define RFC_W1 "7e945f34d78785b8a3ef44d0df5a1a97d6b3b460409a345ca7830387a74b1dba"
#define RFC_L  "04eb7c9db3d9a9eb1f8adab81b5794c1f13ae3e225efbe91ea487425854c7fc00f" \
               "00bfedcbd09b2400142d40a14f2064ef31dfaa903b91d1faea7093d835966efd"
#define RFC_PX "d1232c8e8693d02368976c174e2088851b8365d0d79a9eee709c6a05a2fad539"
#define RFC_VY "717a72348a182085109c8d3917d6c43d59b224dc6a7fc4f0483232fa6516d8b3"
#define RFC_X  "04ef3bd051bf78a2234ec0df197f7828060fe9856503579bb1733009042c15c0c1" \
               "de127727f418b5966afadfdd95a6e4591d171056b333dab97a79c7193e341727"
#define RFC_Y  "04c0f65da0d11927bdf5d560c69e1d7d939a05b0e88291887d679fcadea75810fb" \
               "5cc1ca7494db39e82ff2f50665255d76173e09986ab46742c798a9a68437b048"
#define RFC_Z  "04bbfce7dd7f277819c8da21544afb7964705569bdf12fb92aa388059408d50091" \
               "a0c5f1d3127f56813b5337f9e4e67e2ca633117a4fbd559946ab474356c41839"
#define RFC_V  "0458bf27c6bca011c9ce1930e8984a797a3419797b936629a5a937cf2f11c8b951" \
               "4b82b993da8a46e664f23db7c01edc87faa530db01c2ee405230b18997f16b68"
#define RFC_K_MAIN       "4c59e1ccf2cfb961aa31bd9434478a1089b56cd11542f53d3576fb6c2a438a29"
#define RFC_K_CONFIRM_P  "871ae3f7b78445e34438fb284504240239031c39d80ac23eb5ab9be5ad6db58a"
#define RFC_K_CONFIRM_V  "ccd53c7c1fa37b64a462b40db8be101cedcf838950162902054e644b400f1680"
#define RFC_CONFIRM_P    "926cc713504b9b4d76c9162ded04b5493e89109f6d89462cd33adc46fda27527"
#define RFC_CONFIRM_V    "9747bcc4f8fe9f63defee53ac9b07876d907d55047e6ff2def2e7529089d3e68"
#define RFC_K_SHARED     "0c5f8ccd1413423a54f6c1fb26ff01534a87f893779c6e68666d772bfd91f3e7"

static void
assert_bytes (const uint8_t *data,
              size_t length,
              const char *hex)
{
  g_autoptr (GByteArray) expected = ds_hex (hex);

  g_assert_cmpmem (data, length, expected->data, expected->len);
}

static void
assert_secret (DsSecret *secret,
               const char *hex)
{
  size_t length;
  const uint8_t *data = ds_secret_get_data (secret, &length);

  assert_bytes (data, length, hex);
}

static DsSecret *
secret_from_hex (const char *hex)
{
  g_autoptr (GByteArray) bytes = ds_hex (hex);

  return ds_secret_new (bytes->data, bytes->len);
}

/* Both sides of the same code, in the same short way. */
static DsSecret *
stretch (const char *typed)
{
  g_autoptr (DsSecret) code = ds_secret_new_text (typed);
  g_autoptr (DsSecret) encoded = ds_spake2plus_encode_code (code, &names);
  g_autoptr (GError) error = NULL;
  uint8_t salt[16];
  DsSecret *password;

  for (uint8_t i = 0; i < sizeof salt; i++)
    salt[i] = i;
  password = dex_await_boxed (ds_spake2plus_stretch (encoded, salt, sizeof salt, 1000), &error);
  g_assert_no_error (error);
  return password;
}

static DsSpake2plus *
new_prover (const DsSpake2plusNames *with,
            const char *code)
{
  g_autoptr (DsSecret) password = stretch (code);
  g_autoptr (GError) error = NULL;
  DsSpake2plus *prover = ds_spake2plus_prover_new (with, password, &error);

  g_assert_no_error (error);
  return prover;
}

static DsSpake2plus *
new_verifier (const DsSpake2plusNames *with,
              const char *code)
{
  g_autoptr (DsSecret) password = stretch (code);
  g_autoptr (DsSecret) record = ds_spake2plus_record (password);
  g_autoptr (GError) error = NULL;
  DsSpake2plus *verifier = ds_spake2plus_verifier_new (with, record, &error);

  g_assert_no_error (error);
  return verifier;
}

static void
answer (DsSpake2plus *self,
        DsSpake2plus *other)
{
  g_autoptr (GError) error = NULL;

  ds_spake2plus_answer (self, ds_spake2plus_get_share (other), DS_SPAKE2PLUS_SHARE_SIZE, &error);
  g_assert_no_error (error);
}

static bool
check (DsSpake2plus *self,
       DsSpake2plus *other)
{
  return ds_spake2plus_check (self, ds_spake2plus_get_confirmation (other),
                              DS_SPAKE2PLUS_CONFIRMATION_SIZE);
}

static void
assert_rfc_values (DsSpake2plus *side)
{
  const DsSpake2plusPoints *points = _ds_spake2plus_get_points (side);
  const DsSpake2plusKeys *keys = _ds_spake2plus_get_keys (side);

  assert_bytes (points->x, sizeof points->x, RFC_X);
  assert_bytes (points->y, sizeof points->y, RFC_Y);
  assert_bytes (points->z, sizeof points->z, RFC_Z);
  assert_bytes (points->v, sizeof points->v, RFC_V);
  assert_bytes (points->w0, sizeof points->w0, RFC_W0);
  assert_bytes (keys->main, sizeof keys->main, RFC_K_MAIN);
  assert_bytes (keys->confirm_prover, sizeof keys->confirm_prover, RFC_K_CONFIRM_P);
  assert_bytes (keys->confirm_verifier, sizeof keys->confirm_verifier, RFC_K_CONFIRM_V);
  assert_bytes (keys->prover, sizeof keys->prover, RFC_CONFIRM_P);
  assert_bytes (keys->verifier, sizeof keys->verifier, RFC_CONFIRM_V);
  assert_bytes (keys->shared, sizeof keys->shared, RFC_K_SHARED);
}

static void
test_rfc9383 (void)
{
  g_autoptr (DsSecret) password = secret_from_hex (RFC_W0 RFC_W1);
  g_autoptr (DsSecret) record = ds_spake2plus_record (password);
  g_autoptr (GByteArray) x = ds_hex (RFC_PX);
  g_autoptr (GByteArray) y = ds_hex (RFC_VY);
  g_autoptr (DsSpake2plus) prover = NULL;
  g_autoptr (DsSpake2plus) verifier = NULL;

  assert_secret (record, RFC_W0 RFC_L);
  prover = _ds_spake2plus_prover_new_fixed (&rfc_names, password, x->data);
  verifier = _ds_spake2plus_verifier_new_fixed (&rfc_names, record, y->data);
  assert_bytes (ds_spake2plus_get_share (prover), DS_SPAKE2PLUS_SHARE_SIZE, RFC_X);
  assert_bytes (ds_spake2plus_get_share (verifier), DS_SPAKE2PLUS_SHARE_SIZE, RFC_Y);

  answer (verifier, prover);
  assert_rfc_values (verifier);
  answer (prover, verifier);
  assert_rfc_values (prover);

  g_assert_true (check (prover, verifier));
  g_assert_true (check (verifier, prover));
  assert_secret (ds_spake2plus_get_shared_key (prover), RFC_K_SHARED);
  assert_secret (ds_spake2plus_get_shared_key (verifier), RFC_K_SHARED);
}

/* The numbers come from Python's hashlib.pbkdf2_hmac() and its own integers. */
static void
test_stretch (void)
{
  g_autoptr (DsSecret) password = stretch (CODE);

  assert_secret (password,
                 "fd5f09e4f6afab9b0d9787b5253feea5487e443a47d377f6157a1956ba77b3d8"
                 "63e56f24d2f029c4eeb9af96bb5e4deb6fd77326262e4a0f44f1b32f6a7d14f4");
}

static void
test_stretch_bounds (void)
{
  static const struct
  {
    size_t salt;
    unsigned int iterations;
  } rows[] = {
    { 15, 1000 }, { 33, 1000 }, { 0, 1000 }, { 16, 999 }, { 16, 0 }, { 32, 100001 },
    { 16, G_MAXUINT },
  };
  g_autoptr (DsSecret) code = ds_secret_new_text (CODE);
  uint8_t salt[64] = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = ds_test_await_error (
        ds_spake2plus_stretch (code, salt, rows[i].salt, rows[i].iterations));

      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

static void
test_stretch_leaves_main_loop_alone (void)
{
  g_autoptr (DsSecret) code = ds_secret_new_text (CODE);
  uint8_t salt[16] = { 0 };
  g_autoptr (DexFuture) future = ds_spake2plus_stretch (code, salt, sizeof salt, 100000);

  /* The call itself did not do the work. */
  g_assert_true (dex_future_is_pending (future));
  ds_test_await (dex_ref (future));
}

static void
test_right_code (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);
  g_autoptr (DsSecret) token = NULL;
  g_autoptr (DsSecret) same = NULL;
  g_autoptr (DsSecret) other = NULL;

  answer (verifier, prover);
  answer (prover, verifier);
  g_assert_null (ds_spake2plus_get_confirmation (prover));
  g_assert_null (ds_spake2plus_get_shared_key (verifier));
  g_assert_null (ds_spake2plus_derive (verifier, "token", 32));
  g_assert_true (check (prover, verifier));
  g_assert_true (check (verifier, prover));

  token = ds_spake2plus_derive (prover, "token", 32);
  same = ds_spake2plus_derive (verifier, "token", 32);
  other = ds_spake2plus_derive (verifier, "another", 32);
  g_assert_true (ds_secret_equal (token, same));
  g_assert_false (ds_secret_equal (token, other));
}

static void
test_shares_are_new_each_time (void)
{
  g_autoptr (DsSpake2plus) first = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) second = new_prover (&names, CODE);

  g_assert_false (memcmp (ds_spake2plus_get_share (first), ds_spake2plus_get_share (second),
                          DS_SPAKE2PLUS_SHARE_SIZE) == 0);
}

/* Neither side lets the other in, and the prover shows nothing. */
static void
assert_refused (DsSpake2plus *prover,
                DsSpake2plus *verifier)
{
  uint8_t guess[DS_SPAKE2PLUS_CONFIRMATION_SIZE] = { 0 };

  answer (verifier, prover);
  answer (prover, verifier);
  g_assert_false (check (prover, verifier));
  g_assert_null (ds_spake2plus_get_confirmation (prover));
  g_assert_null (ds_spake2plus_get_shared_key (prover));
  g_assert_false (ds_spake2plus_check (verifier, guess, sizeof guess));
  g_assert_null (ds_spake2plus_get_shared_key (verifier));
}

static void
test_wrong_code (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, "12345678902");
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);

  assert_refused (prover, verifier);
}

/* Someone in between shows each side another certificate. */
static void
test_wrong_context (void)
{
  DsSpake2plusNames theirs = names;
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = NULL;

  theirs.context = "texts";
  verifier = new_verifier (&theirs, CODE);
  assert_refused (prover, verifier);
}

/* "ab" + "c" and "a" + "bc" are different names. */
static void
test_shifted_names (void)
{
  DsSpake2plusNames theirs = names;
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = NULL;

  theirs.context = "testsc";
  theirs.context_length = 6;
  theirs.prover = "lient";
  theirs.prover_length = 5;
  verifier = new_verifier (&theirs, CODE);
  assert_refused (prover, verifier);
}

static void
test_changed_share_on_the_way (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);
  g_autoptr (DsSpake2plus) other = new_prover (&names, CODE);

  answer (verifier, other);
  answer (prover, verifier);
  g_assert_false (check (prover, verifier));
}

/* The verifier's own confirmation, sent back to it. */
static void
test_swapped_confirmations (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);

  answer (verifier, prover);
  answer (prover, verifier);
  g_assert_false (check (verifier, verifier));
  g_assert_null (ds_spake2plus_get_shared_key (verifier));
  g_assert_false (ds_spake2plus_check (prover, _ds_spake2plus_get_keys (prover)->prover,
                                       DS_SPAKE2PLUS_CONFIRMATION_SIZE));
}

/* The prover's own share, sent back to it, and what can be made of it. */
static void
test_reflected_share (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);

  answer (verifier, prover);
  answer (prover, prover);
  g_assert_false (check (prover, verifier));
  g_assert_null (ds_spake2plus_get_confirmation (prover));
}

static void
test_cut_confirmation (void)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);

  answer (verifier, prover);
  answer (prover, verifier);
  g_assert_false (ds_spake2plus_check (prover, ds_spake2plus_get_confirmation (verifier), 31));
  g_assert_null (ds_spake2plus_get_shared_key (prover));
}

static void
assert_not_a_share (const uint8_t *share,
                    size_t length)
{
  g_autoptr (DsSpake2plus) prover = new_prover (&names, CODE);
  g_autoptr (DsSpake2plus) verifier = new_verifier (&names, CODE);
  DsSpake2plus *sides[] = { prover, verifier };

  for (size_t i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ds_spake2plus_answer (sides[i], share, length, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
      g_assert_null (ds_spake2plus_get_confirmation (sides[i]));
    }
}

static void
test_not_a_point (void)
{
  static const char *const rows[] = {
    "00", /* infinity, as SEC 1 writes it */
    "",
    "0488", /* cut */
    RFC_X "00", /* a byte too many */
    /* compressed, and hybrid */
    "02ef3bd051bf78a2234ec0df197f7828060fe9856503579bb1733009042c15c0c1",
    "07ef3bd051bf78a2234ec0df197f7828060fe9856503579bb1733009042c15c0c1"
    "de127727f418b5966afadfdd95a6e4591d171056b333dab97a79c7193e341727",
    /* beside the curve by one */
    "04ef3bd051bf78a2234ec0df197f7828060fe9856503579bb1733009042c15c0c1"
    "de127727f418b5966afadfdd95a6e4591d171056b333dab97a79c7193e341728",
    /* (0, 0), and infinity in 65 bytes */
    "040000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000",
    "000000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000",
    /* a point of the curve, but 0 is written as the prime itself */
    "04ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
    "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = ds_hex (rows[i]);

      assert_not_a_share (bytes->data, bytes->len);
    }
}

/* w0 × M or w0 × N as a share: what it hides is the point at infinity. Only who
 * knows w0 can send it, and must not profit from it. */
static void
test_infinity_behind_the_mask (void)
{
  g_autoptr (DsP256) curve = ds_p256_new ();
  g_autoptr (DsSecret) password = stretch (CODE);
  g_autoptr (BIGNUM) w0 = ds_p256_scalar_read (curve, ds_secret_get_data (password, NULL));
  const uint8_t *masks[] = { ds_spake2plus_n, ds_spake2plus_m };

  for (size_t i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autoptr (EC_POINT) mask = ds_p256_point_read (curve, masks[i], DS_P256_POINT_SIZE);
      g_autoptr (EC_POINT) point = ds_p256_multiply (curve, mask, w0);
      g_autoptr (DsSpake2plus) side = i == 0 ? new_prover (&names, CODE)
                                             : new_verifier (&names, CODE);
      g_autoptr (GError) error = NULL;
      uint8_t share[DS_P256_POINT_SIZE];

      g_assert_true (ds_p256_point_write (curve, point, share));
      g_assert_false (ds_spake2plus_answer (side, share, sizeof share, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

static void
test_useless_secrets (void)
{
  static const char *const rows[] = {
    "",
    RFC_W0, /* half of it */
    "0000000000000000000000000000000000000000000000000000000000000000" RFC_W1,
    RFC_W0 "0000000000000000000000000000000000000000000000000000000000000000",
    /* the order of the group itself */
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551" RFC_W1,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsSecret) password = secret_from_hex (rows[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_spake2plus_prover_new (&names, password, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_null (ds_spake2plus_verifier_new (&names, password, &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/spake2plus/rfc9383", test_rfc9383);
  ds_test_add_fiber ("/spake2plus/stretch", test_stretch);
  ds_test_add_fiber ("/spake2plus/stretch/bounds", test_stretch_bounds);
  ds_test_add_fiber ("/spake2plus/stretch/leaves-main-loop-alone",
                     test_stretch_leaves_main_loop_alone);
  ds_test_add_fiber ("/spake2plus/right-code", test_right_code);
  ds_test_add_fiber ("/spake2plus/shares-are-new-each-time", test_shares_are_new_each_time);
  ds_test_add_fiber ("/spake2plus/wrong-code", test_wrong_code);
  ds_test_add_fiber ("/spake2plus/wrong-context", test_wrong_context);
  ds_test_add_fiber ("/spake2plus/shifted-names", test_shifted_names);
  ds_test_add_fiber ("/spake2plus/changed-share-on-the-way", test_changed_share_on_the_way);
  ds_test_add_fiber ("/spake2plus/swapped-confirmations", test_swapped_confirmations);
  ds_test_add_fiber ("/spake2plus/reflected-share", test_reflected_share);
  ds_test_add_fiber ("/spake2plus/cut-confirmation", test_cut_confirmation);
  ds_test_add_fiber ("/spake2plus/not-a-point", test_not_a_point);
  ds_test_add_fiber ("/spake2plus/infinity-behind-the-mask", test_infinity_behind_the_mask);
  ds_test_add_fiber ("/spake2plus/useless-secrets", test_useless_secrets);
  return g_test_run ();
}

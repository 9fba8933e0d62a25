/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "make-vectors"

#include "config.h"

#include "trust/ds-crypto.h"
#include "trust/ds-spake2plus-private.h"
#include "vd-base64.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Prints the whole pairing of docs/device-profile.md with fixed inputs, as our own
 * code computes it: tests/devices/vectors/pairing.json is its output, and
 * check-vectors.py computes it again. */

#define CODE "46407221769"
#define PROVER "owner"
#define DEVICE "urn:uuid:0f5a2c1e-8a51-4c43-9b39-3f0a6c1b7d20"
#define CONTEXT "doorstep-profile/1"
#define TOKEN_INFO "doorstep-profile/1 claim token"
#define PIN_SIZE 32
#define ITERATIONS 10000

typedef struct
{
  JsonObject *told;
  GMainLoop *loop;
} Run;

static void
tell (JsonObject *told, const char *name, const void *data, size_t length)
{
  GString *hex = g_string_new (NULL);

  for (size_t i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", ((const uint8_t *) data)[i]);
  json_object_set_string_member (told, name, hex->str);
  g_string_free (hex, TRUE);
}

static void
tell_secret (JsonObject *told, const char *name, DsSecret *secret)
{
  size_t length;
  const uint8_t *data = ds_secret_get_data (secret, &length);

  tell (told, name, data, length);
}

/* Numbers that nobody could have chosen for a purpose. */
static void
fill (uint8_t *data, size_t length, uint8_t first)
{
  for (size_t i = 0; i < length; i++)
    data[i] = (uint8_t) (first + i);
}

static void
exchange (JsonObject *told, DsSpake2plus *prover, DsSpake2plus *verifier)
{
  const uint8_t *share_p = ds_spake2plus_get_share (prover);
  const uint8_t *share_v = ds_spake2plus_get_share (verifier);
  g_autofree char *claim_token = NULL;
  g_autoptr (DsSecret) token = NULL;
  size_t length;

  g_assert (ds_spake2plus_answer (verifier, share_p, DS_SPAKE2PLUS_SHARE_SIZE, NULL));
  g_assert (ds_spake2plus_answer (prover, share_v, DS_SPAKE2PLUS_SHARE_SIZE, NULL));
  g_assert (ds_spake2plus_check (prover, ds_spake2plus_get_confirmation (verifier),
                                 DS_SPAKE2PLUS_CONFIRMATION_SIZE));
  g_assert (ds_spake2plus_check (verifier, ds_spake2plus_get_confirmation (prover),
                                 DS_SPAKE2PLUS_CONFIRMATION_SIZE));

  tell (told, "shareP", share_p, DS_SPAKE2PLUS_SHARE_SIZE);
  tell (told, "shareV", share_v, DS_SPAKE2PLUS_SHARE_SIZE);
  tell (told, "z", _ds_spake2plus_get_points (prover)->z, DS_P256_POINT_SIZE);
  tell (told, "v", _ds_spake2plus_get_points (prover)->v, DS_P256_POINT_SIZE);
  tell (told, "kMain", _ds_spake2plus_get_keys (prover)->main, DS_SHA256_SIZE);
  tell (told, "confirmV", ds_spake2plus_get_confirmation (verifier),
        DS_SPAKE2PLUS_CONFIRMATION_SIZE);
  tell (told, "confirmP", ds_spake2plus_get_confirmation (prover),
        DS_SPAKE2PLUS_CONFIRMATION_SIZE);
  tell_secret (told, "kShared", ds_spake2plus_get_shared_key (verifier));
  token = ds_spake2plus_derive (verifier, TOKEN_INFO, 32);
  tell_secret (told, "token", token);
  claim_token = vd_base64_encode (ds_secret_get_data (token, &length), 32);
  json_object_set_string_member (told, "tokenText", claim_token);
}

static void
pair (JsonObject *told, DsSecret *password)
{
  uint8_t context[sizeof CONTEXT + PIN_SIZE] = CONTEXT;
  uint8_t x[DS_P256_SCALAR_SIZE];
  uint8_t y[DS_P256_SCALAR_SIZE];
  DsSpake2plusNames names = { context,         sizeof context, PROVER,
                              strlen (PROVER), DEVICE,         strlen (DEVICE) };
  g_autoptr (DsSecret) record = ds_spake2plus_record (password);
  g_autoptr (DsSpake2plus) prover = NULL;
  g_autoptr (DsSpake2plus) verifier = NULL;

  fill (context + sizeof CONTEXT, PIN_SIZE, 0x40);
  fill (x, sizeof x, 0x10);
  fill (y, sizeof y, 0x80);
  tell (told, "pin", context + sizeof CONTEXT, PIN_SIZE);
  tell (told, "context", context, sizeof context);
  tell (told, "x", x, sizeof x);
  tell (told, "y", y, sizeof y);
  tell_secret (told, "w0w1", password);
  tell_secret (told, "w0L", record);
  prover = _ds_spake2plus_prover_new_fixed (&names, password, x);
  verifier = _ds_spake2plus_verifier_new_fixed (&names, record, y);
  exchange (told, prover, verifier);
}

static DexFuture *
on_stretched (DexFuture *stretching, gpointer user_data)
{
  Run *run = user_data;

  pair (run->told, g_value_get_boxed (dex_future_get_value (stretching, NULL)));
  g_main_loop_quit (run->loop);

  return dex_ref (stretching);
}

static DexFuture *
stretch (JsonObject *told)
{
  DsSpake2plusNames names = { .prover = PROVER,
                              .prover_length = strlen (PROVER),
                              .verifier = DEVICE,
                              .verifier_length = strlen (DEVICE) };
  g_autoptr (DsSecret) code = ds_secret_new_text (CODE);
  g_autoptr (DsSecret) encoded = ds_spake2plus_encode_code (code, &names);
  uint8_t salt[16];

  fill (salt, sizeof salt, 0xf0);
  tell (told, "salt", salt, sizeof salt);
  json_object_set_string_member (told, "code", CODE);
  json_object_set_string_member (told, "idProver", PROVER);
  json_object_set_string_member (told, "idVerifier", DEVICE);
  json_object_set_int_member (told, "iterations", ITERATIONS);

  return ds_spake2plus_stretch (encoded, salt, sizeof salt, ITERATIONS);
}

int
main (void)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DexFuture) paired = NULL;
  g_autofree char *text = NULL;
  Run run = { json_object_new (), loop };

  dex_init ();
  json_node_take_object (json_node_init (root, JSON_NODE_OBJECT), run.told);
  paired = dex_future_finally (stretch (run.told), on_stretched, &run, NULL);
  g_main_loop_run (loop);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);

  return 0;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-proof"

#include "config.h"

#include "vd-proof.h"

#include "trust/ds-crypto.h"
#include "trust/ds-spake2plus.h"
#include "vd-base64.h"
#include "vd-clock.h"
#include "vd-key.h"

#include <string.h>

#define CONTEXT "doorstep-profile/1"
#define TOKEN_INFO "doorstep-profile/1 claim token"
#define TOKEN_SIZE 32
#define TOKEN_SECONDS 300
#define RUN_SECONDS 60
#define RUN_ID_SIZE 16
#define FREE_TRIES 5
#define MAX_TRIES 20
#define MAX_WAIT 60

struct _VdProof
{
  VdFactory *factory; /* borrowed */
  VdStore *store;     /* borrowed */
  VdFaults *faults;   /* borrowed */

  DsSpake2plus *run;
  char *run_id;
  int64_t run_end;

  DsSecret *token;
  int64_t token_end;

  int64_t wait_end;
};

VdProof *
vd_proof_new (VdFactory *factory, VdStore *store, VdFaults *faults)
{
  VdProof *self = g_new0 (VdProof, 1);

  self->factory = factory;
  self->store = store;
  self->faults = faults;

  return self;
}

static void
end_run (VdProof *self)
{
  g_clear_pointer (&self->run, ds_spake2plus_free);
  g_clear_pointer (&self->run_id, g_free);
}

void
vd_proof_forget (VdProof *self)
{
  end_run (self);
  g_clear_pointer (&self->token, ds_secret_unref);
}

void
vd_proof_free (VdProof *self)
{
  vd_proof_forget (self);
  g_free (self);
}

static void
set_tries (VdProof *self, int64_t tries)
{
  json_object_set_int_member (vd_store_get (self->store), "tries", tries);
  vd_store_keep (self->store, "try");
}

static bool
may_try (VdProof *self, VdReply *reply)
{
  int64_t tries = vd_store_get_int (self->store, "tries");
  int64_t wait = self->wait_end - vd_clock_now ();

  if (tries >= MAX_TRIES)
    return vd_reply_refuse (reply, "power-cycle");
  if (tries >= FREE_TRIES && wait > 0)
    {
      vd_reply_refuse (reply, "wait");
      reply->wait = wait;
      return false;
    }

  return true;
}

/* A share counts until its run is confirmed: our confirmV tells whoever guesses
 * whether the guess was good, and a wrong confirmP would never come. */
static void
count_try (VdProof *self)
{
  int64_t tries = vd_store_get_int (self->store, "tries") + 1;

  if (tries >= FREE_TRIES)
    self->wait_end =
        vd_clock_now () + MIN (MAX_WAIT, INT64_C (1) << MIN (tries - FREE_TRIES, 6));
  set_tries (self, tries);
}

static DsSpake2plus *
begin_run (VdProof *self, const uint8_t *pin)
{
  uint8_t context[sizeof CONTEXT + VD_PIN_SIZE] = CONTEXT; /* the NUL belongs to it */
  DsSpake2plusNames names = { .context = context,
                              .context_length = sizeof context,
                              .prover = "owner",
                              .prover_length = strlen ("owner"),
                              .verifier = self->factory->id,
                              .verifier_length = strlen (self->factory->id) };
  g_autoptr (GError) error = NULL;
  DsSpake2plus *run;

  memcpy (context + sizeof CONTEXT, pin, VD_PIN_SIZE);
  if (vd_faults_has (self->faults, "other-pin"))
    context[sizeof CONTEXT] ^= 1;
  run = ds_spake2plus_verifier_new (&names, self->factory->record, &error);
  g_assert_no_error (error);

  return run;
}

static void
tell_share (VdProof *self, VdReply *reply)
{
  JsonObject *body = vd_reply_begin (reply);
  uint8_t confirmation[DS_SPAKE2PLUS_CONFIRMATION_SIZE];
  g_autofree char *share = NULL;
  g_autofree char *confirm = NULL;

  memcpy (confirmation, ds_spake2plus_get_confirmation (self->run), sizeof confirmation);
  if (vd_faults_has (self->faults, "wrong-proof"))
    confirmation[0] ^= 1;
  share =
      vd_base64_encode (ds_spake2plus_get_share (self->run), DS_SPAKE2PLUS_SHARE_SIZE);
  confirm = vd_base64_encode (confirmation, sizeof confirmation);
  json_object_set_string_member (body, "run", self->run_id);
  json_object_set_string_member (body, "shareV", share);
  json_object_set_string_member (body, "confirmV", confirm);
}

bool
vd_proof_share (VdProof *self, JsonObject *request, const uint8_t *pin, VdReply *reply)
{
  g_autoptr (DsSpake2plus) run = NULL;
  g_autoptr (GBytes) share = NULL;
  uint8_t id[RUN_ID_SIZE];

  if (!vd_request_bytes (request, "shareP", &share, reply) || !may_try (self, reply))
    return false;
  run = begin_run (self, pin);
  if (!ds_spake2plus_answer (run, g_bytes_get_data (share, NULL),
                             g_bytes_get_size (share), NULL))
    return vd_reply_refuse (reply, "bad-point");

  end_run (self);
  count_try (self);
  g_assert (ds_crypto_random (id, sizeof id));
  self->run = g_steal_pointer (&run);
  self->run_id = vd_base64_encode (id, sizeof id);
  self->run_end = vd_clock_now () + RUN_SECONDS;
  tell_share (self, reply);

  return true;
}

static bool
is_confirmed (VdProof *self, const char *id, GBytes *confirmation)
{
  return self->run != NULL && vd_clock_now () < self->run_end
         && g_str_equal (self->run_id, id)
         && ds_spake2plus_check (self->run, g_bytes_get_data (confirmation, NULL),
                                 g_bytes_get_size (confirmation));
}

bool
vd_proof_confirm (VdProof *self, JsonObject *request, VdReply *reply)
{
  const char *id;
  g_autoptr (GBytes) confirmation = NULL;
  bool confirmed;

  if (!vd_request_string (request, "run", &id, reply)
      || !vd_request_bytes (request, "confirmP", &confirmation, reply))
    return false;
  confirmed = is_confirmed (self, id, confirmation);
  if (confirmed)
    {
      g_clear_pointer (&self->token, ds_secret_unref);
      self->token = ds_spake2plus_derive (self->run, TOKEN_INFO, TOKEN_SIZE);
      self->token_end = vd_clock_now () + TOKEN_SECONDS;
      set_tries (self, 0);
      json_object_set_int_member (vd_reply_begin (reply), "tokenSeconds", TOKEN_SECONDS);
    }
  end_run (self);

  return confirmed || vd_reply_refuse (reply, "wrong-proof");
}

bool
vd_proof_is_token (VdProof *self, GBytes *token)
{
  g_autoptr (DsSecret) theirs = NULL;

  if (self->token == NULL)
    return false;
  theirs = ds_secret_new (g_bytes_get_data (token, NULL), g_bytes_get_size (token));
  if (vd_clock_now () < self->token_end && ds_secret_equal (theirs, self->token))
    return true;
  g_clear_pointer (&self->token, ds_secret_unref);

  return false;
}

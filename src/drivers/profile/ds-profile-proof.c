/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-proof.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-profile-code.h"
#include "ds-profile-message.h"
#include "ds-profile-verb.h"
#include "trust/ds-crypto.h"
#include "trust/ds-password.h"
#include "trust/ds-spake2plus.h"

#include <string.h>

#define CONTEXT    "doorstep-profile/1" /* and the zero byte that ends it */
#define CLAIM_INFO "doorstep-profile/1 claim token"
#define TOKEN_SIZE 32

#define REQUEST_SIZE 16

#define ALPHANUMERIC \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

struct _DsProfileProof
{
  DsProof           parent_instance;

  DsProfileSession *session;
  char             *id;
  DsSecret         *token;
  DsProfileIdentity limits; /* only those of the password */
};

G_DEFINE_FINAL_TYPE (DsProfileProof, ds_profile_proof, DS_TYPE_PROOF)

static void
ds_profile_proof_finalize (GObject *object)
{
  DsProfileProof *self = DS_PROFILE_PROOF (object);

  g_clear_pointer (&self->session, ds_profile_session_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->token, ds_secret_unref);

  G_OBJECT_CLASS (ds_profile_proof_parent_class)->finalize (object);
}

static void
ds_profile_proof_class_init (DsProfileProofClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_profile_proof_finalize;
}

static void
ds_profile_proof_init (DsProfileProof *self)
{
}

/**
 * ds_profile_proof_new:
 * @session: (transfer full): the session that the proof was made in
 * @identity: who the device says that it is
 * @token: what it takes a claim for, in base64url
 *
 * Returns: (transfer full): a proof that closes the session when it goes
 */
DsProfileProof *
ds_profile_proof_new (DsProfileSession *session,
                      const DsProfileIdentity *identity,
                      DsSecret *token)
{
  DsProfileProof *self = g_object_new (DS_TYPE_PROFILE_PROOF, NULL);

  self->session = session;
  self->id = g_strdup (identity->id);
  self->token = ds_secret_ref (token);
  self->limits.printable = identity->printable;
  self->limits.password_min = identity->password_min;
  self->limits.password_max = identity->password_max;

  return self;
}

/**
 * ds_profile_proof_get_session:
 * @self: a proof
 *
 * Returns: (transfer none): the session that the proof was made in
 */
DsProfileSession *
ds_profile_proof_get_session (DsProfileProof *self)
{
  g_return_val_if_fail (DS_IS_PROFILE_PROOF (self), NULL);

  return self->session;
}

/*
 * The proof (docs/device-profile.md, section 8)
 */

typedef struct
{
  DsTarget          *target;
  DsProfileCode     *code;
  DsProfileSession  *session;
  DsProfileIdentity *identity;
  DsSpake2plus      *spake;
  DsPin              pin;
} Prove;

static void
prove_free (Prove *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->code, ds_profile_code_free);
  g_clear_pointer (&self->session, ds_profile_session_free);
  g_clear_pointer (&self->identity, ds_profile_identity_free);
  g_clear_pointer (&self->spake, ds_spake2plus_free);
  g_free (self);
}

static bool
meet (Prove *self,
      GError **error)
{
  const DsPin *pin;

  self->session = ds_profile_session_meet (self->target, error);
  if (self->session == NULL)
    return false;
  self->identity = ds_profile_session_identify (self->session, false, error);
  if (self->identity == NULL)
    return false;

  pin = ds_pinned_client_get_pin (self->session->client);
  self->pin = *pin;
  if ((self->code->id != NULL && !g_str_equal (self->code->id, self->identity->id)) ||
      !ds_profile_code_fits (self->code, pin))
    g_set_error_literal (error, DS_ERROR, DS_ERROR_UNPROVEN,
                         "The code belongs to another device or key");
  else if (self->identity->claimed)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_TAKEN, "The device has an owner");
  else if (self->identity->salt_length == 0)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The device tells no salt");
  else
    return true;

  return false;
}

/* Both sides take the pin from their own end of the connection, so that someone
 * in between makes them compute different keys. */
static bool
begin (Prove *self,
       GError **error)
{
  uint8_t context[sizeof CONTEXT + DS_PIN_SIZE];
  DsSpake2plusNames names = {
    .context = context,
    .context_length = sizeof context,
    .prover = DS_PROFILE_USER,
    .prover_length = strlen (DS_PROFILE_USER),
    .verifier = self->identity->id,
    .verifier_length = strlen (self->identity->id),
  };
  g_autoptr (DsSecret) encoded = NULL;
  g_autoptr (DsSecret) password = NULL;

  memcpy (context, CONTEXT, sizeof CONTEXT);
  memcpy (context + sizeof CONTEXT, self->pin.bytes, DS_PIN_SIZE);

  encoded = ds_spake2plus_encode_code (self->code->digits, &names);
  password = dex_await_boxed (ds_spake2plus_stretch (encoded, self->identity->salt,
                                                     self->identity->salt_length,
                                                     self->identity->iterations),
                              error);
  if (password == NULL)
    return false;

  self->spake = ds_spake2plus_prover_new (&names, password, error);
  return self->spake != NULL;
}

/* Nothing more goes out before the device has shown that it knows the code. */
static char *
share (Prove *self,
       GError **error)
{
  g_autoptr (DsSecret) message = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (DsProfileShared) shared = NULL;
  const uint8_t *bytes;
  size_t length;

  message = ds_profile_write_share (ds_spake2plus_get_share (self->spake),
                                    DS_SPAKE2PLUS_SHARE_SIZE);
  answer = ds_profile_session_call (self->session, DS_PROFILE_PAIR, DS_PROFILE_INVOKE, message,
                                    false, error);
  if (answer == NULL)
    return NULL;
  shared = ds_profile_read_shared (json_node_get_object (answer), error);
  if (shared == NULL)
    return NULL;

  bytes = g_bytes_get_data (shared->share, &length);
  if (!ds_spake2plus_answer (self->spake, bytes, length, error))
    return NULL;
  bytes = g_bytes_get_data (shared->confirmation, &length);
  if (!ds_spake2plus_check (self->spake, bytes, length))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNPROVEN,
                           "Device and code do not belong together, or someone is in between");
      return NULL;
    }

  return g_steal_pointer (&shared->run);
}

static bool
confirm (Prove *self,
         const char *run,
         GError **error)
{
  g_autoptr (DsSecret) message = NULL;
  g_autoptr (JsonNode) answer = NULL;

  message = ds_profile_write_confirm (run, ds_spake2plus_get_confirmation (self->spake),
                                      DS_SPAKE2PLUS_CONFIRMATION_SIZE);
  answer = ds_profile_session_call (self->session, DS_PROFILE_PAIR, DS_PROFILE_INVOKE, message,
                                    false, error);
  return answer != NULL;
}

static DsSecret *
encode_secret (DsSecret *secret)
{
  size_t length;
  const uint8_t *data = ds_secret_get_data (secret, &length);
  char *text = ds_profile_base64_encode (data, length);
  DsSecret *encoded = ds_secret_new_text (text);

  ds_crypto_wipe (text, strlen (text));
  g_free (text);
  return encoded;
}

static DexFuture *
prove_fiber (gpointer data)
{
  Prove *self = data;
  g_autofree char *run = NULL;
  g_autoptr (DsSecret) key = NULL;
  g_autoptr (DsSecret) token = NULL;
  DsProfileProof *proof;
  GError *error = NULL;

  if (meet (self, &error) && begin (self, &error))
    run = share (self, &error);
  if (run == NULL || !confirm (self, run, &error))
    return dex_future_new_for_error (error);

  key = ds_spake2plus_derive (self->spake, CLAIM_INFO, TOKEN_SIZE);
  token = encode_secret (key);
  proof = ds_profile_proof_new (g_steal_pointer (&self->session), self->identity, token);
  return dex_future_new_take_object (proof);
}

/**
 * ds_profile_prove:
 * @target: which device
 * @code: the setup code, see ds_profile_code_to_text()
 *
 * Returns: (transfer full): a future that resolves to a #DsProfileProof, or
 *   rejects with %DS_ERROR_UNPROVEN where device and code do not belong together
 *   or someone is in between, %DS_ERROR_TAKEN, %DS_ERROR_WAIT,
 *   %DS_ERROR_TOO_MANY_TRIES or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_prove (DsTarget *target,
                  DsSecret *code)
{
  g_autoptr (DsProfileCode) parsed = NULL;
  GError *error = NULL;
  Prove *prove;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (code != NULL);

  parsed = ds_profile_code_parse (ds_secret_get_text (code), &error);
  if (parsed == NULL)
    return dex_future_new_for_error (error);

  ds_target_set_retry_after (target, 0);
  prove = g_new0 (Prove, 1);
  prove->target = g_object_ref (target);
  prove->code = g_steal_pointer (&parsed);

  return ds_future_within (ds_fiber_spawn (prove_fiber, prove, (GDestroyNotify) prove_free),
                           ds_profile_pace ()->verb + ds_profile_verb_search (target));
}

/*
 * New passwords
 */

static void
set_text (DsCredential *credential,
          const char *field,
          const char *text)
{
  g_autoptr (DsSecret) secret = ds_secret_new_text (text);

  ds_credential_set (credential, field, secret);
}

/**
 * ds_profile_renew_password:
 * @credential: a credential that nobody else holds
 * @identity: what the device takes for a password
 * @error: return location for an error
 *
 * Puts a new password into @credential, and a name for the request that will
 * install it, so that asking twice changes nothing.
 *
 * Returns: false with %DS_ERROR_UNSUPPORTED where the device takes only guessable
 *   ones
 */
bool
ds_profile_renew_password (DsCredential *credential,
                           const DsProfileIdentity *identity,
                           GError **error)
{
  DsPasswordLimits limits = { MAX (identity->password_min, 16), MIN (identity->password_max, 24),
                              ALPHANUMERIC };
  g_autoptr (DsSecret) password = ds_password_generate (&limits, error);
  g_autofree char *request = NULL;
  uint8_t random[REQUEST_SIZE];

  if (password == NULL)
    return false;
  if (!ds_crypto_random (random, sizeof random))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "The computer has no random numbers");
      return false;
    }

  request = ds_profile_base64_encode (random, sizeof random);
  ds_credential_set (credential, DS_PROFILE_FIELD_PASSWORD, password);
  set_text (credential, DS_PROFILE_FIELD_REQUEST, request);
  return true;
}

/**
 * ds_profile_generate:
 * @proof: a #DsProfileProof
 *
 * Returns: (transfer full) (nullable): the credential to claim the device with
 */
DsCredential *
ds_profile_generate (DsProof *proof)
{
  DsProfileProof *self = DS_PROFILE_PROOF (proof);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pin = NULL;

  g_return_val_if_fail (DS_IS_PROFILE_PROOF (proof), NULL);

  credential = ds_credential_new ("profile");
  if (!ds_profile_renew_password (credential, &self->limits, &error))
    {
      g_message ("No password can be made: %s", error->message);
      return NULL;
    }

  pin = ds_pin_to_text (ds_pinned_client_get_pin (self->session->client));
  set_text (credential, DS_PROFILE_FIELD_ID, self->id);
  set_text (credential, DS_PROFILE_FIELD_PATH, self->session->path);
  set_text (credential, DS_PROFILE_FIELD_PIN, pin);
  ds_credential_set (credential, DS_PROFILE_FIELD_TOKEN, self->token);
  return g_steal_pointer (&credential);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-owner.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-profile-message.h"
#include "ds-profile-verb.h"
#include "trust/ds-crypto.h"

static bool
claim (DsProfileSession *session,
       DsCredential *credential,
       GError **error)
{
  DsSecret *request = ds_credential_get (credential, DS_PROFILE_FIELD_REQUEST);
  DsSecret *token = ds_credential_get (credential, DS_PROFILE_FIELD_TOKEN);
  DsSecret *password = ds_credential_get (credential, DS_PROFILE_FIELD_PASSWORD);
  g_autoptr (DsSecret) body = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (request == NULL || token == NULL || password == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_OURS, "There is no claim to make");
      return false;
    }

  body = ds_profile_write_password (ds_secret_get_text (request), token, password);
  answer = ds_profile_session_call (session, DS_PROFILE_CLAIM, DS_PROFILE_INVOKE, body, false,
                                    error);
  return answer != NULL;
}

/* The token is worth nothing once the claim was answered. */
static DexFuture *
resolve_owned (DsCredential *credential)
{
  DsCredential *owned = ds_credential_copy (credential);

  ds_credential_set (owned, DS_PROFILE_FIELD_TOKEN, NULL);
  return dex_future_new_take_boxed (DS_TYPE_CREDENTIAL, owned);
}

static DexFuture *
take_over_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  GError *error = NULL;

  if (!claim (ds_profile_proof_get_session (verb->proof), verb->credential, &error))
    return dex_future_new_for_error (error);

  return resolve_owned (verb->credential);
}

/**
 * ds_profile_take_over:
 * @proof: a #DsProfileProof
 * @credential: what ds_profile_generate() made
 *
 * Claims the device, on the connection that the proof was made on.
 *
 * Returns: (transfer full): a future that resolves to the #DsCredential to keep, or
 *   rejects with %DS_ERROR_TAKEN, %DS_ERROR_WRONG_CODE where the proof is too old,
 *   or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_take_over (DsProof *proof,
                      DsCredential *credential)
{
  DsProfileVerb *verb;

  dex_return_error_if_fail (DS_IS_PROFILE_PROOF (proof));
  dex_return_error_if_fail (credential != NULL);

  verb = g_new0 (DsProfileVerb, 1);
  verb->proof = g_object_ref (DS_PROFILE_PROOF (proof));
  verb->credential = ds_credential_ref (credential);
  return ds_profile_verb_spawn (verb, take_over_fiber, ds_profile_pace ()->verb);
}

/* Whether the device takes the password. */
static bool
log_in (DsProfileSession *session,
        GError **error)
{
  g_autoptr (JsonNode) answer = NULL;

  answer = ds_profile_session_call (session, DS_PROFILE_SOFTWARE, DS_PROFILE_READ, NULL, true, error);
  return answer != NULL;
}

/* A claim whose answer was lost is made again: the device knows it by its name,
 * and says yes both where it had kept it and where it had not yet. */
static DexFuture *
settle_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  GError *error = NULL;

  /* Whoever settles checks in afterwards, which keeps an announced key. */
  session = ds_profile_session_open_announced (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  if (log_in (session, &error))
    return resolve_owned (verb->credential);
  if (!ds_error_is (error, DS_ERROR_NOT_OURS))
    return dex_future_new_for_error (error);

  g_clear_error (&error);
  if (claim (session, verb->credential, &error) && log_in (session, &error))
    return resolve_owned (verb->credential);

  /* It has another owner, or none and wants a new proof. */
  if (ds_error_is (error, DS_ERROR_TAKEN) || ds_error_is (error, DS_ERROR_WRONG_CODE))
    error->code = DS_ERROR_NOT_OURS;
  return dex_future_new_for_error (error);
}

/**
 * ds_profile_settle:
 * @target: which device
 * @credential: what was pending when Doorstep or the device went away
 *
 * Finds out whether the device took the password, by logging in with it. Where it
 * did not and its claim may still be made, it is made again under the same name.
 *
 * Returns: (transfer full): a future that resolves to the #DsCredential that the
 *   device takes; or rejects with %DS_ERROR_NOT_OURS where it does not, and with
 *   anything else where that is not known yet
 */
DexFuture *
ds_profile_settle (DsTarget *target,
                   DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), settle_fiber,
                                ds_profile_pace ()->verb);
}

/*
 * Another password
 */

static DexFuture *
renew_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsProfileIdentity) identity = NULL;
  g_autoptr (DsCredential) renewed = NULL;
  GError *error = NULL;

  session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  identity = ds_profile_session_identify (session, true, &error);
  if (identity == NULL)
    return dex_future_new_for_error (error);

  renewed = ds_credential_copy (verb->credential);
  if (!ds_profile_renew_password (renewed, identity, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_CREDENTIAL, g_steal_pointer (&renewed));
}

/**
 * ds_profile_renew:
 * @target: which device
 * @credential: the one in use
 *
 * Returns: (transfer full): a future that resolves to a #DsCredential with a new
 *   password that suits the device, or rejects with an error of
 *   ds_profile_session_call()
 */
DexFuture *
ds_profile_renew (DsTarget *target,
                  DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), renew_fiber,
                                ds_profile_pace ()->verb);
}

static DexFuture *
change_password_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  DsSecret *request = ds_credential_get (verb->renewed, DS_PROFILE_FIELD_REQUEST);
  DsSecret *password = ds_credential_get (verb->renewed, DS_PROFILE_FIELD_PASSWORD);
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsSecret) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  /* What checks in next is the renewed credential, which knows the announced key too:
   * that check keeps it. */
  session = ds_profile_session_open_announced (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);

  body = ds_profile_write_password (ds_secret_get_text (request), NULL, password);
  answer = ds_profile_session_call (session, DS_PROFILE_CHANGE_PASSWORD, DS_PROFILE_INVOKE, body,
                                    true, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * ds_profile_change_password:
 * @target: which device
 * @credential: the one in use
 * @renewed: what ds_profile_renew() made
 *
 * Returns: (transfer full): a future that resolves to true once the device said
 *   that it takes the new password only, or rejects with an error of
 *   ds_profile_session_call()
 */
DexFuture *
ds_profile_change_password (DsTarget *target,
                            DsCredential *credential,
                            DsCredential *renewed)
{
  DsProfileVerb *verb;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);
  dex_return_error_if_fail (renewed != NULL &&
                            ds_credential_get (renewed, DS_PROFILE_FIELD_REQUEST) != NULL);

  verb = ds_profile_verb_new (target, credential);
  verb->renewed = ds_credential_ref (renewed);
  return ds_profile_verb_spawn (verb, change_password_fiber, ds_profile_pace ()->verb);
}

/**
 * ds_profile_get_password:
 * @credential: the one in use
 *
 * Returns: (transfer full) (nullable): the owner's password
 */
DsSecret *
ds_profile_get_password (DsCredential *credential)
{
  DsSecret *password = ds_credential_get (credential, DS_PROFILE_FIELD_PASSWORD);

  return password != NULL ? ds_secret_ref (password) : NULL;
}

/*
 * Giving it away
 */

static DexFuture *
release_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsSecret) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *request = NULL;
  uint8_t random[16];
  GError *error = NULL;

  /* There is no key to keep: the device makes another, and ours go with its answer. */
  session = ds_profile_session_open_announced (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);

  if (!ds_crypto_random (random, sizeof random))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "The computer has no random numbers");
  request = ds_profile_base64_encode (random, sizeof random);
  body = ds_profile_write_text ("requestId", request);
  answer = ds_profile_session_call (session, DS_PROFILE_FACTORY_RESET, DS_PROFILE_INVOKE, body, true,
                                    &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * ds_profile_release:
 * @target: which device
 * @credential: the one in use
 *
 * Has the device forget its owner, what it knows of people, and its key.
 *
 * Returns: (transfer full): a future that resolves to true once the device said
 *   that it does, or rejects with %DS_ERROR_NOT_OURS where it had forgotten us
 *   already, or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_release (DsTarget *target,
                    DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), release_fiber,
                                ds_profile_pace ()->verb);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-pair-setup"

#include "config.h"

#include "ds-hap-pair-setup.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-hap-pairing.h"
#include "ds-hap-pair-verify.h"
#include "ds-hap-pairings.h"
#include "ds-hap-proof.h"
#include "ds-hap-round.h"
#include "ds-homekit-match.h"
#include "trust/ds-srp.h"

#include <string.h>

#define PATH     "/pair-setup"
#define IDENTITY "Pair-Setup"

#define SALT_SIZE       16
#define MAX_PUBLIC_KEY  384
#define PROOF_SIZE      DS_SHA512_SIZE

/* One key in 256 begins with a zero byte; so many in a row are no accident. */
#define MAX_KEYS        3

/* One run of SRP, shared by the fiber and the thread that calculates: either may
 * be the last to let go of it. */
typedef struct
{
  DsSrpClient *srp;
  uint8_t      salt[SALT_SIZE];
  uint8_t      key[MAX_PUBLIC_KEY];
  size_t       key_length;
} Run;

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->srp, ds_srp_client_free);
}

static void
run_release (Run *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) run_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_release)

static DexFuture *
calculate (gpointer data)
{
  Run *run = data;
  GError *error = NULL;

  if (!ds_srp_client_answer (run->srp, run->salt, sizeof run->salt, run->key, run->key_length,
                             &error))
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

typedef struct
{
  DsTarget *target;
  DsSecret *code;
} Prove;

static void
prove_free (Prove *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->code, ds_secret_unref);
  g_free (self);
}

/* M1 asks for plain pair-setup: the variant with Apple's certificate makes
 * accessories without one answer nothing at M4. */
static DsHapTlv *
send_m1 (DsTarget *target,
         DsHapConnection *connection,
         GError **error)
{
  g_autoptr (DsHapTlvWriter) message = ds_hap_tlv_writer_new ();
  unsigned int retry_after = 0;
  DsHapTlv *answer;

  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 1);
  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_METHOD, DS_HAP_METHOD_PAIR_SETUP);
  answer = ds_hap_pairing_post (connection, PATH, message, DS_HAP_STAGE_PROOF, 2, &retry_after,
                                error);
  ds_target_set_retry_after (target, retry_after);

  return answer;
}

static bool
read_m2 (Run *run,
         const DsHapTlv *m2,
         GError **error)
{
  const uint8_t *key;

  if (!ds_hap_tlv_get_exact (m2, DS_HAP_TLV_SALT, run->salt, sizeof run->salt, error) ||
      !ds_hap_tlv_get_bytes (m2, DS_HAP_TLV_PUBLIC_KEY, 1, sizeof run->key, &key,
                             &run->key_length, error))
    return false;
  memcpy (run->key, key, run->key_length);

  return true;
}

static DsHapTlv *
send_m3 (DsTarget *target,
         DsHapConnection *connection,
         DsSrpClient *srp,
         GError **error)
{
  g_autoptr (DsHapTlvWriter) message = ds_hap_tlv_writer_new ();
  unsigned int retry_after = 0;
  DsHapTlv *answer;
  const uint8_t *data;
  size_t length;

  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 3);
  data = ds_srp_client_get_key (srp, &length);
  ds_hap_tlv_writer_add (message, DS_HAP_TLV_PUBLIC_KEY, data, length);
  data = ds_srp_client_get_proof (srp, &length);
  ds_hap_tlv_writer_add (message, DS_HAP_TLV_PROOF, data, length);
  answer = ds_hap_pairing_post (connection, PATH, message, DS_HAP_STAGE_PROOF, 4, &retry_after,
                                error);
  ds_target_set_retry_after (target, retry_after);

  return answer;
}

/* An accessory that says "yes" without a proof has proved nothing. */
static bool
check_m4 (DsSrpClient *srp,
          const DsHapTlv *m4,
          GError **error)
{
  uint8_t proof[PROOF_SIZE];

  if (ds_hap_tlv_get_exact (m4, DS_HAP_TLV_PROOF, proof, sizeof proof, NULL) &&
      ds_srp_client_check (srp, proof, sizeof proof))
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNPROVEN,
                       "The accessory does not know the setup code");
  return false;
}

typedef struct
{
  DsTarget *target;
  Run      *run;
} Asked;

static bool
begin_asking (DsHapConnection *connection,
              void *data,
              GError **error)
{
  Asked *asked = data;
  g_autoptr (DsHapTlv) m2 = send_m1 (asked->target, connection, error);

  return m2 != NULL && read_m2 (asked->run, m2, error);
}

/* M1 and M2 on a connection of their own. From M3 on no other address is asked: each
 * code that does not fit may count. */
static DsHapConnection *
ask_for_key (DsTarget *target,
             Run *run,
             GError **error)
{
  Asked asked = { target, run };

  return ds_hap_round_go (target, begin_asking, &asked, error);
}

/* Accessories read leading zeroes of their key in different ways, and a right
 * code may then look wrong: such a key is sent back for another. An accessory
 * that has no other gets what most of them expect. */
static DsHapConnection *
ask_for_full_key (DsTarget *target,
                  Run *run,
                  GError **error)
{
  for (unsigned int asked = 1;; asked++)
    {
      g_autoptr (DsHapConnection) connection = ask_for_key (target, run, error);
      g_autoptr (GError) ended = NULL;

      if (connection == NULL || asked == MAX_KEYS ||
          ds_srp_key_is_full (DS_SRP_3072_SHA512, run->key, run->key_length))
        return g_steal_pointer (&connection);

      /* It takes one set-up at a time, and must see first that this one is over. */
      ds_hap_connection_close (connection);
      dex_await (dex_timeout_new_msec ((int) ds_hap_deadlines ()->pause), &ended);
    }
}

static DexFuture *
prove_fiber (gpointer data)
{
  Prove *prove = data;
  g_autoptr (DsHapConnection) connection = NULL;
  g_autoptr (DsHapTlv) m4 = NULL;
  g_autoptr (Run) run = g_atomic_rc_box_new0 (Run);
  GError *error = NULL;

  run->srp = ds_srp_client_new (DS_SRP_3072_SHA512, IDENTITY, prove->code);
  connection = ask_for_full_key (prove->target, run, &error);
  if (connection == NULL ||
      !dex_await (ds_thread_spawn ("SRP", calculate, g_atomic_rc_box_acquire (run),
                                   (GDestroyNotify) run_release),
                  &error))
    return dex_future_new_for_error (error);

  m4 = send_m3 (prove->target, connection, run->srp, &error);
  if (m4 == NULL || !check_m4 (run->srp, m4, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_object (ds_hap_proof_new (prove->target, connection,
                                                       ds_srp_client_get_session_key (run->srp)));
}

/**
 * ds_hap_pair_setup_prove:
 * @target: which accessory
 * @code: its setup code, "XXX-XX-XXX"
 *
 * M1 to M4 of pair-setup: both sides show each other that they know the setup
 * code. SRP is calculated on a thread.
 *
 * Returns: (transfer full): a future that resolves to a #DsProof, or rejects with
 *   DS_ERROR_WRONG_CODE, DS_ERROR_UNPROVEN, DS_ERROR_WAIT,
 *   DS_ERROR_TOO_MANY_TRIES, DS_ERROR_BUSY, DS_ERROR_TAKEN, DS_ERROR_FULL or one
 *   of the errors of ds_hap_connection_request()
 */
DexFuture *
ds_hap_pair_setup_prove (DsTarget *target,
                         DsSecret *code)
{
  Prove *prove;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (code != NULL);

  prove = g_new0 (Prove, 1);
  prove->target = g_object_ref (target);
  prove->code = ds_secret_ref (code);
  ds_target_set_retry_after (target, 0);

  return ds_future_within (ds_fiber_spawn (prove_fiber, prove, (GDestroyNotify) prove_free),
                           ds_hap_round_deadline (target, 1));
}

/**
 * ds_hap_pair_setup_generate:
 * @proof: what ds_hap_pair_setup_prove() resolved to
 *
 * Makes an identity of this computer for this accessory alone, so that no two
 * accessories can tell that they have the same owner.
 *
 * Returns: (transfer full): a credential without a pin, or %NULL where the system
 *   has no random numbers
 */
DsCredential *
ds_hap_pair_setup_generate (DsProof *proof)
{
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autoptr (DsSecret) id_value = ds_secret_new_text (upper);
  g_autoptr (DsSecret) seed = ds_secret_new_random (DS_ED25519_KEY_SIZE);

  g_return_val_if_fail (DS_IS_HAP_PROOF (proof), NULL);

  if (seed == NULL)
    return NULL;
  ds_credential_set (credential, DS_HAP_FIELD_CONTROLLER_ID, id_value);
  ds_credential_set (credential, DS_HAP_FIELD_SEED, seed);

  return g_steal_pointer (&credential);
}

typedef struct
{
  DsHapProof   *proof;
  DsCredential *credential;
} TakeOver;

static void
take_over_free (TakeOver *self)
{
  g_clear_object (&self->proof);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_free (self);
}

/* Keys of M5 and M6, all derived from what SRP agreed on. */
typedef struct
{
  uint8_t session[DS_CHACHA20_KEY_SIZE];
  uint8_t controller[DS_CHACHA20_KEY_SIZE];
  uint8_t accessory[DS_CHACHA20_KEY_SIZE];
} Keys;

static void
keys_wipe (Keys *self)
{
  ds_crypto_wipe (self, sizeof *self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_wipe)

static bool
derive_keys (Keys *self,
             DsSecret *session_key)
{
  size_t length;
  const uint8_t *key = ds_secret_get_data (session_key, &length);

  return ds_hap_pairing_derive (key, length, "Pair-Setup-Encrypt-Salt",
                                "Pair-Setup-Encrypt-Info", self->session) &&
         ds_hap_pairing_derive (key, length, "Pair-Setup-Controller-Sign-Salt",
                                "Pair-Setup-Controller-Sign-Info", self->controller) &&
         ds_hap_pairing_derive (key, length, "Pair-Setup-Accessory-Sign-Salt",
                                "Pair-Setup-Accessory-Sign-Info", self->accessory);
}

static DsHapTlvWriter *
write_m5 (const Keys *keys,
          DsCredential *credential)
{
  g_autoptr (DsHapTlvWriter) message = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlvWriter) inner = ds_hap_tlv_writer_new ();
  DsSecret *id = ds_credential_get (credential, DS_HAP_FIELD_CONTROLLER_ID);
  DsSecret *seed = ds_credential_get (credential, DS_HAP_FIELD_SEED);
  uint8_t key[DS_ED25519_KEY_SIZE];
  DsHapPart parts[3] = { { keys->controller, sizeof keys->controller },
                         { NULL, 0 },
                         { key, sizeof key } };

  parts[1].data = ds_secret_get_data (id, &parts[1].length);
  if (!ds_ed25519_public (ds_secret_get_data (seed, NULL), key))
    return NULL;
  ds_hap_tlv_writer_add (inner, DS_HAP_TLV_IDENTIFIER, parts[1].data, parts[1].length);
  ds_hap_tlv_writer_add (inner, DS_HAP_TLV_PUBLIC_KEY, key, sizeof key);
  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 5);
  if (!ds_hap_pairing_sign (inner, seed, parts) ||
      !ds_hap_pairing_seal (message, keys->session, "PS-Msg05", inner))
    return NULL;

  return g_steal_pointer (&message);
}

/* Gives the credential with the accessory's key in it. */
static DsCredential *
read_m6 (const Keys *keys,
         const DsHapTlv *m6,
         const DsCredential *credential,
         GError **error)
{
  g_autoptr (DsHapTlv) inner = ds_hap_pairing_open (m6, keys->session, "PS-Msg06", error);
  g_autoptr (DsCredential) final = NULL;
  g_autoptr (DsSecret) id_value = NULL;
  g_autoptr (DsSecret) key_value = NULL;
  g_autofree char *id = NULL;
  uint8_t key[DS_ED25519_KEY_SIZE];
  DsHapPart parts[3] = { { keys->accessory, sizeof keys->accessory },
                         { NULL, 0 },
                         { key, sizeof key } };

  if (inner == NULL ||
      (id = ds_hap_tlv_get_text (inner, DS_HAP_TLV_IDENTIFIER, DS_HAP_MAX_IDENTIFIER,
                                 error)) == NULL ||
      !ds_hap_tlv_get_exact (inner, DS_HAP_TLV_PUBLIC_KEY, key, sizeof key, error))
    return NULL;
  parts[1].data = id;
  parts[1].length = strlen (id);
  if (!ds_hap_pairing_signed (inner, key, parts, NULL))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNPROVEN,
                           "The accessory does not own the key that it shows");
      return NULL;
    }

  final = ds_credential_copy (credential);
  id_value = ds_secret_new_text (id);
  key_value = ds_secret_new (key, sizeof key);
  ds_credential_set (final, DS_HAP_FIELD_ACCESSORY_ID, id_value);
  ds_credential_set (final, DS_HAP_FIELD_ACCESSORY_KEY, key_value);

  return g_steal_pointer (&final);
}

static bool
is_expected (DsTarget *target,
             DsCredential *final)
{
  const char *id = ds_secret_get_text (ds_credential_get (final, DS_HAP_FIELD_ACCESSORY_ID));
  const char *key = ds_target_get_key (target);

  return key == NULL || g_ascii_strcasecmp (id, key) == 0;
}

/* The one who knows the code is not the one who was looked for: it must not
 * keep what it was given. It has just shown its key, so this is a plain removal;
 * should it fail, settle() goes on with it at the next start. */
static DexFuture *
refuse_stranger (DsTarget *target,
                 DsCredential *final)
{
  g_autoptr (DsHapConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = ds_hap_pair_verify (target, final, &error);
  if (connection == NULL || !ds_hap_pairings_remove_own (connection, final, &error))
    g_message ("Could not take access back from an unexpected accessory: %s", error->message);

  return dex_future_new_reject (DS_ERROR, DS_ERROR_UNPROVEN,
                                "Another accessory than the announced one answered");
}

static DexFuture *
take_over_fiber (gpointer data)
{
  TakeOver *take_over = data;
  DsHapConnection *connection = ds_hap_proof_get_connection (take_over->proof);
  DsTarget *target = ds_hap_proof_get_target (take_over->proof);
  g_auto (Keys) keys = { 0 };
  g_autoptr (DsHapTlvWriter) m5 = NULL;
  g_autoptr (DsHapTlv) m6 = NULL;
  g_autoptr (DsCredential) final = NULL;
  GError *error = NULL;

  if (derive_keys (&keys, ds_hap_proof_get_session_key (take_over->proof)))
    m5 = write_m5 (&keys, take_over->credential);
  if (m5 == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "The keys cannot be used");

  m6 = ds_hap_pairing_post (connection, PATH, m5, DS_HAP_STAGE_EXCHANGE, 6, NULL, &error);
  /* The conversation is over; a new one begins with pair-verify. */
  ds_hap_connection_close (connection);
  if (m6 == NULL)
    return dex_future_new_for_error (error);

  final = read_m6 (&keys, m6, take_over->credential, &error);
  if (final == NULL)
    return dex_future_new_for_error (error);
  if (!is_expected (target, final))
    return refuse_stranger (target, final);

  return dex_future_new_take_boxed (DS_TYPE_CREDENTIAL, g_steal_pointer (&final));
}

/**
 * ds_hap_pair_setup_take_over:
 * @proof: what ds_hap_pair_setup_prove() resolved to
 * @credential: what ds_hap_pair_setup_generate() made, kept by now
 *
 * M5 and M6 of pair-setup: both sides exchange their long-term keys under the key
 * that the setup code protects. Ends the connection.
 *
 * Returns: (transfer full): a future that resolves to the #DsCredential with the
 *   accessory's key in it; or rejects with DS_ERROR_UNPROVEN where another
 *   accessory answered, DS_ERROR_FULL, or one of the errors of
 *   ds_hap_connection_request()
 */
DexFuture *
ds_hap_pair_setup_take_over (DsProof *proof,
                             DsCredential *credential)
{
  TakeOver *take_over;

  dex_return_error_if_fail (DS_IS_HAP_PROOF (proof));
  dex_return_error_if_fail (credential != NULL);

  take_over = g_new0 (TakeOver, 1);
  take_over->proof = g_object_ref (DS_HAP_PROOF (proof));
  take_over->credential = ds_credential_ref (credential);

  return ds_future_within (ds_fiber_spawn (take_over_fiber, take_over,
                                           (GDestroyNotify) take_over_free),
                           ds_hap_deadlines ()->verb);
}

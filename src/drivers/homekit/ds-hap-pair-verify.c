/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-pair-verify"

#include "config.h"

#include "ds-hap-pair-verify.h"

#include "core/ds-error.h"
#include "ds-hap-pairing.h"
#include "ds-hap-round.h"

#include <string.h>

#define PATH "/pair-verify"

/* Both sides' short-lived keys and what comes of them. */
typedef struct
{
  uint8_t secret[DS_X25519_KEY_SIZE];
  uint8_t ours[DS_X25519_KEY_SIZE];
  uint8_t theirs[DS_X25519_KEY_SIZE];
  uint8_t shared[DS_X25519_KEY_SIZE];
  uint8_t session[DS_CHACHA20_KEY_SIZE];
} Exchange;

static void
exchange_wipe (Exchange *self)
{
  ds_crypto_wipe (self, sizeof *self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_wipe)

static size_t
field_length (DsCredential *credential,
              const char *name)
{
  DsSecret *value = ds_credential_get (credential, name);
  size_t length = 0;

  if (value != NULL)
    ds_secret_get_data (value, &length);

  return length;
}

/* The keyring is another program: what it gives back is checked. */
static bool
check_credential (DsCredential *credential,
                  bool with_pin,
                  GError **error)
{
  size_t id = field_length (credential, DS_HAP_FIELD_CONTROLLER_ID);
  size_t seed = field_length (credential, DS_HAP_FIELD_SEED);
  size_t accessory_id = field_length (credential, DS_HAP_FIELD_ACCESSORY_ID);
  size_t accessory_key = field_length (credential, DS_HAP_FIELD_ACCESSORY_KEY);

  if (id > 0 && id <= DS_HAP_MAX_IDENTIFIER && seed == DS_ED25519_KEY_SIZE &&
      (!with_pin || (accessory_key == DS_ED25519_KEY_SIZE && accessory_id > 0 &&
                     accessory_id <= DS_HAP_MAX_IDENTIFIER)))
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                       "The kept keys are not complete");
  return false;
}

static DsHapTlv *
send_m1 (DsHapConnection *connection,
         Exchange *exchange,
         GError **error)
{
  g_autoptr (DsHapTlvWriter) message = ds_hap_tlv_writer_new ();

  if (!ds_crypto_random (exchange->secret, sizeof exchange->secret) ||
      !ds_x25519_public (exchange->secret, exchange->ours))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No key could be made");
      return NULL;
    }
  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 1);
  ds_hap_tlv_writer_add (message, DS_HAP_TLV_PUBLIC_KEY, exchange->ours, sizeof exchange->ours);

  return ds_hap_pairing_post (connection, PATH, message, DS_HAP_STAGE_VERIFY, 2, NULL, error);
}

static DsHapTlv *
open_m2 (Exchange *exchange,
         const DsHapTlv *m2,
         GError **error)
{
  if (!ds_hap_tlv_get_exact (m2, DS_HAP_TLV_PUBLIC_KEY, exchange->theirs,
                             sizeof exchange->theirs, error))
    return NULL;
  if (!ds_x25519_shared (exchange->secret, exchange->theirs, exchange->shared) ||
      !ds_hap_pairing_derive (exchange->shared, sizeof exchange->shared,
                              "Pair-Verify-Encrypt-Salt", "Pair-Verify-Encrypt-Info",
                              exchange->session))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The accessory's key is none");
      return NULL;
    }

  return ds_hap_pairing_open (m2, exchange->session, "PV-Msg02", error);
}

/* The pin: the accessory must be the one that was set up, and own its key. */
static bool
check_pin (Exchange *exchange,
           const DsHapTlv *inner,
           const char *id,
           DsCredential *credential,
           GError **error)
{
  const char *pinned = ds_secret_get_text (ds_credential_get (credential,
                                                              DS_HAP_FIELD_ACCESSORY_ID));
  DsSecret *key = ds_credential_get (credential, DS_HAP_FIELD_ACCESSORY_KEY);
  DsHapPart parts[3] = { { exchange->theirs, sizeof exchange->theirs },
                         { id, strlen (id) },
                         { exchange->ours, sizeof exchange->ours } };

  if (!g_str_equal (id, pinned))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_CHANGED,
                           "Another accessory answers at this address");
      return false;
    }

  return ds_hap_pairing_signed (inner, ds_secret_get_data (key, NULL), parts, error);
}

static bool
check_m2 (Exchange *exchange,
          const DsHapTlv *m2,
          DsTarget *target,
          DsCredential *credential,
          bool with_pin,
          GError **error)
{
  g_autoptr (DsHapTlv) inner = open_m2 (exchange, m2, error);
  g_autofree char *id = NULL;
  const char *key = ds_target_get_key (target);

  if (inner == NULL ||
      (id = ds_hap_tlv_get_text (inner, DS_HAP_TLV_IDENTIFIER, DS_HAP_MAX_IDENTIFIER,
                                 error)) == NULL)
    return false;
  if (with_pin)
    return check_pin (exchange, inner, id, credential, error);
  if (key == NULL || g_ascii_strcasecmp (id, key) == 0)
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_CHANGED,
                       "Another accessory answers at this address");
  return false;
}

static bool
send_m3 (DsHapConnection *connection,
         Exchange *exchange,
         DsCredential *credential,
         GError **error)
{
  g_autoptr (DsHapTlvWriter) message = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlvWriter) inner = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlv) m4 = NULL;
  DsSecret *id = ds_credential_get (credential, DS_HAP_FIELD_CONTROLLER_ID);
  DsSecret *seed = ds_credential_get (credential, DS_HAP_FIELD_SEED);
  DsHapPart parts[3] = { { exchange->ours, sizeof exchange->ours },
                         { NULL, 0 },
                         { exchange->theirs, sizeof exchange->theirs } };

  parts[1].data = ds_secret_get_data (id, &parts[1].length);
  ds_hap_tlv_writer_add (inner, DS_HAP_TLV_IDENTIFIER, parts[1].data, parts[1].length);
  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 3);
  if (!ds_hap_pairing_sign (inner, seed, parts) ||
      !ds_hap_pairing_seal (message, exchange->session, "PV-Msg03", inner))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "The kept keys cannot be used");
      return false;
    }
  m4 = ds_hap_pairing_post (connection, PATH, message, DS_HAP_STAGE_VERIFY, 4, NULL, error);

  return m4 != NULL;
}

/* What the accessory calls reading is our writing, and the other way round. */
static bool
secure (DsHapConnection *connection,
        const Exchange *exchange,
        GError **error)
{
  uint8_t write_key[DS_CHACHA20_KEY_SIZE];
  uint8_t read_key[DS_CHACHA20_KEY_SIZE];
  bool secured = false;

  if (ds_hap_pairing_derive (exchange->shared, sizeof exchange->shared, "Control-Salt",
                             "Control-Write-Encryption-Key", write_key) &&
      ds_hap_pairing_derive (exchange->shared, sizeof exchange->shared, "Control-Salt",
                             "Control-Read-Encryption-Key", read_key))
    secured = ds_hap_connection_secure (connection, ds_hap_frame_new (write_key, read_key),
                                        error);
  else
    g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "No session key could be made");
  ds_crypto_wipe (write_key, sizeof write_key);
  ds_crypto_wipe (read_key, sizeof read_key);

  return secured;
}

typedef struct
{
  DsTarget     *target;
  DsCredential *credential;
  bool          with_pin;
} Verify;

static bool
begin_verify (DsHapConnection *connection,
              void *data,
              GError **error)
{
  Verify *verify = data;
  g_autoptr (DsHapTlv) m2 = NULL;
  g_auto (Exchange) exchange = { 0 };

  m2 = send_m1 (connection, &exchange, error);
  return m2 != NULL &&
         check_m2 (&exchange, m2, verify->target, verify->credential, verify->with_pin, error) &&
         send_m3 (connection, &exchange, verify->credential, error) &&
         secure (connection, &exchange, error);
}

static DsHapConnection *
verify (DsTarget *target,
        DsCredential *credential,
        bool with_pin,
        GError **error)
{
  Verify verify = { target, credential, with_pin };

  if (!check_credential (credential, with_pin, error))
    return NULL;

  return ds_hap_round_go (target, begin_verify, &verify, error);
}

/**
 * ds_hap_pair_verify:
 * @target: which accessory
 * @credential: our keys and the accessory's pin
 * @error: return location for an error
 *
 * Logs in: pair-verify M1 to M4 on a new connection, at whichever of its addresses
 * the accessory proves to be. The accessory's identifier
 * and signature are compared with the pin before anything but our short-lived
 * public key has been sent.
 *
 * Returns: (transfer full): an encrypted connection; or %NULL with
 *   DS_ERROR_KEY_CHANGED, DS_ERROR_NOT_OURS, DS_ERROR_KEYRING_UNREADABLE or one
 *   of the errors of ds_hap_connection_request()
 */
DsHapConnection *
ds_hap_pair_verify (DsTarget *target,
                    DsCredential *credential,
                    GError **error)
{
  g_return_val_if_fail (DS_IS_TARGET (target), NULL);
  g_return_val_if_fail (credential != NULL, NULL);

  return verify (target, credential, true, error);
}

/**
 * ds_hap_pair_verify_unpinned:
 * @target: which accessory
 * @credential: our keys, whose owner the accessory may or may not have become
 * @error: return location for an error
 *
 * The same where the accessory's key never arrived. Whoever answers may be
 * anyone, so nothing may be told or believed on this connection: it serves only
 * to take back what may have been installed. See ds_hap_settle().
 *
 * Returns: (transfer full): as ds_hap_pair_verify()
 */
DsHapConnection *
ds_hap_pair_verify_unpinned (DsTarget *target,
                             DsCredential *credential,
                             GError **error)
{
  g_return_val_if_fail (DS_IS_TARGET (target), NULL);
  g_return_val_if_fail (credential != NULL, NULL);

  return verify (target, credential, false, error);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-pairing"

#include "config.h"

#include "ds-hap-pairing.h"

#include "core/ds-error.h"
#include "trust/ds-kdf.h"

#include <string.h>

#define HTTP_OK                200
#define HTTP_BAD_REQUEST       400
#define HTTP_TOO_MANY_REQUESTS 429
#define HTTP_UNAVAILABLE       503

#define NONCE_TEXT 8

/* Some accessories answer without a message where the protocol wants an error in
 * one. An empty "400" to the first message of a set-up is what older ones say
 * when they have an owner. */
static void
set_http_error (GError **error,
                DsHapStage stage,
                unsigned int state,
                unsigned int status)
{
  DsError code = DS_ERROR_BAD_ANSWER;

  if (status == HTTP_TOO_MANY_REQUESTS || status == HTTP_UNAVAILABLE)
    code = DS_ERROR_BUSY;
  else if (status == HTTP_BAD_REQUEST && stage == DS_HAP_STAGE_PROOF && state == 2)
    code = DS_ERROR_TAKEN;

  g_set_error (error, DS_ERROR, code, "The accessory answered HTTP status %u", status);
}

static DsHapTlv *
read_answer (const DsHapMessage *answer,
             DsHapStage stage,
             unsigned int state,
             unsigned int *retry_after,
             GError **error)
{
  g_autoptr (DsHapTlv) tlv = NULL;
  size_t length;
  const uint8_t *data = g_bytes_get_data (answer->body, &length);
  bool told;

  if (answer->status == HTTP_OK && length == 0)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The answer is empty");
      return NULL;
    }

  tlv = ds_hap_tlv_parse (data, length, answer->status == HTTP_OK ? error : NULL);
  if (tlv == NULL && answer->status == HTTP_OK)
    return NULL;

  told = tlv != NULL && ds_hap_tlv_has (tlv, DS_HAP_TLV_ERROR);
  if (told && retry_after != NULL)
    *retry_after = ds_hap_tlv_get_delay (tlv);
  if (answer->status != HTTP_OK && !told)
    {
      set_http_error (error, stage, state, answer->status);
      return NULL;
    }
  if (!ds_hap_tlv_check_state (tlv, stage, state, error))
    {
      if (error != NULL && told)
        ds_error_set_wait (*error, ds_hap_tlv_get_delay (tlv));
      return NULL;
    }

  return g_steal_pointer (&tlv);
}

/**
 * ds_hap_pairing_post:
 * @connection: where to
 * @path: "/pair-setup", "/pair-verify" or "/pairings"
 * @message: what to send
 * @stage: what is going on
 * @state: the step that the answer must belong to
 * @retry_after: (out) (optional): seconds that the accessory asks to wait
 * @error: return location for an error
 *
 * Sends one message and reads its answer. Awaits: call it in a fiber.
 *
 * Returns: (transfer full): an answer of success, or %NULL with the error that
 *   the accessory told or that its answer is
 */
DsHapTlv *
ds_hap_pairing_post (DsHapConnection *connection,
                     const char *path,
                     DsHapTlvWriter *message,
                     DsHapStage stage,
                     unsigned int state,
                     unsigned int *retry_after,
                     GError **error)
{
  bool is_setup = stage == DS_HAP_STAGE_PROOF || stage == DS_HAP_STAGE_EXCHANGE;
  unsigned int deadline = is_setup ? ds_hap_deadlines ()->setup : ds_hap_deadlines ()->answer;
  g_autoptr (DsHapMessage) answer = NULL;
  g_autoptr (DsHapTlv) tlv = NULL;
  const uint8_t *data;
  size_t length;

  data = ds_hap_tlv_writer_get_data (message, &length);
  answer = ds_hap_connection_request (connection, "POST", path, DS_HAP_TYPE_TLV, data, length,
                                      deadline, error);
  if (answer == NULL)
    return NULL;

  /* After a refusal both sides have another idea of where they are. */
  tlv = read_answer (answer, stage, state, retry_after, error);
  if (tlv == NULL)
    ds_hap_connection_close (connection);

  return g_steal_pointer (&tlv);
}

/**
 * ds_hap_pairing_derive:
 * @key: what both sides know
 * @key_length: bytes of @key
 * @salt: a text of the protocol
 * @info: a text of the protocol
 * @out: (out): the derived key
 *
 * HKDF (RFC 5869) with SHA-512, as every key of the protocol is made.
 *
 * Returns: whether it worked
 */
bool
ds_hap_pairing_derive (const uint8_t *key,
                       size_t key_length,
                       const char *salt,
                       const char *info,
                       uint8_t out[DS_CHACHA20_KEY_SIZE])
{
  return ds_hkdf_sha512 (key, key_length, salt, strlen (salt), info, strlen (info), out,
                         DS_CHACHA20_KEY_SIZE);
}

/* Eight characters, padded in front as RFC 8439 wants twelve bytes. */
static void
fill_nonce (uint8_t out[DS_CHACHA20_NONCE_SIZE],
            const char *text)
{
  memset (out, 0, DS_CHACHA20_NONCE_SIZE);
  memcpy (out + DS_CHACHA20_NONCE_SIZE - NONCE_TEXT, text, NONCE_TEXT);
}

/**
 * ds_hap_pairing_seal:
 * @message: what the sealed message becomes part of
 * @key: the key of this exchange
 * @nonce: eight characters that name the step, such as "PS-Msg05"
 * @inner: what to seal
 *
 * Returns: whether it worked
 */
bool
ds_hap_pairing_seal (DsHapTlvWriter *message,
                     const uint8_t key[DS_CHACHA20_KEY_SIZE],
                     const char *nonce,
                     DsHapTlvWriter *inner)
{
  uint8_t nonce_bytes[DS_CHACHA20_NONCE_SIZE];
  size_t length;
  const uint8_t *plain = ds_hap_tlv_writer_get_data (inner, &length);
  g_autofree uint8_t *sealed = g_malloc (length + DS_POLY1305_TAG_SIZE);

  fill_nonce (nonce_bytes, nonce);
  if (!ds_chacha20_seal (key, nonce_bytes, NULL, 0, plain, length, sealed))
    return false;
  ds_hap_tlv_writer_add (message, DS_HAP_TLV_ENCRYPTED_DATA, sealed,
                         length + DS_POLY1305_TAG_SIZE);

  return true;
}

/**
 * ds_hap_pairing_open:
 * @message: an answer with a sealed message in it
 * @key: the key of this exchange
 * @nonce: eight characters that name the step
 * @error: return location for an error
 *
 * Returns: (transfer full): the inner message, or %NULL with DS_ERROR_BAD_ANSWER
 */
DsHapTlv *
ds_hap_pairing_open (const DsHapTlv *message,
                     const uint8_t key[DS_CHACHA20_KEY_SIZE],
                     const char *nonce,
                     GError **error)
{
  uint8_t nonce_bytes[DS_CHACHA20_NONCE_SIZE];
  g_autofree uint8_t *plain = NULL;
  g_autoptr (DsHapTlv) inner = NULL;
  const uint8_t *sealed;
  size_t length;

  if (!ds_hap_tlv_get_bytes (message, DS_HAP_TLV_ENCRYPTED_DATA, DS_POLY1305_TAG_SIZE + 1,
                             DS_HAP_TLV_MAX_SIZE, &sealed, &length, error))
    return NULL;

  fill_nonce (nonce_bytes, nonce);
  plain = g_malloc (length);
  if (!ds_chacha20_open (key, nonce_bytes, NULL, 0, sealed, length, plain))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "The encrypted part of the answer was changed");
      return NULL;
    }

  inner = ds_hap_tlv_parse (plain, length - DS_POLY1305_TAG_SIZE, error);
  ds_crypto_wipe (plain, length);

  return g_steal_pointer (&inner);
}

static GByteArray *
join (const DsHapPart parts[3])
{
  GByteArray *whole = g_byte_array_new ();

  for (unsigned int i = 0; i < 3; i++)
    g_byte_array_append (whole, parts[i].data, (unsigned int) parts[i].length);

  return whole;
}

/**
 * ds_hap_pairing_sign:
 * @inner: what the signature becomes part of
 * @seed: our private key
 * @parts: what to sign, one after another
 *
 * Returns: whether it worked
 */
bool
ds_hap_pairing_sign (DsHapTlvWriter *inner,
                     DsSecret *seed,
                     const DsHapPart parts[3])
{
  g_autoptr (GByteArray) whole = join (parts);
  uint8_t signature[DS_ED25519_SIGNATURE_SIZE];
  bool made;

  made = ds_ed25519_sign (ds_secret_get_data (seed, NULL), whole->data, whole->len, signature);
  ds_crypto_wipe (whole->data, whole->len);
  if (made)
    ds_hap_tlv_writer_add (inner, DS_HAP_TLV_SIGNATURE, signature, sizeof signature);

  return made;
}

/**
 * ds_hap_pairing_signed:
 * @inner: a message with a signature in it
 * @key: the key that must have made it
 * @parts: what must have been signed
 * @error: return location for an error
 *
 * Returns: whether it is so; otherwise DS_ERROR_BAD_ANSWER where there is no
 *   signature and DS_ERROR_KEY_CHANGED where another key made it
 */
bool
ds_hap_pairing_signed (const DsHapTlv *inner,
                       const uint8_t key[DS_ED25519_KEY_SIZE],
                       const DsHapPart parts[3],
                       GError **error)
{
  g_autoptr (GByteArray) whole = NULL;
  uint8_t signature[DS_ED25519_SIGNATURE_SIZE];
  bool valid;

  if (!ds_hap_tlv_get_exact (inner, DS_HAP_TLV_SIGNATURE, signature, sizeof signature, error))
    return false;

  whole = join (parts);
  valid = ds_ed25519_verify (key, whole->data, whole->len, signature);
  ds_crypto_wipe (whole->data, whole->len);
  if (!valid)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_CHANGED,
                         "The signature is not one of the expected key");

  return valid;
}

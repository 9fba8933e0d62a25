/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-owner"

#include "config.h"

#include "vd-affordances.h"

#include "trust/ds-crypto.h"
#include "vd-base64.h"
#include "vd-password.h"

#include <openssl/evp.h>
#include <string.h>

/* §8. */
bool
vd_pair (VdDevice *device, JsonObject *request, VdReply *reply)
{
  g_autoptr (GError) error = NULL;
  const char *step;
  bool shared;

  if (!vd_request_string (request, "step", &step, reply))
    return false;
  if (vd_device_is_claimed (device))
    return vd_reply_refuse (reply, "claimed");
  if (g_str_equal (step, "confirm"))
    return vd_proof_confirm (device->proof, request, reply);
  if (!g_str_equal (step, "share"))
    return vd_reply_refuse (reply, "malformed");

  shared = vd_proof_share (device->proof, request, vd_key_get_pin (device->key), reply);
  if (shared && vd_faults_has (device->faults, "swap-key"))
    reply->task = "swap-key";

  return shared;
}

static bool
fits (VdDevice *device, const char *password)
{
  JsonObject *limits = vd_device_get_part (device, "passwordLimits");
  size_t length = strlen (password);

  if (length < (size_t) json_object_get_int_member (limits, "min")
      || length > (size_t) json_object_get_int_member (limits, "max"))
    return false;
  if (g_str_equal (json_object_get_string_member (limits, "charset"), "alphanumeric"))
    return strspn (password, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == length;
  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isprint (password[i]))
        return false;
    }

  return true;
}

static char *
hash_token (GBytes *token)
{
  uint8_t hash[32];

  g_assert (EVP_Digest (g_bytes_get_data (token, NULL), g_bytes_get_size (token), hash,
                        NULL, EVP_sha256 (), NULL)
            == 1);

  return vd_base64_encode (hash, sizeof hash);
}

/* §9, number 2: the very claim that made its owner. */
static bool
is_repeated_claim (VdDevice *device, const char *id, GBytes *token, const char *password)
{
  g_autofree char *hash = hash_token (token);

  return g_strcmp0 (vd_store_get_string (device->store, "claimId"), id) == 0
         && g_strcmp0 (vd_store_get_string (device->store, "claimToken"), hash) == 0
         && vd_password_is (device->store, password);
}

static void
keep_claim (VdDevice *device, const char *id, GBytes *token, const char *password)
{
  g_autofree char *hash = hash_token (token);
  JsonObject *data = vd_store_get (device->store);

  json_object_set_boolean_member (data, "claimed", TRUE);
  json_object_set_string_member (data, "claimId", id);
  json_object_set_string_member (data, "claimToken", hash);
  vd_password_set (device->store, password);
  vd_store_keep (device->store, "claim");
  vd_proof_forget (device->proof);
}

/* §9. */
bool
vd_claim (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *id;
  const char *password;
  g_autoptr (GBytes) token = NULL;

  if (!vd_request_id (request, &id, reply)
      || !vd_request_bytes (request, "token", &token, reply)
      || !vd_request_string (request, "password", &password, reply))
    return false;
  if (vd_device_is_claimed (device) && !is_repeated_claim (device, id, token, password))
    return vd_reply_refuse (reply, "claimed");
  if (!vd_device_is_claimed (device))
    {
      if (!vd_proof_is_token (device->proof, token))
        return vd_reply_refuse (reply, "bad-token");
      if (!fits (device, password))
        return vd_reply_refuse (reply, "bad-password");
      keep_claim (device, id, token, password);
    }
  vd_reply_begin (reply);

  return true;
}

/* §10. */
bool
vd_change_password (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *id;
  const char *password;
  JsonObject *data = vd_store_get (device->store);

  if (!vd_request_id (request, &id, reply)
      || !vd_request_string (request, "password", &password, reply))
    return false;
  if (!fits (device, password))
    return vd_reply_refuse (reply, "bad-password");
  if (g_strcmp0 (vd_store_get_string (device->store, "changeId"), id) != 0
      || !vd_password_is (device->store, password))
    {
      json_object_set_string_member (data, "changeId", id);
      json_object_remove_member (data, "claimId");
      json_object_remove_member (data, "claimToken");
      if (vd_faults_has (device->faults, "keep-old-password"))
        vd_password_keep_old (device->store);
      vd_password_set (device->store, password);
      vd_store_keep (device->store, "password");
    }
  vd_reply_begin (reply);

  return true;
}

/* §11: the answer goes out first. */
bool
vd_factory_reset (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *id;

  if (!vd_request_id (request, &id, reply))
    return false;
  json_object_set_int_member (vd_reply_begin (reply), "downtimeSeconds", 5);
  reply->status = 202;
  reply->task = "reset";

  return true;
}

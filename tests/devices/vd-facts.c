/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-facts"

#include "config.h"

#include "vd-affordances.h"

#include "core/ds-json.h"
#include "vd-base64.h"
#include "vd-clock.h"

#include <openssl/evp.h>
#include <string.h>

#define NEXT_KEY_CONTEXT "doorstep-profile/1 next key"
#define MAX_IDS 64

static void
copy_members (JsonObject *from, JsonObject *to)
{
  g_autoptr (GList) names = json_object_get_members (from);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (to, l->data,
                            json_node_copy (json_object_get_member (from, l->data)));
}

/* What a rude maker could write into its names. */
static void
make_hostile (JsonObject *body)
{
  g_autofree char *padding = g_strnfill (900, 'A');
  g_autofree char *model =
      g_strconcat ("<b>\xe2\x80\xaegulP</b>\n\x1b[31m&amp;%s%n ", padding, NULL);

  json_object_set_string_member (body, "maker",
                                 "<a href=\"https://example.com\">Safe</a>\t\xc2\x85");
  json_object_set_string_member (body, "model", model);
  json_object_set_string_member (body, "kind", "../../etc/passwd");
}

static void
tell_pairing (VdDevice *device, JsonObject *body)
{
  g_autofree char *salt =
      vd_base64_encode (g_bytes_get_data (device->factory->salt, NULL),
                        g_bytes_get_size (device->factory->salt));
  JsonObject *pairing = json_object_new ();

  json_object_set_string_member (pairing, "salt", salt);
  json_object_set_int_member (pairing, "iterations", device->factory->iterations);
  json_object_set_object_member (body, "pairing", pairing);
}

/* §7.1. */
bool
vd_read_identity (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonObject *body = vd_reply_begin (reply);
  JsonObject *limits = json_object_new ();
  bool claimed = vd_device_is_claimed (device);

  json_object_set_int_member (body, "profile", 1);
  json_object_set_string_member (body, "id", device->factory->id);
  copy_members (vd_device_get_part (device, "identity"), body);
  json_object_set_boolean_member (body, "claimed", claimed);
  copy_members (vd_device_get_part (device, "passwordLimits"), limits);
  json_object_set_object_member (body, "passwordLimits", limits);
  if (!claimed && !vd_faults_has (device->faults, "no-salt"))
    tell_pairing (device, body);
  if (!claimed || json_object_has_member (request, VD_FROM_OWNER))
    {
      json_object_set_string_member (body, "serial", device->factory->serial);
      json_object_set_string_member (body, "softwareVersion",
                                     vd_software_version (device));
    }
  else
    {
      json_object_remove_member (body, "hardware");
    }
  if (vd_faults_has (device->faults, "hostile-strings"))
    make_hostile (body);

  return true;
}

static bool
tell_part (VdDevice *device, const char *name, VdReply *reply)
{
  copy_members (vd_device_get_part (device, name), vd_reply_begin (reply));

  return true;
}

/* §7.3. */
bool
vd_read_support (VdDevice *device, JsonObject *request, VdReply *reply)
{
  return tell_part (device, "support", reply);
}

/* §7.4. */
bool
vd_read_contact (VdDevice *device, JsonObject *request, VdReply *reply)
{
  return tell_part (device, "securityContact", reply);
}

/* §7.6. */
bool
vd_read_access (VdDevice *device, JsonObject *request, VdReply *reply)
{
  return tell_part (device, "access", reply);
}

bool
vd_identify (VdDevice *device, JsonObject *request, VdReply *reply)
{
  g_print ("blinking\n");
  vd_reply_begin (reply);

  return true;
}

static bool
is_erased (VdDevice *device, const char *id)
{
  JsonObject *data = vd_store_get (device->store);

  return json_object_has_member (data, "erased")
         && json_object_has_member (json_object_get_object_member (data, "erased"), id);
}

/* §7.5. */
bool
vd_read_personal_data (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonArray *items;

  tell_part (device, "personalData", reply);
  items = json_object_get_array_member (reply->body, "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (!is_erased (device, json_object_get_string_member (item, "id")))
        continue;
      json_object_set_boolean_member (item, "stored", FALSE);
      if (vd_faults_has (device->faults, "forgets-erased"))
        json_array_remove_element (items, i--);
    }

  return true;
}

static bool
is_erasable (VdDevice *device, const char *id)
{
  JsonArray *items =
      json_object_get_array_member (vd_device_get_part (device, "personalData"), "items");

  if (is_erased (device, id) && vd_faults_has (device->faults, "forgets-erased"))
    return false;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (g_str_equal (json_object_get_string_member (item, "id"), id))
        return json_object_get_boolean_member (item, "erasable");
    }

  return false;
}

static bool
check_ids (VdDevice *device, JsonObject *request, JsonArray **ids, VdReply *reply)
{
  guint length;

  *ids = NULL;
  if (!ds_json_get_array (request, "ids", ids, NULL) || *ids == NULL)
    return vd_reply_refuse (reply, "malformed");
  length = json_array_get_length (*ids);
  if (length == 0 || length > MAX_IDS)
    return vd_reply_refuse (reply, "malformed");
  for (guint i = 0; i < length; i++)
    {
      JsonNode *id = json_array_get_element (*ids, i);

      if (!JSON_NODE_HOLDS_VALUE (id) || json_node_get_value_type (id) != G_TYPE_STRING)
        return vd_reply_refuse (reply, "malformed");
      if (!is_erasable (device, json_node_get_string (id)))
        return vd_reply_refuse (reply, "not-erasable");
    }

  return true;
}

/* §7.5. */
bool
vd_erase (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonArray *ids;
  JsonArray *told = json_array_new ();
  JsonObject *data = vd_store_get (device->store);
  JsonObject *body;

  if (!check_ids (device, request, &ids, reply))
    {
      json_array_unref (told);
      return false;
    }
  if (!json_object_has_member (data, "erased"))
    json_object_set_object_member (data, "erased", json_object_new ());
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = json_array_get_string_element (ids, i);

      if (!vd_faults_has (device->faults, "lying-erase"))
        json_object_set_boolean_member (json_object_get_object_member (data, "erased"),
                                        id, TRUE);
      json_array_add_string_element (told, id);
    }
  vd_store_keep (device->store, "erase");
  if (vd_faults_take (device->faults, "roll-after-erase", ""))
    reply->task = "roll-key";
  body = vd_reply_begin (reply);
  json_object_set_array_member (body, "erased", told);
  json_object_set_array_member (body, "kept", json_array_new ());

  return true;
}

static char *
sign_next_key (VdDevice *device, int64_t not_before)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) signature = NULL;
  uint64_t big_endian = GUINT64_TO_BE ((uint64_t) not_before);

  g_byte_array_append (message, (const uint8_t *) NEXT_KEY_CONTEXT,
                       sizeof NEXT_KEY_CONTEXT);
  g_byte_array_append (message, vd_key_get_pin (device->key), VD_PIN_SIZE);
  g_byte_array_append (message, vd_key_get_pin (device->next_key), VD_PIN_SIZE);
  g_byte_array_append (message, (const uint8_t *) &big_endian, sizeof big_endian);
  if (vd_faults_has (device->faults, "bad-roll"))
    message->data[0] ^= 1;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  signature = vd_key_sign (device->key, bytes);

  return vd_base64_encode (g_bytes_get_data (signature, NULL),
                           g_bytes_get_size (signature));
}

/* §12. */
bool
vd_read_next_key (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonObject *body = vd_reply_begin (reply);
  int64_t not_before = vd_store_get_int (device->store, "nextKeyNotBefore");
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (not_before);
  g_autoptr (GBytes) spki = NULL;
  g_autofree char *date_text = NULL;
  g_autofree char *spki_text = NULL;
  g_autofree char *signature = NULL;

  if (device->next_key == NULL)
    return true;
  spki = vd_key_dup_spki (device->next_key);
  spki_text = vd_base64_encode (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
  signature = sign_next_key (device, not_before);
  date_text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
  json_object_set_string_member (body, "spki", spki_text);
  json_object_set_string_member (body, "notBefore", date_text);
  json_object_set_string_member (body, "signature", signature);

  return true;
}

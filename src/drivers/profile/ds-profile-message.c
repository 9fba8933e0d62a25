/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-message.h"

#include "core/ds-error.h"
#include "core/ds-json.h"
#include "trust/ds-crypto.h"
#include "trust/ds-spake2plus.h"

#include <string.h>

#define MAX_DEPTH  16
#define MAX_STRING 1024
#define MAX_BODY   (16 * 1024)
#define MAX_LARGE  (64 * 1024)
#define MAX_VALUES 8192
#define MAX_ARRAY  64

/**
 * ds_profile_base64_encode:
 * @data: bytes
 * @length: how many
 *
 * Returns: (transfer full): base64url without padding
 */
char *
ds_profile_base64_encode (const void *data,
                          size_t length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/**
 * ds_profile_base64_decode:
 * @text: base64url without padding
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL unless @text is exactly
 *   what ds_profile_base64_encode() writes for them
 */
GBytes *
ds_profile_base64_decode (const char *text)
{
  size_t length = strnlen (text, MAX_STRING + 1);
  g_autoptr (GString) padded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *again = NULL;
  uint8_t *data;
  size_t size;

  if (length == 0 || length > MAX_STRING)
    return NULL;

  padded = g_string_new (text);
  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');

  data = g_base64_decode (padded->str, &size);
  bytes = g_bytes_new_take (data, size);
  /* GLib skips what is not base64; so only the way back shows what was there. */
  again = ds_profile_base64_encode (data, size);
  return g_str_equal (again, text) ? g_steal_pointer (&bytes) : NULL;
}

/**
 * ds_profile_json_parse:
 * @json: a body
 * @length: its size in bytes
 * @large: whether it may be as large as a Thing Description
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a node that holds an object, or %NULL with
 *   %DS_ERROR_BAD_ANSWER
 */
JsonNode *
ds_profile_json_parse (const char *json,
                       size_t length,
                       bool large,
                       GError **error)
{
  const DsJsonLimits limits = { large ? MAX_LARGE : MAX_BODY, MAX_DEPTH, MAX_STRING, MAX_VALUES,
                                MAX_ARRAY };
  g_autoptr (JsonNode) root = ds_json_parse (json, length, &limits, error);

  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The answer is not an object");
  return NULL;
}

/* JsonBuilder would leave copies behind. Only texts that need no escape get here:
 * base64url, ids, digits and printable ASCII; of the last, two must be escaped. */
static void
append_escaped (GString *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
}

static void
append_member (GString *out,
               const char *name,
               const char *value)
{
  g_string_append_printf (out, "%c\"%s\":\"", out->len == 0 ? '{' : ',', name);
  append_escaped (out, value);
  g_string_append_c (out, '"');
}

static GString *
begin_body (void)
{
  /* Large enough that it never moves and leaves nothing behind. */
  return g_string_sized_new (MAX_BODY);
}

static DsSecret *
end_body (GString *out)
{
  DsSecret *body;

  g_string_append_c (out, '}');
  body = ds_secret_new (out->str, out->len);
  ds_crypto_wipe (out->str, out->len);
  g_string_free (out, TRUE);
  return body;
}

/**
 * ds_profile_write_share:
 * @share: our point
 * @length: its size in bytes
 *
 * Returns: (transfer full): the first message of the proof
 */
DsSecret *
ds_profile_write_share (const uint8_t *share,
                        size_t length)
{
  g_autofree char *text = ds_profile_base64_encode (share, length);
  GString *out = begin_body ();

  append_member (out, "step", "share");
  append_member (out, "shareP", text);
  return end_body (out);
}

static GBytes *
read_bytes (JsonObject *object,
            const char *name,
            size_t size,
            GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *text = NULL;

  if (!ds_json_get_string (object, name, &text, error))
    return NULL;
  if (text != NULL)
    bytes = ds_profile_base64_decode (text);
  if (bytes != NULL && g_bytes_get_size (bytes) == size)
    return g_steal_pointer (&bytes);

  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is missing or malformed", name);
  return NULL;
}

/**
 * ds_profile_read_shared:
 * @object: the answer to the first message
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it holds, or %NULL with
 *   %DS_ERROR_BAD_ANSWER
 */
DsProfileShared *
ds_profile_read_shared (JsonObject *object,
                        GError **error)
{
  g_autoptr (DsProfileShared) self = g_new0 (DsProfileShared, 1);
  g_autoptr (GBytes) run = read_bytes (object, "run", DS_PROFILE_RUN_SIZE, error);

  if (run == NULL)
    return NULL;
  self->run = g_strdup (json_object_get_string_member (object, "run"));
  self->share = read_bytes (object, "shareV", DS_SPAKE2PLUS_SHARE_SIZE, error);
  if (self->share != NULL)
    self->confirmation = read_bytes (object, "confirmV", DS_SPAKE2PLUS_CONFIRMATION_SIZE, error);

  return self->confirmation != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ds_profile_write_confirm:
 * @run: as the device named it
 * @confirmation: ours
 * @length: its size in bytes
 *
 * Returns: (transfer full): the second message of the proof
 */
DsSecret *
ds_profile_write_confirm (const char *run,
                          const uint8_t *confirmation,
                          size_t length)
{
  g_autofree char *text = ds_profile_base64_encode (confirmation, length);
  GString *out = begin_body ();

  append_member (out, "step", "confirm");
  append_member (out, "run", run);
  append_member (out, "confirmP", text);
  return end_body (out);
}

/**
 * ds_profile_write_password:
 * @request_id: the same each time that the same is asked for
 * @token: (nullable): what the proof earned, in base64url
 * @password: the owner's new password
 *
 * Returns: (transfer full): a claim, or without a token a change of the password
 */
DsSecret *
ds_profile_write_password (const char *request_id,
                           DsSecret *token,
                           DsSecret *password)
{
  GString *out = begin_body ();

  append_member (out, "requestId", request_id);
  if (token != NULL)
    append_member (out, "token", ds_secret_get_text (token));
  append_member (out, "password", ds_secret_get_text (password));
  return end_body (out);
}

/**
 * ds_profile_write_text:
 * @name: (nullable): a member
 * @value: its value
 *
 * Returns: (transfer full): an object with that member, or an empty one
 */
DsSecret *
ds_profile_write_text (const char *name,
                       const char *value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  if (name != NULL)
    json_object_set_string_member (object, name, value);
  json_node_set_object (root, object);
  text = json_to_string (root, FALSE);
  return ds_secret_new_text (text);
}

/**
 * ds_profile_write_ids:
 * @ids: which personal data
 *
 * Returns: (transfer full): what asks to erase it
 */
DsSecret *
ds_profile_write_ids (const char * const *ids)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  for (unsigned int i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  json_object_set_array_member (object, "ids", g_steal_pointer (&array));
  json_node_set_object (root, object);
  text = json_to_string (root, FALSE);
  return ds_secret_new_text (text);
}

/**
 * ds_profile_shared_free:
 * @self: (transfer full) (nullable): an answer
 */
void
ds_profile_shared_free (DsProfileShared *self)
{
  if (self == NULL)
    return;

  g_free (self->run);
  g_clear_pointer (&self->share, g_bytes_unref);
  g_clear_pointer (&self->confirmation, g_bytes_unref);
  g_free (self);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-next-key.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-json.h"
#include "ds-profile-message.h"

#include <string.h>

#define SIGNED "doorstep-profile/1 next key" /* and the zero byte that ends it */

static bool
refuse (GError **error,
        const char *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Bad announcement of a key: %s", why);
  return false;
}

static GBytes *
get_bytes (JsonObject *object,
           const char *name)
{
  const char *text = NULL;

  if (!ds_json_get_string (object, name, &text, NULL) || text == NULL)
    return NULL;

  return ds_profile_base64_decode (text);
}

static GBytes *
make_message (const DsPin *present,
              const DsPin *next,
              int64_t from)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  uint64_t seconds = GUINT64_TO_BE ((uint64_t) from);

  g_byte_array_append (message, (const guint8 *) SIGNED, sizeof SIGNED);
  g_byte_array_append (message, present->bytes, DS_PIN_SIZE);
  g_byte_array_append (message, next->bytes, DS_PIN_SIZE);
  g_byte_array_append (message, (const guint8 *) &seconds, sizeof seconds);
  return g_byte_array_free_to_bytes (g_steal_pointer (&message));
}

/* In whole seconds: so it is signed. */
static bool
read_from (JsonObject *object,
           int64_t *from)
{
  const char *text = NULL;

  return ds_json_get_string (object, "notBefore", &text, NULL) && text != NULL &&
         strchr (text, '.') == NULL && ds_clock_parse (text, from);
}

/**
 * ds_profile_next_key_check:
 * @object: what the device announces
 * @present: the key that it has now, in DER
 * @next: (out): the pin of the next one
 * @from: (out): from when on it may be shown, in Unix seconds
 * @error: return location for an error
 *
 * Checks an announcement (docs/device-profile.md, section 12).
 *
 * Returns: false with %DS_ERROR_BAD_ANSWER where it is malformed or the present
 *   key did not sign it
 */
bool
ds_profile_next_key_check (JsonObject *object,
                           GBytes *present,
                           DsPin *next,
                           int64_t *from,
                           GError **error)
{
  g_autoptr (GBytes) spki = get_bytes (object, "spki");
  g_autoptr (GBytes) signature = get_bytes (object, "signature");
  g_autoptr (GBytes) message = NULL;
  const uint8_t *key;
  size_t length;
  DsPin pin;

  if (spki == NULL || signature == NULL || !read_from (object, from))
    return refuse (error, "a part of it is missing or malformed");

  key = g_bytes_get_data (present, &length);
  if (!ds_pin_from_key (key, length, &pin, error))
    return false;
  key = g_bytes_get_data (spki, &length);
  if (!ds_pin_from_key (key, length, next, error))
    return false;

  message = make_message (&pin, next, *from);
  return ds_pin_verify (present, message, signature) ||
         refuse (error, "the present key did not sign it");
}

static void
set_next (DsCredential *credential,
          const char *pin,
          int64_t from)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, from);
  g_autoptr (DsSecret) next = pin != NULL ? ds_secret_new_text (pin) : NULL;
  g_autoptr (DsSecret) seconds = pin != NULL ? ds_secret_new_text (number) : NULL;

  ds_credential_set (credential, DS_PROFILE_FIELD_NEXT_PIN, next);
  ds_credential_set (credential, DS_PROFILE_FIELD_NEXT_FROM, seconds);
}

/* The key that was announced takes the place of the one before. */
static void
take_renewed (DsProfileSession *session,
              DsFacts *facts)
{
  g_autofree char *pin = ds_pin_to_text (ds_pinned_client_get_pin (session->client));
  g_autoptr (DsSecret) secret = ds_secret_new_text (pin);

  ds_credential_set (facts->credential, DS_PROFILE_FIELD_PIN, secret);
  facts->key_renewed_at = ds_clock_now ();
}

/* An announcement that is not right is as good as none: the device then cannot
 * change its key without being proved again. */
static void
take_announced (DsProfileSession *session,
                JsonObject *object,
                DsFacts *facts)
{
  GBytes *present = ds_pinned_client_get_key (session->client);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int64_t from;
  DsPin next;

  if (present == NULL || !json_object_has_member (object, "spki"))
    return;
  if (!ds_profile_next_key_check (object, present, &next, &from, &error))
    {
      g_message ("%s", error->message);
      return;
    }

  text = ds_pin_to_text (&next);
  set_next (facts->credential, text, from);
}

/**
 * ds_profile_read_next_key:
 * @session: a session
 * @credential: what it was opened with
 * @facts: where to put the credential to keep
 * @error: return location for an error
 *
 * Hears of the key that the device will have, and notes that it has it.
 *
 * Returns: false with an error of ds_profile_session_call()
 */
bool
ds_profile_read_next_key (DsProfileSession *session,
                          DsCredential *credential,
                          DsFacts *facts,
                          GError **error)
{
  g_autoptr (JsonNode) answer = NULL;

  facts->credential = ds_credential_copy (credential);
  /* What is announced no more is not waited for: perhaps the next key was stolen. */
  set_next (facts->credential, NULL, 0);

  if (ds_profile_session_can (session, DS_PROFILE_NEXT_KEY, DS_PROFILE_READ))
    {
      answer = ds_profile_session_call (session, DS_PROFILE_NEXT_KEY, DS_PROFILE_READ, NULL, false,
                                        error);
      if (answer == NULL)
        return false;
      take_announced (session, json_node_get_object (answer), facts);
    }

  /* It may have changed to it while it was asked. */
  if (ds_profile_session_is_renewed (session))
    take_renewed (session, facts);
  if (ds_credential_equal (facts->credential, credential))
    g_clear_pointer (&facts->credential, ds_credential_unref);
  return true;
}

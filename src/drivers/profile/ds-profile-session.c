/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-session.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-json.h"
#include "core/ds-share.h"
#include "ds-profile-message.h"

#define PROBLEM "https://doorstep.github.io/ns/profile/1#error-"

#define HTTP_NO_CONTENT 204
#define LONGEST_WAIT    (24 * 60 * 60)

static const DsProfilePace real_pace = {
  .verb = 120 * 1000,
  .poll = 2000,
  .look = 60 * 1000,
  .uncovered = 3000,
  .address = 33 * 1000,
  .patience = 5 * 60 * 1000,
  .update = 6 * 60 * 60 * 1000,
};

static DsProfilePace pace = real_pace;

/* A rehearsal shows an update that is stuck without standing still for minutes: it
 * may shorten our patience, in seconds. */
static unsigned int
read_patience (void)
{
  const char *text = g_getenv ("DS_UPDATE_PATIENCE");
  uint64_t seconds;

  if (text != NULL &&
      g_ascii_string_to_unsigned (text, 10, 1, real_pace.patience / 1000, &seconds, NULL))
    return (unsigned int) seconds * 1000;
  return real_pace.patience;
}

/**
 * ds_profile_pace:
 *
 * Returns: the deadlines and pauses that hold now
 */
const DsProfilePace *
ds_profile_pace (void)
{
  static bool was_read;

  if (!was_read)
    pace.patience = MIN (pace.patience, read_patience ());
  was_read = true;
  return &pace;
}

/**
 * ds_profile_pace_set:
 * @set: (nullable): what holds from now on, or %NULL for the real ones
 */
void
ds_profile_pace_set (const DsProfilePace *set)
{
  pace = set != NULL ? *set : real_pace;
}

/*
 * Problems (docs/device-profile.md, section 13)
 */

static const struct
{
  const char   *name;
  unsigned int  status;
  DsError       error;
} problems[] = {
  { "login", 401, DS_ERROR_NOT_OURS },
  { "wrong-proof", 403, DS_ERROR_WRONG_CODE },
  { "wait", 429, DS_ERROR_WAIT },
  { "power-cycle", 0, DS_ERROR_TOO_MANY_TRIES },
  { "claimed", 409, DS_ERROR_TAKEN },
  { "bad-token", 0, DS_ERROR_WRONG_CODE },
  { "no-such-update", 0, DS_ERROR_NOT_UPDATED },
  { "not-erasable", 0, DS_ERROR_UNSUPPORTED },
  { "busy", 503, DS_ERROR_BUSY },
  { "not-found", 404, DS_ERROR_UNSUPPORTED },
  { "method", 405, DS_ERROR_UNSUPPORTED },
};

/* The problem's type counts, and where that says nothing to us, the status. */
static DsError
error_for (const char *problem,
           unsigned int status)
{
  const char *name = NULL;

  if (problem != NULL && g_str_has_prefix (problem, PROBLEM))
    name = problem + strlen (PROBLEM);

  for (unsigned int i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (g_strcmp0 (name, problems[i].name) == 0)
        return problems[i].error;
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (problems[i].status == status)
        return problems[i].error;
    }

  return DS_ERROR_BAD_ANSWER;
}

static JsonNode *
parse_body (DsHttpReply *reply,
            bool large,
            GError **error)
{
  size_t length;
  const char *json = g_bytes_get_data (ds_http_reply_get_body (reply), &length);

  return ds_profile_json_parse (json, length, large, error);
}

/* The body says it for "wait", the head for both. */
static void
note_wait (DsTarget *target,
           DsHttpReply *reply)
{
  g_autoptr (JsonNode) root = parse_body (reply, false, NULL);
  int64_t seconds = ds_http_reply_get_retry_after (reply);

  if (root != NULL)
    ds_json_get_int (json_node_get_object (root), "waitSeconds", 0, LONGEST_WAIT, &seconds, NULL);
  ds_target_set_retry_after (target, (unsigned int) seconds);
}

static void
set_problem (DsProfileSession *self,
             DsHttpReply *reply,
             GError **error)
{
  unsigned int status = ds_http_reply_get_status (reply);
  DsError code = error_for (ds_http_reply_get_problem (reply), status);

  if (code == DS_ERROR_WAIT || code == DS_ERROR_BUSY)
    note_wait (self->target, reply);
  g_set_error (error, DS_ERROR, (int) code, "The device answered HTTP status %u", status);
  if (error != NULL)
    ds_error_set_wait (*error, ds_target_get_retry_after (self->target));
}

/*
 * Sessions
 */

void
ds_profile_session_free (DsProfileSession *self)
{
  if (self == NULL)
    return;

  if (self->client != NULL)
    ds_pinned_client_close (self->client);
  g_clear_object (&self->client);
  g_clear_object (&self->target);
  g_clear_pointer (&self->td, ds_profile_td_free);
  g_free (self->path);
  g_free (self);
}

static bool
read_description (DsProfileSession *self,
                  GInetSocketAddress *address,
                  unsigned int within,
                  GError **error)
{
  g_autoptr (DsHttpReply) reply = NULL;
  const char *json;
  size_t length;

  reply = dex_await_boxed (ds_future_within (ds_pinned_client_request (self->client, "GET",
                                                                       self->path, NULL,
                                                                       DS_PINNED_LARGE),
                                             within),
                           error);
  if (reply == NULL)
    return false;
  if (ds_http_reply_get_status (reply) != 200)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "No Thing Description: HTTP status %u",
                   ds_http_reply_get_status (reply));
      return false;
    }

  json = g_bytes_get_data (ds_http_reply_get_body (reply), &length);
  self->td = ds_profile_td_parse (json, length, address, self->path, error);
  return self->td != NULL;
}

/* Whether what does not speak TLS there answers everyone without. It may have waited for
 * the end of a line that TLS does not have. Nothing is made of the answer but a warning.
 *
 * Not beside the attempt with TLS: a device that is only slow would be asked in the open.
 * But with less patience than that had: whoever answers everyone needs no time for a
 * handshake, and has just had ten seconds to wake up. */
static bool
is_uncovered (DsProfileSession *self,
              GInetSocketAddress *address,
              unsigned int within,
              GError *problem)
{
  g_autoptr (DsPinnedClient) client = NULL;
  g_autoptr (DsHttpReply) reply = NULL;

  if (ds_pinned_client_get_key (self->client) != NULL ||
      (!ds_error_is (problem, DS_ERROR_BAD_ANSWER) && !ds_error_is (problem, DS_ERROR_TIMED_OUT)))
    return false;

  client = ds_pinned_client_new_uncovered (address);
  reply = dex_await_boxed (ds_future_within (ds_pinned_client_request (client, "GET", self->path,
                                                                       NULL, DS_PINNED_LARGE),
                                             within),
                           NULL);
  ds_pinned_client_close (client);
  return reply != NULL && ds_http_reply_get_status (reply) == 200;
}

/* Who may answer. */
typedef struct
{
  DsPin pin;
  bool  has_next;
  DsPin next;
} Keys;

static DsProfileSession *
open_at (DsTarget *target,
         GInetSocketAddress *address,
         unsigned int within,
         const char *path,
         const Keys *keys,
         GError **error)
{
  g_autoptr (DsProfileSession) self = g_new0 (DsProfileSession, 1);
  unsigned int uncovered = MIN (ds_profile_pace ()->uncovered, within / 2);
  GError *problem = NULL;

  self->target = g_object_ref (target);
  self->client = ds_pinned_client_new (address, NULL, keys != NULL ? &keys->pin : NULL);
  if (keys != NULL && keys->has_next)
    ds_pinned_client_set_next (self->client, &keys->next);
  self->path = g_strdup (path);
  if (!read_description (self, address, within - uncovered, &problem))
    {
      if (is_uncovered (self, address, uncovered, problem))
        {
          g_clear_error (&problem);
          problem = g_error_new_literal (DS_ERROR, DS_ERROR_UNCOVERED,
                                         "The device answers without encryption");
        }
      g_propagate_error (error, problem);
      return NULL;
    }

  ds_target_set_reached (target, address);
  return g_steal_pointer (&self);
}

static DsProfileSession *
open_anywhere (DsTarget *target,
               const char *path,
               const Keys *keys,
               GError **error)
{
  GPtrArray *addresses = ds_target_get_addresses (target);
  g_autoptr (GError) kept = NULL;
  DsShare share;

  ds_share_begin (&share, g_get_monotonic_time (), addresses->len,
                  ds_share_total (addresses->len, ds_profile_pace ()->address));
  for (unsigned int i = 0; i < addresses->len; i++)
    {
      unsigned int within = ds_share_next (&share, g_get_monotonic_time ());
      GError *problem = NULL;
      DsProfileSession *session = open_at (target, addresses->pdata[i], within, path, keys,
                                           &problem);

      if (session != NULL)
        return session;
      if (ds_error_is_cancelled (problem))
        {
          g_propagate_error (error, problem);
          return NULL;
        }
      ds_error_keep_telling (&kept, ds_error_adopt (problem));
    }

  if (kept == NULL)
    kept = g_error_new_literal (DS_ERROR, DS_ERROR_UNREACHABLE, "The device has no address");
  g_propagate_error (error, g_steal_pointer (&kept));
  return NULL;
}

static const char *
choose_path (DsTarget *target,
             DsCredential *credential)
{
  DsSecret *kept = credential != NULL ? ds_credential_get (credential, DS_PROFILE_FIELD_PATH) : NULL;

  if (ds_target_get_path (target) != NULL)
    return ds_target_get_path (target);

  return kept != NULL ? ds_secret_get_text (kept) : DS_PROFILE_TD_PATH;
}

/**
 * ds_profile_session_meet:
 * @target: which device
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a session with whoever answers
 */
DsProfileSession *
ds_profile_session_meet (DsTarget *target,
                         GError **error)
{
  return open_anywhere (target, choose_path (target, NULL), NULL, error);
}

static bool
read_pin (DsCredential *credential,
          const char *field,
          DsPin *pin)
{
  DsSecret *text = ds_credential_get (credential, field);

  return text != NULL && ds_pin_from_text (ds_secret_get_text (text), pin);
}

/* The device announced the next key, signed with the one before it, and said from when
 * on it holds. */
static bool
read_keys (DsCredential *credential,
           Keys *keys)
{
  DsSecret *from = ds_credential_get (credential, DS_PROFILE_FIELD_NEXT_FROM);

  keys->has_next = from != NULL &&
                   read_pin (credential, DS_PROFILE_FIELD_NEXT_PIN, &keys->next) &&
                   ds_clock_now () >= g_ascii_strtoll (ds_secret_get_text (from), NULL, 10);
  return read_pin (credential, DS_PROFILE_FIELD_PIN, &keys->pin);
}

/**
 * ds_profile_session_open_announced:
 * @target: which device
 * @credential: its pin and the owner's password
 * @error: return location for an error
 *
 * For what keeps the announced key itself, or says why it need not.
 *
 * Returns: (transfer full) (nullable): a session with the device that has the
 *   pinned key, or the one that it announced, see ds_profile_session_is_renewed(); or
 *   %NULL, with %DS_ERROR_KEY_CHANGED where another one answers, and
 *   %DS_ERROR_UNCOVERED where one answers without encryption
 */
DsProfileSession *
ds_profile_session_open_announced (DsTarget *target,
                                   DsCredential *credential,
                                   GError **error)
{
  DsSecret *password = ds_credential_get (credential, DS_PROFILE_FIELD_PASSWORD);
  DsProfileSession *self;
  Keys keys;

  if (password == NULL || !read_keys (credential, &keys))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                           "The credential is not complete");
      return NULL;
    }

  self = open_anywhere (target, choose_path (target, credential), &keys, error);
  if (self == NULL)
    return NULL;

  self->pinned = keys.pin;
  ds_pinned_client_set_login (self->client, DS_PROFILE_USER, password);
  return self;
}

/**
 * ds_profile_session_is_renewed:
 * @self: a session with a device that is set up
 *
 * Returns: whether the device has shown the key that it had announced, at the
 *   beginning or since
 */
bool
ds_profile_session_is_renewed (DsProfileSession *self)
{
  return !ds_pin_equal (ds_pinned_client_get_pin (self->client), &self->pinned);
}

/**
 * ds_profile_session_open:
 * @target: which device
 * @credential: its pin and the owner's password
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a session as from
 *   ds_profile_session_open_announced(), but not with the announced key: then %NULL
 *   with %DS_ERROR_KEY_RENEWED, so that a check puts that key into the keyring first
 */
DsProfileSession *
ds_profile_session_open (DsTarget *target,
                         DsCredential *credential,
                         GError **error)
{
  g_autoptr (DsProfileSession) self = ds_profile_session_open_announced (target, credential, error);

  if (self == NULL || !ds_profile_session_is_renewed (self))
    return g_steal_pointer (&self);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_RENEWED,
                       "The device has the key that it announced");
  return NULL;
}

/*
 * Calls
 */

static bool
is_json (DsHttpReply *reply)
{
  return g_strcmp0 (ds_http_reply_get_media_type (reply), "application/json") == 0;
}

static JsonNode *
read_answer (DsProfileSession *self,
             DsHttpReply *reply,
             GError **error)
{
  unsigned int status = ds_http_reply_get_status (reply);
  JsonNode *empty;

  if (status < 200 || status > 299)
    {
      set_problem (self, reply, error);
      return NULL;
    }

  if (status == HTTP_NO_CONTENT)
    {
      empty = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (empty, json_object_new ());
      return empty;
    }
  if (!is_json (reply))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The answer is not JSON");
      return NULL;
    }

  return parse_body (reply, false, error);
}

/**
 * ds_profile_session_call:
 * @self: a session
 * @affordance: what is wanted
 * @op: what to do with it
 * @body: (nullable): what to send
 * @log_in: whether to send the owner's password
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a node that holds an object; or %NULL with
 *   %DS_ERROR_UNSUPPORTED where the device has no way, %DS_ERROR_NOT_OURS where it
 *   does not take the password, and what its other problems mean
 */
JsonNode *
ds_profile_session_call (DsProfileSession *self,
                         DsProfileAffordance affordance,
                         DsProfileOp op,
                         DsSecret *body,
                         bool log_in,
                         GError **error)
{
  const DsProfileForm *form = ds_profile_td_get_form (self->td, affordance, op);
  g_autoptr (DsHttpReply) reply = NULL;

  if (form == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED, "The device has no way for this");
      return NULL;
    }

  reply = dex_await_boxed (ds_pinned_client_request (self->client, form->method, form->path, body,
                                                     log_in ? DS_PINNED_LOG_IN : DS_PINNED_PLAIN),
                           error);
  return reply != NULL ? read_answer (self, reply, error) : NULL;
}

/**
 * ds_profile_session_identify:
 * @self: a session
 * @log_in: whether to send the owner's password
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): who the device says that it is; or %NULL
 *   with %DS_ERROR_KEY_CHANGED where that is not who was looked for
 */
DsProfileIdentity *
ds_profile_session_identify (DsProfileSession *self,
                             bool log_in,
                             GError **error)
{
  const char *key = ds_target_get_key (self->target);
  g_autoptr (DsProfileIdentity) identity = NULL;
  g_autoptr (JsonNode) answer = NULL;

  answer = ds_profile_session_call (self, DS_PROFILE_IDENTITY, DS_PROFILE_READ, NULL, log_in, error);
  if (answer == NULL)
    return NULL;
  identity = ds_profile_read_identity (json_node_get_object (answer), error);
  if (identity == NULL)
    return NULL;

  if (self->td->id != NULL && !g_str_equal (self->td->id, identity->id))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The device has two ids");
      return NULL;
    }
  if (key != NULL && !g_str_equal (key, identity->id))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEY_CHANGED,
                           "Another device answers at this address");
      return NULL;
    }

  return g_steal_pointer (&identity);
}

/**
 * ds_profile_session_can:
 * @self: a session
 * @affordance: what is wanted
 * @op: what to do with it
 *
 * Returns: whether the device has a way for it
 */
bool
ds_profile_session_can (DsProfileSession *self,
                        DsProfileAffordance affordance,
                        DsProfileOp op)
{
  return ds_profile_td_get_form (self->td, affordance, op) != NULL;
}

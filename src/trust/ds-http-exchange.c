/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-http-exchange"

#include "config.h"

#include "ds-http-exchange.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-crypto.h"
#include "ds-http-reply.h"

#include <errno.h>
#include <string.h>

#define CHUNK_SIZE  4096
#define MAX_HEADERS 8192

/* More would be a length beyond anything that is taken. */
#define MAX_LENGTH_DIGITS 9

/* So much may come before the answer itself (RFC 9110, section 15.2). libsoup takes it for
 * as long as there is any, without a look at the main loop and its deadlines. */
#define MAX_INTERIM 8
#define ENDLESS     "The answer does not begin"

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  size_t max_body;
  unsigned int silence_ms;
  DsPeer *peer; /* or NULL */
  GObject *owner;
  DexPromise *sent; /* resolves to the stream of the answer's body */
  unsigned int n_interim;

  bool is_other_key;
  bool is_unusable_key;
  bool is_old_tls;
} Exchange;

static void
exchange_clear (gpointer data)
{
  Exchange *self = data;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->owner);
  dex_clear (&self->sent);
}

static void
exchange_unref (gpointer data)
{
  g_rc_box_release_full (data, exchange_clear);
}

static bool
may_have (const DsPeer *peer,
          const DsPin *pin)
{
  return !peer->is_known || ds_pin_equal (pin, &peer->pin) ||
         (peer->has_next && ds_pin_equal (pin, &peer->next));
}

/* Whether this is the key that the device must have. */
static bool
check_key (Exchange *self,
           GTlsCertificate *certificate,
           DsPin *pin,
           GBytes **key)
{
  if (certificate == NULL || !ds_pin_from_certificate (certificate, pin, key, NULL))
    self->is_unusable_key = true;
  else if (!may_have (self->peer, pin))
    self->is_other_key = true;

  return !self->is_unusable_key && !self->is_other_key;
}

/* During the handshake. Without a trust database no certificate is ever good by
 * itself, so this is asked about all of them. */
static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       Exchange *self)
{
  DsPin pin;

  return check_key (self, certificate, &pin, NULL);
}

/* After the handshake and before the first byte of the request: the same again
 * with what was negotiated, also for a connection that was open already. A key
 * counts as met only here, where the other side has shown that it owns it. */
static void
on_starting (SoupMessage *message,
             Exchange *self)
{
  g_autoptr (GBytes) key = NULL;
  DsPin pin;

  if (self->peer != NULL && self->peer->is_uncovered)
    return;

  self->is_old_tls =
    soup_message_get_tls_protocol_version (message) < G_TLS_PROTOCOL_VERSION_TLS_1_2;
  if (!self->is_old_tls && self->peer == NULL)
    return;
  if (!self->is_old_tls &&
      check_key (self, soup_message_get_tls_peer_certificate (message), &pin, &key))
    {
      if (self->peer->is_known && !ds_pin_equal (&pin, &self->peer->pin))
        self->peer->has_next = false;
      self->peer->pin = pin;
      self->peer->is_known = true;
      g_clear_pointer (&self->peer->key, g_bytes_unref);
      self->peer->key = g_steal_pointer (&key);
      g_set_object (&self->peer->certificate, soup_message_get_tls_peer_certificate (message));
      return;
    }

  g_cancellable_cancel (dex_promise_get_cancellable (self->sent));
}

static void
on_got_informational (SoupMessage *message,
                      Exchange *self)
{
  if (++self->n_interim > MAX_INTERIM)
    g_cancellable_cancel (dex_promise_get_cancellable (self->sent));
}

static void
on_sent (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  DexPromise *promise = user_data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
  dex_unref (promise);
}

/* GLib's TLS gives a reset in the middle of the handshake the same code as a peer
 * that does not speak TLS; only the system's own words in it tell them apart. */
static bool
is_cut (const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return true;

  return error->domain == G_TLS_ERROR &&
         (strstr (error->message, g_strerror (ECONNRESET)) != NULL ||
          strstr (error->message, g_strerror (EPIPE)) != NULL);
}

/* What went wrong, in our own words where we know better than libsoup. */
static DexFuture *
reject (Exchange *self,
        GError *error)
{
  g_autoptr (GError) cause = error;

  if (self->is_other_key)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_KEY_CHANGED, "The device has another key");
  if (self->is_unusable_key)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER, "The device has no usable key");
  if (self->is_old_tls)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED, "The device's TLS is too old");
  if (self->n_interim > MAX_INTERIM)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER, ENDLESS);
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNPROVEN, "%s", cause->message);
  if (is_cut (cause))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNREACHABLE, "The connection was cut");
  if (cause->domain == SOUP_SESSION_ERROR || cause->domain == SOUP_TLD_ERROR)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER, "%s", cause->message);

  return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&cause)));
}

/* What the head of an answer is made of. */
typedef struct
{
  size_t       size;
  unsigned int n_lengths;
  unsigned int n_encodings;
  bool         is_odd_length; /* one of them is no number, or one beyond all that is taken */
} Head;

/* libsoup takes a sign and white space for a part of the number, what is too large for
 * another number, and of several lengths the last. */
static bool
is_plain_number (const char *text)
{
  size_t n_digits = strspn (text, "0123456789");

  return n_digits > 0 && n_digits <= MAX_LENGTH_DIGITS && text[n_digits] == '\0';
}

static void
add_header (const char *name,
            const char *value,
            gpointer user_data)
{
  Head *head = user_data;

  head->size += strlen (name) + strlen (value) + 4;
  if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    head->n_encodings++;
  if (g_ascii_strcasecmp (name, "Content-Length") != 0)
    return;

  head->n_lengths++;
  if (!is_plain_number (value))
    head->is_odd_length = true;
}

/* What no answer may have, whatever its body. One that ends where the
 * connection does could have been cut: libsoup takes even half a head for whole
 * then, so an answer must tell how long it is. */
static const char *
find_fault (SoupMessage *message,
            size_t max_body,
            bool may_redirect)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  Head head = { 0 };

  soup_message_headers_foreach (headers, add_header, &head);
  if (head.size > MAX_HEADERS)
    return "The answer's head is too long";
  if (head.is_odd_length || head.n_lengths + head.n_encodings > 1)
    return "The answer does not tell plainly how long it is";
  if (!may_redirect && SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)))
    return "The device sends us elsewhere";
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return "The answer is packed, which nobody asked for";
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_EOF &&
      soup_message_get_status (message) != SOUP_STATUS_NO_CONTENT)
    return "The answer does not tell how long it is";
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) max_body)
    return "The answer is too long";

  return NULL;
}

static void
wipe_body (gpointer data)
{
  GByteArray *array = data;

  ds_crypto_wipe (array->data, array->len);
  g_byte_array_unref (array);
}

/* Moves bytes that may be secret, and leaves none behind. */
static void
move_bytes (GByteArray *body,
            GBytes *bytes)
{
  size_t length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (body, data, (unsigned int) length);
  ds_crypto_wipe ((gpointer) data, length);
}

static bool
fill_body (Exchange *self,
           GInputStream *stream,
           GByteArray *body,
           GError **error)
{
  while (body->len <= self->max_body)
    {
      g_autoptr (GBytes) bytes = NULL;

      bytes = dex_await_boxed (ds_future_within (dex_input_stream_read_bytes (stream, CHUNK_SIZE,
                                                                              G_PRIORITY_DEFAULT),
                                                 self->silence_ms), error);
      if (bytes == NULL)
        return false;
      if (g_bytes_get_size (bytes) == 0)
        return true;
      move_bytes (body, bytes);
    }

  g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The answer is too long");
  return false;
}

/* All of the body, or an error; never more than @max_body. */
static GBytes *
read_body (Exchange *self,
           GInputStream *stream,
           GError **error)
{
  /* Made in full at once, so that it never moves and leaves a copy. */
  GByteArray *body = g_byte_array_sized_new ((unsigned int) (self->max_body + CHUNK_SIZE));

  if (fill_body (self, stream, body, error))
    return g_bytes_new_with_free_func (body->data, body->len, wipe_body, body);

  wipe_body (body);
  return NULL;
}

static DsHttpReply *
make_reply (SoupMessage *message,
            GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autofree char *type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  DsHttpReply *reply = ds_http_reply_new (soup_message_get_status (message), type, body);

  /* Of several, all of them: those are no number. */
  ds_http_reply_set_retry_after (reply, soup_message_headers_get_list (headers, "Retry-After"));
  return reply;
}

static DexFuture *
exchange_fiber (gpointer data)
{
  Exchange *self = data;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  const char *fault;

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT,
                           dex_promise_get_cancellable (self->sent), on_sent,
                           dex_ref (self->sent));
  stream = dex_await_object (ds_future_within (DEX_FUTURE (dex_ref (self->sent)),
                                               self->silence_ms), &error);
  if (stream == NULL)
    return reject (self, g_steal_pointer (&error));

  fault = self->n_interim > MAX_INTERIM
              ? ENDLESS : find_fault (self->message, self->max_body, self->peer == NULL);
  if (fault != NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER, "%s", fault);

  body = read_body (self, stream, &error);
  if (body == NULL)
    return reject (self, g_steal_pointer (&error));

  g_value_init (&value, DS_TYPE_HTTP_REPLY);
  g_value_take_boxed (&value, make_reply (self->message, body));
  return dex_future_new_for_value (&value);
}

/**
 * ds_http_exchange:
 * @session: a session without redirects and other features, and with a @peer
 *   without a trust database
 * @message: what to send; for this one exchange only
 * @max_body: the longest body that is taken, in bytes
 * @silence_ms: the longest time to the head of the answer, and between any two
 *   pieces of its body, in milliseconds
 * @peer: (nullable): whom the connection must lead to, or %NULL for whomever the
 *   session's trust database lets in; only then may the answer be a redirect
 * @owner: keeps @peer alive
 *
 * Returns: (transfer full): a future that resolves to a #DsHttpReply; when it is
 *   discarded or rejects, abort @session to close the socket
 */
DexFuture *
ds_http_exchange (SoupSession *session,
                  SoupMessage *message,
                  size_t max_body,
                  unsigned int silence_ms,
                  DsPeer *peer,
                  GObject *owner)
{
  Exchange *self = g_rc_box_new0 (Exchange);

  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->max_body = max_body;
  self->silence_ms = silence_ms;
  self->peer = peer;
  self->owner = g_object_ref (owner);
  self->sent = dex_promise_new_cancellable ();
  if (peer != NULL)
    g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), self);
  g_signal_connect (message, "got-informational", G_CALLBACK (on_got_informational), self);

  return ds_fiber_spawn (exchange_fiber, self, exchange_unref);
}

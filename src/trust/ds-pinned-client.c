/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-pinned-client"

#include "config.h"

#include "ds-pinned-client-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-connection-gate.h"
#include "ds-crypto.h"
#include "ds-origin.h"
#include "ds-http-exchange.h"

#include <string.h>

#define MAX_BODY       (16 * 1024)
#define MAX_LARGE_BODY (64 * 1024)

/* From the moment when it is this request's turn. */
#define OVERALL_MS 30000
/* Without a byte for so long, nobody is there any more. */
#define SILENCE_MS 10000
/* How long a connection that nobody uses stays open, in seconds. */
#define KEEP_OPEN  30
/* How soon after an answer a POST still goes out on the same connection. Later the
 * device may be about to close it, and nobody could tell then whether the request
 * was heard: it gets a connection of its own. */
#define ROW_MS     1000

#define JSON        "application/json"
#define ACCEPT_JSON "application/td+json, application/json, application/problem+json"

struct _DsPinnedClient
{
  GObject parent_instance;

  SoupSession *session;
  DsConnectionPlace *place;
  DsOrigin *origin;
  DsPeer peer;
  DsSecret *authorization; /* the header as it is sent, or NULL */
  unsigned int silence_ms;
  unsigned int overall_ms;
  unsigned int row_ms;
  int64_t answered_at; /* the last time, in microseconds of the monotonic clock */
};

G_DEFINE_FINAL_TYPE (DsPinnedClient, ds_pinned_client, G_TYPE_OBJECT)

static void
close_connection (gpointer user_data)
{
  DsPinnedClient *self = user_data;

  soup_session_abort (self->session);
}

static void
ds_pinned_client_finalize (GObject *object)
{
  DsPinnedClient *self = DS_PINNED_CLIENT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->place, ds_connection_place_free);
  g_clear_pointer (&self->origin, ds_origin_free);
  g_clear_pointer (&self->peer.key, g_bytes_unref);
  g_clear_object (&self->peer.certificate);
  g_clear_pointer (&self->authorization, ds_secret_unref);

  G_OBJECT_CLASS (ds_pinned_client_parent_class)->finalize (object);
}

static void
ds_pinned_client_class_init (DsPinnedClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_pinned_client_finalize;
}

static void
ds_pinned_client_init (DsPinnedClient *self)
{
  self->place = ds_connection_place_new (close_connection, self);
  self->silence_ms = SILENCE_MS;
  self->overall_ms = OVERALL_MS;
  self->row_ms = ROW_MS;
}

/* Everything that a browser's session would do by itself is taken out. The one
 * address is connected to whatever a URL says, and since there is no trust
 * database, every certificate is put before us. */
static SoupSession *
new_session (GInetSocketAddress *address)
{
  SoupSession *session = soup_session_new_with_options ("remote-connectable", address,
                                                        "max-conns", 1,
                                                        "max-conns-per-host", 1,
                                                        "timeout", OVERALL_MS / 1000,
                                                        "idle-timeout", KEEP_OPEN,
                                                        NULL);

  soup_session_set_tls_database (session, NULL);
  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/**
 * ds_pinned_client_new:
 * @address: where the device answers, with the scope of an IPv6 address
 * @host: (nullable): the name that the device goes by, for its own URLs
 * @pin: (nullable): its key, or %NULL to take the first that is met
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): a new client
 */
DsPinnedClient *
ds_pinned_client_new (GInetSocketAddress *address,
                      const char *host,
                      const DsPin *pin)
{
  DsPinnedClient *self;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  self = g_object_new (DS_TYPE_PINNED_CLIENT, NULL);
  self->session = new_session (address);
  self->origin = ds_origin_new (address, host);
  if (pin != NULL)
    {
      self->peer.pin = *pin;
      self->peer.is_known = true;
    }
  return self;
}

/**
 * ds_pinned_client_new_uncovered:
 * @address: where the device answers, with the scope of an IPv6 address
 *
 * For a device that has no encryption at all: HTTP as it is, with every other
 * bound of this client. Nobody is known by a key here, so nothing that matters may
 * be sent, and %DS_PINNED_LOG_IN is refused.
 *
 * Returns: (transfer full): a new client, connected to nothing yet
 */
DsPinnedClient *
ds_pinned_client_new_uncovered (GInetSocketAddress *address)
{
  DsPinnedClient *self = ds_pinned_client_new (address, NULL, NULL);

  self->peer.is_uncovered = true;
  return self;
}

/**
 * ds_pinned_client_set_next:
 * @self: a client that was given a pin and has met nobody yet
 * @next: another key
 *
 * Lets a device change to @next that the pinned key has announced. Once it was met, it
 * is the pin, see ds_pinned_client_get_pin(), and the one before is refused.
 */
void
ds_pinned_client_set_next (DsPinnedClient *self,
                           const DsPin *next)
{
  g_return_if_fail (DS_IS_PINNED_CLIENT (self) && self->peer.is_known && next != NULL);

  self->peer.next = *next;
  self->peer.has_next = true;
}

/* See the private header. */
void
_ds_pinned_client_set_deadlines (DsPinnedClient *self,
                                 unsigned int silence_ms,
                                 unsigned int overall_ms)
{
  self->silence_ms = silence_ms;
  self->overall_ms = overall_ms;
}

/* See the private header. */
void
_ds_pinned_client_set_row (DsPinnedClient *self,
                           unsigned int row_ms)
{
  self->row_ms = row_ms;
}

/**
 * ds_pinned_client_get_pin:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the key that the device must have, or
 *   %NULL as long as none was given or met
 */
const DsPin *
ds_pinned_client_get_pin (DsPinnedClient *self)
{
  g_return_val_if_fail (DS_IS_PINNED_CLIENT (self), NULL);

  return self->peer.is_known ? &self->peer.pin : NULL;
}

/**
 * ds_pinned_client_get_key:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): the device's SubjectPublicKeyInfo in DER,
 *   or %NULL until it was met
 */
GBytes *
ds_pinned_client_get_key (DsPinnedClient *self)
{
  g_return_val_if_fail (DS_IS_PINNED_CLIENT (self), NULL);

  return self->peer.key;
}

/**
 * ds_pinned_client_dup_certificate:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): the certificate in DER that the device showed
 *   with its key, or %NULL until one was met. Only the key in it is proved.
 */
GBytes *
ds_pinned_client_dup_certificate (DsPinnedClient *self)
{
  g_autoptr (GByteArray) der = NULL;

  g_return_val_if_fail (DS_IS_PINNED_CLIENT (self), NULL);

  if (self->peer.certificate == NULL)
    return NULL;

  g_object_get (self->peer.certificate, "certificate", &der, NULL);
  return der != NULL ? g_bytes_new (der->data, der->len) : NULL;
}

/* "Basic " and base64 of user, colon and password (RFC 7617, section 2). */
static DsSecret *
make_authorization (const char *user,
                    DsSecret *password)
{
  static const char prefix[] = "Basic ";
  size_t user_length = strlen (user);
  size_t length;
  const uint8_t *bytes = ds_secret_get_data (password, &length);
  g_autoptr (DsSecret) pair = ds_secret_new (NULL, user_length + 1 + length);
  uint8_t *pair_bytes = (uint8_t *) ds_secret_get_data (pair, NULL);
  g_autofree char *encoded = NULL;
  DsSecret *header;
  char *out;

  memcpy (pair_bytes, user, user_length);
  pair_bytes[user_length] = ':';
  memcpy (pair_bytes + user_length + 1, bytes, length);

  encoded = g_base64_encode (pair_bytes, user_length + 1 + length);
  header = ds_secret_new (NULL, strlen (prefix) + strlen (encoded));
  out = (char *) ds_secret_get_data (header, NULL);
  memcpy (out, prefix, strlen (prefix));
  memcpy (out + strlen (prefix), encoded, strlen (encoded));
  ds_crypto_wipe (encoded, strlen (encoded));
  return header;
}

/**
 * ds_pinned_client_set_login:
 * @self: a client
 * @user: (nullable): the user name, without a colon
 * @password: (nullable): the password, or %NULL to forget it
 *
 * Sets what %DS_PINNED_LOG_IN sends. It goes out with the request itself, which
 * only the pinned key can read, and never because a device asked for it.
 */
void
ds_pinned_client_set_login (DsPinnedClient *self,
                            const char *user,
                            DsSecret *password)
{
  g_return_if_fail (DS_IS_PINNED_CLIENT (self));
  g_return_if_fail (password == NULL || (user != NULL && strchr (user, ':') == NULL));

  g_clear_pointer (&self->authorization, ds_secret_unref);
  if (password != NULL)
    self->authorization = make_authorization (user, password);
}

/**
 * ds_pinned_client_resolve:
 * @self: a client
 * @base: (nullable): the base URL that the device told
 * @href: a URL that the device wrote
 * @error: where to put an error
 *
 * See ds_origin_resolve().
 *
 * Returns: (transfer full) (nullable): a path for ds_pinned_client_request(), or
 *   %NULL with %DS_ERROR_BAD_ANSWER
 */
char *
ds_pinned_client_resolve (DsPinnedClient *self,
                          const char *base,
                          const char *href,
                          GError **error)
{
  g_return_val_if_fail (DS_IS_PINNED_CLIENT (self), NULL);

  return ds_origin_resolve (self->origin, base, href, error);
}

/**
 * ds_pinned_client_close:
 * @self: a client
 *
 * Closes the connection, and ends a request that is under way.
 */
void
ds_pinned_client_close (DsPinnedClient *self)
{
  g_return_if_fail (DS_IS_PINNED_CLIENT (self));

  soup_session_abort (self->session);
  ds_connection_place_leave (self->place);
}

typedef struct
{
  DsPinnedClient *client;
  SoupMessage *message;
  size_t max_body;
  DsConnectionTicket *ticket;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_pointer (&self->ticket, ds_connection_ticket_free);
  g_clear_object (&self->message);
  g_clear_object (&self->client);
  g_free (self);
}

/* The same bytes, which are wiped with the secret. */
static GBytes *
lend_secret (DsSecret *secret)
{
  size_t length;
  const uint8_t *data = ds_secret_get_data (secret, &length);

  return g_bytes_new_with_free_func (data, length, (GDestroyNotify) ds_secret_unref,
                                     ds_secret_ref (secret));
}

static GUri *
make_uri (DsPinnedClient *self,
          const char *path)
{
  g_autoptr (GUri) uri = ds_origin_make_uri (self->origin, path);

  if (uri == NULL || !self->peer.is_uncovered)
    return g_steal_pointer (&uri);

  return g_uri_build (g_uri_get_flags (uri), "http", NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri), NULL);
}

/* What a request is made of, besides its place. */
typedef struct
{
  const char *method;
  const char *type;   /* of the body */
  const char *accept;
  GBytes     *body;   /* or NULL */
} Form;

static SoupMessage *
new_message (DsPinnedClient *self,
             const Form *form,
             GUri *uri,
             DsPinnedFlags flags)
{
  SoupMessage *message = soup_message_new_from_uri (form->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_force_http1 (message, TRUE);
  soup_message_headers_append (headers, "Accept", form->accept);
  if ((flags & DS_PINNED_LOG_IN) != 0 && self->authorization != NULL)
    soup_message_headers_append (headers, "Authorization",
                                 ds_secret_get_text (self->authorization));
  if (form->body != NULL)
    soup_message_set_request_body_from_bytes (message, form->type, form->body);

  return message;
}

/* libsoup gives a POST a new connection, unless it is told that the request may be
 * repeated; it repeats none by that word alone. */
static void
stay_in_row (Request *self)
{
  int64_t idle = g_get_monotonic_time () - self->client->answered_at;

  if (self->client->answered_at > 0 && idle < (int64_t) self->client->row_ms * 1000)
    soup_message_add_flags (self->message, SOUP_MESSAGE_IDEMPOTENT);
}

static DexFuture *
request_fiber (gpointer data)
{
  Request *self = data;
  g_autoptr (DsHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (!dex_await (ds_connection_ticket_wait (self->ticket), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  stay_in_row (self);
  reply = dex_await_boxed (ds_future_within (ds_http_exchange (self->client->session,
                                                               self->message, self->max_body,
                                                               self->client->silence_ms,
                                                               &self->client->peer,
                                                               G_OBJECT (self->client)),
                                             self->client->overall_ms), &error);
  if (reply == NULL)
    {
      /* Nothing that comes later on this connection could be told from it. */
      soup_session_abort (self->client->session);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  self->client->answered_at = g_get_monotonic_time ();
  g_value_init (&value, DS_TYPE_HTTP_REPLY);
  g_value_set_boxed (&value, reply);
  return dex_future_new_for_value (&value);
}

static DexFuture *
send_form (DsPinnedClient *self,
           const Form *form,
           const char *path,
           DsPinnedFlags flags)
{
  g_autoptr (GUri) uri = make_uri (self, path);
  Request *request;

  if (uri == NULL || ((flags & DS_PINNED_LOG_IN) != 0 && self->peer.is_uncovered) ||
      !g_strv_contains ((const char *const[]) { "GET", "PUT", "POST", NULL }, form->method))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER,
                                  "That is no request for a device");

  request = g_new0 (Request, 1);
  request->client = g_object_ref (self);
  request->message = new_message (self, form, uri, flags);
  request->max_body = (flags & DS_PINNED_LARGE) != 0 ? MAX_LARGE_BODY : MAX_BODY;
  request->ticket = ds_connection_ticket_new (self->place);
  return ds_fiber_spawn (request_fiber, request, request_free);
}

/**
 * ds_pinned_client_request:
 * @self: a client
 * @method: GET, PUT or POST
 * @path: path and query on the device, as ds_pinned_client_resolve() gives them
 * @json: (nullable): the body to send
 * @flags: what the request is like
 *
 * Waits for its turn (eight connections at a time, one request to a device), then
 * has 30 seconds, with at most ten of silence. Discarding the future closes the
 * socket.
 *
 * Returns: (transfer full): a future that resolves to a #DsHttpReply or rejects
 *   with %DS_ERROR_KEY_CHANGED (and not a byte of the request was sent),
 *   %DS_ERROR_UNREACHABLE, %DS_ERROR_TIMED_OUT, %DS_ERROR_BAD_ANSWER or
 *   %DS_ERROR_UNSUPPORTED
 */
DexFuture *
ds_pinned_client_request (DsPinnedClient *self,
                          const char *method,
                          const char *path,
                          DsSecret *json,
                          DsPinnedFlags flags)
{
  g_autoptr (GBytes) body = NULL;

  dex_return_error_if_fail (DS_IS_PINNED_CLIENT (self));
  dex_return_error_if_fail (method != NULL && path != NULL);

  body = json != NULL ? lend_secret (json) : NULL;
  return send_form (self, &(Form) { method, JSON, ACCEPT_JSON, body }, path, flags);
}

/**
 * ds_pinned_client_post:
 * @self: a client
 * @path: path and query on the device
 * @type: media type of what is sent and of what is wanted back
 * @body: what to send
 * @flags: what the request is like
 *
 * For devices that speak something else than JSON; otherwise like
 * ds_pinned_client_request().
 *
 * Returns: (transfer full): a future as from ds_pinned_client_request()
 */
DexFuture *
ds_pinned_client_post (DsPinnedClient *self,
                       const char *path,
                       const char *type,
                       GBytes *body,
                       DsPinnedFlags flags)
{
  dex_return_error_if_fail (DS_IS_PINNED_CLIENT (self));
  dex_return_error_if_fail (path != NULL && type != NULL && body != NULL);

  return send_form (self, &(Form) { "POST", type, type, body }, path, flags);
}

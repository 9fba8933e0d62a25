/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-connection"

#include "config.h"

#include "ds-hap-connection.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-hap-addresses.h"

#include <string.h>

#define READ_SIZE 16384

/* Small processors need many seconds for one step of SRP. */
static const DsHapDeadlines real_deadlines = {
  .connect = 5000,
  .answer = 10000,
  .setup = 30000,
  .verb = 75000,
  .pause = 2000,
};

static DsHapDeadlines deadlines = real_deadlines;

struct _DsHapConnection
{
  GObject            parent_instance;

  GSocketConnection *stream;
  char              *host;
  DsHapHttp         *http;
  DsHapFrame        *frame; /* NULL before pair-verify */
  int64_t            limit; /* of the monotonic clock, or 0 */
};

G_DEFINE_FINAL_TYPE (DsHapConnection, ds_hap_connection, G_TYPE_OBJECT)

/**
 * ds_hap_deadlines:
 *
 * Returns: the deadlines that hold now
 */
const DsHapDeadlines *
ds_hap_deadlines (void)
{
  return &deadlines;
}

/**
 * ds_hap_deadlines_set:
 * @set: (nullable): deadlines to use from now on, or %NULL for the real ones
 */
void
ds_hap_deadlines_set (const DsHapDeadlines *set)
{
  deadlines = set != NULL ? *set : real_deadlines;
}

static void
ds_hap_connection_dispose (GObject *object)
{
  ds_hap_connection_close (DS_HAP_CONNECTION (object));

  G_OBJECT_CLASS (ds_hap_connection_parent_class)->dispose (object);
}

static void
ds_hap_connection_finalize (GObject *object)
{
  DsHapConnection *self = DS_HAP_CONNECTION (object);

  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->http, ds_hap_http_free);
  g_clear_pointer (&self->frame, ds_hap_frame_free);

  G_OBJECT_CLASS (ds_hap_connection_parent_class)->finalize (object);
}

static void
ds_hap_connection_class_init (DsHapConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_hap_connection_dispose;
  object_class->finalize = ds_hap_connection_finalize;
}

static void
ds_hap_connection_init (DsHapConnection *self)
{
  self->http = ds_hap_http_new (DS_HAP_HTTP_MAX_BODY);
}

/* A deadline and a discarded future keep their meaning; whatever else goes wrong
 * with a socket means that nobody is there (any more). */
static void
take_io_error (GError **error,
               GError *problem)
{
  if (ds_error_is (problem, DS_ERROR_TIMED_OUT) || ds_error_is_cancelled (problem) ||
      problem->domain == DEX_ERROR)
    {
      g_propagate_error (error, problem);
      return;
    }

  g_debug ("Connection failed: %s", problem->message);
  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "The connection failed");
  g_error_free (problem);
}

/* RFC 9110, section 7.2. Some accessories compare it with their own address, so
 * no name and no scope. */
static char *
host_for_address (GInetSocketAddress *address)
{
  g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (address));
  unsigned int port = g_inet_socket_address_get_port (address);
  char *scope = strchr (ip, '%');

  if (scope != NULL)
    *scope = '\0';
  if (strchr (ip, ':') != NULL)
    return g_strdup_printf ("[%s]:%u", ip, port);

  return g_strdup_printf ("%s:%u", ip, port);
}

static GSocketConnection *
connect_stream (GPtrArray *addresses,
                GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) where = NULL;
  g_autoptr (GSocketConnection) stream = NULL;
  GError *problem = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  where = ds_hap_addresses_new (addresses);
  stream = dex_await_object (ds_future_within (dex_socket_client_connect (client, where),
                                               deadlines.connect),
                             &problem);
  if (stream != NULL)
    return g_steal_pointer (&stream);

  /* That nobody picks up is not an answer that came too late. */
  if (ds_error_is (problem, DS_ERROR_TIMED_OUT))
    {
      g_clear_error (&problem);
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "No address answers");
    }
  else
    {
      take_io_error (error, problem);
    }

  return NULL;
}

/**
 * ds_hap_connection_open:
 * @target: which accessory
 * @addresses: (element-type GInetSocketAddress): where to look, at least one
 * @error: return location for an error
 *
 * Connects to the first of @addresses that picks up, and notes that address in
 * @target. Awaits: call it in a fiber.
 *
 * Returns: (transfer full): an open connection, or %NULL with
 *   DS_ERROR_UNREACHABLE
 */
DsHapConnection *
ds_hap_connection_open (DsTarget *target,
                        GPtrArray *addresses,
                        GError **error)
{
  g_autoptr (GSocketConnection) stream = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  DsHapConnection *self;

  g_return_val_if_fail (DS_IS_TARGET (target), NULL);

  stream = connect_stream (addresses, error);
  if (stream == NULL)
    return NULL;
  address = g_socket_connection_get_remote_address (stream, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "The peer is gone already");
      return NULL;
    }
  ds_target_set_reached (target, G_INET_SOCKET_ADDRESS (address));

  self = g_object_new (DS_TYPE_HAP_CONNECTION, NULL);
  self->stream = g_steal_pointer (&stream);
  self->host = host_for_address (G_INET_SOCKET_ADDRESS (address));

  return self;
}

/**
 * ds_hap_connection_set_limit:
 * @self: a connection
 * @milliseconds: how long all requests from now on may take together; 0 for as
 *   long as each of them may
 */
void
ds_hap_connection_set_limit (DsHapConnection *self,
                             unsigned int milliseconds)
{
  g_return_if_fail (DS_IS_HAP_CONNECTION (self));

  self->limit = milliseconds > 0 ? g_get_monotonic_time () + milliseconds * INT64_C (1000) : 0;
}

/**
 * ds_hap_connection_close:
 * @self: a connection
 *
 * Closes the socket at once. Safe to repeat.
 */
void
ds_hap_connection_close (DsHapConnection *self)
{
  g_return_if_fail (DS_IS_HAP_CONNECTION (self));

  if (self->stream != NULL)
    g_socket_close (g_socket_connection_get_socket (self->stream), NULL);
  g_clear_object (&self->stream);
}

static unsigned int
time_left (int64_t until)
{
  int64_t left = (until - g_get_monotonic_time ()) / 1000;

  return (unsigned int) CLAMP (left, 1, G_MAXINT);
}

static bool
write_all (DsHapConnection *self,
           GBytes *bytes,
           int64_t until,
           GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->stream));
  g_autoptr (GBytes) rest = g_bytes_ref (bytes);

  while (g_bytes_get_size (rest) > 0)
    {
      GError *problem = NULL;
      DexFuture *written = dex_output_stream_write_bytes (output, rest, G_PRIORITY_DEFAULT);
      int64_t n = dex_await_int64 (ds_future_within (written, time_left (until)), &problem);
      g_autoptr (GBytes) remaining = NULL;

      if (problem != NULL)
        {
          take_io_error (error, problem);
          return false;
        }
      remaining = g_bytes_new_from_bytes (rest, n, g_bytes_get_size (rest) - n);
      g_bytes_unref (rest);
      rest = g_steal_pointer (&remaining);
    }

  return true;
}

static bool
feed (DsHapConnection *self,
      GBytes *bytes,
      GError **error)
{
  g_autoptr (GByteArray) plain = NULL;
  const void *data;
  size_t length;

  data = g_bytes_get_data (bytes, &length);
  if (self->frame == NULL)
    return ds_hap_http_feed (self->http, data, length, error);

  plain = g_byte_array_new ();
  if (!ds_hap_frame_open (self->frame, data, length, plain, error))
    return false;

  return ds_hap_http_feed (self->http, plain->data, plain->len, error);
}

static bool
is_amid (DsHapConnection *self)
{
  return ds_hap_http_is_amid (self->http) ||
         (self->frame != NULL && ds_hap_frame_is_amid (self->frame));
}

static bool
read_some (DsHapConnection *self,
           int64_t until,
           GError **error)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (self->stream));
  g_autoptr (GBytes) bytes = NULL;
  GError *problem = NULL;

  bytes = dex_await_boxed (ds_future_within (dex_input_stream_read_bytes (input, READ_SIZE,
                                                                          G_PRIORITY_DEFAULT),
                                             time_left (until)),
                           &problem);
  if (bytes == NULL)
    {
      take_io_error (error, problem);
      return false;
    }
  if (g_bytes_get_size (bytes) > 0)
    return feed (self, bytes, error);

  if (is_amid (self))
    g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The answer was cut off");
  else
    g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "The connection was closed");

  return false;
}

/* Events that came since the last answer are dropped; an answer that nobody
 * asked for must not be taken for the next one. */
static bool
drop_events (DsHapConnection *self,
             GError **error)
{
  while (true)
    {
      g_autoptr (DsHapMessage) message = ds_hap_http_pop (self->http);

      if (message == NULL)
        return true;
      if (!message->is_event)
        {
          g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                               "An answer came without a question");
          return false;
        }
    }
}

static DsHapMessage *
receive (DsHapConnection *self,
         int64_t until,
         GError **error)
{
  while (true)
    {
      g_autoptr (DsHapMessage) message = ds_hap_http_pop (self->http);

      if (message != NULL && !message->is_event)
        return g_steal_pointer (&message);
      if (message == NULL && !read_some (self, until, error))
        return NULL;
      /* A stream of events alone never ends in read_some(). */
      if (g_get_monotonic_time () > until)
        {
          g_set_error_literal (error, DS_ERROR, DS_ERROR_TIMED_OUT, "No answer in time");
          return NULL;
        }
    }
}

static GBytes *
seal (DsHapConnection *self,
      GBytes *request,
      GError **error)
{
  g_autoptr (GByteArray) sealed = NULL;
  const void *data;
  size_t length;

  if (self->frame == NULL)
    return g_bytes_ref (request);

  data = g_bytes_get_data (request, &length);
  sealed = g_byte_array_new ();
  if (!ds_hap_frame_seal (self->frame, data, length, sealed, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&sealed));
}

static DsHapMessage *
exchange (DsHapConnection *self,
          GBytes *request,
          int64_t until,
          GError **error)
{
  g_autoptr (GBytes) sealed = NULL;

  if (!drop_events (self, error))
    return NULL;
  sealed = seal (self, request, error);
  if (sealed == NULL || !write_all (self, sealed, until, error))
    return NULL;

  return receive (self, until, error);
}

/**
 * ds_hap_connection_request:
 * @self: a connection
 * @method: "GET", "POST" or "PUT"
 * @path: path and query
 * @content_type: (nullable): type of @body
 * @body: (nullable) (array length=length): what to send
 * @length: bytes of @body
 * @deadline: milliseconds until the whole answer must be there
 * @error: return location for an error
 *
 * Sends one request and waits for its answer; events that come in between are
 * dropped. Awaits: call it in a fiber.
 *
 * Returns: (transfer full): the answer of whatever status, or %NULL with
 *   DS_ERROR_UNREACHABLE, DS_ERROR_TIMED_OUT or DS_ERROR_BAD_ANSWER; then the
 *   connection is closed
 */
DsHapMessage *
ds_hap_connection_request (DsHapConnection *self,
                           const char *method,
                           const char *path,
                           const char *content_type,
                           const void *body,
                           size_t length,
                           unsigned int deadline,
                           GError **error)
{
  int64_t until = g_get_monotonic_time () + deadline * INT64_C (1000);
  g_autoptr (GBytes) request = NULL;
  DsHapMessage *message;

  g_return_val_if_fail (DS_IS_HAP_CONNECTION (self), NULL);

  if (self->stream == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "The connection is closed");
      return NULL;
    }

  request = ds_hap_http_request (method, path, self->host, content_type, body, length);
  if (self->limit != 0)
    until = MIN (until, self->limit);
  message = exchange (self, request, until, error);
  if (message == NULL)
    ds_hap_connection_close (self);

  return message;
}

/**
 * ds_hap_connection_secure:
 * @self: a connection
 * @frame: (transfer full): the keys that pair-verify agreed on
 * @error: return location for an error
 *
 * From here on everything is encrypted. Plain bytes that came too early belong
 * to nobody and break the connection.
 *
 * Returns: whether the connection is encrypted now
 */
bool
ds_hap_connection_secure (DsHapConnection *self,
                          DsHapFrame *frame,
                          GError **error)
{
  g_autoptr (DsHapFrame) owned = frame;

  g_return_val_if_fail (DS_IS_HAP_CONNECTION (self), false);
  g_return_val_if_fail (frame != NULL, false);
  g_return_val_if_fail (self->frame == NULL, false);

  if (ds_hap_http_is_amid (self->http) || !drop_events (self, NULL))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "Plain bytes came where encrypted ones begin");
      ds_hap_connection_close (self);
      return false;
    }
  self->frame = g_steal_pointer (&owned);

  return true;
}

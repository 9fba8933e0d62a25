/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-pinned-client-private.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <string.h>
#include <sys/socket.h>

#define OK "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

static DsPin
pin_of (GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;
  DsPin pin;

  ds_pin_from_certificate (certificate, &pin, NULL, &error);
  g_assert_no_error (error);
  return pin;
}

typedef struct
{
  GTlsCertificate *certificate;
  DsTlsServer *server;
  DsPinnedClient *client;
} Fixture;

static void
fixture_clear (Fixture *self)
{
  if (self->client != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->client));
  g_clear_pointer (&self->server, ds_tls_server_free);
  g_clear_object (&self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* A device that answers so, and a client that has its pin. */
static void
fixture_init (Fixture *self,
              DsTlsAnswerFunc answer,
              const char *text)
{
  DsPin pin;

  self->certificate = ds_tls_certificate_new (NULL);
  self->server = ds_tls_server_new (self->certificate, answer, (gpointer) text);
  pin = pin_of (self->certificate);
  self->client = ds_pinned_client_new (ds_tls_server_get_address (self->server), NULL, &pin);
  _ds_pinned_client_set_deadlines (self->client, 30000, 60000);
}

static DsHttpReply *
get (DsPinnedClient *client,
     DsPinnedFlags flags)
{
  g_autoptr (GError) error = NULL;
  DsHttpReply *reply;

  reply = dex_await_boxed (ds_pinned_client_request (client, "GET", "/thing?a=1", NULL, flags),
                           &error);
  g_assert_no_error (error);
  return reply;
}

static void
assert_get_fails (DsPinnedClient *client,
                  DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (
    ds_pinned_client_request (client, "GET", "/thing", NULL, DS_PINNED_PLAIN));

  g_test_message ("%s", error->message);
  g_assert_error (error, DS_ERROR, (int) code);
}

/* While the client still lives: a socket that was forgotten stays open with it. */
static void
assert_closes (DsTlsServer *server)
{
  ds_test_wait_until (ds_tls_server_count_closed (server) > 0);
}

static void
test_right_pin (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsHttpReply) reply = NULL;
  g_autofree char *request = NULL;

  fixture_init (&f, ds_tls_server_answer, OK);
  reply = get (f.client, DS_PINNED_PLAIN);
  g_assert_cmpuint (ds_http_reply_get_status (reply), ==, 200);
  g_assert_cmpstr (ds_http_reply_get_media_type (reply), ==, "application/json");
  g_assert_cmpmem (g_bytes_get_data (ds_http_reply_get_body (reply), NULL), 2, "{}", 2);
  g_assert_null (ds_http_reply_get_problem (reply));

  request = ds_tls_server_dup_request (f.server);
  g_assert_true (g_str_has_prefix (request, "GET /thing?a=1 HTTP/1.1\r\n"));
  g_assert_null (strstr (request, "Authorization"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_null (strstr (request, "Accept-Encoding"));
}

static void
test_keeps_connection_for_next_request (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, ds_tls_server_answer, OK);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_PLAIN);
    }
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 1);

  ds_pinned_client_close (f.client);
  assert_closes (f.server);
  {
    g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_PLAIN);
  }
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 2);
}

static void
post (DsPinnedClient *client)
{
  g_autoptr (DsSecret) json = ds_secret_new_text ("{}");

  ds_test_await (ds_pinned_client_request (client, "POST", "/pair", json, DS_PINNED_PLAIN));
}

/* A handshake is the dearest part of a request: a proof of several must not pay for
 * each of them. */
static void
test_posts_in_a_row_share_a_connection (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsHttpReply) reply = NULL;

  fixture_init (&f, ds_tls_server_answer, OK);
  _ds_pinned_client_set_row (f.client, 60000);
  reply = get (f.client, DS_PINNED_PLAIN);
  for (int i = 0; i < 3; i++)
    post (f.client);
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 1);
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 4);
}

/* The device may close the old connection just now, and a POST is not said twice. */
static void
test_post_after_a_pause_has_its_own_connection (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, ds_tls_server_answer, OK);
  _ds_pinned_client_set_row (f.client, 0);
  for (unsigned int i = 1; i <= 3; i++)
    {
      post (f.client);
      g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, i);
    }
}

static void
test_post_to_device_that_hung_up (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, ds_tls_server_answer_and_close, OK);
  _ds_pinned_client_set_row (f.client, 60000);
  post (f.client);
  assert_closes (f.server);
  post (f.client);
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 2);
}

static void
test_body_arrives (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsSecret) json = ds_secret_new_text ("{\"password\":\"abc\"}");
  g_autofree char *request = NULL;

  fixture_init (&f, ds_tls_server_answer, OK);
  ds_test_await (ds_pinned_client_request (f.client, "POST", "/claim", json, DS_PINNED_PLAIN));
  request = ds_tls_server_dup_request (f.server);
  g_assert_true (g_str_has_prefix (request, "POST /claim HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"password\":\"abc\"}"));
}

static void
test_wrong_pin (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);
  g_autoptr (DsSecret) password = ds_secret_new_text ("secret");

  fixture_init (&f, ds_tls_server_answer, OK);
  ds_tls_server_set_certificate (f.server, other);
  ds_pinned_client_set_login (f.client, "owner", password);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = ds_test_await_error (
        ds_pinned_client_request (f.client, "POST", "/claim", password, DS_PINNED_LOG_IN));

      g_assert_error (error, DS_ERROR, DS_ERROR_KEY_CHANGED);
    }

  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), >=, 3);
  ds_test_sleep (100);
  g_assert_cmpuint (ds_tls_server_count_bytes (f.server), ==, 0);
}

static void
test_key_changes_between_requests (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);
  g_autoptr (DsHttpReply) reply = NULL;
  size_t before;

  fixture_init (&f, ds_tls_server_answer_and_close,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
  reply = get (f.client, DS_PINNED_PLAIN);
  before = ds_tls_server_count_bytes (f.server);
  ds_tls_server_set_certificate (f.server, other);
  assert_get_fails (f.client, DS_ERROR_KEY_CHANGED);
  ds_test_sleep (100);
  g_assert_cmpuint (ds_tls_server_count_bytes (f.server), ==, before);
}

/* The announced key takes the place of the one before, once. */
static void
test_announced_key (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) next = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);
  g_autoptr (DsHttpReply) before = NULL;
  g_autoptr (DsHttpReply) after = NULL;
  DsPin pin;

  fixture_init (&f, ds_tls_server_answer_and_close,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
  pin = pin_of (next);
  ds_pinned_client_set_next (f.client, &pin);
  before = get (f.client, DS_PINNED_PLAIN);

  ds_tls_server_set_certificate (f.server, other);
  assert_get_fails (f.client, DS_ERROR_KEY_CHANGED);
  ds_tls_server_set_certificate (f.server, next);
  after = get (f.client, DS_PINNED_PLAIN);
  g_assert_true (ds_pin_equal (ds_pinned_client_get_pin (f.client), &pin));

  ds_tls_server_set_certificate (f.server, f.certificate);
  assert_get_fails (f.client, DS_ERROR_KEY_CHANGED);
}

static void
test_first_contact (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);
  g_autoptr (DsHttpReply) reply = NULL;
  DsPin expected;
  size_t before;

  fixture_init (&f, ds_tls_server_answer_and_close,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
  expected = pin_of (f.certificate);
  g_clear_object (&f.client);
  f.client = ds_pinned_client_new (ds_tls_server_get_address (f.server), NULL, NULL);
  g_assert_null (ds_pinned_client_get_pin (f.client));
  g_assert_null (ds_pinned_client_get_key (f.client));

  reply = get (f.client, DS_PINNED_PLAIN);
  g_assert_true (ds_pin_equal (ds_pinned_client_get_pin (f.client), &expected));
  g_assert_nonnull (ds_pinned_client_get_key (f.client));

  /* From then on it holds to what it met. */
  before = ds_tls_server_count_bytes (f.server);
  ds_tls_server_set_certificate (f.server, other);
  assert_get_fails (f.client, DS_ERROR_KEY_CHANGED);
  g_assert_true (ds_pin_equal (ds_pinned_client_get_pin (f.client), &expected));
  ds_test_sleep (100);
  g_assert_cmpuint (ds_tls_server_count_bytes (f.server), ==, before);
}

static void
test_log_in (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsSecret) password = ds_secret_new_text ("open sesame");
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  g_autofree char *forgotten = NULL;

  fixture_init (&f, ds_tls_server_answer,
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"owner\"\r\n"
                "Content-Length: 0\r\n\r\n");
  ds_pinned_client_set_login (f.client, "Aladdin", password);

  /* Not because the device asks for it... */
  {
    g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_PLAIN);

    g_assert_cmpuint (ds_http_reply_get_status (reply), ==, 401);
  }
  without = ds_tls_server_dup_request (f.server);
  g_assert_null (strstr (without, "Authorization"));
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 1);

  /* ...but where we say so (RFC 7617, section 2), and only once. */
  {
    g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_LOG_IN);

    g_assert_cmpuint (ds_http_reply_get_status (reply), ==, 401);
  }
  with = ds_tls_server_dup_request (f.server);
  g_assert_nonnull (strstr (with, "\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 2);

  ds_pinned_client_set_login (f.client, NULL, NULL);
  {
    g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_LOG_IN);
  }
  forgotten = ds_tls_server_dup_request (f.server);
  g_assert_null (strstr (forgotten, "Authorization"));
}

static void
test_cookies_not_sent_back (void)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *request = NULL;

  fixture_init (&f, ds_tls_server_answer,
                "HTTP/1.1 200 OK\r\nSet-Cookie: track=me; Path=/\r\nContent-Length: 0\r\n\r\n");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (DsHttpReply) reply = get (f.client, DS_PINNED_PLAIN);
    }
  request = ds_tls_server_dup_request (f.server);
  g_assert_null (strstr (request, "Cookie"));
}

static void
test_redirect_not_followed (void)
{
  static const char *const places[] = { "/other", "https://192.0.2.1/", "http://127.0.0.1:1/" };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (Fixture) f = { NULL };
      g_autofree char *text = g_strdup_printf (
        "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", places[i]);

      fixture_init (&f, ds_tls_server_answer, text);
      assert_get_fails (f.client, DS_ERROR_BAD_ANSWER);
      g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 1);
    }
}

static void
test_problem_document (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsHttpReply) reply = NULL;

  fixture_init (&f, ds_tls_server_answer,
                "HTTP/1.1 429 Too Many\r\nContent-Type: application/problem+json; charset=utf-8\r\n"
                "Content-Length: 44\r\n\r\n{\"type\":\"https://a.example/1#wait\",\"n\": 10 }");
  reply = get (f.client, DS_PINNED_PLAIN);
  g_assert_cmpuint (ds_http_reply_get_status (reply), ==, 429);
  g_assert_cmpstr (ds_http_reply_get_problem (reply), ==, "https://a.example/1#wait");
}

static void
test_something_else_than_json (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("\1\1", 2);
  g_autoptr (DsHttpReply) reply = NULL;
  g_autofree char *request = NULL;

  fixture_init (&f, ds_tls_server_answer, OK);
  reply = dex_await_boxed (ds_pinned_client_post (f.client, "/p", "application/ipp", body,
                                                  DS_PINNED_PLAIN), &error);
  g_assert_no_error (error);
  request = ds_tls_server_dup_request (f.server);
  g_assert_true (g_str_has_prefix (request, "POST /p HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Content-Type: application/ipp\r\n"));
  g_assert_nonnull (strstr (request, "Accept: application/ipp\r\n"));
}

static void
test_body_of_size (size_t size,
                   DsPinnedFlags flags,
                   bool is_chunked,
                   bool is_taken)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHttpReply) reply = NULL;
  g_autofree char *body = g_strnfill (size, 'x');
  g_autofree char *text = NULL;

  if (is_chunked)
    text = g_strdup_printf ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "%zx\r\n%s\r\n0\r\n\r\n", size, body);
  else
    text = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", size, body);
  fixture_init (&f, ds_tls_server_answer, text);

  reply = dex_await_boxed (ds_pinned_client_request (f.client, "GET", "/", NULL, flags), &error);
  if (is_taken)
    {
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (ds_http_reply_get_body (reply), NULL),
                       g_bytes_get_size (ds_http_reply_get_body (reply)), body, size);
    }
  else
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
      assert_closes (f.server);
    }
}

static void
test_oversized_body (void)
{
  for (int chunked = 0; chunked < 2; chunked++)
    {
      test_body_of_size (16384, DS_PINNED_PLAIN, chunked, true);
      test_body_of_size (16385, DS_PINNED_PLAIN, chunked, false);
      test_body_of_size (65536, DS_PINNED_LARGE, chunked, true);
      test_body_of_size (65537, DS_PINNED_LARGE, chunked, false);
    }
}

static bool
answer_endlessly (DsTlsServer *server,
                  GIOStream *stream,
                  const char *request,
                  gpointer user_data)
{
  g_autofree char *kilobyte = g_strnfill (1024, 'x');

  if (!ds_tls_server_write (server, stream, user_data))
    return false;
  while (ds_tls_server_write (server, stream, kilobyte))
    ;
  return false;
}

static void
test_endless (void)
{
  static const char *const heads[] = {
    "HTTP/1.1 200 OK\r\n\r\n",                   /* a body without a length */
    "HTTP/1.1 200 OK\r\nX: ",                    /* a header line */
    "HTTP/1.1 ",                                 /* the first line */
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, answer_endlessly, heads[i]);
      assert_get_fails (f.client, DS_ERROR_BAD_ANSWER);
      assert_closes (f.server);
    }
}

static bool
answer_slowly (DsTlsServer *server,
               GIOStream *stream,
               const char *request,
               gpointer user_data)
{
  if (!ds_tls_server_write (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"))
    return false;
  while (!ds_tls_server_is_ending (server) && ds_tls_server_write (server, stream, "x"))
    ds_tls_server_pause (server, 50);
  return false;
}

static void
test_a_byte_at_a_time (void)
{
  g_auto (Fixture) f = { NULL };

  /* Without the second deadline it would come to its end, in 50 seconds. */
  fixture_init (&f, answer_slowly, NULL);
  _ds_pinned_client_set_deadlines (f.client, 60000, 700);
  assert_get_fails (f.client, DS_ERROR_TIMED_OUT);
  assert_closes (f.server);
}

static void
test_silence (void)
{
  static const char *const begun[] = {
    "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
    "HTTP/1.1 100 Continue\r\n\r\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, ds_tls_server_answer, begun[i]);
      _ds_pinned_client_set_deadlines (f.client, 300, 20000);
      assert_get_fails (f.client, DS_ERROR_TIMED_OUT);
      assert_closes (f.server);
    }
}

static void
test_silence_before_tls (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (DsPinnedClient) client = NULL;

  g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &address, NULL);
  client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address), NULL, NULL);
  _ds_pinned_client_set_deadlines (client, 300, 20000);
  assert_get_fails (client, DS_ERROR_TIMED_OUT);
  g_assert_null (ds_pinned_client_get_pin (client));
}

static void
test_nobody_there (void)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 1);
  g_autoptr (DsPinnedClient) client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address),
                                                            NULL, NULL);

  assert_get_fails (client, DS_ERROR_UNREACHABLE);
}

/* Reads the start of the handshake and resets the connection. */
static bool
reset_handshake (GThreadedSocketService *service,
                 GSocketConnection *connection,
                 GObject *source,
                 gpointer user_data)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  const struct linger at_once = { .l_onoff = 1 };
  char hello[16];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), hello,
                       sizeof hello, NULL, NULL);
  g_assert_cmpint (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once,
                               sizeof at_once), ==, 0);
  g_socket_close (socket, NULL);
  return TRUE;
}

/* As when a device loses its power just then: it is gone, and not strange. */
static void
test_reset_in_handshake (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (DsPinnedClient) client = NULL;
  uint16_t port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (reset_handshake), NULL);
  address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address), NULL, NULL);

  assert_get_fails (client, DS_ERROR_UNREACHABLE);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static bool
answer_in_the_clear (GThreadedSocketService *service,
                     GSocketConnection *connection,
                     GObject *source,
                     gpointer user_data)
{
  if (user_data != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                               user_data, strlen (user_data), NULL, NULL, NULL);
  return true;
}

/* A device that speaks plain HTTP where TLS should be, and one that hangs up. */
static void
test_no_tls (void)
{
  const char *const texts[] = { NULL, OK, "garbage" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
      g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
      g_autoptr (GSocketAddress) address = NULL;
      g_autoptr (DsPinnedClient) client = NULL;
      g_autoptr (GError) error = NULL;

      g_signal_connect (service, "run", G_CALLBACK (answer_in_the_clear), (gpointer) texts[i]);
      g_socket_listener_add_address (G_SOCKET_LISTENER (service), any, G_SOCKET_TYPE_STREAM,
                                     G_SOCKET_PROTOCOL_TCP, NULL, &address, NULL);
      client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address), NULL, NULL);
      error = ds_test_await_error (ds_pinned_client_request (client, "GET", "/", NULL, 0));
      g_test_message ("%s", error->message);
      g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER) ||
                     ds_error_is (error, DS_ERROR_UNREACHABLE));
      g_assert_null (ds_pinned_client_get_pin (client));
      g_socket_service_stop (service);
    }
}

/* At every place where an answer can break off. */
static void
test_closes_everywhere (void)
{
  static const char whole[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

  for (size_t length = 0; length < strlen (whole); length++)
    {
      g_auto (Fixture) f = { NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strndup (whole, length);

      fixture_init (&f, ds_tls_server_answer_and_close, text);
      error = ds_test_await_error (ds_pinned_client_request (f.client, "POST", "/", NULL, 0));
      g_test_message ("%zu: %s", length, error->message);
      g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER) ||
                     ds_error_is (error, DS_ERROR_UNREACHABLE));
      /* What is not safe to repeat was not repeated. */
      g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 1);
    }
}

static void
test_bad_heads (void)
{
  g_autoptr (GString) many = g_string_new ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
  const char *const heads[] = {
    "\x15\x03\x01\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\n\r\n",
    NULL,
  };

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (many, "X-%d: y\r\n", i);
  g_string_append (many, "\r\n");

  for (size_t i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, ds_tls_server_answer_and_close, heads[i] != NULL ? heads[i] : many->str);
      assert_get_fails (f.client, DS_ERROR_BAD_ANSWER);
    }
}

/* Loses patience as soon as the request has arrived. */
static DexFuture *
lose_patience_fiber (gpointer data)
{
  while (ds_tls_server_count_requests (data) == 0)
    ds_test_sleep (10);
  ds_test_sleep (100);
  return dex_future_new_reject (DS_ERROR, DS_ERROR_CANCELLED, "No patience");
}

static void
test_cancelled_request_closes_socket (void)
{
  static const char *const begun[] = { "", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab" };

  for (size_t i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      g_auto (Fixture) f = { NULL };
      g_autoptr (GError) error = NULL;

      fixture_init (&f, ds_tls_server_answer, begun[i]);
      error = ds_test_await_error (dex_future_first (
        ds_pinned_client_request (f.client, "GET", "/", NULL, DS_PINNED_PLAIN),
        ds_fiber_spawn (lose_patience_fiber, f.server, NULL), NULL));
      g_assert_error (error, DS_ERROR, DS_ERROR_CANCELLED);
      g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 1);
      assert_closes (f.server);
    }
}

static void
test_refused_before_connecting (void)
{
  static const struct
  {
    const char *method;
    const char *path;
  } rows[] = {
    { "GET", "http://127.0.0.1/" }, { "GET", "thing" }, { "GET", "" }, { "GET", "/a b" },
    { "GET", "/a\r\nX: y" }, { "GET", "/\xc3\xa4" }, { "GET", "/#a" }, { "DELETE", "/" },
    { "CONNECT", "/" }, { "get", "/" }, { "GET / HTTP/1.1\r\nX:", "/" }, { "GET", "/a\\b" },
  };
  g_auto (Fixture) f = { NULL };
  g_autofree char *long_path = g_strnfill (513, '/');

  fixture_init (&f, ds_tls_server_answer, OK);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = ds_test_await_error (
        ds_pinned_client_request (f.client, rows[i].method, rows[i].path, NULL, 0));

      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
  {
    g_autoptr (GError) error = ds_test_await_error (
      ds_pinned_client_request (f.client, "GET", long_path, NULL, 0));

    g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  }
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 0);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

#define ADD(path, func) ds_test_add_fiber ("/pinned-client/" path, func)
  ADD ("right-pin", test_right_pin);
  ADD ("keeps-connection-for-next-request", test_keeps_connection_for_next_request);
  ADD ("posts-in-a-row-share-a-connection", test_posts_in_a_row_share_a_connection);
  ADD ("post-after-a-pause-has-its-own-connection",
       test_post_after_a_pause_has_its_own_connection);
  ADD ("post-to-device-that-hung-up", test_post_to_device_that_hung_up);
  ADD ("body-arrives", test_body_arrives);
  ADD ("wrong-pin", test_wrong_pin);
  ADD ("key-changes-between-requests", test_key_changes_between_requests);
  ADD ("announced-key", test_announced_key);
  ADD ("first-contact", test_first_contact);
  ADD ("log-in", test_log_in);
  ADD ("cookies-not-sent-back", test_cookies_not_sent_back);
  ADD ("redirect-not-followed", test_redirect_not_followed);
  ADD ("problem-document", test_problem_document);
  ADD ("something-else-than-json", test_something_else_than_json);
  ADD ("oversized-body", test_oversized_body);
  ADD ("endless", test_endless);
  ADD ("a-byte-at-a-time", test_a_byte_at_a_time);
  ADD ("silence", test_silence);
  ADD ("silence-before-tls", test_silence_before_tls);
  ADD ("nobody-there", test_nobody_there);
  ADD ("reset-in-the-handshake", test_reset_in_handshake);
  ADD ("no-tls", test_no_tls);
  ADD ("closes-everywhere", test_closes_everywhere);
  ADD ("bad-heads", test_bad_heads);
  ADD ("cancelled-request-closes-socket", test_cancelled_request_closes_socket);
  ADD ("refused-before-connecting", test_refused_before_connecting);
  return g_test_run ();
}

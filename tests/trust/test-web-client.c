/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-web-client"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-web-client-private.h"

#include "ds-internet.h"
#include "ds-test.h"
#include "ds-tls-server.h"

#include <string.h>

#define URL   "https://example.com/.well-known/security.txt"
#define NAMES "DNS:example.com,DNS:www.example.com,DNS:example.org"

/* The first request is led on to user_data, all others are answered. */
static bool
answer_redirect (DsTlsServer *server,
                 GIOStream *stream,
                 const char *request,
                 gpointer user_data)
{
  g_autofree char *text = NULL;

  if (!g_str_has_prefix (request, "GET /.well-known/"))
    return ds_tls_server_write (server, stream,
                                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere");

  text = g_strdup_printf ("HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
                          (const char *) user_data);
  return ds_tls_server_write (server, stream, text);
}

static bool
answer_silence (DsTlsServer *server,
                GIOStream *stream,
                const char *request,
                gpointer user_data)
{
  ds_tls_server_pause (server, 30000);
  return false;
}

typedef struct
{
  DsTlsServer *server;
  DsWebClient *client;
  GTlsDatabase *database;
  uint16_t port;
} Fixture;

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_pointer (&self->server, ds_tls_server_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* A world with one server in it, which has a good certificate for @names. */
static void
fixture_init (Fixture *self,
              const char *names,
              DsTlsAnswerFunc answer,
              const char *text)
{
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new_for (authority, names);

  self->database = ds_internet_trust (authority);
  self->server = ds_tls_server_new (certificate, answer, (gpointer) text);
  self->port = g_inet_socket_address_get_port (ds_tls_server_get_address (self->server));
  self->client = ds_web_client_new ();
  _ds_web_client_set_world (self->client, self->database, self->port, 30000);
}

static void
assert_fetched (Fixture *self,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsHttpReply) reply =
    dex_await_boxed (ds_web_client_fetch (self->client, URL, 4096), &error);
  size_t length;
  const char *body;

  g_assert_no_error (error);
  body = g_bytes_get_data (ds_http_reply_get_body (reply), &length);
  g_assert_cmpmem (body, length, expected, strlen (expected));
}

static void
assert_fails (Fixture *self,
              const char *url,
              DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (ds_web_client_fetch (self->client, url, 4096));

  g_test_message ("%s", error->message);
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_a_small_document_comes_and_nothing_of_us_goes (void)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *request = NULL;

  fixture_init (&f, NAMES, ds_tls_server_answer,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  assert_fetched (&f, "hello");

  request = ds_tls_server_dup_request (f.server);
  g_assert_null (strstr (request, "User-Agent"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_null (strstr (request, "Referer"));
  g_assert_null (strstr (request, "Accept-Language"));
}

static void
test_another_ones_certificate_gets_no_request (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, "DNS:evil.example", ds_tls_server_answer,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  assert_fails (&f, URL, DS_ERROR_WEBSITE_UNPROVEN);
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 0);
}

static void
test_a_certificate_that_nobody_vouches_for_gets_no_request (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) stranger = ds_tls_certificate_new_for (NULL, NAMES);

  fixture_init (&f, NAMES, ds_tls_server_answer,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  ds_tls_server_set_certificate (f.server, stranger);
  assert_fails (&f, URL, DS_ERROR_WEBSITE_UNPROVEN);
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 0);
}

static void
test_a_redirect_within_the_website_is_followed (void)
{
  static const char * const places[] = {
    "/security.txt",
    "https://www.example.com/security.txt",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, NAMES, answer_redirect, places[i]);
      assert_fetched (&f, "there");
    }
}

static void
test_a_redirect_to_elsewhere_is_not_followed (void)
{
  static const char * const places[] = {
    "https://example.org/security.txt",
    "http://example.com/security.txt",
    "https://example.com.evil.example/",
    "https://user:password@example.com/",
    "https://127.0.0.1/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (Fixture) f = { NULL };

      g_test_message ("%s", places[i]);
      fixture_init (&f, NAMES, answer_redirect, places[i]);
      assert_fails (&f, URL, DS_ERROR_WEBSITE_ELSEWHERE);
      g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 1);
    }
}

static void
test_a_circle_ends (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, NAMES, answer_redirect, "https://example.com/.well-known/security.txt");
  assert_fails (&f, URL, DS_ERROR_WEBSITE_UNCLEAR);
  g_assert_cmpuint (ds_tls_server_count_requests (f.server), ==, 4);
}

static void
test_what_is_not_there_or_too_much_is_told (void)
{
  static const struct
  {
    const char *answer;
    DsError code;
  } rows[] = {
    { "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", DS_ERROR_WEBSITE_WITHOUT },
    { "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", DS_ERROR_WEBSITE_WITHOUT },
    { "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", DS_ERROR_WEBSITE_UNCLEAR },
    { "HTTP/1.1 200 OK\r\nContent-Length: 4097\r\n\r\n", DS_ERROR_WEBSITE_UNCLEAR },
    { "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", DS_ERROR_WEBSITE_ELSEWHERE },
    { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
      DS_ERROR_WEBSITE_UNCLEAR },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, NAMES, ds_tls_server_answer, rows[i].answer);
      assert_fails (&f, URL, rows[i].code);
    }
}

static void
test_silence_ends (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, NAMES, answer_silence, NULL);
  _ds_web_client_set_world (f.client, f.database, f.port, 200);
  assert_fails (&f, URL, DS_ERROR_WEBSITE_SILENT);
}

static void
test_only_websites_are_asked (void)
{
  static const char * const urls[] = {
    "http://example.com/", "https://maker/", "https://192.0.2.1/", "https://[2001:db8::1]/",
    "https://a@example.com/", "ftp://example.com/", "example.com", "-",
  };
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, NAMES, ds_tls_server_answer,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  for (unsigned int i = 0; i < G_N_ELEMENTS (urls); i++)
    assert_fails (&f, urls[i], DS_ERROR_WEBSITE_UNCLEAR);
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);
  ds_internet_move_here ();

  ds_test_add_fiber ("/web-client/document", test_a_small_document_comes_and_nothing_of_us_goes);
  ds_test_add_fiber ("/web-client/other-name", test_another_ones_certificate_gets_no_request);
  ds_test_add_fiber ("/web-client/stranger",
                     test_a_certificate_that_nobody_vouches_for_gets_no_request);
  ds_test_add_fiber ("/web-client/within", test_a_redirect_within_the_website_is_followed);
  ds_test_add_fiber ("/web-client/elsewhere", test_a_redirect_to_elsewhere_is_not_followed);
  ds_test_add_fiber ("/web-client/circle", test_a_circle_ends);
  ds_test_add_fiber ("/web-client/without", test_what_is_not_there_or_too_much_is_told);
  ds_test_add_fiber ("/web-client/silence", test_silence_ends);
  ds_test_add_fiber ("/web-client/addresses", test_only_websites_are_asked);

  return g_test_run ();
}

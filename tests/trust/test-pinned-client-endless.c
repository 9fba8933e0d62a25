/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-pinned-client-private.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <string.h>

/* A device that is quicker than we are, and has always one more thing to say: there is
 * never a moment without something to read, in which somebody would look at a deadline. */

#define OK      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
#define INTERIM "HTTP/1.1 102 Processing\r\n\r\n"

typedef struct
{
  const char *path;
  const char *head;
  const char *part; /* over and over */
} Row;

static const Row rows[] = {
  { "/pinned-client/endless/promises-of-an-answer", "", INTERIM },
  { "/pinned-client/endless/invitations-to-go-on", "", "HTTP/1.1 100 Continue\r\n\r\n" },
  { "/pinned-client/endless/empty-lines", "", "\r\n" },
  { "/pinned-client/endless/headers", "HTTP/1.1 200 OK\r\n", "X: y\r\n" },
  { "/pinned-client/endless/length-of-a-chunk", CHUNKED, "0" },
  { "/pinned-client/endless/extension-of-a-chunk", CHUNKED "1;", "x" },
  { "/pinned-client/endless/chunks", CHUNKED, "1\r\nx\r\n" },
};

static bool
answer_endlessly (DsTlsServer *server,
                  GIOStream *stream,
                  const char *request,
                  gpointer user_data)
{
  const Row *row = user_data;
  g_autoptr (GString) parts = g_string_new (NULL);

  while (parts->len < 16 * 1024)
    g_string_append (parts, row->part);
  if (!ds_tls_server_write (server, stream, row->head))
    return false;
  while (ds_tls_server_write (server, stream, parts->str))
    ;
  return false;
}

static GError *
get (DsTlsServer *server)
{
  g_autoptr (DsPinnedClient) client =
    ds_pinned_client_new (ds_tls_server_get_address (server), NULL, NULL);
  GError *error = NULL;

  dex_await (ds_pinned_client_request (client, "GET", "/", NULL, DS_PINNED_PLAIN), &error);
  return error;
}

/* It is found out long before a deadline, of which the longest is half a minute. */
static void
test_endless (gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, answer_endlessly,
                                                      (gpointer) data);
  g_autoptr (GError) error = get (server);

  g_test_message ("%s", error->message);
  g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER) ||
                 ds_error_is (error, DS_ERROR_UNREACHABLE));
  ds_test_wait_until (ds_tls_server_count_closed (server) > 0);
}

/* A device may say a few times that it is at work. */
static void
test_promises_that_are_kept (void)
{
  for (unsigned int n = 8; n <= 9; n++)
    {
      g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DsTlsServer) server = NULL;
      g_autoptr (GError) error = NULL;

      for (unsigned int i = 0; i < n; i++)
        g_string_append (text, INTERIM);
      g_string_append (text, OK);
      server = ds_tls_server_new (certificate, ds_tls_server_answer, text->str);
      error = get (server);
      if (n == 8)
        g_assert_no_error (error);
      else
        g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    ds_test_add_row (rows[i].path, &rows[i], test_endless);
  ds_test_add_fiber ("/pinned-client/promises-that-are-kept", test_promises_that_are_kept);
  return g_test_run ();
}

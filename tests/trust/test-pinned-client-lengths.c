/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-test.h"
#include "ds-tls-server.h"
#include "trust/ds-pinned-client.h"
#include "trust/ds-pinned-client-private.h"

/* Where an answer ends, said twice, in vain or too large. Whoever answers so says nothing
 * more and holds the line: none of it may be waited for. */

typedef struct
{
  const char *path;
  const char *answer;
  bool        complains; /* libsoup (3.6) hands it to GObject, which finds that critical */
} Row;

#define OK "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const Row refused[] = {
  { "none", OK "\r\n{}" },
  { "two-that-differ", OK "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" },
  { "two-that-differ-the-other-way", OK "Content-Length: 3\r\nContent-Length: 2\r\n\r\n{}" },
  { "two-in-a-line", OK "Content-Length: 2, 3\r\n\r\n{}" },
  { "negative", OK "Content-Length: -2\r\n\r\n{}", true },
  { "a-sign", OK "Content-Length: +2\r\n\r\n{}" },
  { "hexadecimal", OK "Content-Length: 0x2\r\n\r\n{}" },
  { "a-word", OK "Content-Length: two\r\n\r\n{}" },
  { "empty", OK "Content-Length: \r\n\r\n{}" },
  { "beyond-what-is-taken", OK "Content-Length: 65537\r\n\r\n{}" },
  { "beyond-all-numbers", OK "Content-Length: 99999999999999999999\r\n\r\n{}" },
  { "the-same-twice", OK "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" },
  { "length-and-chunks",
    OK "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
  { "chunks-and-length",
    OK "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
  { "chunks-twice",
    OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
  { "packed-chunks", OK "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
  { "identity", OK "Transfer-Encoding: identity\r\n\r\n{}" },
};

static void
test_refused (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, ds_tls_server_answer,
                                                      (gpointer) row->answer);
  g_autoptr (DsPinnedClient) client =
    ds_pinned_client_new (ds_tls_server_get_address (server), NULL, NULL);
  g_autoptr (GError) error = NULL;
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

  if (!row->complains)
    g_log_set_always_fatal (fatal);
  _ds_pinned_client_set_deadlines (client, 5000, 60000);
  error = ds_test_await_error (ds_pinned_client_request (client, "GET", "/", NULL,
                                                         DS_PINNED_LARGE));
  g_test_message ("%s", error->message);
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_log_set_always_fatal (fatal);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/pinned-client/length/", refused[i].path, NULL);

      ds_test_add_row (path, &refused[i], test_refused);
    }

  return g_test_run ();
}

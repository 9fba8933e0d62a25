/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-pinned-client.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

static void
test_no_password_goes_where_nothing_is_encrypted (void)
{
  g_autoptr (DsTlsServer) server = ds_tls_server_new (NULL, ds_tls_server_answer, (gpointer) OK);
  g_autoptr (DsPinnedClient) client =
    ds_pinned_client_new_uncovered (ds_tls_server_get_address (server));
  g_autoptr (DsSecret) password = ds_secret_new ("secret", 6);
  g_autoptr (DsHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = dex_await_boxed (ds_pinned_client_request (client, "GET", "/", NULL, DS_PINNED_PLAIN),
                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ds_http_reply_get_status (reply), ==, 200);
  g_assert_null (ds_pinned_client_get_pin (client));

  ds_pinned_client_set_login (client, "owner", password);
  error = ds_test_await_error (ds_pinned_client_request (client, "GET", "/", NULL,
                                                         DS_PINNED_LOG_IN));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (ds_tls_server_count_requests (server), ==, 1);
  ds_pinned_client_close (client);
}

int
main (int argc,
      char *argv[])
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/pinned-client-uncovered/password",
                     test_no_password_goes_where_nothing_is_encrypted);

  return g_test_run ();
}

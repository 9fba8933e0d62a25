/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-pinned-client.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <string.h>

static bool
answer (DsTlsServer *server,
        GIOStream *stream,
        const char *request,
        gpointer user_data)
{
  return ds_tls_server_write (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

/* Both ends would settle on TLS 1.1 if they were left to it. */
static void
test_old_tls (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, answer, NULL);
  g_autoptr (DsPinnedClient) client = NULL;
  g_autoptr (GError) error = NULL;

  client = ds_pinned_client_new (ds_tls_server_get_address (server), NULL, NULL);
  error = ds_test_await_error (ds_pinned_client_request (client, "GET", "/", NULL, 0));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED);
  ds_test_sleep (100);
  g_assert_cmpuint (ds_tls_server_count_accepted (server), ==, 1);
  g_assert_cmpuint (ds_tls_server_count_bytes (server), ==, 0);
  g_assert_null (ds_pinned_client_get_pin (client));
}

int
main (int argc,
      char **argv)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-ALL", TRUE);
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/pinned-client/old-tls", test_old_tls);
  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whom the system trusts and asks is nothing to a pinned client. */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-pinned-client.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <libsoup/soup.h>

/* libproxy, which only the sessions that we compare with ask, keeps its answers;
 * the leak is known by functions that a quick look at the stack does not find. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:px_manager_get_proxies_sync\n";
}

static bool
answer (DsTlsServer *server,
        GIOStream *stream,
        const char *request,
        gpointer user_data)
{
  return ds_tls_server_write (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

static DsPinnedClient *
new_client (DsTlsServer *server,
            GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;
  DsPin pin;

  ds_pin_from_certificate (certificate, &pin, NULL, &error);
  g_assert_no_error (error);
  return ds_pinned_client_new (ds_tls_server_get_address (server), NULL, &pin);
}

typedef struct
{
  char *url;
  bool asks_proxy;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *self = data;

  g_free (self->url);
  g_free (self);
}

static DexFuture *
visit_on_thread (gpointer data)
{
  Visit *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", self->url);
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  session = soup_session_new ();
  if (!self->asks_proxy)
    soup_session_set_proxy_resolver (session, NULL);
  stream = soup_session_send (session, message, NULL, &error);
  g_clear_object (&stream);
  g_clear_object (&session);
  g_main_context_pop_thread_default (context);
  return error == NULL ? dex_future_new_for_uint (soup_message_get_status (message))
                       : dex_future_new_for_error (error);
}

/* What a program without pins would do: ask the system whom it trusts. */
static DexFuture *
visit_as_a_browser_does (DsTlsServer *server,
                         bool asks_proxy)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->asks_proxy = asks_proxy;
  visit->url = g_strdup_printf (
    "https://127.0.0.1:%u/", g_inet_socket_address_get_port (ds_tls_server_get_address (server)));
  return ds_thread_spawn ("visit", visit_on_thread, visit, visit_free);
}

static void
test_public_authority_with_another_key (void)
{
  g_autoptr (GTlsCertificate) own = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) authority = ds_tls_certificate_new (NULL);
  g_autoptr (GTlsCertificate) signed_one = ds_tls_certificate_new (authority);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (signed_one, answer, NULL);
  g_autoptr (DsPinnedClient) client = new_client (server, own);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "authorities.pem", NULL);
  g_autofree char *text = NULL;
  size_t before;

  g_object_get (authority, "certificate-pem", &text, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);

  g_assert_cmpuint (dex_await_uint (visit_as_a_browser_does (server, false), &error), ==, 200);

  before = ds_tls_server_count_bytes (server);
  refusal = ds_test_await_error (ds_pinned_client_request (client, "GET", "/", NULL, 0));
  g_assert_error (refusal, DS_ERROR, DS_ERROR_KEY_CHANGED);
  ds_test_sleep (100);
  g_assert_cmpuint (ds_tls_server_count_bytes (server), ==, before);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
}

/* The environment names a proxy that is not there. */
static void
test_proxy_not_asked (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, answer, NULL);
  g_autoptr (DsPinnedClient) client = new_client (server, certificate);
  g_autoptr (GError) error = NULL;

  error = ds_test_await_error (visit_as_a_browser_does (server, true));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNREACHABLE);
  ds_test_await (ds_pinned_client_request (client, "GET", "/", NULL, 0));
}

int
main (int argc,
      char **argv)
{
  /* Nobody listens there: what asks a proxy fails. */
  g_setenv ("https_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_setenv ("all_proxy", "http://127.0.0.1:1", TRUE);
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/pinned-client/system/public-authority-with-another-key",
                     test_public_authority_with_another_key);
  ds_test_add_fiber ("/pinned-client/system/proxy-not-asked", test_proxy_not_asked);
  return g_test_run ();
}

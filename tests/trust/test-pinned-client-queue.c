/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-connection-gate.h"
#include "trust/ds-pinned-client.h"

#include "ds-test.h"
#include "ds-tls-server.h"

/* Requests that are being answered, and the most of them at any time. */
static int n_now;
static int n_most;

/* Counts a request as over before its answer can reach anyone. */
static bool
answer_later (DsTlsServer *server,
              GIOStream *stream,
              const char *request,
              gpointer user_data)
{
  int now = g_atomic_int_add (&n_now, 1) + 1;
  int most;

  do
    most = g_atomic_int_get (&n_most);
  while (now > most && !g_atomic_int_compare_and_exchange (&n_most, most, now));
  ds_tls_server_pause (server, 100);
  g_atomic_int_add (&n_now, -1);

  return ds_tls_server_write (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

static DsTlsServer *
new_server (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);

  g_atomic_int_set (&n_most, 0);
  return ds_tls_server_new (certificate, answer_later, NULL);
}

static DsPinnedClient *
new_client (DsTlsServer *server)
{
  return ds_pinned_client_new (ds_tls_server_get_address (server), NULL, NULL);
}

/* Eight at a time, and nobody starves. Each asks twice on one connection. */
static void
test_thirty_devices_at_once (void)
{
  enum { N = 30 };
  g_autoptr (DsTlsServer) server = new_server ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  for (int i = 0; i < N; i++)
    {
      DsPinnedClient *client = new_client (server);

      g_ptr_array_add (clients, client);
      for (int j = 0; j < 2; j++)
        g_ptr_array_add (futures, ds_pinned_client_request (client, "GET", "/", NULL, 0));
    }

  for (unsigned int i = 0; i < futures->len; i++)
    ds_test_await (dex_ref (g_ptr_array_index (futures, i)));
  g_assert_cmpuint (ds_tls_server_count_requests (server), ==, 2 * N);
  g_assert_cmpuint (ds_tls_server_count_accepted (server), ==, N);
  g_assert_cmpint (g_atomic_int_get (&n_most), <=, DS_CONNECTION_GATE_SIZE);
  g_assert_cmpint (g_atomic_int_get (&n_most), >, 2);
  /* The server may hear of a closed connection after the next one was opened. */
  g_assert_cmpuint (ds_tls_server_count_most (server), <=, DS_CONNECTION_GATE_SIZE + 4);
}

/* Who gives up while waiting takes no turn, and keeps none from the others. */
static void
test_cancelled_while_waiting (void)
{
  enum { N = 24 };
  g_autoptr (DsTlsServer) server = new_server ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  DexFuture *futures[N];

  for (int i = 0; i < N; i++)
    {
      DexFuture *future;

      g_ptr_array_add (clients, new_client (server));
      future = ds_pinned_client_request (g_ptr_array_index (clients, i), "GET", "/", NULL, 0);
      futures[i] = i % 2 == 0 ? ds_future_within (future, 40) : future;
    }

  for (int i = 0; i < N; i++)
    {
      if (i % 2 == 1)
        ds_test_await (futures[i]);
      else
        g_error_free (ds_test_await_error (futures[i]));
    }
  /* Only those of the first eight who gave up had got a request out. */
  g_assert_cmpuint (ds_tls_server_count_requests (server), <=, N / 2 + 4);
}

/* Who is done makes room at once, without lingering. */
static void
test_closed_client_makes_room (void)
{
  g_autoptr (DsTlsServer) server = new_server ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DexFuture) last = NULL;

  for (int i = 0; i <= DS_CONNECTION_GATE_SIZE; i++)
    g_ptr_array_add (clients, new_client (server));
  for (int i = 0; i < DS_CONNECTION_GATE_SIZE; i++)
    ds_test_await (ds_pinned_client_request (g_ptr_array_index (clients, i), "GET", "/", NULL, 0));

  ds_pinned_client_close (g_ptr_array_index (clients, DS_CONNECTION_GATE_SIZE - 1));
  last = ds_pinned_client_request (g_ptr_array_index (clients, DS_CONNECTION_GATE_SIZE), "GET", "/",
                                   NULL, 0);
  ds_test_await (dex_ref (last));
  /* The oldest unused connection was left alone. */
  g_assert_cmpuint (ds_tls_server_count_accepted (server), ==, DS_CONNECTION_GATE_SIZE + 1);
  ds_test_await (ds_pinned_client_request (g_ptr_array_index (clients, 0), "GET", "/", NULL, 0));
  g_assert_cmpuint (ds_tls_server_count_accepted (server), ==, DS_CONNECTION_GATE_SIZE + 1);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/pinned-client/queue/thirty-devices-at-once", test_thirty_devices_at_once);
  ds_test_add_fiber ("/pinned-client/queue/cancelled-while-waiting", test_cancelled_while_waiting);
  ds_test_add_fiber ("/pinned-client/queue/closed-client-makes-room",
                     test_closed_client_makes_room);
  return g_test_run ();
}

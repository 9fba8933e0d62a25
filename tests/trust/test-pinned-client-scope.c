/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-pinned-client.h"

#include "ds-test.h"
#include "ds-tls-server.h"

#include <arpa/inet.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define LINK_LOCAL "fe80::d005"

static bool
answer (DsTlsServer *server,
        GIOStream *stream,
        const char *request,
        gpointer user_data)
{
  return ds_tls_server_write (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

/* A network of our own, in which the loopback interface has a link-local address. */
static bool
make_network (void)
{
  struct ifreq interface = { .ifr_name = "lo" };
  struct in6_ifreq address = { .ifr6_prefixlen = 64 };
  int fd;
  bool ok;

  if (unshare (CLONE_NEWNET) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return false;

  fd = socket (AF_INET6, SOCK_DGRAM, 0);
  ok = fd >= 0 && ioctl (fd, SIOCGIFFLAGS, &interface) == 0;
  interface.ifr_flags |= IFF_UP | IFF_RUNNING;
  ok = ok && ioctl (fd, SIOCSIFFLAGS, &interface) == 0 &&
       ioctl (fd, SIOCGIFINDEX, &interface) == 0;
  address.ifr6_ifindex = interface.ifr_ifindex;
  inet_pton (AF_INET6, LINK_LOCAL, &address.ifr6_addr);
  ok = ok && ioctl (fd, SIOCSIFADDR, &address) == 0;
  close (fd);
  return ok;
}

static GSocketAddress *
link_local_address (uint16_t port,
                    unsigned int scope)
{
  g_autoptr (GInetAddress) ip = g_inet_address_new_from_string (LINK_LOCAL);

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                       "address", ip,
                       "port", port,
                       "scope-id", scope,
                       NULL);
}

static void
test_link_local_address (void)
{
  unsigned int scope = if_nametoindex ("lo");
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (GSocketAddress) any = link_local_address (0, scope);
  g_autoptr (DsTlsServer) server = ds_tls_server_new_at (any, certificate, answer, NULL);
  uint16_t port = g_inet_socket_address_get_port (ds_tls_server_get_address (server));
  g_autoptr (GSocketAddress) address = link_local_address (port, scope);
  g_autoptr (DsPinnedClient) client = NULL;
  g_autofree char *request = NULL;
  g_autofree char *host = g_strdup_printf ("\r\nHost: [" LINK_LOCAL "]:%u\r\n", port);

  client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address), NULL, NULL);
  ds_test_await (ds_pinned_client_request (client, "GET", "/", NULL, 0));

  /* The scope is ours alone: it is not in what the device reads (RFC 6874). */
  request = ds_tls_server_dup_request (server);
  g_assert_nonnull (strstr (request, host));
}

/* What the test above would not notice if the scope were thrown away. */
static void
test_without_scope (void)
{
  g_autoptr (GSocketAddress) address = link_local_address (1, 0);
  g_autoptr (DsPinnedClient) client = ds_pinned_client_new (G_INET_SOCKET_ADDRESS (address),
                                                            NULL, NULL);
  g_autoptr (GError) error = ds_test_await_error (
    ds_pinned_client_request (client, "GET", "/", NULL, 0));

  /* The kernel says EINVAL, not ECONNREFUSED. */
  g_test_message ("%s", error->message);
  g_assert_null (strstr (error->message, "refused"));
}

int
main (int argc,
      char **argv)
{
  bool has_network = make_network ();

  ds_test_init (&argc, &argv);
  if (has_network)
    {
      ds_test_add_fiber ("/pinned-client/scope/link-local-address", test_link_local_address);
      ds_test_add_fiber ("/pinned-client/scope/without", test_without_scope);
    }
  else
    {
      g_printerr ("No network of our own can be made here\n");
      return 77;
    }
  return g_test_run ();
}

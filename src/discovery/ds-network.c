/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-network"

#include "config.h"

#include "ds-network.h"

#include <glib-unix.h>
#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

/* Plugging a cable in makes a dozen messages; one look after them is enough. */
#define GATHER_MSEC 50
/* Without netlink messages the interfaces are looked at every so often. */
#define POLL_SECONDS 3

struct _DsNetworkWatch
{
  DsNetworkFunc func;
  gpointer      user_data;
  int           fd;
  unsigned int  fd_source;
  unsigned int  look_source;
  bool          connected;
};

static int pretended = -1;
static GPtrArray *watches;

static bool
is_link (const struct ifaddrs *entry)
{
  unsigned int wanted = IFF_UP | IFF_RUNNING;

  return (entry->ifa_flags & wanted) == wanted &&
         (entry->ifa_flags & IFF_LOOPBACK) == 0 &&
         entry->ifa_addr != NULL;
}

/**
 * ds_network_is_connected:
 *
 * Looks for an interface other than the loopback that is up and has an address.
 * A route to the internet is not asked for: a home network works without one.
 *
 * Returns: whether there is one
 */
bool
ds_network_is_connected (void)
{
  struct ifaddrs *entries = NULL;
  bool found = false;

  if (pretended >= 0)
    return pretended == 1;
  if (getifaddrs (&entries) != 0)
    return true;
  for (const struct ifaddrs *entry = entries; entry != NULL && !found; entry = entry->ifa_next)
    {
      found = is_link (entry) && (entry->ifa_addr->sa_family == AF_INET ||
                                  entry->ifa_addr->sa_family == AF_INET6);
    }
  freeifaddrs (entries);
  return found;
}

/**
 * ds_network_dup_interfaces:
 *
 * Finds where a link-local IPv6 address typed without its interface may be.
 *
 * Returns: (transfer full) (element-type uint): indexes of the interfaces that are
 *   up and have an IPv6 address
 */
GArray *
ds_network_dup_interfaces (void)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (unsigned int));
  struct ifaddrs *entries = NULL;

  if (getifaddrs (&entries) != 0)
    return found;
  for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
    {
      unsigned int index = if_nametoindex (entry->ifa_name);
      bool known = false;

      if (!is_link (entry) || entry->ifa_addr->sa_family != AF_INET6 || index == 0)
        continue;
      for (unsigned int i = 0; i < found->len; i++)
        known |= g_array_index (found, unsigned int, i) == index;
      if (!known)
        g_array_append_val (found, index);
    }
  freeifaddrs (entries);
  return found;
}

static void
look (DsNetworkWatch *self)
{
  bool connected = ds_network_is_connected ();

  if (connected == self->connected)
    return;
  self->connected = connected;
  self->func (connected, self->user_data);
}

static gboolean
look_cb (gpointer data)
{
  DsNetworkWatch *self = data;

  self->look_source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static gboolean
poll_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
netlink_cb (int fd,
            GIOCondition condition,
            gpointer data)
{
  DsNetworkWatch *self = data;
  char buffer[8192];

  /* What happened does not matter, only that something did. */
  while (recv (fd, buffer, sizeof buffer, MSG_DONTWAIT) > 0)
    continue;
  if (self->look_source == 0)
    self->look_source = g_timeout_add (GATHER_MSEC, look_cb, self);
  return G_SOURCE_CONTINUE;
}

static int
open_netlink (void)
{
  struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);

  if (fd >= 0 && bind (fd, (struct sockaddr *) &address, sizeof address) != 0)
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

/**
 * ds_network_watch_new:
 * @func: called on the main loop when the answer of ds_network_is_connected()
 *   changes
 * @user_data: for @func
 *
 * Returns: (transfer full): a watch
 */
DsNetworkWatch *
ds_network_watch_new (DsNetworkFunc func,
                      gpointer user_data)
{
  DsNetworkWatch *self = g_new0 (DsNetworkWatch, 1);

  self->func = func;
  self->user_data = user_data;
  self->connected = ds_network_is_connected ();
  self->fd = open_netlink ();
  if (self->fd >= 0)
    self->fd_source = g_unix_fd_add (self->fd, G_IO_IN, netlink_cb, self);
  else
    self->fd_source = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
  if (watches == NULL)
    watches = g_ptr_array_new ();
  g_ptr_array_add (watches, self);
  return self;
}

/**
 * ds_network_watch_free:
 * @self: (transfer full): a watch
 *
 * Ends the watch; its function is not called any more.
 */
void
ds_network_watch_free (DsNetworkWatch *self)
{
  g_ptr_array_remove_fast (watches, self);
  if (watches->len == 0)
    g_clear_pointer (&watches, g_ptr_array_unref);
  g_clear_handle_id (&self->fd_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_fd (&self->fd, NULL);
  g_free (self);
}

/**
 * ds_network_pretend:
 * @connected: 1 for connected, 0 for not connected, -1 for the truth
 *
 * Lets a test pull the plug.
 */
void
ds_network_pretend (int connected)
{
  g_autoptr (GPtrArray) copy = watches != NULL ? g_ptr_array_copy (watches, NULL, NULL) : NULL;

  pretended = connected;
  for (unsigned int i = 0; copy != NULL && i < copy->len; i++)
    look (copy->pdata[i]);
}

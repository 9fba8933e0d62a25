/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-host-lookup"

#include "config.h"

#include "ds-host-lookup.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-network.h"

#include <net/if.h>
#include <stdbool.h>

#define DEADLINE_MSEC 10000
/* Once one protocol has an address, so long for the other: most hosts have both,
 * and one that has not is told only by silence. */
#define GRACE_MSEC 500

/* Avahi's "any interface" and "any protocol". */
#define ANY (-1)

typedef struct
{
  char    *host;
  uint16_t port;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->host);
  g_free (lookup);
}

static void
add_address (GPtrArray *addresses,
             GInetAddress *inet,
             uint16_t port,
             unsigned int scope)
{
  g_ptr_array_add (addresses, g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                                            "address", inet,
                                            "port", port,
                                            "scope-id", scope,
                                            NULL));
}

static DexFuture *
take_addresses (GPtrArray *addresses)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, addresses);
}

/* Who answers for a name may not lead to where no device is, nor, unless @own, to this
 * computer itself, which trusts itself more than others. */
static void
add_answer (GPtrArray *addresses,
            GInetAddress *inet,
            uint16_t port,
            unsigned int scope,
            bool own)
{
  if (!ds_inet_address_is_nobodys (inet) && (own || !ds_inet_address_is_own (inet)))
    add_address (addresses, inet, port, scope);
}

static DexFuture *
take_answers (GPtrArray *addresses) /* (transfer full) */
{
  if (addresses->len > 0)
    return take_addresses (addresses);

  g_ptr_array_unref (addresses);
  return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ADDRESS,
                                "The name leads to where no device is");
}

/*
 * Numbers
 */

static unsigned int
scope_index (const char *scope)
{
  guint64 number = 0;

  if (g_ascii_string_to_unsigned (scope, 10, 1, G_MAXINT, &number, NULL))
    return (unsigned int) number;
  return if_nametoindex (scope);
}

static DexFuture *
reject_scope (const char *scope)
{
  return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ADDRESS,
                                "No network interface is called “%s”", scope);
}

/* A link-local address (RFC 4007 section 11) means nothing without its link; where
 * none was typed it is looked for on each. */
static DexFuture *
lookup_number (GInetAddress *inet,
               const char *scope,
               uint16_t port)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) links = NULL;
  bool scoped = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
                g_inet_address_get_is_link_local (inet);
  unsigned int index = 0;

  if (scope != NULL)
    {
      index = scope_index (scope);
      if (index == 0 || !scoped)
        return reject_scope (scope);
    }
  if (!scoped || index != 0)
    {
      add_address (addresses, inet, port, index);
      return take_addresses (g_steal_pointer (&addresses));
    }
  links = ds_network_dup_interfaces ();
  for (unsigned int i = 0; i < links->len; i++)
    add_address (addresses, inet, port, g_array_index (links, unsigned int, i));
  if (addresses->len == 0)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NO_NETWORK,
                                  "No interface has link-local addresses");
  return take_addresses (g_steal_pointer (&addresses));
}

/*
 * The system's resolver
 */

/* The one name that says itself that it is this computer (RFC 6761, section 6.3). */
static bool
is_localhost (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return g_str_equal (lower, "localhost") || g_str_has_suffix (lower, ".localhost");
}

static DexFuture *
lookup_name_fiber (gpointer data)
{
  Lookup *lookup = data;
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GError) error = NULL;
  GList *list = NULL;

  list = dex_await_boxed (dex_resolver_lookup_by_name (resolver, lookup->host), &error);
  if (error != NULL)
    return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));
  for (const GList *l = list; l != NULL; l = l->next)
    add_answer (addresses, l->data, lookup->port, 0, is_localhost (lookup->host));
  g_resolver_free_addresses (list);
  return take_answers (g_steal_pointer (&addresses));
}

/*
 * Avahi
 */

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  GError *error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_finish (result, &error);

  ds_promise_finish (user_data, connection, error);
}

/* A connection of its own: GIO's shared one ends the program when the bus ends. */
static DexFuture *
connect_to_bus (void)
{
  DexPromise *promise = NULL;
  GError *error = NULL;
  g_autofree char *address =
    g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error);

  if (address == NULL)
    return dex_future_new_for_error (error);
  promise = dex_promise_new_cancellable ();
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, dex_promise_get_cancellable (promise),
                                     connected_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static DexFuture *
ask_avahi (GDBusConnection *connection,
           const char *host,
           int protocol)
{
  return dex_dbus_connection_call (connection, "org.freedesktop.Avahi", "/",
                                   "org.freedesktop.Avahi.Server", "ResolveHostName",
                                   g_variant_new ("(iisiu)", ANY, ANY, host, protocol, 0),
                                   G_VARIANT_TYPE ("(iisisu)"), G_DBUS_CALL_FLAGS_NONE,
                                   DEADLINE_MSEC);
}

static void
collect (GPtrArray *addresses,
         DexFuture *answer,
         uint16_t port)
{
  const GValue *value = dex_future_is_resolved (answer) ? dex_future_get_value (answer, NULL)
                                                        : NULL;
  g_autoptr (GInetAddress) inet = NULL;
  const char *text = NULL;
  int interface = 0;
  bool scoped = false;

  if (value == NULL)
    return;
  g_variant_get (g_value_get_variant (value), "(ii&si&su)", &interface, NULL, NULL, NULL,
                 &text, NULL);
  inet = g_inet_address_new_from_string (text);
  if (inet == NULL)
    return;
  scoped = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
           g_inet_address_get_is_link_local (inet);
  /* On the loopback interface nobody but this computer answers. */
  add_answer (addresses, inet, port, scoped ? (unsigned int) interface : 0,
              (unsigned int) interface == if_nametoindex ("lo"));
}

/* Where Avahi is not running the bus tries to start it. Why that fails is told by the
 * bus, or by systemd: a service that was switched off is no unit to it. */
static bool
is_not_running (const char *name)
{
  return g_str_equal (name, "org.freedesktop.DBus.Error.ServiceUnknown") ||
         g_str_has_prefix (name, "org.freedesktop.DBus.Error.Spawn") ||
         g_str_has_prefix (name, "org.freedesktop.systemd1.");
}

static DexFuture *
reject_avahi (GError *error) /* (transfer full) */
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  if (name != NULL && is_not_running (name))
    {
      g_clear_error (&error);
      return dex_future_new_reject (DS_ERROR, DS_ERROR_NO_AVAHI, "Avahi is not running");
    }
  if (name != NULL && g_str_has_prefix (name, "org.freedesktop.Avahi."))
    {
      DsError code = g_str_has_suffix (name, ".InvalidHostNameError") ? DS_ERROR_BAD_ADDRESS
                                                                      : DS_ERROR_UNREACHABLE;

      g_clear_error (&error);
      return dex_future_new_reject (DS_ERROR, (int) code, "Avahi: %s", name);
    }
  return dex_future_new_for_error (ds_error_adopt (error));
}

static DexFuture *
lookup_local_fiber (gpointer data)
{
  Lookup *lookup = data;
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (DexFuture) ipv4 = NULL;
  g_autoptr (DexFuture) ipv6 = NULL;
  g_autoptr (DexFuture) both = NULL;
  GError *error = NULL;

  connection = dex_await_object (connect_to_bus (), &error);
  if (connection == NULL)
    {
      g_autoptr (GError) cause = error;

      return dex_future_new_reject (DS_ERROR, DS_ERROR_NO_AVAHI, "No system bus: %s",
                                    cause->message);
    }
  ipv4 = ask_avahi (connection, lookup->host, 0);
  ipv6 = ask_avahi (connection, lookup->host, 1);
  /* Made first: libdex cancels a future that nothing waits for any more. */
  both = dex_future_all (dex_ref (ipv4), dex_ref (ipv6), NULL);
  if (!dex_await (dex_future_any (dex_ref (ipv4), dex_ref (ipv6), NULL), NULL))
    {
      /* libdex's own words are only that both failed. */
      dex_future_get_value (ipv4, &error);
      return reject_avahi (error);
    }
  /* Either way this wait ends is fine: what is there by then is taken. */
  dex_await (dex_future_first (g_steal_pointer (&both), dex_timeout_new_msec (GRACE_MSEC),
                               NULL), NULL);
  collect (addresses, ipv4, lookup->port);
  collect (addresses, ipv6, lookup->port);
  return take_answers (g_steal_pointer (&addresses));
}

static bool
is_local (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return g_str_has_suffix (lower, ".local") || g_str_has_suffix (lower, ".local.");
}

/**
 * ds_host_lookup:
 * @host: a host name, an IPv4 address, or an IPv6 address with or without "%scope"
 * @port: the port that the addresses get
 *
 * See ds_discovery_resolve().
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of
 *   #GInetSocketAddress
 */
DexFuture *
ds_host_lookup (const char *host,
                uint16_t port)
{
  g_auto (GStrv) parts = g_strsplit (host, "%", 2);
  g_autoptr (GInetAddress) inet = NULL;
  Lookup *lookup = NULL;

  if (parts[0] != NULL)
    inet = g_inet_address_new_from_string (parts[0]);
  if (inet != NULL && ds_inet_address_is_nobodys (inet))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ADDRESS, "No device has this address");
  if (inet != NULL)
    return lookup_number (inet, parts[1], port);
  lookup = g_new0 (Lookup, 1);
  lookup->host = g_strdup (host);
  lookup->port = port;
  return ds_future_within (ds_fiber_spawn (is_local (host) ? lookup_local_fiber
                                                           : lookup_name_fiber,
                                           lookup, lookup_free),
                           DEADLINE_MSEC);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-address"

#include "config.h"

#include "ds-address.h"

#include "ds-error.h"

#include <net/if.h>
#include <string.h>

/* RFC 1035, section 2.3.4, without the final dot. */
#define MAX_HOST  253
#define MAX_LABEL 63

/**
 * ds_address_free:
 * @self: (transfer full) (nullable): an address
 */
void
ds_address_free (DsAddress *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self);
}

/*
 * Which numbers can be somebody's
 */

/* An IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2) leads where the IPv4
 * address does. */
static GInetAddress *
dup_bare (GInetAddress *address)
{
  static const uint8_t mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const uint8_t *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6 ||
      memcmp (bytes, mapped, sizeof mapped) != 0)
    return g_object_ref (address);

  return g_inet_address_new_from_bytes (bytes + sizeof mapped, G_SOCKET_FAMILY_IPV4);
}

/**
 * ds_inet_address_is_nobodys:
 * @address: an IP address
 *
 * Returns: whether no device can have it: the unspecified one and its network, those of
 *   many at once, and those that are reserved (RFC 6890, section 2.2)
 */
bool
ds_inet_address_is_nobodys (GInetAddress *address)
{
  g_autoptr (GInetAddress) bare = NULL;
  const uint8_t *bytes;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), true);

  bare = dup_bare (address);
  bytes = g_inet_address_to_bytes (bare);
  if (g_inet_address_get_is_any (bare) || g_inet_address_get_is_multicast (bare))
    return true;

  return g_inet_address_get_family (bare) == G_SOCKET_FAMILY_IPV4 &&
         (bytes[0] == 0 || bytes[0] >= 240);
}

/**
 * ds_inet_address_is_own:
 * @address: an IP address
 *
 * Returns: whether it leads to this computer, on whichever computer this is
 */
bool
ds_inet_address_is_own (GInetAddress *address)
{
  g_autoptr (GInetAddress) bare = NULL;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), true);

  bare = dup_bare (address);
  return g_inet_address_get_is_loopback (bare);
}

/*
 * What is typed
 */

static bool
is_scope (const char *scope)
{
  size_t length = strlen (scope);

  if (length == 0 || length >= IF_NAMESIZE)
    return false;

  for (const char *c = scope; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("._-", *c) == NULL)
        return false;
    }

  return true;
}

static bool
is_ipv6 (const char *host)
{
  g_autofree char *bare = g_strdup (host);
  g_autoptr (GInetAddress) address = NULL;
  char *percent = strchr (bare, '%');

  if (percent != NULL)
    {
      *percent = '\0';
      if (!is_scope (percent + 1))
        return false;
    }

  address = g_inet_address_new_from_string (bare);
  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         !ds_inet_address_is_nobodys (address);
}

static bool
is_label (const char *label)
{
  size_t length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return false;

  /* The underscore is no host name (RFC 952), but devices have it. */
  return strspn (label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

/* What the resolver of the C library takes for (part of) an IPv4 address. */
static bool
is_numeric (const char *label)
{
  if (g_ascii_strncasecmp (label, "0x", 2) == 0)
    return strspn (label + 2, "0123456789abcdefABCDEF") == strlen (label + 2);

  return strspn (label, "0123456789") == strlen (label);
}

static bool
is_host_name (const char *host)
{
  g_auto (GStrv) labels = NULL;
  unsigned int n_labels;

  if (strlen (host) > MAX_HOST)
    return false;

  labels = g_strsplit (host, ".", -1);
  n_labels = g_strv_length (labels);
  for (unsigned int i = 0; i < n_labels; i++)
    {
      if (!is_label (labels[i]))
        return false;
    }

  /* What ends in a number is an IPv4 address or nothing (RFC 1123, section 2.1). */
  if (n_labels == 0 || is_numeric (labels[n_labels - 1]))
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

      return address != NULL && !ds_inet_address_is_nobodys (address);
    }

  return true;
}

static bool
parse_port (const char *text,
            uint16_t *port)
{
  uint64_t value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    return false;

  *port = (uint16_t) value;
  return true;
}

/* "[host]" or "[host]:port"; only an IPv6 address stands in brackets (RFC 3986, 3.2.2). */
static bool
split_brackets (char *text,
                char **host,
                uint16_t *port)
{
  char *end = strchr (text, ']');

  if (end == NULL)
    return false;

  *end++ = '\0';
  if (*end != '\0' && (*end != ':' || !parse_port (end + 1, port)))
    return false;

  *host = g_strdup (text + 1);
  return is_ipv6 (*host);
}

static bool
split_plain (char *text,
             char **host,
             uint16_t *port)
{
  char *colon = strchr (text, ':');

  /* More than one colon without brackets is all address, no port. */
  if (colon != NULL && strchr (colon + 1, ':') != NULL)
    {
      *host = g_strdup (text);
      return is_ipv6 (*host);
    }

  if (colon != NULL)
    {
      *colon = '\0';
      if (!parse_port (colon + 1, port))
        return false;
    }

  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';

  *host = g_hostname_to_ascii (text);
  return *host != NULL && is_host_name (*host);
}

/**
 * ds_address_parse:
 * @typed: what a person typed or pasted
 * @error: return location for %DS_ERROR_BAD_ADDRESS
 *
 * White space around it does not matter; an international host name comes out
 * in its ASCII form (RFC 5891). A number that no device can have is no address.
 *
 * Returns: (transfer full): the address; its host is without brackets
 */
DsAddress *
ds_address_parse (const char *typed,
                  GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (DsAddress) self = g_new0 (DsAddress, 1);
  bool good = false;

  if (typed != NULL && strlen (typed) <= 4 * MAX_HOST && g_utf8_validate (typed, -1, NULL))
    {
      text = g_strstrip (g_strdup (typed));
      good = text[0] == '['
                 ? split_brackets (text, &self->host, &self->port)
                 : split_plain (text, &self->host, &self->port);
    }

  if (!good)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ADDRESS, "Not a host name or IP address");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * ds_address_to_string:
 * @host: a host name or IP address, without brackets
 * @port: a port, or 0 for none
 *
 * Returns: (transfer full): what ds_address_parse() takes apart again
 */
char *
ds_address_to_string (const char *host,
                      uint16_t port)
{
  g_return_val_if_fail (host != NULL, NULL);

  if (port == 0)
    return g_strdup (host);

  return strchr (host, ':') != NULL ? g_strdup_printf ("[%s]:%u", host, port)
                                    : g_strdup_printf ("%s:%u", host, port);
}

/**
 * ds_socket_address_to_string:
 * @address: an internet address
 *
 * Returns: (transfer full): such as "192.0.2.7:80" or "[fe80::1%2]:80", where
 *   2 is the index of the network interface
 */
char *
ds_socket_address_to_string (GInetSocketAddress *address)
{
  g_autofree char *ip = NULL;
  g_autofree char *host = NULL;
  uint32_t scope = 0;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  ip = g_inet_address_to_string (g_inet_socket_address_get_address (address));
  if (g_socket_address_get_family (G_SOCKET_ADDRESS (address)) == G_SOCKET_FAMILY_IPV6)
    scope = g_inet_socket_address_get_scope_id (address);
  host = scope != 0 ? g_strdup_printf ("%s%%%u", ip, scope) : g_strdup (ip);
  return ds_address_to_string (host, g_inet_socket_address_get_port (address));
}

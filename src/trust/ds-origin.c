/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-origin"

#include "config.h"

#include "ds-origin.h"

#include "core/ds-address.h"
#include "core/ds-error.h"

#include <string.h>

#define MAX_URL     512
#define MAX_WRITTEN 1024 /* before it is resolved */

/* Paths and queries stay as they were written; user names are found out. */
#define FLAGS \
  (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | \
   G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE)

struct _DsOrigin
{
  char *host; /* the name that was given, or NULL */
  GInetAddress *ip;
  uint16_t port;
  char *url;  /* "https://192.0.2.7:8443/" */
};

/**
 * ds_origin_new:
 * @address: where the device answers
 * @host: (nullable): the name that it goes by
 *
 * The scope of an IPv6 address is this computer's own business and is in no URL.
 *
 * Returns: (transfer full): a new origin
 */
DsOrigin *
ds_origin_new (GInetSocketAddress *address,
               const char *host)
{
  DsOrigin *self;
  g_autofree char *ip = NULL;
  g_autofree char *authority = NULL;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  self = g_new0 (DsOrigin, 1);
  self->host = g_strdup (host);
  self->ip = g_object_ref (g_inet_socket_address_get_address (address));
  self->port = g_inet_socket_address_get_port (address);
  ip = g_inet_address_to_string (self->ip);
  authority = ds_address_to_string (ip, self->port);
  self->url = g_strdup_printf ("https://%s/", authority);
  return self;
}

/**
 * ds_origin_free:
 * @self: (transfer full): an origin
 */
void
ds_origin_free (DsOrigin *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->host);
  g_clear_object (&self->ip);
  g_free (self->url);
  g_free (self);
}

/**
 * ds_origin_is_path:
 * @path: a path with or without a query
 *
 * Returns: whether @path begins at the root and has nothing but the characters
 *   of RFC 3986, sections 3.3 and 3.4, so that it can stand in a request line
 */
bool
ds_origin_is_path (const char *path)
{
  size_t length = strlen (path);

  return path[0] == '/' && length <= MAX_URL &&
         strspn (path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                       "-._~%!$&'()*+,;=:@/?") == length;
}

static bool
is_own_host (const DsOrigin *self,
             const char *host)
{
  g_autoptr (GInetAddress) ip = NULL;

  if (host == NULL)
    return false;
  if (self->host != NULL && g_ascii_strcasecmp (host, self->host) == 0)
    return true;

  ip = g_inet_address_new_from_string (host);
  return ip != NULL && g_inet_address_equal (ip, self->ip);
}

static bool
is_own (const DsOrigin *self,
        GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL && g_uri_get_port (uri) == self->port &&
         is_own_host (self, g_uri_get_host (uri));
}

static bool
is_plain (const char *text)
{
  size_t length = strlen (text);

  if (length > MAX_WRITTEN)
    return false;
  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (text[i]) || text[i] == '\\')
        return false;
    }

  return true;
}

static GUri *
parse_own (const DsOrigin *self,
           const char *base,
           const char *href)
{
  g_autofree char *text = NULL;
  g_autoptr (GUri) uri = NULL;

  if (!is_plain (href))
    return NULL;

  text = g_uri_resolve_relative (base, href, FLAGS, NULL);
  if (text != NULL && strlen (text) <= MAX_URL)
    uri = g_uri_parse (text, FLAGS, NULL);

  return uri != NULL && is_own (self, uri) ? g_steal_pointer (&uri) : NULL;
}

/**
 * ds_origin_resolve:
 * @self: an origin
 * @base: (nullable): the base URL that the device told
 * @href: a URL that the device wrote, absolute or relative (RFC 3986, section 5)
 * @error: where to put an error
 *
 * Only URLs of the device itself come out: https, its own host name or address,
 * its own port, without user name or fragment. What a device writes must not
 * make this computer speak to anyone else.
 *
 * Returns: (transfer full) (nullable): path and query, or %NULL with
 *   %DS_ERROR_BAD_ANSWER
 */
char *
ds_origin_resolve (const DsOrigin *self,
                   const char *base,
                   const char *href,
                   GError **error)
{
  g_autoptr (GUri) base_uri = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *base_text = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && href != NULL, NULL);

  base_uri = parse_own (self, self->url, base != NULL ? base : self->url);
  if (base_uri != NULL)
    {
      base_text = g_uri_to_string (base_uri);
      uri = parse_own (self, base_text, href);
    }
  if (uri != NULL)
    {
      const char *query = g_uri_get_query (uri);
      const char *bare = g_uri_get_path (uri);

      path = g_strconcat (bare[0] != '\0' ? bare : "/", query != NULL ? "?" : NULL, query, NULL);
    }

  if (path == NULL || !ds_origin_is_path (path))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                           "The device names a place that is not its own");
      return NULL;
    }

  return g_steal_pointer (&path);
}

/**
 * ds_origin_make_uri:
 * @self: an origin
 * @path: path and query
 *
 * Returns: (transfer full) (nullable): the whole URL, or %NULL if @path is none
 */
GUri *
ds_origin_make_uri (const DsOrigin *self,
                    const char *path)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  if (!ds_origin_is_path (path))
    return NULL;

  text = g_strconcat (self->url, path + 1, NULL);
  return g_uri_parse (text, FLAGS, NULL);
}

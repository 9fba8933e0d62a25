/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-place.h"

#include "core/ds-address.h"
#include "trust/ds-origin.h"

#include <string.h>

#define COVERED  "ipps:"
#define PLAIN    "ipp:"
#define USUAL    "/ipp/print" /* IPP Everywhere (PWG 5100.14), section 4.2.1 */
#define MAX_PAGE 512

static bool
is_plain (const char *url)
{
  size_t length = strlen (url);

  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (url[i]))
        return false;
    }

  return length > 0 && length <= MAX_PAGE;
}

/**
 * ds_printer_place_new:
 * @covered: whether the printer encrypts
 * @resource: (nullable): the TXT member "rp": a path without its first slash
 * @page: (nullable): the TXT member "adminurl"
 *
 * Returns: (transfer full): where to ask; the usual place where @resource is none
 */
DsPrinterPlace *
ds_printer_place_new (bool covered,
                      const char *resource,
                      const char *page)
{
  DsPrinterPlace *self = g_new0 (DsPrinterPlace, 1);
  g_autofree char *path = NULL;

  if (resource != NULL && *resource != '\0')
    path = g_strconcat (*resource == '/' ? "" : "/", resource, NULL);
  if (path == NULL || !ds_origin_is_path (path))
    g_set_str (&path, USUAL);

  self->covered = covered;
  self->path = g_steal_pointer (&path);
  if (page != NULL && is_plain (page))
    self->page = g_strdup (page);
  return self;
}

/**
 * ds_printer_place_parse:
 * @text: (nullable): what ds_printer_place_to_text() gave
 *
 * Returns: (transfer full): that place; the usual one, encrypted, where it is none
 */
DsPrinterPlace *
ds_printer_place_parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 2);
  const char *page = parts[0] != NULL ? parts[1] : NULL;

  if (parts[0] != NULL && g_str_has_prefix (parts[0], PLAIN))
    return ds_printer_place_new (false, parts[0] + strlen (PLAIN), page);
  if (parts[0] != NULL && g_str_has_prefix (parts[0], COVERED))
    return ds_printer_place_new (true, parts[0] + strlen (COVERED), page);

  return ds_printer_place_new (true, NULL, NULL);
}

/**
 * ds_printer_place_free:
 * @self: (transfer full) (nullable): a place
 */
void
ds_printer_place_free (DsPrinterPlace *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->page);
  g_free (self);
}

/**
 * ds_printer_place_to_text:
 * @self: a place
 *
 * Returns: (transfer full): text for ds_printer_place_parse()
 */
char *
ds_printer_place_to_text (const DsPrinterPlace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat (self->covered ? COVERED : PLAIN, self->path,
                      self->page != NULL ? " " : NULL, self->page, NULL);
}

static char *
dup_authority (GInetSocketAddress *address)
{
  g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (address));

  return ds_address_to_string (ip, g_inet_socket_address_get_port (address));
}

/**
 * ds_printer_place_to_uri:
 * @self: a place
 * @address: where the printer answers
 *
 * Returns: (transfer full): the "printer-uri" of a request (RFC 8011, section 4.1.5)
 */
char *
ds_printer_place_to_uri (const DsPrinterPlace *self,
                         GInetSocketAddress *address)
{
  g_autofree char *authority = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  authority = dup_authority (address);
  return g_strconcat (self->covered ? "ipps://" : "ipp://", authority, self->path, NULL);
}

/* A name in ".local" is known on this network only, and to whoever answers to it. */
static bool
is_local_name (const char *host)
{
  return (g_str_has_suffix (host, ".local") || g_str_has_suffix (host, ".local.")) &&
         strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") ==
           strlen (host);
}

/* A browser takes no scope, so a link-local address leads nowhere. */
static char *
choose_host (const char *written,
             GInetAddress *ip)
{
  if (is_local_name (written))
    return g_strdup (written);

  return g_inet_address_get_is_link_local (ip) ? NULL : g_inet_address_to_string (ip);
}

/**
 * ds_printer_page:
 * @written: (nullable): a URL that the printer wrote
 * @address: where the printer answered
 *
 * What a printer writes must not lead a person to somewhere else: the host becomes
 * the printer's own address, unless it is a name of this very network.
 *
 * Returns: (transfer full) (nullable): an http or https URL, or %NULL
 */
char *
ds_printer_page (const char *written,
                 GInetSocketAddress *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) own = NULL;
  g_autofree char *host = NULL;
  g_autofree char *text = NULL;
  const char *scheme;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  if (written == NULL || !is_plain (written))
    return NULL;
  uri = g_uri_parse (written, G_URI_FLAGS_ENCODED, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL ||
      !(g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return NULL;

  host = choose_host (g_uri_get_host (uri), g_inet_socket_address_get_address (address));
  if (host == NULL || (*g_uri_get_path (uri) != '\0' && !ds_origin_is_path (g_uri_get_path (uri))))
    return NULL;

  own = g_uri_build (G_URI_FLAGS_ENCODED, scheme, NULL, host, g_uri_get_port (uri),
                     *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/", NULL, NULL);
  text = g_uri_to_string (own);
  return g_str_is_ascii (text) ? g_steal_pointer (&text) : NULL;
}

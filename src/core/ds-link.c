/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-link"

#include "config.h"

#include "ds-link.h"

#include <string.h>

#define MAX_LINK 2048

/* "https://example.com@192.0.2.7/" looks like the website of someone else, and
 * "https:page" leads nowhere. */
static bool
is_plain (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (!g_str_equal (g_uri_get_scheme (uri), "https"))
    return true;

  return g_uri_get_userinfo (uri) == NULL && host != NULL && *host != '\0';
}

static bool
is_of (const char *text,
       const char * const *schemes)
{
  g_autoptr (GUri) uri = NULL;

  if (text == NULL || strlen (text) > MAX_LINK)
    return false;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        return false;
    }

  uri = g_uri_parse (text, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  return uri != NULL && g_strv_contains (schemes, g_uri_get_scheme (uri)) && is_plain (uri);
}

/**
 * ds_link_is_web:
 * @text: (nullable): anything at all
 *
 * Returns: whether it is a link to a website over HTTPS, of plain characters and
 *   at most 2,048 bytes
 */
bool
ds_link_is_web (const char *text)
{
  return is_of (text, (const char * const[]) { "https", NULL });
}

/**
 * ds_link_is_contact:
 * @text: (nullable): anything at all
 *
 * Returns: whether it is a link by which a person can write or talk to somebody
 */
bool
ds_link_is_contact (const char *text)
{
  return is_of (text, (const char * const[]) { "https", "mailto", "tel", NULL });
}

/**
 * ds_link_dup_host:
 * @text: (nullable): anything at all
 *
 * Returns: (transfer full) (nullable): the name of the host, in small letters, where
 *   @text is a link to a website and has one
 */
char *
ds_link_dup_host (const char *text)
{
  g_autoptr (GUri) uri = NULL;
  const char *host = NULL;

  if (ds_link_is_web (text))
    uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL)
    host = g_uri_get_host (uri);

  return host != NULL && *host != '\0' ? g_ascii_strdown (host, -1) : NULL;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-link"

#include "config.h"

#include "ds-link.h"

#include <string.h>

#define MAX_LINK 2048

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
  return uri != NULL && g_strv_contains (schemes, g_uri_get_scheme (uri));
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

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-match.h"

#include "core/ds-text.h"
#include "ds-printer-place.h"

#include <string.h>

/**
 * ds_printer_normalize_key:
 * @uuid: (nullable): what claims to be a printer's UUID
 *
 * Returns: (transfer full) (nullable): the UUID as RFC 9562 writes it, or %NULL
 *   where it is none
 */
char *
ds_printer_normalize_key (const char *uuid)
{
  static const char prefix[] = "urn:uuid:";
  g_autofree char *text = NULL;
  size_t length;

  if (uuid == NULL)
    return NULL;
  if (g_ascii_strncasecmp (uuid, prefix, strlen (prefix)) == 0)
    uuid += strlen (prefix);

  length = strlen (uuid);
  if (length > 2 && uuid[0] == '{' && uuid[length - 1] == '}')
    text = g_strndup (uuid + 1, length - 2);
  else
    text = g_strdup (uuid);

  return g_uuid_string_is_valid (text) ? g_ascii_strdown (text, -1) : NULL;
}

/**
 * ds_printer_split_name:
 * @text: clean text such as "Example LaserPrint 100"
 * @maker: (inout) (nullable): the maker where it is known; else the first word
 * @model: (inout) (nullable): what is left
 *
 * CUPS writes "Unknown" where it does not know; that is nobody's name.
 */
void
ds_printer_split_name (const char *text,
                       char **maker,
                       char **model)
{
  const char *rest = text;
  const char *space = strchr (text, ' ');
  size_t length = *maker != NULL ? strlen (*maker) : 0;

  if (g_str_equal (text, "Unknown"))
    return;
  if (*maker == NULL && space != NULL)
    {
      *maker = g_strndup (text, (size_t) (space - text));
      length = strlen (*maker);
    }
  if (length > 0 && g_ascii_strncasecmp (text, *maker, length) == 0 && text[length] == ' ' &&
      text[length + 1] != '\0')
    rest = text + length + 1;

  /* A part of a clean text need not be clean itself. */
  g_free (*model);
  *model = ds_text_clean_name (rest);
}

static char *
dup_txt (const DsAnnouncement *announcement,
         const char *member)
{
  const char *text = ds_announcement_get_txt (announcement, member);
  g_autofree char *clean = text != NULL ? ds_text_clean_name (text) : NULL;

  return clean != NULL && *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/* A printer without a UUID, as before 2013, goes by its host name, which then holds
 * its serial number or network address. */
static char *
dup_key (const DsAnnouncement *announcement)
{
  g_autofree char *key = ds_printer_normalize_key (ds_announcement_get_txt (announcement, "UUID"));
  const char *host = ds_announcement_get_host (announcement);
  g_autofree char *name = NULL;

  if (key != NULL || host == NULL)
    return g_steal_pointer (&key);

  name = g_ascii_strdown (host, -1);
  g_set_str (&key, name);
  return ds_text_is_clean (key) && strlen (key) <= DS_TEXT_MAX_NAME && *key != '\0'
             ? g_steal_pointer (&key) : NULL;
}

/**
 * ds_printer_match:
 * @announcement: what a device announces
 *
 * Reads the TXT members of Bonjour Printing, section 9. One that announces no
 * encryption is asked without.
 *
 * Returns: (transfer full) (nullable): what the announcement tells, or %NULL where
 *   it is no network printer
 */
DsMatch *
ds_printer_match (const DsAnnouncement *announcement)
{
  const char *type;
  g_autofree char *key = NULL;
  g_autofree char *maker = NULL;
  g_autofree char *name = NULL;
  g_autoptr (DsPrinterPlace) place = NULL;
  DsMatch *match;
  bool covered;

  g_return_val_if_fail (announcement != NULL, NULL);

  type = ds_announcement_get_type_ (announcement);
  covered = g_strcmp0 (type, "_ipps._tcp") == 0;
  if (!covered && g_strcmp0 (type, "_ipp._tcp") != 0)
    return NULL;
  key = dup_key (announcement);
  if (key == NULL)
    return NULL;

  covered = covered || ds_announcement_get_txt (announcement, "TLS") != NULL;
  place = ds_printer_place_new (covered, ds_announcement_get_txt (announcement, "rp"),
                                ds_announcement_get_txt (announcement, "adminurl"));
  maker = dup_txt (announcement, "usb_MFG");
  name = dup_txt (announcement, "ty");
  if (name == NULL)
    name = dup_txt (announcement, "usb_MDL");

  match = g_new0 (DsMatch, 1);
  match->key = g_steal_pointer (&key);
  match->name = ds_text_clean_name (ds_announcement_get_instance (announcement));
  if (name != NULL)
    ds_printer_split_name (name, &maker, &match->model);
  match->maker = g_steal_pointer (&maker);
  match->kind = DS_KIND_PRINTER;
  match->path = ds_printer_place_to_text (place);
  return match;
}

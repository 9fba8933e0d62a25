/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-security-txt"

#include "config.h"

#include "ds-security-txt.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-link.h"

#include <stdbool.h>
#include <string.h>

#define MAX_CONTACTS 8

#define SIGNED_BEGIN    "-----BEGIN PGP SIGNED MESSAGE-----"
#define SIGNATURE_BEGIN "-----BEGIN PGP SIGNATURE-----"

typedef struct
{
  GPtrArray *contacts; /* of char * */
  char *policy;
  int64_t expires_at;
  unsigned int n_expires;
  unsigned int n_canonical;
  bool is_canonical; /* one of them is where it was read */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->policy, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/**
 * ds_security_txt_free:
 * @self: (transfer full) (nullable): what a security.txt says
 */
void
ds_security_txt_free (DsSecurityTxt *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->contacts);
  g_free (self->policy);
  g_free (self);
}

static bool
refuse (const char *why,
        GError **error)
{
  g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR, why);
  return false;
}

/* Contact is in order of preference (section 2.5.3). */
static bool
take_field (Reading *self,
            const char *name,
            const char *value,
            const char * const *urls,
            GError **error)
{
  if (g_ascii_strcasecmp (name, "Contact") == 0)
    {
      if (self->contacts->len < MAX_CONTACTS && ds_link_is_contact (value))
        g_ptr_array_add (self->contacts, g_strdup (value));
    }
  else if (g_ascii_strcasecmp (name, "Expires") == 0)
    {
      self->n_expires++;
      if (!ds_clock_parse (value, &self->expires_at))
        return refuse ("“Expires” is no moment", error);
    }
  else if (g_ascii_strcasecmp (name, "Policy") == 0)
    {
      if (self->policy == NULL && ds_link_is_web (value))
        self->policy = g_strdup (value);
    }
  else if (g_ascii_strcasecmp (name, "Canonical") == 0)
    {
      self->n_canonical++;
      self->is_canonical |= g_strv_contains (urls, value);
    }

  return true;
}

static bool
take_line (Reading *self,
           char *line,
           const char * const *urls,
           GError **error)
{
  char *colon;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return true;

  colon = strchr (line, ':');
  if (colon == NULL)
    return refuse ("A line is no field", error);

  *colon = '\0';
  return take_field (self, g_strchomp (line), g_strchug (colon + 1), urls, error);
}

/* The signature of a signed one (section 2.3) says nothing to somebody who does not
 * know the key, so it is skipped; what it covers is read. (transfer none) */
static char **
skip_armor (char **lines)
{
  if (!g_str_has_prefix (lines[0], SIGNED_BEGIN))
    return lines;

  for (lines++; *lines != NULL && *g_strstrip (*lines) != '\0';)
    lines++;
  return *lines != NULL ? lines + 1 : lines;
}

static bool
read_lines (Reading *self,
            char **lines,
            const char * const *urls,
            GError **error)
{
  bool is_signed = g_str_has_prefix (lines[0], SIGNED_BEGIN);

  for (lines = skip_armor (lines); *lines != NULL; lines++)
    {
      char *line = *lines;

      if (is_signed && g_str_has_prefix (line, SIGNATURE_BEGIN))
        return true;
      if (is_signed && g_str_has_prefix (line, "- "))
        line += 2; /* RFC 9580, section 7.2 */
      if (!take_line (self, line, urls, error))
        return false;
    }

  return !is_signed || refuse ("The signature is cut off", error);
}

/* What section 2.5 wants of all of it together. */
static bool
check (const Reading *self,
       int64_t now,
       GError **error)
{
  if (self->contacts->len == 0)
    return refuse ("There is no contact that a person could use", error);
  if (self->n_expires != 1)
    return refuse ("“Expires” must be there once", error);
  if (self->n_canonical > 0 && !self->is_canonical)
    return refuse ("It belongs to another address", error);
  if (self->expires_at > now)
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_DOCUMENT_EXPIRED, "“Expires” has passed");
  return false;
}

/**
 * ds_security_txt_parse:
 * @document: what the website answered
 * @urls: where it was asked for, and where it was read after redirects
 * @now: Unix seconds
 * @error: where to put an error
 *
 * Reads a security.txt (RFC 9116). Contacts that no person could open are left out.
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL with
 *   %DS_ERROR_WEBSITE_UNCLEAR or %DS_ERROR_DOCUMENT_EXPIRED
 */
DsSecurityTxt *
ds_security_txt_parse (GBytes *document,
                       const char * const *urls,
                       int64_t now,
                       GError **error)
{
  size_t length;
  const char *data;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (Reading) reading = { NULL };
  DsSecurityTxt *self;

  g_return_val_if_fail (document != NULL && urls != NULL, NULL);

  data = g_bytes_get_data (document, &length);
  if (length == 0 || length > DS_SECURITY_TXT_MAX_BYTES ||
      !g_utf8_validate (data, (gssize) length, NULL))
    {
      refuse ("That is no text", error);
      return NULL;
    }

  text = g_strndup (data, length);
  lines = g_strsplit (text, "\n", -1);
  reading.contacts = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  if (!read_lines (&reading, lines, urls, error) || !check (&reading, now, error))
    return NULL;

  self = g_new0 (DsSecurityTxt, 1);
  self->contacts = (char **) g_ptr_array_steal (reading.contacts, NULL);
  self->policy = g_steal_pointer (&reading.policy);
  self->expires_at = reading.expires_at;
  return self;
}

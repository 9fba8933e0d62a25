/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-ipp.h"

#include "core/ds-error.h"
#include "core/ds-library.h"
#include "core/ds-text.h"
#include "ds-printer-match.h"
#include "ds-printer-shape.h"

#include <cups/ipp.h>
#include <string.h>

#define MAX_TEXT     200 /* characters of one value that a person may read */
#define MAX_PARTS    4   /* pieces of software that are told apart */
#define REQUEST_ID   1

/* Few homes have a printer that is watched. */
#define CUPS_FUNCTIONS(F)                                                          \
  F (ippAddString) F (ippAddStrings) F (ippDelete) F (ippFindAttribute)            \
  F (ippGetCount) F (ippGetGroupTag) F (ippGetRequestId) F (ippGetStatusCode)      \
  F (ippGetString) F (ippGetValueTag) F (ippNew) F (ippReadIO) F (ippSetOperation) \
  F (ippSetRequestId) F (ippSetVersion) F (ippWriteIO)

DS_LIBRARY (cups, "libcups.so.2", CUPS_FUNCTIONS)

static void
delete_message (ipp_t *ipp)
{
  cups.ippDelete (ipp);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ipp_t, delete_message)

static const char * const wanted[] = {
  "printer-device-id",
  "printer-dns-sd-name",
  "printer-firmware-name",
  "printer-firmware-string-version",
  "printer-info",
  "printer-make-and-model",
  "printer-more-info",
  "printer-serial-number",
  "printer-uuid",
  "uri-authentication-supported",
  "uri-security-supported",
};

/*
 * Writing
 */

static ssize_t
append (void *context,
        ipp_uchar_t *bytes,
        size_t length)
{
  g_byte_array_append (context, bytes, (unsigned int) length);
  return (ssize_t) length;
}

/**
 * ds_printer_write_question:
 * @printer_uri: which printer
 * @error: return location for an error
 *
 * Version 1.1 is the one that every printer since 2000 understands. No user is
 * named: what a printer tells strangers is what shall be known.
 *
 * Returns: (transfer full) (nullable): the request, or %NULL with %DS_ERROR_FAILED
 *   where libcups cannot be had or refuses
 */
GBytes *
ds_printer_write_question (const char *printer_uri,
                           GError **error)
{
  g_autoptr (ipp_t) ipp = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (printer_uri != NULL, NULL);

  if (!cups_open (error))
    return NULL;

  ipp = cups.ippNew ();
  cups.ippSetVersion (ipp, 1, 1);
  cups.ippSetOperation (ipp, IPP_OP_GET_PRINTER_ATTRIBUTES);
  cups.ippSetRequestId (ipp, REQUEST_ID);
  cups.ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
  cups.ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", NULL,
                "en");
  cups.ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, printer_uri);
  cups.ippAddStrings (ipp, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);

  if (cups.ippWriteIO (bytes, append, 1, NULL, ipp) != IPP_STATE_DATA)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "The question cannot be written");
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/*
 * Reading
 */

typedef struct
{
  const uint8_t *bytes;
  size_t         left;
} Source;

static ssize_t
take (void *context,
      ipp_uchar_t *bytes,
      size_t length)
{
  Source *source = context;
  size_t count = MIN (length, source->left);

  if (count == 0)
    return -1;

  memcpy (bytes, source->bytes, count);
  source->bytes += count;
  source->left -= count;
  return (ssize_t) count;
}

static bool
refuse (GError **error,
        DsError code,
        const char *why)
{
  g_set_error_literal (error, DS_ERROR, (int) code, why);
  return false;
}

static ipp_t *
read_message (const uint8_t *bytes,
              size_t length,
              GError **error)
{
  g_autoptr (ipp_t) ipp = NULL;
  Source source = { bytes, length };

  if (!ds_printer_shape_is_sound (bytes, length))
    {
      refuse (error, DS_ERROR_BAD_ANSWER, "The answer is no IPP message");
      return NULL;
    }
  if (!cups_open (error))
    return NULL;

  ipp = cups.ippNew ();
  if (cups.ippReadIO (&source, take, 1, NULL, ipp) != IPP_STATE_DATA || source.left > 0)
    {
      refuse (error, DS_ERROR_BAD_ANSWER, "The answer is no whole IPP message");
      return NULL;
    }

  return g_steal_pointer (&ipp);
}

static bool
check_status (ipp_t *ipp,
              GError **error)
{
  int status = (int) cups.ippGetStatusCode (ipp);

  if (cups.ippGetRequestId (ipp) != REQUEST_ID)
    return refuse (error, DS_ERROR_BAD_ANSWER, "The answer is to another question");
  if (status >= IPP_STATUS_OK && status < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return true;

  switch (status)
    {
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
    case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED:
      return refuse (error, DS_ERROR_UNSUPPORTED, "The printer tells strangers nothing");
    case IPP_STATUS_ERROR_BUSY:
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
    case IPP_STATUS_ERROR_TEMPORARY:
      return refuse (error, DS_ERROR_BUSY, "The printer is busy");
    default:
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The printer answered 0x%04x",
                   (unsigned int) status);
      return false;
    }
}

/* Null both where the printer says nothing of it and where it has no value. */
static bool
find (ipp_t *ipp,
      const char *name,
      ipp_attribute_t **attribute,
      GError **error)
{
  ipp_attribute_t *found = cups.ippFindAttribute (ipp, name, IPP_TAG_ZERO);

  *attribute = NULL;
  if (found == NULL)
    return true;

  switch ((int) cups.ippGetValueTag (found))
    {
    case IPP_TAG_NOVALUE:
    case IPP_TAG_UNKNOWN:
    case IPP_TAG_UNSUPPORTED_VALUE:
      return true;
    case IPP_TAG_KEYWORD:
    case IPP_TAG_NAME:
    case IPP_TAG_NAMELANG:
    case IPP_TAG_TEXT:
    case IPP_TAG_TEXTLANG:
    case IPP_TAG_URI:
      if (cups.ippGetGroupTag (found) != IPP_TAG_PRINTER)
        return refuse (error, DS_ERROR_BAD_ANSWER, "An attribute is not the printer's");
      *attribute = found;
      return true;
    default:
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is no text", name);
      return false;
    }
}

/* A part of a clean text need not be clean itself: it may begin with half of a
 * character that is put together. */
static char *
dup_clean_text (const char *text)
{
  g_autofree char *clean = ds_text_clean (text, strlen (text), MAX_TEXT);

  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

static char *
dup_clean (ipp_attribute_t *attribute,
           int index)
{
  const char *text = cups.ippGetString (attribute, index, NULL);

  return text != NULL ? dup_clean_text (text) : NULL;
}

static bool
read_text (ipp_t *ipp,
           const char *name,
           char **text,
           GError **error)
{
  ipp_attribute_t *attribute;

  if (!find (ipp, name, &attribute, error))
    return false;

  if (attribute != NULL && *text == NULL)
    *text = dup_clean (attribute, 0);
  return true;
}

/* What is between a name such as "MFG:" and the next ";" (IEEE 1284, section 7.6). */
static char *
dup_field (const char *device_id,
           const char * const *names)
{
  g_auto (GStrv) fields = g_strsplit (device_id, ";", 32);

  for (unsigned int i = 0; fields[i] != NULL; i++)
    {
      char *value = strchr (fields[i], ':');

      if (value == NULL)
        continue;
      *value++ = '\0';
      if (g_strv_contains (names, g_strstrip (fields[i])))
        return dup_clean_text (value);
    }

  return NULL;
}

static bool
read_model (ipp_t *ipp,
            DsFacts *facts,
            GError **error)
{
  static const char * const makers[] = { "MFG", "MANUFACTURER", NULL };
  static const char * const models[] = { "MDL", "MODEL", NULL };
  static const char * const serials[] = { "SN", "SERN", "SERIALNUMBER", NULL };
  g_autofree char *device_id = NULL;
  g_autofree char *name = NULL;

  if (!read_text (ipp, "printer-device-id", &device_id, error) ||
      !read_text (ipp, "printer-make-and-model", &name, error) ||
      !read_text (ipp, "printer-serial-number", &facts->serial, error))
    return false;

  if (device_id != NULL)
    {
      facts->maker = dup_field (device_id, makers);
      facts->model = dup_field (device_id, models);
      if (facts->serial == NULL)
        facts->serial = dup_field (device_id, serials);
    }
  if (name != NULL)
    ds_printer_split_name (name, &facts->maker, &facts->model);
  return true;
}

/* "2.1", or where there are several "Engine 2.1, Fax 1.7": names and versions stand
 * in the same order (PWG 5100.13). */
static bool
read_software (ipp_t *ipp,
               DsFacts *facts,
               GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  ipp_attribute_t *names;
  ipp_attribute_t *versions;
  int count;

  if (!find (ipp, "printer-firmware-name", &names, error) ||
      !find (ipp, "printer-firmware-string-version", &versions, error))
    return false;

  count = versions != NULL ? MIN (cups.ippGetCount (versions), MAX_PARTS) : 0;
  for (int i = 0; i < count; i++)
    {
      g_autofree char *version = dup_clean (versions, i);
      /* There may be fewer names than versions. */
      g_autofree char *name = names != NULL ? dup_clean (names, i) : NULL;

      if (version == NULL)
        continue;
      if (all->len > 0)
        g_string_append (all, ", ");
      if (name != NULL && count > 1)
        g_string_append_printf (all, "%s ", name);
      g_string_append (all, version);
    }

  if (all->len > 0)
    facts->software_version = ds_text_clean (all->str, all->len, MAX_TEXT);
  return true;
}

static bool
has_keyword (ipp_attribute_t *attribute,
             const char *keyword)
{
  for (int i = 0; attribute != NULL && i < cups.ippGetCount (attribute); i++)
    {
      if (g_strcmp0 (cups.ippGetString (attribute, i, NULL), keyword) == 0)
        return true;
    }

  return false;
}

/* Each of the printer's addresses says who may use it, and how (RFC 8011, sections
 * 5.4.2 and 5.4.3). With "requesting-user-name" anybody is believed to be anybody. */
static bool
read_openness (ipp_t *ipp,
               DsFacts *facts,
               GError **error)
{
  ipp_attribute_t *who;
  ipp_attribute_t *how;

  if (!find (ipp, "uri-authentication-supported", &who, error) ||
      !find (ipp, "uri-security-supported", &how, error))
    return false;

  if (has_keyword (who, "none") || has_keyword (who, "requesting-user-name"))
    facts->weaknesses |= DS_WEAKNESS_ANYONE_PRINTS;
  if (has_keyword (how, "none") && !has_keyword (how, "tls"))
    facts->weaknesses |= DS_WEAKNESS_PLAIN_PRINTING;
  return true;
}

static bool
read_identity (ipp_t *ipp,
               DsFacts *facts,
               GError **error)
{
  g_autofree char *uuid = NULL;
  ipp_attribute_t *page;
  const char *url;

  if (!read_text (ipp, "printer-uuid", &uuid, error) ||
      !read_text (ipp, "printer-dns-sd-name", &facts->name, error) ||
      !read_text (ipp, "printer-info", &facts->name, error) ||
      !find (ipp, "printer-more-info", &page, error))
    return false;

  facts->key = ds_printer_normalize_key (uuid);
  url = page != NULL ? cups.ippGetString (page, 0, NULL) : NULL;
  /* Still to be looked at by ds_printer_page(), which takes no long one. */
  facts->admin_page = g_strdup (url);
  return true;
}

/**
 * ds_printer_read_answer:
 * @bytes: the body of an answer
 * @length: how many bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the printer says of itself; or %NULL
 *   with %DS_ERROR_BAD_ANSWER, %DS_ERROR_UNSUPPORTED where it answers no strangers,
 *   %DS_ERROR_BUSY, or %DS_ERROR_FAILED where libcups cannot be had
 */
DsFacts *
ds_printer_read_answer (const uint8_t *bytes,
                        size_t length,
                        GError **error)
{
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (ipp_t) ipp = read_message (bytes, length, error);

  if (ipp == NULL || !check_status (ipp, error) || !read_identity (ipp, facts, error) ||
      !read_model (ipp, facts, error) || !read_software (ipp, facts, error) ||
      !read_openness (ipp, facts, error))
    return NULL;

  facts->kind = DS_KIND_PRINTER;
  return g_steal_pointer (&facts);
}

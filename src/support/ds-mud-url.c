/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-mud"

#include "config.h"

#include "ds-mud.h"

#include "core/ds-link.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <string.h>

/* A QR code holds fewer bytes than this. */
#define MAX_SCANNED 4296
/* "id-pe-mud-url", RFC 8520, section 11. */
#define MUD_URL_OID "1.3.6.1.5.5.7.1.25"
/* "id-pe-mudsigner", likewise, and the longest name that is kept of it. */
#define MUD_SIGNER_OID "1.3.6.1.5.5.7.1.30"
#define MAX_SIGNER     1024

/* RFC 9238: how a picture with a MUD URL begins, what ends a record in it, what begins
 * another unit, and the name of the record that we want. */
#define HEADER         "[)>\x1e" "06\x1d" "12N"
#define RECORD_END     '\x1f'
#define UNIT_BEGIN     '\x1c'
#define GROUP_END      '\x1e'
#define MUD_URL_RECORD "M180"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_IA5STRING, ASN1_IA5STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

static char *
take_url (const char *start,
          size_t length)
{
  g_autofree char *url = g_strndup (start, length);

  if (memchr (start, '\0', length) != NULL || !ds_link_is_web (url))
    return NULL;

  return g_steal_pointer (&url);
}

static size_t
measure_record (const char *record)
{
  return strcspn (record, (const char[]) { RECORD_END, UNIT_BEGIN, GROUP_END, '\0' });
}

/**
 * ds_mud_url_from_text:
 * @scanned: what a QR code says
 *
 * Reads the MUD URL out of a label (RFC 9238, section 3). A query in it is left out,
 * as section 3.2.4 wants.
 *
 * Returns: (transfer full) (nullable): an https URL, or %NULL where it has none
 */
char *
ds_mud_url_from_text (const char *scanned)
{
  const char *record;

  g_return_val_if_fail (scanned != NULL, NULL);

  if (strlen (scanned) > MAX_SCANNED || !g_str_has_prefix (scanned, HEADER))
    return NULL;

  record = scanned + strlen (HEADER);
  while (*record != '\0')
    {
      size_t length = measure_record (record);

      if (length > strlen (MUD_URL_RECORD) && g_str_has_prefix (record, MUD_URL_RECORD))
        {
          const char *url = record + strlen (MUD_URL_RECORD);

          return take_url (url, MIN (length - strlen (MUD_URL_RECORD), strcspn (url, "?")));
        }
      record += length;
      if (*record != '\0')
        record++;
    }

  return NULL;
}

static X509 *
parse_certificate (GBytes *certificate)
{
  size_t length;
  const unsigned char *data;
  X509 *x509;

  if (certificate == NULL)
    return NULL;

  data = g_bytes_get_data (certificate, &length);
  if (length == 0 || length > G_MAXINT)
    return NULL;

  x509 = d2i_X509 (NULL, &data, (long) length);
  ERR_clear_error ();
  return x509;
}

static const ASN1_OCTET_STRING *
find_extension (X509 *certificate,
                const char *oid)
{
  g_autoptr (ASN1_OBJECT) name = OBJ_txt2obj (oid, 1);
  int index = X509_get_ext_by_OBJ (certificate, name, -1);

  return index >= 0 ? X509_EXTENSION_get_data (X509_get_ext (certificate, index)) : NULL;
}

/**
 * ds_mud_url_from_der:
 * @certificate: (nullable): a device's certificate in DER
 *
 * Reads the MUD URL that a maker put into a device's certificate (RFC 8520,
 * section 11).
 *
 * Returns: (transfer full) (nullable): an https URL, or %NULL where it has none
 */
char *
ds_mud_url_from_der (GBytes *certificate)
{
  g_autoptr (X509) x509 = parse_certificate (certificate);
  g_autoptr (ASN1_IA5STRING) text = NULL;
  const ASN1_OCTET_STRING *extension;
  const unsigned char *data;

  extension = x509 != NULL ? find_extension (x509, MUD_URL_OID) : NULL;
  if (extension == NULL)
    return NULL;

  data = ASN1_STRING_get0_data (extension);
  text = d2i_ASN1_IA5STRING (NULL, &data, ASN1_STRING_length (extension));
  ERR_clear_error ();
  if (text == NULL)
    return NULL;

  return take_url ((const char *) ASN1_STRING_get0_data (text), (size_t) ASN1_STRING_length (text));
}

/**
 * ds_mud_signer_from_der:
 * @certificate: (nullable): a device's certificate in DER
 *
 * Reads who must have signed the device's MUD file (RFC 8520, sections 11 and 13.2).
 * What is broken or too long is given as it is, or cut: it fits nobody, where %NULL
 * would let anyone sign.
 *
 * Returns: (transfer full) (nullable): the extension's content in base64, or %NULL
 *   where the certificate has none
 */
char *
ds_mud_signer_from_der (GBytes *certificate)
{
  g_autoptr (X509) x509 = parse_certificate (certificate);
  const ASN1_OCTET_STRING *extension;
  static const unsigned char nobody[] = { 0 };
  size_t length;

  extension = x509 != NULL ? find_extension (x509, MUD_SIGNER_OID) : NULL;
  if (extension == NULL)
    return NULL;

  length = (size_t) ASN1_STRING_length (extension);
  if (length == 0)
    return g_base64_encode (nobody, sizeof nobody);

  return g_base64_encode (ASN1_STRING_get0_data (extension), MIN (length, MAX_SIGNER));
}

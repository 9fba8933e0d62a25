/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cms"

#include "config.h"

#include "ds-cms.h"

#include "core/ds-error.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/* A signature with a chain of certificates in it; nobody honest needs more. */
#define MAX_SIGNATURE (64 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)

static bool
refuse (GError **error,
        const char *why)
{
  unsigned long code = ERR_peek_last_error ();
  char detail[160] = "";

  if (code != 0)
    ERR_error_string_n (code, detail, sizeof detail);
  ERR_clear_error ();
  g_set_error (error, DS_ERROR, DS_ERROR_DOCUMENT_UNSIGNED, "%s %s", why, detail);
  return false;
}

static bool
add_anchors (X509_STORE *store,
             const char *anchors)
{
  g_autoptr (BIO) bio = NULL;
  unsigned int count = 0;

  if (anchors == NULL)
    return X509_STORE_set_default_paths (store) == 1;

  bio = BIO_new_mem_buf (anchors, -1);
  while (true)
    {
      g_autoptr (X509) certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL);

      if (certificate == NULL)
        break;
      if (X509_STORE_add_cert (store, certificate) != 1)
        return false;
      count++;
    }
  ERR_clear_error ();
  return count > 0;
}

/* A MUD file's signer has a certificate for signing, not for websites or letters
 * (RFC 8520, section 13.2), so the purpose is not looked at; that a chain leads to an
 * anchor, and today's date, are. */
static X509_STORE *
new_store (const char *anchors)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();

  if (store == NULL || !add_anchors (store, anchors) ||
      X509_STORE_set_purpose (store, X509_PURPOSE_ANY) != 1)
    return NULL;

  return g_steal_pointer (&store);
}

static CMS_ContentInfo *
parse_signature (GBytes *signature)
{
  size_t length;
  const unsigned char *data = g_bytes_get_data (signature, &length);
  const unsigned char *end = data;
  g_autoptr (CMS_ContentInfo) cms = NULL;

  if (length == 0 || length > MAX_SIGNATURE)
    return NULL;

  cms = d2i_CMS_ContentInfo (NULL, &end, (long) length);
  if (cms == NULL || end != data + length || OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed ||
      CMS_is_detached (cms) != 1)
    return NULL;
  /* With no signer at all OpenSSL would find nothing to object to; of several, the
   * person could not be told which one to believe. */
  if (sk_CMS_SignerInfo_num (CMS_get0_SignerInfos (cms)) != 1)
    return NULL;

  return g_steal_pointer (&cms);
}

/* (transfer none) */
static X509 *
find_signer (CMS_ContentInfo *cms)
{
  STACK_OF (X509) *signers = CMS_get0_signers (cms);
  X509 *signer = NULL;

  if (signers != NULL && sk_X509_num (signers) == 1)
    signer = sk_X509_value (signers, 0);
  sk_X509_free (signers);
  return signer;
}

/* RFC 8520, section 13.2: it must say of itself that it is there for signatures. */
static bool
is_for_signatures (X509 *signer)
{
  return (X509_get_extension_flags (signer) & EXFLAG_KUSAGE) != 0 &&
         (X509_get_key_usage (signer) & KU_DIGITAL_SIGNATURE) != 0;
}

/* As RFC 5280, section 7.1, compares names: however they are encoded. */
static bool
is_named (X509 *signer,
          GBytes *wanted)
{
  size_t length;
  const unsigned char *data = g_bytes_get_data (wanted, &length);
  const unsigned char *end = data;
  g_autoptr (X509_NAME) name = NULL;

  if (length == 0 || length > G_MAXINT)
    return false;

  name = d2i_X509_NAME (NULL, &end, (long) length);
  ERR_clear_error ();
  return name != NULL && end == data + length &&
         X509_NAME_cmp (name, X509_get_subject_name (signer)) == 0;
}

static char *
dup_subject (X509 *signer)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long length;

  if (bio == NULL || X509_NAME_print_ex (bio, X509_get_subject_name (signer), 0,
                                         XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
    return NULL;

  length = BIO_get_mem_data (bio, &text);
  return length > 0 ? g_strndup (text, (size_t) length) : NULL;
}

/* Whether who signed, and is trusted, may sign this. */
static bool
check_signer (CMS_ContentInfo *cms,
              GBytes *wanted,
              char **subject,
              GError **error)
{
  X509 *signer = find_signer (cms);

  if (signer != NULL)
    *subject = dup_subject (signer);
  if (*subject == NULL)
    return refuse (error, "Who signed has no name.");
  if (!is_for_signatures (signer))
    return refuse (error, "The signer's certificate is not for signatures.");
  if (wanted == NULL || is_named (signer, wanted))
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_OTHER_SIGNER, "It is signed by “%s”", *subject);
  return false;
}

/**
 * ds_cms_verify:
 * @content: what was signed, byte for byte
 * @signature: a detached signature of one signer in DER (a ".p7s" file)
 * @anchors: (nullable): trusted certificates in PEM, or %NULL for the system's
 * @wanted: (nullable): the subject of who must have signed, a Name in DER; one that
 *   is none fits nobody. %NULL where anyone may who is trusted
 * @signer: (out) (optional) (transfer full): the subject of who signed (RFC 4514)
 * @error: where to put an error
 *
 * Returns: whether who signed is trusted and signed just this; if not, with
 *   %DS_ERROR_DOCUMENT_UNSIGNED, or %DS_ERROR_OTHER_SIGNER where only @wanted
 *   does not fit
 */
bool
ds_cms_verify (GBytes *content,
               GBytes *signature,
               const char *anchors,
               GBytes *wanted,
               char **signer,
               GError **error)
{
  g_autofree char *subject = NULL;
  g_autoptr (X509_STORE) store = NULL;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  g_autoptr (BIO) bio = NULL;
  size_t length;
  const void *data;

  g_return_val_if_fail (content != NULL && signature != NULL, false);

  cms = parse_signature (signature);
  if (cms == NULL)
    return refuse (error, "That is no detached signature.");

  store = new_store (anchors);
  if (store == NULL)
    return refuse (error, "There is nobody to trust.");

  data = g_bytes_get_data (content, &length);
  if (length == 0 || length > G_MAXINT)
    return refuse (error, "There is nothing that was signed.");

  bio = BIO_new_mem_buf (data, (int) length);
  if (CMS_verify (cms, NULL, store, bio, NULL, CMS_BINARY) != 1)
    return refuse (error, "The signature is not good.");
  if (!check_signer (cms, wanted, &subject, error))
    return false;

  if (signer != NULL)
    *signer = g_steal_pointer (&subject);
  return true;
}

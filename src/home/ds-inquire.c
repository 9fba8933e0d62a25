/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inquire"

#include "config.h"

#include "ds-inquire.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "support/ds-endoflife.h"
#include "support/ds-matter-ledger.h"
#include "support/ds-mud.h"
#include "support/ds-security-txt.h"
#include "trust/ds-cms.h"

#define MAX_SIGNATURE (64 * 1024)
/* A maker takes a version back now and then, not row after row of them. */
#define MAX_VERSIONS  3

typedef struct
{
  DsWebClient *web;
  DsInquiry *inquiry;
  char *anchors;
  DsDate today;
} Inquire;

static void
inquire_free (gpointer data)
{
  Inquire *self = data;

  g_clear_object (&self->web);
  ds_inquiry_free (self->inquiry);
  g_free (self->anchors);
  g_free (self);
}

static DsAnswer *
new_answer (const Inquire *self)
{
  return ds_answer_new (self->inquiry->kind, self->inquiry->host, self->inquiry->url, self->today);
}

static GBytes *
fetch (Inquire *self,
       const char *url,
       size_t max_bytes,
       GError **error)
{
  g_autoptr (DsHttpReply) reply =
    dex_await_boxed (ds_web_client_fetch (self->web, url, max_bytes), error);

  return reply != NULL ? g_bytes_ref (ds_http_reply_get_body (reply)) : NULL;
}

/* A website may lead to another of its names, and mean that by "Canonical". */
static bool
ask_security_txt (Inquire *self,
                  DsAnswer *answer,
                  GError **error)
{
  const char *asked = self->inquiry->url;
  g_autoptr (DsHttpReply) reply =
    dex_await_boxed (ds_web_client_fetch (self->web, asked, DS_SECURITY_TXT_MAX_BYTES), error);
  g_autoptr (DsSecurityTxt) found = NULL;

  if (reply != NULL)
    found = ds_security_txt_parse (ds_http_reply_get_body (reply),
                                   (const char * const[]) { asked, ds_http_reply_get_url (reply),
                                                            NULL },
                                   ds_clock_now (), error);
  if (found == NULL)
    return false;

  answer->contacts = g_steal_pointer (&found->contacts);
  answer->policy = g_steal_pointer (&found->policy);
  answer->expires_at = found->expires_at;
  return true;
}

static GBytes *
fetch_from_ledger (Inquire *self,
                   const char *path,
                   GError **error)
{
  g_autofree char *url = g_strconcat (DS_MATTER_LEDGER_URL, path, NULL);

  return fetch (self, url, DS_MATTER_LEDGER_MAX_BYTES, error);
}

/* The newest one that the maker has not taken back. */
static bool
take_newest_version (Inquire *self,
                     DsAnswer *answer,
                     GArray *numbers,
                     GError **error)
{
  for (unsigned int i = 0; i < MIN (numbers->len, MAX_VERSIONS); i++)
    {
      uint32_t number = g_array_index (numbers, uint32_t, i);
      g_autofree char *path =
        g_strdup_printf ("/dcl/model/versions/%u/%u/%u", self->inquiry->vendor,
                         self->inquiry->number, number);
      g_autoptr (GBytes) document = fetch_from_ledger (self, path, error);
      g_autoptr (DsMatterVersion) version = NULL;

      if (document != NULL)
        version = ds_matter_version_parse (document, number, error);
      if (version == NULL)
        return false;
      if (version->is_valid)
        {
          answer->newest_version = g_steal_pointer (&version->name);
          answer->notes = g_steal_pointer (&version->notes);
          return true;
        }
    }

  return true;
}

/* A model without versions, or a maker without a website, is nothing wrong. */
static bool
ask_ledger_for_more (Inquire *self,
                     DsAnswer *answer,
                     GError **error)
{
  g_autofree char *versions_path =
    g_strdup_printf ("/dcl/model/versions/%u/%u", self->inquiry->vendor, self->inquiry->number);
  g_autofree char *vendor_path =
    g_strdup_printf ("/dcl/vendorinfo/vendors/%u", self->inquiry->vendor);
  g_autoptr (GBytes) versions = fetch_from_ledger (self, versions_path, error);
  g_autoptr (GBytes) vendor = NULL;
  g_autoptr (GArray) numbers = NULL;

  if (versions == NULL && error != NULL && ds_error_is (*error, DS_ERROR_WEBSITE_WITHOUT))
    g_clear_error (error);
  else if (versions == NULL || (numbers = ds_matter_versions_parse (versions, error)) == NULL ||
           !take_newest_version (self, answer, numbers, error))
    return false;

  vendor = fetch_from_ledger (self, vendor_path, error);
  if (vendor == NULL)
    return false;

  g_clear_error (error);
  answer->website = ds_matter_vendor_parse (vendor, self->inquiry->vendor, error);
  return answer->website != NULL || error == NULL || *error == NULL;
}

static bool
ask_ledger (Inquire *self,
            DsAnswer *answer,
            GError **error)
{
  const DsInquiry *inquiry = self->inquiry;
  g_autoptr (GBytes) document = fetch (self, inquiry->url, DS_MATTER_LEDGER_MAX_BYTES, error);
  g_autoptr (DsMatterModel) model = NULL;

  if (document != NULL)
    model = ds_matter_model_parse (document, inquiry->vendor, inquiry->number, error);
  if (model == NULL)
    return false;

  answer->help = g_steal_pointer (&model->support_page);
  answer->reset_steps = g_steal_pointer (&model->reset_steps);
  return ask_ledger_for_more (self, answer, error);
}

/* RFC 8520, section 13.2: what is not signed well must not be used. */
static bool
check_signature (Inquire *self,
                 GBytes *document,
                 const DsMud *mud,
                 char **signer,
                 GError **error)
{
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GBytes) wanted = NULL;

  if (mud->signature == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_DOCUMENT_UNSIGNED, "There is no signature");
      return false;
    }

  /* The person said yes to this website, and to no other. */
  if (!ds_web_client_is_same_owner (self->inquiry->url, mud->signature))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_ELSEWHERE,
                           "The signature is at somebody else's website");
      return false;
    }

  signature = fetch (self, mud->signature, MAX_SIGNATURE, error);
  if (signature == NULL)
    return false;
  if (self->inquiry->signer != NULL)
    {
      size_t length;
      uint8_t *name = g_base64_decode (self->inquiry->signer, &length);

      wanted = g_bytes_new_take (name, length);
    }
  return ds_cms_verify (document, signature, self->anchors, wanted, signer, error);
}

/* It tells no date: only that the maker has stopped is a claim about support. */
static bool
ask_mud (Inquire *self,
         DsAnswer *answer,
         GError **error)
{
  const char *url = self->inquiry->url;
  g_autoptr (GBytes) document = fetch (self, url, DS_MUD_MAX_BYTES, error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (DsMud) mud = NULL;

  if (document != NULL)
    mud = ds_mud_parse (document, url, error);
  if (mud == NULL || !check_signature (self, document, mud, &answer->signer, error))
    return false;

  if (!mud->is_supported)
    {
      answer->claim = ds_support_claim_new (DS_SOURCE_MUD, DS_SUPPORT_ENDED);
      ds_source_clear (&answer->claim->source);
      ds_source_init_copy (&answer->claim->source, &answer->source);
      answer->claim->source.stated_on = ds_date_from_unix (mud->last_update, utc);
    }
  if (mud->contact != NULL)
    answer->contacts = g_strdupv ((char *[]) { mud->contact, NULL });
  answer->help = g_steal_pointer (&mud->documentation);
  return true;
}

static bool
ask_endoflife (Inquire *self,
               DsAnswer *answer,
               GError **error)
{
  const DsInquiry *inquiry = self->inquiry;
  g_autoptr (GBytes) document = fetch (self, inquiry->url, DS_ENDOFLIFE_MAX_BYTES, error);

  if (document != NULL)
    answer->claim = ds_endoflife_parse (document, inquiry->product, inquiry->release, self->today,
                                        error);
  return answer->claim != NULL;
}

static bool
ask (Inquire *self,
     DsAnswer *answer,
     GError **error)
{
  switch ((int) self->inquiry->kind)
    {
    case DS_SOURCE_SECURITY_TXT:
      return ask_security_txt (self, answer, error);
    case DS_SOURCE_MATTER_LEDGER:
      return ask_ledger (self, answer, error);
    case DS_SOURCE_MUD:
      return ask_mud (self, answer, error);
    case DS_SOURCE_ENDOFLIFE:
      return ask_endoflife (self, answer, error);
    default:
      g_return_val_if_reached (false);
    }
}

static DexFuture *
inquire_fiber (gpointer data)
{
  Inquire *self = data;
  g_autoptr (DsAnswer) answer = new_answer (self);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (!ask (self, answer, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_value_init (&value, DS_TYPE_ANSWER);
  g_value_take_boxed (&value, g_steal_pointer (&answer));
  return dex_future_new_for_value (&value);
}

/**
 * ds_inquire:
 * @web: who fetches
 * @inquiry: what is asked of whom
 * @anchors: (nullable): who may vouch for a signature, in PEM, or %NULL for those
 *   whom the system trusts
 * @today: the day for the answer's source
 *
 * Returns: (transfer full): a future that resolves to a #DsAnswer, or rejects with
 *   one of the errors about websites and documents
 */
DexFuture *
ds_inquire (DsWebClient *web,
            const DsInquiry *inquiry,
            const char *anchors,
            DsDate today)
{
  Inquire *self;

  dex_return_error_if_fail (DS_IS_WEB_CLIENT (web));
  dex_return_error_if_fail (inquiry != NULL);

  self = g_new0 (Inquire, 1);
  self->web = g_object_ref (web);
  self->inquiry = ds_inquiry_copy (inquiry);
  self->anchors = g_strdup (anchors);
  self->today = today;
  return ds_fiber_spawn (inquire_fiber, self, inquire_free);
}

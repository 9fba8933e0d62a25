/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inquiry"

#include "config.h"

#include "ds-inquiry.h"

#include "core/ds-link.h"
#include "ds-endoflife.h"
#include "ds-matter-ledger.h"
#include "ds-security-txt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (DsInquiry, ds_inquiry, ds_inquiry_copy, ds_inquiry_free)

/**
 * ds_inquiry_copy:
 * @self: a question
 *
 * Returns: (transfer full): the same one
 */
DsInquiry *
ds_inquiry_copy (const DsInquiry *self)
{
  DsInquiry *copy = g_memdup2 (self, sizeof *self);

  copy->url = g_strdup (self->url);
  copy->host = g_strdup (self->host);
  copy->product = g_strdup (self->product);
  copy->release = g_strdup (self->release);
  copy->signer = g_strdup (self->signer);
  return copy;
}

/**
 * ds_inquiry_free:
 * @self: (transfer full) (nullable): a question
 */
void
ds_inquiry_free (DsInquiry *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->host);
  g_free (self->product);
  g_free (self->release);
  g_free (self->signer);
  g_free (self);
}

/* Takes @url. */
static DsInquiry *
add (GPtrArray *inquiries,
     DsSourceKind kind,
     char *url)
{
  g_autofree char *host = ds_link_dup_host (url);
  DsInquiry *self;

  if (host == NULL)
    {
      g_free (url);
      return NULL;
    }

  self = g_new0 (DsInquiry, 1);
  self->kind = kind;
  self->url = url;
  self->host = g_steal_pointer (&host);
  g_ptr_array_add (inquiries, self);
  return self;
}

/* RFC 9116, section 3: at the root of the website. */
static void
add_security_txt (GPtrArray *inquiries,
                  const char *website)
{
  g_autofree char *host = ds_link_dup_host (website);

  if (host != NULL)
    add (inquiries, DS_SOURCE_SECURITY_TXT,
         g_strdup_printf ("https://%s" DS_SECURITY_TXT_PATH, host));
}

static void
add_mud (GPtrArray *inquiries,
         const DsInquiryFacts *facts)
{
  DsInquiry *self = add (inquiries, DS_SOURCE_MUD, g_strdup (facts->mud_url));

  if (self != NULL)
    self->signer = g_strdup (facts->mud_signer);
}

static void
add_ledger (GPtrArray *inquiries,
            const DsInquiryFacts *facts)
{
  DsInquiry *self = add (inquiries, DS_SOURCE_MATTER_LEDGER,
                         g_strdup_printf (DS_MATTER_LEDGER_URL "/dcl/model/models/%u/%u",
                                          facts->matter_vendor, facts->matter_product));

  self->vendor = facts->matter_vendor;
  self->number = facts->matter_product;
}

/* Names there are plain words; anything else would be another address. */
static bool
is_slug (const char *text)
{
  return text != NULL && *text != '\0' &&
         text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void
add_endoflife (GPtrArray *inquiries,
               const DsInquiryFacts *facts)
{
  DsInquiry *self;

  if (!is_slug (facts->endoflife_product) || facts->endoflife_release == NULL)
    return;

  self = add (inquiries, DS_SOURCE_ENDOFLIFE,
              g_strdup_printf (DS_ENDOFLIFE_URL "/api/v1/products/%s", facts->endoflife_product));
  self->product = g_strdup (facts->endoflife_product);
  self->release = g_strdup (facts->endoflife_release);
}

/**
 * ds_inquiries_new:
 * @facts: what is known of a device
 *
 * Returns: (transfer full) (element-type DsInquiry): everyone who could be asked
 *   about it
 */
GPtrArray *
ds_inquiries_new (const DsInquiryFacts *facts)
{
  GPtrArray *inquiries = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_inquiry_free);

  g_return_val_if_fail (facts != NULL, inquiries);

  add_security_txt (inquiries, facts->website);
  /* 0 stands for a product that is not told. */
  if (facts->matter_vendor != 0 && facts->matter_product != 0)
    add_ledger (inquiries, facts);
  if (facts->mud_url != NULL)
    add_mud (inquiries, facts);
  add_endoflife (inquiries, facts);
  return inquiries;
}

/**
 * ds_inquiry_get_subject:
 * @kind: a website's kind of source
 *
 * Returns: what can be learned there, translated
 */
const char *
ds_inquiry_get_subject (DsSourceKind kind)
{
  switch ((int) kind)
    {
    case DS_SOURCE_SECURITY_TXT:
      return _("Whom to Tell About a Security Problem");
    case DS_SOURCE_MATTER_LEDGER:
      return _("Newest Software and Help Page");
    case DS_SOURCE_MUD:
      return _("Whether the Maker Still Looks After It");
    case DS_SOURCE_ENDOFLIFE:
      return _("End of Security Updates");
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * ds_inquiry_dup_disclosure:
 * @self: a question
 *
 * Returns: (transfer full): who would learn what, in one translated sentence
 */
char *
ds_inquiry_dup_disclosure (const DsInquiry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch ((int) self->kind)
    {
    case DS_SOURCE_SECURITY_TXT:
      /* Translators: %s is the name of a website, such as "example.com". */
      return g_strdup_printf (_("%s is asked. It learns the internet address of this home, and "
                                "nothing about the device."), self->host);
    case DS_SOURCE_MATTER_LEDGER:
      /* Translators: %s is the name of a website, such as "example.com". */
      return g_strdup_printf (_("%s is asked, a list that many makers share. It learns the "
                                "internet address of this home and which model it is."),
                              self->host);
    case DS_SOURCE_MUD:
      /* Translators: %s is the name of a website, such as "example.com". */
      return g_strdup_printf (_("%s is asked. It learns the internet address of this home and "
                                "which model it is, and maybe which single device."),
                              self->host);
    case DS_SOURCE_ENDOFLIFE:
      /* Translators: %s is the name of a website, such as "example.com". */
      return g_strdup_printf (_("%s is asked, where volunteers collect dates. It learns the "
                                "internet address of this home and which line of products it "
                                "is from."), self->host);
    default:
      g_return_val_if_reached (NULL);
    }
}

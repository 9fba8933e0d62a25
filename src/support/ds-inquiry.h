/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-claim.h"

G_BEGIN_DECLS

/* One question about a device to one website; nobody is asked without the person's
 * yes to just this. */
typedef struct
{
  DsSourceKind  kind;
  char         *url;     /* what is fetched first */
  char         *host;    /* whose website it is */
  char         *product; /* of endoflife.date: its name there */
  char         *release; /* of endoflife.date: the one that stands for the model */
  char         *signer;  /* of a usage description: ds_mud_signer_from_der(), or NULL */
  uint16_t      vendor;  /* of the Matter ledger */
  uint16_t      number;  /* of the Matter ledger: the product */
} DsInquiry;

/* What decides who can be asked; all borrowed, NULL or 0 where not known. */
typedef struct
{
  const char *website; /* the maker's, https */
  const char *mud_url; /* where the device's own usage description is, https */
  const char *mud_signer; /* who must have signed that; ds_mud_signer_from_der() */
  const char *endoflife_product;
  const char *endoflife_release;
  uint16_t    matter_vendor;
  uint16_t    matter_product;
} DsInquiryFacts;

#define DS_TYPE_INQUIRY (ds_inquiry_get_type ())
GType      ds_inquiry_get_type       (void);
/* GPtrArray of DsInquiry, in the order of the sources. */
GPtrArray *ds_inquiries_new          (const DsInquiryFacts *facts);
DsInquiry *ds_inquiry_copy           (const DsInquiry      *self);
void       ds_inquiry_free           (DsInquiry            *self);
/* What could be learned, and what the other side learns; translated. */
const char *ds_inquiry_get_subject   (DsSourceKind          kind);
char      *ds_inquiry_dup_disclosure (const DsInquiry      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsInquiry, ds_inquiry_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"
#include "ds-claim.h"

G_BEGIN_DECLS

/* By what a device may be recognised; everything is optional, and strings are
 * borrowed. What a device says of itself goes in as it is. */
typedef struct
{
  const char *maker;
  const char *model;
  const char *homekit_model; /* of its HomeKit announcement */
  const char *dnssd_type;    /* "_hue._tcp" */
  uint16_t    matter_vendor; /* 0: none */
  uint16_t    matter_product;
} DsProductKey;

/* What the catalogue knows of a model. Every string is owned, cleaned and in the
 * person's language where the catalogue has it; NULL or empty where not known. */

/* Whom to tell about a security problem. */
typedef struct
{
  char         *report;      /* a link by which one can write */
  char         *policy;      /* https */
  unsigned int  answer_days; /* working days until a first answer, 0 where not told */
  DsSource      source;
} DsProductContact;

typedef enum {
  DS_ACCOUNT_CLOSE,   /* closes an account */
  DS_ACCOUNT_PRIVACY, /* takes questions about what the maker keeps */
} DsAccountPurpose;

/* How to get rid of what the maker has. */
typedef struct
{
  DsAccountPurpose   purpose;
  char              *url;       /* https */
  char              *contact;   /* a link by which one can write */
  char             **countries; /* "DE"; empty: everywhere */
  char             **steps;
  DsSource           source;
} DsProductAccount;

/* How to do something with the device, step by step. */
typedef struct
{
  char     **steps;
  DsSource   source;
} DsProductGuide;

typedef enum {
  DS_ADVISORY_RECALL, /* the maker takes the device back */
  DS_ADVISORY_NOTICE, /* a security problem and what to do about it */
} DsAdvisoryKind;

typedef struct
{
  DsAdvisoryKind  kind;
  char           *title;
  char           *url; /* https */
  DsDate          date;
  DsSource        source;
} DsProductAdvisory;

typedef struct
{
  char      *maker;
  char      *model;      /* NULL: this is about the maker as a whole */
  DsKind     kind;
  char      *homepage;   /* the maker's, https */
  char      *endoflife_product; /* its line of products at endoflife.date */
  char      *endoflife_release; /* the one of that line that it is */
  DsDate     launched_on;
  DsDate     last_sold_on;
  GPtrArray *support;    /* DsSupportClaim */
  GPtrArray *contacts;   /* DsProductContact */
  GPtrArray *accounts;   /* DsProductAccount */
  GPtrArray *erase;      /* DsProductGuide */
  GPtrArray *reset;      /* DsProductGuide */
  GPtrArray *advisories; /* DsProductAdvisory */
} DsProduct;

#define DS_TYPE_PRODUCT (ds_product_get_type ())
GType      ds_product_get_type (void);
DsProduct *ds_product_new      (void);
DsProduct *ds_product_ref      (DsProduct  *self);
void       ds_product_unref    (DsProduct  *self);

/* Whether it is for people in the country that this computer's language names. */
bool       ds_product_account_is_for_here (const DsProductAccount *account);

/* Names that differ in nothing that counts become the same. @words: (nullable): the
 * places in it where a word begins (size_t). */
char      *ds_product_fold     (const char *name,
                                GArray     *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProduct, ds_product_unref)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* Where a name for people stands. */
typedef enum {
  DS_NAMED_INSTANCE, /* the service's own name */
  DS_NAMED_AFTER_AT, /* what stands there behind "@" */
  DS_NAMED_NOWHERE,  /* the service's own name is a number */
} DsNamed;

/* What stays the same about a device for as long as it lives. */
typedef enum {
  DS_LASTING_HOST,   /* nothing is told but its host name */
  DS_LASTING_MAC,
  DS_LASTING_UUID,
  DS_LASTING_SERIAL, /* of its type only */
} DsLasting;

/* Stand for a key of the TXT record where the text is somewhere else. */
#define DS_KEY_INSTANCE "@"
#define DS_KEY_HOST     "."

/**
 * DsAnnouncedService:
 * @type: DNS-SD type
 * @hint: how much this type alone tells
 * @kind: what sort of thing announces it
 * @maker: who makes all things that announce it, or %NULL
 * @called: (nullable): a name where none for people is announced; translated when shown
 * @named: where the name is, if not in @name_key
 * @lasting: what tells the device from others; where it is missing, the host name does
 * @lasting_key: where that is
 * @list_key: the first key of a TXT record that holds all in one string, "a=1,b=2"
 * @known_only: only for products in the other table: anything may announce the type
 *
 * How announcements of one type are read. Each of the keys may name two, parted by
 * a blank, of which the first that is there counts.
 */
typedef struct
{
  const char *type;
  DsHint      hint;
  DsKind      kind;
  const char *maker;
  const char *called;
  DsNamed     named;
  DsLasting   lasting;
  const char *lasting_key;
  const char *name_key;
  const char *maker_key;
  const char *model_key;
  const char *version_key;
  const char *list_key;
  bool        known_only;
} DsAnnouncedService;

/**
 * DsAnnouncedProduct:
 * @type: DNS-SD type
 * @key: where to look
 * @begins: what the text there begins with, in any case of letters
 * @kind: what sort of thing that is; %DS_KIND_UNKNOWN: as the type says
 * @maker: (nullable): who makes it
 * @called: (nullable): the product's name where that text is only a code for it
 * @nobody: no device stands behind this announcement
 *
 * What is known of a product beyond its type. The first row that fits counts.
 */
typedef struct
{
  const char *type;
  const char *key;
  const char *begins;
  DsKind      kind;
  const char *maker;
  const char *called;
  bool        nobody;
} DsAnnouncedProduct;

extern const DsAnnouncedService ds_announced_services[]; /* ends with a type of NULL */
extern const DsAnnouncedProduct ds_announced_products[]; /* the same */
extern const char * const       ds_announced_types[];    /* the types of the first */

const DsAnnouncedService *ds_announced_find_service (const char   *type);
DsKind                    ds_announced_matter_kind  (unsigned int  device_type);

G_END_DECLS

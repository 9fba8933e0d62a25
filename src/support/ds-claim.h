/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Who makes a statement, the most trusted first. The order counts where two
 * statements say the same, and for what is not a date. */
typedef enum {
  DS_SOURCE_DEVICE,        /* the device says so itself */
  DS_SOURCE_PERSON,        /* the person who uses Doorstep */
  DS_SOURCE_CATALOGUE,     /* the catalogue that comes with Doorstep */
  DS_SOURCE_SECURITY_TXT,  /* the maker's security.txt (RFC 9116) */
  DS_SOURCE_MATTER_LEDGER, /* the Matter Distributed Compliance Ledger */
  DS_SOURCE_MUD,           /* the maker's MUD file (RFC 8520) */
  DS_SOURCE_ENDOFLIFE,     /* endoflife.date */
} DsSourceKind;

/* How a statement came to its source. */
typedef enum {
  DS_REACH_DIRECT,      /* from the one who makes it */
  DS_REACH_STORED_COPY, /* from someone's copy of their page */
  DS_REACH_SECOND_HAND, /* from someone who read it */
} DsReach;

/* Where a statement is from; part of every claim. Strings are owned and cleaned,
 * NULL where not known; dates are none where not known. */
typedef struct
{
  DsSourceKind kind;
  DsReach      reach;
  char        *publisher;  /* "Signify": who said it, for people */
  char        *url;        /* https only */
  DsDate       stated_on;  /* the date of the statement itself */
  DsDate       read_on;    /* when it, or a copy of it, was read */
  DsDate       checked_on; /* when a person last opened the maker's own page for it */
} DsSource;

/* What a claim about support says. */
typedef enum {
  DS_SUPPORT_UNTIL,                /* until a date */
  DS_SUPPORT_YEARS_FROM_PURCHASE,  /* for so many months from the day it was bought */
  DS_SUPPORT_YEARS_FROM_LAUNCH,    /* ... from the day the first one was sold */
  DS_SUPPORT_YEARS_FROM_LAST_SOLD, /* ... from the day the last one was sold */
  DS_SUPPORT_ENDED,                /* over, since a date where it is known */
  DS_SUPPORT_NO_DATE,              /* the maker publishes none */
} DsSupportRule;

/* One statement about how long a device gets security updates. */
typedef struct
{
  DsSource      source;
  DsSupportRule rule;
  bool          at_least;  /* the maker may go on longer */
  DsDate        date;      /* of UNTIL: the last day; of ENDED: the same, or none */
  unsigned int  months;    /* of YEARS_FROM_...: how long */
  DsDate        since;     /* of YEARS_FROM_LAUNCH and _LAST_SOLD: that day, or none */
  bool          contested; /* someone says that it is wrong, or it was withdrawn: shown,
                            * but nothing follows from it */
  bool          corrects;  /* of a person's: what the sources after them say is wrong */
  char         *words;     /* what it follows from, in the source's own words, or NULL */
} DsSupportClaim;

const char     *ds_source_kind_get_nick       (DsSourceKind          kind);
bool            ds_source_kind_from_nick      (const char           *nick,
                                               DsSourceKind         *kind);
const char     *ds_reach_get_nick             (DsReach               reach);
bool            ds_reach_from_nick            (const char           *nick,
                                               DsReach              *reach);
const char     *ds_support_rule_get_nick      (DsSupportRule         rule);
bool            ds_support_rule_from_nick     (const char           *nick,
                                               DsSupportRule        *rule);

/* For a source that is a part of something else, which begins all zero. */
void            ds_source_init_copy           (DsSource             *self,
                                               const DsSource       *from);
void            ds_source_clear               (DsSource             *self);
bool            ds_source_equal               (const DsSource       *a,
                                               const DsSource       *b);

#define DS_TYPE_SUPPORT_CLAIM (ds_support_claim_get_type ())
GType           ds_support_claim_get_type     (void);
DsSupportClaim *ds_support_claim_new          (DsSourceKind          kind,
                                               DsSupportRule         rule);
DsSupportClaim *ds_support_claim_copy         (const DsSupportClaim *self);
void            ds_support_claim_free         (DsSupportClaim       *self);
bool            ds_support_claim_equal        (const DsSupportClaim *a,
                                               const DsSupportClaim *b);
DsDate          ds_support_claim_get_end      (const DsSupportClaim *self,
                                               DsDate                purchased_on);
GPtrArray      *ds_support_claims_new         (void);
GPtrArray      *ds_support_claims_copy        (GPtrArray            *claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSupportClaim, ds_support_claim_free)

G_END_DECLS

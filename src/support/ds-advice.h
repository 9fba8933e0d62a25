/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"
#include "ds-verdict.h"

G_BEGIN_DECLS

/* What a person can do about a verdict. */
typedef enum {
  DS_ACTION_SET_CLOCK,         /* this computer shows a day that it cannot be */
  DS_ACTION_ADD_PURCHASE_DATE,
  DS_ACTION_ADD_END_DATE,
  DS_ACTION_ASK_MAKER,         /* has a URL */
  DS_ACTION_GUEST_NETWORK,
  DS_ACTION_KEEP_WITH_CARE,
  DS_ACTION_REPLACE,
} DsActionKind;

typedef struct
{
  DsActionKind kind;
  char        *title;       /* for a button or a row */
  char        *explanation; /* how, or what it is good for */
  char        *url;         /* mailto: with the whole message, or https:; else NULL */
} DsAction;

/* What advice depends on besides the verdict; all borrowed, NULL where not known. */
typedef struct
{
  DsKind              kind;
  const char         *maker;
  const char         *model;
  const char         *software_version;
  const char * const *contacts; /* of the maker: mailto: and https:, best first */
} DsAdviceFacts;

/* A verdict as a person reads it; translated plain text, never markup. */
typedef struct
{
  char      *headline;
  char      *explanation;
  char      *note;     /* what to keep in mind: sources disagree; NULL where nothing */
  GPtrArray *actions;  /* of DsAction, the best one first */
} DsAdvice;

DsAdvice *ds_advice_new          (const DsVerdict     *verdict,
                                  const DsAdviceFacts *facts);
char     *ds_advice_dup_headline (const DsVerdict     *verdict);
void      ds_advice_free         (DsAdvice            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAdvice, ds_advice_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-claim.h"
#include "ds-today.h"

G_BEGIN_DECLS

/* So many days before the end it is said to be near. */
#define DS_VERDICT_SOON 90

/* How well a device is looked after. */
typedef enum {
  DS_VERDICT_UNKNOWN,   /* nobody says, or it depends on a day that is not known */
  DS_VERDICT_SUPPORTED,
  DS_VERDICT_ENDING,    /* the last day is within DS_VERDICT_SOON days */
  DS_VERDICT_ENDED,     /* the last day is over; with at_least, only the last promised one */
  DS_VERDICT_NO_DATE,   /* the maker publishes none */
} DsVerdictState;

/* What claims, the day of purchase and today add up to. */
typedef struct
{
  DsVerdictState  state;
  DsDate          until;     /* the last day of security updates; none where not known */
  int             days_left; /* until then, where there is such a day; 0 on that day */
  bool            at_least;  /* the maker may go on longer, or may have done so */
  DsSupportClaim *claim;     /* the one that counts; NULL where nobody says anything */
  GPtrArray      *others;    /* of DsSupportClaim: those that say something else */
  bool            needs_purchase_date; /* with it, more could be said */
  bool            clock_wrong; /* the clock shows a day that it cannot be */
} DsVerdict;

#define DS_TYPE_VERDICT (ds_verdict_get_type ())
GType       ds_verdict_get_type       (void);
DsVerdict  *ds_verdict_new            (GPtrArray       *claims,
                                       DsDate           purchased_on,
                                       const DsToday   *today);
DsVerdict  *ds_verdict_copy           (const DsVerdict *self);
void        ds_verdict_free           (DsVerdict       *self);
/* Whether only the promise is over: updates may still come. */
bool        ds_verdict_is_promise_over (const DsVerdict *self);
const char *ds_verdict_state_get_nick (DsVerdictState   state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsVerdict, ds_verdict_free)

G_END_DECLS

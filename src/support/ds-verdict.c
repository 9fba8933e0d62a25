/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-verdict"

#include "config.h"

#include "ds-verdict.h"

static const char * const states[] = {
  "unknown", "supported", "ending", "ended", "no-date", NULL
};

/* How much a claim says; what says more counts before what says less. */
typedef enum {
  SAYS_NOTHING,
  SAYS_THAT_THERE_IS_NO_DATE,
  SAYS_HOW_LONG, /* from a day that is not known */
  SAYS_WHEN,     /* a last day, or that it is over */
} Weight;

typedef struct
{
  const DsSupportClaim *claim;
  Weight                weight;
  DsDate                end;   /* as the claim knows it; none for "over" */
  DsDate                last;  /* the day to compare by */
} Reading;

/**
 * ds_verdict_state_get_nick:
 * @state: how well a device is looked after
 *
 * Returns: (transfer none): the word for files and JSON
 */
const char *
ds_verdict_state_get_nick (DsVerdictState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states) - 1, NULL);

  return states[state];
}

static bool
is_counted (DsSupportRule rule)
{
  return rule == DS_SUPPORT_YEARS_FROM_PURCHASE || rule == DS_SUPPORT_YEARS_FROM_LAUNCH ||
         rule == DS_SUPPORT_YEARS_FROM_LAST_SOLD;
}

static Weight
weigh (const DsSupportClaim *claim,
       DsDate end)
{
  if (is_counted (claim->rule) && claim->months == 0)
    return SAYS_NOTHING;
  if (ds_date_is_set (end) || claim->rule == DS_SUPPORT_ENDED)
    return SAYS_WHEN;
  if (is_counted (claim->rule))
    return SAYS_HOW_LONG;

  return claim->rule == DS_SUPPORT_NO_DATE ? SAYS_THAT_THERE_IS_NO_DATE : SAYS_NOTHING;
}

static Reading
read_claim (const DsSupportClaim *claim,
            DsDate purchased_on,
            DsDate today)
{
  Reading self = { .claim = claim, .end = ds_support_claim_get_end (claim, purchased_on) };

  self.weight = weigh (claim, self.end);
  /* What is over without a day was over yesterday at the latest. */
  self.last = ds_date_is_set (self.end) ? ds_date_get_last_day (self.end)
                                        : ds_date_add_days (today, -1);
  return self;
}

/* Whether @a counts before @b. Of two that say when, the earlier one does; of two
 * that say the same, the one that can name the day, and then the more trusted one. */
static bool
goes_before (const Reading *a,
             const Reading *b)
{
  int order = 0;

  if (a->weight != b->weight)
    return a->weight > b->weight;
  if (a->weight == SAYS_WHEN)
    order = ds_date_compare (a->last, b->last);
  if (order != 0)
    return order < 0;
  if (ds_date_is_set (a->end) != ds_date_is_set (b->end))
    return ds_date_is_set (a->end);

  return a->claim->source.kind < b->claim->source.kind;
}

static bool
same_end (const Reading *a,
          const Reading *b,
          DsDate today)
{
  if (!ds_date_is_set (a->end) || !ds_date_is_set (b->end))
    return ds_date_compare (a->last, today) < 0 && ds_date_compare (b->last, today) < 0;
  /* Who knows only the month does not contradict who knows the day. */
  if (a->end.day == 0 || b->end.day == 0)
    return a->end.year == b->end.year && a->end.month == b->end.month;

  return ds_date_compare (a->end, b->end) == 0;
}

static bool
agree (const Reading *a,
       const Reading *b,
       DsDate today)
{
  if (a->weight != b->weight)
    return false;
  if (a->weight == SAYS_WHEN)
    return same_end (a, b, today);
  if (a->weight == SAYS_HOW_LONG)
    return a->claim->rule == b->claim->rule && a->claim->months == b->claim->months;

  return true;
}

static bool
is_corrected (GPtrArray *claims)
{
  for (unsigned int i = 0; i < claims->len; i++)
    {
      const DsSupportClaim *claim = claims->pdata[i];

      if (claim->source.kind == DS_SOURCE_PERSON && claim->corrects)
        return true;
    }

  return false;
}

/* Whether something may follow from a claim, and not only be shown. */
static bool
may_count (const DsSupportClaim *claim,
           bool corrected)
{
  return !claim->contested && (!corrected || claim->source.kind <= DS_SOURCE_PERSON);
}

static void
find_first (GPtrArray *claims,
            DsDate purchased_on,
            DsDate today,
            Reading *first)
{
  bool corrected = is_corrected (claims);

  for (unsigned int i = 0; i < claims->len; i++)
    {
      Reading reading = read_claim (claims->pdata[i], purchased_on, today);

      if (may_count (reading.claim, corrected) && reading.weight != SAYS_NOTHING &&
          (first->claim == NULL || goes_before (&reading, first)))
        *first = reading;
    }
}

static DsVerdictState
judge (const Reading *first,
       DsDate today,
       int days_left)
{
  if (first->claim == NULL || first->weight == SAYS_HOW_LONG)
    return DS_VERDICT_UNKNOWN;
  if (first->weight == SAYS_THAT_THERE_IS_NO_DATE)
    return DS_VERDICT_NO_DATE;
  if (ds_date_compare (first->last, today) < 0)
    return DS_VERDICT_ENDED;

  return days_left <= DS_VERDICT_SOON ? DS_VERDICT_ENDING : DS_VERDICT_SUPPORTED;
}

static void
settle (DsVerdict *self,
        const Reading *first,
        DsDate today)
{
  self->until = first->end;
  if (ds_date_is_set (first->end))
    self->days_left = MAX (ds_date_days_until (today, first->last), 0);
  self->state = judge (first, today, self->days_left);
  if (first->claim != NULL)
    {
      /* Who says that it is over means just that. */
      self->at_least = first->claim->at_least && first->claim->rule != DS_SUPPORT_ENDED;
      self->claim = ds_support_claim_copy (first->claim);
    }
}

static void
add_others (DsVerdict *self,
            GPtrArray *claims,
            DsDate purchased_on,
            DsDate today,
            const Reading *first)
{
  for (unsigned int i = 0; i < claims->len; i++)
    {
      Reading reading = read_claim (claims->pdata[i], purchased_on, today);

      if (reading.claim == first->claim || reading.weight == SAYS_NOTHING)
        continue;
      if (first->claim == NULL || !agree (&reading, first, today))
        g_ptr_array_add (self->others, ds_support_claim_copy (reading.claim));
    }
}

static bool
counts_from_purchase (GPtrArray *claims)
{
  bool corrected = is_corrected (claims);

  for (unsigned int i = 0; i < claims->len; i++)
    {
      const DsSupportClaim *claim = claims->pdata[i];

      if (claim->rule == DS_SUPPORT_YEARS_FROM_PURCHASE && claim->months > 0 &&
          may_count (claim, corrected))
        return true;
    }

  return false;
}

G_DEFINE_BOXED_TYPE (DsVerdict, ds_verdict, ds_verdict_copy, ds_verdict_free)

/**
 * ds_verdict_new:
 * @claims: (nullable) (element-type DsSupportClaim): what the sources say, in any order
 * @purchased_on: when the device was bought, or %DS_DATE_NONE
 * @today: what is known of the day that it is
 *
 * Adds up what is known of how long a device is looked after. Where sources disagree
 * the earlier date counts, and the others are kept to be shown. A claim that is
 * contested never counts, nor does one that a person corrects; the device itself is
 * not corrected. The last day is a day with updates, in every time zone.
 *
 * Returns: (transfer full): the verdict, with claims of its own
 */
DsVerdict *
ds_verdict_new (GPtrArray *claims,
                DsDate purchased_on,
                const DsToday *today)
{
  DsVerdict *self = g_new0 (DsVerdict, 1);
  Reading first = { 0 };
  DsDate day;

  g_return_val_if_fail (today != NULL, self);

  day = ds_today_get_day (today);
  self->clock_wrong = ds_today_is_wrong (today);
  self->others = ds_support_claims_new ();
  if (claims == NULL || !ds_date_is_set (day))
    return self;

  find_first (claims, purchased_on, day, &first);
  settle (self, &first, day);
  add_others (self, claims, purchased_on, day, &first);
  self->needs_purchase_date = !ds_date_is_set (purchased_on) && counts_from_purchase (claims);
  return self;
}

/**
 * ds_verdict_is_promise_over:
 * @self: a verdict
 *
 * Returns: whether updates were promised at least until a day that is over, and nobody
 *   who counts says that they have ended
 */
bool
ds_verdict_is_promise_over (const DsVerdict *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->state == DS_VERDICT_ENDED && self->at_least;
}

/**
 * ds_verdict_copy:
 * @self: a verdict
 *
 * Returns: (transfer full): the same, with claims of its own
 */
DsVerdict *
ds_verdict_copy (const DsVerdict *self)
{
  DsVerdict *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  if (self->claim != NULL)
    copy->claim = ds_support_claim_copy (self->claim);
  copy->others = ds_support_claims_copy (self->others);
  return copy;
}

/**
 * ds_verdict_free:
 * @self: (transfer full) (nullable): a verdict
 */
void
ds_verdict_free (DsVerdict *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->claim, ds_support_claim_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

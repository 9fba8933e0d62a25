/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-claim"

#include "config.h"

#include "ds-claim.h"

#include "core/ds-text.h"

static const char * const source_kinds[] = {
  "device", "person", "catalogue", "security-txt", "matter-ledger", "mud", "endoflife", NULL
};
static const char * const reaches[] = { "direct", "stored-copy", "second-hand", NULL };
static const char * const rules[] = {
  "until", "years-from-purchase", "years-from-launch", "years-from-last-sold", "ended",
  "no-date", NULL
};

/**
 * ds_source_kind_get_nick:
 * @kind: who makes a statement
 *
 * Returns: (transfer none): the word for files and JSON
 */
const char *
ds_source_kind_get_nick (DsSourceKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (source_kinds) - 1, NULL);

  return source_kinds[kind];
}

/**
 * ds_source_kind_from_nick:
 * @nick: (nullable): any text
 * @kind: (out): return location for who makes a statement; untouched on failure
 *
 * Returns: whether ds_source_kind_get_nick() gives such a word
 */
bool
ds_source_kind_from_nick (const char *nick,
                          DsSourceKind *kind)
{
  int place = ds_text_find (source_kinds, nick);

  if (place < 0)
    return false;

  *kind = (DsSourceKind) place;
  return true;
}

/**
 * ds_reach_get_nick:
 * @reach: how a statement came to its source
 *
 * Returns: (transfer none): the word for files and JSON
 */
const char *
ds_reach_get_nick (DsReach reach)
{
  g_return_val_if_fail (reach < G_N_ELEMENTS (reaches) - 1, NULL);

  return reaches[reach];
}

/**
 * ds_reach_from_nick:
 * @nick: (nullable): any text
 * @reach: (out): return location for how a statement came; untouched on failure
 *
 * Returns: whether ds_reach_get_nick() gives such a word
 */
bool
ds_reach_from_nick (const char *nick,
                    DsReach *reach)
{
  int place = ds_text_find (reaches, nick);

  if (place < 0)
    return false;

  *reach = (DsReach) place;
  return true;
}

/**
 * ds_support_rule_get_nick:
 * @rule: what a claim says
 *
 * Returns: (transfer none): the word for files and JSON
 */
const char *
ds_support_rule_get_nick (DsSupportRule rule)
{
  g_return_val_if_fail (rule < G_N_ELEMENTS (rules) - 1, NULL);

  return rules[rule];
}

/**
 * ds_support_rule_from_nick:
 * @nick: (nullable): any text
 * @rule: (out): return location for what a claim says; untouched on failure
 *
 * Returns: whether ds_support_rule_get_nick() gives such a word
 */
bool
ds_support_rule_from_nick (const char *nick,
                           DsSupportRule *rule)
{
  int place = ds_text_find (rules, nick);

  if (place < 0)
    return false;

  *rule = (DsSupportRule) place;
  return true;
}

/**
 * ds_source_init_copy:
 * @self: a source without texts
 * @from: where a statement is from
 *
 * Makes @self the same as @from, with texts of its own.
 */
void
ds_source_init_copy (DsSource *self,
                     const DsSource *from)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (from != NULL);

  *self = *from;
  self->publisher = g_strdup (from->publisher);
  self->url = g_strdup (from->url);
}

/**
 * ds_source_clear:
 * @self: where a statement is from
 *
 * Frees its texts.
 */
void
ds_source_clear (DsSource *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->publisher, g_free);
  g_clear_pointer (&self->url, g_free);
}

static bool
same_date (DsDate a,
           DsDate b)
{
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

/**
 * ds_source_equal:
 * @a: where a statement is from
 * @b: another
 *
 * Returns: whether they say the same in every part
 */
bool
ds_source_equal (const DsSource *a,
                 const DsSource *b)
{
  g_return_val_if_fail (a != NULL, false);
  g_return_val_if_fail (b != NULL, false);

  return a->kind == b->kind && a->reach == b->reach &&
         g_strcmp0 (a->publisher, b->publisher) == 0 && g_strcmp0 (a->url, b->url) == 0 &&
         same_date (a->stated_on, b->stated_on) && same_date (a->read_on, b->read_on) &&
         same_date (a->checked_on, b->checked_on);
}

G_DEFINE_BOXED_TYPE (DsSupportClaim, ds_support_claim, ds_support_claim_copy,
                     ds_support_claim_free)

/**
 * ds_support_claim_new:
 * @kind: who says so
 * @rule: what
 *
 * Returns: (transfer full): a claim with nothing else
 */
DsSupportClaim *
ds_support_claim_new (DsSourceKind kind,
                      DsSupportRule rule)
{
  DsSupportClaim *self = g_new0 (DsSupportClaim, 1);

  self->source.kind = kind;
  self->rule = rule;
  return self;
}

/**
 * ds_support_claim_copy:
 * @self: a claim
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsSupportClaim *
ds_support_claim_copy (const DsSupportClaim *self)
{
  DsSupportClaim *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  ds_source_init_copy (&copy->source, &self->source);
  copy->words = g_strdup (self->words);
  return copy;
}

/**
 * ds_support_claim_free:
 * @self: (transfer full) (nullable): a claim
 */
void
ds_support_claim_free (DsSupportClaim *self)
{
  if (self == NULL)
    return;

  ds_source_clear (&self->source);
  g_free (self->words);
  g_free (self);
}

/**
 * ds_support_claim_equal:
 * @a: a claim
 * @b: another
 *
 * Returns: whether they say the same, and have it from the same source
 */
bool
ds_support_claim_equal (const DsSupportClaim *a,
                        const DsSupportClaim *b)
{
  g_return_val_if_fail (a != NULL, false);
  g_return_val_if_fail (b != NULL, false);

  return a->rule == b->rule && a->at_least == b->at_least && a->months == b->months &&
         a->contested == b->contested && a->corrects == b->corrects &&
         same_date (a->date, b->date) && same_date (a->since, b->since) &&
         g_strcmp0 (a->words, b->words) == 0 && ds_source_equal (&a->source, &b->source);
}

/**
 * ds_support_claim_get_end:
 * @self: a claim
 * @purchased_on: when the device was bought, or %DS_DATE_NONE
 *
 * Works out the last day of security updates, inclusive. A time that is counted from
 * a day ends on the same day of its last month: three years from 29 February 2024
 * end on 28 February 2027.
 *
 * Returns: the day, or the month where no more is known; %DS_DATE_NONE where the claim
 *   names none, or counts from a day that is not known
 */
DsDate
ds_support_claim_get_end (const DsSupportClaim *self,
                          DsDate purchased_on)
{
  g_return_val_if_fail (self != NULL, DS_DATE_NONE);

  switch (self->rule)
    {
    case DS_SUPPORT_UNTIL:
    case DS_SUPPORT_ENDED:
      return self->date;
    case DS_SUPPORT_YEARS_FROM_PURCHASE:
      return ds_date_add_months (purchased_on, self->months);
    case DS_SUPPORT_YEARS_FROM_LAUNCH:
    case DS_SUPPORT_YEARS_FROM_LAST_SOLD:
      return ds_date_add_months (self->since, self->months);
    case DS_SUPPORT_NO_DATE:
    default:
      return DS_DATE_NONE;
    }
}

/**
 * ds_support_claims_new:
 *
 * Returns: (transfer full) (element-type DsSupportClaim): an empty list that owns what
 *   is put into it
 */
GPtrArray *
ds_support_claims_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ds_support_claim_free);
}

static void *
copy_claim (const void *claim,
            void *data)
{
  return ds_support_claim_copy (claim);
}

/**
 * ds_support_claims_copy:
 * @claims: (element-type DsSupportClaim): claims
 *
 * Returns: (transfer full) (element-type DsSupportClaim): the same, each with texts of
 *   its own
 */
GPtrArray *
ds_support_claims_copy (GPtrArray *claims)
{
  GPtrArray *copy;

  g_return_val_if_fail (claims != NULL, NULL);

  copy = g_ptr_array_copy (claims, copy_claim, NULL);
  g_ptr_array_set_free_func (copy, (GDestroyNotify) ds_support_claim_free);
  return copy;
}

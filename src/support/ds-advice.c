/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-advice"

#include "config.h"

#include "ds-advice.h"

#include "ds-advice-action.h"
#include "ds-claim-text.h"

#include <glib/gi18n-lib.h>

#define MAX_ACTIONS 6

static char *
dup_ending (const DsVerdict *verdict)
{
  g_autofree char *day = ds_date_dup_text (verdict->until);
  unsigned int days = (unsigned int) verdict->days_left;

  if (days == 0)
    return g_strdup (verdict->at_least
                         ? _("Today is the last day for which security updates are promised.")
                         : _("Today is the last day of security updates."));
  if (verdict->at_least)
    /* Translators: %2$s is a day or a month: 3 May 2030 */
    return g_strdup_printf (ngettext ("Security updates are promised for only %1$u more day, "
                                      "until %2$s.",
                                      "Security updates are promised for only %1$u more days, "
                                      "until %2$s.", days), days, day);

  /* Translators: %2$s is a day or a month: 3 May 2030 */
  return g_strdup_printf (ngettext ("Security updates for only %1$u more day, until %2$s.",
                                    "Security updates for only %1$u more days, until %2$s.",
                                    days), days, day);
}

/**
 * ds_advice_dup_headline:
 * @verdict: how a device is looked after
 *
 * The one line that says it; for a row, a card or a notification.
 *
 * Returns: (transfer full): a sentence, with a full stop, or a shorter line without
 */
char *
ds_advice_dup_headline (const DsVerdict *verdict)
{
  g_return_val_if_fail (verdict != NULL, NULL);

  switch (verdict->state)
    {
    case DS_VERDICT_ENDED:
      return ds_support_dup_ended (verdict->until, verdict->at_least);
    case DS_VERDICT_ENDING:
      /* Days are not counted from a day that is wrong. */
      return verdict->clock_wrong ? ds_support_dup_until (verdict->until, verdict->at_least)
                                  : dup_ending (verdict);
    case DS_VERDICT_SUPPORTED:
      return ds_support_dup_until (verdict->until, verdict->at_least);
    case DS_VERDICT_NO_DATE:
    case DS_VERDICT_UNKNOWN:
    default:
      return verdict->claim != NULL ? ds_support_claim_dup_text (verdict->claim)
                                    : g_strdup (_("No information for this model yet"));
    }
}

static const char *
get_ended (const DsVerdict *verdict)
{
  if (verdict->at_least)
    return _("The device still works. The maker may send more updates, but has not said so. "
             "New security problems may not be fixed.");

  return _("The device still works, but new security problems will not be fixed.");
}

static const char *
get_unknown (const DsVerdict *verdict)
{
  if (verdict->claim == NULL)
    return _("No one has told Doorstep how long this model gets security updates. It may "
             "still get them.");
  if (verdict->claim->rule == DS_SUPPORT_YEARS_FROM_PURCHASE)
    return _("The end date depends on the day it was bought.");

  return _("The end date depends on when the model was sold. The maker can tell.");
}

static const char *
get_explanation (const DsVerdict *verdict)
{
  switch (verdict->state)
    {
    case DS_VERDICT_SUPPORTED:
      return verdict->at_least
                 ? _("The maker fixes security problems until then, and maybe longer.")
                 : _("The maker fixes security problems until then.");
    case DS_VERDICT_ENDING:
      return verdict->at_least
                 ? _("After that day the device still works. The maker may send more updates, "
                     "but has not said so.")
                 : _("After that day the device still works, but new security problems will "
                     "not be fixed.");
    case DS_VERDICT_ENDED:
      return get_ended (verdict);
    case DS_VERDICT_NO_DATE:
      return _("The maker may send updates for a long time, or stop soon. Many makers name no "
               "date. It helps to ask.");
    case DS_VERDICT_UNKNOWN:
    default:
      return get_unknown (verdict);
    }
}

/* Whether another claim names a day too. */
static bool
has_other_days (const DsVerdict *verdict)
{
  for (unsigned int i = 0; i < verdict->others->len; i++)
    {
      const DsSupportClaim *claim = verdict->others->pdata[i];

      if (claim->rule != DS_SUPPORT_NO_DATE)
        return true;
    }

  return false;
}

/* Whether the person names a later day than someone whom they could mark as wrong. */
static bool
has_own_later_day (const DsVerdict *verdict)
{
  if (verdict->claim->source.kind <= DS_SOURCE_PERSON)
    return false;

  for (unsigned int i = 0; i < verdict->others->len; i++)
    {
      const DsSupportClaim *claim = verdict->others->pdata[i];

      if (claim->source.kind == DS_SOURCE_PERSON)
        return true;
    }

  return false;
}

static const char *
get_note (const DsVerdict *verdict)
{
  if (verdict->clock_wrong)
    return _("The date of this computer is wrong. Set it to see how much time is left.");
  if (verdict->claim != NULL && verdict->claim->corrects && verdict->others->len > 0)
    return _("Other sources say something else. They are marked as wrong, so what was entered "
             "by hand counts.");
  if (ds_date_is_set (verdict->until) && has_own_later_day (verdict))
    return _("The sources do not agree. The earliest date counts, unless it is marked as wrong.");
  if (ds_date_is_set (verdict->until) && has_other_days (verdict))
    return _("The sources do not agree. The earliest date counts.");
  if (verdict->claim != NULL && verdict->others->len > 0)
    return _("The sources do not agree.");
  if (verdict->others->len > 0)
    return _("What one source says is in doubt, so it does not count.");

  return NULL;
}

static unsigned int
choose_ended (const DsVerdict *verdict,
              const DsAdviceFacts *facts,
              DsActionKind *kinds)
{
  unsigned int n = 0;

  /* They may answer that there is more to come. */
  if (verdict->at_least)
    kinds[n++] = DS_ACTION_ASK_MAKER;
  /* A router makes the guest network, and cannot be in it. */
  if (facts->kind == DS_KIND_ROUTER)
    kinds[n++] = DS_ACTION_REPLACE;
  else
    kinds[n++] = DS_ACTION_GUEST_NETWORK;
  kinds[n++] = DS_ACTION_KEEP_WITH_CARE;
  if (facts->kind != DS_KIND_ROUTER)
    kinds[n++] = DS_ACTION_REPLACE;
  if (!verdict->at_least)
    kinds[n++] = DS_ACTION_ASK_MAKER;

  return n;
}

/* The kinds of actions for a verdict, the best one first. */
static unsigned int
choose (const DsVerdict *verdict,
        const DsAdviceFacts *facts,
        DsActionKind kinds[MAX_ACTIONS])
{
  unsigned int n = 0;

  if (verdict->clock_wrong)
    kinds[n++] = DS_ACTION_SET_CLOCK;
  if (verdict->needs_purchase_date)
    kinds[n++] = DS_ACTION_ADD_PURCHASE_DATE;

  switch (verdict->state)
    {
    case DS_VERDICT_ENDED:
      n += choose_ended (verdict, facts, kinds + n);
      break;
    case DS_VERDICT_ENDING:
      kinds[n++] = DS_ACTION_ASK_MAKER;
      kinds[n++] = DS_ACTION_REPLACE;
      break;
    case DS_VERDICT_NO_DATE:
      kinds[n++] = DS_ACTION_ASK_MAKER;
      kinds[n++] = DS_ACTION_KEEP_WITH_CARE;
      break;
    case DS_VERDICT_SUPPORTED:
      break;
    case DS_VERDICT_UNKNOWN:
    default:
      kinds[n++] = DS_ACTION_ADD_END_DATE;
      kinds[n++] = DS_ACTION_ASK_MAKER;
      break;
    }

  return n;
}

/**
 * ds_advice_new:
 * @verdict: how a device is looked after
 * @facts: what else is known of it
 *
 * Returns: (transfer full): what to tell a person about it, in their language
 */
DsAdvice *
ds_advice_new (const DsVerdict *verdict,
               const DsAdviceFacts *facts)
{
  DsAdvice *self;
  DsActionKind kinds[MAX_ACTIONS];
  unsigned int n;

  g_return_val_if_fail (verdict != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_new0 (DsAdvice, 1);
  self->headline = ds_advice_dup_headline (verdict);
  self->explanation = g_strdup (get_explanation (verdict));
  self->note = g_strdup (get_note (verdict));
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_action_free);
  n = choose (verdict, facts, kinds);
  for (unsigned int i = 0; i < n; i++)
    g_ptr_array_add (self->actions, ds_action_new (kinds[i], facts));

  return self;
}

/**
 * ds_advice_free:
 * @self: (transfer full) (nullable): advice
 */
void
ds_advice_free (DsAdvice *self)
{
  if (self == NULL)
    return;

  g_free (self->headline);
  g_free (self->explanation);
  g_free (self->note);
  g_ptr_array_unref (self->actions);
  g_free (self);
}

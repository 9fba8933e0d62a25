/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-claim-text"

#include "config.h"

#include "ds-claim-text.h"

#include <glib/gi18n-lib.h>

#define MONTHS_A_YEAR 12

/**
 * ds_support_dup_until:
 * @until: a date
 * @at_least: whether it may go on longer
 *
 * Returns: (transfer full): that there are updates until then
 */
char *
ds_support_dup_until (DsDate until,
                      bool at_least)
{
  g_autofree char *day = ds_date_dup_text (until);

  g_return_val_if_fail (day != NULL, NULL);

  if (at_least)
    /* Translators: %s is a day or a month: 3 May 2030, May 2030 */
    return g_strdup_printf (_("Security updates until at least %s"), day);

  /* Translators: %s is a day or a month: 3 May 2030, May 2030 */
  return g_strdup_printf (_("Security updates until %s"), day);
}

/**
 * ds_support_dup_ended:
 * @until: the last day of updates, or %DS_DATE_NONE
 * @at_least: whether it might have gone on longer
 *
 * Returns: (transfer full): that it is over
 */
char *
ds_support_dup_ended (DsDate until,
                      bool at_least)
{
  g_autofree char *day = ds_date_dup_text (until);

  if (day == NULL)
    return g_strdup (_("Security updates have ended."));
  if (at_least)
    /* Translators: %s is a day or a month: 3 May 2025, May 2025 */
    return g_strdup_printf (_("Security updates were promised until %s."), day);
  if (until.day == 0)
    /* Translators: %s is a month: May 2025 */
    return g_strdup_printf (_("Security updates ended in %s."), day);

  /* Translators: %s is a day: 3 May 2025 */
  return g_strdup_printf (_("Security updates ended on %s."), day);
}

static char *
dup_span (unsigned int months)
{
  unsigned int years = months / MONTHS_A_YEAR;

  if (months % MONTHS_A_YEAR == 0)
    /* Translators: a length of time, for “Security updates for %s from purchase” */
    return g_strdup_printf (ngettext ("%u year", "%u years", years), years);

  /* Translators: a length of time, for “Security updates for %s from purchase” */
  return g_strdup_printf (ngettext ("%u month", "%u months", months), months);
}

static char *
dup_rule (const DsSupportClaim *self)
{
  g_autofree char *span = dup_span (self->months);

  switch (self->rule)
    {
    case DS_SUPPORT_YEARS_FROM_PURCHASE:
      return self->at_least
                 /* Translators: %s is a length of time: 3 years */
                 ? g_strdup_printf (_("Security updates for at least %s from purchase"), span)
                 /* Translators: %s is a length of time: 3 years */
                 : g_strdup_printf (_("Security updates for %s from purchase"), span);
    case DS_SUPPORT_YEARS_FROM_LAUNCH:
      return self->at_least
                 /* Translators: %s is a length of time: 3 years */
                 ? g_strdup_printf (_("Security updates for at least %s from when it was new "
                                      "in the shops"), span)
                 /* Translators: %s is a length of time: 3 years */
                 : g_strdup_printf (_("Security updates for %s from when it was new in the "
                                      "shops"), span);
    case DS_SUPPORT_YEARS_FROM_LAST_SOLD:
      return self->at_least
                 /* Translators: %s is a length of time: 3 years */
                 ? g_strdup_printf (_("Security updates for at least %s from when it was last "
                                      "sold"), span)
                 /* Translators: %s is a length of time: 3 years */
                 : g_strdup_printf (_("Security updates for %s from when it was last sold"),
                                    span);
    case DS_SUPPORT_UNTIL:
    case DS_SUPPORT_ENDED:
    case DS_SUPPORT_NO_DATE:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * ds_support_claim_dup_text:
 * @self: a claim
 *
 * Says what a source says, whatever day it is and whatever others say.
 *
 * Returns: (transfer full): one line
 */
char *
ds_support_claim_dup_text (const DsSupportClaim *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->rule)
    {
    case DS_SUPPORT_UNTIL:
    case DS_SUPPORT_ENDED:
      if (ds_date_is_set (self->date))
        return ds_support_dup_until (self->date, self->at_least);
      if (self->rule == DS_SUPPORT_ENDED)
        return ds_support_dup_ended (self->date, false);
      break;
    case DS_SUPPORT_YEARS_FROM_PURCHASE:
    case DS_SUPPORT_YEARS_FROM_LAUNCH:
    case DS_SUPPORT_YEARS_FROM_LAST_SOLD:
      return dup_rule (self);
    case DS_SUPPORT_NO_DATE:
      return g_strdup (_("No end date published by the maker"));
    default:
      break;
    }

  return g_strdup (_("No information for this model yet"));
}

/**
 * ds_source_dup_name:
 * @self: where a statement is from
 *
 * Returns: (transfer full): who says so, to begin a line with
 */
char *
ds_source_dup_name (const DsSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->kind)
    {
    case DS_SOURCE_DEVICE:
      /* Translators: who says until when a device gets updates */
      return g_strdup (C_("source", "The device itself"));
    case DS_SOURCE_PERSON:
      /* Translators: who says until when a device gets updates: a person who uses Doorstep */
      return g_strdup (C_("source", "Entered by hand"));
    case DS_SOURCE_CATALOGUE:
      if (self->publisher != NULL)
        return g_strdup (self->publisher);
      /* Translators: who says until when a device gets updates: a list of devices */
      return g_strdup (C_("source", "Doorstep’s own list of devices"));
    case DS_SOURCE_SECURITY_TXT:
      /* Translators: a file named security.txt on the web page of a maker */
      return g_strdup (C_("source", "Security page of the maker"));
    case DS_SOURCE_MATTER_LEDGER:
      /* Translators: a public list of all devices with the Matter logo */
      return g_strdup (C_("source", "Public list of Matter devices"));
    case DS_SOURCE_MUD:
      /* Translators: a signed file by the maker that describes the device */
      return g_strdup (C_("source", "Signed description by the maker"));
    case DS_SOURCE_ENDOFLIFE:
      return g_strdup ("endoflife.date");
    default:
      g_return_val_if_reached (NULL);
    }
}

/* What is in the catalogue was read somewhere, and mostly not where it was said. */
static char *
dup_unchecked (const DsSource *self)
{
  g_autofree char *name = ds_source_dup_name (self);

  switch (self->reach)
    {
    case DS_REACH_STORED_COPY:
      /* Translators: %s is who published a page, such as a maker */
      return g_strdup_printf (_("Source: %s, from a stored copy of the page. Not yet checked "
                                "against the maker’s page."), name);
    case DS_REACH_SECOND_HAND:
      /* Translators: %s is who says so, such as a maker */
      return g_strdup_printf (_("Source: %s, as told by others. Not yet checked against the "
                                "maker’s page."), name);
    case DS_REACH_DIRECT:
    default:
      /* Translators: %s is who says so, such as a maker */
      return g_strdup_printf (_("Source: %s. Not yet checked against the maker’s page."),
                              name);
    }
}

static char *
dup_catalogue (const DsSource *self)
{
  g_autofree char *name = NULL;
  g_autofree char *day = NULL;

  if (!ds_date_is_set (self->checked_on))
    return dup_unchecked (self);

  name = ds_source_dup_name (self);
  day = ds_date_dup_text (self->checked_on);
  /* Translators: %1$s is who says so, such as a maker; %2$s is a day */
  return g_strdup_printf (_("Source: %1$s, checked on %2$s."), name, day);
}

/**
 * ds_source_dup_text:
 * @self: where a statement is from
 *
 * Returns: (transfer full): who says so, and when that was looked at: a sentence or two
 */
char *
ds_source_dup_text (const DsSource *self)
{
  g_autofree char *name = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == DS_SOURCE_CATALOGUE)
    return dup_catalogue (self);

  name = ds_source_dup_name (self);
  day = ds_date_dup_text (self->read_on);
  if (self->kind == DS_SOURCE_PERSON)
    /* Translators: %s is a day */
    return day != NULL ? g_strdup_printf (_("Entered by hand on %s."), day)
                       : g_strdup (_("Entered by hand."));
  if (self->kind == DS_SOURCE_DEVICE)
    /* Translators: %s is a day */
    return day != NULL ? g_strdup_printf (_("Source: the maker, told by the device on %s."), day)
                       : g_strdup (_("Source: the maker, told by the device."));
  if (day == NULL)
    /* Translators: %s is who says so: endoflife.date */
    return g_strdup_printf (_("Source: %s."), name);

  /* Translators: %1$s is who says so: endoflife.date; %2$s is a day */
  return g_strdup_printf (_("Source: %1$s, read on %2$s."), name, day);
}

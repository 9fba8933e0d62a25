/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-summary"

#include "config.h"

#include "ds-support-summary.h"

#include <glib/gi18n-lib.h>

/**
 * ds_support_summary_init:
 * @self: a summary
 * @devices: a model of #DsDevice
 *
 * Counts those of @devices that are on the person's list.
 */
void
ds_support_summary_init (DsSupportSummary *self,
                         GListModel *devices)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_LIST_MODEL (devices));

  *self = (DsSupportSummary) { .all = 0 };
  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (!ds_device_is_listed (device))
        continue;
      self->all++;
      self->by_state[ds_device_get_verdict (device)->state]++;
      self->promise_over += ds_verdict_is_promise_over (ds_device_get_verdict (device));
    }
}

/* Nobody knows of the second sort that the updates have ended: only that nobody promises
 * them now. Two lines of a narrow window. */
static char *
dup_ended_and_over (unsigned int ended,
                    unsigned int over,
                    unsigned int all)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  /* Translators: one short line; of all %2$u devices, %1$u get none any more. The plural is
   * of %2$u */
  first = g_strdup_printf (ngettext ("Security updates ended: %1$u of %2$u device",
                                     "Security updates ended: %1$u of %2$u devices", all),
                           ended, all);
  /* Translators: one short line, below “Security updates ended: …”; of all %2$u devices. The
   * plural is of %2$u */
  second = g_strdup_printf (ngettext ("No longer promised: %1$u of %2$u device",
                                      "No longer promised: %1$u of %2$u devices", all),
                            over, all);
  return g_strjoin ("\n", first, second, NULL);
}

/* “1 of 1 devices” would be strange. Others may stand below it that are not on the list. */
static const char *
get_text_of_one (const DsSupportSummary *self)
{
  if (self->promise_over > 0)
    return _("The device on your list is no longer promised security updates");
  if (self->by_state[DS_VERDICT_ENDED] > 0)
    return _("The device on your list no longer gets security updates");
  if (self->by_state[DS_VERDICT_ENDING] > 0)
    return _("The device on your list soon gets no more security updates");

  return _("It is not known how long the device on your list gets security updates");
}

/**
 * ds_support_summary_dup_text:
 * @self: a summary
 *
 * Says the worst that there is to say, and nothing more.
 *
 * Returns: (transfer full) (nullable): a line, or two where some have ended and some are
 *   only promised no longer; %NULL where no device is listed
 */
char *
ds_support_summary_dup_text (const DsSupportSummary *self)
{
  unsigned int ended = self->by_state[DS_VERDICT_ENDED] - self->promise_over;
  unsigned int ending = self->by_state[DS_VERDICT_ENDING];
  unsigned int dated = self->by_state[DS_VERDICT_SUPPORTED];

  if (self->all == 0)
    return NULL;
  if (self->all == 1 && dated == 0)
    return g_strdup (get_text_of_one (self));
  if (ended > 0 && self->promise_over > 0)
    return dup_ended_and_over (ended, self->promise_over, self->all);
  if (self->promise_over > 0)
    /* Translators: %1$u of all %2$u devices; the number that decides is %1$u */
    return g_strdup_printf (ngettext ("%1$u of %2$u devices is no longer promised security updates",
                                      "%1$u of %2$u devices are no longer promised security updates",
                                      self->promise_over), self->promise_over, self->all);
  if (ended > 0)
    /* Translators: %1$u of all %2$u devices; the number that decides is %1$u */
    return g_strdup_printf (ngettext ("%1$u of %2$u devices no longer gets security updates",
                                      "%1$u of %2$u devices no longer get security updates",
                                      ended), ended, self->all);
  if (ending > 0)
    /* Translators: %1$u of all %2$u devices; the number that decides is %1$u */
    return g_strdup_printf (ngettext ("%1$u of %2$u devices soon gets no more security updates",
                                      "%1$u of %2$u devices soon get no more security updates",
                                      ending), ending, self->all);
  if (dated == self->all)
    return g_strdup_printf (ngettext ("The device on your list gets security updates",
                                      "All %u devices get security updates", dated), dated);

  /* Translators: %1$u of all %2$u devices; the number that decides is %1$u */
  return g_strdup_printf (ngettext ("It is not known how long %1$u of %2$u devices gets security updates",
                                    "It is not known how long %1$u of %2$u devices get security updates",
                                    self->all - dated), self->all - dated, self->all);
}

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
    }
}

/**
 * ds_support_summary_dup_text:
 * @self: a summary
 *
 * Says the worst that there is to say, and nothing more.
 *
 * Returns: (transfer full) (nullable): one sentence; %NULL where no device is listed
 */
char *
ds_support_summary_dup_text (const DsSupportSummary *self)
{
  unsigned int ended = self->by_state[DS_VERDICT_ENDED];
  unsigned int ending = self->by_state[DS_VERDICT_ENDING];
  unsigned int dated = self->by_state[DS_VERDICT_SUPPORTED];

  if (self->all == 0)
    return NULL;
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
    return g_strdup_printf (ngettext ("The device gets security updates",
                                      "All %u devices get security updates", dated), dated);

  /* Translators: %1$u of all %2$u devices; the number that decides is %1$u */
  return g_strdup_printf (ngettext ("For %1$u of %2$u devices no end of security updates is known",
                                    "For %1$u of %2$u devices no end of security updates is known",
                                    self->all - dated), self->all - dated, self->all);
}

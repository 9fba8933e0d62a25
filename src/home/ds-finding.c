/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-finding"

#include "config.h"

#include "ds-finding.h"

/**
 * ds_finding_new:
 * @id: a static string, for JSON
 * @level: how bad it is
 * @title: what was looked at, translated
 * @sentence: what was found, translated
 * @advice: (nullable): what to do about it, translated
 *
 * Makes one line of the diagnosis.
 *
 * Returns: (transfer full): a new #DsFinding
 */
DsFinding *
ds_finding_new (const char *id,
                DsFindingLevel level,
                const char *title,
                const char *sentence,
                const char *advice)
{
  DsFinding *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  self = g_new0 (DsFinding, 1);
  self->id = id;
  self->level = level;
  self->title = g_strdup (title);
  self->sentence = g_strdup (sentence);
  self->advice = g_strdup (advice);
  return self;
}

/**
 * ds_finding_free:
 * @self: (transfer full): a #DsFinding
 *
 * Frees @self and its texts.
 */
void
ds_finding_free (DsFinding *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->sentence);
  g_free (self->advice);
  g_free (self->typed);
  g_free (self);
}

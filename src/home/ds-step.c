/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-onboarding"

#include "config.h"

#include "ds-onboarding.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *title;
} steps[DS_N_STEPS] = {
  [DS_STEP_INSPECT] = { "inspect", N_("Find the device") },
  [DS_STEP_PROVE] = { "prove", N_("Prove it with the setup code") },
  [DS_STEP_KEEP] = { "keep", N_("Keep new keys in the keyring") },
  [DS_STEP_TAKE_OVER] = { "take-over", N_("Give the keys to the device") },
  [DS_STEP_CHECK_IN] = { "check-in", N_("Try the new keys") },
  [DS_STEP_PROMOTE] = { "promote", N_("Make them the keys in use") },
  [DS_STEP_FACTS] = { "facts", N_("Read what the device says of itself") },
};

/**
 * ds_step_get_title:
 * @step: a step
 *
 * Returns: (transfer none): what happens in it, translated
 */
const char *
ds_step_get_title (DsStep step)
{
  g_return_val_if_fail (step < DS_N_STEPS, NULL);

  return _(steps[step].title);
}

/**
 * ds_step_get_nick:
 * @step: a step
 *
 * Returns: (transfer none): its short English name, for JSON
 */
const char *
ds_step_get_nick (DsStep step)
{
  g_return_val_if_fail (step < DS_N_STEPS, NULL);

  return steps[step].nick;
}

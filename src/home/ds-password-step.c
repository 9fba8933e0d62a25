/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-password-step"

#include "config.h"

#include "ds-password-step.h"

#include <glib/gi18n-lib.h>

static const char * const titles[DS_N_PASSWORD_STEPS] = {
  [DS_PASSWORD_STEP_FIND] = N_("Find the device"),
  [DS_PASSWORD_STEP_MAKE] = N_("Make a password that exists nowhere else"),
  [DS_PASSWORD_STEP_KEEP] = N_("Keep it in the keyring, beside the old one"),
  [DS_PASSWORD_STEP_GIVE] = N_("Give it to the device"),
  [DS_PASSWORD_STEP_TRY] = N_("Log in with it, to be sure"),
  [DS_PASSWORD_STEP_SHUT] = N_("See whether the old one is shut out"),
};

/**
 * ds_password_step_get_title:
 * @step: a step of a change of password
 *
 * Returns: (transfer none): what happens in it, translated
 */
const char *
ds_password_step_get_title (DsPasswordStep step)
{
  g_return_val_if_fail (step < DS_N_PASSWORD_STEPS, NULL);

  return _(titles[step]);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The steps of a change of password, in order. */
typedef enum {
  DS_PASSWORD_STEP_FIND, /* log in, and hear which passwords the device accepts */
  DS_PASSWORD_STEP_MAKE, /* one that it accepts */
  DS_PASSWORD_STEP_KEEP, /* in slot pending, read back */
  DS_PASSWORD_STEP_GIVE, /* the device takes it */
  DS_PASSWORD_STEP_TRY,  /* log in with it; pending -> current */
  DS_PASSWORD_STEP_SHUT, /* the old one must not let in any more */
} DsPasswordStep;
#define DS_N_PASSWORD_STEPS 6

/* Called when @step begins. */
typedef void (*DsPasswordStepFunc) (DsPasswordStep  step,
                                    void           *data);

/* "Keep it in the keyring, beside the old one": translated. */
const char *ds_password_step_get_title (DsPasswordStep step);

G_END_DECLS

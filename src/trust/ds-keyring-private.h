/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-keyring.h"

G_BEGIN_DECLS

/* For tests: what ds_keyring_promote() is about to do, and shorter deadlines. */
typedef void (*DsKeyringStepFunc) (const char *step,
                                   gpointer    user_data);

struct _DsKeyring
{
  GObject parent_instance;

  DsKeyringState state;
  unsigned int machine_ms; /* for how long another program is waited for, */
  unsigned int person_ms;  /* and where it asks the person */
  DsKeyringStepFunc step_func;
  gpointer step_data;
};

void _ds_keyring_set_step_func (DsKeyring         *self,
                                DsKeyringStepFunc  func,
                                gpointer           user_data);
void _ds_keyring_set_deadlines (DsKeyring         *self,
                                unsigned int       machine_ms,
                                unsigned int       person_ms);

/* What became of a question to the person; takes @error. In a fiber. */
GError *_ds_keyring_adopt_answer (DsKeyring       *self,
                                GError            *error);

G_END_DECLS

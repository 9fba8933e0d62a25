/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-keyring.h"

G_BEGIN_DECLS

/* For tests: what ds_keyring_promote() is about to do, and shorter deadlines. */
typedef void (*DsKeyringStepFunc) (const char *step,
                                   gpointer    user_data);

void _ds_keyring_set_step_func (DsKeyring         *self,
                                DsKeyringStepFunc  func,
                                gpointer           user_data);
void _ds_keyring_set_deadlines (DsKeyring         *self,
                                unsigned int       machine_ms,
                                unsigned int       person_ms);

/* For how long another program's answer is waited for. */
unsigned int _ds_keyring_get_machine_ms (DsKeyring *self);

G_END_DECLS

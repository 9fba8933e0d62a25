/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-advice.h"

G_BEGIN_DECLS

DsAction *ds_action_new  (DsActionKind         kind,
                          const DsAdviceFacts *facts);
void      ds_action_free (DsAction            *self);

G_END_DECLS

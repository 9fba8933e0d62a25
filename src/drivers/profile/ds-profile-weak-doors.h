/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-profile-session.h"

G_BEGIN_DECLS

/* Tries doors that must be shut and adds the open ones to the weaknesses of
 * @facts. In a fiber; the session has no log-in afterwards. */
bool ds_profile_try_weak_doors (DsProfileSession *session,
                                DsFacts          *facts,
                                GError          **error);

G_END_DECLS

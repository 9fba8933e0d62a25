/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-profile-session.h"

G_BEGIN_DECLS

DexFuture *ds_profile_inspect       (DsTarget          *target);
DexFuture *ds_profile_check_in      (DsTarget          *target,
                                     DsCredential      *credential);

/* For the other verbs, in a fiber. */
DsFacts   *ds_profile_read_facts    (DsProfileSession  *session,
                                     DsCredential      *credential,
                                     GError           **error);
/* Only the part about software and updates. */
bool       ds_profile_look_at_software (DsProfileSession *session,
                                     DsFacts           *facts,
                                     GError           **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-profile-session.h"

G_BEGIN_DECLS

/* Keeps, in the credential of @facts, a key that was announced or taken. In a
 * fiber. */
bool ds_profile_read_next_key  (DsProfileSession *session,
                                DsCredential     *credential,
                                DsFacts          *facts,
                                GError          **error);
/* What the present key signs. */
bool ds_profile_next_key_check (JsonObject       *object,
                                GBytes           *present,
                                DsPin            *next,
                                int64_t          *from,
                                GError          **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DexFuture *ds_profile_check_update          (DsTarget            *target,
                                             DsCredential        *credential);
DexFuture *ds_profile_update                (DsTarget            *target,
                                             DsCredential        *credential,
                                             const char          *version,
                                             DsUpdateFunc         func,
                                             void                *data,
                                             GDestroyNotify       destroy);
DexFuture *ds_profile_set_automatic_updates (DsTarget            *target,
                                             DsCredential        *credential,
                                             DsAutomaticUpdates   mode);

G_END_DECLS

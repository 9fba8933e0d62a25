/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

/* To become the owner, to stay it and to stop being it. */
DexFuture *ds_profile_take_over       (DsProof       *proof,
                                       DsCredential  *credential);
DexFuture *ds_profile_settle          (DsTarget      *target,
                                       DsCredential  *credential);
DexFuture *ds_profile_renew           (DsTarget      *target,
                                       DsCredential  *credential);
DexFuture *ds_profile_change_password (DsTarget      *target,
                                       DsCredential  *credential,
                                       DsCredential  *renewed);
DsSecret  *ds_profile_get_password    (DsCredential  *credential);
DexFuture *ds_profile_release         (DsTarget      *target,
                                       DsCredential  *credential);

G_END_DECLS

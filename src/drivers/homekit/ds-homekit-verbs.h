/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

/* What Doorstep asks of an accessory outside of a set-up. */
DexFuture *ds_homekit_inspect       (DsTarget     *target);
DexFuture *ds_homekit_check_in      (DsTarget     *target,
                                     DsCredential *credential);
DexFuture *ds_homekit_make_noticed  (DsTarget     *target,
                                     DsCredential *credential);
DexFuture *ds_homekit_release       (DsTarget     *target,
                                     DsCredential *credential);
DexFuture *ds_homekit_remove_access (DsTarget     *target,
                                     DsCredential *credential,
                                     const char   *access_id);

G_END_DECLS

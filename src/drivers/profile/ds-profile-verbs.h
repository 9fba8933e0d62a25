/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DsMatch   *ds_profile_match        (const DsAnnouncement *announcement);
DexFuture *ds_profile_erase        (DsTarget             *target,
                                    DsCredential         *credential,
                                    const char * const   *ids);
DexFuture *ds_profile_make_noticed (DsTarget             *target,
                                    DsCredential         *credential);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-hap-connection.h"
#include "trust/ds-credential.h"

G_BEGIN_DECLS

/* For fibers: both await inside. */
DsHapConnection *ds_hap_pair_verify          (DsTarget      *target,
                                              DsCredential  *credential,
                                              GError       **error);
DsHapConnection *ds_hap_pair_verify_unpinned (DsTarget      *target,
                                              DsCredential  *credential,
                                              GError       **error);

G_END_DECLS

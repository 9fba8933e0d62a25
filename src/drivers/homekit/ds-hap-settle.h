/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"
#include "ds-hap-connection.h"

G_BEGIN_DECLS

/* Logs in before keys may be thrown away. In a fiber. */
DsHapConnection *ds_hap_log_in_or_not_ours (DsTarget     *target,
                                            DsCredential *credential,
                                            GError      **error);
DexFuture *ds_hap_settle (DsTarget     *target,
                          DsCredential *credential);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-hap-connection.h"
#include "trust/ds-credential.h"

G_BEGIN_DECLS

/* Who may control an accessory. For fibers: all of them await inside. */
GPtrArray *ds_hap_pairings_list       (DsHapConnection  *connection,
                                       DsCredential     *credential,
                                       GError          **error); /* of DsAccess */
bool       ds_hap_pairings_remove     (DsHapConnection  *connection,
                                       const char       *id,
                                       GError          **error);
bool       ds_hap_pairings_remove_own (DsHapConnection  *connection,
                                       DsCredential     *credential,
                                       GError          **error);

G_END_DECLS

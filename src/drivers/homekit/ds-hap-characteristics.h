/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-hap-accessories.h"

G_BEGIN_DECLS

/* The body of "PUT /characteristics" that sets one value to true. */
char    *ds_hap_characteristics_write  (DsHapValueId   id);
/* Whether the answer to it says that @id was written. */
bool     ds_hap_characteristics_check  (DsHapValueId   id,
                                        unsigned int   status,
                                        const char    *json,
                                        size_t         length,
                                        GError       **error);
/* The #DsError for one of HomeKit's status numbers (-70401 and so on). */
int      ds_hap_status_to_code         (int64_t        status);

G_END_DECLS

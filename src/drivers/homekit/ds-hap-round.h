/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-hap-connection.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* Begins what is wanted on a new connection: awaits, and says whether it worked. */
typedef bool (*DsHapBegin) (DsHapConnection  *connection,
                            void             *data,
                            GError          **error);

DsHapConnection *ds_hap_round_go       (DsTarget        *target,
                                        DsHapBegin       begin,
                                        void            *data,
                                        GError         **error);
unsigned int     ds_hap_round_deadline (DsTarget        *target,
                                        unsigned int     n_rounds);

G_END_DECLS

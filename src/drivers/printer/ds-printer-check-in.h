/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-target.h"
#include "trust/ds-credential.h"

#include <libdex.h>

G_BEGIN_DECLS

DexFuture *ds_printer_check_in (DsTarget     *target,
                                DsCredential *credential);

G_END_DECLS

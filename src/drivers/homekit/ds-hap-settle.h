/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DexFuture *ds_hap_settle (DsTarget     *target,
                          DsCredential *credential);

G_END_DECLS

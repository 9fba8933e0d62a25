/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-target.h"
#include "trust/ds-credential.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Milliseconds. */
typedef struct
{
  unsigned int address; /* for one address */
  unsigned int visit;   /* for what else there is to do */
} DsPrinterPace;

void       ds_printer_pace_set (const DsPrinterPace *set);
DexFuture *ds_printer_check_in (DsTarget     *target,
                                DsCredential *credential);

G_END_DECLS

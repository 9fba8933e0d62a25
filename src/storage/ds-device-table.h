/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device-record.h"
#include "ds-storage.h"

G_BEGIN_DECLS

DexFuture *ds_device_table_load   (DsStorage            *storage);  /* GPtrArray of DsDeviceRecord */
DexFuture *ds_device_table_put    (DsStorage            *storage,
                                   const DsDeviceRecord *record);
DexFuture *ds_device_table_remove (DsStorage            *storage,
                                   const char           *id);

G_END_DECLS

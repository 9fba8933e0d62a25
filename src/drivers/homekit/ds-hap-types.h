/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"

#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What services and characteristics are, without the part that all of Apple's
 * share. Others have 0. */
typedef uint32_t DsHapType;

#define DS_HAP_SERVICE_INFORMATION     0x3e
#define DS_HAP_SERVICE_FIRMWARE_UPDATE 0x236

#define DS_HAP_CHARACTERISTIC_IDENTIFY          0x14
#define DS_HAP_CHARACTERISTIC_MANUFACTURER      0x20
#define DS_HAP_CHARACTERISTIC_MODEL             0x21
#define DS_HAP_CHARACTERISTIC_NAME              0x23
#define DS_HAP_CHARACTERISTIC_SERIAL_NUMBER     0x30
#define DS_HAP_CHARACTERISTIC_FIRMWARE_REVISION 0x52
#define DS_HAP_CHARACTERISTIC_HARDWARE_REVISION 0x53
#define DS_HAP_CHARACTERISTIC_STAGED_VERSION    0x249

DsHapType    ds_hap_type_parse       (const char   *text);

DsKind       ds_hap_service_to_kind  (DsHapType     service);
/* How much a service tells of what the whole accessory is: the lowest wins. */
unsigned int ds_hap_service_get_rank (DsHapType     service);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is known of a device's support, for other programs: members of the object
 * that @builder is in. docs/doorstepctl.md tells what they mean. */
void ds_support_json_add_verdict (JsonBuilder *builder,
                                  DsDevice    *device);
void ds_support_json_add_claims  (JsonBuilder *builder,
                                  DsDevice    *device);

G_END_DECLS

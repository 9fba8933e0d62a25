/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <json-glib/json-glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define DS_DETAILS_MAX_TIME INT64_C (253402300799) /* the end of the year 9999 */

/* The part of a record's details that is about updates, support, contact,
 * personal data and open doors. */
void ds_details_add_care  (JsonBuilder   *builder,
                           const DsFacts *facts);
bool ds_details_read_care (JsonObject    *object,
                           DsFacts       *facts,
                           GError       **error);

G_END_DECLS

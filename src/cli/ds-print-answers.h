/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"
#include "support/ds-inquiry.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whom one may ask about a device, and what they said. */

/* "answers": of the object that @builder is in. */
void ds_print_add_answers    (JsonBuilder *builder,
                              DsDevice    *device);
/* "inquiries", likewise; of DsInquiry. */
void ds_print_add_inquiries  (JsonBuilder *builder,
                              GPtrArray   *inquiries);
/* Rows of two cells, see ds_print_table(). */
void ds_print_list_answer    (GPtrArray      *rows,
                              const DsAnswer *answer);

G_END_DECLS

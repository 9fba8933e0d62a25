/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* The part of a device's facts that has no column of its own, as the JSON text
 * of a record's "details". */
char *ds_details_to_text   (const DsFacts *facts);
/* Fills accessories, access, staged_version, capabilities and what is about
 * updates, support, contact, personal data and open doors. */
bool  ds_details_from_text (const char    *text,
                            DsFacts       *facts,
                            GError       **error);

G_END_DECLS

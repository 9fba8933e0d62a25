/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

G_BEGIN_DECLS

DsMatch *ds_printer_match         (const DsAnnouncement *announcement);
/* "urn:uuid:…", "{…}" or bare: 36 characters in lower case, or NULL. */
char    *ds_printer_normalize_key (const char           *uuid);
/* Takes the maker off the front of "Maker Model". */
void     ds_printer_split_name    (const char           *text,
                                   char                **maker,
                                   char                **model);

G_END_DECLS

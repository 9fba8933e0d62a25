/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-inventory.h"

G_BEGIN_DECLS

/* One line of a passport: a title for a heading, with a text for a row. */
typedef struct
{
  char *title;
  char *text; /* NULL: the title heads what follows */
} DsPassportLine;

/* What the page about one device says; all translated plain text, never markup. */
typedef struct
{
  char      *title;
  char      *subtitle;
  GPtrArray *lines; /* of DsPassportLine */
} DsPassport;

DsPassport *ds_passport_new  (DsDevice         *device,
                              DsInventoryParts  parts);
void        ds_passport_free (DsPassport       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsPassport, ds_passport_free)

G_END_DECLS

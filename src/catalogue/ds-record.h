/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"

#include <stdint.h>

G_BEGIN_DECLS

/* Writing the parts of a record, see support/ds-catalogue-format.h. */
void        ds_record_put_number (GByteArray *record,
                                  uint32_t    number);
void        ds_record_put_string (GByteArray *record,
                                  const char *string);
/* Puts numbers of 0, or empty lists. */
void        ds_record_put_none   (GByteArray *record,
                                  unsigned int n);

/* A record that says no more than who made something, what it is called, and the
 * maker's own site. @model: "" for the maker */
GByteArray *ds_record_new_plain  (const char *maker,
                                  const char *model,
                                  DsKind      kind,
                                  const char *homepage,
                                  uint32_t    maker_number);

G_END_DECLS

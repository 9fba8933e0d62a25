/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-date.h"

G_BEGIN_DECLS

const char *ds_date_form_get_own (void);

bool        ds_date_form_parse   (const char *form,
                                  const char *text,
                                  DsDate     *date);
char       *ds_date_form_write   (const char *form,
                                  DsDate      date);

G_END_DECLS

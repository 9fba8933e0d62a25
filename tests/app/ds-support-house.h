/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-app-test.h"

G_BEGIN_DECLS

/* The day on which the devices of the house are looked at: 22 November 2026. */
#define SUPPORT_HOUSE_NOW INT64_C (1795348800)

/* A house in which every verdict is there, each device known from a check-in in
 * which it said so itself. */
AppTest  *support_house_new  (void);
void      support_house_free (AppTest    *test);
DsDevice *support_house_find (AppTest    *test,
                              const char *name);

G_END_DECLS

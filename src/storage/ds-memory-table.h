/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-storage.h"

G_BEGIN_DECLS

/* The last day on which Doorstep ran, ISO 8601: what shows that a clock went back. */
#define DS_MEMORY_LAST_DAY "last-day"

/* What is kept of no device in particular. */
DexFuture *ds_memory_table_load (DsStorage  *storage,
                                 const char *name); /* string, or NULL */
DexFuture *ds_memory_table_put  (DsStorage  *storage,
                                 const char *name,
                                 const char *value);

G_END_DECLS

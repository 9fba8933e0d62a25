/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-sighting.h"
#include "drivers/ds-driver.h"

#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsHostTable:
 *
 * Which of the sightings that come from one host are devices. One that a driver
 * speaks to (%DS_HINT_NONE) always is; so is one that the person keeps, whatever
 * others say. All else that comes from a host is a hint of one thing: where a
 * device is there already, of that one, else of the thing that the best hint
 * names. Each change costs a logarithm of what is on that host.
 */
typedef struct _DsHostTable DsHostTable;

/* A hint names the thing no more, or does from now on; either may be NULL, but not
 * both. */
typedef void (*DsHostFunc) (DsSighting *before,
                            DsSighting *now,
                            void       *data);

DsHostTable *ds_host_table_new    (DsHostFunc   func,
                                   void        *data);
void         ds_host_table_free   (DsHostTable *self);
/* Adds a sighting, or changes what is known of it. @keep: it is a device in any
 * case. Gives whether it is a device, or the hint that names one. */
bool         ds_host_table_set    (DsHostTable *self,
                                   DsSighting  *sighting,
                                   DsHint       hint,
                                   bool         keep);
void         ds_host_table_remove (DsHostTable *self,
                                   DsSighting  *sighting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostTable, ds_host_table_free)

G_END_DECLS

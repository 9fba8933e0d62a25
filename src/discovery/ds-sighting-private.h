/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-sighting.h"

#include <stdbool.h>

G_BEGIN_DECLS

DsSighting *ds_sighting_new          (const char     *identity);
void        ds_sighting_add          (DsSighting     *self,
                                      DsAnnouncement *announcement);
/* Puts @after where @before was, or takes @before out where @after is NULL. */
void        ds_sighting_replace      (DsSighting     *self,
                                      DsAnnouncement *before,
                                      DsAnnouncement *after);
bool        ds_sighting_is_empty     (DsSighting     *self);
void        ds_sighting_emit_changed (DsSighting     *self);

G_END_DECLS

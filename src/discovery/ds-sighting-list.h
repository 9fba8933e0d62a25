/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-discovery.h"

G_BEGIN_DECLS

/* Changes within this time are shown together. */
#define DS_SIGHTING_LIST_FRAME_MSEC 8

/* The place of one announcement, which comes, changes and goes. */
typedef struct _DsSightingSlot DsSightingSlot;

/**
 * DsSightingList:
 *
 * The #GListModel of #DsSighting that announcements add up to. What is set in
 * slots is gathered and shown at once if the last showing was a frame ago, else a
 * frame after it; no showing takes more than a part of a frame. Work is
 * proportional to what changed, but for a logarithm.
 */
#define DS_TYPE_SIGHTING_LIST (ds_sighting_list_get_type ())
G_DECLARE_FINAL_TYPE (DsSightingList, ds_sighting_list, DS, SIGHTING_LIST, GObject)

DsSightingList *ds_sighting_list_new        (DsIdentifyFunc  identify);
DsSightingSlot *ds_sighting_list_open_slot  (DsSightingList *self);
/* NULL: the announcement has gone. */
void            ds_sighting_list_set        (DsSightingList *self,
                                             DsSightingSlot *slot,
                                             DsAnnouncement *announcement);
/* Takes @slot; its announcement goes with it. */
void            ds_sighting_list_close_slot (DsSightingList *self,
                                             DsSightingSlot *slot);
/* Shows everything that is gathered. */
void            ds_sighting_list_flush      (DsSightingList *self);

G_END_DECLS

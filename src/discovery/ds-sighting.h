/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-announcement.h"

G_BEGIN_DECLS

/**
 * DsSighting:
 *
 * One physical device as its announcements add up to it. "changed" is emitted
 * when an announcement came, went or changed; a sighting without announcements
 * has left its list.
 */
#define DS_TYPE_SIGHTING (ds_sighting_get_type ())
G_DECLARE_FINAL_TYPE (DsSighting, ds_sighting, DS, SIGHTING, GObject)

const char     *ds_sighting_get_identity      (DsSighting *self);
/* The one that came first among those still there; borrowed. */
DsAnnouncement *ds_sighting_get_announcement  (DsSighting *self);
GPtrArray      *ds_sighting_get_announcements (DsSighting *self); /* borrowed */
/* GPtrArray of GInetSocketAddress without duplicates, most promising first:
 * IPv4, global IPv6, link-local IPv6. (transfer container) */
GPtrArray      *ds_sighting_dup_addresses     (DsSighting *self);

G_END_DECLS

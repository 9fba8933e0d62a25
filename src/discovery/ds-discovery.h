/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-sighting.h"

#include <libdex.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DS_DISCOVERY_STOPPED,
  DS_DISCOVERY_STARTING,   /* asking Avahi */
  DS_DISCOVERY_RUNNING,
  DS_DISCOVERY_NO_BUS,     /* no system bus, or the sandbox forbids it */
  DS_DISCOVERY_NO_AVAHI,   /* Avahi is not there; watched, starts by itself */
  DS_DISCOVERY_NO_NETWORK, /* Avahi is there and the computer has no network */
  DS_DISCOVERY_FAILED,     /* Avahi refused; see ds_discovery_get_error() */
} DsDiscoveryState;

#define DS_TYPE_DISCOVERY_STATE (ds_discovery_state_get_type ())
GType ds_discovery_state_get_type (void);

/* Gives the stable identity of the device behind an announcement, or NULL for
 * "not one of ours". Announcements of the same identity are one sighting. */
typedef char *(*DsIdentifyFunc) (const DsAnnouncement *announcement);

/**
 * DsDiscovery:
 *
 * A GListModel of #DsSighting over Avahi's D-Bus API (`org.freedesktop.Avahi`
 * on the system bus): Server2 with Prepare and Start, else Server. At most 32
 * resolvers wait for an answer at a time and 512 stay open to tell of changes,
 * since Avahi allows a client 1,024 objects; what is beyond is asked anew every
 * minute. Changes are gathered and shown at most once a frame, from the main loop.
 * A device whose resolver fails twice leaves, even if it is still listed.
 *
 * Properties: "state" (#DsDiscoveryState), "settled" (boolean: Avahi said that
 * it has told all it knows for now, or two seconds have gone by).
 */
#define DS_TYPE_DISCOVERY (ds_discovery_get_type ())
G_DECLARE_FINAL_TYPE (DsDiscovery, ds_discovery, DS, DISCOVERY, GObject)

DsDiscovery      *ds_discovery_new         (const char * const *types,
                                            DsIdentifyFunc      identify);
void              ds_discovery_start       (DsDiscovery        *self);
void              ds_discovery_stop        (DsDiscovery        *self);
/* Forgets everything and asks anew: the person's "Try Again". */
void              ds_discovery_restart     (DsDiscovery        *self);
DsDiscoveryState  ds_discovery_get_state   (DsDiscovery        *self);
gboolean          ds_discovery_get_settled (DsDiscovery        *self);
const GError     *ds_discovery_get_error   (DsDiscovery        *self);
/* Resolves a typed address to a GPtrArray of GInetSocketAddress. ".local" names
 * are asked of Avahi (they do not resolve inside a sandbox), others of the
 * system's resolver; numbers need nobody. */
DexFuture        *ds_discovery_resolve     (DsDiscovery        *self,
                                            const char         *host,
                                            uint16_t            port);

G_END_DECLS

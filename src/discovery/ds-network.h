/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Calls back whenever the computer's network comes or goes. */
typedef struct _DsNetworkWatch DsNetworkWatch;

typedef void (*DsNetworkFunc) (bool     connected,
                               gpointer user_data);

DsNetworkWatch *ds_network_watch_new      (DsNetworkFunc   func,
                                           gpointer        user_data);
void            ds_network_watch_free     (DsNetworkWatch *self);
/* Whether an interface other than the loopback is up and has an address. */
bool            ds_network_is_connected   (void);
/* Up interfaces on which link-local IPv6 addresses may be reached: a GArray of
 * unsigned int. (transfer full) */
GArray         *ds_network_dup_interfaces (void);
/* For tests: 1 and 0 stand for connected and not, -1 for the truth. */
void            ds_network_pretend        (int             connected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsNetworkWatch, ds_network_watch_free)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Has the service ask the person to open what is at @paths (entries or whole keyrings);
 * resolves to how many of them were opened. Rejects as soon as the service is gone, and
 * takes the question off the screen when it is discarded. Only where a service keeps the
 * keys, not a file. */
DexFuture *ds_keyring_ask_to_open     (GDBusProxy         *service,
                                       const char * const *paths);
/* The same for a first keyring, with a password that the person thinks of. */
DexFuture *ds_keyring_ask_for_default (GDBusProxy         *service);

G_END_DECLS

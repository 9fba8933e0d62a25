/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libdex.h>
#include <stdint.h>

G_BEGIN_DECLS

DexFuture *ds_host_lookup (const char *host,
                           uint16_t    port);

G_END_DECLS

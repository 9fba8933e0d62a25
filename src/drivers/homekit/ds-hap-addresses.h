/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A list of socket addresses as GSocketClient wants it: it then tries them as
 * RFC 8305 says, the next one 250 ms after the one before or as soon as that
 * failed, and closes all but the first that connects. */
#define DS_TYPE_HAP_ADDRESSES (ds_hap_addresses_get_type ())
G_DECLARE_FINAL_TYPE (DsHapAddresses, ds_hap_addresses, DS, HAP_ADDRESSES, GObject)

GSocketConnectable *ds_hap_addresses_new (GPtrArray *addresses); /* of GSocketAddress */

G_END_DECLS

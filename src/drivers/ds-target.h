/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a driver is to look for which device: the key that the device must turn
 * out to have (NULL where only an address is known) and its addresses, most
 * promising first. Immutable but for what the driver learns. */
#define DS_TYPE_TARGET (ds_target_get_type ())
G_DECLARE_FINAL_TYPE (DsTarget, ds_target, DS, TARGET, GObject)

DsTarget           *ds_target_new             (const char         *key,
                                               GPtrArray          *addresses); /* of GInetSocketAddress */
const char         *ds_target_get_key         (DsTarget           *self);
GPtrArray          *ds_target_get_addresses   (DsTarget           *self); /* borrowed */
/* Where on the device to begin, see DsMatch; NULL where that is not known. */
const char         *ds_target_get_path        (DsTarget           *self);
void                ds_target_set_path        (DsTarget           *self,
                                               const char         *path);
/* The key that a device without a setup code showed when it was first met, as
 * ds_pin_to_text() writes it; NULL where none was met yet. */
const char         *ds_target_get_pin         (DsTarget           *self);
void                ds_target_set_pin         (DsTarget           *self,
                                               const char         *pin);
/* The address that answered last, or NULL: recorded as "last reached at". */
GInetSocketAddress *ds_target_get_reached     (DsTarget           *self);
void                ds_target_set_reached     (DsTarget           *self,
                                               GInetSocketAddress *address);
/* Seconds that the device asked to wait, with the last DS_ERROR_WAIT or
 * DS_ERROR_BUSY from prove(); 0 where it named none. */
unsigned int        ds_target_get_retry_after (DsTarget           *self);
void                ds_target_set_retry_after (DsTarget           *self,
                                               unsigned int        seconds);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-announcement.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* @txt is of type "aay", as Avahi hands it over. */
DsAnnouncement *ds_announcement_new_from_bytes (const char           *instance,
                                                const char           *type,
                                                const char           *host,
                                                int                   interface,
                                                GInetSocketAddress   *address,
                                                GVariant             *txt);
bool            ds_announcement_equal          (const DsAnnouncement *a,
                                                const DsAnnouncement *b);
bool            ds_address_equal               (GInetSocketAddress   *a,
                                                GInetSocketAddress   *b);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Where on the network one device answers over HTTPS, and which URLs are its own. */
typedef struct _DsOrigin DsOrigin;

/* @host: (nullable): a name that stands for the same address. */
DsOrigin *ds_origin_new         (GInetSocketAddress *address,
                                 const char         *host);
void      ds_origin_free        (DsOrigin           *self);
/* The path (and query) of a URL that the device wrote, or NULL with
 * DS_ERROR_BAD_ANSWER if it leads anywhere else. */
char     *ds_origin_resolve     (const DsOrigin     *self,
                                 const char         *base,
                                 const char         *href,
                                 GError            **error);
bool      ds_origin_is_path     (const char         *path);
/* NULL if @path is none. */
GUri     *ds_origin_make_uri    (const DsOrigin     *self,
                                 const char         *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsOrigin, ds_origin_free)

G_END_DECLS

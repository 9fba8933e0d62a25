/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsAnnouncement:
 *
 * One DNS-SD record set as Avahi reports it (RFC 6763): a service instance of
 * one type on one interface over one protocol. Immutable; reference counted.
 * Text is as it came from the network but for length; clean it with
 * ds_text_clean() before a person sees it.
 */
typedef struct _DsAnnouncement DsAnnouncement;

#define DS_TYPE_ANNOUNCEMENT (ds_announcement_get_type ())
GType               ds_announcement_get_type     (void);
DsAnnouncement     *ds_announcement_new          (const char           *instance,
                                                  const char           *type,
                                                  const char           *host,
                                                  int                   interface,
                                                  GInetSocketAddress   *address,
                                                  const char * const   *txt);
DsAnnouncement     *ds_announcement_ref          (DsAnnouncement       *self);
void                ds_announcement_unref        (DsAnnouncement       *self);
const char         *ds_announcement_get_instance (const DsAnnouncement *self);
const char         *ds_announcement_get_type_    (const DsAnnouncement *self);
const char         *ds_announcement_get_host     (const DsAnnouncement *self);
int                 ds_announcement_get_interface (const DsAnnouncement *self);
GInetSocketAddress *ds_announcement_get_address  (const DsAnnouncement *self); /* with the scope of a link-local address */
const char         *ds_announcement_get_txt      (const DsAnnouncement *self,
                                                  const char           *key);  /* case-insensitive, RFC 6763 section 6.4; NULL where absent */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAnnouncement, ds_announcement_unref)

G_END_DECLS

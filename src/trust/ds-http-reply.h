/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A whole, bounded answer to one HTTP request. Its body is wiped when the last
 * reference to it goes, since it may hold secrets. */
typedef struct _DsHttpReply DsHttpReply;

#define DS_TYPE_HTTP_REPLY (ds_http_reply_get_type ())
GType        ds_http_reply_get_type    (void);

DsHttpReply *ds_http_reply_new         (unsigned int  status,
                                        const char   *content_type,
                                        GBytes       *body);
DsHttpReply *ds_http_reply_ref         (DsHttpReply  *self);
void         ds_http_reply_unref       (DsHttpReply  *self);

unsigned int ds_http_reply_get_status  (DsHttpReply  *self);
/* Lower case and without parameters, such as "application/json"; "" if unknown. */
const char  *ds_http_reply_get_media_type (DsHttpReply *self);
GBytes      *ds_http_reply_get_body    (DsHttpReply  *self); /* borrowed */
/* Where it was read in the end, after redirects; NULL where that was not followed. */
const char  *ds_http_reply_get_url     (DsHttpReply  *self);
void         ds_http_reply_set_url     (DsHttpReply  *self,
                                        const char   *url);
/* Seconds that the answer asks to wait; 0 where it does not say, or says nonsense. */
unsigned int ds_http_reply_get_retry_after (DsHttpReply *self);
void         ds_http_reply_set_retry_after (DsHttpReply *self,
                                            const char  *header);
/* The "type" of an RFC 9457 problem document, or NULL if this is none. */
const char  *ds_http_reply_get_problem (DsHttpReply  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHttpReply, ds_http_reply_unref)

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

#define DS_HAP_HTTP_MAX_HEAD    (16 * 1024)
#define DS_HAP_HTTP_MAX_HEADERS 64
#define DS_HAP_HTTP_MAX_BODY    (1024 * 1024)

#define DS_HAP_TYPE_TLV  "application/pairing+tlv8"
#define DS_HAP_TYPE_JSON "application/hap+json"

/* One whole answer, or an event that the accessory sent by itself. */
typedef struct
{
  bool          is_event;
  unsigned int  status;
  char         *content_type; /* lower case, without parameters; NULL: not told */
  GBytes       *body;         /* empty where there is none */
} DsHapMessage;

void          ds_hap_message_free (DsHapMessage *self);

/* Reads the accessory's side of a connection, however it is cut into pieces.
 * After an error the reader stays broken: nothing on the connection can be
 * believed any more. */
typedef struct _DsHapHttp DsHapHttp;

DsHapHttp    *ds_hap_http_new     (size_t          max_body);
void          ds_hap_http_free    (DsHapHttp      *self);
/* Takes in all of @data. */
bool          ds_hap_http_feed    (DsHapHttp      *self,
                                   const void     *data,
                                   size_t          length,
                                   GError        **error);
/* The next whole message, or NULL where more has to be fed. */
DsHapMessage *ds_hap_http_pop     (DsHapHttp      *self);
/* Whether a message has begun and not ended. */
bool          ds_hap_http_is_amid (const DsHapHttp *self);

/* A request; @content_type and @body are NULL where it has none. */
GBytes       *ds_hap_http_request (const char     *method,
                                   const char     *path,
                                   const char     *host,
                                   const char     *content_type,
                                   const void     *body,
                                   size_t          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapMessage, ds_hap_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapHttp, ds_hap_http_free)

G_END_DECLS

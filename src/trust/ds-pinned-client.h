/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-http-reply.h"
#include "ds-pin.h"
#include "ds-secret.h"

#include <libdex.h>

G_BEGIN_DECLS

/* What a request is like, besides its method and path. */
typedef enum {
  DS_PINNED_PLAIN  = 0,
  DS_PINNED_LOG_IN = 1 << 0, /* send the name and password */
  DS_PINNED_LARGE  = 1 << 1, /* take up to 64 KiB of answer instead of 16 KiB */
} DsPinnedFlags;

/**
 * DsPinnedClient:
 *
 * HTTPS to one device that is known by its key and by nothing else. No other
 * key ever gets a byte of a request, whoever signed its certificate. Without a
 * pin the first key that is met becomes the pin of this client; prove it before
 * you trust it. One connection to each device, eight in the whole process.
 */
#define DS_TYPE_PINNED_CLIENT (ds_pinned_client_get_type ())
G_DECLARE_FINAL_TYPE (DsPinnedClient, ds_pinned_client, DS, PINNED_CLIENT, GObject)

/* @host: (nullable): the name that the device goes by, if it has one. */
DsPinnedClient *ds_pinned_client_new       (GInetSocketAddress *address,
                                            const char         *host,
                                            const DsPin        *pin);
/* Without encryption and without a key, for a device that has none. */
DsPinnedClient *ds_pinned_client_new_uncovered (GInetSocketAddress *address);
/* The key that the pinned one announced: it may take its place, once. */
void            ds_pinned_client_set_next  (DsPinnedClient     *self,
                                            const DsPin        *next);
/* NULL until a key was met. */
const DsPin    *ds_pinned_client_get_pin   (DsPinnedClient     *self);
/* The key itself, in DER, for ds_pin_verify(); NULL until it was met. */
GBytes         *ds_pinned_client_get_key   (DsPinnedClient     *self);
/* The certificate that it is in, in DER; NULL until it was met. (transfer full) */
GBytes         *ds_pinned_client_dup_certificate (DsPinnedClient *self);
/* What %DS_PINNED_LOG_IN sends: HTTP Basic (RFC 7617). NULL forgets it. */
void            ds_pinned_client_set_login (DsPinnedClient     *self,
                                            const char         *user,
                                            DsSecret           *password);

/* A URL that the device wrote, made into a path for requests: refused unless it
 * is the device's own. @base is the device's own base URL, if it told one. */
char           *ds_pinned_client_resolve   (DsPinnedClient     *self,
                                            const char         *base,
                                            const char         *href,
                                            GError            **error);

/* Resolves to a DsHttpReply, whatever its status but 3xx, or rejects with
 * DS_ERROR_KEY_CHANGED, _UNREACHABLE, _TIMED_OUT, _BAD_ANSWER, _UNSUPPORTED (an
 * old TLS). @json: (nullable): what to send. */
DexFuture      *ds_pinned_client_request   (DsPinnedClient     *self,
                                            const char         *method,
                                            const char         *path,
                                            DsSecret           *json,
                                            DsPinnedFlags       flags);
/* The same with something else than JSON, which is no secret, both ways. */
DexFuture      *ds_pinned_client_post      (DsPinnedClient     *self,
                                            const char         *path,
                                            const char         *type,
                                            GBytes             *body,
                                            DsPinnedFlags       flags);
/* Closes the connection and makes room for another device's; the next request
 * opens it again. Call it after the last request of a row. */
void            ds_pinned_client_close     (DsPinnedClient     *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-http-reply.h"

#include <gio/gio.h>
#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsWebClient:
 *
 * Fetches one small document from a public website, known by its name: HTTPS with
 * the system's trust database, TLS 1.2 at least, no cookies, no log-in, nothing
 * sent but the address of the document. A redirect is followed three times, and only
 * as long as it stays with the same owner (RFC 9116, section 3: nobody else may
 * speak for a website). Never used for devices, see #DsPinnedClient, and never
 * without the person's yes.
 */
#define DS_TYPE_WEB_CLIENT (ds_web_client_get_type ())
G_DECLARE_FINAL_TYPE (DsWebClient, ds_web_client, DS, WEB_CLIENT, GObject)

DsWebClient *ds_web_client_new   (void);
/* Whether what is fetched from one may lead to the other. */
bool         ds_web_client_is_same_owner (const char *first,
                                          const char *second);
/* Resolves to a DsHttpReply with status 200 and at most @max_bytes, or rejects with
 * DS_ERROR_WEBSITE_SILENT, _UNPROVEN, _ELSEWHERE, _WITHOUT or _UNCLEAR. */
DexFuture   *ds_web_client_fetch (DsWebClient *self,
                                  const char  *url,
                                  size_t       max_bytes);

G_END_DECLS

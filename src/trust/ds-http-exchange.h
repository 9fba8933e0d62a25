/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-pin.h"

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Whom a connection must lead to, when it is known by its key. */
typedef struct
{
  bool    is_uncovered; /* it has no encryption, so nothing is checked */
  bool    is_known; /* false until the first key was met */
  DsPin   pin;
  bool    has_next; /* another key may take the place of the known one, once */
  DsPin   next;
  GBytes *key;      /* the key itself, once it was met */
  GTlsCertificate *certificate; /* the one that it showed last, likewise */
} DsPeer;

/* Sends one message and reads its answer, at most @max_body bytes, with at most
 * @silence_ms between any two of them; resolves to a DsHttpReply. Without a @peer
 * the session's trust database says who is let in. @owner keeps @peer alive. */
DexFuture *ds_http_exchange (SoupSession *session,
                             SoupMessage *message,
                             size_t       max_body,
                             unsigned int silence_ms,
                             DsPeer      *peer,
                             GObject     *owner);

G_END_DECLS

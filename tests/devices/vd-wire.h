/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-faults.h"
#include "vd-reply.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What goes over the wire, and its limits (§2). */
bool vd_wire_check_length (SoupServerMessage  *message,
                           VdReply            *reply);
bool vd_wire_parse        (GBytes             *body,
                           JsonObject        **request,
                           VdReply            *reply);
/* @type: what answers, for the faults of one affordance. */
void vd_wire_send         (SoupServerMessage  *message,
                           const char         *type,
                           VdReply            *reply,
                           VdFaults           *faults);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/ds-answer.h"
#include "support/ds-inquiry.h"
#include "trust/ds-web-client.h"

G_BEGIN_DECLS

/* Asks one website, to which the person has said yes. Resolves to a DsAnswer, or
 * rejects with one of the errors about websites and documents.
 * @anchors: (nullable): who may vouch for a signature, in PEM; NULL for those whom
 *   the system trusts */
DexFuture *ds_inquire (DsWebClient     *web,
                       const DsInquiry *inquiry,
                       const char      *anchors,
                       DsDate           today);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-pinned-client.h"

G_BEGIN_DECLS

/* For tests: shorter deadlines. */
void _ds_pinned_client_set_deadlines (DsPinnedClient *self,
                                      unsigned int    silence_ms,
                                      unsigned int    overall_ms);

/* For tests: how soon after an answer a POST still stays on the connection. */
void _ds_pinned_client_set_row       (DsPinnedClient *self,
                                      unsigned int    row_ms);

G_END_DECLS

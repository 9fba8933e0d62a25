/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-web-client.h"

#include <stdint.h>

G_BEGIN_DECLS

/* For tests: the websites that @database trusts are genuine, they answer at @port, and
 * silence ends sooner. */
void _ds_web_client_set_world (DsWebClient  *self,
                               GTlsDatabase *database,
                               uint16_t      port,
                               unsigned int  silence_ms);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* base64url without padding (RFC 4648, section 5). */
char   *vd_base64_encode (const void *data,
                          size_t      length);
/* NULL unless it is exactly what the other one writes. */
GBytes *vd_base64_decode (const char *text);

G_END_DECLS

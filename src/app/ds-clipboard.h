/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-secret.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Lends a secret to the clipboard: it is cleared after so many seconds, unless
 * something else was copied meanwhile. Programs that remember what was copied are
 * asked not to remember this. */
void ds_clipboard_lend (GdkClipboard *clipboard,
                        DsSecret     *secret,
                        unsigned int  seconds);

G_END_DECLS

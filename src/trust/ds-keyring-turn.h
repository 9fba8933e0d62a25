/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Whose turn it is to change libsecret's file. Each of its calls reads the whole
 * file and writes it anew, so that two at a time could lose what one of them wrote.
 * A turn keeps out this process's other calls and, by a locked file, those of other
 * processes. */

/* Whether a process was killed when it had made the file and not yet written it:
 * libsecret could not read an empty file ever again, though nothing is lost. */
bool ds_keyring_turn_is_needed (void);
/* Waits for the turn, in a fiber; takes such an empty file away. */
bool ds_keyring_turn_take (GError **error);
void ds_keyring_turn_give (void);

G_END_DECLS

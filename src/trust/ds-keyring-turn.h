/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Whose turn it is with libsecret's file. Each change reads the whole file and writes
 * it anew, so that two at a time could lose what one of them wrote; and whoever reads
 * while this process writes makes libsecret take its own change for another's, read all
 * again and leak the key. A turn keeps out this process's other calls and, by a locked
 * file, those of other processes. */

/* Waits for the turn, in a fiber; takes away a file that a killed process left empty. */
bool ds_keyring_turn_take (GError **error);
void ds_keyring_turn_give (void);

G_END_DECLS

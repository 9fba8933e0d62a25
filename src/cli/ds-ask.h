/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-cli.h"
#include "trust/ds-secret.h"

G_BEGIN_DECLS

/* Whether standard input is a person at a terminal. */
bool      ds_ask_is_person (void);
/* The setup code: asked for without showing it, or the first line of standard
 * input where that is no terminal. (transfer full) */
DsSecret *ds_ask_code      (DsCli       *cli,
                            GError     **error);
/* True where the answer is yes; else DS_ERROR_CANCELLED. */
bool      ds_ask_yes       (DsCli       *cli,
                            const char  *question,
                            GError     **error);

G_END_DECLS

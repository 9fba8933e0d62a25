/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* For who gives catalogues out, on a computer that needs no network. */
bool ds_catalogue_make_key (const char  *secret_path,
                            const char  *public_path,
                            GError     **error);
bool ds_catalogue_sign     (const char  *secret_path,
                            const char  *catalogue_path,
                            const char  *folder,
                            GError     **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

G_BEGIN_DECLS

bool ds_schema_check   (sqlite3  *db,
                        GError  **error);
bool ds_schema_migrate (sqlite3  *db,
                        GError  **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* sqlite3's result codes and values as the rest of the floor wants them. */
bool     ds_sql_fail    (sqlite3     *db,
                         GError     **error);
bool     ds_sql_run     (sqlite3     *db,
                         const char  *sql,
                         GError     **error);
char    *ds_sql_get     (sqlite3     *db,
                         const char  *sql,
                         GError     **error);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What every table does with sqlite3's statements, on the worker thread. Columns
 * and parameters count from 0, in the same order. */

/* Makes what the array of ds_statement_load() holds from the present row. */
typedef gpointer (*DsStatementReadFunc) (sqlite3_stmt *statement);

sqlite3_stmt *ds_statement_new       (sqlite3             *db,
                                      const char          *sql);
char         *ds_statement_dup_text  (sqlite3_stmt        *statement,
                                      unsigned int         column);
void          ds_statement_bind_text (sqlite3_stmt        *statement,
                                      unsigned int         column,
                                      const char          *text);
DexFuture    *ds_statement_reject    (sqlite3             *db);
DexFuture    *ds_statement_finish    (sqlite3             *db,
                                      sqlite3_stmt        *statement);
DexFuture    *ds_statement_load      (sqlite3             *db,
                                      const char          *sql,
                                      DsStatementReadFunc  read,
                                      GDestroyNotify       destroy);

G_END_DECLS

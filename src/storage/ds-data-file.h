/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-error.h"

#include <sqlite3.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The file's name in the data folder. */
#define DS_DATA_FILE_NAME "doorstep.db"

/**
 * DsDataFile:
 * @db: the connection; to a copy in memory where @writable is false
 * @writable: whether changes reach the disk
 * @obstacle: why they do not
 * @damaged_copy: where a damaged file was put aside, or %NULL
 */
typedef struct
{
  sqlite3 *db;
  bool     writable;
  DsError  obstacle;
  char    *damaged_copy;
} DsDataFile;

DsDataFile *ds_data_file_open  (const char  *folder,
                                GError     **error);
void        ds_data_file_close (DsDataFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDataFile, ds_data_file_close)

G_END_DECLS

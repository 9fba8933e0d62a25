/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

bool  ds_data_pieces_fail      (int          number,
                                const char  *path,
                                GError     **error);
void  ds_data_pieces_copy      (const char  *from,
                                const char  *to);
void  ds_data_pieces_delete    (const char  *path);
bool  ds_data_pieces_lost_file (const char  *path);
char *ds_data_pieces_put_aside (const char  *folder,
                                const char  *path,
                                GError     **error);
char *ds_data_pieces_keep_copy (const char  *folder,
                                const char  *path);
char *ds_data_pieces_find_untold (const char *folder);
void  ds_data_pieces_note_told (const char  *path);

G_END_DECLS

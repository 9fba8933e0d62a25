/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Unicode characters kept of anything that the network calls a name. */
#define DS_TEXT_MAX_NAME 64

char *ds_text_clean      (const char   *bytes,
                          size_t        length,
                          unsigned int  max_chars);
char *ds_text_clean_name (const char   *bytes);
char *ds_text_clean_lines (const char  *text,
                          unsigned int  max_chars);
bool  ds_text_is_clean   (const char   *text);
int   ds_text_find       (const char * const *texts,
                          const char   *text);

G_END_DECLS

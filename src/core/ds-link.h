/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* What a person may open of all that comes from outside. Other schemes are left
 * out: nothing is worth opening a script or a file for. */
bool ds_link_is_web     (const char *text); /* https */
bool ds_link_is_contact (const char *text); /* https, mailto or tel */
/* Whose website it is, in small letters; NULL unless ds_link_is_web(). */
char *ds_link_dup_host  (const char *text);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row that says one thing: what it is about, and the words, which can be selected.
 * Plain text, never markup. */
GtkWidget *ds_fact_row_new (const char *title,
                            const char *text);

G_END_DECLS

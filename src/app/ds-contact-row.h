/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row with somewhere to write, to call or to read, and a button that goes there. */
GtkWidget *ds_contact_row_new      (const char *url);
GtkWidget *ds_contact_row_new_link (const char *title,
                                    const char *shown,
                                    const char *label,
                                    const char *url);

G_END_DECLS

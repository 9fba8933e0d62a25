/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens a page in the browser when it is clicked, and never before. Where it
 * leads to is its tooltip; without a URL it is not there. */
#define DS_TYPE_LINK_BUTTON (ds_link_button_get_type ())
G_DECLARE_FINAL_TYPE (DsLinkButton, ds_link_button, DS, LINK_BUTTON, GtkWidget)

GtkWidget  *ds_link_button_new     (const char   *label);
GtkWidget  *ds_link_button_new_worded (const char *label);
void        ds_link_button_set_url (DsLinkButton *self,
                                    const char   *url);
const char *ds_link_button_get_url (DsLinkButton *self);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-status-pane"

#include "config.h"

#include "ds-status-pane.h"

static void
sync_name (AdwStatusPage *page)
{
  GtkWidget *scroll = gtk_widget_get_first_child (GTK_WIDGET (page));
  const char *description = adw_status_page_get_description (page);

  if (!GTK_IS_SCROLLED_WINDOW (scroll))
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (scroll), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_status_page_get_title (page), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroll), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

/**
 * ds_status_pane_name:
 * @page: a page
 *
 * Lets @page be read where the keyboard comes to it. It is a pane that scrolls: with
 * nothing to press in it, it takes the focus itself, and has no name of its own.
 */
void
ds_status_pane_name (AdwStatusPage *page)
{
  g_return_if_fail (ADW_IS_STATUS_PAGE (page));

  g_signal_connect (page, "notify::title", G_CALLBACK (sync_name), NULL);
  g_signal_connect (page, "notify::description", G_CALLBACK (sync_name), NULL);
  sync_name (page);
}

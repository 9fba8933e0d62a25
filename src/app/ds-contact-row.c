/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-contact-row"

#include "config.h"

#include "ds-contact-row.h"

#include "ds-link-button.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * ds_contact_row_new_link:
 * @title: what is there
 * @shown: the link as a person reads it
 * @label: what a screen reader says of the button
 * @url: where it leads
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ds_contact_row_new_link (const char *title,
                         const char *shown,
                         const char *label,
                         const char *url)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = ds_link_button_new (label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  ds_link_button_set_url (DS_LINK_BUTTON (button), url);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * ds_contact_row_new:
 * @url: how to reach someone: mailto:, tel: or https:
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ds_contact_row_new (const char *url)
{
  if (g_str_has_prefix (url, "mailto:"))
    return ds_contact_row_new_link (_("Email"), url + strlen ("mailto:"), _("Write an Email"),
                                    url);
  if (g_str_has_prefix (url, "tel:"))
    return ds_contact_row_new_link (_("Phone"), url + strlen ("tel:"), _("Call"), url);

  return ds_contact_row_new_link (_("Web Page"), url, _("Open the Web Page"), url);
}

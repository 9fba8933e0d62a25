/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-alert"

#include "config.h"

#include "ds-alert.h"

#include "ds-buttons.h"
#include "ds-room-layout.h"

static void
let_headings_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2"))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_headings_wrap (child);
}

/* The keyboard comes to it where the text is too long for the window. */
static void
name_pane (GtkWidget  *widget,
           const char *name)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_pane (child, name);
}

/**
 * ds_alert_set_heading:
 * @dialog: a dialog
 * @heading: a translated question or title, without names that others chose
 *
 * Gives @dialog a heading of any length, which names the pane with its text, too.
 *
 * libadwaita keeps it in two sizes and shows the smaller one, which wraps, where the
 * larger one is too wide. Up to 1.7 it measures the larger one for that width all the
 * same, and GTK warns of a label that does not wrap: so it may wrap here too, which
 * leaves the width that decides as it is.
 */
void
ds_alert_set_heading (AdwAlertDialog *dialog,
                      const char     *heading)
{
  g_return_if_fail (ADW_IS_ALERT_DIALOG (dialog));

  /* Before it is presented the dialog is no parent of its child. */
  let_headings_wrap (adw_dialog_get_child (ADW_DIALOG (dialog)));
  name_pane (adw_dialog_get_child (ADW_DIALOG (dialog)), heading);
  adw_alert_dialog_set_heading (dialog, heading);
}

static GtkWidget *
find_responses (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, "response-area"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_responses (child);

  return found;
}

/**
 * ds_alert_let_wrap:
 * @dialog: a dialog with its responses
 *
 * Lets what its buttons say go on in another line, for large text in a narrow window.
 */
void
ds_alert_let_wrap (AdwAlertDialog *dialog)
{
  GtkWidget *responses;

  g_return_if_fail (ADW_IS_ALERT_DIALOG (dialog));

  responses = find_responses (adw_dialog_get_child (ADW_DIALOG (dialog)));
  if (responses == NULL)
    return;

  ds_buttons_let_wrap (responses);
  for (GtkWidget *button = gtk_widget_get_first_child (responses); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_layout_manager (button, ds_room_layout_new ());
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-notes-dialog"

#include "config.h"

#include "ds-notes-dialog.h"

#include "ds-alert.h"

#include <glib/gi18n-lib.h>

struct _DsNotesDialog
{
  AdwAlertDialog parent_instance;

  /* Owned by the widget tree */
  GtkTextView *view;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsNotesDialog, ds_notes_dialog, ADW_TYPE_ALERT_DIALOG)

static void
ds_notes_dialog_response (AdwAlertDialog *dialog,
                          const char     *response)
{
  DsNotesDialog *self = DS_NOTES_DIALOG (dialog);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;

  if (!g_str_equal (response, "save"))
    return;

  g_object_get (buffer, "text", &text, NULL);
  g_signal_emit (self, signals[CHOSEN], 0, text);
}

static void
ds_notes_dialog_class_init (DsNotesDialogClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_notes_dialog_response;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_notes_dialog_init (DsNotesDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the buttons: notes need no columns. */
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_text_view_set_left_margin (self->view, 9);
  gtk_text_view_set_right_margin (self->view, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Notes"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroll), 140);
  gtk_widget_add_css_class (scroll, "card");

  ds_alert_set_heading (dialog, _("Notes"));
  adw_alert_dialog_set_body (dialog, _("They stay on this computer."));
  adw_alert_dialog_set_extra_child (dialog, scroll);
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "save", _("Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->view));
}

/**
 * ds_notes_dialog_new:
 * @device: what the notes are about
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_notes_dialog_new (DsDevice *device)
{
  DsNotesDialog *self = g_object_new (DS_TYPE_NOTES_DIALOG, NULL);
  const char *notes = ds_device_get_notes (device);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), notes != NULL ? notes : "", -1);

  return ADW_DIALOG (self);
}

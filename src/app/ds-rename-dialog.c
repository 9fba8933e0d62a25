/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-rename-dialog"

#include "config.h"

#include "ds-rename-dialog.h"

#include "core/ds-text.h"
#include "ds-alert.h"

#include <glib/gi18n-lib.h>

struct _DsRenameDialog
{
  AdwAlertDialog parent_instance;

  /* Owned by the widget tree */
  AdwEntryRow *name;
  AdwEntryRow *room;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsRenameDialog, ds_rename_dialog, ADW_TYPE_ALERT_DIALOG)

static char *
dup_stripped (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
name_changed_cb (DsRenameDialog *self)
{
  g_autofree char *name = dup_stripped (self->name);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "save", *name != '\0');
}

static void
ds_rename_dialog_response (AdwAlertDialog *dialog,
                           const char     *response)
{
  DsRenameDialog *self = DS_RENAME_DIALOG (dialog);
  g_autofree char *name = dup_stripped (self->name);
  g_autofree char *room = dup_stripped (self->room);

  if (g_str_equal (response, "save") && *name != '\0')
    g_signal_emit (self, signals[CHOSEN], 0, name, *room != '\0' ? room : NULL);
}

static void
ds_rename_dialog_class_init (DsRenameDialogClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_rename_dialog_response;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_STRING);
}

static AdwEntryRow *
add_entry (GtkListBox *list,
           const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), DS_TEXT_MAX_NAME);
  gtk_list_box_append (list, row);

  return ADW_ENTRY_ROW (row);
}

static void
ds_rename_dialog_init (DsRenameDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name and room"), -1);
  self->name = add_entry (GTK_LIST_BOX (list), _("Name"));
  self->room = add_entry (GTK_LIST_BOX (list), _("Room"));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed_cb), self);

  ds_alert_set_heading (dialog, _("Name and Room"));
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "save", _("Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
  /* Otherwise the keyboard is on what ends it. */
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->name));
}

/**
 * ds_rename_dialog_new:
 * @device: what gets another name
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_rename_dialog_new (DsDevice *device)
{
  DsRenameDialog *self = g_object_new (DS_TYPE_RENAME_DIALOG, NULL);
  const char *room = ds_device_get_room (device);

  gtk_editable_set_text (GTK_EDITABLE (self->name), ds_device_get_name (device));
  gtk_editable_set_text (GTK_EDITABLE (self->room), room != NULL ? room : "");

  return ADW_DIALOG (self);
}

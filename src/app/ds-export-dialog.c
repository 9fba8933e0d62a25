/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-export-dialog"

#include "config.h"

#include "ds-export-dialog.h"

#include "ds-alert.h"
#include "ds-parts-switches.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsExportDialog
{
  AdwAlertDialog parent_instance;

  /* Owned by the widget tree */
  AdwComboRow    *format;
  DsPartsSwitches switches;

  /* Owned References */
  DsHome *home;

  /* What was chosen, for when the dialog is closed */
  DsInventoryFormat chosen_format;
  DsInventoryParts  chosen_parts;
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsExportDialog, ds_export_dialog, ADW_TYPE_ALERT_DIALOG)

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (DsExportDialog) self = DS_EXPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_signal_emit (self, signals[ENDED], 0, _("The list was written."));
      return;
    }

  g_message ("The list cannot be written: %s", error->message);
  g_signal_emit (self, signals[ENDED], 0,
                 _("The list could not be written there. Try another folder."));
}

static DsInventoryFormat
get_format (DsExportDialog *self)
{
  return adw_combo_row_get_selected (self->format) == 0 ? DS_INVENTORY_CSV : DS_INVENTORY_JSON;
}

static void
note_choice (DsExportDialog *self)
{
  self->chosen_format = get_format (self);
  self->chosen_parts = ds_parts_switches_get (&self->switches);
}

/**
 * ds_export_dialog_write:
 * @self: a dialog
 * @file: where to
 *
 * Writes what was chosen, and emits “ended”.
 */
void
ds_export_dialog_write (DsExportDialog *self,
                        GFile          *file)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  size_t length;

  g_return_if_fail (DS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    note_choice (self);
  text = ds_inventory_write (self->home, self->chosen_format, self->chosen_parts);
  length = strlen (text);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  /* It tells what is in a home: nobody else on this computer needs to read it. */
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DsExportDialog) self = DS_EXPORT_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ds_export_dialog_write (self, file);
}

static void
ds_export_dialog_response (AdwAlertDialog *dialog,
                           const char     *response)
{
  DsExportDialog *self = DS_EXPORT_DIALOG (dialog);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (dialog));
  g_autoptr (GtkFileDialog) files = NULL;

  if (!g_str_equal (response, "save"))
    return;

  note_choice (self);
  files = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (files, _("Save the List"));
  gtk_file_dialog_set_initial_name (files, self->chosen_format == DS_INVENTORY_CSV
                                             /* Translators: the name of a file */
                                             ? _("Devices.csv")
                                             /* Translators: the name of a file */
                                             : _("Devices.json"));
  gtk_file_dialog_save (files, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, g_object_ref (self));
}

static void
ds_export_dialog_finalize (GObject *object)
{
  DsExportDialog *self = DS_EXPORT_DIALOG (object);

  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_export_dialog_parent_class)->finalize (object);
}

static void
ds_export_dialog_class_init (DsExportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_export_dialog_finalize;
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_export_dialog_response;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static AdwComboRow *
add_formats (GtkListBox *list)
{
  /* Translators: sorts of files to write a list to; CSV and JSON are their names */
  const char * const titles[] = { _("Table (CSV)"), _("For Programs (JSON)"), NULL };
  g_autoptr (GtkStringList) formats = gtk_string_list_new (titles);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  /* Translators: what sort of file is written */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("File"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (formats));
  ds_row_let_choice_wrap (ADW_COMBO_ROW (row));
  gtk_list_box_append (list, row);

  return ADW_COMBO_ROW (row);
}

static void
ds_export_dialog_init (DsExportDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is written"), -1);
  self->format = add_formats (list);
  ds_parts_switches_add (&self->switches, list);

  ds_alert_set_heading (dialog, _("Export the List"));
  adw_alert_dialog_set_body (dialog,
                             _("The file tells kinds, makers, models and how long they "
                               "get updates. What else may others know?"));
  adw_alert_dialog_set_extra_child (dialog, GTK_WIDGET (list));
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "save", _("Save…"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
}

/**
 * ds_export_dialog_new:
 * @home: the house
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_export_dialog_new (DsHome *home)
{
  DsExportDialog *self = g_object_new (DS_TYPE_EXPORT_DIALOG, NULL);

  self->home = g_object_ref (home);

  return ADW_DIALOG (self);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-passport-dialog"

#include "config.h"

#include "ds-passport-dialog.h"

#include "ds-alert.h"
#include "ds-parts-switches.h"
#include "ds-passport-print.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _DsPassportDialog
{
  AdwAlertDialog parent_instance;

  DsPartsSwitches switches; /* in the widget tree */

  /* Owned References */
  GPtrArray *devices;

  /* What was chosen, for when the dialog is closed */
  DsInventoryParts chosen;
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsPassportDialog, ds_passport_dialog, ADW_TYPE_ALERT_DIALOG)

/* One file that is being made. GTK writes only to a path, in a folder that nobody
 * else can look into; what is whole goes to where the person wants it. */
typedef struct
{
  DsPassportDialog *dialog;
  GFile            *file;
  char             *folder;
  char             *path;
} Saving;

static void
saving_free (Saving *self)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_clear_object (&self->dialog);
  g_clear_object (&self->file);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
end (DsPassportDialog *self,
     const GError     *error)
{
  if (error == NULL)
    {
      g_signal_emit (self, signals[ENDED], 0, _("The pages were saved."));
      return;
    }

  g_message ("The pages cannot be saved: %s", error->message);
  g_signal_emit (self, signals[ENDED], 0,
                 _("The pages could not be saved there. Try another folder."));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  end (saving->dialog, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes == NULL)
    {
      end (saving->dialog, error);
      return;
    }

  /* It tells what is in a home: nobody else on this computer needs to read it. */
  g_file_replace_contents_bytes_async (saving->file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, saving);
  g_steal_pointer (&saving);
}

static void
exported_cb (GtkPrintOperation      *operation,
             GtkPrintOperationResult result,
             gpointer                user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile) made = NULL;
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      gtk_print_operation_get_error (operation, &error);
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Nothing was drawn");
      end (saving->dialog, error);
      return;
    }

  made = g_file_new_for_path (saving->path);
  g_file_load_bytes_async (made, NULL, read_cb, g_steal_pointer (&saving));
}

static void
note_choice (DsPassportDialog *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->chosen = ds_parts_switches_get (&self->switches);
}

/**
 * ds_passport_dialog_write:
 * @self: a dialog
 * @file: where to
 *
 * Saves as PDF what was chosen, and emits “ended”.
 */
void
ds_passport_dialog_write (DsPassportDialog *self,
                          GFile            *file)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  Saving *saving;

  g_return_if_fail (DS_IS_PASSPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  note_choice (self);
  folder = g_dir_make_tmp ("doorstep-XXXXXX", &error);
  if (folder == NULL)
    {
      end (self, error);
      return;
    }

  saving = g_new0 (Saving, 1);
  saving->dialog = g_object_ref (self);
  saving->file = g_object_ref (file);
  saving->path = g_build_filename (folder, "passports.pdf", NULL);
  saving->folder = g_steal_pointer (&folder);

  operation = ds_passport_print_new (self->devices, self->chosen);
  gtk_print_operation_set_export_filename (operation, saving->path);
  g_signal_connect (operation, "done", G_CALLBACK (exported_cb), saving);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DsPassportDialog) self = DS_PASSPORT_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ds_passport_dialog_write (self, file);
}

static void
printed_cb (GtkPrintOperation      *operation,
            GtkPrintOperationResult result,
            DsPassportDialog       *self)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    g_signal_emit (self, signals[ENDED], 0, _("The pages could not be printed."));
}

static void
choose_file (DsPassportDialog *self,
             GtkWindow        *window)
{
  g_autoptr (GtkFileDialog) files = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (files, _("Save as PDF"));
  /* Translators: the name of a file */
  gtk_file_dialog_set_initial_name (files, _("Device Passports.pdf"));
  gtk_file_dialog_save (files, window, NULL, file_chosen_cb, g_object_ref (self));
}

static void
ds_passport_dialog_response (AdwAlertDialog *dialog,
                             const char     *response)
{
  DsPassportDialog *self = DS_PASSPORT_DIALOG (dialog);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (dialog));
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  g_autoptr (GtkPrintOperation) operation = NULL;

  note_choice (self);
  if (g_str_equal (response, "save"))
    {
      choose_file (self, window);
      return;
    }
  if (!g_str_equal (response, "print"))
    return;

  operation = ds_passport_print_new (self->devices, self->chosen);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_DEFAULT);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static void
ds_passport_dialog_finalize (GObject *object)
{
  DsPassportDialog *self = DS_PASSPORT_DIALOG (object);

  g_clear_pointer (&self->devices, g_ptr_array_unref);

  G_OBJECT_CLASS (ds_passport_dialog_parent_class)->finalize (object);
}

static void
ds_passport_dialog_class_init (DsPassportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_passport_dialog_finalize;
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_passport_dialog_response;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_passport_dialog_init (DsPassportDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What is printed"), -1);
  ds_parts_switches_add (&self->switches, list);

  ds_alert_set_heading (dialog, _("Print or Save as PDF"));
  adw_alert_dialog_set_body (dialog,
                             _("The pages say what each device is, how it was secured, how long "
                               "it is looked after and what data it keeps. What else may others "
                               "know?"));
  adw_alert_dialog_set_extra_child (dialog, GTK_WIDGET (list));
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "print", _("Print…"),
                                  "save", _("Save as PDF…"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
}

/**
 * ds_passport_dialog_new:
 * @devices: (element-type DsDevice): what the pages are about
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_passport_dialog_new (GPtrArray *devices)
{
  DsPassportDialog *self = g_object_new (DS_TYPE_PASSPORT_DIALOG, NULL);

  self->devices = g_ptr_array_ref (devices);

  return ADW_DIALOG (self);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-dialog"

#include "config.h"

#include "ds-catalogue-dialog.h"

#include "core/ds-error.h"
#include "ds-alert.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsCatalogueDialog
{
  AdwAlertDialog parent_instance;

  /* Owned References */
  DsHome *home;
};

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsCatalogueDialog, ds_catalogue_dialog, ADW_TYPE_ALERT_DIALOG)

/* (transfer full): which one is in use */
static char *
describe (DsHome *home)
{
  DsDate date;
  unsigned int edition = ds_home_get_catalogue_edition (home, &date);
  g_autofree char *day = ds_date_dup_text (date);

  if (edition == 0)
    return g_strdup (_("There is no catalogue here."));

  /* Translators: %1$u is a number, %2$s a day; the catalogue is the list of devices and
   * of how long they get updates */
  return g_strdup_printf (_("Edition %1$u of the catalogue, from %2$s, is in use."), edition, day);
}

static void
accepted (gpointer widget,
          const GValue *value,
          const GError *error)
{
  DsCatalogueDialog *self = DS_CATALOGUE_DIALOG (widget);
  g_autofree char *text = NULL;

  text = error != NULL ? g_strdup (ds_error_get_sentence (error)) : describe (self->home);
  g_signal_emit (self, signals[ENDED], 0, text);
}

/**
 * ds_catalogue_dialog_accept:
 * @self: a dialog
 * @file: a file or a folder
 *
 * Takes on the catalogue in @file if it is newer and signed by someone who is
 * believed, and emits “ended”.
 */
void
ds_catalogue_dialog_accept (DsCatalogueDialog *self,
                            GFile             *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (DS_IS_CATALOGUE_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path == NULL)
    {
      g_signal_emit (self, signals[ENDED], 0,
                     _("This file is not on this computer. Copy it here first."));
      return;
    }

  ds_ui_when_done (self, ds_home_accept_catalogue (self->home, path), accepted);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DsCatalogueDialog) self = DS_CATALOGUE_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ds_catalogue_dialog_accept (self, file);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (DsCatalogueDialog) self = DS_CATALOGUE_DIALOG (user_data);
  g_autoptr (GFile) file =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ds_catalogue_dialog_accept (self, file);
}

static void
ds_catalogue_dialog_response (AdwAlertDialog *dialog,
                              const char     *response)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (dialog));
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  g_autoptr (GtkFileDialog) files = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (files, _("Open a Newer Catalogue"));
  if (g_str_equal (response, "file"))
    gtk_file_dialog_open (files, window, NULL, file_chosen_cb, g_object_ref (dialog));
  else if (g_str_equal (response, "folder"))
    gtk_file_dialog_select_folder (files, window, NULL, folder_chosen_cb, g_object_ref (dialog));
}

static void
ds_catalogue_dialog_finalize (GObject *object)
{
  DsCatalogueDialog *self = DS_CATALOGUE_DIALOG (object);

  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_catalogue_dialog_parent_class)->finalize (object);
}

static void
ds_catalogue_dialog_class_init (DsCatalogueDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_catalogue_dialog_finalize;
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_catalogue_dialog_response;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_catalogue_dialog_init (DsCatalogueDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  ds_alert_set_heading (dialog, _("Catalogue of Devices"));
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "folder", _("Open a Folder…"),
                                  "file", _("Open a File…"), NULL);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
}

/**
 * ds_catalogue_dialog_new:
 * @home: the house
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_catalogue_dialog_new (DsHome *home)
{
  DsCatalogueDialog *self = g_object_new (DS_TYPE_CATALOGUE_DIALOG, NULL);
  g_autofree char *present = describe (home);
  g_autofree char *body = NULL;

  self->home = g_object_ref (home);
  /* Translators: %s is a sentence: which catalogue is in use */
  body = g_strdup_printf (_("%s\n\nIt says how long devices get security updates. Nothing "
                            "is fetched by itself: a newer one can be opened from a file "
                            "or a folder. It is only used if it is signed by someone this "
                            "computer trusts."), present);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);

  return ADW_DIALOG (self);
}

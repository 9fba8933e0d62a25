/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-ignored-dialog"

#include "config.h"

#include "ds-ignored-dialog.h"

#include "core/ds-error.h"
#include "ds-buttons.h"
#include "ds-kind-icon.h"
#include "ds-row-wrap.h"
#include "ds-status-pane.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsIgnoredDialog
{
  AdwDialog parent_instance;

  /* Template Widgets */
  GtkStack      *stack;
  AdwStatusPage *nothing;
  GtkLabel      *trouble;
  GtkListBox    *list;

  /* Owned References */
  DsHome *home;
};

G_DEFINE_FINAL_TYPE (DsIgnoredDialog, ds_ignored_dialog, ADW_TYPE_DIALOG)

static void
shown_cb (gpointer      widget,
          const GValue *value,
          const GError *error)
{
  DsIgnoredDialog *self = DS_IGNORED_DIALOG (widget);

  const char *said = error != NULL ? ds_error_get_sentence (error)
                                   : _("The device is shown again.");

  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  gtk_label_set_text (self->trouble, error != NULL ? said : "");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), said,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_cb (GtkButton       *button,
         DsIgnoredDialog *self)
{
  DsDevice *device = g_object_get_data (G_OBJECT (button), "device");

  ds_ui_when_done (self, ds_home_stop_ignoring (self->home, device), shown_cb);
}

static const char *
get_subtitle (DsDevice *device)
{
  if (ds_device_get_model (device) != NULL)
    return ds_device_get_model (device);
  if (ds_device_get_maker (device) != NULL)
    return ds_device_get_maker (device);

  return ds_kind_get_title (ds_device_get_kind (device));
}

static GtkWidget *
new_row (gpointer item,
         gpointer user_data)
{
  DsDevice *device = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (
    ds_kind_get_icon_name (ds_device_get_kind (device)));
  GtkWidget *button = gtk_button_new_with_label (_("Show Again"));
  g_autofree char *label = NULL;

  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ds_device_get_name (device));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_subtitle (device));

  /* Translators: what a screen reader says of a button; %s is the name of a device */
  label = g_strdup_printf (_("Show “%s” again"), ds_device_get_name (device));
  ds_buttons_set_spoken (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device", g_object_ref (device), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_cb), user_data, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  ds_buttons_let_wrap (button);
  ds_row_let_wrap (ADW_ACTION_ROW (row));

  return row;
}

static void
sync_stack (DsIgnoredDialog *self)
{
  GListModel *ignored = ds_home_get_ignored (self->home);

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (ignored) > 0 ? "list" : "nothing");
}

static void
ds_ignored_dialog_dispose (GObject *object)
{
  DsIgnoredDialog *self = DS_IGNORED_DIALOG (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->home);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_IGNORED_DIALOG);

  G_OBJECT_CLASS (ds_ignored_dialog_parent_class)->dispose (object);
}

static void
ds_ignored_dialog_class_init (DsIgnoredDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_ignored_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-ignored-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DsIgnoredDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DsIgnoredDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, DsIgnoredDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, DsIgnoredDialog, list);
}

static void
ds_ignored_dialog_init (DsIgnoredDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_status_pane_name (self->nothing);
  ds_buttons_let_wrap (adw_dialog_get_child (ADW_DIALOG (self)));
}

/**
 * ds_ignored_dialog_new:
 * @home: the house
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_ignored_dialog_new (DsHome *home)
{
  DsIgnoredDialog *self = g_object_new (DS_TYPE_IGNORED_DIALOG, NULL);
  GListModel *ignored = ds_home_get_ignored (home);

  self->home = g_object_ref (home);
  gtk_list_box_bind_model (self->list, ignored, new_row, self, NULL);
  g_signal_connect_object (ignored, "items-changed", G_CALLBACK (sync_stack), self,
                           G_CONNECT_SWAPPED);
  sync_stack (self);

  return ADW_DIALOG (self);
}

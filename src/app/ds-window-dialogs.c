/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialogs of the main menu that are about the list of devices.
 */

#define G_LOG_DOMAIN "ds-window"

#include "config.h"

#include "ds-window-private.h"

#include "ds-add-dialog.h"
#include "ds-catalogue-dialog.h"
#include "ds-export-dialog.h"
#include "ds-ignored-dialog.h"
#include "ds-passport-dialog.h"

#include <glib/gi18n-lib.h>

static void
added_cb (DsWindow *self,
          DsDevice *device)
{
  ds_window_show_device (self, device);
  _ds_window_focus_device (self);
  ds_window_toast (self, _("The device is on the list now."));
}

static void
add_action (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  AdwDialog *dialog = ds_add_dialog_new (_ds_window_get_home (DS_WINDOW (widget)));

  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
ignored_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  adw_dialog_present (ds_ignored_dialog_new (_ds_window_get_home (DS_WINDOW (widget))), widget);
}

static void
export_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  AdwDialog *dialog = ds_export_dialog_new (_ds_window_get_home (DS_WINDOW (widget)));

  g_signal_connect_object (dialog, "ended", G_CALLBACK (ds_window_toast), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
present_passport (DsWindow  *self,
                  GPtrArray *devices)
{
  AdwDialog *dialog = ds_passport_dialog_new (devices);

  g_signal_connect_object (dialog, "ended", G_CALLBACK (ds_window_toast), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
passport_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  g_autoptr (GPtrArray) devices = ds_inventory_list (_ds_window_get_home (DS_WINDOW (widget)));

  if (devices->len == 0)
    {
      ds_window_toast (DS_WINDOW (widget), _("No device is on the list yet."));
      return;
    }
  present_passport (DS_WINDOW (widget), devices);
}

/**
 * ds_window_print_device:
 * @self: a window
 * @device: a device on the list
 *
 * Offers to print what is known of @device.
 */
void
ds_window_print_device (DsWindow *self,
                        DsDevice *device)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (devices, g_object_ref (device));
  present_passport (self, devices);
}

static void
catalogue_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  AdwDialog *dialog = ds_catalogue_dialog_new (_ds_window_get_home (DS_WINDOW (widget)));

  g_signal_connect_object (dialog, "ended", G_CALLBACK (ds_window_toast), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

void
_ds_window_install_list_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-by-hand", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "win.ignored", NULL, ignored_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.passport", NULL, passport_action);
  gtk_widget_class_install_action (widget_class, "win.catalogue", NULL, catalogue_action);
}

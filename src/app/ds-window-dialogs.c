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

static void
add_action (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  AdwDialog *dialog = ds_add_dialog_new (_ds_window_get_home (DS_WINDOW (widget)));

  g_signal_connect_object (dialog, "added", G_CALLBACK (ds_window_show_device), widget,
                           G_CONNECT_SWAPPED);
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
  gtk_widget_class_install_action (widget_class, "win.catalogue", NULL, catalogue_action);
}

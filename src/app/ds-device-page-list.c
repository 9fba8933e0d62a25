/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person does on the page of a device that is not set up: puts it on their
 * list, takes it from there, or does not want to see it.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "ds-notes-dialog.h"
#include "ds-ui-future.h"
#include "ds-window.h"

#include <glib/gi18n-lib.h>

/* For the way back. */
typedef DexFuture *(*Verb) (DsHome   *home,
                            DsDevice *device);

typedef struct
{
  DsHome   *home;
  DsDevice *device;
  Verb      back;
} WayBack;

static void
way_back_free (gpointer data)
{
  WayBack *way = data;

  g_object_unref (way->home);
  g_object_unref (way->device);
  g_free (way);
}

static DexFuture *
go_back (gpointer data)
{
  WayBack *way = data;

  return way->back (way->home, way->device);
}

/* Takes @future, which has begun. */
static void
do_with_undo (DsDevicePage *self,
              DexFuture    *future,
              const char   *text,
              Verb          back)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  WayBack *way;

  ds_ui_when_done (self, future, _ds_device_page_toast_failure);
  if (!DS_IS_WINDOW (root))
    return;

  way = g_new0 (WayBack, 1);
  way->home = g_object_ref (self->home);
  way->device = g_object_ref (self->device);
  way->back = back;
  ds_window_toast_undo (DS_WINDOW (root), text, go_back, way, way_back_free);
}

static void
watch_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  do_with_undo (self, ds_home_watch (self->home, self->device),
                _("The device is on the list now."), ds_home_unwatch);
}

static void
ignore_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  do_with_undo (self, ds_home_ignore (self->home, self->device),
                _("The device is ignored from now on."), ds_home_stop_ignoring);
}

static void
unwatched_cb (gpointer      page,
              const GValue *value,
              const GError *error)
{
  if (error == NULL)
    _ds_device_page_toast (page, _("The device was taken from the list."));
  else
    _ds_device_page_toast_error (page, error);
}

static void
unwatch (DsDevicePage       *self,
         DsDevice           *device,
         const char * const *words)
{
  ds_ui_when_done (self, ds_home_unwatch (self->home, device), unwatched_cb);
}

/* What was kept goes with it, so this is asked, not undone. */
static void
unwatch_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  g_autofree char *body = NULL;

  /* Translators: %s is the name of a device */
  body = g_strdup_printf (_("What you entered for “%s” is deleted: its name here, its notes and "
                            "the day it was bought. Nothing on the device is changed."),
                          ds_device_get_name (self->device));
  _ds_device_page_ask (self,
                       _ds_device_page_new_question (_("Take It from the List?"), body,
                                                     _("Take It from the List"),
                                                     ADW_RESPONSE_DESTRUCTIVE),
                       unwatch, NULL);
}

static void
notes_chosen_cb (DsDevicePage *self,
                 const char   *notes)
{
  ds_ui_when_done (self, ds_home_set_notes (self->home, self->device, notes),
                   _ds_device_page_toast_failure);
}

static void
notes_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AdwDialog *dialog = ds_notes_dialog_new (DS_DEVICE_PAGE (widget)->device);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (notes_chosen_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
passport_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (DS_IS_WINDOW (root))
    ds_window_print_device (DS_WINDOW (root), DS_DEVICE_PAGE (widget)->device);
}

void
_ds_device_page_install_list_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "device.watch", NULL, watch_action);
  gtk_widget_class_install_action (widget_class, "device.ignore", NULL, ignore_action);
  gtk_widget_class_install_action (widget_class, "device.unwatch", NULL, unwatch_action);
  gtk_widget_class_install_action (widget_class, "device.notes", NULL, notes_action);
  gtk_widget_class_install_action (widget_class, "device.passport", NULL, passport_action);
}

void
_ds_device_page_sync_list (DsDevicePage *self)
{
  DsDeviceState state = ds_device_get_state (self->device);
  bool watched = state == DS_DEVICE_WATCHED;
  bool seen = state == DS_DEVICE_SEEN || state == DS_DEVICE_NEW || state == DS_DEVICE_TAKEN;

  bool kept = watched || state == DS_DEVICE_SET_UP || state == DS_DEVICE_REMOVING;
  const char *notes = ds_device_get_notes (self->device);

  gtk_widget_set_visible (GTK_WIDGET (self->list_group), watched || seen);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_row), kept);
  adw_action_row_set_subtitle (self->notes_row, notes != NULL ? notes : C_("notes", "None"));
  adw_preferences_group_set_description (
    self->list_group,
    seen ? _("On the list, a device is watched: you are told when it stops getting security "
             "updates. Nothing on it is changed.")
         : NULL);
  gtk_widget_set_visible (self->watch_row, seen);
  gtk_widget_set_visible (self->name_row, watched);
  gtk_widget_set_visible (self->ignore_row,
                          seen || (watched && !ds_device_get_by_hand (self->device)));
  gtk_widget_set_visible (self->unwatch_group, watched);
  gtk_widget_set_visible (self->passport_group, ds_device_is_listed (self->device));
}

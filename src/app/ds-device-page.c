/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page.h"

#include "core/ds-error.h"
#include "ds-access-row.h"
#include "ds-buttons.h"
#include "ds-device-page-private.h"
#include "ds-kind-icon.h"
#include "ds-rename-dialog.h"
#include "ds-set-up-dialog.h"
#include "ds-ui-future.h"
#include "ds-window.h"

#include <glib/gi18n-lib.h>

enum
{
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsDevicePage, ds_device_page, ADW_TYPE_NAVIGATION_PAGE)

/*
 * Actions
 */

static void
set_up_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  adw_dialog_present (ds_set_up_dialog_new (self->home, self->device), widget);
}

static void
noticed_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  _ds_device_page_toast (widget, error != NULL ? ds_error_get_sentence (error)
                                               : _("The device blinks or beeps now."));
}

static void
make_noticed_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  ds_ui_when_done (self, ds_home_make_noticed (self->home, self->device), noticed_cb);
}

static void
checked_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (widget, error);
  else
    _ds_device_page_toast (widget, _("The device answered. What is shown here is up to date."));
}

static void
check_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  ds_ui_when_done (self, ds_home_check (self->home, self->device), checked_cb);
}

static void
name_chosen_cb (DsDevicePage *self,
                const char   *name,
                const char   *room)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *old_name = g_strdup (ds_device_get_name (self->device));
  g_autofree char *old_room = g_strdup (ds_device_get_room (self->device));

  if (g_strcmp0 (name, old_name) == 0 && g_strcmp0 (room, old_room) == 0)
    return;

  ds_ui_when_done (self, ds_home_rename (self->home, self->device, name, room),
                   _ds_device_page_toast_failure);
  if (DS_IS_WINDOW (root))
    ds_window_toast_renamed (DS_WINDOW (root), self->device, name, old_name, old_room);
}

static void
rename_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  AdwDialog *dialog = ds_rename_dialog_new (self->device);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (name_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
removed_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  if (error == NULL)
    _ds_device_page_toast (widget, _("The device was removed. It confirmed that it forgot this "
                                     "computer."));
  else if (ds_error_is (error, DS_ERROR_UNREACHABLE) || ds_error_is (error, DS_ERROR_TIMED_OUT))
    _ds_device_page_toast (widget, _("The device does not answer. The removal stays open until "
                                     "it does."));
  else
    _ds_device_page_toast_error (widget, error);
}

static void
remove_device (DsDevicePage       *self,
               DsDevice           *device,
               const char * const *words)
{
  ds_ui_when_done (self, ds_home_remove (self->home, device), removed_cb);
}

static void
remove_again_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  remove_device (self, self->device, NULL);
}

static void
remove_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  g_autofree char *body = NULL;

  /* Translators: %s is the name of a device */
  body = g_strdup_printf (_("“%s” is asked to forget this computer. When it has confirmed that, "
                            "its keys are deleted from the keyring. Afterwards anyone who has "
                            "its setup code can set it up.\n\nIf it does not answer now, the "
                            "removal stays open until it does."),
                          ds_device_get_name (self->device));
  _ds_device_page_ask (self,
                       _ds_device_page_new_question (_("Remove This Device?"), body, _("Remove"),
                                                     ADW_RESPONSE_DESTRUCTIVE),
                       remove_device, NULL);
}

static void
forgotten_cb (gpointer      widget,
              const GValue *value,
              const GError *error)
{
  if (error == NULL)
    _ds_device_page_toast (widget, _("This computer forgot the device."));
  else
    _ds_device_page_toast_error (widget, error);
}

static void
forget_device (DsDevicePage       *self,
               DsDevice           *device,
               const char * const *words)
{
  ds_ui_when_done (self, ds_home_forget (self->home, device), forgotten_cb);
}

static void
forget_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  g_autofree char *body = NULL;

  /* Translators: %s is the name of a device */
  body = g_strdup_printf (_("The keys of “%s” are deleted from the keyring without asking "
                            "the device. Do this only if it is broken, gone for good or "
                            "was reset. Any other device must be reset before it can be "
                            "set up again."),
                          ds_device_get_name (self->device));
  _ds_device_page_ask (self,
                       _ds_device_page_new_question (_("Forget This Device?"), body, _("Forget"),
                                                     ADW_RESPONSE_DESTRUCTIVE),
                       forget_device, NULL);
}

static void
remove_access (DsDevicePage       *self,
               DsDevice           *device,
               const char * const *words)
{
  ds_ui_when_done (self, ds_home_remove_access (self->home, device, words[0]),
                   _ds_device_page_toast_failure);
}

void
_ds_device_page_ask_remove_access (DsDevicePage *self,
                                   const char   *id)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  AdwAlertDialog *question = _ds_device_page_new_question (
    _("Remove This Access?"),
    _("The other app can no longer use this device. To get in again it must be let in by "
      "someone who has access, or the device must be reset."),
    _("Remove"), ADW_RESPONSE_DESTRUCTIVE);

  g_strv_builder_add (words, id);
  _ds_device_page_ask (self, question, remove_access, g_strv_builder_end (words));
}

/*
 * GObject
 */

static void
devices_changed_cb (DsDevicePage *self)
{
  GListModel *devices = ds_home_get_devices (self->home);

  if (self->device == NULL)
    return;
  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (device == self->device)
        return;
    }
  ds_device_page_set_device (self, NULL);
  g_signal_emit (self, signals[GONE], 0);
}

static void
ds_device_page_dispose (GObject *object)
{
  DsDevicePage *self = DS_DEVICE_PAGE (object);

  ds_device_page_let_go (self);
  g_clear_object (&self->signals);
  g_clear_weak_pointer (&self->last_focus);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->access_rows, g_ptr_array_unref);
  g_clear_pointer (&self->accessory_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_DEVICE_PAGE);

  G_OBJECT_CLASS (ds_device_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "device.set-up", NULL, set_up_action);
  gtk_widget_class_install_action (widget_class, "device.make-noticed", NULL,
                                   make_noticed_action);
  gtk_widget_class_install_action (widget_class, "device.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "device.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "device.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "device.remove-again", NULL,
                                   remove_again_action);
  gtk_widget_class_install_action (widget_class, "device.forget", NULL, forget_action);
}

static void
ds_device_page_class_init (DsDevicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_device_page_dispose;
  widget_class->root = _ds_device_page_root;
  widget_class->unroot = _ds_device_page_unroot;

  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-device-page.ui");
  g_type_ensure (DS_TYPE_ANSWER_GROUP);
  g_type_ensure (DS_TYPE_PRODUCT_GROUP);
  g_type_ensure (DS_TYPE_CHECK_GROUP);
  g_type_ensure (DS_TYPE_CONTACT_GROUP);
  g_type_ensure (DS_TYPE_DATA_GROUP);
  g_type_ensure (DS_TYPE_PASSWORD_GROUP);
  g_type_ensure (DS_TYPE_PROGRESS_ROW);
  g_type_ensure (DS_TYPE_SUPPORT_GROUP);
  g_type_ensure (DS_TYPE_UPDATE_GROUP);
  g_type_ensure (DS_TYPE_UPDATE_ROW);
  _ds_device_page_bind_children (widget_class);
  install_actions (widget_class);
  _ds_device_page_install_care_actions (widget_class);
  _ds_device_page_install_list_actions (widget_class);
  _ds_device_page_install_support_actions (widget_class);
}

static void
ds_device_page_init (DsDevicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_buttons_let_wrap (GTK_WIDGET (self));

  self->access_rows = g_ptr_array_new ();
  self->accessory_rows = g_ptr_array_new ();
  g_signal_connect_object (self->update_group, "automatic-chosen",
                           G_CALLBACK (_ds_device_page_set_automatic), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->support_group, "silenced",
                           G_CALLBACK (_ds_device_page_silence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_group, "said", G_CALLBACK (_ds_device_page_toast), self,
                           G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (DS_TYPE_DEVICE);
  g_signal_group_connect_object (self->signals, "notify",
                                 G_CALLBACK (_ds_device_page_queue_sync), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * ds_device_page_new:
 * @home: the house
 *
 * Returns: (transfer floating): a page without a device
 */
DsDevicePage *
ds_device_page_new (DsHome *home)
{
  DsDevicePage *self = g_object_new (DS_TYPE_DEVICE_PAGE, NULL);

  self->home = g_object_ref (home);
  g_signal_connect_object (ds_home_get_devices (home), "items-changed",
                           G_CALLBACK (devices_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * ds_device_page_set_device:
 * @self: a page
 * @device: (nullable): the device to show
 */
void
ds_device_page_set_device (DsDevicePage *self,
                           DsDevice     *device)
{
  g_return_if_fail (DS_IS_DEVICE_PAGE (self));

  if (!g_set_object (&self->device, device))
    return;

  g_signal_group_set_target (self->signals, device);
  ds_password_group_set_device (self->password_group, self->home, device);
  if (device == NULL)
    return;
  _ds_device_page_sync (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
}

/**
 * ds_device_page_let_go:
 * @self: a page
 *
 * Forgets the house and its devices. The page shows nothing afterwards.
 */
void
ds_device_page_let_go (DsDevicePage *self)
{
  g_return_if_fail (DS_IS_DEVICE_PAGE (self));

  if (self->home == NULL)
    return;

  ds_device_page_set_device (self, NULL);
  ds_password_group_set_device (self->password_group, NULL, NULL);
  g_signal_handlers_disconnect_by_func (ds_home_get_devices (self->home), devices_changed_cb,
                                        self);
  g_clear_handle_id (&self->sync_id, g_source_remove);
  g_clear_object (&self->home);
}

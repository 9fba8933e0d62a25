/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-password-group"

#include "config.h"

#include "ds-password-group.h"

#include "core/ds-error.h"
#include "ds-clipboard.h"
#include "ds-ui-future.h"
#include "trust/ds-secret.h"

#include <glib/gi18n-lib.h>

#define MASK "••••••••••••"
#define LENT 45 /* seconds in the clipboard */

struct _DsPasswordGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned by the widget tree */
  GtkWidget *row;
  GtkWidget *show;
  GtkWidget *copy;
  GtkWidget *change;

  /* Owned References */
  DsHome   *home;
  DsDevice *device;
  DsDevice *asked; /* whose password was asked for; to be compared */

  bool shown;
};

enum
{
  SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsPasswordGroup, ds_password_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (DsPasswordGroup *self,
     const char      *sentence)
{
  g_signal_emit (self, signals[SAID], 0, sentence);
}

static void
set_shown (DsPasswordGroup *self,
           const char      *password)
{
  const char *label = password != NULL ? _("Hide the Password") : _("Show the Password");

  self->shown = password != NULL;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), password != NULL ? password : MASK);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self->row), self->shown);
  gtk_button_set_icon_name (GTK_BUTTON (self->show), self->shown ? "view-conceal-symbolic"
                                                                 : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (self->show, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* The device may be another one by the time the keyring has answered. */
static DsSecret *
get_answer (DsPasswordGroup *self,
            const GValue    *value,
            const GError    *error)
{
  bool wanted = self->device != NULL && self->asked == self->device;

  g_clear_object (&self->asked);
  ds_password_group_sync (self);
  if (!wanted)
    return NULL;
  if (error != NULL && !ds_error_is_cancelled (error))
    say (self, ds_error_get_sentence (error));

  return error == NULL ? g_value_get_boxed (value) : NULL;
}

static void
show_cb (gpointer      widget,
         const GValue *value,
         const GError *error)
{
  DsPasswordGroup *self = widget;
  DsSecret *password = get_answer (self, value, error);

  if (password != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    set_shown (self, ds_secret_get_text (password));
}

static void
copy_cb (gpointer      widget,
         const GValue *value,
         const GError *error)
{
  DsPasswordGroup *self = widget;
  DsSecret *password = get_answer (self, value, error);

  if (password == NULL)
    return;
  ds_clipboard_lend (gtk_widget_get_clipboard (GTK_WIDGET (self)), password, LENT);
  say (self, _("The password was copied. It is cleared from the clipboard after 45 seconds."));
}

static void
ask (DsPasswordGroup *self,
     DsUiDone         done)
{
  if (self->device == NULL || self->asked != NULL)
    return;
  self->asked = g_object_ref (self->device);
  ds_password_group_sync (self);
  ds_ui_when_done (self, ds_home_dup_password (self->home, self->device), done);
}

static void
show_clicked_cb (DsPasswordGroup *self)
{
  if (self->shown)
    set_shown (self, NULL);
  else
    ask (self, show_cb);
}

static void
copy_clicked_cb (DsPasswordGroup *self)
{
  ask (self, copy_cb);
}

static void
ds_password_group_unmap (GtkWidget *widget)
{
  ds_password_group_hide (DS_PASSWORD_GROUP (widget));

  GTK_WIDGET_CLASS (ds_password_group_parent_class)->unmap (widget);
}

static void
ds_password_group_dispose (GObject *object)
{
  DsPasswordGroup *self = DS_PASSWORD_GROUP (object);

  g_clear_object (&self->asked);
  g_clear_object (&self->device);
  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_password_group_parent_class)->dispose (object);
}

static void
ds_password_group_class_init (DsPasswordGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_password_group_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = ds_password_group_unmap;

  signals[SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
add_button (DsPasswordGroup *self,
            const char      *icon,
            GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), button);

  return button;
}

static void
ds_password_group_init (DsPasswordGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("Password"));
  adw_preferences_group_set_description (group,
                                         _("Made for this device only, and kept in the "
                                           "keyring."));
  self->row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Password"));
  gtk_widget_add_css_class (self->row, "property");
  gtk_widget_add_css_class (self->row, "monospace");
  self->show = add_button (self, "view-reveal-symbolic", G_CALLBACK (show_clicked_cb));
  self->copy = add_button (self, "edit-copy-symbolic", G_CALLBACK (copy_clicked_cb));
  gtk_widget_set_tooltip_text (self->copy, _("Copy the Password"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Copy the Password"), -1);
  adw_preferences_group_add (group, self->row);

  self->change = adw_button_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->change), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->change), _("Change the Password…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->change), "device.change-password");
  adw_preferences_group_add (group, self->change);
  set_shown (self, NULL);
}

/**
 * ds_password_group_hide:
 * @self: a group
 *
 * Hides a password that can be read.
 */
void
ds_password_group_hide (DsPasswordGroup *self)
{
  g_return_if_fail (DS_IS_PASSWORD_GROUP (self));

  set_shown (self, NULL);
}

/**
 * ds_password_group_set_device:
 * @self: a group
 * @home: the house
 * @device: (nullable): whose password it is
 */
void
ds_password_group_set_device (DsPasswordGroup *self,
                              DsHome          *home,
                              DsDevice        *device)
{
  g_return_if_fail (DS_IS_PASSWORD_GROUP (self));

  g_set_object (&self->home, home);
  if (g_set_object (&self->device, device))
    ds_password_group_hide (self);
}

/**
 * ds_password_group_sync:
 * @self: a group
 *
 * Offers what the device can do now; nothing is there for one without a password.
 */
void
ds_password_group_sync (DsPasswordGroup *self)
{
  unsigned int capabilities;
  bool idle;

  g_return_if_fail (DS_IS_PASSWORD_GROUP (self));

  if (self->device == NULL)
    return;
  capabilities = ds_device_get_capabilities (self->device);
  idle = self->asked == NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), (capabilities & DS_CAPABILITY_SHOW_PASSWORD) != 0);
  gtk_widget_set_visible (self->change, (capabilities & DS_CAPABILITY_CHANGE_PASSWORD) != 0);
  gtk_widget_set_sensitive (self->show, idle);
  gtk_widget_set_sensitive (self->copy, idle);
}

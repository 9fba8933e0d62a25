/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-update-row"

#include "config.h"

#include "ds-update-row.h"

#include "core/ds-error.h"
#include "ds-buttons.h"
#include "ds-care-text.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsUpdateRow
{
  AdwActionRow parent_instance;

  /* Owned by the widget tree */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (DsUpdateRow, ds_update_row, ADW_TYPE_ACTION_ROW)

static void
ds_update_row_class_init (DsUpdateRowClass *klass)
{
}

static void
ds_update_row_init (DsUpdateRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  ds_row_let_wrap (ADW_ACTION_ROW (self));
}

static void
set_button (DsUpdateRow *self,
            const char  *label,
            const char  *action)
{
  gtk_widget_set_visible (self->button, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  ds_buttons_let_wrap (self->button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

static void
sync_button (DsUpdateRow *self,
             DsDevice    *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  bool can = (ds_device_get_capabilities (device) & DS_CAPABILITY_UPDATE) != 0;

  gtk_widget_remove_css_class (self->button, "suggested-action");
  if (update == NULL || !can || update->version == NULL
      || ds_error_is (ds_device_get_attention (device), DS_ERROR_KEY_CHANGED))
    set_button (self, NULL, NULL);
  else if (ds_error_is (ds_device_get_attention (device), DS_ERROR_STUCK)
           || update->state == DS_UPDATE_FAILED)
    set_button (self, _("Try Again…"), "device.update");
  else if (ds_care_is_updating (device))
    /* Found running: begun by someone else, or before Doorstep was started. */
    set_button (self, ds_device_get_busy (device) ? NULL : _("Show Progress"),
                "device.follow-update");
  else if (update->state == DS_UPDATE_AVAILABLE)
    {
      set_button (self, _("Install…"), "device.update");
      gtk_widget_add_css_class (self->button, "suggested-action");
    }
  else
    set_button (self, NULL, NULL);
}

/**
 * ds_update_row_sync:
 * @self: a row
 * @device: a device that is set up
 *
 * Says what is known of @device now.
 */
void
ds_update_row_sync (DsUpdateRow *self,
                    DsDevice    *device)
{
  g_autofree char *sentence = ds_care_dup_update (device);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  sync_button (self, device);
}

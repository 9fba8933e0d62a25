/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-update-group"

#include "config.h"

#include "ds-update-group.h"

#include "core/ds-clock.h"
#include "ds-link-button.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsUpdateGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned by the widget tree */
  GtkWidget *notes;
  GtkWidget *notes_link;
  GtkWidget *automatic;
  GtkWidget *looked;
  GtkWidget *look;

  bool syncing;
};

enum
{
  AUTOMATIC_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsUpdateGroup, ds_update_group, ADW_TYPE_PREFERENCES_GROUP)

/* In the order in which they are offered. */
static const DsAutomaticUpdates modes[] = {
  DS_AUTOMATIC_ON,
  DS_AUTOMATIC_ASK,
  DS_AUTOMATIC_OFF,
};

static void
chosen_cb (DsUpdateGroup *self)
{
  unsigned int chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->automatic));

  if (!self->syncing && chosen < G_N_ELEMENTS (modes))
    g_signal_emit (self, signals[AUTOMATIC_CHOSEN], 0, modes[chosen]);
}

static void
ds_update_group_class_init (DsUpdateGroupClass *klass)
{
  signals[AUTOMATIC_CHOSEN] =
    g_signal_new ("automatic-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
add_row (DsUpdateGroup *self,
         GtkWidget     *row,
         const char    *title)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static void
ds_update_group_init (DsUpdateGroup *self)
{
  const char *words[] = {
    /* Translators: a choice of “Automatic Updates” */
    C_("updates", "On"),
    /* Translators: a choice of “Automatic Updates” */
    C_("updates", "Ask First"),
    /* Translators: a choice of “Automatic Updates” */
    C_("updates", "Off"),
    NULL,
  };
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Updates"));
  self->notes = add_row (self, adw_action_row_new (), _("What Is New"));
  gtk_widget_add_css_class (self->notes, "property");
  self->notes_link = ds_link_button_new (_("Open the Maker’s Page About This Update"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->notes), self->notes_link);

  self->automatic = add_row (self, adw_combo_row_new (), _("Automatic Updates"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->automatic), G_LIST_MODEL (list));
  ds_row_let_choice_wrap (ADW_COMBO_ROW (self->automatic));
  g_signal_connect_swapped (self->automatic, "notify::selected", G_CALLBACK (chosen_cb), self);

  self->looked = add_row (self, adw_action_row_new (), _("Last Looked for Updates"));
  gtk_widget_add_css_class (self->looked, "property");
  self->look = add_row (self, adw_button_row_new (), _("Look for Updates Now"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->look), "device.check-update");
}

static void
sync_notes (DsUpdateGroup  *self,
            const DsUpdate *update)
{
  bool has = update->version != NULL && update->state != DS_UPDATE_NONE
             && (update->notes != NULL || update->notes_url != NULL);

  gtk_widget_set_visible (self->notes, has);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->notes),
                               update->notes != NULL ? update->notes
                                                     : _("The maker’s page tells what is new."));
  ds_link_button_set_url (DS_LINK_BUTTON (self->notes_link), update->notes_url);
}

static void
sync_automatic (DsUpdateGroup  *self,
                const DsUpdate *update,
                bool            can,
                bool            busy)
{
  static const char * const sentences[] = {
    [DS_AUTOMATIC_UNKNOWN] = N_("The device does not say how it is set."),
    [DS_AUTOMATIC_OFF] = N_("The device installs nothing by itself."),
    [DS_AUTOMATIC_ASK] = N_("The device tells that there is an update, and waits."),
    [DS_AUTOMATIC_ON] = N_("The device installs updates by itself."),
  };
  unsigned int selected = GTK_INVALID_LIST_POSITION;

  for (unsigned int i = 0; i < G_N_ELEMENTS (modes); i++)
    if (modes[i] == update->automatic)
      selected = i;

  gtk_widget_set_visible (self->automatic, can || update->automatic != DS_AUTOMATIC_UNKNOWN);
  gtk_widget_set_sensitive (self->automatic, can && !busy);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->automatic), _(sentences[update->automatic]));
  self->syncing = true;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->automatic), selected);
  self->syncing = false;
}

/**
 * ds_update_group_sync:
 * @self: a group
 * @device: a device that is set up
 *
 * Says what is known of @device now; nothing is there for a device that does not
 * tell of its updates.
 */
void
ds_update_group_sync (DsUpdateGroup *self,
                      DsDevice      *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  unsigned int capabilities = ds_device_get_capabilities (device);
  g_autofree char *looked = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), update != NULL);
  if (update == NULL)
    return;

  sync_notes (self, update);
  sync_automatic (self, update, (capabilities & DS_CAPABILITY_AUTOMATIC_UPDATES) != 0,
                  ds_device_get_busy (device));
  looked = ds_clock_dup_text (update->checked_at);
  gtk_widget_set_visible (self->looked, looked != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->looked), looked != NULL ? looked : "");
  gtk_widget_set_visible (self->look, (capabilities & DS_CAPABILITY_UPDATE_STATE) != 0);
}

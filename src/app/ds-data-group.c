/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-data-group"

#include "config.h"

#include "ds-data-group.h"

#include "ds-buttons.h"
#include "ds-care-text.h"
#include "ds-link-button.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsDataGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows;  /* of borrowed widgets */
  char      *shown; /* what they say */
};

G_DEFINE_FINAL_TYPE (DsDataGroup, ds_data_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_data_group_finalize (GObject *object)
{
  DsDataGroup *self = DS_DATA_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (ds_data_group_parent_class)->finalize (object);
}

static void
ds_data_group_class_init (DsDataGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_data_group_finalize;
}

static void
ds_data_group_init (DsDataGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Personal Data"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("What the device says that it knows about people."));
}

static GtkWidget *
add_row (DsDataGroup *self,
         GtkWidget   *row,
         const char  *title)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);

  return row;
}

static bool
can_erase (DsDevice             *device,
           const DsPersonalData *data)
{
  return (ds_device_get_capabilities (device) & DS_CAPABILITY_ERASE) != 0 && data->erasable
         && data->stored && !data->with_maker;
}

static void
add_erase_button (GtkWidget            *row,
                  const DsPersonalData *data)
{
  GtkWidget *button = gtk_button_new_with_label (_("Erase…"));
  g_autofree char *label = NULL;

  /* Translators: what a screen reader says of the button; %s is a sort of data,
   * such as “Recordings” */
  label = g_strdup_printf (_("Erase “%s”"), data->title);
  ds_buttons_set_spoken (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "device.erase");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_data (DsDataGroup          *self,
          DsDevice             *device,
          const DsPersonalData *data)
{
  GtkWidget *row = add_row (self, adw_action_row_new (), data->title);
  g_autofree char *text = ds_care_dup_data (data);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (can_erase (device, data))
    {
      add_erase_button (row, data);
    }
  else if (data->how_to_url != NULL)
    {
      GtkWidget *link = ds_link_button_new (_("Open the Maker’s Page About Erasing"));

      ds_link_button_set_url (DS_LINK_BUTTON (link), data->how_to_url);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), link);
    }
  ds_row_let_wrap (ADW_ACTION_ROW (row));
}

static void
fill (DsDataGroup *self,
      DsDevice    *device,
      GPtrArray   *items)
{
  const char * const *sensors = ds_device_get_sensors (device);
  unsigned int n_erasable = 0;

  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    {
      add_data (self, device, g_ptr_array_index (items, i));
      n_erasable += can_erase (device, g_ptr_array_index (items, i));
    }
  if (items != NULL && items->len == 0)
    add_row (self, adw_action_row_new (), _("None"));
  if (sensors != NULL)
    {
      g_autofree char *line = ds_care_dup_sensors (sensors);
      /* Translators: what a device can see, hear or feel people with */
      GtkWidget *row = add_row (self, adw_action_row_new (), _("Sensors"));

      gtk_widget_add_css_class (row, "property");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
    }
  if (n_erasable > 1)
    {
      GtkWidget *row = add_row (self, adw_button_row_new (), _("Erase Data on the Device…"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", "");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "device.erase");
      gtk_widget_add_css_class (row, "destructive-action");
      ds_buttons_let_wrap (row);
    }
}

static char *
dup_all (DsDevice  *device,
         GPtrArray *items)
{
  g_autoptr (GString) all = g_string_new (ds_device_get_id (device));
  g_autofree char *sensors = ds_care_dup_sensors (ds_device_get_sensors (device));

  g_string_append_printf (all, "\n%s\n", sensors);
  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    {
      const DsPersonalData *data = g_ptr_array_index (items, i);
      g_autofree char *text = ds_care_dup_data (data);

      g_string_append_printf (all, "%s\n%s\n%d\n", data->title, text, can_erase (device, data));
    }

  return g_string_free_and_steal (g_steal_pointer (&all));
}

/**
 * ds_data_group_sync:
 * @self: a group
 * @device: a device that is set up
 *
 * Says what is known of @device now; nothing is there for a device that does not
 * tell.
 */
void
ds_data_group_sync (DsDataGroup *self,
                    DsDevice    *device)
{
  GPtrArray *items = ds_device_get_personal_data (device);
  g_autofree char *all = dup_all (device, items);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          items != NULL || ds_device_get_sensors (device) != NULL);
  if (g_strcmp0 (all, self->shown) == 0)
    return;

  g_set_str (&self->shown, all);
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  fill (self, device, items);
}

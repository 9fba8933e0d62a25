/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the page of a device says: everything that follows from the device.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-access-row.h"
#include "ds-care-text.h"
#include "ds-kind-icon.h"
#include "support/ds-advice.h"

#include <glib/gi18n-lib.h>

/* The ways on that an attention card offers. */
typedef enum {
  WAY_UPDATE       = 1 << 0,
  WAY_INSTALL      = 1 << 1,
  WAY_LOOK         = 1 << 2,
  WAY_SET_UP       = 1 << 3,
  WAY_UNLOCK       = 1 << 4,
  WAY_CHECK        = 1 << 5,
  WAY_SEARCH       = 1 << 6,
  WAY_WHY          = 1 << 7,
  WAY_REMOVE_AGAIN = 1 << 8,
  WAY_REMOVE       = 1 << 9,
  WAY_FORGET       = 1 << 10,
} Way;

typedef struct
{
  const char  *title;
  const char  *advice; /* or NULL */
  unsigned int ways;
  bool         reasons; /* of a changed key */
  bool         whole;   /* the sentence of the error would say the title again */
} Attention;

static const Attention key_changed = {
  N_("The Device Shows Another Key"),
  N_("Nothing is sent to it until its setup code has proved again which device it is."),
  WAY_SET_UP | WAY_REMOVE,
  true,
  true,
};

/* There is no code to prove with. */
static const Attention key_changed_unproved = {
  N_("The Device Shows Another Key"),
  N_("Nothing is sent to it. If you know the reason, take the device from your list and put it "
     "there again."),
  0,
  true,
  true,
};

static const Attention not_ours = {
  N_("The Device No Longer Knows This Computer"),
  N_("It was reset, or another app took the access back."),
  WAY_SET_UP | WAY_REMOVE,
  false,
  true,
};

static const Attention unreachable = {
  N_("The Device Does Not Answer"),
  N_("It may be unplugged, switched off or out of reach of the network."),
  WAY_CHECK | WAY_WHY,
  false,
  true,
};

static const Attention too_slow = {
  N_("The Device Does Not Answer"),
  N_("It may be unplugged, switched off or out of reach of the network."),
  WAY_CHECK | WAY_WHY,
  false,
  false,
};

static const Attention locked = {
  N_("The Keyring Is Locked"),
  /* Translators: “it” is the keyring */
  N_("The keys of this device cannot be read until it is unlocked."),
  WAY_UNLOCK,
  false,
  true,
};

static const Attention still_locked = {
  N_("The Keyring Is Locked"),
  NULL,
  WAY_UNLOCK,
  false,
  false,
};

static const Attention no_keyring = {
  N_("The Keys Cannot Be Reached"),
  NULL,
  WAY_CHECK | WAY_WHY,
  false,
  false,
};

static const Attention unreadable = {
  N_("The Keys Cannot Be Read"),
  N_("New keys can be made with the setup code. The device may have to be reset first."),
  WAY_SET_UP | WAY_FORGET,
  false,
  true,
};

static const Attention removing = {
  N_("The Removal Is Not Confirmed Yet"),
  N_("The device has not answered. It is asked again whenever it is seen; until then its keys "
     "are kept."),
  WAY_REMOVE_AGAIN | WAY_FORGET,
  false,
  false,
};

static const Attention taken = {
  N_("Someone Has Set This Device Up Already"),
  N_("To let this computer in, remove the device in the app that controls it, or reset it as "
     "its booklet says. It then appears here as new."),
  WAY_SEARCH,
  false,
  false,
};

static const Attention not_updated = {
  N_("The Update Did Not Work"),
  N_("The device still runs its old software. Trying again does no harm."),
  WAY_UPDATE | WAY_CHECK,
  false,
  true,
};

static const Attention stuck = {
  N_("The Update Is Stuck"),
  N_("Trying again does no harm."),
  WAY_UPDATE | WAY_CHECK,
  false,
  false,
};

static const Attention weak_door = {
  N_("Strangers Can Get In"),
  NULL,
  WAY_CHECK | WAY_REMOVE,
  false,
  false,
};

static const Attention other = {
  N_("Something Is Wrong"),
  NULL,
  WAY_CHECK | WAY_REMOVE,
  false,
  false,
};

static const Attention *
get_attention (DsDevice *device)
{
  const GError *error = ds_device_get_attention (device);

  if (ds_device_get_state (device) == DS_DEVICE_REMOVING)
    return &removing;
  if (ds_device_get_state (device) == DS_DEVICE_TAKEN)
    return &taken;
  /* Updates, and the end of them, have parts of the page of their own. */
  if (error == NULL || ds_error_is_no_fault (error))
    return NULL;
  if (ds_error_is (error, DS_ERROR_KEY_CHANGED))
    return ds_device_get_driver (device)->prove == NULL ? &key_changed_unproved : &key_changed;
  if (ds_error_is (error, DS_ERROR_NOT_OURS))
    return &not_ours;
  if (ds_error_is (error, DS_ERROR_UNREACHABLE))
    return &unreachable;
  if (ds_error_is (error, DS_ERROR_TIMED_OUT))
    return &too_slow;
  if (ds_error_is (error, DS_ERROR_KEYRING_LOCKED))
    return &locked;
  if (ds_error_is (error, DS_ERROR_KEYRING_DISMISSED))
    return &still_locked;
  if (ds_error_is (error, DS_ERROR_STUCK))
    return &stuck;
  if (ds_error_is (error, DS_ERROR_NOT_UPDATED))
    return &not_updated;
  if (ds_error_is_weak_door (error))
    return &weak_door;
  if (ds_error_is (error, DS_ERROR_KEYRING_MISSING))
    return &no_keyring;
  if (ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE) || ds_error_is (error, DS_ERROR_NOT_FOUND))
    return &unreadable;

  return &other;
}

/* What lets strangers in goes away with an update, so the way to one comes first. */
static unsigned int
get_ways (const Attention *attention,
          DsDevice        *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  unsigned int capabilities = ds_device_get_capabilities (device);

  if (attention != &weak_door || update == NULL)
    return attention->ways;
  if (update->state == DS_UPDATE_AVAILABLE && update->version != NULL
      && (capabilities & DS_CAPABILITY_UPDATE) != 0)
    return attention->ways | WAY_INSTALL;
  if ((capabilities & DS_CAPABILITY_UPDATE_STATE) != 0)
    return attention->ways | WAY_LOOK;

  return attention->ways;
}

static void
sync_ways (DsDevicePage *self,
           unsigned int  ways)
{
  GtkWidget * const buttons[] = {
    self->way_update, self->way_install, self->way_look, self->way_set_up, self->way_unlock,
    self->way_check, self->way_search, self->way_why, self->way_remove_again,
    self->way_remove, self->way_forget,
  };
  bool first = true;

  /* The first way on is the one that is recommended. */
  for (size_t i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      bool offered = (ways & (1u << i)) != 0;

      gtk_widget_set_visible (buttons[i], offered);
      gtk_widget_remove_css_class (buttons[i], "suggested-action");
      if (offered && first)
        gtk_widget_add_css_class (buttons[i], "suggested-action");
      first = first && !offered;
    }
}

static void
sync_attention (DsDevicePage *self)
{
  const Attention *attention = get_attention (self->device);
  const GError *error = ds_device_get_attention (self->device);
  const char *sentence = NULL;

  gtk_widget_set_visible (self->attention, attention != NULL);
  if (attention == NULL)
    return;

  if (error != NULL && !attention->whole)
    sentence = ds_error_get_sentence (error);

  gtk_label_set_text (self->attention_title, _(attention->title));
  gtk_label_set_text (self->attention_sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attention_sentence), sentence != NULL);
  gtk_widget_set_visible (self->attention_reasons, attention->reasons);
  gtk_label_set_text (self->attention_advice,
                      attention->advice != NULL ? _(attention->advice) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->attention_advice), attention->advice != NULL);
  sync_ways (self, get_ways (attention, self->device));
}

static void
set_fact (AdwActionRow *row,
          const char   *value)
{
  adw_action_row_set_subtitle (row, value != NULL ? value : "");
  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL && *value != '\0');
}

static char *
dup_entry_line (DsDevice *device)
{
  GPtrArray *access = ds_device_get_access (device);
  unsigned int others = ds_care_count_others (device);

  if (access == NULL)
    /* Translators: who can get into a device */
    return g_strdup (_("This computer. The device does not say who else."));
  if (others == 0)
    /* Translators: who can get into a device */
    return g_strdup (_("Only this computer"));

  /* Translators: who can get into a device; %u counts the apps */
  return g_strdup_printf (ngettext ("This computer and %u other app",
                                    "This computer and %u other apps", others),
                          others);
}

static void
sync_questions (DsDevicePage *self)
{
  g_autofree char *entry = dup_entry_line (self->device);
  g_autofree char *until = ds_advice_dup_headline (ds_device_get_verdict (self->device));

  adw_action_row_set_subtitle (self->support_row, until);
  ds_update_row_sync (self->update_row, self->device);
  ds_progress_row_sync (self->progress_row, self->device);
  adw_action_row_set_subtitle (self->entry_row, entry);
}

/* Such a device has two ways on; what else would talk to it is not offered. */
static bool
has_another_key (DsDevicePage *self)
{
  return ds_error_is (ds_device_get_attention (self->device), DS_ERROR_KEY_CHANGED);
}

/* What only a device that is set up tells, and not each of them. */
static void
sync_care (DsDevicePage *self,
           bool          ours)
{
  GtkWidget * const groups[] = {
    GTK_WIDGET (self->check_group), GTK_WIDGET (self->update_group),
    GTK_WIDGET (self->password_group), GTK_WIDGET (self->data_group),
    GTK_WIDGET (self->contact_group),
  };

  if (!ours)
    {
      for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
        gtk_widget_set_visible (groups[i], FALSE);
      /* A printer tells something without being set up. */
      if (ds_device_get_printing_advice (self->device) != NULL || ds_device_has_pin (self->device))
        {
          gtk_widget_set_visible (GTK_WIDGET (self->check_group), TRUE);
          ds_check_group_sync (self->check_group, self->device);
        }
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->check_group), TRUE);
  ds_check_group_sync (self->check_group, self->device);
  ds_update_group_sync (self->update_group, self->device);
  ds_password_group_sync (self->password_group);
  ds_data_group_sync (self->data_group, self->device);
  ds_contact_group_sync (self->contact_group, self->device);
  if (!has_another_key (self))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->update_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->password_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->data_group), FALSE);
}

static void
announce_update (DsDevicePage *self)
{
  g_autofree char *text = ds_update_news_dup_next (&self->news, self->device);

  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray           *rows)
{
  for (unsigned int i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group,
         GPtrArray           *rows,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
remove_access_cb (DsDevicePage *self,
                  const char   *id)
{
  _ds_device_page_ask_remove_access (self, id);
}

static void
sync_access (DsDevicePage *self)
{
  GPtrArray *access = ds_device_get_access (self->device);
  bool removable = (ds_device_get_capabilities (self->device)
                    & DS_CAPABILITY_REMOVE_ACCESS) != 0;

  clear_rows (self->access_group, self->access_rows);
  for (unsigned int i = 0; access != NULL && i < access->len; i++)
    {
      const DsAccess *one = g_ptr_array_index (access, i);
      GtkWidget *row;

      if (one->is_this_computer)
        continue;
      row = ds_access_row_new (one, removable && !has_another_key (self));
      g_signal_connect_object (row, "remove", G_CALLBACK (remove_access_cb), self,
                               G_CONNECT_SWAPPED);
      add_row (self->access_group, self->access_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->access_group), self->access_rows->len > 0);
}

static GtkWidget *
new_accessory_row (const DsAccessory *accessory)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (ds_kind_get_icon_name (accessory->kind));
  g_autofree char *what = NULL;

  if (accessory->maker != NULL && accessory->model != NULL)
    what = g_strdup_printf (C_("device", "%s · %s"), accessory->maker, accessory->model);
  else
    what = g_strdup (accessory->model != NULL ? accessory->model
                                              : ds_kind_get_title (accessory->kind));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 accessory->name != NULL
                                   ? accessory->name
                                   : ds_kind_get_title (accessory->kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static void
sync_accessories (DsDevicePage *self)
{
  GPtrArray *accessories = ds_device_get_accessories (self->device);

  clear_rows (self->accessories_group, self->accessory_rows);
  for (unsigned int i = 0; i < accessories->len; i++)
    add_row (self->accessories_group, self->accessory_rows,
             new_accessory_row (g_ptr_array_index (accessories, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->accessories_group), accessories->len > 0);
}

static void
sync_facts (DsDevicePage *self)
{
  DsDevice *device = self->device;
  const DsDriver *driver = ds_device_get_driver (device);
  g_autofree char *set_up_at = ds_clock_dup_text (ds_device_get_set_up_at (device));
  g_autofree char *checked_at = ds_clock_dup_text (ds_device_get_checked_at (device));

  set_fact (self->kind_row, ds_kind_get_title (ds_device_get_kind (device)));
  set_fact (self->maker_row, ds_device_get_maker (device));
  set_fact (self->model_row, ds_device_get_model (device));
  set_fact (self->serial_row, ds_device_get_serial (device));
  set_fact (self->software_row, ds_device_get_software_version (device));
  set_fact (self->hardware_row, ds_device_get_hardware_version (device));
  set_fact (self->address_row, ds_device_get_address (device));
  set_fact (self->security_row, driver != NULL ? driver->get_security () : NULL);
  set_fact (self->set_up_at_row, set_up_at);
  set_fact (self->checked_at_row, checked_at);
}

static void
sync_header (DsDevicePage *self)
{
  DsDevice *device = self->device;
  const char *room = ds_device_get_room (device);
  const char *kind = ds_kind_get_title (ds_device_get_kind (device));
  g_autofree char *place = NULL;

  if (room != NULL && *room != '\0')
    /* Translators: the room and the kind (such as Plug) of a device */
    place = g_strdup_printf (C_("device", "%s · %s"), room, kind);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), ds_device_get_name (device));
  gtk_image_set_from_icon_name (self->icon,
                                ds_kind_get_icon_name (ds_device_get_kind (device)));
  gtk_label_set_text (self->name, ds_device_get_name (device));
  gtk_label_set_text (self->place, place != NULL ? place : kind);
}

static void
sync_actions (DsDevicePage *self,
              bool          ours)
{
  static const char * const while_idle[] = {
    "device.check", "device.make-noticed", "device.remove", "device.remove-again",
    "device.forget", "device.set-up", "device.watch", "device.ignore", "device.unwatch",
    "device.check-update", "device.update",
    "device.follow-update", "device.erase", "device.change-password",
  };
  bool busy = ds_device_get_busy (self->device);

  for (size_t i = 0; i < G_N_ELEMENTS (while_idle); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), while_idle[i], !busy);
  gtk_widget_set_visible (self->notice_button,
                          (ds_device_get_capabilities (self->device)
                           & DS_CAPABILITY_IDENTIFY) != 0);
  gtk_widget_set_visible (self->deeds, ours && !has_another_key (self));
  gtk_widget_set_visible (self->remove_group,
                          ours && ds_device_get_state (self->device) != DS_DEVICE_REMOVING);
}

/* Every child whose look follows from the device is set here and nowhere else. */
void
_ds_device_page_sync (DsDevicePage *self)
{
  DsDeviceState state;
  bool ours;
  bool setting_up;

  if (self->device == NULL)
    return;

  state = ds_device_get_state (self->device);
  setting_up = state == DS_DEVICE_SETTING_UP;
  ours = state == DS_DEVICE_SET_UP || state == DS_DEVICE_REMOVING;

  sync_header (self);
  sync_attention (self);
  gtk_widget_set_visible (self->invitation, state == DS_DEVICE_NEW
                                              && ds_device_get_attention (self->device) == NULL);
  _ds_device_page_sync_list (self);
  gtk_widget_set_visible (self->working, setting_up || ds_device_get_busy (self->device));
  gtk_label_set_text (self->working_label,
                      setting_up ? _("Setup of this device is under way.")
                                 : _("Talking with the device…"));
  sync_actions (self, ours);
  gtk_widget_set_visible (self->questions, ours);
  gtk_widget_set_visible (self->security_group, ours);
  sync_questions (self);
  ds_support_group_sync (self->support_group, self->device);
  sync_care (self, ours);
  ds_product_group_sync (self->product_group, self->device);
  ds_answer_group_sync (self->answer_group, self->device);
  sync_facts (self);
  sync_access (self);
  sync_accessories (self);
  announce_update (self);
  _ds_device_page_keep_focus (self);
}

static gboolean
sync_cb (gpointer user_data)
{
  DsDevicePage *self = DS_DEVICE_PAGE (user_data);

  self->sync_id = 0;
  _ds_device_page_sync (self);
  return G_SOURCE_REMOVE;
}

/* Facts arrive as a dozen changed properties; draw them once. */
void
_ds_device_page_queue_sync (DsDevicePage *self)
{
  if (self->sync_id == 0)
    self->sync_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
}

static void
bind_facts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, support_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, list_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, watch_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, ignore_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, unwatch_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, passport_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, notes_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, update_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, entry_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, support_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, check_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, update_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, password_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, data_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, contact_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, product_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, answer_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, access_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, accessories_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, maker_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, model_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, serial_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, software_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, hardware_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, address_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, security_group);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, security_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, set_up_at_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, checked_at_row);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, remove_group);
}

void
_ds_device_page_bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, scroll);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, icon);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, name);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, place);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, attention);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, attention_title);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, attention_sentence);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, attention_reasons);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, attention_advice);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_set_up);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_update);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_install);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_look);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_unlock);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_check);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_search);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_why);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_remove_again);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_remove);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, way_forget);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, invitation);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, working);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, working_label);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, deeds);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, notice_button);
  gtk_widget_class_bind_template_child (widget_class, DsDevicePage, questions);
  bind_facts (widget_class);
}

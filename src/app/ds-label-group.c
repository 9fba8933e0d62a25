/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-label-group"

#include "config.h"

#include "ds-label-group.h"

#include "core/ds-error.h"
#include "ds-buttons.h"
#include "ds-picture.h"
#include "ds-ui-future.h"
#include "trust/ds-secret.h"

#include <glib/gi18n-lib.h>

struct _DsLabelGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned by the widget tree */
  AdwEntryRow  *entry;
  AdwActionRow *trouble;

  /* Owned References */
  DsHome   *home;
  DsDevice *device;
};

G_DEFINE_FINAL_TYPE (DsLabelGroup, ds_label_group, ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  SIGNAL_KEPT,
  N_SIGNALS,
} DsLabelGroupSignal;

static unsigned int signals[N_SIGNALS];

static void
ds_label_group_finalize (GObject *object)
{
  DsLabelGroup *self = DS_LABEL_GROUP (object);

  g_clear_object (&self->home);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ds_label_group_parent_class)->finalize (object);
}

static void
ds_label_group_class_init (DsLabelGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_label_group_finalize;

  /**
   * DsLabelGroup::kept:
   *
   * What the label says was kept, or taken back.
   */
  signals[SIGNAL_KEPT] = g_signal_new ("kept", DS_TYPE_LABEL_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
show_trouble (DsLabelGroup *self,
              const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), sentence != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->trouble),
                                 sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/*
 * Keeping
 */

/* Shows what the label led to: the label itself has signs in it that cannot be seen. */
static void
show_label (DsLabelGroup *self)
{
  const char *label = ds_device_get_label (self->device);
  GtkEditable *entry = GTK_EDITABLE (self->entry);

  if (label == NULL)
    label = "";
  if (!g_str_equal (label, gtk_editable_get_text (entry)))
    gtk_editable_set_text (entry, label);
}

static void
kept_cb (gpointer widget,
         const GValue *value,
         const GError *error)
{
  DsLabelGroup *self = DS_LABEL_GROUP (widget);

  show_trouble (self, error != NULL ? ds_error_get_sentence (error) : NULL);
  if (error != NULL)
    return;

  show_label (self);
  g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

static void
keep (DsLabelGroup *self,
      const char *text)
{
  ds_ui_when_done (self, ds_home_set_label (self->home, self->device, text), kept_cb);
}

static void
apply_cb (DsLabelGroup *self)
{
  keep (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/*
 * Pictures and the clipboard
 */

static bool
is_label (const char *code,
          gpointer data)
{
  return ds_home_is_label (code);
}

static void
picture_read_cb (gpointer widget,
                 const GValue *value,
                 const GError *error)
{
  DsLabelGroup *self = DS_LABEL_GROUP (widget);
  g_autoptr (GError) problem = error != NULL ? g_error_copy (error) : NULL;
  DsSecret *label = NULL;

  if (problem == NULL)
    label = ds_picture_pick (g_value_get_boxed (value), is_label, NULL, &problem);

  if (label != NULL)
    keep (self, ds_secret_get_text (label));
  else if (ds_error_is (problem, DS_ERROR_BAD_LABEL))
    show_trouble (self, ds_error_get_sentence (problem));
  else if (!ds_error_is_cancelled (problem))
    show_trouble (self, ds_picture_get_trouble (problem));
}

static void
text_pasted_cb (gpointer widget,
                const GValue *value,
                const GError *error)
{
  DsLabelGroup *self = DS_LABEL_GROUP (widget);

  if (error != NULL)
    show_trouble (self, _("There is nothing on the clipboard that can be read."));
  else
    keep (self, ds_secret_get_text (g_value_get_boxed (value)));
}

static void
paste_cb (DsLabelGroup *self)
{
  ds_picture_paste (GTK_WIDGET (self), picture_read_cb, text_pasted_cb);
}

static void
open_picture_cb (DsLabelGroup *self)
{
  ds_ui_when_done (self, ds_picture_open_code (GTK_WIDGET (self)), picture_read_cb);
}

/*
 * The rows
 */

static GtkWidget *
new_button (DsLabelGroup *self,
            const char *icon,
            const char *label,
            const char *spoken,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  ds_buttons_set_spoken (button, spoken);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_buttons (DsLabelGroup *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 12);
  adw_wrap_box_set_align (ADW_WRAP_BOX (box), 0.5f);
  gtk_widget_set_margin_top (box, 12);
  adw_wrap_box_append (ADW_WRAP_BOX (box),
                       new_button (self, "edit-paste-symbolic", _("Paste"),
                                   _("Paste the text or a picture of the QR code"),
                                   G_CALLBACK (paste_cb)));
  adw_wrap_box_append (ADW_WRAP_BOX (box),
                       new_button (self, "document-open-symbolic", _("Open Picture…"),
                                   _("Open a picture of the QR code"),
                                   G_CALLBACK (open_picture_cb)));
  return box;
}

static void
ds_label_group_init (DsLabelGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("Label on the Device"));
  adw_preferences_group_set_description (group,
                                         _("A QR code on it may name a website where the maker "
                                           "describes the device. No website is asked before you "
                                           "say so."));

  self->entry = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _("What the QR Code Says"));
  adw_entry_row_set_show_apply_button (self->entry, TRUE);
  g_signal_connect_object (self->entry, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->entry));

  self->trouble = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->trouble), FALSE);
  adw_action_row_set_title_lines (self->trouble, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  adw_preferences_group_add (group, GTK_WIDGET (self->trouble));
  adw_preferences_group_add (group, new_buttons (self));
  ds_buttons_let_wrap (GTK_WIDGET (self));
  ds_picture_accept_drops (GTK_WIDGET (self), self, picture_read_cb);
}

/**
 * ds_label_group_new:
 * @home: the home
 * @device: a device on the list
 *
 * Returns: (transfer floating): a group; nobody is asked by it
 */
GtkWidget *
ds_label_group_new (DsHome *home,
                    DsDevice *device)
{
  DsLabelGroup *self = g_object_new (DS_TYPE_LABEL_GROUP, NULL);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);
  show_label (self);
  return GTK_WIDGET (self);
}

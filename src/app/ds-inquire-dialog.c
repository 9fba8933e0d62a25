/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inquire-dialog"

#include "config.h"

#include "ds-inquire-dialog.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-inquiry-group.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsInquireDialog
{
  AdwDialog parent_instance;

  /* Owned by the widget tree */
  GtkBox              *box;
  AdwPreferencesGroup *nobody;
  AdwPreferencesGroup *label_group;
  AdwEntryRow         *label;
  AdwActionRow        *label_trouble;

  /* Owned References */
  GPtrArray *groups; /* of borrowed DsInquiryGroup */
  DsHome    *home;
  DsDevice  *device;
};

G_DEFINE_FINAL_TYPE (DsInquireDialog, ds_inquire_dialog, ADW_TYPE_DIALOG)

static void
ds_inquire_dialog_finalize (GObject *object)
{
  DsInquireDialog *self = DS_INQUIRE_DIALOG (object);

  g_ptr_array_unref (self->groups);
  g_clear_object (&self->home);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ds_inquire_dialog_parent_class)->finalize (object);
}

static void
ds_inquire_dialog_class_init (DsInquireDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_inquire_dialog_finalize;
}

/*
 * Questions
 */

static bool
is_same (const DsInquiry *a,
         const DsInquiry *b)
{
  return a->kind == b->kind && g_str_equal (a->url, b->url);
}

static bool
has_inquiry (GPtrArray *inquiries,
             const DsInquiry *wanted)
{
  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      if (is_same (g_ptr_array_index (inquiries, i), wanted))
        return true;
    }

  return false;
}

static bool
is_shown (DsInquireDialog *self,
          const DsInquiry *wanted)
{
  for (unsigned int i = 0; i < self->groups->len; i++)
    {
      if (is_same (ds_inquiry_group_get_inquiry (g_ptr_array_index (self->groups, i)), wanted))
        return true;
    }

  return false;
}

/* What stays is left alone: a question may be under way there. */
static void
sync_all (DsInquireDialog *self)
{
  g_autoptr (GPtrArray) inquiries = ds_home_list_inquiries (self->home, self->device);

  for (unsigned int i = self->groups->len; i > 0; i--)
    {
      DsInquiryGroup *group = g_ptr_array_index (self->groups, i - 1);

      if (has_inquiry (inquiries, ds_inquiry_group_get_inquiry (group)))
        continue;
      gtk_box_remove (self->box, GTK_WIDGET (group));
      g_ptr_array_remove_index (self->groups, i - 1);
    }
  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);
      GtkWidget *group;

      if (is_shown (self, inquiry))
        continue;
      group = ds_inquiry_group_new (self->home, self->device, inquiry);
      gtk_widget_insert_before (group, GTK_WIDGET (self->box), GTK_WIDGET (self->label_group));
      g_ptr_array_add (self->groups, group);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), inquiries->len == 0);
}

/*
 * The label
 */

static void
label_kept_cb (gpointer widget,
               const GValue *value,
               const GError *error)
{
  DsInquireDialog *self = DS_INQUIRE_DIALOG (widget);
  const char *sentence = error != NULL ? ds_error_get_sentence (error) : "";

  gtk_widget_set_visible (GTK_WIDGET (self->label_trouble), error != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->label_trouble), sentence);
  if (error != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  sync_all (self);
}

static void
label_cb (DsInquireDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->label));

  ds_ui_when_done (self, ds_home_set_label (self->home, self->device, text), label_kept_cb);
}

static void
add_label_group (DsInquireDialog *self)
{
  self->label_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->label_group, _("Label on the Device"));
  adw_preferences_group_set_description (self->label_group,
                                         _("A QR code on it may name a website where the maker "
                                           "describes the device. No website is asked before you "
                                           "say so."));

  self->label = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->label), _("What the QR Code Says"));
  adw_entry_row_set_show_apply_button (self->label, TRUE);
  g_signal_connect_object (self->label, "apply", G_CALLBACK (label_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->label_group, GTK_WIDGET (self->label));

  self->label_trouble = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->label_trouble), FALSE);
  adw_action_row_set_title_lines (self->label_trouble, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->label_trouble), FALSE);
  adw_preferences_group_add (self->label_group, GTK_WIDGET (self->label_trouble));
  gtk_box_append (self->box, GTK_WIDGET (self->label_group));
}

static GtkWidget *
wrap (GtkWidget *box)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), clamp);
  return scroll;
}

static void
ds_inquire_dialog_init (DsInquireDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->groups = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->nobody = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (self->nobody,
                                         _("There is nobody to ask: what is known of this "
                                           "device names no website."));
  gtk_box_append (self->box, GTK_WIDGET (self->nobody));
  add_label_group (self);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), wrap (GTK_WIDGET (self->box)));
  adw_dialog_set_title (ADW_DIALOG (self), _("Ask a Website"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 600);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

/**
 * ds_inquire_dialog_new:
 * @home: the home
 * @device: a device on the list
 *
 * Returns: (transfer floating): a dialog; nobody is asked before a button in it is
 *   pressed
 */
AdwDialog *
ds_inquire_dialog_new (DsHome *home,
                       DsDevice *device)
{
  DsInquireDialog *self = g_object_new (DS_TYPE_INQUIRE_DIALOG, NULL);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);
  g_signal_connect_object (device, "notify::answers", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  sync_all (self);
  return ADW_DIALOG (self);
}

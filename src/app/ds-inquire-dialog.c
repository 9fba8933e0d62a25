/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inquire-dialog"

#include "config.h"

#include "ds-inquire-dialog.h"

#include "ds-buttons.h"
#include "ds-focus.h"
#include "ds-inquiry-group.h"
#include "ds-label-group.h"

#include <glib/gi18n-lib.h>

struct _DsInquireDialog
{
  AdwDialog parent_instance;

  /* Owned by the widget tree */
  GtkBox              *box;
  AdwPreferencesGroup *nobody;
  GtkWidget           *label_group;

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
      gtk_widget_insert_before (group, GTK_WIDGET (self->box), self->label_group);
      g_ptr_array_add (self->groups, group);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), inquiries->len == 0);
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

  ds_focus_stay_in (ADW_DIALOG (self));
  self->groups = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->nobody = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (self->nobody,
                                         _("There is nobody to ask: no website is known "
                                           "for this device."));
  gtk_box_append (self->box, GTK_WIDGET (self->nobody));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), wrap (GTK_WIDGET (self->box)));
  adw_dialog_set_title (ADW_DIALOG (self), _("Ask a Website"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 600);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  ds_buttons_let_wrap (view);
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
  self->label_group = ds_label_group_new (home, device);
  gtk_box_append (self->box, self->label_group);
  g_signal_connect_object (self->label_group, "kept", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (device, "notify::answers", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  sync_all (self);
  return ADW_DIALOG (self);
}

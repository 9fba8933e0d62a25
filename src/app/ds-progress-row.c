/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-progress-row"

#include "config.h"

#include "ds-progress-row.h"

#include "core/ds-clock.h"
#include "ds-care-text.h"

#include <glib/gi18n-lib.h>

struct _DsProgressRow
{
  AdwPreferencesRow parent_instance;

  /* Owned by the widget tree */
  GtkWidget *bar;
  GtkWidget *spinner;
  GtkLabel  *label;

  /* What is waited for, and since when */
  DsDevice      *device; /* only to be compared */
  DsUpdateState  state;
  int64_t        since;
};

G_DEFINE_FINAL_TYPE (DsProgressRow, ds_progress_row, ADW_TYPE_PREFERENCES_ROW)

static void
ds_progress_row_class_init (DsProgressRowClass *klass)
{
}

static void
ds_progress_row_init (DsProgressRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->bar = gtk_progress_bar_new ();
  self->spinner = adw_spinner_new ();
  g_object_set (self->spinner, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How far the update is"), -1);

  gtk_box_append (GTK_BOX (line), self->spinner);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "ds-progress");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
note_begin (DsProgressRow *self,
            DsDevice      *device,
            DsUpdateState  state)
{
  if (self->device == device && self->state == state)
    return;
  self->device = device;
  self->state = state;
  self->since = ds_clock_now ();
}

static char *
dup_expected (DsProgressRow  *self,
              const DsUpdate *update)
{
  g_autofree char *time = NULL;

  if (update->state != DS_UPDATE_INSTALLING || update->downtime == 0)
    return NULL;
  time = ds_clock_dup_time (self->since + update->downtime + 59);
  /* Translators: %s is a time of day */
  return g_strdup_printf (_("The device is away meanwhile. It should be back by %s."), time);
}

/**
 * ds_progress_row_sync:
 * @self: a row
 * @device: a device that is set up
 *
 * Shows how far the update of @device is; without one the row is not there.
 */
void
ds_progress_row_sync (DsProgressRow *self,
                      DsDevice      *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  bool told = update != NULL && update->progress >= 0;
  g_autofree char *expected = NULL;
  g_autofree char *percent = NULL;

  note_begin (self, device, update != NULL ? update->state : DS_UPDATE_UNKNOWN);
  gtk_widget_set_visible (GTK_WIDGET (self), ds_care_is_updating (device) && !ds_care_is_stuck (device));
  if (!ds_care_is_updating (device))
    return;

  gtk_widget_set_visible (self->bar, told);
  gtk_widget_set_visible (self->spinner, !told);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 told ? CLAMP (update->progress, 0, 100) / 100.0 : 0);
  expected = dup_expected (self, update);
  if (told)
    /* Translators: how far an update is: 42% */
    percent = g_strdup_printf (_("%d%%"), CLAMP (update->progress, 0, 100));
  if (expected != NULL && percent != NULL)
    {
      /* Translators: how far an update is (42 %), and a sentence about how long it
       * takes */
      g_autofree char *both = g_strdup_printf (C_("progress", "%1$s · %2$s"), percent, expected);

      gtk_label_set_text (self->label, both);
    }
  else
    gtk_label_set_text (self->label, expected != NULL  ? expected
                                     : percent != NULL ? percent
                                                       : _("The device does not say how far it is."));
}

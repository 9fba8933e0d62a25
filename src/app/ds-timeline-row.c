/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-timeline-row"

#include "config.h"

#include "ds-timeline-row.h"

#include "ds-kind-icon.h"
#include "ds-timeline-bar.h"
#include "support/ds-advice.h"

struct _DsTimelineRow
{
  GtkListBoxRow parent_instance;

  /* Owned by the widget tree */
  GtkImage      *icon;
  GtkLabel      *name;
  GtkLabel      *sentence;
  DsTimelineBar *bar;

  /* Owned References */
  DsDevice *device;
};

G_DEFINE_FINAL_TYPE (DsTimelineRow, ds_timeline_row, GTK_TYPE_LIST_BOX_ROW)

static void
ds_timeline_row_dispose (GObject *object)
{
  g_clear_object (&DS_TIMELINE_ROW (object)->device);

  G_OBJECT_CLASS (ds_timeline_row_parent_class)->dispose (object);
}

static void
ds_timeline_row_class_init (DsTimelineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_timeline_row_dispose;
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
ds_timeline_row_init (DsTimelineRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                        "valign", GTK_ALIGN_CENTER,
                                        NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dimmed");
  self->name = new_label ("ds-row-name");
  self->sentence = new_label ("caption");
  self->bar = DS_TIMELINE_BAR (ds_timeline_bar_new ());

  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->icon), 0, 0, 1, 2);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->name), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->sentence), 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->bar), 0, 2, 2, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), grid);
}

/**
 * ds_timeline_row_new:
 * @device: a device
 *
 * Returns: (transfer floating): a row that shows nothing before it is synced
 */
GtkWidget *
ds_timeline_row_new (DsDevice *device)
{
  DsTimelineRow *self = g_object_new (DS_TYPE_TIMELINE_ROW, NULL);

  self->device = g_object_ref (device);
  return GTK_WIDGET (self);
}

/**
 * ds_timeline_row_get_device:
 * @self: a row
 *
 * Returns: (transfer none): its device
 */
DsDevice *
ds_timeline_row_get_device (DsTimelineRow *self)
{
  g_return_val_if_fail (DS_IS_TIMELINE_ROW (self), NULL);

  return self->device;
}

/**
 * ds_timeline_row_sync:
 * @self: a row
 * @scale: the years that are shown
 *
 * Shows what is known of the device now.
 */
void
ds_timeline_row_sync (DsTimelineRow *self,
                      const DsTimelineScale *scale)
{
  const DsVerdict *verdict = ds_device_get_verdict (self->device);
  const char *name = ds_device_get_name (self->device);
  g_autofree char *sentence = ds_advice_dup_headline (verdict);

  gtk_image_set_from_icon_name (self->icon,
                                ds_kind_get_icon_name (ds_device_get_kind (self->device)));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->sentence, sentence);
  ds_timeline_bar_show (self->bar, scale, verdict, ds_device_get_purchased_on (self->device));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

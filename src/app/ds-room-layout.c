/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gives a button room for words that go on in another line, where whoever lays it out asks
 * for its height without a width, as AdwAlertDialog does (up to 1.7): that would be the
 * height of a single line. It is answered for the width that the button got the last time.
 */

#define G_LOG_DOMAIN "ds-room-layout"

#include "config.h"

#include "ds-room-layout.h"

struct _DsRoomLayout
{
  GtkLayoutManager parent_instance;

  int width; /* -1 before there was one */
};

G_DEFINE_FINAL_TYPE (DsRoomLayout, ds_room_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
ds_room_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ds_room_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  DsRoomLayout *self = DS_ROOM_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int narrowest;

  if (child == NULL)
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0 && self->width >= 0)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL, NULL);
      for_size = MAX (self->width, narrowest);
    }
  gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static gboolean
lay_out_anew_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       data)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
ds_room_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  DsRoomLayout *self = DS_ROOM_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (width == self->width)
    return;

  self->width = width;
  /* Nothing may ask for another size while sizes are given. */
  gtk_widget_add_tick_callback (widget, lay_out_anew_cb, NULL, NULL);
}

static void
ds_room_layout_class_init (DsRoomLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ds_room_layout_get_request_mode;
  layout_class->measure = ds_room_layout_measure;
  layout_class->allocate = ds_room_layout_allocate;
}

static void
ds_room_layout_init (DsRoomLayout *self)
{
  self->width = -1;
}

/**
 * ds_room_layout_new:
 *
 * Returns: (transfer full): for a button with one child
 */
GtkLayoutManager *
ds_room_layout_new (void)
{
  return g_object_new (DS_TYPE_ROOM_LAYOUT, NULL);
}

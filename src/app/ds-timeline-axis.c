/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-timeline-axis"

#include "config.h"

#include "ds-timeline-axis.h"

#define TODAY    9  /* the height of its mark */
#define MIN_YEAR 60 /* the narrowest year whose months are marked, in pixels */

struct _DsTimelineAxis
{
  GtkWidget parent_instance;

  DsTimelineScale scale;
  PangoLayout    *layout;
  bool            shown;
};

G_DEFINE_FINAL_TYPE (DsTimelineAxis, ds_timeline_axis, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (DsTimelineAxis *self)
{
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0000");

  return self->layout;
}

/* Where a day's morning is from the left. */
static double
get_x (DsTimelineAxis *self,
       DsDate date,
       bool rtl)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double place = ds_date_compare (date, self->scale.first) <= 0
                     ? 0
                     : ds_timeline_scale_get_place (&self->scale, ds_date_add_days (date, -1));

  return (rtl ? 1 - place : place) * width;
}

static void
add_tick (GtkSnapshot *snapshot,
          const GdkRGBA *color,
          double x,
          double bottom,
          double length)
{
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT ((float) x, (float) (bottom - length), 1, (float) length);

  gtk_snapshot_append_color (snapshot, color, &bounds);
}

static void
add_months (DsTimelineAxis *self,
            GtkSnapshot *snapshot,
            int year,
            bool rtl,
            const GdkRGBA *color)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  for (unsigned int month = 2; month <= 12; month++)
    add_tick (snapshot, color, get_x (self, ds_date_new (year, month, 1), rtl) - 0.5,
              height, month == 7 ? 6 : 4);
}

static void
add_year (DsTimelineAxis *self,
          GtkSnapshot *snapshot,
          int year,
          bool rtl,
          bool named)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = get_x (self, ds_date_new (year, 1, 1), rtl);
  g_autofree char *text = g_strdup_printf ("%d", year);
  GdkRGBA color;
  int text_width;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  add_tick (snapshot, &color, rtl ? x - 1 : x, height, 9);
  if (!named)
    return;

  pango_layout_set_text (get_layout (self), text, -1);
  pango_layout_get_pixel_size (self->layout, &text_width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (rtl ? x - text_width - 4 : x + 4), 0));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The line that goes on in each bar. */
static void
add_today (DsTimelineAxis *self,
           GtkSnapshot *snapshot,
           bool rtl)
{
  double place = ds_timeline_scale_get_place (&self->scale, self->scale.today);
  double x = (rtl ? 1 - place : place) * gtk_widget_get_width (GTK_WIDGET (self));
  float bottom = (float) gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA color;

  gtk_widget_get_color (gtk_widget_get_parent (GTK_WIDGET (self)), &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) x - 1, bottom - TODAY, 2, TODAY));
}

static void
ds_timeline_axis_snapshot (GtkWidget *widget,
                           GtkSnapshot *snapshot)
{
  DsTimelineAxis *self = DS_TIMELINE_AXIS (widget);
  bool rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_years = self->scale.last.year - self->scale.first.year + 1;
  double year_width = gtk_widget_get_width (widget) / (double) MAX (n_years, 1);
  int text_width;
  int step;
  GdkRGBA color;

  if (!self->shown)
    return;

  gtk_widget_get_color (widget, &color);
  pango_layout_set_text (get_layout (self), "0000", -1);
  pango_layout_get_pixel_size (self->layout, &text_width, NULL);
  step = MAX ((int) ((text_width + 10) / MAX (year_width, 1)) + 1, 1);
  for (int i = 0; i < n_years; i++)
    {
      add_year (self, snapshot, self->scale.first.year + i, rtl, i % step == 0);
      if (year_width >= MIN_YEAR)
        add_months (self, snapshot, self->scale.first.year + i, rtl, &color);
    }
  add_today (self, snapshot, rtl);
}

static void
ds_timeline_axis_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int height;

  pango_layout_get_pixel_size (get_layout (DS_TIMELINE_AXIS (widget)), NULL, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? height + 8 : 120;
}

/* The text is set in the font and size that are the widget's now. */
static void
ds_timeline_axis_css_changed (GtkWidget *widget,
                              GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ds_timeline_axis_parent_class)->css_changed (widget, change);
  g_clear_object (&DS_TIMELINE_AXIS (widget)->layout);
}

static void
ds_timeline_axis_dispose (GObject *object)
{
  g_clear_object (&DS_TIMELINE_AXIS (object)->layout);

  G_OBJECT_CLASS (ds_timeline_axis_parent_class)->dispose (object);
}

static void
ds_timeline_axis_class_init (DsTimelineAxisClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_timeline_axis_dispose;
  widget_class->snapshot = ds_timeline_axis_snapshot;
  widget_class->measure = ds_timeline_axis_measure;
  widget_class->css_changed = ds_timeline_axis_css_changed;
  gtk_widget_class_set_css_name (widget_class, "timelineaxis");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ds_timeline_axis_init (DsTimelineAxis *self)
{
}

/**
 * ds_timeline_axis_show:
 * @self: an axis
 * @scale: the years to show
 */
void
ds_timeline_axis_show (DsTimelineAxis *self,
                       const DsTimelineScale *scale)
{
  g_return_if_fail (DS_IS_TIMELINE_AXIS (self));

  self->scale = *scale;
  self->shown = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

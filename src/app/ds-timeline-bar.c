/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-timeline-bar"

#include "config.h"

#include "ds-timeline-bar.h"

#define HEIGHT   26 /* of a row of the picture */
#define BAR      12
#define FADE     36 /* how long an open end fades out */
#define LINE     20 /* today */
#define ROOM     3  /* beside the line */
#define STRIPE   7  /* from one stripe of a hatched bar to the next */

struct _DsTimelineBar
{
  GtkWidget parent_instance;

  DsTimelineScale scale;
  DsTimelineSpan  span;
  bool            shown;
};

G_DEFINE_FINAL_TYPE (DsTimelineBar, ds_timeline_bar, GTK_TYPE_WIDGET)

static GdkRGBA
with_alpha (GdkRGBA color,
            float alpha)
{
  color.alpha *= alpha;
  return color;
}

static void
add_rectangle (GtkSnapshot *snapshot,
               const GdkRGBA *color,
               double x,
               double y,
               double width,
               double height)
{
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);

  gtk_snapshot_append_color (snapshot, color, &bounds);
}

static void
add_stripes (GtkSnapshot *snapshot,
             const graphene_rect_t *bounds,
             GdkRGBA color)
{
  GdkRGBA pale = with_alpha (color, 0.12f);
  GdkRGBA strong = with_alpha (color, 0.45f);
  const GskColorStop stops[] = {
    { 0, pale }, { 0.6f, pale }, { 0.6f, strong }, { 1, strong },
  };
  graphene_point_t start = bounds->origin;
  graphene_point_t end =
      GRAPHENE_POINT_INIT (start.x + STRIPE / 1.4f, start.y + STRIPE / 1.4f);

  gtk_snapshot_append_repeating_linear_gradient (snapshot, bounds, &start, &end, stops,
                                                 G_N_ELEMENTS (stops));
}

/* Behind its last day a bar goes out towards what nobody has promised. */
static void
add_fading (GtkSnapshot *snapshot,
            const graphene_rect_t *bar,
            GdkRGBA color,
            bool rtl)
{
  const GskColorStop stops[] = { { 0, with_alpha (color, 0.7f) }, { 1, with_alpha (color, 0) } };
  float edge = rtl ? bar->origin.x : bar->origin.x + bar->size.width;
  graphene_point_t near = GRAPHENE_POINT_INIT (edge, bar->origin.y);
  graphene_point_t far = GRAPHENE_POINT_INIT (rtl ? edge - FADE : edge + FADE, bar->origin.y);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (rtl ? edge - FADE : edge, bar->origin.y, FADE, bar->size.height);

  gtk_snapshot_append_linear_gradient (snapshot, &bounds, &near, &far, stops,
                                       G_N_ELEMENTS (stops));
}

/* Round where it begins within the picture and where it is closed. */
static void
push_shape (DsTimelineBar *self,
            GtkSnapshot *snapshot,
            const graphene_rect_t *bounds,
            bool rtl)
{
  graphene_size_t round = GRAPHENE_SIZE_INIT (BAR / 2, BAR / 2);
  graphene_size_t sharp = GRAPHENE_SIZE_INIT (0, 0);
  graphene_size_t begin = self->span.from > 0 ? round : sharp;
  graphene_size_t end = self->span.end == DS_BAR_CLOSED ? round : sharp;
  graphene_size_t left = rtl ? end : begin;
  graphene_size_t right = rtl ? begin : end;
  GskRoundedRect shape;

  gsk_rounded_rect_init (&shape, bounds, &left, &right, &right, &left);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
}

/* Where today is, in pixels from the left. */
static double
get_today (DsTimelineBar *self,
           bool rtl)
{
  double today = ds_timeline_scale_get_place (&self->scale, self->scale.today);

  return (rtl ? 1 - today : today) * gtk_widget_get_width (GTK_WIDGET (self));
}

static void
add_bar (DsTimelineBar *self,
         GtkSnapshot *snapshot,
         bool rtl)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double left = rtl ? 1 - self->span.to : self->span.from;
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT ((float) (left * width), (float) (height - BAR) / 2,
                          (float) ((self->span.to - self->span.from) * width), BAR);
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  push_shape (self, snapshot, &bounds, rtl);
  if (self->span.hatched)
    add_stripes (snapshot, &bounds, color);
  else
    gtk_snapshot_append_color (snapshot, &color, &bounds);
  gtk_snapshot_pop (snapshot);
  if (self->span.end == DS_BAR_OPEN && !self->span.hatched)
    add_fading (snapshot, &bounds, color, rtl);
}

static void
ds_timeline_bar_snapshot (GtkWidget *widget,
                          GtkSnapshot *snapshot)
{
  DsTimelineBar *self = DS_TIMELINE_BAR (widget);
  bool rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double today;
  GdkRGBA line;

  if (!self->shown || width <= 0)
    return;

  /* The bar leaves room for the line: it is seen on every colour. */
  today = get_today (self, rtl);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) today - ROOM,
                                                         (float) height));
  add_bar (self, snapshot, rtl);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) today + ROOM, 0,
                                                         (float) (width - today) - ROOM,
                                                         (float) height));
  add_bar (self, snapshot, rtl);
  gtk_snapshot_pop (snapshot);

  gtk_widget_get_color (gtk_widget_get_parent (widget), &line);
  line = with_alpha (line, 0.7f);
  add_rectangle (snapshot, &line, today - 1, (height - LINE) / 2, 2, LINE);
}

static void
ds_timeline_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 120;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 480;
}

static void
ds_timeline_bar_class_init (DsTimelineBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ds_timeline_bar_snapshot;
  widget_class->measure = ds_timeline_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "timelinebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ds_timeline_bar_init (DsTimelineBar *self)
{
  /* What fades out does not leave the picture. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ds_timeline_bar_new:
 *
 * Returns: (transfer floating): a bar that shows nothing
 */
GtkWidget *
ds_timeline_bar_new (void)
{
  return g_object_new (DS_TYPE_TIMELINE_BAR, NULL);
}

static const char *
get_css_class (const DsVerdict *verdict)
{
  switch (verdict->state)
    {
    case DS_VERDICT_ENDING:
      return "ending";
    case DS_VERDICT_ENDED:
      return ds_verdict_is_promise_over (verdict) ? "over" : "ended";
    case DS_VERDICT_SUPPORTED:
      return "supported";
    case DS_VERDICT_NO_DATE:
    case DS_VERDICT_UNKNOWN:
    default:
      return "unknown";
    }
}

/**
 * ds_timeline_bar_show:
 * @self: a bar
 * @scale: the years that are shown
 * @verdict: how a device is looked after
 * @purchased_on: when it was bought, or %DS_DATE_NONE
 */
void
ds_timeline_bar_show (DsTimelineBar *self,
                      const DsTimelineScale *scale,
                      const DsVerdict *verdict,
                      DsDate purchased_on)
{
  const char *classes[] = { get_css_class (verdict), NULL };

  g_return_if_fail (DS_IS_TIMELINE_BAR (self));

  self->scale = *scale;
  self->span = ds_timeline_scale_get_span (scale, verdict, purchased_on);
  self->shown = true;
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-text"

#include "config.h"

#include "ds-text.h"

/* Least widths, in characters: a line that is cut shows as many at least, and words are
 * wrapped no narrower, since a line for every letter helps nobody. */
#define LEAST_OF_LINE  3
#define LEAST_OF_WORDS 12

struct _DsText
{
  GtkWidget parent_instance;

  bool         wraps;  /* else what does not fit is cut, and ends in dots */
  char        *text;
  PangoLayout *layout; /* NULL until it is needed */

  /* Of the text in one line, in pixels; of no use once the font is another one. */
  int   width;
  int   height;
  guint serial; /* of the font that they were measured in */
};

G_DEFINE_FINAL_TYPE (DsText, ds_text, GTK_TYPE_WIDGET)

static bool
is_rtl (DsText *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* In one line, with its measures. */
static void
ensure_line (DsText *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  if (self->layout != NULL && self->serial == pango_context_get_serial (context))
    return;

  g_clear_object (&self->layout);
  self->layout = pango_layout_new (context);
  self->serial = pango_context_get_serial (context);
  pango_layout_set_text (self->layout, self->text, -1);
  pango_layout_get_pixel_size (self->layout, &self->width, &self->height);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  if (!self->wraps)
    pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
}

/* The layout as it is in @width pixels. */
static PangoLayout *
fit (DsText *self,
     int     width)
{
  ensure_line (self);
  pango_layout_set_width (self->layout, width < self->width ? width * PANGO_SCALE : -1);
  pango_layout_set_alignment (self->layout,
                              is_rtl (self) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  return self->layout;
}

/* A letter is about two fifths as wide as a line is high. To learn it from the font
 * takes as long as to lay out a sentence. */
static int
get_least_width (DsText *self)
{
  int chars = self->wraps ? LEAST_OF_WORDS : LEAST_OF_LINE;

  return MIN (chars * self->height * 2 / 5, self->width);
}

/*
 * GtkWidget
 */

static void
ds_text_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  DsText *self = DS_TEXT (widget);

  ensure_line (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_least_width (self);
      *natural = self->width;
      return;
    }

  *minimum = self->height;
  if (self->wraps && for_size >= 0 && for_size < self->width)
    pango_layout_get_pixel_size (fit (self, for_size), NULL, minimum);
  *natural = *minimum;
}

static GtkSizeRequestMode
ds_text_get_request_mode (GtkWidget *widget)
{
  return DS_TEXT (widget)->wraps ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                 : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* It begins where its list begins, whichever way its own words are written. */
static void
ds_text_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  DsText *self = DS_TEXT (widget);
  int width = gtk_widget_get_width (widget);
  PangoLayout *layout = fit (self, width);
  PangoRectangle logical;
  GdkRGBA color;
  int x;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  x = (is_rtl (self) ? width - logical.width : 0) - logical.x;
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, 0));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/*
 * GObject
 */

static void
ds_text_finalize (GObject *object)
{
  DsText *self = DS_TEXT (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (ds_text_parent_class)->finalize (object);
}

static void
ds_text_class_init (DsTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ds_text_finalize;
  widget_class->get_request_mode = ds_text_get_request_mode;
  widget_class->measure = ds_text_measure;
  widget_class->snapshot = ds_text_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
ds_text_init (DsText *self)
{
  self->text = g_strdup ("");
}

/**
 * ds_text_new:
 * @wraps: whether what does not fit goes on in another line, or is cut
 *
 * Returns: (transfer floating): no words yet
 */
GtkWidget *
ds_text_new (bool wraps)
{
  DsText *self = g_object_new (DS_TYPE_TEXT, NULL);

  self->wraps = wraps;

  return GTK_WIDGET (self);
}

/**
 * ds_text_set_text:
 * @self: a text
 * @text: its words, without markup
 */
void
ds_text_set_text (DsText     *self,
                  const char *text)
{
  g_return_if_fail (DS_IS_TEXT (self));

  if (!g_set_str (&self->text, text))
    return;

  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ds_text_get_text:
 * @self: a text
 *
 * Returns: (transfer none): its words
 */
const char *
ds_text_get_text (DsText *self)
{
  g_return_val_if_fail (DS_IS_TEXT (self), NULL);

  return self->text;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-text"

#include "config.h"

#include "ds-text.h"

#include <adwaita.h>

/* Least widths, in characters: a line that is cut shows as many at least, and words are
 * wrapped no narrower, since a line for every letter helps nobody. */
#define LEAST_OF_LINE  3
#define LEAST_OF_WORDS 12

/* As libadwaita's class “caption” and its “--dim-opacity”, which only CSS can read. */
#define CAPTION_SCALE     0.82
#define DIM_ALPHA         0.55F
#define DIM_ALPHA_CLEAR 0.9F /* with high contrast */

/* A layout takes twenty times the memory of its text, and a list measures each of its
 * rows: those that were drawn last are kept, enough for a tall window full of rows. */
#define MAX_LAYOUTS 64

struct _DsText
{
  GtkWidget   *owner; /* borrowed: it owns the text */
  DsTextLooks  looks;
  char        *text;   /* NULL for none */
  PangoLayout *layout; /* NULL where it is not kept */
  GList        link;   /* in drawn, as long as its data is not NULL */

  /* Of the text in one line, in pixels; of no use once the font is another one. */
  int   width;
  int   height;
  guint serial; /* of the font that they were measured in, 0 for none */

  /* Of the text in more lines; -1 for none. */
  int fitted_width;
  int fitted_height;
};

/* The texts that have a layout: those that were drawn, the newest first, and at most one
 * that was only measured. */
static GQueue  drawn = G_QUEUE_INIT;
static DsText *measured;

static bool
is_rtl (DsText *self)
{
  return gtk_widget_get_direction (self->owner) == GTK_TEXT_DIR_RTL;
}

/* Rows of a list share its context: one of their own takes as much memory as their
 * words, and is made for each row. */
static PangoContext *
get_context (DsText *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (self->owner, GTK_TYPE_LIST_VIEW);

  return gtk_widget_get_pango_context (list != NULL ? list : self->owner);
}

static void
drop_layout (DsText *self)
{
  if (self->link.data != NULL)
    g_queue_unlink (&drawn, &self->link);
  self->link.data = NULL;
  if (measured == self)
    measured = NULL;
  g_clear_object (&self->layout);
}

/* A text is measured in one line and in more, one call after the other. */
static void
keep_measured (DsText *self)
{
  if (measured != NULL)
    drop_layout (measured);
  measured = self;
}

static void
keep_drawn (DsText *self)
{
  if (self->link.data != NULL)
    return;

  if (measured == self)
    measured = NULL;
  if (drawn.length == MAX_LAYOUTS)
    drop_layout (g_queue_peek_tail (&drawn));
  self->link.data = self;
  g_queue_push_head_link (&drawn, &self->link);
}

static PangoAttrList *
new_attributes (DsTextLooks looks)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (looks & DS_TEXT_BOLD)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (looks & DS_TEXT_CAPTION)
    pango_attr_list_insert (attributes, pango_attr_scale_new (CAPTION_SCALE));

  return attributes;
}

/* The layout in one line, with its measures. */
static void
ensure_layout (DsText *self)
{
  PangoContext *context = get_context (self);
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoLayout *layout;

  if (self->layout != NULL && self->serial == pango_context_get_serial (context))
    return;

  drop_layout (self);
  layout = pango_layout_new (context);
  attributes = new_attributes (self->looks);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, self->text, -1);
  pango_layout_get_pixel_size (layout, &self->width, &self->height);
  self->serial = pango_context_get_serial (context);
  self->fitted_width = -1;
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (!(self->looks & DS_TEXT_WRAPS))
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  self->layout = layout;
  keep_measured (self);
}

/* The measures outlive the layout. */
static void
ensure_measures (DsText *self)
{
  if (self->serial != pango_context_get_serial (get_context (self)))
    ensure_layout (self);
}

/* The layout as it is in @width pixels. */
static PangoLayout *
fit (DsText *self,
     int     width)
{
  ensure_layout (self);
  pango_layout_set_width (self->layout, width < self->width ? width * PANGO_SCALE : -1);
  pango_layout_set_alignment (self->layout,
                              is_rtl (self) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  return self->layout;
}

/**
 * ds_text_set_label_looks:
 * @label: a label beside a list
 * @looks: its weight and size; its colour and how it wraps stay its own
 *
 * Letters that are as small as the list's to the last bit share what the toolkit keeps of
 * them, some 100 KiB. Those of the class “caption” differ in that bit.
 */
void
ds_text_set_label_looks (GtkLabel    *label,
                         DsTextLooks  looks)
{
  g_autoptr (PangoAttrList) attributes = new_attributes (looks);

  gtk_label_set_attributes (label, attributes);
}

/**
 * ds_text_new:
 * @owner: (transfer none): the widget that draws the words and frees them
 * @looks: how they look
 *
 * Returns: (transfer full): no words yet
 */
DsText *
ds_text_new (GtkWidget   *owner,
             DsTextLooks  looks)
{
  DsText *self;

  g_return_val_if_fail (GTK_IS_WIDGET (owner), NULL);

  self = g_new0 (DsText, 1);
  self->owner = owner;
  self->looks = looks;
  self->fitted_width = -1;

  return self;
}

/**
 * ds_text_free:
 * @self: (transfer full): a text
 */
void
ds_text_free (DsText *self)
{
  drop_layout (self);
  g_free (self->text);
  g_free (self);
}

/**
 * ds_text_set_text:
 * @self: a text
 * @text: (nullable): its words, without markup; %NULL where there is nothing to say,
 *   which takes no place
 */
void
ds_text_set_text (DsText     *self,
                  const char *text)
{
  g_return_if_fail (self != NULL);

  if (!g_set_str (&self->text, text))
    return;

  drop_layout (self);
  self->serial = 0;
  gtk_widget_queue_resize (self->owner);
}

/**
 * ds_text_get_text:
 * @self: a text
 *
 * Returns: (transfer none) (nullable): its words
 */
const char *
ds_text_get_text (DsText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * ds_text_get_widths:
 * @self: a text
 * @minimum: (out): the least width that makes sense, in pixels
 * @natural: (out): the width of all words in one line, in pixels
 */
void
ds_text_get_widths (DsText *self,
                    int    *minimum,
                    int    *natural)
{
  int chars = self->looks & DS_TEXT_WRAPS ? LEAST_OF_WORDS : LEAST_OF_LINE;

  *minimum = *natural = 0;
  if (self->text == NULL)
    return;

  ensure_measures (self);
  *natural = self->width;
  /* A letter is about two fifths as wide as a line is high. To learn it from the font
   * takes as long as to lay out a sentence. */
  *minimum = MIN (chars * self->height * 2 / 5, self->width);
}

/**
 * ds_text_can_wrap:
 * @self: a text
 *
 * Returns: whether there is a width that makes sense in which the words take more than a
 *   line
 */
bool
ds_text_can_wrap (DsText *self)
{
  int minimum, natural;

  if (!(self->looks & DS_TEXT_WRAPS))
    return false;

  ds_text_get_widths (self, &minimum, &natural);
  return minimum < natural;
}

/**
 * ds_text_get_height:
 * @self: a text
 * @width: the width that there is, in pixels, or -1 for enough
 *
 * Returns: the height of the words in that width, in pixels
 */
int
ds_text_get_height (DsText *self,
                    int     width)
{
  if (self->text == NULL)
    return 0;

  ensure_measures (self);
  if (!(self->looks & DS_TEXT_WRAPS) || width < 0 || width >= self->width)
    return self->height;

  if (self->fitted_width != width)
    {
      pango_layout_get_pixel_size (fit (self, width), NULL, &self->fitted_height);
      self->fitted_width = width;
    }
  return self->fitted_height;
}

/**
 * ds_text_get_color:
 * @self: a text
 *
 * Returns: the colour of its letters: that of the widget, dimmed if it shall look so, but
 *   less than a widget with the class “dimmed”, which fades what is not quite black anyway
 */
GdkRGBA
ds_text_get_color (DsText *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GdkRGBA color;

  gtk_widget_get_color (self->owner, &color);
  if (self->looks & DS_TEXT_DIM)
    color.alpha = adw_style_manager_get_high_contrast (style) ? DIM_ALPHA_CLEAR : DIM_ALPHA;

  return color;
}

/**
 * ds_text_snapshot:
 * @self: a text
 * @snapshot: what to draw on
 * @x: its left edge, in pixels
 * @y: its top, in pixels
 * @width: its width, in pixels
 *
 * The words begin where the list begins, whichever way they are written themselves.
 */
void
ds_text_snapshot (DsText      *self,
                  GtkSnapshot *snapshot,
                  int          x,
                  int          y,
                  int          width)
{
  GdkRGBA color = ds_text_get_color (self);
  PangoRectangle logical;
  PangoLayout *layout;

  if (self->text == NULL)
    return;

  layout = fit (self, width);
  keep_drawn (self);
  pango_layout_get_pixel_extents (layout, NULL, &logical);
  x += (is_rtl (self) ? width - logical.width : 0) - logical.x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-passport-layout"

#include "config.h"

#include "ds-passport-layout.h"

#include "core/ds-date.h"

#include <glib/gi18n-lib.h>

/* All in points, 72 to an inch. */
#define TITLE_SIZE   18
#define HEADING_SIZE 11
#define TEXT_SIZE    9.5
#define FOOT_SIZE    8

#define FOOT_HEIGHT  24
#define LEFT_SHARE   0.30 /* of the width, for the titles of rows */
#define GAP          12   /* between the two columns */
#define BETWEEN      26   /* before the next device */
#define MOST_LINES   40   /* of one text, so that it fits a page */

typedef enum {
  PIECE_TITLE,
  PIECE_SUBTITLE,
  PIECE_HEADING,
  PIECE_ROW,
} PieceKind;

/* What stands side by side on paper and is never cut. */
typedef struct
{
  PieceKind     kind;
  PangoLayout  *left;
  PangoLayout  *right; /* of a row */
  double        before; /* space above, but for at the top of a page */
  double        height;
  double        y;
  unsigned int  page;
} Piece;

struct _DsPassportLayout
{
  GArray       *pieces;
  double        width;
  double        height;
  unsigned int  n_pages;
};

static void
piece_clear (void *data)
{
  Piece *piece = data;

  g_clear_object (&piece->left);
  g_clear_object (&piece->right);
}

static PangoLayout *
new_text (GtkPrintContext *context,
          const char      *text,
          double           size,
          PangoWeight      weight,
          double           width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Cantarell, Sans");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A model or a URL must read as it is. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -MOST_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height = 0;

  if (layout != NULL)
    pango_layout_get_size (layout, NULL, &height);

  return (double)height / PANGO_SCALE;
}

/* Takes @left and @right. */
static void
add_piece (DsPassportLayout *self,
           PieceKind         kind,
           PangoLayout      *left,
           PangoLayout      *right,
           double            before)
{
  Piece piece = {
    .kind = kind,
    .left = left,
    .right = right,
    .before = before,
    .height = MAX (get_height (left), get_height (right)),
  };

  g_array_append_val (self->pieces, piece);
}

static void
add_passport (DsPassportLayout *self,
              GtkPrintContext  *context,
              const DsPassport *passport)
{
  double left = self->width * LEFT_SHARE;
  double right = self->width - left - GAP;

  add_piece (self, PIECE_TITLE,
             new_text (context, passport->title, TITLE_SIZE, PANGO_WEIGHT_BOLD, self->width), NULL,
             self->pieces->len > 0 ? BETWEEN : 0);
  add_piece (self, PIECE_SUBTITLE,
             new_text (context, passport->subtitle, HEADING_SIZE, PANGO_WEIGHT_NORMAL,
                       self->width), NULL, 2);

  for (unsigned int i = 0; i < passport->lines->len; i++)
    {
      const DsPassportLine *line = g_ptr_array_index (passport->lines, i);

      if (line->text == NULL)
        add_piece (self, PIECE_HEADING,
                   new_text (context, line->title, HEADING_SIZE, PANGO_WEIGHT_BOLD, self->width),
                   NULL, 14);
      else
        add_piece (self, PIECE_ROW,
                   new_text (context, line->title, TEXT_SIZE, PANGO_WEIGHT_NORMAL, left),
                   new_text (context, line->text, TEXT_SIZE, PANGO_WEIGHT_NORMAL, right), 5);
    }
}

static Piece *
get_piece (DsPassportLayout *self,
           unsigned int      index)
{
  return &g_array_index (self->pieces, Piece, index);
}

/* The height of what belongs on one page if anything does: from @index on, a whole
 * device, or a heading with what it heads first. */
static double
measure (DsPassportLayout *self,
         unsigned int      index,
         PieceKind         until)
{
  double height = get_piece (self, index)->height;

  for (unsigned int i = index + 1; i < self->pieces->len; i++)
    {
      const Piece *piece = get_piece (self, i);

      if (piece->kind == until && until == PIECE_TITLE)
        break;
      height += piece->before + piece->height;
      if (piece->kind == until)
        break;
    }

  return height;
}

/* Whether a new page begins here rather than after it. */
static bool
is_better_above (DsPassportLayout *self,
                 unsigned int      index,
                 double            left_over,
                 double            whole_page)
{
  const Piece *piece = get_piece (self, index);
  double device;

  switch (piece->kind)
    {
    case PIECE_TITLE:
      device = measure (self, index, PIECE_TITLE);
      return device > left_over
             && (device <= whole_page || measure (self, index, PIECE_ROW) > left_over);
    case PIECE_HEADING:
      return measure (self, index, PIECE_ROW) > left_over;
    case PIECE_SUBTITLE:
    case PIECE_ROW:
    default:
      return piece->height > left_over;
    }
}

static void
set_on_pages (DsPassportLayout *self)
{
  double whole_page = self->height - FOOT_HEIGHT;
  double y = 0;
  unsigned int page = 0;

  for (unsigned int i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (y > 0 && is_better_above (self, i, whole_page - y - piece->before, whole_page))
        {
          page++;
          y = 0;
        }
      if (y > 0)
        y += piece->before;
      piece->page = page;
      piece->y = y;
      y += piece->height;
    }

  self->n_pages = page + 1;
}

/**
 * ds_passport_layout_new:
 * @context: what is printed on
 * @passports: (element-type DsPassport): the pages' contents
 *
 * Keeps each device on one page where it fits on one, and never leaves a heading
 * alone at the foot.
 *
 * Returns: (transfer full): everything set on pages
 */
DsPassportLayout *
ds_passport_layout_new (GtkPrintContext *context,
                        GPtrArray       *passports)
{
  DsPassportLayout *self = g_new0 (DsPassportLayout, 1);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);
  self->width = gtk_print_context_get_width (context);
  self->height = gtk_print_context_get_height (context);
  for (unsigned int i = 0; i < passports->len; i++)
    add_passport (self, context, g_ptr_array_index (passports, i));
  set_on_pages (self);

  return self;
}

/**
 * ds_passport_layout_free:
 * @self: (transfer full) (nullable): pages
 */
void
ds_passport_layout_free (DsPassportLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pieces);
  g_free (self);
}

/**
 * ds_passport_layout_count_pages:
 * @self: pages
 *
 * Returns: how many
 */
unsigned int
ds_passport_layout_count_pages (DsPassportLayout *self)
{
  return self->n_pages;
}

static void
show (cairo_t     *cairo,
      PangoLayout *layout,
      double       x,
      double       y,
      double       grey)
{
  cairo_set_source_rgb (cairo, grey, grey, grey);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
}

static void
draw_rule (cairo_t *cairo,
           double   width,
           double   y,
           double   grey)
{
  cairo_set_source_rgb (cairo, grey, grey, grey);
  cairo_set_line_width (cairo, 0.6);
  cairo_move_to (cairo, 0, y);
  cairo_line_to (cairo, width, y);
  cairo_stroke (cairo);
}

static void
draw_piece (DsPassportLayout *self,
            cairo_t          *cairo,
            const Piece      *piece)
{
  double left = self->width * LEFT_SHARE;
  bool mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  switch (piece->kind)
    {
    case PIECE_HEADING:
      draw_rule (cairo, self->width, piece->y + piece->height + 2, 0.75);
      show (cairo, piece->left, 0, piece->y, 0);
      break;
    case PIECE_ROW:
      show (cairo, piece->left, mirrored ? self->width - left : 0, piece->y, 0.4);
      show (cairo, piece->right, mirrored ? 0 : left + GAP, piece->y, 0);
      break;
    case PIECE_SUBTITLE:
      show (cairo, piece->left, 0, piece->y, 0.4);
      break;
    case PIECE_TITLE:
    default:
      if (piece->y > 0)
        draw_rule (cairo, self->width, piece->y - BETWEEN / 2.0, 0);
      show (cairo, piece->left, 0, piece->y, 0);
      break;
    }
}

static void
draw_foot (DsPassportLayout *self,
           GtkPrintContext  *context,
           cairo_t          *cairo,
           unsigned int      page)
{
  g_autofree char *day = ds_date_dup_text (ds_date_today ());
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  /* Translators: at the foot of a printed page. %1$s is a day, %2$u the number of the
   * page, %3$u how many pages there are. */
  text = g_strdup_printf (_("Made with Doorstep on %1$s · Page %2$u of %3$u"), day, page + 1,
                          self->n_pages);
  layout = new_text (context, text, FOOT_SIZE, PANGO_WEIGHT_NORMAL, self->width);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  show (cairo, layout, 0, self->height - get_height (layout), 0.4);
}

/**
 * ds_passport_layout_draw:
 * @self: pages
 * @context: what is printed on
 * @page: which one, from 0 on
 */
void
ds_passport_layout_draw (DsPassportLayout *self,
                         GtkPrintContext  *context,
                         unsigned int      page)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);

  for (unsigned int i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = get_piece (self, i);

      if (piece->page == page)
        draw_piece (self, cairo, piece);
    }
  draw_foot (self, context, cairo, page);
}

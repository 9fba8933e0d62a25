/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-lines-layout"

#include "config.h"

#include "ds-lines-layout.h"

#include <stdbool.h>

struct _DsLinesLayout
{
  GtkLayoutManager parent_instance;

  int   child_spacing;
  int   line_spacing;
  float align;
};

G_DEFINE_FINAL_TYPE (DsLinesLayout, ds_lines_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Children that stand in one line. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* the first that is not in it, or NULL */
  int        width;
  int        height;
} Line;

static GtkWidget *
find_child (GtkWidget *from)
{
  while (from != NULL && !gtk_widget_should_layout (from))
    from = gtk_widget_get_next_sibling (from);
  return from;
}

static GtkWidget *
find_next (GtkWidget *child)
{
  return find_child (gtk_widget_get_next_sibling (child));
}

/* No child is wider than a line; its words then take more lines of their own. */
static int
get_child_width (GtkWidget *child,
                 int        width)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static Line
fill_line (DsLinesLayout *self,
           GtkWidget     *first,
           int            width)
{
  Line line = { .first = first, .end = first };

  while (line.end != NULL)
    {
      int child_width = get_child_width (line.end, width);
      int more = line.end == first ? child_width : self->child_spacing + child_width;
      int height;

      if (line.end != first && line.width + more > width)
        break;
      gtk_widget_measure (line.end, GTK_ORIENTATION_VERTICAL, child_width, NULL, &height, NULL,
                          NULL);
      line.width += more;
      line.height = MAX (line.height, height);
      line.end = find_next (line.end);
    }
  return line;
}

static void
measure_width (DsLinesLayout *self,
               GtkWidget     *widget,
               int           *minimum,
               int           *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = find_child (gtk_widget_get_first_child (widget)); child != NULL;
       child = find_next (child))
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->child_spacing : 0);
    }
}

static int
measure_height (DsLinesLayout *self,
                GtkWidget     *widget,
                int            width)
{
  GtkWidget *child = find_child (gtk_widget_get_first_child (widget));
  int height = 0;

  while (child != NULL)
    {
      Line line = fill_line (self, child, width);

      height += line.height + (height > 0 ? self->line_spacing : 0);
      child = line.end;
    }
  return height;
}

static GtkSizeRequestMode
ds_lines_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ds_lines_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  DsLinesLayout *self = DS_LINES_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget, for_size >= 0 ? for_size : G_MAXINT / 2);
}

static void
allocate_line (DsLinesLayout *self,
               const Line    *line,
               bool           from_right,
               int            width,
               int            y)
{
  int x = (int)((float)MAX (0, width - line->width) * self->align);

  for (GtkWidget *child = line->first; child != line->end; child = find_next (child))
    {
      int child_width = get_child_width (child, width);
      GtkAllocation place = { from_right ? width - x - child_width : x, y, child_width,
                              line->height };

      gtk_widget_size_allocate (child, &place, -1);
      x += child_width + self->child_spacing;
    }
}

static void
ds_lines_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  DsLinesLayout *self = DS_LINES_LAYOUT (manager);
  GtkWidget *child = find_child (gtk_widget_get_first_child (widget));
  bool from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (child != NULL)
    {
      Line line = fill_line (self, child, width);

      allocate_line (self, &line, from_right, width, y);
      y += line.height + self->line_spacing;
      child = line.end;
    }
}

static void
ds_lines_layout_class_init (DsLinesLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ds_lines_layout_get_request_mode;
  layout_class->measure = ds_lines_layout_measure;
  layout_class->allocate = ds_lines_layout_allocate;
}

static void
ds_lines_layout_init (DsLinesLayout *self)
{
}

/**
 * ds_lines_layout_new:
 * @child_spacing: pixels between children in a line
 * @line_spacing: pixels between lines
 * @align: where a line stands: 0 where lines begin, 1 where they end
 *
 * Returns: (transfer full): a layout in lines, as that of an AdwWrapBox, which has faults
 *   from right to left where a child is wider than a line
 */
GtkLayoutManager *
ds_lines_layout_new (int   child_spacing,
                     int   line_spacing,
                     float align)
{
  DsLinesLayout *self = g_object_new (DS_TYPE_LINES_LAYOUT, NULL);

  self->child_spacing = child_spacing;
  self->line_spacing = line_spacing;
  self->align = align;
  return GTK_LAYOUT_MANAGER (self);
}

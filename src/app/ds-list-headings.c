/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-list-headings"

#include "config.h"

#include "ds-list-headings.h"

/* Frames after the keyboard has come to a row, in which its heading is looked for. */
#define FIRST_FRAME 2
#define LAST_FRAME 6

/* The heading right above @row, or NULL. */
static GtkWidget *
get_heading (GtkWidget *row)
{
  GtkWidget *before = gtk_widget_get_prev_sibling (row);

  return before != NULL && g_str_equal (gtk_widget_get_css_name (before), "header") ? before
                                                                                    : NULL;
}

/* The row of @list_view that has the keyboard, or NULL. */
static GtkWidget *
get_focused_row (GtkWidget *list_view)
{
  GtkRoot *root = gtk_widget_get_root (list_view);
  GtkWidget *row = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (row != NULL && gtk_widget_get_parent (row) != list_view)
    row = gtk_widget_get_parent (row);
  return row;
}

static void
show_heading (GtkWidget *list_view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view));
  GtkWidget *row = get_focused_row (list_view);
  GtkWidget *heading = row != NULL ? get_heading (row) : NULL;
  graphene_rect_t above;
  graphene_rect_t below;
  double hidden;
  double room;

  if (heading == NULL || !gtk_widget_compute_bounds (heading, list_view, &above)
      || !gtk_widget_compute_bounds (row, list_view, &below))
    return;

  /* The row itself goes before its heading where there is no room for both. */
  hidden = -above.origin.y;
  room = gtk_adjustment_get_page_size (adjustment) - (below.origin.y + below.size.height);
  if (hidden > 0 && room > 0)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) - MIN (hidden, room));
}

/* The list scrolls when it is laid out the next time, and may make the heading only then:
 * before that nothing is known. */
static gboolean
tick_cb (GtkWidget     *list_view,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  unsigned int *frame = user_data;

  if (++*frame >= FIRST_FRAME)
    show_heading (list_view);
  return *frame < LAST_FRAME ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Only for the keyboard: what is under the pointer does not move away from it. */
static void
focus_moved_cb (GtkWidget *list_view)
{
  GtkRoot *root = gtk_widget_get_root (list_view);

  if (get_focused_row (list_view) == NULL || !GTK_IS_WINDOW (root)
      || !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return;

  gtk_widget_add_tick_callback (list_view, tick_cb, g_new0 (unsigned int, 1), g_free);
}

/* A list may leave its window and come back to it. */
static void
root_cb (GtkWidget *list_view)
{
  GtkRoot *root = gtk_widget_get_root (list_view);

  if (!GTK_IS_WINDOW (root))
    return;

  g_signal_handlers_disconnect_by_func (root, focus_moved_cb, list_view);
  g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), list_view,
                           G_CONNECT_SWAPPED);
}

/**
 * ds_list_headings_keep:
 * @list_view: a list with headings
 *
 * Scrolls to the heading, too, when the keyboard comes to the first row below it. The
 * list itself scrolls to rows only (GTK 4.18), and leaves half a heading at its edge.
 */
void
ds_list_headings_keep (GtkListView *list_view)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (list_view));

  g_signal_connect (list_view, "notify::root", G_CALLBACK (root_cb), NULL);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cannot be pressed any more, or goes away when it was pressed, leaves the keyboard
 * nowhere: who does not see the window would hear nothing, and Escape does nothing.
 */

#define G_LOG_DOMAIN "ds-focus"

#include "config.h"

#include "ds-focus.h"

typedef struct
{
  AdwDialog *area;  /* owns this */
  GtkRoot   *root;  /* while the area is mapped */
  GtkWidget *place; /* weak: where the keyboard was last */
  guint      tick;
  bool       laid_out;
} Guard;

/**
 * ds_focus_is_lost:
 * @focus: (nullable): what has the keyboard
 *
 * Returns: whether nothing can be done there: it is nowhere, on what was hidden and has
 *   it in name only, or on the list around a row that has gone, where GTK puts it
 */
bool
ds_focus_is_lost (GtkWidget *focus)
{
  return focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_is_sensitive (focus)
         || GTK_IS_LIST_BOX (focus);
}

/**
 * ds_focus_go_near:
 * @area: what the keyboard belongs into
 * @place: (nullable): where it was
 *
 * Puts the keyboard on what stands nearest to @place, so that what follows from it is
 * met first; or on the first thing in @area.
 */
void
ds_focus_go_near (GtkWidget *area,
                  GtkWidget *place)
{
  GtkWidget *around = place;

  gtk_root_set_focus (gtk_widget_get_root (area), NULL);
  for (; around != NULL && around != area; around = gtk_widget_get_parent (around))
    if (gtk_widget_get_mapped (around) && gtk_widget_child_focus (around, GTK_DIR_TAB_FORWARD))
      return;
  gtk_widget_child_focus (area, GTK_DIR_TAB_FORWARD);
}

/* A dialog shows its child two frames after it was mapped, and then puts the keyboard
 * where it belongs, or where it was put meanwhile. */
static bool
is_opening (AdwDialog *dialog)
{
  return !gtk_widget_get_mapped (adw_dialog_get_child (dialog));
}

/* What has changed is laid out once before it can take the keyboard. */
static gboolean
tick_cb (GtkWidget     *area,
         GdkFrameClock *clock,
         gpointer       data)
{
  Guard *guard = data;

  if (is_opening (guard->area))
    return G_SOURCE_CONTINUE;
  if (!guard->laid_out)
    {
      guard->laid_out = true;
      return G_SOURCE_CONTINUE;
    }
  guard->tick = 0;
  if (ds_focus_is_lost (gtk_root_get_focus (guard->root)))
    ds_focus_go_near (area, guard->place);
  return G_SOURCE_REMOVE;
}

static void
focus_moved_cb (Guard *guard)
{
  GtkWidget *focus = gtk_root_get_focus (guard->root);

  if (ds_focus_is_lost (focus))
    {
      guard->laid_out = false;
      if (guard->tick == 0)
        guard->tick = gtk_widget_add_tick_callback (GTK_WIDGET (guard->area), tick_cb, guard,
                                                    NULL);
      return;
    }
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (guard->area)))
    g_set_weak_pointer (&guard->place, focus);
}

static void
unmap_cb (Guard *guard)
{
  if (guard->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (guard->area), guard->tick);
  guard->tick = 0;
  if (guard->root != NULL)
    g_signal_handlers_disconnect_by_data (guard->root, guard);
  guard->root = NULL;
}

static void
map_cb (Guard *guard)
{
  unmap_cb (guard);
  guard->root = gtk_widget_get_root (GTK_WIDGET (guard->area));
  g_signal_connect_swapped (guard->root, "notify::focus-widget", G_CALLBACK (focus_moved_cb),
                            guard);
}

static void
guard_free (gpointer data)
{
  Guard *guard = data;

  unmap_cb (guard);
  g_clear_weak_pointer (&guard->place);
  g_free (guard);
}

/**
 * ds_focus_stay_in:
 * @area: a dialog that has its child
 *
 * Sees to it that the keyboard is never nowhere while @area is shown.
 */
void
ds_focus_stay_in (AdwDialog *area)
{
  Guard *guard;

  g_return_if_fail (ADW_IS_DIALOG (area));

  guard = g_new0 (Guard, 1);
  guard->area = area;
  g_signal_connect_swapped (area, "map", G_CALLBACK (map_cb), guard);
  g_signal_connect_swapped (area, "unmap", G_CALLBACK (unmap_cb), guard);
  g_object_set_data_full (G_OBJECT (area), "ds-focus", guard, guard_free);
}

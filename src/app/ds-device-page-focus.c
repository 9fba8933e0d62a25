/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the keyboard is on a device's page. What cannot be pressed while the device is
 * talked with loses it, as does what goes away when it was pressed, and GTK leaves it
 * nowhere: who does not see the page would hear nothing.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "ds-focus.h"

/* In a question that the page asks, it is coming back. */
static bool
is_in_dialog (GtkWidget *focus)
{
  return gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) != NULL;
}

/* A dialog sees to its own, even where that is not shown yet. */
static bool
is_nowhere (GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  return ds_focus_is_lost (focus) && (focus == NULL || !is_in_dialog (focus));
}

/* A page that has changed is laid out once before it is known where things are. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scroll);

  if (!self->laid_out)
    {
      self->laid_out = true;
      return G_SOURCE_CONTINUE;
    }
  /* Before that, nothing on it may have been ready to take it. */
  if (self->had_focus && is_nowhere (gtk_widget_get_root (widget)) && self->device != NULL
      && !ds_device_get_busy (self->device))
    ds_focus_go_near (GTK_WIDGET (self), self->last_focus);
  if (self->last_focus != NULL && gtk_widget_is_ancestor (self->last_focus, viewport))
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), self->last_focus, NULL);
  return G_SOURCE_REMOVE;
}

/* What was pressed has gone, and the keyboard is on something else now, which may have
 * moved with the page. */
static void
show_focus (DsDevicePage *self)
{
  self->laid_out = false;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
focus_moved_cb (DsDevicePage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  bool hidden = self->last_focus != NULL && !gtk_widget_get_mapped (self->last_focus);

  if (focus == NULL || is_in_dialog (focus))
    return;
  if (ds_focus_is_lost (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    {
      show_focus (self);
      return;
    }

  self->had_focus = gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  g_set_weak_pointer (&self->last_focus, self->had_focus ? focus : NULL);
  if (hidden && self->had_focus)
    show_focus (self);
}

void
_ds_device_page_root (GtkWidget *widget)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  GTK_WIDGET_CLASS (g_type_class_peek_static (ADW_TYPE_NAVIGATION_PAGE))->root (widget);
  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (widget)));
  g_signal_connect_object (self->window, "notify::focus-widget",
                           G_CALLBACK (focus_moved_cb), widget, G_CONNECT_SWAPPED);
}

void
_ds_device_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_moved_cb, widget);
  GTK_WIDGET_CLASS (g_type_class_peek_static (ADW_TYPE_NAVIGATION_PAGE))->unroot (widget);
}

/* Puts it back where it was, or, where that is no longer, on what is nearest. */
void
_ds_device_page_keep_focus (DsDevicePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root == NULL || !self->had_focus || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !is_nowhere (root) || ds_device_get_busy (self->device))
    return;

  if (self->last_focus == NULL || !gtk_widget_get_mapped (self->last_focus)
      || !gtk_widget_grab_focus (self->last_focus))
    {
      ds_focus_go_near (GTK_WIDGET (self), self->last_focus);
      show_focus (self);
    }
}

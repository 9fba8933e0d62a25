/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-window"

#include "config.h"

#include "ds-window-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-device-page.h"
#include "ds-diagnosis-dialog.h"
#include "ds-focus.h"
#include "ds-home-page.h"
#include "ds-support-summary.h"
#include "ds-text.h"
#include "ds-timeline-page.h"
#include "ds-toast.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsWindow
{
  AdwApplicationWindow parent_instance;

  /* Template Widgets */
  AdwToastOverlay        *toasts;
  GtkStack               *stack;
  AdwNavigationSplitView *split_view;
  AdwBin                 *alone;
  AdwNavigationPage      *nothing_chosen;
  GtkLabel               *overview;

  /* Owned References */
  DsHome         *home;
  DsHomePage     *home_page;
  DsDevicePage   *device_page; /* made with the first device shown */
  DsTimelinePage *timeline_page; /* made when it is shown first */
  GSettings      *settings;
};

G_DEFINE_FINAL_TYPE (DsWindow, ds_window, ADW_TYPE_APPLICATION_WINDOW)

static void
add_line (GString *text,
          char    *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
  g_free (line);
}

/* What the empty right side says: how many devices wait for the person. */
static char *
dup_overview (DsDeviceList *list)
{
  unsigned int attention = ds_device_list_count (list, DS_SECTION_ATTENTION);
  unsigned int fresh = ds_device_list_count (list, DS_SECTION_NEW);
  unsigned int taken = ds_device_list_count (list, DS_SECTION_TAKEN);
  GString *text = g_string_new (NULL);

  if (attention > 0)
    add_line (text, g_strdup_printf (ngettext ("%u device needs attention.",
                                               "%u devices need attention.", attention),
                                     attention));
  if (fresh > 0)
    add_line (text, g_strdup_printf (ngettext ("%u device is not set up yet.",
                                               "%u devices are not set up yet.", fresh),
                                     fresh));
  if (text->len == 0)
    add_line (text, g_strdup (_("No device needs attention.")));
  if (taken > 0)
    add_line (text, g_strdup_printf (ngettext ("%u device is set up elsewhere.",
                                               "%u devices are set up elsewhere.", taken),
                                     taken));

  return g_string_free_and_steal (text);
}

/* A house without devices is one page, not a list and a hole beside it. (A split
 * view that is collapsed and opened again keeps its sidebar alive for ever, so
 * the page moves instead.) */
static void
move_home_page (DsWindow *self,
                bool      alone)
{
  GtkWidget *page = GTK_WIDGET (self->home_page);

  if (alone ? adw_bin_get_child (self->alone) != NULL
            : adw_navigation_split_view_get_sidebar (self->split_view) != NULL)
    return;

  if (alone)
    {
      adw_navigation_split_view_set_show_content (self->split_view, FALSE);
      adw_navigation_split_view_set_sidebar (self->split_view, NULL);
      adw_bin_set_child (self->alone, page);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->alone));
    }
  else
    {
      adw_bin_set_child (self->alone, NULL);
      adw_navigation_split_view_set_sidebar (self->split_view, ADW_NAVIGATION_PAGE (page));
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->split_view));
    }
}

static bool
has_timeline (DsWindow *self)
{
  DsSupportSummary summary;

  ds_support_summary_init (&summary, ds_home_get_devices (self->home));
  return summary.all > 0;
}

/* Whether the keyboard is on what is shown beside the list, or nowhere. */
static bool
is_beside_list (DsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  AdwNavigationPage *shown = adw_navigation_split_view_get_content (self->split_view);

  return ds_focus_is_lost (focus) || gtk_widget_is_ancestor (focus, GTK_WIDGET (shown));
}

/* Once the list is laid out without the row that has gone. A dialog keeps what it has. */
static gboolean
focus_list_cb (gpointer user_data)
{
  DsWindow *self = DS_WINDOW (user_data);

  if (self->home_page != NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    ds_home_page_take_focus (self->home_page);
  return G_SOURCE_REMOVE;
}

static void
show_nothing (DsWindow *self)
{
  if (is_beside_list (self))
    g_idle_add_full (G_PRIORITY_LOW, focus_list_cb, g_object_ref (self), g_object_unref);
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  ds_home_page_unselect (self->home_page);
  adw_navigation_split_view_set_content (self->split_view, self->nothing_chosen);
}

/* The last device on it has gone. */
static void
leave_timeline (DsWindow *self)
{
  AdwNavigationPage *shown = adw_navigation_split_view_get_content (self->split_view);

  if (self->timeline_page != NULL && shown == ADW_NAVIGATION_PAGE (self->timeline_page))
    show_nothing (self);
}

static void
ds_window_sync (DsWindow *self)
{
  DsDeviceList *list = ds_home_page_get_list (self->home_page);
  bool empty = ds_home_page_is_empty (self->home_page);
  bool timeline = has_timeline (self);
  g_autofree char *overview = NULL;

  move_home_page (self, empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.timeline", timeline);
  if (!timeline)
    leave_timeline (self);
  if (list == NULL)
    return;
  overview = dup_overview (list);
  gtk_label_set_text (self->overview, overview);
}

/* Back in the list of a narrow window no row is chosen, so that the same one
 * can be opened again. */
static void
show_content_cb (DsWindow *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split_view)
      && !adw_navigation_split_view_get_show_content (self->split_view))
    ds_home_page_unselect (self->home_page);
}

static void
chosen_cb (DsWindow *self,
           DsDevice *device)
{
  ds_window_show_device (self, device);
}

/*
 * Actions
 */

static void
search_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsWindow *self = DS_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  ds_home_page_search (self->home_page);
}

static void
search_again_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  ds_home_search_again (DS_WINDOW (widget)->home);
}

static void
diagnose_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  AdwDialog *dialog = ds_diagnosis_dialog_new (DS_WINDOW (widget)->home);

  g_signal_connect_object (dialog, "added", G_CALLBACK (ds_window_show_device), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
timeline_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  ds_window_show_timeline (DS_WINDOW (widget));
}

static void
unlocked_cb (gpointer      widget,
             const GValue *value,
             const GError *error)
{
  if (error != NULL && !ds_error_is_cancelled (error))
    ds_window_toast (DS_WINDOW (widget), ds_error_get_sentence (error));
}

static void
unlock_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  ds_ui_when_done (widget, ds_home_unlock_keyring (DS_WINDOW (widget)->home), unlocked_cb);
}

/*
 * GObject
 */

static void
ds_window_dispose (GObject *object)
{
  DsWindow *self = DS_WINDOW (object);

  /* A split view that was narrow once, or becomes so, never lets its pages go (seen
   * with libadwaita 1.7); what they hold must not stay with them. */
  if (self->home_page != NULL)
    ds_home_page_let_go (self->home_page);
  if (self->device_page != NULL)
    ds_device_page_let_go (self->device_page);
  if (self->timeline_page != NULL)
    ds_timeline_page_let_go (self->timeline_page);
  g_clear_object (&self->home_page);
  g_clear_object (&self->device_page);
  g_clear_object (&self->timeline_page);
  g_clear_object (&self->nothing_chosen);
  g_clear_object (&self->settings);
  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_window_parent_class)->dispose (object);
}

static void
ds_window_class_init (DsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, alone);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, nothing_chosen);
  gtk_widget_class_bind_template_child (widget_class, DsWindow, overview);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.search-again", NULL,
                                   search_again_action);
  gtk_widget_class_install_action (widget_class, "win.diagnose", NULL, diagnose_action);
  gtk_widget_class_install_action (widget_class, "win.timeline", NULL, timeline_action);
  gtk_widget_class_install_action (widget_class, "win.unlock-keyring", NULL, unlock_action);
  _ds_window_install_list_actions (widget_class);
}

static void
ds_window_init (DsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_text_set_label_looks (self->overview, DS_TEXT_CAPTION);
  /* The split view lets go of it when a device is shown. */
  g_object_ref (self->nothing_chosen);

  /* Not in the template: which of two places is its own is known with the list, and
   * to move it costs as much as to make it. */
  self->home_page = g_object_ref_sink (g_object_new (DS_TYPE_HOME_PAGE, NULL));
  g_signal_connect_object (self->home_page, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);

  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * ds_window_new:
 * @application: the program
 * @home: the house to show
 *
 * Returns: (transfer floating): a window, not shown yet
 */
DsWindow *
ds_window_new (GtkApplication *application,
               DsHome         *home)
{
  DsWindow *self = g_object_new (DS_TYPE_WINDOW, "application", application, NULL);

  self->home = g_object_ref (home);
  g_signal_connect_object (self->home_page, "changed", G_CALLBACK (ds_window_sync), self,
                           G_CONNECT_SWAPPED);
  ds_home_page_set_home (self->home_page, home);

  return self;
}

DsHome *
_ds_window_get_home (DsWindow *self)
{
  return self->home;
}

/**
 * ds_window_show_device:
 * @self: a window
 * @device: a device of the house
 *
 * Shows the page of @device.
 */
void
ds_window_show_device (DsWindow *self,
                       DsDevice *device)
{
  g_return_if_fail (DS_IS_WINDOW (self));

  if (self->device_page == NULL)
    {
      self->device_page = g_object_ref_sink (ds_device_page_new (self->home));
      g_signal_connect_object (self->device_page, "gone", G_CALLBACK (show_nothing), self,
                               G_CONNECT_SWAPPED);
    }
  ds_home_page_select (self->home_page, device);
  ds_device_page_set_device (self->device_page, device);
  adw_navigation_split_view_set_content (self->split_view,
                                         ADW_NAVIGATION_PAGE (self->device_page));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/**
 * ds_window_show_timeline:
 * @self: a window
 *
 * Shows until when each device on the person's list is looked after. With none on it,
 * there is nothing to show.
 */
void
ds_window_show_timeline (DsWindow *self)
{
  g_return_if_fail (DS_IS_WINDOW (self));

  if (!has_timeline (self))
    return;
  if (self->timeline_page == NULL)
    {
      self->timeline_page = g_object_ref_sink (ds_timeline_page_new (self->home));
      g_signal_connect_object (self->timeline_page, "chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }
  ds_home_page_unselect (self->home_page);
  adw_navigation_split_view_set_content (self->split_view,
                                         ADW_NAVIGATION_PAGE (self->timeline_page));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->timeline_page), GTK_DIR_TAB_FORWARD);
}

static gboolean
focus_device_cb (gpointer user_data)
{
  DsWindow *self = DS_WINDOW (user_data);

  if (self->device_page != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->device_page), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

void
_ds_window_focus_device (DsWindow *self)
{
  g_return_if_fail (DS_IS_WINDOW (self));

  /* The page is filled when the main loop is idle, and has nothing to focus before. */
  g_idle_add_full (G_PRIORITY_LOW, focus_device_cb, g_object_ref (self), g_object_unref);
}

/* A screen reader is not told of a title that is a widget. */
static AdwToast *
new_toast (DsWindow   *self,
           const char *text,
           const char *button)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self->toasts), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return ds_toast_new (GTK_WIDGET (self->toasts), text, button);
}

/**
 * ds_window_toast:
 * @self: a window
 * @text: one translated sentence
 *
 * Says @text at the bottom of the window for a moment.
 */
void
ds_window_toast (DsWindow   *self,
                 const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, new_toast (self, text, NULL));
}

typedef struct
{
  DsWindowUndo   undo;
  gpointer       data;
  GDestroyNotify destroy;
} WayBack;

static void
way_back_free (gpointer  data,
               GClosure *closure)
{
  WayBack *way = data;

  way->destroy (way->data);
  g_free (way);
}

static void
undo_cb (AdwToast *toast,
         WayBack  *way)
{
  ds_future_forget (way->undo (way->data), "undo");
}

/**
 * ds_window_toast_undo:
 * @self: a window
 * @text: one translated sentence: what was done
 * @undo: takes it back
 * @data: (transfer full): for @undo
 * @destroy: frees @data
 *
 * Says that something was done, and offers to take it back.
 */
void
ds_window_toast_undo (DsWindow      *self,
                      const char    *text,
                      DsWindowUndo   undo,
                      gpointer       data,
                      GDestroyNotify destroy)
{
  AdwToast *toast = new_toast (self, text, _("Undo"));
  WayBack *way = g_new0 (WayBack, 1);

  way->undo = undo;
  way->data = data;
  way->destroy = destroy;
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), way, way_back_free,
                         G_CONNECT_DEFAULT);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

typedef struct
{
  DsHome   *home;
  DsDevice *device;
  char     *name;
  char     *room;
} Rename;

static void
rename_free (gpointer data)
{
  Rename *before = data;

  g_clear_object (&before->home);
  g_clear_object (&before->device);
  g_free (before->name);
  g_free (before->room);
  g_free (before);
}

static DexFuture *
undo_rename (gpointer data)
{
  Rename *before = data;

  return ds_home_rename (before->home, before->device, before->name, before->room);
}

/**
 * ds_window_toast_renamed:
 * @self: a window
 * @device: what was renamed
 * @name: its name now
 * @old_name: its name before
 * @old_room: (nullable): its room before
 *
 * Says that it was done, and offers to take it back.
 */
void
ds_window_toast_renamed (DsWindow   *self,
                         DsDevice   *device,
                         const char *name,
                         const char *old_name,
                         const char *old_room)
{
  Rename *before = g_new0 (Rename, 1);
  g_autofree char *title = NULL;

  before->home = g_object_ref (self->home);
  before->device = g_object_ref (device);
  before->name = g_strdup (old_name);
  before->room = g_strdup (old_room);

  /* Translators: %s is the new name of a device */
  title = g_strdup_printf (_("Saved as “%s”."), name);
  ds_window_toast_undo (self, title, undo_rename, before, rename_free);
}

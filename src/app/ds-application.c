/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-application"

#include "config.h"

#include "ds-application.h"

#include "core/ds-future.h"
#include "ds-notifier.h"
#include "ds-shortcuts-dialog.h"
#include "ds-ui-future.h"
#include "ds-window.h"

#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* How long quitting may wait for work that must not be cut, in milliseconds. */
#define STOP_DEADLINE 5000

/* How long the window waits for the list, so that what is seen first is the house
 * and not a page that says that nothing is there yet. In milliseconds. */
#define LIST_DEADLINE 150

/* How long the search waits for a window that is not drawn, in milliseconds. */
#define DRAW_DEADLINE 500

/* When a window has drawn all it shows at first, in milliseconds. */
#define SETTLE_DELAY 1000

struct _DsApplication
{
  AdwApplication parent_instance;

  /* Owned References */
  DsHome     *home;
  DsNotifier *notifier;
  DexFuture  *listed;  /* the stored devices are in the list */
  char       *wanted;  /* id of the device, or "", that the first window shall show */

  guint start_id; /* until the house is started */
  bool  opening;  /* the first window waits for the list */
};

G_DEFINE_FINAL_TYPE (DsApplication, ds_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  DsApplication *self = DS_APPLICATION (user_data);
  AdwDialog *about;
  static const char * const developers[] = { "The Doorstep developers", NULL };

  about = adw_about_dialog_new_from_appdata (
    "/io/github/doorstep/Doorstep/" APP_ID ".metainfo.xml", NULL);
  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (about), PACKAGE_VERSION);
  adw_about_dialog_set_copyright (ADW_ABOUT_DIALOG (about), "© 2026 The Doorstep developers");
  adw_about_dialog_set_developers (ADW_ABOUT_DIALOG (about), (const char **)developers);
  /* Translators: put your name here, and your address if you like, one a line */
  adw_about_dialog_set_translator_credits (ADW_ABOUT_DIALOG (about), _("translator-credits"));
  adw_dialog_present (about,
                      GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self))));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);

  adw_dialog_present (ds_shortcuts_dialog_new (application),
                      GTK_WIDGET (gtk_application_get_active_window (application)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  /* Closing keeps the size of the windows; the program ends with the last one. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
  g_list_free (windows);
}

/* What a notification was about: a device, or the timeline of all. */
static void
show_wanted (DsApplication *self,
             DsWindow      *window)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  DsDevice *device = NULL;

  if (wanted == NULL)
    return;

  device = ds_home_find (self->home, wanted);
  if (device != NULL)
    ds_window_show_device (window, device);
  else
    ds_window_show_timeline (window);
}

static void
want (DsApplication *self,
      const char    *id)
{
  GtkWindow *window;

  g_set_str (&self->wanted, id);
  g_application_activate (G_APPLICATION (self));
  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (window != NULL)
    show_wanted (self, DS_WINDOW (window));
}

static void
show_device_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  want (user_data, g_variant_get_string (parameter, NULL));
}

static void
show_timeline_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  want (user_data, "");
}

static void
silence_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  DsApplication *self = DS_APPLICATION (user_data);
  DsDevice *device = ds_home_find (self->home, g_variant_get_string (parameter, NULL));

  if (device != NULL)
    ds_future_forget (ds_home_silence (self->home, device, TRUE), "silencing of a device");
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
  { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "show-device", .activate = show_device_action, .parameter_type = "s" },
  { .name = "show-timeline", .activate = show_timeline_action },
  { .name = "silence", .activate = silence_action, .parameter_type = "s" },
};

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "app.shortcuts", { "<Control>question" } },
    { "win.add-by-hand", { "<Control>n" } },
    { "win.diagnose", { "F1" } },
    { "win.search", { "<Control>f" } },
    { "win.search-again", { "<Control>r", "F5" } },
    { "win.timeline", { "<Control>t" } },
    { "window.close", { "<Control>w" } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action,
                                           (const char **)accels[i].accels);
}

/* What can wait until the window is drawn: its icon, which few desktops show and
 * which takes as long as the whole list; and to give back the few megabytes that
 * reading styles, pictures and the list has left behind. */
static void
settle_cb (gpointer user_data)
{
  gtk_window_set_default_icon_name (APP_ID);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static void
start_home (DsApplication *self)
{
  if (self->start_id == 0)
    return;

  g_clear_handle_id (&self->start_id, g_source_remove);
  ds_future_forget (ds_home_start (self->home), "start of the house");
}

static void
drawn_cb (DsApplication *self,
          GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, drawn_cb, self);
  start_home (self);
}

static gboolean
not_drawn_cb (gpointer user_data)
{
  start_home (user_data);
  return G_SOURCE_REMOVE;
}

/* Network and keyring are asked when the window stands: their answers come later anyway,
 * and the first picture need not wait for the work. A window that nobody sees is not
 * drawn at all. */
static void
start_when_drawn (DsApplication *self,
                  GtkWidget     *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (drawn_cb), self, G_CONNECT_SWAPPED);
  self->start_id = g_timeout_add (DRAW_DEADLINE, not_drawn_cb, self);
}

static void
open_window_cb (gpointer      application,
                const GValue *value,
                const GError *error)
{
  DsApplication *self = DS_APPLICATION (application);
  DsWindow *window;

  window = ds_window_new (GTK_APPLICATION (self), self->home);
  gtk_window_present (GTK_WINDOW (window));
  start_when_drawn (self, GTK_WIDGET (window));
  show_wanted (self, window);
  g_timeout_add_once (SETTLE_DELAY, settle_cb, NULL);
  self->opening = false;
  g_application_release (G_APPLICATION (self));
}

static void
ds_application_activate (GApplication *application)
{
  DsApplication *self = DS_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
    }
  else if (!self->opening)
    {
      self->opening = true;
      g_application_hold (application);
      ds_ui_when_done (self,
                       dex_future_first (dex_ref (self->listed),
                                         dex_timeout_new_msec (LIST_DEADLINE), NULL),
                       open_window_cb);
    }
}

static void
ds_application_startup (GApplication *application)
{
  DsApplication *self = DS_APPLICATION (application);

  /* The list is read while the toolkit starts. */
  ds_application_get_home (self);

  /* Where a window has no icon yet, the toolkit looks whether there is one of the program's
   * name, for which it reads the whole theme of icons, once more than it must. */
  gtk_window_set_default_icon_name (APP_ID);
  G_APPLICATION_CLASS (ds_application_parent_class)->startup (application);
  /* Not drawn yet; see settle_cb(). */
  gtk_window_set_default_icon_name (NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions,
                                   G_N_ELEMENTS (actions), application);
  set_accels (GTK_APPLICATION (application));
  DS_APPLICATION (application)->notifier =
    ds_notifier_new (application, ds_application_get_home (DS_APPLICATION (application)));
}

static DexFuture *
stopped_cb (DexFuture *future,
            gpointer   user_data)
{
  *(bool *)user_data = true;
  return dex_future_new_true ();
}

/* The windows are gone; what runs on devices is ended cleanly. */
static void
ds_application_shutdown (GApplication *application)
{
  DsApplication *self = DS_APPLICATION (application);
  DexFuture *stopped;
  bool done = false;

  g_clear_handle_id (&self->start_id, g_source_remove);
  if (self->home != NULL)
    {
      stopped = dex_future_finally (ds_future_within (ds_home_stop (self->home), STOP_DEADLINE),
                                    stopped_cb, &done, NULL);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      dex_unref (stopped);
    }
  dex_clear (&self->listed);
  g_clear_object (&self->notifier);
  g_clear_object (&self->home);

  G_APPLICATION_CLASS (ds_application_parent_class)->shutdown (application);
}

static int
ds_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("doorstep %s\n", PACKAGE_VERSION);
      return 0;
    }

  return G_APPLICATION_CLASS (ds_application_parent_class)->handle_local_options (application,
                                                                                   options);
}

static void
ds_application_dispose (GObject *object)
{
  DsApplication *self = DS_APPLICATION (object);

  dex_clear (&self->listed);
  g_clear_object (&self->notifier);
  g_clear_object (&self->home);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (ds_application_parent_class)->dispose (object);
}

static void
ds_application_class_init (DsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_application_dispose;
  application_class->activate = ds_application_activate;
  application_class->handle_local_options = ds_application_handle_local_options;
  application_class->shutdown = ds_application_shutdown;
  application_class->startup = ds_application_startup;
}

static void
ds_application_init (DsApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, _("Print the version and exit"), NULL);
}

/**
 * ds_application_new:
 *
 * Returns: (transfer full): the program
 */
DsApplication *
ds_application_new (void)
{
  return g_object_new (DS_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/io/github/doorstep/Doorstep",
                       NULL);
}

/**
 * ds_application_get_home:
 * @self: the program
 *
 * Gives the house; it is opened and starts to look for devices when it is asked
 * for first.
 *
 * Returns: (transfer none): the house
 */
DsHome *
ds_application_get_home (DsApplication *self)
{
  g_return_val_if_fail (DS_IS_APPLICATION (self), NULL);

  if (self->home == NULL)
    {
      self->home = ds_home_new (NULL);
      self->listed = ds_home_open (self->home);
      ds_future_forget (dex_ref (self->listed), "opening of the house");
    }

  return self->home;
}

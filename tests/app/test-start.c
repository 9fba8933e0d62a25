/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program as it is started, where nobody sees its window.
 */

#include "config.h"

#include "app/ds-application.h"
#include "ds-app-test.h"

static DsApplication *application;
static unsigned int n_drawn;

static void
drawn_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  n_drawn++;
}

static bool
has_window (gpointer data)
{
  return gtk_application_get_windows (GTK_APPLICATION (application)) != NULL;
}

static bool
is_searching (gpointer home)
{
  return ds_home_get_discovery_state (home) == DS_DISCOVERY_RUNNING;
}

/* On another workspace, or behind a lock screen, a window is not drawn. */
static void
test_a_window_that_nobody_sees_searches_too (void)
{
  GtkWidget *window;

  g_application_activate (G_APPLICATION (application));
  app_test_wait (has_window, NULL);
  window = gtk_application_get_windows (GTK_APPLICATION (application))->data;
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (drawn_cb),
                    NULL);
  gtk_widget_set_visible (window, FALSE);
  g_assert_false (is_searching (ds_application_get_home (application)));

  app_test_wait (is_searching, ds_application_get_home (application));
  g_assert_cmpuint (n_drawn, ==, 0);
}

static void
quit_cb (gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  DsMockAvahi *avahi = NULL;
  int status;

  app_test_init (&argc, &argv);
  avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  application = ds_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/start/a-window-that-nobody-sees-searches-too",
                   test_a_window_that_nobody_sees_searches_too);

  status = g_test_run ();
  g_idle_add_once (quit_cb, NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_assert_finalize_object (application);
  ds_mock_avahi_free (avahi);

  return status;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A dialog is shown two frames after it was asked for. What it is about may be known
 * before that, on a slow display or with a quick answer.
 */

#include "config.h"

#include "app/ds-focus.h"
#include "ds-app-test.h"
#include "ds-test.h"

#define LAMP_KEY "AA:00:00:00:00:01"

/* Many frames more than a dialog takes to open. */
#define OPEN_MS 600

static GtkWidget *
get_focus (AppTest *test)
{
  return gtk_window_get_focus (GTK_WINDOW (test->window));
}

/* A dialog with two buttons: the first one takes the keyboard where nobody else says. */
static AdwDialog *
present_with_buttons (AppTest     *test,
                      GtkWidget  **second)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *second = gtk_button_new_with_label ("Second");
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("First"));
  gtk_box_append (GTK_BOX (box), *second);
  adw_dialog_set_child (dialog, box);
  ds_focus_stay_in (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (test->window));

  return dialog;
}

static AppTest *
new_with_lamp (void)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_store (test, app_test_new_record (LAMP_KEY, "Desk Lamp", DS_KIND_LAMP));
  app_test_open (test);

  return test;
}

static void
test_what_has_the_keyboard_before_the_dialog_is_shown_keeps_it (void)
{
  g_autoptr (AppTest) test = new_with_lamp ();
  GtkWidget *second;
  AdwDialog *dialog = present_with_buttons (test, &second);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_assert_false (gtk_widget_get_mapped (second));
  g_assert_true (gtk_widget_grab_focus (second));
  app_test_settle (OPEN_MS);
  g_assert_true (gtk_widget_get_mapped (second));
  g_assert_true (get_focus (test) == second);
}

/* The page behind gets news of its device meanwhile, and had the keyboard before. */
static void
test_the_page_behind_takes_nothing_from_a_dialog (void)
{
  g_autoptr (AppTest) test = new_with_lamp ();
  g_autoptr (DsDevice) device = g_list_model_get_item (ds_home_get_devices (test->home), 0);
  GtkWidget *second;

  ds_window_show_device (test->window, device);
  app_test_settle (OPEN_MS);
  g_assert_true (gtk_widget_grab_focus (app_test_find (test->window, GTK_TYPE_BUTTON,
                                                       "Name and Room…")));
  present_with_buttons (test, &second);
  g_assert_true (gtk_widget_grab_focus (second));
  do
    {
      /* Taken in before the next frame is drawn. */
      g_object_notify (G_OBJECT (device), "details");
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_true (get_focus (test) == second);
    }
  while (!gtk_widget_get_mapped (second));
  app_test_settle (OPEN_MS);
  g_assert_true (get_focus (test) == second);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/focus/what-has-the-keyboard-before-the-dialog-is-shown-keeps-it",
                   test_what_has_the_keyboard_before_the_dialog_is_shown_keeps_it);
  g_test_add_func ("/focus/the-page-behind-takes-nothing-from-a-dialog",
                   test_the_page_behind_takes_nothing_from_a_dialog);

  return g_test_run ();
}

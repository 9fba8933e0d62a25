/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws who can be asked about a device, and what they said, for looking at:
 * screenshots-answers FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "ds-answers-test.h"
#include "ds-screenshots.h"

static void
ask_all (AnswersTest *test)
{
  for (unsigned int round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) inquiries = ds_home_list_inquiries (test->app->home, test->device);

      for (unsigned int i = 0; i < inquiries->len; i++)
        app_test_await (ds_home_inquire (test->app->home, test->device,
                                         g_ptr_array_index (inquiries, i)));
    }
}

static void
draw (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *dialog;

  gtk_window_set_default_size (GTK_WINDOW (test->app->window), screenshots_narrow () ? 360 : 900,
                               screenshots_narrow () ? 1700 : 1500);
  dialog = answers_test_open (test);
  screenshots_save (test->app->window, "inquire-new");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ask_all (test);
  screenshots_save (test->app->window, "answers");
  gtk_window_set_default_size (GTK_WINDOW (test->app->window), screenshots_narrow () ? 360 : 900, 900);
  answers_test_open (test);
  screenshots_save (test->app->window, "inquire");
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  draw ();
  return 0;
}

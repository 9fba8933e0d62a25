/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws the page of devices that follow the open device profile, for looking at:
 * screenshots-care FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-care-test.h"
#include "ds-screenshots.h"
#include "home/ds-device-private.h"

#include <glib/gi18n-lib.h>

static CareTest *
begin (const char *personality,
       const char *faults)
{
  CareTest *test = care_test_new (personality, faults);

  /* All of the page at once. */
  gtk_window_set_default_size (GTK_WINDOW (test->app->window), screenshots_narrow () ? 360 : 1000,
                               screenshots_narrow () ? 3200 : 2700);
  app_test_settle (300);
  return test;
}

static void
draw_dialog (CareTest   *test,
             const char *action,
             const char *parameter,
             const char *name)
{
  AdwDialog *dialog;

  gtk_window_set_default_size (GTK_WINDOW (test->app->window), screenshots_narrow () ? 360 : 1000, 760);
  dialog = care_test_open (test, action, parameter);
  screenshots_save (test->app->window, name);
  adw_dialog_force_close (dialog);
}

static void
draw_progress (CareTest     *test,
               DsUpdateState state,
               int           progress,
               const char   *name)
{
  g_autoptr (DsUpdate) update = ds_update_copy (ds_device_get_update (test->device));

  update->state = state;
  update->progress = progress;
  _ds_device_set_update (test->device, update);
  screenshots_save (test->app->window, name);
}

static void
draw_camera (void)
{
  g_autoptr (CareTest) test = begin ("camera", NULL);

  screenshots_save (test->app->window, "care-camera");
  draw_dialog (test, "device.update", NULL, "care-install");
  draw_dialog (test, "device.erase", "", "care-erase");
  draw_dialog (test, "device.change-password", NULL, "care-password");
  draw_progress (test, DS_UPDATE_DOWNLOADING, 42, "care-downloading");
  draw_progress (test, DS_UPDATE_INSTALLING, -1, "care-installing");
}

static void
draw_one (const char *personality,
          const char *faults,
          const char *name)
{
  g_autoptr (CareTest) test = begin (personality, faults);

  screenshots_save (test->app->window, name);
}

static void
draw_named (const char *personality,
            const char *name,
            const char *room,
            const char *file)
{
  g_autoptr (CareTest) test = begin (personality, NULL);

  app_test_await (ds_home_rename (test->app->home, test->device, name, room));
  screenshots_save (test->app->window, file);
}

static void
draw_trouble (const char *personality,
              DsError     code,
              const char *name)
{
  g_autoptr (CareTest) test = begin (personality, NULL);
  g_autoptr (GError) error = g_error_new_literal (DS_ERROR, (int)code, name);

  _ds_device_set_attention (test->device, error);
  screenshots_save (test->app->window, name);
}

static void
draw_failed_password (void)
{
  g_autoptr (CareTest) test = begin ("plug", NULL);
  AdwDialog *dialog;

  gtk_window_set_default_size (GTK_WINDOW (test->app->window), screenshots_narrow () ? 360 : 1000, 760);
  dialog = care_test_open (test, "device.change-password", NULL);
  profile_device_tell (test->virtual_device, "fault offline");
  care_test_press (dialog, _("Change"));
  care_test_rest (test);
  screenshots_save (test->app->window, "care-password-failed");
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  draw_camera ();
  draw_one ("plug", NULL, "care-plug");
  draw_one ("lock", "default-password", "care-lock");
  draw_named ("lamp", "読書用の明かり（二階の書斎、窓のそば）", "二階の書斎", "care-lamp");
  draw_trouble ("thermostat", DS_ERROR_STUCK, "care-stuck");
  draw_trouble ("plug", DS_ERROR_KEY_CHANGED, "care-key-changed");
  draw_failed_password ();

  return 0;
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws every page of a set-up and of its end, however it goes, and the questions before
 * a device is let go, for looking at: screenshots-set-up FOLDER [--dark] [--narrow] [--rtl]
 * [--large]. With SECRET_BACKEND=service: on a computer that has no keyring.
 */

#include "config.h"

#include "app/ds-code-entry.h"
#include "app/ds-set-up-dialog.h"
#include "ds-screenshots.h"
#include "home/ds-device-private.h"

#include <glib/gi18n-lib.h>

#define CODE "031-45-154"
#define LAMP_KEY "AA:00:00:00:00:03"

/* As long as a person may make one. */
#define LONG_NAME "Leselampe auf dem Tisch neben dem großen Fenster im Arbeitszimmer"

typedef struct
{
  AppTest         *test;
  DsFakeAccessory *accessory;
  AdwDialog       *dialog;
} SetUp;

typedef struct
{
  const char  *name;
  DsFakeStep   step;
  DsFakeFault  fault;
  unsigned int error;
} Failure;

static const Failure failures[] = {
  { "wrong-code", DS_FAKE_SETUP_M4, DS_FAKE_FINE, 2 },
  { "wait", DS_FAKE_SETUP_M2, DS_FAKE_FINE, 3 },
  { "full", DS_FAKE_SETUP_M2, DS_FAKE_FINE, 4 },
  { "too-many-tries", DS_FAKE_SETUP_M2, DS_FAKE_FINE, 5 },
  { "taken", DS_FAKE_SETUP_M2, DS_FAKE_FINE, 6 },
  { "busy", DS_FAKE_SETUP_M2, DS_FAKE_FINE, 7 },
  { "unproven", DS_FAKE_SETUP_M4, DS_FAKE_BAD_PROOF, 0 },
  { "bad-answer", DS_FAKE_SETUP_M2, DS_FAKE_NOT_HTTP, 0 },
  { "lost", DS_FAKE_SETUP_M6, DS_FAKE_LOSES_ANSWER, 0 },
};

static bool
has_device (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) > 0;
}

static bool
has_ended (gpointer dialog)
{
  return app_test_find (dialog, GTK_TYPE_BUTTON, _("Close")) != NULL;
}

static bool
is_done (gpointer dialog)
{
  return app_test_says (dialog, _("The Device Is Set Up"));
}

static void
press (gpointer    root,
       const char *label)
{
  GtkWidget *button = app_test_find (root, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  gtk_widget_activate (button);
}

/* Another device each time: the keys of those before are in the keyring. */
static char *
dup_new_id (void)
{
  static unsigned int n;

  return g_strdup_printf ("C3:1C:6B:9F:34:%02u", n++);
}

static void
begin (SetUp      *set_up,
       const char *name)
{
  g_autofree char *id = dup_new_id ();
  g_autoptr (DsDevice) device = NULL;

  set_up->test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  set_up->accessory = ds_fake_accessory_new (id, CODE);
  app_test_publish (set_up->test, name, id, 7, false,
                    ds_fake_accessory_get_port (set_up->accessory));
  app_test_open (set_up->test);
  app_test_wait (has_device, set_up->test);
  device = g_list_model_get_item (ds_home_get_devices (set_up->test->home), 0);
  set_up->dialog = ds_set_up_dialog_new (set_up->test->home, device);
  adw_dialog_present (set_up->dialog, GTK_WIDGET (set_up->test->window));
  app_test_settle (300);
}

static void
end_dialog (SetUp *set_up)
{
  if (set_up->dialog != NULL)
    adw_dialog_force_close (set_up->dialog);
  set_up->dialog = NULL;
  app_test_settle (300);
}

static void
end (SetUp *set_up)
{
  end_dialog (set_up);
  app_test_free (set_up->test);
  g_clear_object (&set_up->accessory);
}

static void
save (SetUp      *set_up,
      const char *name)
{
  screenshots_save (set_up->test->window, name);
}

static void
push (SetUp      *set_up,
      const char *tag)
{
  GtkWidget *navigation = app_test_find (set_up->dialog, ADW_TYPE_NAVIGATION_VIEW, NULL);

  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (navigation), tag);
  app_test_settle (100);
}

static void
type (DsCodeEntry *entry,
      const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ds_code_entry_get_text (entry)), "");
  gtk_editable_insert_text (GTK_EDITABLE (ds_code_entry_get_text (entry)), text, -1,
                            &(int){ 0 });
}

static void
draw_well (void)
{
  SetUp set_up = { 0 };
  DsCodeEntry *entry;
  GtkWidget *notice;

  begin (&set_up, "Kitchen Plug");
  save (&set_up, "1-device");
  notice = app_test_find (set_up.dialog, ADW_TYPE_BUTTON_ROW, _("Make It Show Itself"));
  g_signal_emit_by_name (notice, "activated");
  save (&set_up, "1-noticed");
  push (&set_up, "code");
  save (&set_up, "2-code");
  entry = DS_CODE_ENTRY (app_test_find (set_up.dialog, DS_TYPE_CODE_ENTRY, NULL));
  type (entry, "0314");
  save (&set_up, "2-half");
  type (entry, "12345678");
  save (&set_up, "2-impossible");
  type (entry, "x");
  save (&set_up, "2-letter");
  press (set_up.dialog, _("Paste"));
  save (&set_up, "2-no-paste");
  g_assert_true (ds_code_entry_take (entry, CODE));
  save (&set_up, "2-complete");
  push (&set_up, "plan");
  save (&set_up, "3-plan");
  ds_fake_accessory_set_fault (set_up.accessory, DS_FAKE_SETUP_M4, DS_FAKE_NEVER_ANSWERS);
  press (set_up.dialog, _("Set Up"));
  save (&set_up, "4-running");
  press (set_up.dialog, _("Stop"));
  app_test_wait (has_ended, set_up.dialog);
  save (&set_up, "4-stopped");
  ds_fake_accessory_set_fault (set_up.accessory, DS_FAKE_SETUP_M4, DS_FAKE_FINE);
  press (set_up.dialog, _("Try Again"));
  app_test_wait (is_done, set_up.dialog);
  save (&set_up, "5-done");
  end (&set_up);
}

static void
go_on (SetUp *set_up)
{
  GtkWidget *entry;

  push (set_up, "code");
  entry = app_test_find (set_up->dialog, DS_TYPE_CODE_ENTRY, NULL);
  g_assert_true (ds_code_entry_take (DS_CODE_ENTRY (entry), CODE));
  push (set_up, "plan");
}

static void
draw_failure (const Failure *failure)
{
  SetUp set_up = { 0 };
  g_autofree char *name = g_strconcat ("4-", failure->name, NULL);

  begin (&set_up, "Kitchen Plug");
  go_on (&set_up);
  ds_fake_accessory_set_fault (set_up.accessory, failure->step, failure->fault);
  ds_fake_accessory_set_error (set_up.accessory, failure->step, failure->error,
                               failure->error == 3 ? 30 : 0);
  press (set_up.dialog, _("Set Up"));
  app_test_wait (has_ended, set_up.dialog);
  save (&set_up, name);
  end (&set_up);
}

static void
draw_unplugged (void)
{
  SetUp set_up = { 0 };

  begin (&set_up, LONG_NAME);
  save (&set_up, "1-long-name");
  go_on (&set_up);
  ds_fake_accessory_set_power (set_up.accessory, false);
  press (set_up.dialog, _("Set Up"));
  app_test_wait (has_ended, set_up.dialog);
  save (&set_up, "4-unreachable");
  end (&set_up);
}

static void
draw_without_keyring (void)
{
  SetUp set_up = { 0 };

  begin (&set_up, "Kitchen Plug");
  go_on (&set_up);
  press (set_up.dialog, _("Set Up"));
  app_test_wait (has_ended, set_up.dialog);
  save (&set_up, "4-keyring");
  end_dialog (&set_up);
  save (&set_up, "7-banner");
  end (&set_up);
}

static void
draw_question (AppTest    *test,
               const char *action,
               const char *name)
{
  GtkWidget *page = app_test_find (test->window, g_type_from_name ("DsDevicePage"), NULL);
  AdwDialog *dialog;

  gtk_widget_activate_action (page, action, NULL);
  screenshots_save (test->window, name);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  adw_dialog_force_close (dialog);
  app_test_settle (300);
}

static void
draw_questions (const char *name,
                const char *suffix)
{
  static const char * const actions[] = { "remove", "forget", "rename", "unwatch" };
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autofree char *id = _ds_device_make_id ("homekit", LAMP_KEY);

  app_test_store (test, app_test_new_record (LAMP_KEY, name, DS_KIND_LAMP));
  app_test_open (test);
  ds_window_show_device (test->window, ds_home_find (test->home, id));
  app_test_settle (300);
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *action = g_strconcat ("device.", actions[i], NULL);
      g_autofree char *picture = g_strconcat ("6-", actions[i], suffix, NULL);

      draw_question (test, action, picture);
    }
  ds_window_toast (test->window, _("The device does not answer. The removal stays open until "
                                   "it does."));
  ds_window_show_device (test->window, ds_home_find (test->home, id));
  screenshots_save (test->window, *suffix == '\0' ? "7-toast" : "7-toast-long");
  ds_window_toast_renamed (test->window, ds_home_find (test->home, id), name, "Lamp", "Hall");
  app_test_settle (9000);
  screenshots_save (test->window, *suffix == '\0' ? "7-undo" : "7-undo-long");
  app_test_free (test);
}

/* As a person left it the last time. */
static void
choose_size (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_int (settings, "window-width", screenshots_narrow () ? 360 : 1000);
  g_settings_set_int (settings, "window-height", 720);
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  choose_size ();
  /* libsecret chooses once where it keeps things. */
  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "service") == 0)
    {
      draw_without_keyring ();
      return 0;
    }
  draw_well ();
  for (size_t i = 0; i < G_N_ELEMENTS (failures); i++)
    draw_failure (&failures[i]);
  draw_unplugged ();
  draw_questions ("Desk Lamp", "");
  draw_questions (LONG_NAME, "-long");

  return 0;
}

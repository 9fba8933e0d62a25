/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws the windows with a house full of devices, for looking at and for the
 * pictures in docs/: screenshots FOLDER [--dark] [--narrow] [--rtl].
 */

#include "config.h"

#include "app/ds-code-entry.h"
#include "app/ds-set-up-dialog.h"
#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "drivers/ds-facts.h"
#include "ds-screenshots.h"
#include "home/ds-details.h"
#include "home/ds-device-private.h"
#include "home/ds-onboarding-private.h"

#include <glib/gi18n-lib.h>

#define CODE "031-45-154"
#define PLUG_ID "C3:1C:6B:9F:34:2E"

static void
save (AppTest    *test,
      const char *name)
{
  screenshots_save (test->window, name);
}

static void
store (AppTest    *test,
       const char *key,
       const char *name,
       const char *room,
       DsKind      kind,
       const char *attention)
{
  DsDeviceRecord *record = app_test_new_record (key, name, kind);

  record->room = g_strdup (room);
  record->attention = g_strdup (attention);
  record->maker = g_strdup ("Lumen");
  record->model = g_strdup ("A-19");
  record->serial = g_strdup ("LU-2077-118");
  record->software_version = g_strdup ("1.4.2");
  record->hardware_version = g_strdup ("2.0");
  record->address = g_strdup ("192.0.2.14:51826");
  app_test_store (test, record);
}

static void
store_bridge (AppTest *test)
{
  static const struct
  {
    const char *name;
    const char *model;
    DsKind      kind;
  } behind[] = {
    { "Hall Motion", "MS-2", DS_KIND_SENSOR },
    { "Reading Lamp", "L-4", DS_KIND_LAMP },
    { "Bathroom Heat", "T-1", DS_KIND_THERMOSTAT },
  };
  g_autoptr (DsFacts) facts = ds_facts_new ();
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:00:09", "Bridge", DS_KIND_HUB);

  for (size_t i = 0; i < G_N_ELEMENTS (behind); i++)
    {
      DsAccessory *accessory = ds_accessory_new ();

      accessory->id = i + 2;
      accessory->name = g_strdup (behind[i].name);
      accessory->maker = g_strdup ("Nordlicht");
      accessory->model = g_strdup (behind[i].model);
      accessory->kind = behind[i].kind;
      g_ptr_array_add (facts->accessories, accessory);
    }
  facts->capabilities = DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_LIST_ACCESS
                        | DS_CAPABILITY_REMOVE_ACCESS | DS_CAPABILITY_RELEASE;
  facts->access = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_access_free);
  g_ptr_array_add (facts->access, ds_access_new ("this", TRUE, TRUE));
  g_ptr_array_add (facts->access, ds_access_new ("5C0F9E1A-77B2-4E11-9C52-0B8C1D2E3F40", FALSE,
                                                 TRUE));
  record->room = g_strdup ("Hall");
  record->maker = g_strdup ("Nordlicht");
  record->model = g_strdup ("Bridge 2");
  record->software_version = g_strdup ("3.11.0");
  record->details = ds_details_to_text (facts);
  app_test_store (test, record);
}

static DsDevice *
find (AppTest    *test,
      const char *key)
{
  g_autofree char *id = _ds_device_make_id ("homekit", key);
  DsDevice *device = ds_home_find (test->home, id);

  if (device == NULL)
    g_error ("%s was not found", key);
  return device;
}

static void
push (DsSetUpDialog *dialog,
      const char    *tag)
{
  GtkWidget *navigation = app_test_find (dialog, ADW_TYPE_NAVIGATION_VIEW, NULL);

  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (navigation), tag);
  app_test_settle (100);
}

static void
press (gpointer    root,
       const char *label)
{
  GtkWidget *button = app_test_find (root, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  gtk_widget_activate (button);
}

static void
draw_set_up (AppTest         *test,
             DsFakeAccessory *accessory)
{
  DsDevice *device = find (test, PLUG_ID);
  AdwDialog *dialog = ds_set_up_dialog_new (test->home, device);
  GtkWidget *entry;

  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  save (test, "set-up-1-device");
  push (DS_SET_UP_DIALOG (dialog), "code");
  entry = app_test_find (dialog, DS_TYPE_CODE_ENTRY, NULL);
  save (test, "set-up-2-code");
  gtk_editable_insert_text (GTK_EDITABLE (ds_code_entry_get_text (DS_CODE_ENTRY (entry))),
                            "12345678", -1, &(int){ 0 });
  save (test, "set-up-2-impossible");
  g_assert_true (ds_code_entry_take (DS_CODE_ENTRY (entry), CODE));
  save (test, "set-up-2-complete");
  push (DS_SET_UP_DIALOG (dialog), "plan");
  save (test, "set-up-3-plan");

  ds_fake_accessory_set_error (accessory, DS_FAKE_SETUP_M4, 2, 0);
  press (dialog, _("Set Up"));
  app_test_settle (2500);
  save (test, "set-up-4-failed");
  ds_fake_accessory_set_error (accessory, DS_FAKE_SETUP_M4, 0, 0);
  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M4, DS_FAKE_NEVER_ANSWERS);
  press (dialog, _("Try Again"));
  save (test, "set-up-4-running");
  press (dialog, _("Stop"));
  save (test, "set-up-4-stopped");
  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M4, DS_FAKE_FINE);
  press (dialog, _("Try Again"));
  app_test_settle (3000);
  save (test, "set-up-5-done");
  adw_dialog_force_close (dialog);
}

static void
draw_pages (AppTest *test)
{
  save (test, "home");
  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:01"));
  save (test, "key-changed");
  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:09"));
  save (test, "device");
  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:02"));
  save (test, "unreachable");
  ds_window_show_device (test->window, find (test, PLUG_ID));
  save (test, "new");
  ds_window_show_device (test->window, find (test, "CC:00:00:00:00:02"));
  save (test, "taken");
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.diagnose", NULL);
  app_test_settle (3000);
  save (test, "diagnosis");
}

static void
make_narrow (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_int (settings, "window-width", 360);
  g_settings_set_int (settings, "window-height", 720);
}

static void
close_dialog (AppTest *test)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (test->window));

  adw_dialog_force_close (dialog);
  app_test_settle (300);
}

static void
draw_dialogs (AppTest *test)
{
  GActionGroup *actions = G_ACTION_GROUP (test->application);
  GtkWidget *page;
  GtkWidget *scroll;
  GtkAdjustment *adjustment;

  ds_window_show_device (test->window, find (test, "AA:00:00:00:00:03"));
  app_test_settle (300);
  page = app_test_find (test->window, g_type_from_name ("DsDevicePage"), NULL);
  scroll = app_test_find (page, GTK_TYPE_SCROLLED_WINDOW, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  save (test, "device-below");
  gtk_widget_activate_action (page, "device.rename", NULL);
  save (test, "rename");
  close_dialog (test);
  gtk_widget_activate_action (page, "device.remove", NULL);
  save (test, "remove");
  close_dialog (test);
  g_action_group_activate_action (actions, "about", NULL);
  save (test, "about");
  close_dialog (test);

  g_action_group_activate_action (actions, "shortcuts", NULL);
  save (test, "shortcuts");
  close_dialog (test);
}

/* Names in other scripts, names that are too long, and rarer states. */
static void
draw_world (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record ("DD:00:00:00:00:01", "Heizkörperthermostat",
                                                DS_KIND_THERMOSTAT);

  record->state = DS_RECORD_RELEASING;
  app_test_store (test, record);
  store (test, "DD:00:00:00:00:02", "リビングの加湿器", "居間", DS_KIND_APPLIANCE, "keyring-locked");
  store (test, "DD:00:00:00:00:03", "مصباح غرفة الجلوس", "غرفة الجلوس", DS_KIND_LAMP, NULL);
  store (test, "DD:00:00:00:00:04", "Donaudampfschifffahrtsgesellschaftskapitänskajütenlampe",
         "Arbeitszimmer im Dachgeschoss", DS_KIND_LAMP, NULL);
  store (test, "DD:00:00:00:00:05", "玄関のスマートロックと照明とカメラのハブ", "玄関", DS_KIND_HUB,
         "not-ours");
  app_test_publish (test, "זרקור במרפסת", PLUG_ID, 5, false, 51826);
  app_test_open (test);
  if (screenshots_narrow ())
    gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 720);
  app_test_settle (3000);
  save (test, "world");
  ds_window_show_device (test->window, find (test, "DD:00:00:00:00:01"));
  save (test, "world-removing");
  ds_window_show_device (test->window, find (test, "DD:00:00:00:00:02"));
  save (test, "world-locked");
  ds_window_show_device (test->window, find (test, "DD:00:00:00:00:03"));
  save (test, "world-arabic");
  ds_window_show_device (test->window, find (test, "DD:00:00:00:00:04"));
  save (test, "world-long");
  ds_window_show_device (test->window, find (test, "DD:00:00:00:00:05"));
  save (test, "world-not-ours");
}

static void
draw_empty (DsMockAvahiFlags flags,
            bool             connected,
            const char      *name)
{
  g_autoptr (AppTest) test = app_test_new (flags);

  ds_mock_avahi_set_network (test->avahi, connected);
  app_test_open (test);
  app_test_settle (300);
  if (g_str_equal (name, "empty"))
    save (test, "searching");
  app_test_settle (2500);
  save (test, name);
}

static void
draw_house (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (DsFakeAccessory) accessory = ds_fake_accessory_new (PLUG_ID, CODE);

  store (test, "AA:00:00:00:00:01", "Front Door", "Entrance", DS_KIND_LOCK, "key-changed");
  store (test, "AA:00:00:00:00:02", "Garden Camera", "Garden", DS_KIND_CAMERA, "unreachable");
  store (test, "AA:00:00:00:00:03", "Desk Lamp", "Study", DS_KIND_LAMP, NULL);
  store (test, "AA:00:00:00:00:04", "Living Room Speaker", "Living Room", DS_KIND_SPEAKER, NULL);
  store (test, "AA:00:00:00:00:05", "Washing Machine", "Cellar", DS_KIND_APPLIANCE, NULL);
  store_bridge (test);
  app_test_publish (test, "Kitchen Plug", PLUG_ID, 7, false,
                    ds_fake_accessory_get_port (accessory));
  app_test_publish (test, "Window Sensor", "CC:00:00:00:00:02", 10, true, 0);
  app_test_open (test);
  app_test_settle (3000);
  draw_pages (test);
  close_dialog (test);
  draw_dialogs (test);
  draw_set_up (test, accessory);
}

int
main (int    argc,
      char **argv)
{
  screenshots_init (&argc, &argv);
  if (screenshots_narrow ())
    make_narrow ();
  draw_house ();
  draw_world ();
  draw_empty (DS_MOCK_AVAHI_NORMAL, true, "empty");
  draw_empty (DS_MOCK_AVAHI_ABSENT, true, "no-avahi");
  draw_empty (DS_MOCK_AVAHI_NORMAL, false, "no-network");

  return 0;
}

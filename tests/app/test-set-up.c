/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/ds-code-entry.h"
#include "app/ds-set-up-dialog.h"
#include "core/ds-clock.h"
#include "ds-app-test.h"
#include "ds-test.h"
#include "home/ds-onboarding.h"

#define CODE "031-45-154"
#define PAYLOAD "X-HM://00522H1VMTB01"
#define PLUG_ID "C3:1C:6B:9F:34:2E"

typedef struct
{
  AppTest         *test;
  DsFakeAccessory *accessory;
  AdwDialog       *dialog;
  const char      *wanted;
} SetUp;

static bool
has_device (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) > 0;
}

static bool
says_wanted (gpointer data)
{
  SetUp *set_up = data;

  return app_test_says (set_up->dialog, set_up->wanted);
}

static bool
offers_wanted (gpointer data)
{
  SetUp *set_up = data;

  return app_test_find (set_up->dialog, GTK_TYPE_BUTTON, set_up->wanted) != NULL;
}

static void
wait_for_words (SetUp      *set_up,
                const char *words)
{
  set_up->wanted = words;
  app_test_wait (says_wanted, set_up);
}

static void
wait_for_button (SetUp      *set_up,
                 const char *label)
{
  set_up->wanted = label;
  app_test_wait (offers_wanted, set_up);
}

static bool
can_press_wanted (gpointer data)
{
  SetUp *set_up = data;
  GtkWidget *button = app_test_find (set_up->dialog, GTK_TYPE_BUTTON, set_up->wanted);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
press (SetUp      *set_up,
       const char *label)
{
  set_up->wanted = label;
  app_test_wait (can_press_wanted, set_up);
  g_assert_true (
    gtk_widget_activate (app_test_find (set_up->dialog, GTK_TYPE_BUTTON, label)));
  app_test_settle (50);
}

static bool
keyboard_is_on_wanted (gpointer data)
{
  SetUp *set_up = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (set_up->test->window));

  return GTK_IS_BUTTON (focus)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), set_up->wanted) == 0;
}

static bool
keyboard_is_in_a_field (gpointer data)
{
  SetUp *set_up = data;

  return GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (set_up->test->window)));
}

/* Enter, once the keyboard is where it belongs by itself. */
static void
press_focused (SetUp      *set_up,
               const char *label)
{
  set_up->wanted = label;
  app_test_wait (keyboard_is_on_wanted, set_up);
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (set_up->test->window))));
  app_test_settle (50);
}

static void
open_dialog (SetUp *set_up)
{
  g_autoptr (DsDevice) device = NULL;

  set_up->test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  set_up->accessory = ds_fake_accessory_new (PLUG_ID, CODE);
  app_test_publish (set_up->test, "Kitchen Plug", PLUG_ID, 7, false,
                    ds_fake_accessory_get_port (set_up->accessory));
  app_test_open (set_up->test);
  app_test_wait (has_device, set_up->test);

  device = g_list_model_get_item (ds_home_get_devices (set_up->test->home), 0);
  set_up->dialog = ds_set_up_dialog_new (set_up->test->home, device);
  g_object_add_weak_pointer (G_OBJECT (set_up->dialog), (gpointer *)&set_up->dialog);
  adw_dialog_present (set_up->dialog, GTK_WIDGET (set_up->test->window));
  app_test_settle (100);
}

static bool
shows_code_entry (gpointer data)
{
  return app_test_find (((SetUp *)data)->dialog, DS_TYPE_CODE_ENTRY, NULL) != NULL;
}

static void
enter_code (SetUp      *set_up,
            const char *code)
{
  GtkWidget *entry;

  app_test_wait (shows_code_entry, set_up);
  entry = app_test_find (set_up->dialog, DS_TYPE_CODE_ENTRY, NULL);
  g_assert_true (ds_code_entry_take (DS_CODE_ENTRY (entry), code));
}

static void
go_to_plan (SetUp      *set_up,
            const char *code)
{
  press (set_up, "Next");
  enter_code (set_up, code);
  press (set_up, "Next");
}

static void
close_dialog (SetUp *set_up)
{
  if (set_up->dialog != NULL)
    adw_dialog_force_close (set_up->dialog);
  app_test_settle (300);
  g_assert_null (set_up->dialog);
  app_test_free (set_up->test);
  g_clear_object (&set_up->accessory);
}

static void
test_a_device_is_set_up_from_its_code_to_its_room (void)
{
  SetUp set_up = { 0 };
  g_autoptr (DsDevice) device = NULL;
  GtkWidget *room;

  open_dialog (&set_up);
  wait_for_words (&set_up, "Kitchen Plug");
  device = g_list_model_get_item (ds_home_get_devices (set_up.test->home), 0);

  /* By the keyboard alone: every page puts it where it belongs. */
  press_focused (&set_up, "Next");
  app_test_wait (keyboard_is_in_a_field, &set_up);
  enter_code (&set_up, CODE);
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (set_up.test->window)), "activate");
  app_test_settle (50);
  press_focused (&set_up, "Set Up");
  wait_for_words (&set_up, "The Device Is Set Up");
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (set_up.accessory), ==, 1);

  room = app_test_find (set_up.dialog, ADW_TYPE_ENTRY_ROW, "Room");
  gtk_editable_set_text (GTK_EDITABLE (room), "Kitchen");
  press (&set_up, "Finish");
  app_test_settle (500);
  g_assert_null (set_up.dialog);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  g_assert_cmpstr (ds_device_get_room (device), ==, "Kitchen");
  /* The only row keeps its place, and stands below another title now. */
  g_assert_false (app_test_says (set_up.test->window, "New"));
  g_assert_true (app_test_says (set_up.test->window, "Set Up"));
  g_clear_object (&device);
  close_dialog (&set_up);
}

static void
paste_picture (SetUp      *set_up,
               GdkTexture *texture)
{
  GtkWidget *label = app_test_find (set_up->dialog, GTK_TYPE_LABEL, "Paste");
  GtkWidget *window = GTK_WIDGET (set_up->test->window);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (window), texture);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static bool
has_whole_code (gpointer data)
{
  SetUp *set_up = data;
  GtkWidget *entry = app_test_find (set_up->dialog, DS_TYPE_CODE_ENTRY, NULL);

  return ds_code_entry_get_complete (DS_CODE_ENTRY (entry));
}

/* Two of its kind lie side by side; then its own label beside another thing. */
static void
test_its_code_is_found_in_a_picture_of_several (void)
{
  SetUp set_up = { 0 };
  g_autoptr (GdkTexture) mixed = app_test_draw_codes ("https://example.com/app", PAYLOAD);
  g_autoptr (GdkTexture) alike = app_test_draw_codes ("X-HM://00718C331AB1C", PAYLOAD);

  open_dialog (&set_up);
  press (&set_up, "Next");
  app_test_wait (shows_code_entry, &set_up);
  paste_picture (&set_up, alike);
  wait_for_words (&set_up, "More than one QR code in this picture fits. Use a picture that shows "
                           "only one of them.");
  g_assert_false (has_whole_code (&set_up));
  paste_picture (&set_up, mixed);
  app_test_wait (has_whole_code, &set_up);
  close_dialog (&set_up);
}

static void
test_a_wrong_code_says_what_happened_and_offers_to_change_it (void)
{
  SetUp set_up = { 0 };

  open_dialog (&set_up);
  go_to_plan (&set_up, "031-45-155");
  press (&set_up, "Set Up");
  wait_for_button (&set_up, "Change the Code");
  g_assert_true (app_test_says (set_up.dialog, "Failed"));
  g_assert_nonnull (app_test_find (set_up.dialog, GTK_TYPE_BUTTON, "Try Again"));
  g_assert_nonnull (app_test_find (set_up.dialog, GTK_TYPE_BUTTON, "Close"));
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (set_up.accessory), ==, 0);

  /* The keyboard is on what helps. */
  press_focused (&set_up, "Change the Code");
  enter_code (&set_up, CODE);
  press (&set_up, "Next");
  press (&set_up, "Set Up");
  wait_for_words (&set_up, "The Device Is Set Up");
  close_dialog (&set_up);
}

static void
test_a_stopped_set_up_says_so_and_can_begin_again (void)
{
  SetUp set_up = { 0 };

  open_dialog (&set_up);
  ds_fake_accessory_set_fault (set_up.accessory, DS_FAKE_SETUP_M2, DS_FAKE_NEVER_ANSWERS);
  go_to_plan (&set_up, CODE);
  press (&set_up, "Set Up");
  wait_for_words (&set_up, "Working…");
  /* Closing is asked for while it runs: it stops first and tells. */
  g_assert_false (adw_dialog_close (set_up.dialog));
  wait_for_words (&set_up, "Setup was stopped.");
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (set_up.accessory), ==, 0);

  ds_fake_accessory_set_fault (set_up.accessory, DS_FAKE_SETUP_M2, DS_FAKE_FINE);
  press (&set_up, "Try Again");
  wait_for_words (&set_up, "The Device Is Set Up");
  close_dialog (&set_up);
}

static void
test_a_device_that_asks_to_wait_is_waited_for (void)
{
  SetUp set_up = { 0 };
  GtkWidget *again;

  open_dialog (&set_up);
  ds_fake_accessory_set_error (set_up.accessory, DS_FAKE_SETUP_M2, 3, 2);
  go_to_plan (&set_up, CODE);
  press (&set_up, "Set Up");
  wait_for_button (&set_up, "Change the Code");
  again = app_test_find (set_up.dialog, GTK_TYPE_BUTTON, "Try Again");
  g_assert_null (again);
  /* The keyboard is not left on a button that has to wait. */
  set_up.wanted = "Change the Code";
  app_test_wait (keyboard_is_on_wanted, &set_up);
  ds_fake_accessory_set_error (set_up.accessory, DS_FAKE_SETUP_M2, 0, 0);
  ds_clock_set (ds_clock_now () + 120);
  wait_for_button (&set_up, "Try Again");
  press (&set_up, "Try Again");
  wait_for_words (&set_up, "The Device Is Set Up");
  ds_clock_set (0);
  close_dialog (&set_up);
}

static void
test_a_lost_device_says_what_state_it_is_in (void)
{
  SetUp set_up = { 0 };

  open_dialog (&set_up);
  go_to_plan (&set_up, CODE);
  ds_fake_accessory_set_power (set_up.accessory, false);
  press (&set_up, "Set Up");
  wait_for_button (&set_up, "Try Again");
  g_assert_true (app_test_says (set_up.dialog, "Failed"));
  /* Nobody shall wait for the rest, and another code would not help. */
  g_assert_true (app_test_says (set_up.dialog, "Not Started"));
  g_assert_false (app_test_says (set_up.dialog, "Waiting"));
  g_assert_null (app_test_find (set_up.dialog, GTK_TYPE_BUTTON, "Change the Code"));
  ds_fake_accessory_set_power (set_up.accessory, true);
  press (&set_up, "Try Again");
  wait_for_words (&set_up, "The Device Is Set Up");
  close_dialog (&set_up);
}

static void
test_large_text_fits_a_narrow_window (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  SetUp set_up = { 0 };

  g_settings_set_int (settings, "window-width", 360);
  /* A text scale of 2: GTK warns of what does not fit, and that ends the test. */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  open_dialog (&set_up);
  go_to_plan (&set_up, CODE);
  press (&set_up, "Set Up");
  wait_for_words (&set_up, "The Device Is Set Up");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (set_up.test->window)), <=, 360);
  close_dialog (&set_up);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  g_settings_reset (settings, "window-width");
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/set-up/a-device-is-set-up-from-its-code-to-its-room",
                   test_a_device_is_set_up_from_its_code_to_its_room);
  g_test_add_func ("/set-up/a-wrong-code-says-what-happened-and-offers-to-change-it",
                   test_a_wrong_code_says_what_happened_and_offers_to_change_it);
  g_test_add_func ("/set-up/its-code-is-found-in-a-picture-of-several",
                   test_its_code_is_found_in_a_picture_of_several);
  g_test_add_func ("/set-up/a-stopped-set-up-says-so-and-can-begin-again",
                   test_a_stopped_set_up_says_so_and_can_begin_again);
  g_test_add_func ("/set-up/a-device-that-asks-to-wait-is-waited-for",
                   test_a_device_that_asks_to_wait_is_waited_for);
  g_test_add_func ("/set-up/a-lost-device-says-what-state-it-is-in",
                   test_a_lost_device_says_what_state_it_is_in);
  g_test_add_func ("/set-up/large-text-fits-a-narrow-window",
                   test_large_text_fits_a_narrow_window);

  return g_test_run ();
}

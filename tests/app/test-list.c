/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a person: what they watch, add by hand, do not want to see, and take
 * elsewhere.
 */

#include "config.h"

#include "app/ds-add-dialog.h"
#include "app/ds-catalogue-dialog.h"
#include "app/ds-device-row.h"
#include "app/ds-diagnosis-dialog.h"
#include "app/ds-export-dialog.h"
#include "app/ds-ignored-dialog.h"
#include "app/ds-kind-icon.h"
#include "ds-app-test.h"
#include "ds-test.h"
#include "home/ds-device-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define LAMP_ID "AA:00:00:00:02:01"
#define NARROWEST 360

static AppTest *
new_house (void)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_publish (test, "Old Lamp", LAMP_ID, 5, true, 4);
  app_test_open (test);
  return test;
}

static bool
has_a_device (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) > 0;
}

static bool
has_no_device (gpointer data)
{
  return !has_a_device (data);
}

static bool
has_two_devices (gpointer data)
{
  return g_list_model_get_n_items (ds_home_get_devices (((AppTest *)data)->home)) == 2;
}

static DsDevice *
show_lamp (AppTest *test)
{
  g_autoptr (DsDevice) device = NULL;

  app_test_wait (has_a_device, test);
  device = g_list_model_get_item (ds_home_get_devices (test->home), 0);
  ds_window_show_device (test->window, device);
  app_test_settle (300);
  return device;
}

static AdwDialog *
get_dialog (AppTest *test)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
}

static bool
is_without_dialog (gpointer data)
{
  return get_dialog (data) == NULL;
}

static AdwDialog *
open_dialog (AppTest    *test,
             const char *action,
             GType       type)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), action, NULL));
  app_test_settle (300);
  dialog = get_dialog (test);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (dialog, type));
  return dialog;
}

static GtkWidget *
find (gpointer    root,
      GType       type,
      const char *text)
{
  GtkWidget *widget = app_test_find (root, type, text);

  if (widget == NULL)
    g_error ("there is no “%s”", text);
  return widget;
}

static void
type_text (gpointer    root,
           const char *title,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find (root, ADW_TYPE_ENTRY_ROW, title)), text);
}

static void
press (gpointer    root,
       const char *label)
{
  gtk_widget_activate (find (root, GTK_TYPE_BUTTON, label));
}

/* Whether the Tab key comes to a widget within @type. */
static bool
tab_reaches (AppTest *test,
             GType    type)
{
  for (int i = 0; i < 60; i++)
    {
      GtkWidget *focus;

      g_signal_emit_by_name (test->window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (test->window));
      if (focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL)
        return true;
    }

  return false;
}

static DsDevice *device_of_state;

static bool
is_watched (gpointer data)
{
  return ds_device_get_state (device_of_state) == DS_DEVICE_WATCHED;
}

static bool
is_taken (gpointer data)
{
  return ds_device_get_state (device_of_state) == DS_DEVICE_TAKEN;
}

/* Nobody here has to do anything about the neighbours' lamp. */
static void
test_what_others_have_set_up_is_counted_apart (void)
{
  g_autoptr (AppTest) test = new_house ();

  app_test_wait (has_a_device, test);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Set Up Elsewhere"));
  g_assert_false (app_test_says (test->window, "New"));
  g_assert_true (app_test_says (test->window, "No device needs attention.\n"
                                              "1 device is set up elsewhere."));

  app_test_publish (test, "New Plug", "AA:00:00:00:02:02", 7, false, 5);
  app_test_wait (has_two_devices, test);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "New"));
  g_assert_true (app_test_says (test->window, "1 device is not set up yet.\n"
                                              "1 device is set up elsewhere."));
}

static int
count_lines (AppTest    *test,
             const char *text)
{
  GtkWidget *row = find (test->window, ADW_TYPE_BUTTON_ROW, text);
  GtkWidget *label = find (row, GTK_TYPE_LABEL, text);

  return pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label)));
}

/* They may go on in another line, for large text in a narrow window. */
static void
test_the_words_of_a_button_stay_in_one_line (void)
{
  g_autoptr (AppTest) test = new_house ();

  show_lamp (test);
  g_assert_cmpint (count_lines (test, "Put It on the List"), ==, 1);
  g_assert_cmpint (count_lines (test, "Ignore This Device"), ==, 1);
}

static void
test_a_seen_device_is_put_on_the_list_and_taken_from_it (void)
{
  g_autoptr (AppTest) test = new_house ();

  device_of_state = show_lamp (test);
  gtk_widget_activate_action (find (test->window, ADW_TYPE_BUTTON_ROW, "Put It on the List"),
                              "device.watch", NULL);
  app_test_wait (is_watched, NULL);
  app_test_settle (300);
  g_assert_null (app_test_find (test->window, ADW_TYPE_BUTTON_ROW, "Put It on the List"));

  gtk_widget_activate_action (find (test->window, ADW_TYPE_BUTTON_ROW, "Take It from the List…"),
                              "device.unwatch", NULL);
  app_test_settle (300);
  press (get_dialog (test), "Take It from the List");
  app_test_wait (is_taken, NULL);
}

static GtkWidget *
get_focus (gpointer window)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

static bool
is_somewhere (gpointer window)
{
  return get_focus (window) != NULL && gtk_widget_get_mapped (get_focus (window));
}

static bool
is_on_the_name (gpointer window)
{
  return is_somewhere (window)
         && get_focus (window) == app_test_find (window, ADW_TYPE_BUTTON_ROW, "Name and Room…");
}

/* GTK finds a place for the keyboard as soon as the button has gone, while the device is
 * still busy: the list around it, where nothing can be pressed. */
static void
test_a_button_that_goes_leaves_the_keyboard_on_the_next_one (void)
{
  g_autoptr (AppTest) test = new_house ();
  GtkWidget *button;

  device_of_state = show_lamp (test);
  button = find (test->window, ADW_TYPE_BUTTON_ROW, "Put It on the List");
  g_assert_true (gtk_widget_grab_focus (button));
  _ds_device_hold (device_of_state);
  app_test_await (ds_home_watch (test->home, device_of_state));
  app_test_wait (is_watched, NULL);
  app_test_wait (is_somewhere, test->window);
  _ds_device_release (device_of_state);
  app_test_wait (is_on_the_name, test->window);
}

static bool
has_notes (gpointer data)
{
  return g_strcmp0 (ds_device_get_notes (device_of_state), "Bought used.\nNo box.") == 0;
}

static void
test_notes_are_kept (void)
{
  static const DsByHand what = { .name = "Radio" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWidget *view;

  app_test_open (test);
  app_test_await (ds_home_add_by_hand (test->home, &what));
  device_of_state = ds_home_find (test->home, "Radio");
  ds_window_show_device (test->window, device_of_state);
  app_test_settle (300);
  gtk_widget_activate_action (find (test->window, ADW_TYPE_ACTION_ROW, "Notes"), "device.notes",
                              NULL);
  app_test_settle (300);
  view = find (get_dialog (test), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            "Bought used.\nNo box.\n", -1);
  press (get_dialog (test), "Save");
  app_test_wait (has_notes, NULL);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Bought used.\nNo box."));
}

static void
test_watching_is_undone (void)
{
  g_autoptr (AppTest) test = new_house ();

  device_of_state = show_lamp (test);
  gtk_widget_activate_action (find (test->window, ADW_TYPE_BUTTON_ROW, "Put It on the List"),
                              "device.watch", NULL);
  app_test_wait (is_watched, NULL);
  app_test_settle (300);
  press (test->window, "Undo");
  app_test_wait (is_taken, NULL);
}

static void
test_an_ignored_device_is_found_again (void)
{
  g_autoptr (AppTest) test = new_house ();
  AdwDialog *dialog;

  show_lamp (test);
  gtk_widget_activate_action (find (test->window, ADW_TYPE_BUTTON_ROW, "Ignore This Device"),
                              "device.ignore", NULL);
  app_test_wait (has_no_device, test);

  dialog = open_dialog (test, "win.ignored", DS_TYPE_IGNORED_DIALOG);
  g_assert_true (app_test_says (dialog, "Old Lamp"));
  g_assert_true (tab_reaches (test, ADW_TYPE_ACTION_ROW));
  gtk_widget_activate (find (dialog, GTK_TYPE_BUTTON, "Show Again"));
  app_test_wait (has_a_device, test);
  app_test_settle (100);
  g_assert_true (app_test_says (dialog, "No Ignored Devices"));
  adw_dialog_force_close (dialog);
}

/* Not on the list around them, where nothing can be pressed. */
static bool
is_on_a_row (gpointer window)
{
  return is_somewhere (window) && !GTK_IS_LIST_BOX (get_focus (window))
         && gtk_widget_get_ancestor (get_focus (window), GTK_TYPE_LIST_BOX) != NULL;
}

/* The button that had the focus is gone; who cannot see is not left nowhere. */
static void
test_the_focus_goes_to_the_next_ignored_device (void)
{
  g_autoptr (AppTest) test = new_house ();
  GListModel *devices = ds_home_get_devices (test->home);
  AdwDialog *dialog;
  GtkWidget *button;

  app_test_publish (test, "Old Plug", "AA:00:00:00:02:02", 7, true, 5);
  app_test_wait (has_two_devices, test);
  while (has_a_device (test))
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, 0);

      app_test_await (ds_home_ignore (test->home, device));
    }
  dialog = open_dialog (test, "win.ignored", DS_TYPE_IGNORED_DIALOG);
  button = find (dialog, GTK_TYPE_BUTTON, "Show Again");
  gtk_widget_grab_focus (button);
  gtk_widget_activate (button);
  app_test_wait (has_a_device, test);
  app_test_wait (is_on_a_row, test->window);
  adw_dialog_force_close (dialog);
}

static void
test_a_device_is_added_by_hand (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  AdwDialog *dialog;
  GtkWidget *add;
  DsDevice *device;

  app_test_open (test);
  dialog = open_dialog (test, "win.add-by-hand", DS_TYPE_ADD_DIALOG);
  add = find (dialog, GTK_TYPE_BUTTON, "Add");
  g_assert_false (gtk_widget_get_sensitive (add));

  type_text (dialog, "Maker", "sonos bri");
  app_test_settle (100);
  g_assert_true (gtk_widget_get_sensitive (add));
  g_assert_true (tab_reaches (test, GTK_TYPE_LIST_BOX));
  gtk_widget_activate (find (dialog, ADW_TYPE_ACTION_ROW, "Bridge"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (dialog, ADW_TYPE_ENTRY_ROW, "Maker"))),
                   ==, "Sonos");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (dialog, ADW_TYPE_ENTRY_ROW, "Model"))),
                   ==, "Bridge");

  type_text (dialog, "Room", "Attic");
  type_text (dialog, "Notes", "A gift");
  g_assert_true (app_test_says (dialog, "A day is typed like 2026-11-22."));
  type_text (dialog, "Bought On", "2019-02-30");
  g_assert_false (gtk_widget_get_sensitive (add));
  g_assert_true (app_test_says (dialog, "This is not a day. A day is typed like 2026-11-22."));
  type_text (dialog, "Bought On", "2999-01-01");
  g_assert_false (gtk_widget_get_sensitive (add));
  g_assert_true (app_test_says (dialog, "This day is still to come."));
  type_text (dialog, "Bought On", "2019-02-28");
  g_assert_true (app_test_says (dialog, "28 February 2019"));
  gtk_widget_activate (add);
  app_test_wait (is_without_dialog, test);

  device = ds_home_find (test->home, "Sonos Bridge");
  g_assert_nonnull (device);
  g_assert_cmpstr (ds_device_get_room (device), ==, "Attic");
  g_assert_cmpstr (ds_device_get_notes (device), ==, "A gift");
  g_assert_cmpint (ds_device_get_kind (device), ==, DS_KIND_HUB);
  g_assert_cmpint (ds_device_get_purchased_on (device).year, ==, 2019);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Sonos Bridge"));
  g_assert_true (app_test_says (test->window, "The device is on the list now."));
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (test->window)),
                                             g_type_from_name ("DsDevicePage")));
}

static void
test_what_nobody_knows_is_added_all_the_same (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  AdwDialog *dialog;

  app_test_open (test);
  dialog = open_dialog (test, "win.add-by-hand", DS_TYPE_ADD_DIALOG);
  type_text (dialog, "Maker", "Qwxzzy");
  g_assert_false (app_test_says (dialog, "Is It One of These?"));
  type_text (dialog, "Maker", "  ");
  g_assert_false (gtk_widget_get_sensitive (find (dialog, GTK_TYPE_BUTTON, "Add")));
  type_text (dialog, "Name (Optional)", "Grandmother’s <b>Radio</b>");
  press (dialog, "Add");
  app_test_wait (is_without_dialog, test);
  g_assert_nonnull (ds_home_find (test->home, "Grandmother’s <b>Radio</b>"));
}

static bool
asks_for_the_port (gpointer dialog)
{
  return app_test_says (dialog, "There is no device to be found with this address. Type it with its "
                                "port at the end, such as lamp.local:5001 or 192.168.1.20:5001.");
}

/* What cannot be an address is told before anybody is asked. */
static void
test_what_is_no_address_is_told_while_it_is_typed (void)
{
  static const char *const slips[] = { "999.1.1.1:80", "[::1", "[]:80", "lamp:0", "lamp:99999",
                                       "a lamp:80", "http://lamp.local:80/", "0.0.0.0:80" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  AdwDialog *dialog;
  GtkWidget *add;

  app_test_open (test);
  dialog = open_dialog (test, "win.diagnose", DS_TYPE_DIAGNOSIS_DIALOG);
  add = find (dialog, ADW_TYPE_BUTTON_ROW, "Add the Device");
  for (unsigned int i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_test_message ("%s", slips[i]);
      type_text (dialog, "Address", slips[i]);
      g_assert_true (app_test_says (dialog,
                                    "This is not the address of a device. Such an address looks like "
                                    "lamp.local:5001, 192.168.1.20:5001 or [fe80::20]:5001."));
      g_assert_false (gtk_widget_get_sensitive (add));
      type_text (dialog, "Address", "lamp.local:80");
      g_assert_true (gtk_widget_get_sensitive (add));
    }

  type_text (dialog, "Address", "127.0.0.2");
  gtk_widget_activate (add);
  app_test_wait (asks_for_the_port, dialog);
  adw_dialog_force_close (dialog);
}

static void
ended_cb (DsExportDialog *dialog,
          const char     *sentence,
          GPtrArray      *said)
{
  g_ptr_array_add (said, g_strdup (sentence));
}

static bool
has_said (gpointer said)
{
  return ((GPtrArray *)said)->len > 0;
}

static char *
export_to (AdwDialog  *dialog,
           const char *path)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;
  gulong handler = g_signal_connect (dialog, "ended", G_CALLBACK (ended_cb), said);

  ds_export_dialog_write (DS_EXPORT_DIALOG (dialog), file);
  app_test_wait (has_said, said);
  g_signal_handler_disconnect (dialog, handler);
  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
test_the_list_is_taken_elsewhere_without_names (void)
{
  static const DsByHand what = { .name = "Anna’s Radio", .maker = "Acme", .room = "Attic" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "Devices.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "not", "there", NULL);
  g_autofree char *bare = NULL;
  g_autofree char *full = NULL;
  AdwDialog *dialog;

  app_test_open (test);
  app_test_await (ds_home_add_by_hand (test->home, &what));
  dialog = open_dialog (test, "win.export", DS_TYPE_EXPORT_DIALOG);
  bare = export_to (dialog, path);
  g_assert_nonnull (strstr (bare, "Acme"));
  g_assert_null (strstr (bare, "Anna"));
  g_assert_null (strstr (bare, "Attic"));

  adw_switch_row_set_active (ADW_SWITCH_ROW (find (dialog, ADW_TYPE_SWITCH_ROW,
                                                   "Names of the Devices")), TRUE);
  full = export_to (dialog, path);
  g_assert_nonnull (strstr (full, "Anna’s Radio"));
  g_assert_null (strstr (full, "Attic"));
  g_assert_null (export_to (dialog, nowhere));
  adw_dialog_force_close (dialog);
}

static bool
shows_the_account (gpointer data)
{
  AppTest *test = data;

  return app_test_find (test->window, ADW_TYPE_EXPANDER_ROW, "Delete the Online Account") != NULL;
}

static void
test_the_page_tells_what_the_catalogue_knows (void)
{
  static const DsByHand what = { .name = "Screen", .maker = "Amazon", .model = "Echo Show" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (DsDevice) device = NULL;
  const char *source;

  app_test_open (test);
  app_test_await (ds_home_add_by_hand (test->home, &what));
  device = g_list_model_get_item (ds_home_get_devices (test->home), 0);
  ds_window_show_device (test->window, device);
  app_test_wait (shows_the_account, test);
  source = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (
    find (test->window, ADW_TYPE_EXPANDER_ROW, "Report a Security Problem")));
  g_assert_nonnull (strstr (source, "Not yet checked"));
}

static void
test_a_catalogue_that_is_none_is_not_taken (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "catalogue.dsup", NULL);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("sftp://example.org/catalogue.dsup");
  AdwDialog *dialog;

  app_test_open (test);
  g_file_set_contents (g_file_peek_path (file), "rubbish", -1, NULL);
  dialog = open_dialog (test, "win.catalogue", DS_TYPE_CATALOGUE_DIALOG);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "Edition "));
  g_signal_connect (dialog, "ended", G_CALLBACK (ended_cb), said);

  ds_catalogue_dialog_accept (DS_CATALOGUE_DIALOG (dialog), file);
  app_test_wait (has_said, said);
  g_assert_nonnull (strstr (g_ptr_array_index (said, 0), "The present one stays in use."));
  ds_catalogue_dialog_accept (DS_CATALOGUE_DIALOG (dialog), elsewhere);
  g_assert_cmpuint (said->len, ==, 2);
  adw_dialog_force_close (dialog);
}

static void
test_the_dialogs_fit_a_phone (void)
{
  static const char * const actions[] = { "win.add-by-hand", "win.ignored", "win.export",
                                          "win.catalogue" };
  g_autoptr (AppTest) test = new_house ();

  show_lamp (test);
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      AdwDialog *dialog = open_dialog (test, actions[i], ADW_TYPE_DIALOG);
      int minimum = 0;

      gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, NARROWEST);
      adw_dialog_force_close (dialog);
      app_test_settle (200);
    }
}

/*
 * What a row looks like
 */

static void
test_every_kind_has_a_picture_of_its_own (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AppTest) test = new_house ();
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (int kind = DS_KIND_UNKNOWN; kind <= DS_KIND_COMPUTER; kind++)
    {
      const char *name = ds_kind_get_icon_name (kind);

      g_assert_true (g_hash_table_add (names, (gpointer)name));
      g_assert_true (gtk_icon_theme_has_icon (theme, name));
    }
}

static graphene_rect_t
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  gsk_render_node_unref (node);
  return bounds;
}

/* The tile stands where the row begins, and is as high as its two lines at least. */
static void
test_a_row_begins_with_its_tile (void)
{
  for (int direction = GTK_TEXT_DIR_LTR; direction <= GTK_TEXT_DIR_RTL; direction++)
    {
      g_autoptr (AppTest) test = NULL;
      graphene_rect_t drawn;
      GtkWidget *row;

      gtk_widget_set_default_direction ((GtkTextDirection)direction);
      test = new_house ();
      app_test_wait (has_a_device, test);
      app_test_settle (300);
      row = app_test_find (test->window, DS_TYPE_DEVICE_ROW, NULL);
      drawn = draw (row);
      if (direction == GTK_TEXT_DIR_LTR)
        g_assert_cmpfloat (drawn.origin.x, ==, 0);
      else
        g_assert_cmpfloat (drawn.origin.x + drawn.size.width, ==, gtk_widget_get_width (row));
      g_assert_cmpfloat (drawn.size.height, >=, DS_KIND_TILE_SIZE);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define TROUBLE "Key Changed"

/* Of the one device; a row may be made anew at any time. */
static GtkWidget *
find_row (AppTest *test)
{
  return app_test_find (test->window, DS_TYPE_DEVICE_ROW, NULL);
}

static bool
has_trouble (gpointer data)
{
  GtkWidget *row = find_row (data);

  return row != NULL && app_test_find (row, GTK_TYPE_LABEL, TROUBLE) != NULL;
}

static AppTest *
new_house_in_trouble (const char *name)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:02:99", name, DS_KIND_LAMP);

  record->attention = g_strdup ("key-changed");
  app_test_store (test, record);
  app_test_open (test);
  app_test_wait (has_trouble, test);
  app_test_settle (300);
  return test;
}

/* The name is what a device is known by: its trouble is said below where both do not fit. */
static void
test_a_pill_leaves_the_name_its_room (void)
{
  for (int direction = GTK_TEXT_DIR_LTR; direction <= GTK_TEXT_DIR_RTL; direction++)
    {
      bool rtl = direction == GTK_TEXT_DIR_RTL;

      for (int is_long = 0; is_long <= 1; is_long++)
        {
          g_autoptr (AppTest) test = NULL;
          graphene_rect_t pill;
          GtkWidget *row;
          float begin, end;

          gtk_widget_set_default_direction ((GtkTextDirection)direction);
          test = new_house_in_trouble (is_long ? "The Lamp on the Landing by the Stairs" : "Lamp");
          row = find_row (test);
          g_assert_true (gtk_widget_compute_bounds (app_test_find (row, GTK_TYPE_LABEL, TROUBLE),
                                                    row, &pill));
          begin = rtl ? gtk_widget_get_width (row) - pill.origin.x - pill.size.width
                      : pill.origin.x;
          end = begin + pill.size.width;
          if (is_long)
            {
              int name = ds_text_get_height (ds_device_row_get_line (DS_DEVICE_ROW (row),
                                                                     DS_DEVICE_ROW_NAME), -1);

              g_assert_cmpfloat (begin, ==, DS_KIND_TILE_SIZE + 12);
              g_assert_cmpfloat (pill.origin.y, >=, name);
            }
          else
            {
              g_assert_cmpfloat (end, ==, gtk_widget_get_width (row));
            }
        }
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Also in letters twice as large, beside which a word of trouble takes most of a row. */
static void
test_a_row_is_never_wider_than_the_narrowest_window (void)
{
  g_autoptr (AppTest) test = new_house_in_trouble ("The Lamp on the Landing");
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi, minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 3 * dpi, NULL);
  app_test_settle (100);
  gtk_widget_measure (find_row (test), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  g_assert_cmpint (minimum, <, NARROWEST - 60);
}

int
main (int argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/list/what-others-have-set-up-is-counted-apart",
                   test_what_others_have_set_up_is_counted_apart);
  g_test_add_func ("/list/the-words-of-a-button-stay-in-one-line",
                   test_the_words_of_a_button_stay_in_one_line);
  g_test_add_func ("/list/every-kind-has-a-picture-of-its-own",
                   test_every_kind_has_a_picture_of_its_own);
  g_test_add_func ("/list/a-row-begins-with-its-tile", test_a_row_begins_with_its_tile);
  g_test_add_func ("/list/a-pill-leaves-the-name-its-room", test_a_pill_leaves_the_name_its_room);
  g_test_add_func ("/list/a-row-is-never-wider-than-the-narrowest-window",
                   test_a_row_is_never_wider_than_the_narrowest_window);
  g_test_add_func ("/list/a-seen-device-is-put-on-the-list-and-taken-from-it",
                   test_a_seen_device_is_put_on_the_list_and_taken_from_it);
  g_test_add_func ("/list/a-button-that-goes-leaves-the-keyboard-on-the-next-one",
                   test_a_button_that_goes_leaves_the_keyboard_on_the_next_one);
  g_test_add_func ("/list/notes-are-kept", test_notes_are_kept);
  g_test_add_func ("/list/watching-is-undone", test_watching_is_undone);
  g_test_add_func ("/list/an-ignored-device-is-found-again",
                   test_an_ignored_device_is_found_again);
  g_test_add_func ("/list/the-focus-goes-to-the-next-ignored-device",
                   test_the_focus_goes_to_the_next_ignored_device);
  g_test_add_func ("/list/a-device-is-added-by-hand", test_a_device_is_added_by_hand);
  g_test_add_func ("/list/what-nobody-knows-is-added-all-the-same",
                   test_what_nobody_knows_is_added_all_the_same);
  g_test_add_func ("/list/what-is-no-address-is-told-while-it-is-typed",
                   test_what_is_no_address_is_told_while_it_is_typed);
  g_test_add_func ("/list/the-list-is-taken-elsewhere-without-names",
                   test_the_list_is_taken_elsewhere_without_names);
  g_test_add_func ("/list/the-page-tells-what-the-catalogue-knows",
                   test_the_page_tells_what_the_catalogue_knows);
  g_test_add_func ("/list/a-catalogue-that-is-none-is-not-taken",
                   test_a_catalogue_that_is_none_is_not_taken);
  g_test_add_func ("/list/the-dialogs-fit-a-phone", test_the_dialogs_fit_a_phone);

  return g_test_run ();
}

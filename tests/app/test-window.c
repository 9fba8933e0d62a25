/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/ds-diagnosis-dialog.h"
#include "app/ds-rename-dialog.h"
#include "app/ds-set-up-dialog.h"
#include "app/ds-device-row.h"
#include "ds-app-test.h"
#include "ds-test.h"
#include "home/ds-home-private.h"

#define CODE "031-45-154"
#define PLUG_ID "C3:1C:6B:9F:34:2E"
#define LOCK_KEY "AA:00:00:00:00:01"
#define NARROWEST 360

/* Words that are dim on purpose have 0.55. */
#define FAINTEST 0.5f

static bool
has_devices (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) > 0;
}

static bool
is_settled (gpointer data)
{
  return ds_home_get_settled (((AppTest *)data)->home);
}

static DsDevice *
first_device (AppTest *test)
{
  g_autoptr (DsDevice) device = NULL;

  app_test_wait (has_devices, test);
  device = g_list_model_get_item (ds_home_get_devices (test->home), 0);
  return device; /* the list keeps it */
}

static AppTest *
new_with_lock (const char *attention)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record (LOCK_KEY, "Front Door", DS_KIND_LOCK);

  record->attention = g_strdup (attention);
  record->room = g_strdup ("Hall");
  app_test_store (test, record);
  app_test_open (test);

  return test;
}

/*
 * What a page says and offers
 */

static void
test_no_devices_says_what_to_do (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "No Devices Yet"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Search Again"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Why Can’t I See It?"));
}

static void
test_searching_is_said_and_ends (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_VAGUE);

  app_test_open (test);
  g_assert_true (app_test_says (test->window, "Looking for Devices…"));
  app_test_wait (is_settled, test);
  app_test_settle (100);
  g_assert_false (app_test_says (test->window, "Looking for Devices…"));
}

static void
test_no_avahi_says_what_to_do (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_ABSENT);

  app_test_open (test);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Devices Cannot Be Found"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "What to Do"));
  ds_mock_avahi_appear (test->avahi);
  app_test_wait (is_settled, test);
  app_test_settle (100);
  g_assert_false (app_test_says (test->window, "Devices Cannot Be Found"));
}

static void
test_no_network_says_what_to_do (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  ds_mock_avahi_set_network (test->avahi, false);
  app_test_open (test);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "No Network"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Search Again"));
}

/* A television that nothing here can set up has its place, its maker and one sentence. */
static void
test_what_is_only_seen_is_told_apart (void)
{
  static const char * const txt[] = { "deviceid=AA:BB:CC:00:11:28", "manufacturer=LG",
                                      "model=OLED55C9PLA", NULL };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDevice *device;

  ds_mock_avahi_publish (test->avahi,
                         &(DsMockService) { .instance = "Big Picture", .type = "_airplay._tcp",
                                            .host = "tv.local", .port = 7000, .txt = txt });
  app_test_open (test);
  device = first_device (test);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Also on the Network"));
  g_assert_true (app_test_says (test->window, "Big Picture"));
  g_assert_true (app_test_says (test->window, "LG OLED55C9PLA"));
  g_assert_true (app_test_says (test->window, ds_device_get_headline (device)));
  ds_window_show_device (test->window, device);
  app_test_settle (300);
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Set Up…"));
}

static void
test_a_locked_keyring_offers_to_unlock (void)
{
  g_autoptr (AppTest) test = new_with_lock ("keyring-locked");

  ds_window_show_device (test->window, first_device (test));
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "The Keyring Is Locked"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Unlock the Keyring…"));
}

static void
test_a_changed_key_leaves_one_way_on (void)
{
  g_autoptr (AppTest) test = new_with_lock ("key-changed");

  ds_window_show_device (test->window, first_device (test));
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "Needs Attention"));
  g_assert_true (app_test_says (test->window, "Key Changed"));
  g_assert_true (app_test_says (test->window, "The Device Shows Another Key"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON,
                                   "Set Up Again…"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Remove…"));
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Check Again"));
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Check Now"));
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Make It Show Itself"));
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Unlock the Keyring…"));
}

static void
test_what_is_not_known_is_said_so (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);

  ds_window_show_device (test->window, first_device (test));
  app_test_settle (100);
  g_assert_true (app_test_says (test->window, "No information for this model yet"));
  g_assert_true (app_test_says (test->window, "Update status not readable for this device."));
  g_assert_true (app_test_says (test->window,
                                "This computer. The device does not say who else."));
}

static void
test_sections_follow_the_devices (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);

  app_test_publish (test, "Kitchen Plug", PLUG_ID, 7, false, 0);
  app_test_settle (500);
  g_assert_false (app_test_says (test->window, "Needs Attention"));
  g_assert_true (app_test_says (test->window, "New"));
  g_assert_true (app_test_says (test->window, "Set Up"));
  g_assert_true (app_test_says (test->window, "Kitchen Plug"));
}

static void
test_search_narrows_and_says_when_nothing_fits (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.search", NULL);
  app_test_settle (200);
  entry = app_test_find (test->window, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "HALL");
  app_test_settle (400);
  g_assert_true (app_test_says (test->window, "Front Door"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "zzz");
  app_test_settle (400);
  g_assert_false (app_test_says (test->window, "Front Door"));
  g_assert_true (app_test_says (test->window, "Nothing Found"));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Show All Devices"));
}

static bool
is_menu_open (gpointer data)
{
  GtkWidget *popover = app_test_find (data, GTK_TYPE_POPOVER_MENU, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover)
         && app_test_says (popover, "About Doorstep");
}

/* It is made when it is opened first; the second time it is the same one. */
static void
test_main_menu_opens_every_time (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);
  GtkWidget *button = app_test_find (test->window, GTK_TYPE_MENU_BUTTON, NULL);
  GtkPopover *first = NULL;

  g_assert_nonnull (button);
  for (int i = 0; i < 2; i++)
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (button));
      app_test_wait (is_menu_open, button);
      g_assert_true (first == NULL
                     || first == gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
      first = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
      gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
      app_test_settle (100);
    }
}

/* The search is made when it is opened first: by the button, too. */
static void
test_search_button_opens_and_closes_search (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);
  GtkWidget *button = app_test_find (test->window, GTK_TYPE_TOGGLE_BUTTON, NULL);
  GtkWidget *bar;

  g_assert_null (app_test_find (test->window, GTK_TYPE_SEARCH_BAR, NULL));
  g_assert_true (GTK_IS_TOGGLE_BUTTON (button));
  for (int i = 0; i < 2; i++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      bar = app_test_find (test->window, GTK_TYPE_SEARCH_BAR, NULL);
      g_assert_true (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (bar)));
      gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), FALSE);
      g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    }
}

/* No label in @root that shows a piece of @text reads it as markup. Returns: how many
 * there are. */
static unsigned int
count_as_it_is (gpointer root,
                const char *text)
{
  unsigned int n = 0;

  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (root), text) != NULL)
    {
      g_assert_false (gtk_label_get_use_markup (root));
      n++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_as_it_is (child, text);
  return n;
}

static void
test_names_are_never_markup (void)
{
  static const char name[] = "<b>&amp; <span size='90000'>x";
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record (LOCK_KEY, name, DS_KIND_LOCK);

  g_set_str (&record->model, name);
  g_set_str (&record->maker, name);
  g_set_str (&record->room, name);
  app_test_store (test, record);
  app_test_publish (test, name, PLUG_ID, 7, false, 0);
  app_test_open (test);
  app_test_settle (500);
  g_assert_true (app_test_says (test->window, name));
  ds_window_show_device (test->window, first_device (test));
  ds_window_toast_renamed (test->window, first_device (test), name, "a", "b");
  app_test_settle (200);
  g_assert_nonnull (app_test_find (test->window, ADW_TYPE_ACTION_ROW, "Maker"));
  g_assert_cmpuint (count_as_it_is (test->window, "<span"), >=, 4);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.diagnose", NULL);
  app_test_settle (200);
  count_as_it_is (test->window, "<span");
}

static void
test_direction_marks_do_not_reach_a_row (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_publish (test, "Plug\u202Egnp.exe", PLUG_ID, 7, false, 0);
  app_test_open (test);
  app_test_wait (has_devices, test);
  app_test_settle (100);
  g_assert_false (app_test_says (test->window, "Plug\u202Egnp.exe"));
  g_assert_null (strstr (ds_device_get_name (first_device (test)), "\u202E"));
}

/*
 * Every window
 */

static bool
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_TEXT (widget)
         || GTK_IS_LIST_VIEW (widget) || GTK_IS_SEARCH_ENTRY (widget)
         || ADW_IS_PREFERENCES_ROW (widget) || GTK_IS_CHECK_BUTTON (widget)
         || GTK_IS_SWITCH (widget);
}

static bool
has_words (GtkWidget *widget)
{
  GtkWidget *label = app_test_find (widget, GTK_TYPE_LABEL, NULL);

  return label != NULL && *gtk_label_get_text (GTK_LABEL (label)) != '\0';
}

static bool
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return true;
  /* The parts of a row, of a search entry and of a window's frame are named by
   * them; words on a button name it. */
  if (gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_SEARCH_ENTRY) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL
      || (GTK_IS_BUTTON (widget)
          && gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != NULL))
    return true;

  return !GTK_IS_TEXT (widget) && !GTK_IS_LIST_VIEW (widget) && has_words (widget);
}

static unsigned int
check_names (GtkWidget *widget)
{
  unsigned int n = 0;

  if (is_control (widget) && gtk_widget_get_visible (widget))
    {
      n++;
      if (!is_named (widget))
        g_error ("a %s has no name (in a %s)", G_OBJECT_TYPE_NAME (widget),
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_names (child);

  return n;
}

/* A colour that the toolkit cannot work out is none. */
static void
check_colour (GtkWidget *widget,
              GdkRGBA    color)
{
  if (color.alpha < FAINTEST)
    g_error ("the words in a %s cannot be seen",
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
}

static unsigned int
check_colours (GtkWidget *widget)
{
  unsigned int n = 0;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      GdkRGBA color;

      gtk_widget_get_color (widget, &color);
      check_colour (widget, color);
      n++;
    }
  for (int i = 0; DS_IS_DEVICE_ROW (widget) && i < DS_DEVICE_ROW_N_LINES; i++, n++)
    check_colour (widget, ds_text_get_color (ds_device_row_get_line (DS_DEVICE_ROW (widget),
                                                                     (DsDeviceRowLine)i)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_colours (child);

  return n;
}

static void
check_width (GtkWidget *widget,
             int        most)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, most);
}

static void
check_dialog (AppTest      *test,
              AdwDialog    *dialog,
              unsigned int  n_least)
{
  gpointer weak = dialog;

  g_object_add_weak_pointer (weak, &weak);
  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  app_test_settle (300);
  g_assert_cmpuint (check_names (GTK_WIDGET (dialog)), >=, n_least);
  check_width (adw_dialog_get_child (dialog), NARROWEST);
  adw_dialog_force_close (dialog);
  app_test_settle (300);
  g_assert_null (weak);
}

static void
test_every_control_has_a_name_and_fits (void)
{
  g_autoptr (AppTest) test = new_with_lock ("key-changed");

  app_test_publish (test, "Kitchen Plug", PLUG_ID, 7, false, 0);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.search", NULL);
  ds_window_show_device (test->window, first_device (test));
  app_test_settle (300);
  g_assert_cmpuint (check_names (GTK_WIDGET (test->window)), >=, 20);
  check_width (GTK_WIDGET (test->window), NARROWEST);
}

static void
test_every_word_can_be_seen (void)
{
  g_autoptr (AppTest) test = new_with_lock ("key-changed");

  app_test_publish (test, "Kitchen Plug", PLUG_ID, 7, false, 0);
  app_test_settle (300);
  g_assert_cmpuint (check_colours (GTK_WIDGET (test->window)), >=, 8);
  ds_window_show_device (test->window, first_device (test));
  app_test_settle (300);
  g_assert_cmpuint (check_colours (GTK_WIDGET (test->window)), >=, 16);
}

static void
test_every_dialog_has_names_fits_and_dies (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);

  check_dialog (test, ds_diagnosis_dialog_new (test->home), 6);
  check_dialog (test, ds_rename_dialog_new (first_device (test)), 4);
  check_dialog (test, ds_set_up_dialog_new (test->home, first_device (test)), 3);
}

static void
test_long_words_fit_a_narrow_window (void)
{
  static const char word[] =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeam";
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record (LOCK_KEY, word, DS_KIND_LOCK);

  g_set_str (&record->model, word);
  g_set_str (&record->serial, word);
  g_set_str (&record->room, word);
  app_test_store (test, record);
  app_test_open (test);
  ds_window_show_device (test->window, first_device (test));
  app_test_settle (100);
  check_width (GTK_WIDGET (test->window), NARROWEST);
}

static void
test_closing_everything_lets_everything_go (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);

  ds_window_show_device (test->window, first_device (test));
  app_test_settle (200);
  /* app_test_free() waits for the window and the house to die. */
}

static void
test_a_narrow_window_shows_one_page_and_lets_go (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (AppTest) test = NULL;

  g_settings_set_int (settings, "window-width", NARROWEST);
  test = new_with_lock (NULL);
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Front Door"));
  g_assert_false (app_test_says (test->window, "Choose a Device"));
  ds_window_show_device (test->window, first_device (test));
  app_test_settle (300);
  g_assert_true (app_test_says (test->window, "Looked After Until"));
  g_assert_false (app_test_says (test->window, "Why Can’t I See It?"));
  g_settings_reset (settings, "window-width");
}

static bool
is_collapsed (gpointer data)
{
  GtkWidget *view = app_test_find (((AppTest *)data)->window, ADW_TYPE_NAVIGATION_SPLIT_VIEW, NULL);

  return view != NULL
         && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view));
}

static void
test_a_window_that_becomes_narrow_lets_go (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  AppTest *test = new_with_lock (NULL);

  ds_window_show_device (test->window, first_device (test));
  app_test_settle (300);
  g_assert_false (is_collapsed (test));
  gtk_window_set_default_size (GTK_WINDOW (test->window), NARROWEST, 700);
  app_test_wait (is_collapsed, test);
  app_test_free (test);
  g_settings_reset (settings, "window-width");
  g_settings_reset (settings, "window-height");
}

static void
test_about_and_shortcuts_open (void)
{
  g_autoptr (AppTest) test = new_with_lock (NULL);
  GActionGroup *actions = G_ACTION_GROUP (test->application);
  AdwDialog *about;
  AdwDialog *shortcuts;

  g_action_group_activate_action (actions, "about", NULL);
  app_test_settle (300);
  about = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  g_assert_true (ADW_IS_ABOUT_DIALOG (about));
  g_assert_cmpstr (adw_about_dialog_get_version (ADW_ABOUT_DIALOG (about)), ==,
                   PACKAGE_VERSION);
  adw_dialog_force_close (about);

  g_action_group_activate_action (actions, "shortcuts", NULL);
  app_test_settle (300);
  shortcuts = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  g_assert_nonnull (shortcuts);
  g_assert_true (app_test_says (shortcuts, "Look for devices again"));
  adw_dialog_force_close (shortcuts);
}

static bool
has_row (gpointer data)
{
  GtkWidget *list = app_test_find (((AppTest *)data)->window, GTK_TYPE_LIST_VIEW, NULL);

  return list != NULL && app_test_says (list, "Front Door");
}

static void
test_the_keyboard_reaches_everything (void)
{
  g_autoptr (AppTest) test = new_with_lock ("key-changed");
  GtkWidget *window = GTK_WIDGET (test->window);
  bool list = false;
  bool way_on = false;
  bool menu = false;

  ds_window_show_device (test->window, first_device (test));
  app_test_wait (has_row, test);
  app_test_settle (300);
  for (int i = 0; i < 60; i++)
    {
      GtkWidget *focus;

      /* As the Tab key does it: after the last one comes the first one. */
      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus == NULL)
        continue;
      list |= gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL;
      menu |= gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) != NULL;
      way_on |= GTK_IS_BUTTON (focus)
                && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)),
                              "Set Up Again…") == 0;
    }
  g_assert_true (list);
  g_assert_true (menu);
  g_assert_true (way_on);
}

/*
 * Shortcuts
 */

/* What a row of the dialog says beside its title. */
static char *
dup_label (GtkApplication *application,
           const char     *action)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, action);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (char **accel = accels; *accel != NULL; accel++)
    {
      GdkModifierType modifiers;
      guint key;

      g_assert_true (gtk_accelerator_parse (*accel, &key, &modifiers));
      g_ptr_array_add (keys, gtk_accelerator_get_label (key, modifiers));
    }
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" / ", (char **)keys->pdata);
}

/* Each of the program's keys is among those that the dialog lists. */
static void
test_every_shortcut_is_shown (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkApplication *application = GTK_APPLICATION (test->application);
  g_auto (GStrv) described = gtk_application_list_action_descriptions (application);
  AdwDialog *dialog;

  app_test_open (test);
  g_action_group_activate_action (G_ACTION_GROUP (application), "shortcuts", NULL);
  app_test_settle (300);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  g_assert_nonnull (dialog);
  g_assert_cmpuint (g_strv_length (described), >, 0);
  for (char **action = described; *action != NULL; action++)
    {
      g_autofree char *keys = dup_label (application, *action);

      if (app_test_find (dialog, GTK_TYPE_LABEL, keys) == NULL)
        g_error ("%s (%s) is not among the shortcuts that are shown", *action, keys);
    }
  adw_dialog_force_close (dialog);
}

static bool
is_longer_than_its_place (gpointer list)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  return gtk_adjustment_get_upper (adjustment) > 2 * gtk_adjustment_get_page_size (adjustment);
}

static void
test_the_first_heading_stays_in_sight (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWidget *list;

  app_test_publish (test, "Plug", "AA:00:00:00:09:99", 7, false, 51826);
  app_test_open (test);
  app_test_settle (500);
  list = app_test_find (test->window, GTK_TYPE_LIST_VIEW, NULL);
  g_assert_nonnull (list);
  for (unsigned int i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Plug %u", i);
      g_autofree char *id = g_strdup_printf ("AA:00:00:00:09:%02u", i);

      app_test_publish (test, name, id, 7, false, 51826);
    }
  app_test_wait (is_longer_than_its_place, list);
  app_test_settle (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (
                       gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list))), ==, 0);
}

/* Such as by a bar that comes above it. */
static void
test_the_first_heading_stays_in_sight_when_the_place_shrinks (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkAdjustment *adjustment;
  GtkWidget *list;
  int above;

  for (unsigned int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Plug %u", i);
      g_autofree char *id = g_strdup_printf ("AA:00:00:00:08:%02u", i);

      app_test_publish (test, name, id, 7, false, 51826);
    }
  app_test_open (test);
  app_test_settle (500);
  list = app_test_find (test->window, GTK_TYPE_LIST_VIEW, NULL);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  g_assert_false (is_longer_than_its_place (list));

  above = gtk_widget_get_height (gtk_widget_get_parent (list)) - 120;
  gtk_widget_set_margin_top (gtk_widget_get_parent (list), above);
  app_test_wait (is_longer_than_its_place, list);
  app_test_settle (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/window/no-devices-says-what-to-do", test_no_devices_says_what_to_do);
  g_test_add_func ("/window/searching-is-said-and-ends", test_searching_is_said_and_ends);
  g_test_add_func ("/window/no-avahi-says-what-to-do", test_no_avahi_says_what_to_do);
  g_test_add_func ("/window/no-network-says-what-to-do", test_no_network_says_what_to_do);
  g_test_add_func ("/window/what-is-only-seen-is-told-apart",
                   test_what_is_only_seen_is_told_apart);
  g_test_add_func ("/window/a-locked-keyring-offers-to-unlock",
                   test_a_locked_keyring_offers_to_unlock);
  g_test_add_func ("/window/a-changed-key-leaves-one-way-on",
                   test_a_changed_key_leaves_one_way_on);
  g_test_add_func ("/window/what-is-not-known-is-said-so", test_what_is_not_known_is_said_so);
  g_test_add_func ("/window/sections-follow-the-devices", test_sections_follow_the_devices);
  g_test_add_func ("/window/main-menu-opens-every-time", test_main_menu_opens_every_time);
  g_test_add_func ("/window/search-button-opens-and-closes-search",
                   test_search_button_opens_and_closes_search);
  g_test_add_func ("/window/search-narrows-and-says-when-nothing-fits",
                   test_search_narrows_and_says_when_nothing_fits);
  g_test_add_func ("/window/names-are-never-markup", test_names_are_never_markup);
  g_test_add_func ("/window/direction-marks-do-not-reach-a-row",
                   test_direction_marks_do_not_reach_a_row);
  g_test_add_func ("/window/every-word-can-be-seen", test_every_word_can_be_seen);
  g_test_add_func ("/window/every-control-has-a-name-and-fits",
                   test_every_control_has_a_name_and_fits);
  g_test_add_func ("/window/every-dialog-has-names-fits-and-dies",
                   test_every_dialog_has_names_fits_and_dies);
  g_test_add_func ("/window/long-words-fit-a-narrow-window",
                   test_long_words_fit_a_narrow_window);
  g_test_add_func ("/window/closing-everything-lets-everything-go",
                   test_closing_everything_lets_everything_go);
  g_test_add_func ("/window/a-narrow-window-shows-one-page-and-lets-go",
                   test_a_narrow_window_shows_one_page_and_lets_go);
  g_test_add_func ("/window/a-window-that-becomes-narrow-lets-go",
                   test_a_window_that_becomes_narrow_lets_go);
  g_test_add_func ("/window/about-and-shortcuts-open", test_about_and_shortcuts_open);
  g_test_add_func ("/window/the-keyboard-reaches-everything",
                   test_the_keyboard_reaches_everything);
  g_test_add_func ("/window/every-shortcut-is-shown", test_every_shortcut_is_shown);
  g_test_add_func ("/window/the-first-heading-stays-in-sight",
                   test_the_first_heading_stays_in_sight);
  g_test_add_func ("/window/the-first-heading-stays-in-sight-when-the-place-shrinks",
                   test_the_first_heading_stays_in_sight_when_the_place_shrinks);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Home for somebody who has a keyboard and no mouse, or does not see the screen.
 */

#include "config.h"

#include "app/ds-device-row.h"
#include "ds-app-test.h"
#include "ds-test.h"

#define LAMP_KEY "AA:00:00:00:00:01"

/* More than fit above the second heading. */
#define N_NEW 30

/* More than a window with one device has for the Tab key. */
#define STOPS 12

static bool
is_settled (gpointer data)
{
  return ds_home_get_settled (((AppTest *)data)->home);
}

/*
 * A house without devices
 */

static bool
is_on_a_pane (gpointer window)
{
  /* As the Tab key does it: after the last one comes the first one. */
  g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
  return GTK_IS_SCROLLED_WINDOW (gtk_window_get_focus (GTK_WINDOW (window)));
}

static void
test_what_is_looked_for_is_said_where_the_keyboard_is (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_VAGUE);
  GtkWidget *pane;

  app_test_open (test);
  g_assert_true (app_test_says (test->window, "Looking for Devices…"));
  /* There is nothing to press on this page, so the page itself is there for the keyboard. */
  app_test_wait (is_on_a_pane, test->window);
  pane = gtk_window_get_focus (GTK_WINDOW (test->window));
  gtk_test_accessible_assert_property (pane, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Looking for Devices…");
  gtk_test_accessible_assert_property (pane, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "This takes a few seconds.");
}

static bool
says_who_waits (gpointer data)
{
  return app_test_says (data, "1 device is not set up yet.");
}

/* The page of the list has a tag, and what stands beside it while nothing is chosen none. */
static bool
is_on_the_empty_side (GtkWidget *widget)
{
  while (widget != NULL && !ADW_IS_NAVIGATION_PAGE (widget))
    widget = gtk_widget_get_parent (widget);

  return widget != NULL && adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (widget)) == NULL;
}

static void
test_a_side_with_nothing_to_press_is_passed_over (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWindow *window;

  app_test_publish (test, "Plug", "AA:00:00:00:09:99", 7, false, 51826);
  app_test_open (test);
  app_test_wait (says_who_waits, test->window);
  window = GTK_WINDOW (test->window);
  for (int i = 0; i < STOPS; i++)
    {
      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      g_assert_nonnull (gtk_window_get_focus (window));
      g_assert_false (is_on_the_empty_side (gtk_window_get_focus (window)));
    }
}

/*
 * The menu
 */

static bool
is_menu_open (gpointer popover)
{
  return gtk_widget_get_mapped (popover) && app_test_says (popover, "Timeline");
}

/* Opens the menu, where it is offered or not. */
static bool
is_timeline_offered (AppTest *test)
{
  GtkMenuButton *button =
    GTK_MENU_BUTTON (app_test_find (test->window, GTK_TYPE_MENU_BUTTON, NULL));
  GtkWidget *item;
  bool offered;

  gtk_menu_button_popup (button);
  app_test_wait (is_menu_open, gtk_menu_button_get_popover (button));
  item = app_test_find (gtk_menu_button_get_popover (button), GTK_TYPE_LABEL, "Timeline");
  offered = gtk_widget_is_sensitive (item);
  gtk_menu_button_popdown (button);
  app_test_settle (100);
  return offered;
}

static bool
is_empty (gpointer data)
{
  return g_list_model_get_n_items (ds_home_get_devices (((AppTest *)data)->home)) == 0;
}

static bool
shows_the_timeline (gpointer data)
{
  return app_test_find (((AppTest *)data)->window, g_type_from_name ("DsTimelinePage"), NULL)
         != NULL;
}

static bool
shows_no_timeline (gpointer data)
{
  return !shows_the_timeline (data);
}

static void
test_a_timeline_of_nothing_is_not_offered (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_open (test);
  app_test_wait (is_settled, test);
  g_assert_false (is_timeline_offered (test));
}

/* What is only announced is not on the list yet: no bar would be on the timeline. */
static void
test_a_timeline_is_offered_with_the_first_device_on_the_list (void)
{
  static const DsByHand what = { .maker = "Sonos", .model = "Bridge" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  app_test_publish (test, "Plug", "AA:00:00:00:09:99", 7, false, 51826);
  app_test_open (test);
  app_test_wait (is_settled, test);
  app_test_settle (300);
  g_assert_false (is_empty (test));
  g_assert_false (is_timeline_offered (test));
  /* Neither is there an empty button above the list. */
  g_assert_null (app_test_find (test->window, g_type_from_name ("DsSupportBar"), NULL));

  app_test_await (ds_home_add_by_hand (test->home, &what));
  app_test_settle (300);
  g_assert_true (is_timeline_offered (test));
}

static void
test_a_timeline_goes_with_its_last_device (void)
{
  static const DsByHand what = { .maker = "Sonos", .model = "Bridge" };
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (DsDevice) device = NULL;

  app_test_publish (test, "Plug", "AA:00:00:00:09:99", 7, false, 51826);
  app_test_open (test);
  app_test_await (ds_home_add_by_hand (test->home, &what));
  app_test_settle (300);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.timeline", NULL));
  app_test_wait (shows_the_timeline, test);
  for (unsigned int i = 0; device == NULL; i++)
    {
      g_autoptr (DsDevice) one = g_list_model_get_item (ds_home_get_devices (test->home), i);

      if (ds_device_is_listed (one))
        device = g_steal_pointer (&one);
    }
  app_test_await (ds_home_unwatch (test->home, device));
  app_test_wait (shows_no_timeline, test);
}

/*
 * A page that goes
 */

static GtkWidget *
get_focus (AppTest *test)
{
  return gtk_window_get_focus (GTK_WINDOW (test->window));
}

static bool
is_in_a (GtkWidget  *widget,
         const char *type)
{
  return widget != NULL && gtk_widget_get_mapped (widget)
         && gtk_widget_get_ancestor (widget, g_type_from_name (type)) != NULL;
}

static void
add_by_hand (AppTest    *test,
             const char *name)
{
  const DsByHand what = { .maker = "Sonos", .model = "Bridge", .name = name };

  app_test_await (ds_home_add_by_hand (test->home, &what));
}

static DsDevice *
find_named (AppTest    *test,
            const char *name)
{
  GListModel *devices = ds_home_get_devices (test->home);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (g_str_equal (ds_device_get_name (device), name))
        return device; /* the house has it */
    }
  g_assert_not_reached ();
}

/* As with the Tab key, from the row to the page beside it. */
static void
go_to_the_page_of (AppTest    *test,
                   const char *name)
{
  GtkWidget *row = app_test_find (test->window, DS_TYPE_DEVICE_ROW, name);
  GtkWidget *page;

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_parent (row)));
  gtk_widget_activate (gtk_widget_get_parent (row));
  app_test_settle (300);
  page = app_test_find (test->window, g_type_from_name ("DsDevicePage"), NULL);
  g_assert_nonnull (page);
  g_assert_true (gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD));
  g_assert_true (is_in_a (get_focus (test), "DsDevicePage"));
}

/* As a person left it the last time. */
static void
choose_width (int width)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_set_int (settings, "window-width", width);
}

static void
check_page_goes (int width)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  choose_width (width);
  app_test_open (test);
  add_by_hand (test, "Attic");
  add_by_hand (test, "Bath");
  add_by_hand (test, "Cellar");
  app_test_settle (300);

  go_to_the_page_of (test, "Bath");
  app_test_await (ds_home_unwatch (test->home, find_named (test, "Bath")));
  app_test_settle (600);
  g_assert_null (app_test_find (test->window, g_type_from_name ("DsDevicePage"), NULL));
  g_assert_true (is_in_a (get_focus (test), "GtkListView"));
  g_assert_true (app_test_says (get_focus (test), "Cellar"));

  go_to_the_page_of (test, "Cellar");
  app_test_await (ds_home_unwatch (test->home, find_named (test, "Cellar")));
  app_test_settle (600);
  g_assert_true (app_test_says (get_focus (test), "Attic"));

  go_to_the_page_of (test, "Attic");
  app_test_await (ds_home_unwatch (test->home, find_named (test, "Attic")));
  app_test_settle (600);
  g_assert_true (is_empty (test));
  g_assert_true (is_in_a (get_focus (test), "DsHomePage"));
}

static void
test_a_page_that_goes_leaves_the_keyboard_in_the_list (void)
{
  check_page_goes (360);
  check_page_goes (980);
}

/* Who is in the list, or looks for something, is not called away. */
static void
test_a_page_that_goes_takes_nothing_from_the_list (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWidget *search;

  choose_width (980);
  app_test_open (test);
  add_by_hand (test, "Attic");
  add_by_hand (test, "Bath");
  app_test_settle (300);
  ds_window_show_device (test->window, find_named (test, "Bath"));
  app_test_settle (300);
  search = app_test_find (test->window, GTK_TYPE_TOGGLE_BUTTON, NULL);
  g_assert_true (gtk_widget_grab_focus (search));
  app_test_await (ds_home_unwatch (test->home, find_named (test, "Bath")));
  app_test_settle (600);
  g_assert_true (get_focus (test) == search);
}

/*
 * Headings
 */

static bool
has_all_rows (gpointer list)
{
  return g_list_model_get_n_items (
           G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) == N_NEW + 2;
}

/* The row of the list that has the keyboard, or NULL. */
static GtkWidget *
get_row (GtkListView *list)
{
  GtkWidget *row = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list))));

  return row != NULL && gtk_widget_get_parent (row) == GTK_WIDGET (list) ? row : NULL;
}

static GtkAdjustment *
get_scroll (gpointer list)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
}

static bool
is_at_the_end (gpointer list)
{
  GtkAdjustment *scroll = get_scroll (list);

  return gtk_adjustment_get_value (scroll) + gtk_adjustment_get_page_size (scroll)
         >= gtk_adjustment_get_upper (scroll) - 1;
}

/* The heading above the row that has the keyboard, or NULL. */
static GtkWidget *
get_heading (GtkListView *list)
{
  GtkWidget *row = get_row (list);
  GtkWidget *heading = row != NULL ? gtk_widget_get_prev_sibling (row) : NULL;

  return heading != NULL && app_test_says (heading, "New") ? heading : NULL;
}

/* As the arrow keys do it; each of them shows for three seconds where the keyboard is. */
static bool
is_on_the_first_row (gpointer list)
{
  GtkRoot *root = gtk_widget_get_root (list);

  if (get_heading (list) != NULL)
    return true;

  gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  gtk_list_view_scroll_to (list, 0, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (list);
  return false;
}

static bool
is_heading_whole (gpointer list)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (get_heading (list), list, &bounds) && bounds.origin.y >= 0;
}

static void
test_a_heading_comes_into_sight_with_its_first_row (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkListView *list;

  app_test_store (test, app_test_new_record (LAMP_KEY, "First Lamp", DS_KIND_LAMP));
  app_test_store (test, app_test_new_record ("AA:00:00:00:00:02", "Last Lamp", DS_KIND_LAMP));
  for (unsigned int i = 0; i < N_NEW; i++)
    {
      g_autofree char *name = g_strdup_printf ("Plug %02u", i);
      g_autofree char *id = g_strdup_printf ("AA:00:00:00:09:%02u", i);

      app_test_publish (test, name, id, 7, false, 51826);
    }
  app_test_open (test);
  list = GTK_LIST_VIEW (app_test_find (test->window, GTK_TYPE_LIST_VIEW, NULL));
  app_test_wait (has_all_rows, list);
  app_test_settle (300);

  gtk_list_view_scroll_to (list, N_NEW + 1, GTK_LIST_SCROLL_NONE, NULL);
  app_test_wait (is_at_the_end, list);
  app_test_wait (is_on_the_first_row, list);
  app_test_wait (is_heading_whole, list);
}

/*
 * Shortcuts
 */

static const struct
{
  const char *title;
  const char *keys;
} shortcuts[] = {
  { "Search the devices", "Ctrl+F" },
  { "Add a device by hand", "Ctrl+N" },
  { "Show the timeline", "Ctrl+T" },
  { "Look for devices again", "Ctrl+R / F5" },
  { "Why can’t I see it?", "F1" },
  { "Main menu", "F10" },
  { "Keyboard shortcuts", "Ctrl+?" },
  { "Close the window", "Ctrl+W" },
  { "Quit", "Ctrl+Q" },
};

static void
test_each_shortcut_stands_beside_what_it_does (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  AdwDialog *dialog;

  app_test_open (test);
  g_action_group_activate_action (G_ACTION_GROUP (test->application), "shortcuts", NULL);
  app_test_settle (300);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  for (size_t i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkWidget *row = app_test_find (dialog, ADW_TYPE_ACTION_ROW, shortcuts[i].title);

      g_assert_nonnull (row);
      if (app_test_find (row, GTK_TYPE_LABEL, shortcuts[i].keys) == NULL)
        g_error ("%s is not what does “%s”", shortcuts[i].keys, shortcuts[i].title);
      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           shortcuts[i].keys);
    }
  adw_dialog_force_close (dialog);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/keyboard/what-is-looked-for-is-said-where-the-keyboard-is",
                   test_what_is_looked_for_is_said_where_the_keyboard_is);
  g_test_add_func ("/keyboard/a-side-with-nothing-to-press-is-passed-over",
                   test_a_side_with_nothing_to_press_is_passed_over);
  g_test_add_func ("/keyboard/a-timeline-of-nothing-is-not-offered",
                   test_a_timeline_of_nothing_is_not_offered);
  g_test_add_func ("/keyboard/a-timeline-is-offered-with-the-first-device-on-the-list",
                   test_a_timeline_is_offered_with_the_first_device_on_the_list);
  g_test_add_func ("/keyboard/a-timeline-goes-with-its-last-device",
                   test_a_timeline_goes_with_its_last_device);
  g_test_add_func ("/keyboard/a-page-that-goes-leaves-the-keyboard-in-the-list",
                   test_a_page_that_goes_leaves_the_keyboard_in_the_list);
  g_test_add_func ("/keyboard/a-page-that-goes-takes-nothing-from-the-list",
                   test_a_page_that_goes_takes_nothing_from_the_list);
  g_test_add_func ("/keyboard/a-heading-comes-into-sight-with-its-first-row",
                   test_a_heading_comes_into_sight_with_its_first_row);

  g_test_add_func ("/keyboard/each-shortcut-stands-beside-what-it-does",
                   test_each_shortcut_stands_beside_what_it_does);

  return g_test_run ();
}

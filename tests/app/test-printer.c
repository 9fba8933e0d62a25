/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a printer that is watched.
 */

#include "config.h"

#include "app/ds-link-button.h"
#include "ds-app-test.h"
#include "ds-test.h"

#define UUID "2dc07730-9a3f-3d7b-6d8e-0c1f3e5a7b91"

/* What it told the last time that it was seen. */
static const char details[] =
  "{\"weaknesses\":16,\"pin\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
  "\"adminPage\":\"https://study.local:8631/\"}";

static bool
has_a_device (gpointer data)
{
  AppTest *test = data;

  return g_list_model_get_n_items (ds_home_get_devices (test->home)) > 0;
}

/* @attention: (nullable): what was wrong with it then. */
static AppTest *
new_house (const char *attention)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDeviceRecord *record = app_test_new_record (UUID, "Study Printer", DS_KIND_PRINTER);
  g_autoptr (DsDevice) device = NULL;

  g_set_str (&record->driver, "printer");
  g_set_str (&record->details, details);
  g_set_str (&record->attention, attention);
  record->state = DS_RECORD_WATCHED;
  record->watched = TRUE;
  record->set_up_at = 0;
  app_test_store (test, record);
  app_test_open (test);
  app_test_wait (has_a_device, test);
  device = g_list_model_get_item (ds_home_get_devices (test->home), 0);
  ds_window_show_device (test->window, device);
  app_test_settle (300);
  return test;
}

static bool
leads_to (GtkWidget  *widget,
          const char *url)
{
  bool found = DS_IS_LINK_BUTTON (widget) && gtk_widget_get_mapped (widget)
               && g_strcmp0 (ds_link_button_get_url (DS_LINK_BUTTON (widget)), url) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); !found && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = leads_to (child, url);

  return found;
}

static void
test_who_can_print_is_said_with_what_to_do (void)
{
  g_autoptr (AppTest) test = new_house (NULL);

  g_assert_true (app_test_says (test->window, "Anyone on the network can print. If that "
                                              "is too many people, set a password on the "
                                              "printer’s own page."));
  g_assert_nonnull (app_test_find (test->window, GTK_TYPE_BUTTON, "Open Its Page"));
  g_assert_true (leads_to (GTK_WIDGET (test->window), "https://study.local:8631/"));
  g_assert_true (app_test_says (test->window, "It is known here. Nothing is sent to a device that "
                                              "shows another one."));
}

static void
test_a_changed_key_is_told_with_reasons_and_a_way_on (void)
{
  g_autoptr (AppTest) test = new_house ("key-changed");

  g_assert_true (app_test_says (test->window, "The Device Shows Another Key"));
  g_assert_true (app_test_says (test->window, "Nothing is sent to it. If you know the reason, take "
                                              "the device from your list and put it there again."));
  /* There is no code to set it up again with. */
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Set Up Again…"));
  g_assert_nonnull (app_test_find (test->window, ADW_TYPE_BUTTON_ROW,
                                   "Take It from the List…"));
}

int
main (int argc,
      char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/printer/who-can-print-is-said-with-what-to-do",
                   test_who_can_print_is_said_with_what_to_do);
  g_test_add_func ("/printer/a-changed-key-is-told-with-reasons-and-a-way-on",
                   test_a_changed_key_is_told_with_reasons_and_a_way_on);
  return g_test_run ();
}

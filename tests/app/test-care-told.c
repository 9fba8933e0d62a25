/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the page of a device tells while something goes on and afterwards: no more
 * and no less than what happened.
 */

#include "config.h"

#include "app/ds-check.h"
#include "app/ds-step-row.h"
#include "app/ds-update-news.h"
#include "core/ds-error.h"
#include "core/ds-sensor.h"
#include "ds-care-test.h"
#include "ds-test.h"
#include "home/ds-details.h"
#include "home/ds-device-private.h"

/*
 * Updates, told to who cannot see them
 */

static DsDevice *
new_device (void)
{
  g_autoptr (DsUpdate) update = ds_update_new ();
  DsToday today = ds_today_now (DS_DATE_NONE);
  DsDevice *device = _ds_device_new (ds_driver_by_id ("profile"), "key", &today);

  update->state = DS_UPDATE_AVAILABLE;
  update->version = g_strdup ("2.0");
  _ds_device_set_update (device, update);
  return device;
}

static char *
move (DsUpdateNews *news,
      DsDevice     *device,
      DsUpdateState state,
      int           progress)
{
  g_autoptr (DsUpdate) update = ds_update_copy (ds_device_get_update (device));

  update->state = state;
  update->progress = progress;
  _ds_device_set_update (device, update);
  return ds_update_news_dup_next (news, device);
}

static void
check_told (char       *told,
            const char *expected)
{
  g_autofree char *held = told;

  g_assert_cmpstr (held, ==, expected);
}

static void
test_an_update_is_told_in_a_few_words (void)
{
  g_autoptr (DsDevice) device = new_device ();
  DsUpdateNews news = { 0 };
  unsigned int n_told = 0;

  check_told (ds_update_news_dup_next (&news, device), NULL);
  check_told (move (&news, device, DS_UPDATE_DOWNLOADING, 0), "The device downloads version 2.0.");
  for (int percent = 1; percent <= 100; percent++)
    {
      g_autofree char *told = move (&news, device, DS_UPDATE_DOWNLOADING, percent);

      n_told += told != NULL;
      if (percent == 50)
        g_assert_cmpstr (told, ==, "The update is at 50%.");
    }
  g_assert_cmpuint (n_told, ==, 3);
  check_told (move (&news, device, DS_UPDATE_INSTALLING, -1),
              "The device installs version 2.0. Leave it switched on.");
  check_told (move (&news, device, DS_UPDATE_INSTALLING, -1), NULL);
  check_told (move (&news, device, DS_UPDATE_NONE, -1), "Up to date");
  check_told (move (&news, device, DS_UPDATE_NONE, -1), NULL);
}

static void
test_a_stuck_update_is_told_once (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (GError) stuck = g_error_new_literal (DS_ERROR, DS_ERROR_STUCK, "stuck");
  DsUpdateNews news = { 0 };

  check_told (ds_update_news_dup_next (&news, device), NULL);
  g_free (move (&news, device, DS_UPDATE_INSTALLING, 30));
  _ds_device_set_attention (device, stuck);
  check_told (ds_update_news_dup_next (&news, device), ds_error_get_sentence (stuck));
  check_told (ds_update_news_dup_next (&news, device), NULL);

  /* A retry is told as it goes. */
  _ds_device_hold (device);
  check_told (move (&news, device, DS_UPDATE_INSTALLING, 30),
              "The device installs version 2.0. Leave it switched on.");
  _ds_device_release (device);
}

/* The device says that it is done before it is asked for its version. */
static void
test_an_end_is_told_when_it_is_known (void)
{
  g_autoptr (DsDevice) device = new_device ();
  DsUpdateNews news = { 0 };

  check_told (ds_update_news_dup_next (&news, device), NULL);
  _ds_device_hold (device);
  g_free (move (&news, device, DS_UPDATE_INSTALLING, 30));
  check_told (move (&news, device, DS_UPDATE_NONE, -1), NULL);
  check_told (ds_update_news_dup_next (&news, device), NULL);
  _ds_device_release (device);
  check_told (ds_update_news_dup_next (&news, device), "Up to date");
}

static void
test_another_device_is_no_news (void)
{
  g_autoptr (DsDevice) one = new_device ();
  g_autoptr (DsDevice) other = new_device ();
  DsUpdateNews news = { 0 };

  check_told (ds_update_news_dup_next (&news, one), NULL);
  g_free (move (&news, one, DS_UPDATE_INSTALLING, 30));
  check_told (ds_update_news_dup_next (&news, other), NULL);
}

/*
 * The password
 */

typedef struct
{
  GPtrArray *rows;
  GString   *seen;
} Steps;

static void
row_changed_cb (Steps *steps)
{
  for (unsigned int i = 0; i < steps->rows->len; i++)
    {
      g_autofree char *words = care_test_read (g_ptr_array_index (steps->rows, i));

      g_string_append_printf (steps->seen, "%s;", g_strdelimit (words, "\n", ' '));
    }
  g_string_append_c (steps->seen, '|');
}

static void
find_rows (GtkWidget *widget,
           Steps     *steps)
{
  if (DS_IS_STEP_ROW (widget))
    g_ptr_array_add (steps->rows, widget);
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "caption"))
    g_signal_connect_swapped (widget, "notify::label", G_CALLBACK (row_changed_cb), steps);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_rows (child, steps);
}

static char *
change_password (CareTest *test)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  Steps steps = { rows, seen };

  care_test_open (test, "device.change-password", NULL);
  find_rows (GTK_WIDGET (care_test_dialog (test)), &steps);
  g_assert_cmpuint (rows->len, ==, DS_N_PASSWORD_STEPS);
  care_test_press (care_test_dialog (test), "Change");
  care_test_rest (test);
  app_test_settle (300);

  return g_string_free_and_steal (g_steal_pointer (&seen));
}

static void
test_each_step_of_a_new_password_is_shown (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autofree char *seen = change_password (test);
  g_autofree char *end = care_test_read (care_test_dialog (test));

  for (unsigned int step = 0; step < DS_N_PASSWORD_STEPS; step++)
    {
      const char *title = ds_password_step_get_title ((DsPasswordStep)step);
      g_autofree char *working = g_strdup_printf ("%s Working… ", title);
      g_autofree char *done = g_strdup_printf ("%s\nDone", title);

      if (strstr (seen, working) == NULL)
        g_error ("“%s” was never shown to run: %s", title, seen);
      if (strstr (end, done) == NULL)
        g_error ("“%s” is not done at the end: %s", title, end);
    }
  g_assert_nonnull (strstr (end, "The old one no longer works."));
}

static void
test_an_old_password_that_still_works_is_not_said_to_be_shut_out (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", "keep-old-password");
  g_autofree char *seen = change_password (test);
  g_autofree char *end = care_test_read (care_test_dialog (test));
  g_autoptr (GPtrArray) checks = ds_check_device (test->device);
  const DsCheck *password = g_ptr_array_index (checks, 0);

  g_assert_null (strstr (end, "The old one no longer works."));
  g_assert_nonnull (strstr (end, "still lets in whoever has its old password"));
  g_assert_nonnull (strstr (end, "shut out\nFailed"));

  g_assert_cmpstr (password->id, ==, "password");
  g_assert_cmpint (password->state, ==, DS_CHECK_ATTENTION);
  g_assert_cmpstr (password->action, ==, "device.change-password");
}

/*
 * Erasing
 */

static void
test_nothing_is_said_of_a_maker_that_keeps_nothing (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);

  care_test_open (test, "device.erase", "");
  care_test_press (care_test_dialog (test), "Erase");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "The device says that the data is gone.");
  g_assert_false (care_test_reads (test, "kept by the maker"));
}

static void
test_what_a_maker_keeps_is_said_to_stay (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);

  care_test_open (test, "device.erase", "");
  care_test_press (care_test_dialog (test), "Erase");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "Data kept by the maker was not deleted.");
}

/*
 * Who else has access
 */

static DsDeviceRecord *
new_shared_lamp (void)
{
  DsDeviceRecord *record = app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP);
  g_autoptr (DsFacts) facts = ds_facts_new ();

  facts->capabilities = DS_CAPABILITY_REMOVE_ACCESS;
  facts->access = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_access_free);
  g_ptr_array_add (facts->access, ds_access_new ("this", TRUE, TRUE));
  g_ptr_array_add (facts->access, ds_access_new ("A phone", FALSE, FALSE));
  record->details = ds_details_to_text (facts);
  return record;
}

static void
test_show_leads_to_who_else_has_access (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  GtkWidget *row, *scroll, *focus;
  graphene_rect_t bounds;

  app_test_store (test, new_shared_lamp ());
  app_test_open (test);
  app_test_settle (300);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 700, 420);
  ds_window_show_device (test->window, ds_home_find (test->home, "Lamp"));
  app_test_settle (300);
  care_test_press (test->window, "Show");
  app_test_settle (600);

  row = app_test_find (test->window, g_type_from_name ("DsAccessRow"), NULL);
  focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  g_assert_true (row != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)));
  scroll = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_true (gtk_widget_compute_bounds (row, scroll, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (scroll));
}

static void
test_an_unknown_sensor_keeps_its_own_word (void)
{
  g_assert_cmpstr (ds_sensor_get_title ("camera"), ==, "Camera");
  g_assert_cmpstr (ds_sensor_get_title ("sonar"), ==, "sonar");
}

/* A letter that is ready to be sent is long, and made for machines to read. */
static void
check_tooltips (GtkWidget *widget)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  if (tip != NULL && (strstr (tip, "mailto:") != NULL || strstr (tip, "%20") != NULL))
    g_error ("a person reads “%s”", tip);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_tooltips (child);
}

static void
test_a_letter_tells_to_whom_it_goes (void)
{
  g_autoptr (CareTest) test = care_test_new ("lock", NULL);

  care_test_rest (test);
  g_assert_true (care_test_reads (test, "Ask the Maker"));
  check_tooltips (test->page);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/care-told/an-update-is-told-in-a-few-words",
                   test_an_update_is_told_in_a_few_words);
  g_test_add_func ("/care-told/a-stuck-update-is-told-once", test_a_stuck_update_is_told_once);
  g_test_add_func ("/care-told/an-end-is-told-when-it-is-known",
                   test_an_end_is_told_when_it_is_known);
  g_test_add_func ("/care-told/another-device-is-no-news", test_another_device_is_no_news);
  g_test_add_func ("/care-told/each-step-of-a-new-password-is-shown",
                   test_each_step_of_a_new_password_is_shown);
  g_test_add_func ("/care-told/an-old-password-that-still-works-is-not-said-to-be-shut-out",
                   test_an_old_password_that_still_works_is_not_said_to_be_shut_out);
  g_test_add_func ("/care-told/nothing-is-said-of-a-maker-that-keeps-nothing",
                   test_nothing_is_said_of_a_maker_that_keeps_nothing);
  g_test_add_func ("/care-told/what-a-maker-keeps-is-said-to-stay",
                   test_what_a_maker_keeps_is_said_to_stay);
  g_test_add_func ("/care-told/show-leads-to-who-else-has-access",
                   test_show_leads_to_who_else_has_access);
  g_test_add_func ("/care-told/an-unknown-sensor-keeps-its-own-word",
                   test_an_unknown_sensor_keeps_its_own_word);
  g_test_add_func ("/care-told/a-letter-tells-to-whom-it-goes",
                   test_a_letter_tells_to_whom_it_goes);

  return g_test_run ();
}

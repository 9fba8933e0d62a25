/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which devices are no longer looked after, why one should believe it and what to
 * do: as the window says it.
 */

#include "config.h"

#include "app/ds-notifier.h"
#include "app/ds-timeline-bar.h"
#include "app/ds-timeline-page.h"
#include "app/ds-timeline-row.h"
#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-support-house.h"
#include "ds-test.h"
#include "home/ds-home-private.h"
#include "storage/ds-fetched-table.h"

#define NARROWEST 360

typedef AppTest House;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (House, support_house_free)

static DsDate
day (const char *text)
{
  DsDate date;

  g_assert_true (ds_date_parse_partial (text, &date));
  return date;
}

static DsVerdict *
new_verdict (DsVerdictState state,
             const char *until,
             bool at_least)
{
  DsToday today = { .day = day ("2026-11-22"), .built_on = day ("2026-11-22") };
  DsVerdict *verdict = ds_verdict_new (NULL, DS_DATE_NONE, &today);

  verdict->state = state;
  verdict->at_least = at_least;
  if (until != NULL)
    verdict->until = day (until);
  return verdict;
}

/*
 * The scale of the timeline
 */

static void
test_the_timeline_begins_and_ends_with_a_year (void)
{
  DsTimelineScale scale;

  ds_timeline_scale_init (&scale, day ("2026-11-22"));
  g_assert_cmpint (ds_date_compare (scale.first, day ("2025-01-01")), ==, 0);
  g_assert_cmpint (ds_date_compare (scale.last, day ("2029-12-31")), ==, 0);

  ds_timeline_scale_include (&scale, day ("2031-02"));
  ds_timeline_scale_include (&scale, day ("2023-08-01"));
  ds_timeline_scale_include (&scale, DS_DATE_NONE);
  g_assert_cmpint (ds_date_compare (scale.first, day ("2023-01-01")), ==, 0);
  g_assert_cmpint (ds_date_compare (scale.last, day ("2031-12-31")), ==, 0);
}

static void
test_one_strange_date_does_not_press_the_rest_flat (void)
{
  DsTimelineScale scale;

  ds_timeline_scale_init (&scale, day ("2026-11-22"));
  ds_timeline_scale_include (&scale, day ("9999-12-31"));
  ds_timeline_scale_include (&scale, day ("0001-01-01"));
  g_assert_cmpint (scale.first.year, ==, 2021);
  g_assert_cmpint (scale.last.year, ==, 2036);
  g_assert_cmpfloat (ds_timeline_scale_get_place (&scale, day ("9999-12-31")), ==, 1);
  g_assert_cmpfloat (ds_timeline_scale_get_place (&scale, day ("0001-01-01")), ==, 0);
}

static void
test_a_bar_ends_as_the_maker_says (void)
{
  g_autoptr (DsVerdict) exact = new_verdict (DS_VERDICT_SUPPORTED, "2028-06-30", false);
  g_autoptr (DsVerdict) open = new_verdict (DS_VERDICT_SUPPORTED, "2028-06-30", true);
  g_autoptr (DsVerdict) over = new_verdict (DS_VERDICT_ENDED, "2025-06-30", true);
  g_autoptr (DsVerdict) some_day = new_verdict (DS_VERDICT_ENDED, NULL, false);
  g_autoptr (DsVerdict) no_date = new_verdict (DS_VERDICT_NO_DATE, NULL, false);
  DsTimelineScale scale;
  DsTimelineSpan span;
  double today;

  ds_timeline_scale_init (&scale, day ("2026-11-22"));
  today = ds_timeline_scale_get_place (&scale, scale.today);

  span = ds_timeline_scale_get_span (&scale, exact, day ("2026-01-01"));
  g_assert_cmpuint (span.end, ==, DS_BAR_CLOSED);
  g_assert_false (span.hatched);
  g_assert_cmpfloat (span.from, >, 0.19);
  g_assert_cmpfloat (span.from, <, 0.21);
  g_assert_cmpfloat (span.to, >, 0.69);
  g_assert_cmpfloat (span.to, <, 0.71);

  span = ds_timeline_scale_get_span (&scale, open, DS_DATE_NONE);
  g_assert_cmpuint (span.end, ==, DS_BAR_OPEN);
  g_assert_cmpfloat (span.from, ==, 0);

  span = ds_timeline_scale_get_span (&scale, over, DS_DATE_NONE);
  g_assert_cmpuint (span.end, ==, DS_BAR_CLOSED);
  g_assert_cmpfloat (span.to, <, today);

  span = ds_timeline_scale_get_span (&scale, some_day, DS_DATE_NONE);
  g_assert_true (span.hatched);
  g_assert_cmpfloat (span.to, ==, today);

  span = ds_timeline_scale_get_span (&scale, no_date, DS_DATE_NONE);
  g_assert_true (span.hatched);
  g_assert_cmpfloat (span.to, ==, 1);
}

static void
test_every_bar_can_be_seen (void)
{
  static const char * const ends[] = { "0001-01-01", "2020-01-01", "2026-11-22", "9999-12-31" };
  static const char * const purchases[] = { "0001-01-01", "2026-11-22", "9999-12-31" };
  DsTimelineScale scale;

  ds_timeline_scale_init (&scale, day ("2026-11-22"));
  for (unsigned int i = 0; i < G_N_ELEMENTS (ends); i++)
    for (unsigned int k = 0; k < G_N_ELEMENTS (purchases); k++)
      {
        g_autoptr (DsVerdict) verdict = new_verdict (DS_VERDICT_SUPPORTED, ends[i], false);
        DsTimelineSpan span = ds_timeline_scale_get_span (&scale, verdict, day (purchases[k]));

        g_assert_cmpfloat (span.from, >=, 0);
        g_assert_cmpfloat (span.to, <=, 1);
        g_assert_cmpfloat (span.to - span.from, >, 0.019);
      }
}

/*
 * Home
 */

static void
press (gpointer root,
       const char *label)
{
  GtkWidget *button = app_test_find (root, GTK_TYPE_BUTTON, label);

  if (button == NULL)
    g_error ("there is no button “%s”", label);
  gtk_widget_activate (button);
  app_test_settle (300);
}

static void
test_home_says_how_many_are_no_longer_looked_after (void)
{
  g_autoptr (House) house = support_house_new ();

  g_assert_true (app_test_says (house->window,
                                "Security updates ended: 1 of 7 devices\n"
                                "No longer promised: 1 of 7 devices"));
  g_assert_true (app_test_says (house->window, "Security updates were promised until 14 October 2025."));
}

static void
test_a_filter_shows_those_and_no_others (void)
{
  g_autoptr (House) house = support_house_new ();

  press (house->window, "End Passed: 2");
  g_assert_true (app_test_says (house->window, "Hallway Camera"));
  g_assert_true (app_test_says (house->window, "Television"));
  g_assert_false (app_test_says (house->window, "Router"));

  press (house->window, "No End Date: 1");
  g_assert_true (app_test_says (house->window, "Heating"));
  g_assert_false (app_test_says (house->window, "Television"));

  press (house->window, "No End Date: 1");
  g_assert_true (app_test_says (house->window, "Television"));
  g_assert_true (app_test_says (house->window, "Desk Lamp"));
}

static void
test_a_filter_that_fits_nothing_any_more_lets_all_through (void)
{
  g_autoptr (House) house = support_house_new ();

  press (house->window, "Not Known: 1");
  g_assert_false (app_test_says (house->window, "Router"));
  app_test_await (ds_home_correct_support (house->home, support_house_find (house, "Desk Lamp"),
                                           DS_SUPPORT_UNTIL, day ("2031-01"), false));
  app_test_settle (300);
  g_assert_null (app_test_find (house->window, GTK_TYPE_BUTTON, "Not Known: 1"));
  g_assert_true (app_test_says (house->window, "Router"));
}

/*
 * The timeline
 */

static GtkWidget *
show_timeline (House *house)
{
  GtkWidget *page;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (house->window), "win.timeline", NULL));
  app_test_settle (300);
  page = app_test_find (house->window, DS_TYPE_TIMELINE_PAGE, NULL);
  g_assert_nonnull (page);
  return page;
}

/* The names on the timeline from top to bottom, with "; " between them, read from
 * what assistive technology is told. */
static char *
read_timeline (GtkWidget *page)
{
  GtkListBox *list = GTK_LIST_BOX (app_test_find (page, GTK_TYPE_LIST_BOX, NULL));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkListBoxRow *row;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_ROLE_LIST);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      DsDevice *device = ds_timeline_row_get_device (DS_TIMELINE_ROW (row));

      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           ds_device_get_name (device));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", ds_device_get_name (device));
    }

  return g_strdup (text->str);
}

static void
test_the_timeline_reads_as_a_list_what_is_over_first (void)
{
  g_autoptr (House) house = support_house_new ();
  GtkWidget *page = show_timeline (house);
  g_autofree char *names = read_timeline (page);

  g_assert_cmpstr (names, ==, "Television; Hallway Camera; Door Lock; Router; Kitchen Speaker; "
                              "Heating; Desk Lamp");
  g_assert_true (app_test_says (page, "Security updates until at least 8 May 2030"));
  g_assert_true (app_test_says (page, "No end date published by the maker"));
}

static void
test_the_keyboard_walks_the_timeline (void)
{
  g_autoptr (House) house = support_house_new ();
  GtkWidget *page = show_timeline (house);
  GtkListBox *list = GTK_LIST_BOX (app_test_find (page, GTK_TYPE_LIST_BOX, NULL));
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (list, 0);
  GtkListBoxRow *second = gtk_list_box_get_row_at_index (list, 1);

  /* Who comes with the keyboard is there at once. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (house->window)) == GTK_WIDGET (first));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (house->window)) == GTK_WIDGET (second));

  g_signal_emit_by_name (second, "activate");
  app_test_settle (300);
  g_assert_null (app_test_find (house->window, DS_TYPE_TIMELINE_PAGE, NULL));
  g_assert_true (app_test_says (house->window, "Who Says So"));
}

static void
test_the_timeline_follows_a_correction (void)
{
  g_autoptr (House) house = support_house_new ();
  GtkWidget *page = show_timeline (house);
  g_autofree char *names = NULL;

  app_test_await (ds_home_correct_support (house->home, support_house_find (house, "Television"),
                                           DS_SUPPORT_UNTIL, day ("2029-12-31"), false));
  app_test_settle (300);
  names = read_timeline (page);
  g_assert_cmpstr (names, ==, "Hallway Camera; Door Lock; Router; Television; Kitchen Speaker; "
                              "Heating; Desk Lamp");
  g_assert_true (app_test_says (page, "1 of 7 devices is no longer promised security updates"));
}

/* Nobody knows that its updates ended: not the pill, not the count, not the colour. */
static void
test_a_promise_that_is_over_is_no_end (void)
{
  g_autoptr (House) house = support_house_new ();
  DsDevice *camera = support_house_find (house, "Hallway Camera");
  DsDevice *television = support_house_find (house, "Television");
  GtkWidget *page;
  GtkWidget *bar;

  g_assert_error (ds_device_get_attention (camera), DS_ERROR, DS_ERROR_PROMISE_OVER);
  g_assert_error (ds_device_get_attention (television), DS_ERROR, DS_ERROR_SUPPORT_ENDED);
  g_assert_true (app_test_says (house->window, "Promise Over"));
  g_assert_true (app_test_says (house->window, "No Updates"));

  page = show_timeline (house);
  bar = app_test_find (page, DS_TYPE_TIMELINE_BAR, NULL);
  g_assert_true (gtk_widget_has_css_class (bar, "ended")); /* the television is first */
  g_assert_false (gtk_widget_has_css_class (bar, "over"));

  app_test_await (ds_home_undo_correction (house->home, television));
  app_test_settle (300);
  bar = app_test_find (page, DS_TYPE_TIMELINE_BAR, NULL);
  g_assert_true (gtk_widget_has_css_class (bar, "over"));
}

static bool
has_eight_rows (gpointer list)
{
  return gtk_list_box_get_row_at_index (list, 7) != NULL;
}

static bool
has_seven_rows (gpointer list)
{
  return !has_eight_rows (list);
}

static bool
has_eight_devices (gpointer house)
{
  return g_list_model_get_n_items (ds_home_get_devices (((House *) house)->home)) == 8;
}

static void
test_the_timeline_notices_who_joins_and_leaves_the_list (void)
{
  static const char * const txt[] = { "id=11223344556677889900aabbccddeeff", "md=Speaker",
                                      "fn=Bedroom Speaker", NULL };
  static const DsMockService speaker = {
    .instance = "Speaker-1122", .type = "_googlecast._tcp", .port = 8009, .txt = txt,
  };
  g_autoptr (House) house = support_house_new ();
  GtkWidget *page = show_timeline (house);
  GtkWidget *list = app_test_find (page, GTK_TYPE_LIST_BOX, NULL);
  DsDevice *device;

  ds_mock_avahi_publish (house->avahi, &speaker);
  app_test_wait (has_eight_devices, house);
  app_test_settle (300);
  g_assert_true (has_seven_rows (list));

  device = support_house_find (house, "Bedroom Speaker");
  app_test_await (ds_home_watch (house->home, device));
  app_test_wait (has_eight_rows, list);
  app_test_await (ds_home_ignore (house->home, device));
  app_test_wait (has_seven_rows, list);
}

static void
test_the_timeline_fits_a_narrow_window_and_lets_go (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (House) house = NULL;
  int minimum;

  g_settings_set_int (settings, "window-width", NARROWEST);
  house = support_house_new ();
  g_settings_reset (settings, "window-width");
  show_timeline (house);
  gtk_widget_measure (GTK_WIDGET (house->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROWEST);
  ds_window_show_device (house->window, support_house_find (house, "Router"));
  app_test_settle (300);
}

/*
 * The page of a device
 */

static void
test_the_page_says_why_to_believe_it (void)
{
  g_autoptr (House) house = support_house_new ();

  ds_window_show_device (house->window, support_house_find (house, "Router"));
  app_test_settle (300);
  g_assert_true (app_test_says (house->window, "Security updates until 31 May 2028"));
  g_assert_true (app_test_says (house->window, "Entered by hand on 20 November 2026."));
  g_assert_true (app_test_says (house->window, "Someone Says Something Else"));
  g_assert_true (app_test_says (house->window,
                                "Security updates until at least 1 January 2032\n"
                                "Source: the maker, told by the device on 21 November 2026."));
}

static void
test_the_page_says_what_to_do (void)
{
  g_autoptr (House) house = support_house_new ();

  ds_window_show_device (house->window, support_house_find (house, "Television"));
  app_test_settle (300);
  g_assert_true (app_test_says (house->window, "Put It on the Guest Network"));
  g_assert_true (app_test_says (house->window, "Keep It with Care"));
  g_assert_true (app_test_says (house->window, "Ask the Maker"));
}

static AdwDialog *
get_dialog (House *house)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (house->window));
}

static void
type_day (House *house,
          const char *typed)
{
  GtkWidget *entry = app_test_find (get_dialog (house), ADW_TYPE_ENTRY_ROW, NULL);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  app_test_settle (100);
}

static void
activate_row (House *house,
              const char *title,
              const char *action)
{
  GtkWidget *row = app_test_find (house->window, ADW_TYPE_BUTTON_ROW, title);

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_activate_action (row, action, NULL));
  app_test_settle (300);
}

static void
test_a_correction_counts_and_can_be_taken_back (void)
{
  g_autoptr (House) house = support_house_new ();
  DsDevice *device = support_house_find (house, "Desk Lamp");

  ds_window_show_device (house->window, device);
  app_test_settle (300);
  activate_row (house, "Correct This…", "device.correct");
  type_day (house, "2030-05-31");
  press (get_dialog (house), "Save");
  g_assert_true (app_test_says (house->window, "Security updates until 31 May 2030"));
  g_assert_cmpuint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_SUPPORTED);

  press (house->window, "Undo");
  g_assert_cmpuint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_UNKNOWN);
  g_assert_null (app_test_find (house->window, ADW_TYPE_BUTTON_ROW, "Take Back the Correction"));
}

static DexFuture *
read_answers_fiber (gpointer home)
{
  _ds_home_read_answers (home);
  return dex_future_new_true ();
}

/* A website that the person let be asked names the end of 2028. */
static void
let_a_website_say (House *house,
                   DsDevice *device)
{
  g_autoptr (DsFetched) fetched =
    ds_fetched_new (ds_device_get_id (device), "endoflife", "https://endoflife.date/lamp",
                    "2026-11-20", "{\"rule\": \"until\", \"date\": \"2028-12-31\"}");

  app_test_await (ds_fetched_table_put (house->home->storage, fetched));
  app_test_await (dex_scheduler_spawn (NULL, 0, read_answers_fiber, house->home, NULL));
}

static void
save_day (House *house,
          const char *typed,
          bool others_wrong)
{
  GtkWidget *wrong;

  activate_row (house, "Correct This…", "device.correct");
  type_day (house, typed);
  wrong = app_test_find (get_dialog (house), ADW_TYPE_SWITCH_ROW, "Other Sources Are Wrong");
  adw_switch_row_set_active (ADW_SWITCH_ROW (wrong), others_wrong);
  press (get_dialog (house), "Save");
}

static void
test_the_earlier_date_counts_unless_it_is_marked_as_wrong (void)
{
  g_autoptr (House) house = support_house_new ();
  DsDevice *device = support_house_find (house, "Desk Lamp");

  let_a_website_say (house, device);
  ds_window_show_device (house->window, device);
  app_test_settle (300);

  save_day (house, "2031-05-31", false);
  g_assert_true (app_test_says (house->window, "Security updates until 31 December 2028"));
  g_assert_true (app_test_says (house->window, "The sources do not agree. The earliest date "
                                               "counts, unless it is marked as wrong."));
  g_assert_true (app_test_says (house->window, "Someone Says Something Else"));

  save_day (house, "2031-05-31", true);
  g_assert_true (app_test_says (house->window, "Security updates until 31 May 2031"));
  g_assert_true (app_test_says (house->window, "Other sources say something else. They are marked "
                                               "as wrong, so what was entered by hand counts."));
  g_assert_true (app_test_says (house->window, "Marked as Wrong"));

  press (house->window, "Undo");
  g_assert_true (app_test_says (house->window, "Security updates until 31 December 2028"));

  save_day (house, "2027-05-31", false);
  g_assert_true (app_test_says (house->window, "Security updates until 31 May 2027"));
  g_assert_true (app_test_says (house->window,
                                "The sources do not agree. The earliest date counts."));
}

static void
test_an_undo_brings_back_the_correction_before (void)
{
  g_autoptr (House) house = support_house_new ();
  DsDevice *device = support_house_find (house, "Router");

  ds_window_show_device (house->window, device);
  app_test_settle (300);
  activate_row (house, "Take Back the Correction", "device.undo-correction");
  g_assert_cmpint (ds_device_get_verdict (device)->until.year, ==, 2032);
  press (house->window, "Undo");
  g_assert_cmpint (ds_device_get_verdict (device)->until.year, ==, 2028);
}

static void
test_a_day_that_does_not_exist_is_not_saved (void)
{
  static const char * const bad[] = { "2030-02-30", "31.05.2030", "soon", "", "2030-13" };
  g_autoptr (House) house = support_house_new ();
  AdwAlertDialog *dialog;

  ds_window_show_device (house->window, support_house_find (house, "Desk Lamp"));
  app_test_settle (300);
  activate_row (house, "Correct This…", "device.correct");
  dialog = ADW_ALERT_DIALOG (get_dialog (house));
  for (unsigned int i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type_day (house, bad[i]);
      g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "save"));
    }
  type_day (house, "2030-05");
  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, "save"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
test_nothing_is_bought_tomorrow (void)
{
  g_autoptr (House) house = support_house_new ();
  AdwAlertDialog *dialog;

  ds_window_show_device (house->window, support_house_find (house, "Desk Lamp"));
  app_test_settle (300);
  activate_row (house, "Correct This…", "device.add-purchase-date");
  dialog = ADW_ALERT_DIALOG (get_dialog (house));
  type_day (house, "2026-11-23");
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "save"));
  type_day (house, "2026-11-22");
  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, "save"));
  press (dialog, "Save");
  g_assert_true (app_test_says (house->window, "22 November 2026"));
}

/*
 * Notifications
 */


static void
told_cb (DsNotifier *notifier,
         const char *id,
         const char *title,
         const char *body,
         GPtrArray *told)
{
  g_ptr_array_add (told, g_strdup_printf ("%s: %s", title, body));
}

static bool
has_told (gpointer told)
{
  return ((GPtrArray *) told)->len > 0;
}

/* Waits for the next notification, which must be @expected. */
static void
await_told (GPtrArray *told,
            const char *expected)
{
  app_test_wait (has_told, told);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpstr (told->pdata[0], ==, expected);
  g_ptr_array_set_size (told, 0);
}

static DsNotifier *
watch (House *house,
       GPtrArray *told)
{
  DsNotifier *notifier = ds_notifier_new (NULL, house->home);

  g_signal_connect (notifier, "told", G_CALLBACK (told_cb), told);
  return notifier;
}

static void
end_support (House *house,
             const char *name)
{
  app_test_await (ds_home_correct_support (house->home, support_house_find (house, name),
                                           DS_SUPPORT_ENDED, DS_DATE_NONE, false));
}

#define ALL_AT_ONCE                                            \
  "Security Updates: Security updates ended: 1 of 7 devices\n" \
  "No longer promised: 1 of 7 devices"
#define HAS_ENDED                                                                           \
  ": Security updates have ended.\nThe device still works, but new security problems will " \
  "not be fixed."

static void
test_many_ends_are_told_at_once (void)
{
  g_autoptr (House) house = support_house_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DsNotifier) notifier = watch (house, told);

  await_told (told, ALL_AT_ONCE);
}

static void
test_an_end_is_told_once_by_the_name_of_the_device (void)
{
  g_autoptr (House) house = support_house_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DsNotifier) notifier = watch (house, told);

  await_told (told, ALL_AT_ONCE);
  end_support (house, "Desk Lamp");
  await_told (told, "Desk Lamp" HAS_ENDED);

  /* After a new start only what is new is told. */
  g_clear_object (&notifier);
  notifier = watch (house, told);
  end_support (house, "Heating");
  await_told (told, "Heating" HAS_ENDED);
}

static void
test_a_silenced_device_is_not_told_about (void)
{
  g_autoptr (House) house = support_house_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DsNotifier) notifier = watch (house, told);

  await_told (told, ALL_AT_ONCE);
  app_test_await (ds_home_silence (house->home, support_house_find (house, "Desk Lamp"), TRUE));
  end_support (house, "Desk Lamp");
  end_support (house, "Heating");
  await_told (told, "Heating" HAS_ENDED);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  app_test_init (&argc, &argv);

  g_test_add_func ("/support/the-timeline-begins-and-ends-with-a-year",
                   test_the_timeline_begins_and_ends_with_a_year);
  g_test_add_func ("/support/one-strange-date-does-not-press-the-rest-flat",
                   test_one_strange_date_does_not_press_the_rest_flat);
  g_test_add_func ("/support/a-bar-ends-as-the-maker-says", test_a_bar_ends_as_the_maker_says);
  g_test_add_func ("/support/every-bar-can-be-seen", test_every_bar_can_be_seen);
  g_test_add_func ("/support/home-says-how-many-are-no-longer-looked-after",
                   test_home_says_how_many_are_no_longer_looked_after);
  g_test_add_func ("/support/a-filter-shows-those-and-no-others",
                   test_a_filter_shows_those_and_no_others);
  g_test_add_func ("/support/a-filter-that-fits-nothing-any-more-lets-all-through",
                   test_a_filter_that_fits_nothing_any_more_lets_all_through);
  g_test_add_func ("/support/the-timeline-reads-as-a-list-what-is-over-first",
                   test_the_timeline_reads_as_a_list_what_is_over_first);
  g_test_add_func ("/support/the-keyboard-walks-the-timeline",
                   test_the_keyboard_walks_the_timeline);
  g_test_add_func ("/support/the-timeline-follows-a-correction",
                   test_the_timeline_follows_a_correction);
  g_test_add_func ("/support/the-timeline-fits-a-narrow-window-and-lets-go",
                   test_the_timeline_fits_a_narrow_window_and_lets_go);
  g_test_add_func ("/support/the-page-says-why-to-believe-it",
                   test_the_page_says_why_to_believe_it);
  g_test_add_func ("/support/the-page-says-what-to-do", test_the_page_says_what_to_do);
  g_test_add_func ("/support/a-correction-counts-and-can-be-taken-back",
                   test_a_correction_counts_and_can_be_taken_back);
  g_test_add_func ("/support/a-promise-that-is-over-is-no-end",
                   test_a_promise_that_is_over_is_no_end);
  g_test_add_func ("/support/the-timeline-notices-who-joins-and-leaves-the-list",
                   test_the_timeline_notices_who_joins_and_leaves_the_list);
  g_test_add_func ("/support/the-earlier-date-counts-unless-it-is-marked-as-wrong",
                   test_the_earlier_date_counts_unless_it_is_marked_as_wrong);
  g_test_add_func ("/support/an-undo-brings-back-the-correction-before",
                   test_an_undo_brings_back_the_correction_before);
  g_test_add_func ("/support/a-day-that-does-not-exist-is-not-saved",
                   test_a_day_that_does_not_exist_is_not_saved);
  g_test_add_func ("/support/nothing-is-bought-tomorrow", test_nothing_is_bought_tomorrow);
  g_test_add_func ("/support/many-ends-are-told-at-once", test_many_ends_are_told_at_once);
  g_test_add_func ("/support/an-end-is-told-once-by-the-name-of-the-device",
                   test_an_end_is_told_once_by_the_name_of_the_device);
  g_test_add_func ("/support/a-silenced-device-is-not-told-about",
                   test_a_silenced_device_is_not_told_about);
  return g_test_run ();
}

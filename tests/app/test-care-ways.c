/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does on the page of a device when an update hangs, runs already or is
 * to come by itself, when the device shows another key, and to read more elsewhere.
 */

#include "config.h"

#include "app/ds-link-button.h"
#include "ds-care-test.h"
#include "ds-test.h"

#include <sys/stat.h>

/*
 * Updates
 */

static void
test_a_stuck_update_is_tried_again_and_ends (void)
{
  g_autoptr (CareTest) test = care_test_new ("valve", NULL);

  care_test_press (test->page, "Install…");
  care_test_press (care_test_dialog (test), "Install");
  care_test_wait_for (test, "The Update Is Stuck");
  g_assert_cmpstr (ds_device_get_software_version (test->device), ==, "3.1.0");

  /* A second try that hangs as well does no harm, and offers a third. */
  care_test_press (test->page, "Try Again…");
  care_test_press (care_test_dialog (test), "Install");
  care_test_rest (test);
  care_test_wait_for (test, "The Update Is Stuck");
  g_assert_false (care_test_reads (test, "Up to date with version 3.2.0"));

  profile_device_tell (test->virtual_device, "mend");
  care_test_press (test->page, "Try Again…");
  care_test_press (care_test_dialog (test), "Install");
  care_test_wait_for (test, "Up to date with version 3.2.0");
  care_test_rest (test);
  g_assert_cmpstr (ds_device_get_software_version (test->device), ==, "3.2.0");
  g_assert_false (care_test_reads (test, "The Update Is Stuck"));
  g_assert_null (app_test_find (test->page, GTK_TYPE_BUTTON, "Try Again…"));
}

static bool
is_installing (gpointer data)
{
  const DsUpdate *update = ds_device_get_update (((CareTest *)data)->device);

  return update != NULL && update->state == DS_UPDATE_INSTALLING;
}

/* Begun elsewhere: this page only learns of it. */
static void
begin_elsewhere (CareTest *test)
{
  DexFuture *update = ds_home_update (test->app->home, test->device, "3.2.0");

  app_test_wait (is_installing, test);
  dex_unref (update);
  care_test_rest (test);
}

static void
test_an_update_that_runs_already_is_followed (void)
{
  g_autoptr (CareTest) test = care_test_new ("valve", NULL);

  begin_elsewhere (test);
  care_test_wait_for (test, "Show Progress");
  g_assert_null (app_test_find (test->page, GTK_TYPE_BUTTON, "Install…"));
  g_assert_nonnull (app_test_find (test->page, GTK_TYPE_PROGRESS_BAR, NULL));

  profile_device_tell (test->virtual_device, "mend");
  care_test_press (test->page, "Show Progress");
  care_test_wait_for (test, "Up to date with version 3.2.0");
  g_assert_null (care_test_dialog (test));
  care_test_rest (test);
  g_assert_null (app_test_find (test->page, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_null (app_test_find (test->page, GTK_TYPE_BUTTON, "Show Progress"));
}

/*
 * Automatic updates
 */

static GtkWidget *
find_automatic (CareTest *test)
{
  return app_test_find (test->page, ADW_TYPE_COMBO_ROW, "Automatic Updates");
}

/* The row holds another list, of what is chosen, which is not in a popover. */
static GtkWidget *
find_list (gpointer row)
{
  GtkWidget *popover = app_test_find (row, GTK_TYPE_POPOVER, NULL);

  return popover != NULL ? app_test_find (popover, GTK_TYPE_LIST_VIEW, NULL) : NULL;
}

static bool
has_list (gpointer data)
{
  return find_list (data) != NULL;
}

static bool
may_choose (gpointer data)
{
  GtkWidget *row = find_automatic (data);

  return row != NULL && gtk_widget_is_sensitive (row);
}

/* Opens the row and chooses the line with that number. */
static void
choose (CareTest    *test,
        unsigned int line)
{
  GtkWidget *row, *list;

  app_test_wait (may_choose, test);
  row = find_automatic (test);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  app_test_wait (has_list, row);
  list = find_list (row);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), line, TRUE);
  g_assert_true (gtk_widget_activate_action (list, "list.activate-item", "u", line));
  app_test_settle (50);
}

static void
test_automatic_updates_are_chosen (void)
{
  static const struct
  {
    const char        *sentence;
    unsigned int       line;
    DsAutomaticUpdates mode;
  } choices[] = {
    { "The device installs nothing by itself.", 2, DS_AUTOMATIC_OFF },
    { "The device installs updates by itself.", 0, DS_AUTOMATIC_ON },
    { "The device tells that there is an update, and waits.", 1, DS_AUTOMATIC_ASK },
  };
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      choose (test, choices[i].line);
      care_test_wait_for (test, choices[i].sentence);
      care_test_rest (test);
      /* The device itself was asked again. */
      app_test_await (ds_home_check (test->app->home, test->device));
      g_assert_cmpint (ds_device_get_update (test->device)->automatic, ==, choices[i].mode);
    }
}

static void
count_cb (unsigned int *count)
{
  *count += 1;
}

static void
test_a_choice_that_the_device_did_not_take_is_not_shown (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);
  unsigned int before = adw_combo_row_get_selected (ADW_COMBO_ROW (find_automatic (test)));
  unsigned int n_changes = 0;
  gulong handler;

  care_test_rest (test);
  handler = g_signal_connect_swapped (test->device, "notify::busy", G_CALLBACK (count_cb),
                                      &n_changes);
  profile_device_tell (test->virtual_device, "fault offline");
  choose (test, before == 2 ? 0 : 2);
  care_test_rest (test);
  app_test_settle (200);
  g_signal_handler_disconnect (test->device, handler);
  g_assert_cmpuint (n_changes, >=, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_automatic (test))), ==,
                    before);
}

/*
 * Another key
 */

static void
gather_ways (GtkWidget *widget,
             GPtrArray *labels)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    g_ptr_array_add (labels, (gpointer)gtk_button_get_label (GTK_BUTTON (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gather_ways (child, labels);
}

static GtkWidget *
find_attention (CareTest *test)
{
  GtkWidget *title = app_test_find (test->page, GTK_TYPE_LABEL, "The Device Shows Another Key");
  GtkWidget *way = app_test_find (test->page, GTK_TYPE_BUTTON, "Set Up Again…");

  g_assert_nonnull (title);
  g_assert_nonnull (way);
  for (GtkWidget *box = gtk_widget_get_parent (title); box != NULL;
       box = gtk_widget_get_parent (box))
    if (gtk_widget_is_ancestor (way, box))
      return box;
  g_assert_not_reached ();
}

static void
test_another_key_leaves_two_ways_on (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autoptr (GPtrArray) ways = g_ptr_array_new ();
  g_autofree char *words = NULL;

  profile_device_restart (test->virtual_device, "changed-key");
  care_test_press (test->page, "Check Now");
  care_test_wait_for (test, "The Device Shows Another Key");
  care_test_rest (test);
  app_test_settle (100);

  gather_ways (find_attention (test), ways);
  g_assert_cmpuint (ways->len, ==, 2);
  g_assert_cmpstr (ways->pdata[0], ==, "Set Up Again…");
  g_assert_cmpstr (ways->pdata[1], ==, "Remove…");
  words = care_test_read (find_attention (test));
  g_assert_nonnull (strstr (words, "reset or repaired"));
  g_assert_nonnull (strstr (words, "replaced by another one"));
  g_assert_nonnull (strstr (words, "pretends to be the device"));
}

/*
 * Links
 */

typedef struct
{
  const char *path; /* where the browser of this test writes what it opens */
  const char *url;
} Opened;

static bool
is_opened (gpointer data)
{
  Opened *opened = data;
  g_autofree char *text = NULL;

  return g_file_get_contents (opened->path, &text, NULL, NULL)
         && g_strcmp0 (text, opened->url) == 0;
}

static void
write_file (const char *path,
            const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Gives the path of what it opened. */
static char *
install_browser (void)
{
  g_autofree char *program = g_build_filename (g_get_home_dir (), "browser", NULL);
  g_autofree char *entry = g_build_filename (g_get_user_data_dir (), "applications",
                                             "browser.desktop", NULL);
  g_autofree char *choice = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *words = NULL;

  write_file (program, "#!/bin/sh\nprintf %s \"$1\" > \"$0.new\"\nmv \"$0.new\" \"$0.opened\"\n");
  g_assert_cmpint (chmod (program, 0700), ==, 0);
  words = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\n"
                           "MimeType=x-scheme-handler/https;\n", program);
  write_file (entry, words);
  write_file (choice, "[Default Applications]\nx-scheme-handler/https=browser.desktop\n");
  return g_strconcat (program, ".opened", NULL);
}

static GtkWidget *
find_link (GtkWidget *widget)
{
  if (DS_IS_LINK_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_str_has_prefix (ds_link_button_get_url (DS_LINK_BUTTON (widget)), "https:"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_link (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_a_link_opens_in_the_browser (void)
{
  g_autofree char *path = install_browser ();
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);
  GtkWidget *link = find_link (test->page);
  Opened opened = { .path = path };

  g_assert_nonnull (link);
  opened.url = ds_link_button_get_url (DS_LINK_BUTTON (link));
  g_test_message ("opening %s", opened.url);
  gtk_widget_activate (gtk_widget_get_first_child (link));
  app_test_wait (is_opened, &opened);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/care-ways/a-link-opens-in-the-browser", test_a_link_opens_in_the_browser);
  g_test_add_func ("/care-ways/a-stuck-update-is-tried-again-and-ends",
                   test_a_stuck_update_is_tried_again_and_ends);
  g_test_add_func ("/care-ways/an-update-that-runs-already-is-followed",
                   test_an_update_that_runs_already_is_followed);
  g_test_add_func ("/care-ways/automatic-updates-are-chosen", test_automatic_updates_are_chosen);
  g_test_add_func ("/care-ways/a-choice-that-the-device-did-not-take-is-not-shown",
                   test_a_choice_that_the_device_did_not_take_is_not_shown);
  g_test_add_func ("/care-ways/another-key-leaves-two-ways-on",
                   test_another_key_leaves_two_ways_on);

  return g_test_run ();
}

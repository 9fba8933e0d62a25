/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a device that follows the open device profile, with such a device
 * in a process of its own: what the person reads is what the device did.
 */

#include "config.h"

#include "app/ds-care-text.h"
#include "app/ds-check.h"
#include "app/ds-clipboard.h"
#include "core/ds-error.h"
#include "ds-care-test.h"
#include "ds-test.h"
#include "home/ds-device-private.h"

#define DAY (24 * 60 * 60)
#define TODAY INT64_C (1795305600)

static const DsCheck *
find_check (GPtrArray  *checks,
            const char *id)
{
  for (unsigned int i = 0; i < checks->len; i++)
    {
      const DsCheck *check = g_ptr_array_index (checks, i);

      if (g_str_equal (check->id, id))
        return check;
    }
  return NULL;
}

/*
 * Sentences
 */

static void
test_an_expired_contact_is_said_to_be_expired (void)
{
  g_autoptr (DsContact) contact = ds_contact_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  contact->acknowledged_days = 3;
  contact->expires_at = TODAY + DAY;
  before = ds_care_dup_contact (contact, TODAY);
  after = ds_care_dup_contact (contact, TODAY + 2 * DAY);
  g_assert_cmpstr (before, ==, "An answer is promised within 3 days.");
  g_assert_nonnull (strstr (after, "Perhaps no one reads it any more."));
}

/*
 * With a device
 */

static void
test_a_camera_tells_all_of_it (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);

  care_test_wait_for (test, "Security updates until at least 30 June 2031");
  care_test_wait_for (test, "Source: the maker, told by the device on");
  care_test_wait_for (test, "Version 4.0.3 is available. It fixes a security problem.");
  care_test_wait_for (test, "Report a Security Problem");
  care_test_wait_for (test, "An answer is promised within 2 days.");
  care_test_wait_for (test, "Recordings");
  care_test_wait_for (test, "Camera · Microphone · Motion");
  care_test_wait_for (test, "can read along when “Live picture” is used");
}

static void
test_an_update_is_announced_and_installed (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);
  g_autofree char *question = NULL;

  care_test_press (test->page, "Install…");
  question = care_test_read (care_test_dialog (test));
  g_assert_nonnull (strstr (question, "Install Version 4.0.3?"));
  g_assert_nonnull (strstr (question, "for about 1 minute. Leave it switched on."));
  g_assert_false (care_test_reads (test, "Up to date with version 4.0.3"));

  care_test_press (care_test_dialog (test), "Install");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "Up to date with version 4.0.3");
  care_test_wait_for (test, "The device itself says so.");
}

static void
test_a_lying_update_shows_no_new_version (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", "lying-update");

  care_test_press (test->page, "Install…");
  care_test_press (care_test_dialog (test), "Install");
  care_test_rest (test);
  app_test_settle (200);
  g_assert_false (care_test_reads (test, "Up to date with version 4.0.3"));
  g_assert_cmpstr (ds_device_get_software_version (test->device), ==, "4.0.2");
  care_test_wait_for (test, "The Update Did Not Work");
}

static void
test_a_stuck_update_offers_another_try (void)
{
  g_autoptr (CareTest) test = care_test_new ("thermostat", NULL);

  care_test_press (test->page, "Install…");
  care_test_press (care_test_dialog (test), "Install");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "The Update Is Stuck");
  g_assert_nonnull (app_test_find (test->page, GTK_TYPE_BUTTON, "Try Again…"));
}

static void
test_erasing_tells_what_stays (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", NULL);
  g_autofree char *question = NULL;

  care_test_open (test, "device.erase", "");
  question = care_test_read (care_test_dialog (test));
  g_assert_nonnull (strstr (question, "• Recordings"));
  g_assert_nonnull (strstr (strstr (question, "This will not be erased:"), "• Your account"));
  care_test_press (care_test_dialog (test), "Erase");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "The device says that the data is gone.");
  g_assert_null (app_test_find (test->page, GTK_TYPE_BUTTON, "Erase…"));
}

static void
test_a_lying_erase_is_told (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", "lying-erase");

  care_test_open (test, "device.erase", "recordings");
  care_test_press (care_test_dialog (test), "Erase");
  care_test_rest (test);
  app_test_settle (200);
  care_test_wait_for (test, "The device still has the data");
  g_assert_nonnull (app_test_find (test->page, GTK_TYPE_BUTTON, "Erase…"));
}

static void
press_named (CareTest   *test,
             const char *tooltip)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  g_ptr_array_add (queue, test->page);
  for (unsigned int i = 0; i < queue->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (queue, i);

      if (GTK_IS_BUTTON (widget)
          && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
        {
          gtk_widget_activate (widget);
          app_test_settle (600);
          return;
        }
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (queue, child);
    }
  g_error ("nothing is called “%s”", tooltip);
}

static DexFuture *
got_password_cb (DexFuture *future,
                 gpointer   user_data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL)
    *(DsSecret **)user_data = g_value_dup_boxed (value);
  return dex_future_new_true ();
}

static DsSecret *
get_password (CareTest *test)
{
  DsSecret *password = NULL;

  app_test_await (dex_future_finally (ds_home_dup_password (test->app->home, test->device),
                                      got_password_cb, &password, NULL));
  g_assert_nonnull (password);
  /* The page offers nothing before it knows that the device rests. */
  care_test_rest (test);
  return password;
}

static void
test_a_password_is_masked_until_it_is_asked_for (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autoptr (DsSecret) password = get_password (test);

  g_assert_false (care_test_reads (test, ds_secret_get_text (password)));
  press_named (test, "Show the Password");
  g_assert_true (care_test_reads (test, ds_secret_get_text (password)));
  press_named (test, "Hide the Password");
  g_assert_false (care_test_reads (test, ds_secret_get_text (password)));
  press_named (test, "Copy the Password");
  care_test_wait_for (test, "It is cleared from the clipboard after 45 seconds.");
}

static void
test_the_clipboard_is_cleared_of_the_secret_only (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (DsSecret) secret = ds_secret_new_text ("not a real password");

  ds_clipboard_lend (clipboard, secret, 1);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  app_test_settle (2200);
  g_assert_null (gdk_clipboard_get_content (clipboard));

  ds_clipboard_lend (clipboard, secret, 1);
  gdk_clipboard_set_text (clipboard, "something else");
  app_test_settle (2200);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
}

static void
test_a_password_is_changed (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autoptr (DsSecret) before = get_password (test);
  g_autoptr (DsSecret) after = NULL;
  g_autofree char *words = NULL;

  care_test_open (test, "device.change-password", NULL);
  care_test_press (care_test_dialog (test), "Change");
  care_test_rest (test);
  app_test_settle (300);
  words = care_test_read (care_test_dialog (test));
  g_assert_nonnull (strstr (words, "The Password Was Changed"));
  after = get_password (test);
  g_assert_false (ds_secret_equal (before, after));
}

static void
test_a_failed_change_says_which_password_counts (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autofree char *words = NULL;

  care_test_open (test, "device.change-password", NULL);
  profile_device_tell (test->virtual_device, "fault offline");
  care_test_press (care_test_dialog (test), "Change");
  care_test_rest (test);
  app_test_settle (300);
  words = care_test_read (care_test_dialog (test));
  g_assert_nonnull (strstr (words, "That Did Not Work"));
  g_assert_nonnull (strstr (words, "Nothing was changed. The device keeps its old password."));
  g_assert_nonnull (strstr (words, "Find the device\nFailed"));
  g_assert_nonnull (strstr (words, "exists nowhere else\nNot Started"));
  g_assert_nonnull (app_test_find (care_test_dialog (test), GTK_TYPE_BUTTON, "Try Again"));
}

static void
assert_first_way (CareTest   *test,
                  const char *label,
                  const char *action)
{
  GtkWidget *button = app_test_find (test->page, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  /* The card of the update has one of the same name. */
  g_assert_nonnull (gtk_widget_get_ancestor (button, ADW_TYPE_WRAP_BOX));
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, action);
}

static void
test_a_weak_door_is_told_with_what_to_do (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", "default-password");
  g_autoptr (GPtrArray) checks = ds_check_device (test->device);
  const DsCheck *check = find_check (checks, "password");

  care_test_wait_for (test, "Strangers Can Get In");
  g_assert_cmpint (check->state, ==, DS_CHECK_ATTENTION);
  g_assert_nonnull (check->action);
  assert_first_way (test, "Look for Updates", "device.check-update");
}

/* Where the update that may mend it is there already, it comes first. */
static void
test_a_weak_door_with_an_update_offers_it (void)
{
  g_autoptr (CareTest) test = care_test_new ("camera", "default-password");

  care_test_wait_for (test, "Strangers Can Get In");
  assert_first_way (test, "Install…", "device.update");
}

static void
test_a_device_that_is_well_is_fine_in_every_point (void)
{
  g_autoptr (CareTest) test = care_test_new ("plug", NULL);
  g_autoptr (GPtrArray) checks = ds_check_device (test->device);

  for (unsigned int i = 0; i < checks->len; i++)
    {
      const DsCheck *check = g_ptr_array_index (checks, i);

      g_assert_cmpint (check->state, ==, DS_CHECK_FINE);
      g_assert_null (check->action);
    }
  care_test_wait_for (test, "Nothing that needs attention was found.");
}

static void
test_a_homekit_device_shows_only_what_it_tells (void)
{
  g_autoptr (AppTest) test = app_test_new (DS_MOCK_AVAHI_NORMAL);
  DsDevice *device;

  app_test_store (test, app_test_new_record ("AA:00:00:00:00:01", "Lamp", DS_KIND_LAMP));
  app_test_open (test);
  app_test_settle (300);
  device = ds_home_find (test->home, "Lamp");
  ds_window_show_device (test->window, device);
  app_test_settle (200);
  g_assert_true (app_test_says (test->window, "No information for this model yet"));
  g_assert_true (app_test_says (test->window, "Not Known"));
  g_assert_false (app_test_says (test->window, "Report a Security Problem"));
  g_assert_false (app_test_says (test->window, "Personal Data"));
  g_assert_null (app_test_find (test->window, GTK_TYPE_BUTTON, "Install…"));
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/care/an-expired-contact-is-said-to-be-expired",
                   test_an_expired_contact_is_said_to_be_expired);
  g_test_add_func ("/care/a-camera-tells-all-of-it", test_a_camera_tells_all_of_it);
  g_test_add_func ("/care/an-update-is-announced-and-installed",
                   test_an_update_is_announced_and_installed);
  g_test_add_func ("/care/a-lying-update-shows-no-new-version",
                   test_a_lying_update_shows_no_new_version);
  g_test_add_func ("/care/a-stuck-update-offers-another-try",
                   test_a_stuck_update_offers_another_try);
  g_test_add_func ("/care/erasing-tells-what-stays", test_erasing_tells_what_stays);
  g_test_add_func ("/care/a-lying-erase-is-told", test_a_lying_erase_is_told);
  g_test_add_func ("/care/a-password-is-masked-until-it-is-asked-for",
                   test_a_password_is_masked_until_it_is_asked_for);
  g_test_add_func ("/care/the-clipboard-is-cleared-of-the-secret-only",
                   test_the_clipboard_is_cleared_of_the_secret_only);
  g_test_add_func ("/care/a-password-is-changed", test_a_password_is_changed);
  g_test_add_func ("/care/a-failed-change-says-which-password-counts",
                   test_a_failed_change_says_which_password_counts);
  g_test_add_func ("/care/a-weak-door-is-told-with-what-to-do",
                   test_a_weak_door_is_told_with_what_to_do);
  g_test_add_func ("/care/a-weak-door-with-an-update-offers-it",
                   test_a_weak_door_with_an_update_offers_it);
  g_test_add_func ("/care/a-device-that-is-well-is-fine-in-every-point",
                   test_a_device_that_is_well_is_fine_in_every_point);
  g_test_add_func ("/care/a-homekit-device-shows-only-what-it-tells",
                   test_a_homekit_device_shows_only_what_it_tells);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "home/ds-home-private.h"
#include "support/ds-notice.h"

/* The same person, the next day; the device may be away or ignored. */
static void
world_restart (HomeTestWorld *world)
{
  g_autofree char *id = g_strdup (ds_device_get_id (world->device));

  home_test_leave (world);
  world->home = home_test_start (world->folder);
  g_set_object (&world->device, ds_home_find (world->home, id));
  if (world->device == NULL)
    g_set_object (&world->device, ds_home_find_ignored (world->home, id));
}

static unsigned int
count (GListModel *list)
{
  return g_list_model_get_n_items (list);
}

static DsDevice *
add_by_hand (DsHome *home,
             const DsByHand *what)
{
  g_autoptr (GError) error = NULL;
  DsDevice *device = dex_await_object (ds_home_add_by_hand (home, what), &error);

  g_assert_no_error (error);
  return device;
}

static void
test_a_watched_device_stays_on_the_list (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, true);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_TAKEN);
  ds_test_await (ds_home_watch (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  ds_test_await (ds_home_rename (world.home, world.device, "Aunt’s lamp", "Hall"));

  home_test_withdraw (world.avahi, world.accessory, world.id);
  world_restart (&world);
  g_assert_nonnull (world.device);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Aunt’s lamp");
  g_assert_cmpstr (ds_device_get_room (world.device), ==, "Hall");
  g_assert_cmpstr (ds_device_get_model (world.device), ==, "Test 1");

  ds_test_await (ds_home_unwatch (world.home, world.device));
  g_assert_cmpuint (count (ds_home_get_devices (world.home)), ==, 0);
  home_test_close (&world);
}

static void
test_a_watched_device_can_be_set_up_later (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;

  home_test_open (&world, false);
  ds_test_await (ds_home_watch (world.home, world.device));
  ds_test_await (ds_home_set_notes (world.home, world.device, "A gift"));
  onboarding = ds_home_begin_set_up (world.home, world.device);
  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  g_assert_cmpstr (ds_device_get_notes (world.device), ==, "A gift");

  ds_test_await (ds_home_remove (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  g_clear_object (&onboarding);
  home_test_close (&world);
}

static void
test_a_set_up_that_fails_leaves_a_watched_device_watched (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  ds_test_await (ds_home_watch (world.home, world.device));
  ds_test_await (ds_home_set_notes (world.home, world.device, "A gift"));
  ds_fake_accessory_set_fault (world.accessory, DS_FAKE_SETUP_M6, DS_FAKE_CLOSES);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  error = ds_test_await_error (ds_onboarding_run (onboarding, TEST_CODE));
  g_assert_nonnull (error);
  g_clear_object (&onboarding);

  home_test_wait_state (world.device, DS_DEVICE_WATCHED);
  world_restart (&world);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_cmpstr (ds_device_get_notes (world.device), ==, "A gift");
  home_test_close (&world);
}

static void
test_an_ignored_device_is_not_seen_again (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  ds_test_await (ds_home_ignore (world.home, world.device));
  g_assert_cmpuint (count (ds_home_get_devices (world.home)), ==, 0);
  g_assert_cmpuint (count (ds_home_get_ignored (world.home)), ==, 1);
  home_test_withdraw (world.avahi, world.accessory, world.id);
  home_test_publish (world.avahi, world.accessory, world.id, false);

  world_restart (&world);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_IGNORED);
  while (!ds_device_get_present (world.device))
    ds_test_sleep (5);
  g_assert_cmpuint (count (ds_home_get_devices (world.home)), ==, 0);
  g_assert_null (ds_home_find (world.home, ds_device_get_id (world.device)));

  ds_test_await (ds_home_stop_ignoring (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_NEW);
  g_assert_cmpuint (count (ds_home_get_devices (world.home)), ==, 1);
  g_assert_cmpuint (count (ds_home_get_ignored (world.home)), ==, 0);
  home_test_close (&world);
}

static void
test_ignoring_and_undoing_keeps_what_was_watched (void)
{
  HomeTestWorld world = { 0 };

  home_test_open (&world, false);
  ds_test_await (ds_home_watch (world.home, world.device));
  ds_test_await (ds_home_set_notes (world.home, world.device, "Mine"));
  ds_test_await (ds_home_ignore (world.home, world.device));
  ds_test_await (ds_home_stop_ignoring (world.home, world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_cmpstr (ds_device_get_notes (world.device), ==, "Mine");
  home_test_close (&world);
}

static void
test_a_device_that_is_set_up_is_not_lost_by_ignoring (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (GError) ignored = NULL;
  g_autoptr (GError) watched = NULL;
  g_autoptr (GError) unwatched = NULL;

  home_test_open (&world, false);
  onboarding = ds_home_begin_set_up (world.home, world.device);
  ds_test_await (ds_onboarding_run (onboarding, TEST_CODE));
  g_clear_object (&onboarding);
  ignored = ds_test_await_error (ds_home_ignore (world.home, world.device));
  g_assert_error (ignored, DS_ERROR, DS_ERROR_UNSUPPORTED);
  watched = ds_test_await_error (ds_home_watch (world.home, world.device));
  g_assert_error (watched, DS_ERROR, DS_ERROR_UNSUPPORTED);
  unwatched = ds_test_await_error (ds_home_unwatch (world.home, world.device));
  g_assert_error (unwatched, DS_ERROR, DS_ERROR_NOT_FOUND);
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_SET_UP);
  home_test_close (&world);
}

static void
test_what_never_announces_itself_is_added_by_hand (void)
{
  static const DsByHand what = {
    .maker = "Acme", .model = "Acme Oven 3", .kind = DS_KIND_APPLIANCE, .room = " Kitchen ",
    .notes = "Label:\nat the back\n", .purchased_on = { 2024, 2, 29 },
  };
  HomeTestWorld world = { 0 };
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  g_set_object (&world.device, NULL);
  world.device = add_by_hand (world.home, &what);
  world_restart (&world);
  g_assert_nonnull (world.device);
  g_assert_true (ds_device_get_by_hand (world.device));
  g_assert_cmpint (ds_device_get_state (world.device), ==, DS_DEVICE_WATCHED);
  g_assert_cmpstr (ds_device_get_name (world.device), ==, "Acme Oven 3");
  g_assert_cmpstr (ds_device_get_maker (world.device), ==, "Acme");
  g_assert_cmpstr (ds_device_get_room (world.device), ==, "Kitchen");
  g_assert_cmpint (ds_device_get_kind (world.device), ==, DS_KIND_APPLIANCE);
  g_assert_cmpstr (ds_device_get_notes (world.device), ==, "Label:\nat the back");
  g_assert_cmpint (ds_date_compare (ds_device_get_purchased_on (world.device),
                                    what.purchased_on), ==, 0);

  error = ds_test_await_error (ds_home_ignore (world.home, world.device));
  g_assert_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED);
  ds_test_await (ds_home_unwatch (world.home, world.device));
  g_assert_null (ds_home_find (world.home, "Acme Oven 3"));
  home_test_close (&world);
}

static void
test_a_thing_without_a_name_is_not_added (void)
{
  static const DsByHand nothing = { .name = " ", .maker = "", .room = "Kitchen" };
  static const DsByHand maker = { .maker = "Acme" };
  static const DsByHand both = { .maker = "Acme", .model = "Oven" };
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) first = NULL;
  g_autoptr (DsDevice) second = NULL;
  g_autoptr (GError) error = NULL;

  home_test_open (&world, false);
  error = ds_test_await_error (ds_home_add_by_hand (world.home, &nothing));
  g_assert_error (error, DS_ERROR, DS_ERROR_FAILED);
  first = add_by_hand (world.home, &maker);
  second = add_by_hand (world.home, &both);
  g_assert_cmpstr (ds_device_get_name (first), ==, "Acme");
  g_assert_cmpstr (ds_device_get_name (second), ==, "Acme Oven");
  home_test_close (&world);
}

static void
test_another_program_sees_what_was_added_and_ignored (void)
{
  static const DsByHand what = { .name = "Oven" };
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) here = NULL;
  DsDevice *there = NULL;
  DsHome *other;

  home_test_open (&world, false);
  other = home_test_start (world.folder);
  home_test_wait (other, world.id);
  here = add_by_hand (world.home, &what);
  while ((there = ds_home_find (other, "Oven")) == NULL)
    ds_test_sleep (5);
  ds_test_await (ds_home_set_notes (world.home, here, "News"));
  while (g_strcmp0 (ds_device_get_notes (there), "News") != 0)
    ds_test_sleep (5);

  ds_test_await (ds_home_ignore (world.home, world.device));
  while (count (ds_home_get_ignored (other)) == 0)
    ds_test_sleep (5);
  g_assert_cmpuint (count (ds_home_get_devices (other)), ==, 1);
  ds_test_await (ds_home_stop_ignoring (world.home, world.device));
  while (count (ds_home_get_devices (other)) < 2)
    ds_test_sleep (5);
  g_assert_cmpuint (count (ds_home_get_ignored (other)), ==, 0);

  home_test_stop (other);
  home_test_close (&world);
}

static DsSupportClaim *
get_only_claim (DsDevice *device)
{
  g_assert_cmpuint (ds_device_get_claims (device)->len, ==, 1);
  return g_ptr_array_index (ds_device_get_claims (device), 0);
}

static void
test_the_person_knows_better_and_takes_it_back (void)
{
  static const DsByHand what = { .name = "Oven" };
  const DsDate until = { 2027, 5, 31 };
  HomeTestWorld world = { 0 };
  DsSupportClaim *claim;

  home_test_open (&world, false);
  g_set_object (&world.device, NULL);
  world.device = add_by_hand (world.home, &what);
  g_assert_cmpuint (ds_device_get_claims (world.device)->len, ==, 0);

  ds_test_await (ds_home_correct_support (world.home, world.device, DS_SUPPORT_UNTIL, until, false));
  world_restart (&world);
  claim = get_only_claim (world.device);
  g_assert_cmpint (claim->source.kind, ==, DS_SOURCE_PERSON);
  g_assert_cmpint (claim->rule, ==, DS_SUPPORT_UNTIL);
  g_assert_cmpint (ds_date_compare (claim->date, until), ==, 0);
  g_assert_cmpint (ds_date_compare (claim->source.stated_on, ds_date_today ()), ==, 0);

  ds_test_await (ds_home_correct_support (world.home, world.device, DS_SUPPORT_ENDED, DS_DATE_NONE, false));
  claim = get_only_claim (world.device);
  g_assert_cmpint (claim->rule, ==, DS_SUPPORT_ENDED);
  g_assert_false (ds_date_is_set (claim->date));

  ds_test_await (ds_home_undo_correction (world.home, world.device));
  g_assert_cmpuint (ds_device_get_claims (world.device)->len, ==, 0);
  home_test_close (&world);
}

static DsDevice *
add_until (HomeTestWorld *world,
           DsDate until)
{
  static const DsByHand what = { .name = "Oven" };
  DsDevice *device = add_by_hand (world->home, &what);

  ds_test_await (ds_home_correct_support (world->home, device, DS_SUPPORT_UNTIL, until, false));
  return device;
}

static void
set_clock (HomeTestWorld *world,
           int year,
           unsigned int month,
           unsigned int day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (year, (int) month, (int) day, 12, 0, 0);

  ds_clock_set (g_date_time_to_unix (noon));
  _ds_home_new_day (world->home);
  while (world->home->n_verbs > 0)
    ds_test_sleep (5);
}

static void
wait_for_verdict (DsDevice *device,
                  DsVerdictState state)
{
  while (ds_device_get_verdict (device)->state != state)
    ds_test_sleep (5);
}

static void
test_the_end_of_support_comes_at_midnight (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;

  home_test_open (&world, false);
  device = add_until (&world, ds_date_new (2031, 5, 31));
  set_clock (&world, 2030, 5, 31);
  wait_for_verdict (device, DS_VERDICT_SUPPORTED);
  set_clock (&world, 2031, 5, 31);
  wait_for_verdict (device, DS_VERDICT_ENDING);
  g_assert_null (ds_device_get_attention (device));

  set_clock (&world, 2031, 6, 1);
  wait_for_verdict (device, DS_VERDICT_ENDED);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_SUPPORT_ENDED);
  g_assert_cmpstr (ds_device_get_headline (device), ==, "Security updates ended on 31 May 2031.");

  ds_test_await (ds_home_silence (world.home, device, TRUE));
  g_assert_null (ds_device_get_attention (device));
  g_assert_cmpint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_ENDED);
  ds_test_await (ds_home_silence (world.home, device, FALSE));
  g_assert_nonnull (ds_device_get_attention (device));
  g_clear_object (&device);
  home_test_close (&world);
  ds_clock_set (0);
}

static bool
says_wrong (DsDevice *device)
{
  return ds_device_get_verdict (device)->clock_wrong;
}

static void
test_a_clock_that_went_back_is_told_until_it_moves_on (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;

  home_test_open (&world, false);
  device = add_until (&world, ds_date_new (2031, 5, 31));
  for (int again = 0; again < 2; again++)
    {
      set_clock (&world, 2030, 6, 1);
      g_assert_false (says_wrong (device));
      set_clock (&world, 2029, 1, 1);
      g_assert_true (says_wrong (device));
      set_clock (&world, 2029, 1, 1);
      g_assert_true (says_wrong (device));

      /* It goes on from there, so it was put right. */
      set_clock (&world, 2029, 1, 2);
      set_clock (&world, 2029, 1, 3);
      g_assert_false (says_wrong (device));
    }
  g_clear_object (&device);
  home_test_close (&world);
  ds_clock_set (0);
}

static DsNotice
take_notice (DsHome *home,
             DsDevice *device)
{
  g_autoptr (GError) error = NULL;
  int notice = dex_await_int (ds_home_take_notice (home, device), &error);

  g_assert_no_error (error);
  return notice;
}

static void
test_each_notice_is_given_once (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;

  home_test_open (&world, false);
  device = add_until (&world, ds_date_new (2031, 5, 31));
  set_clock (&world, 2031, 5, 10);
  wait_for_verdict (device, DS_VERDICT_ENDING);
  g_assert_cmpint (take_notice (world.home, device), ==, DS_NOTICE_30_DAYS);
  g_assert_cmpint (take_notice (world.home, device), ==, DS_NOTICE_NONE);

  g_set_object (&world.device, device);
  g_clear_object (&device);
  world_restart (&world);
  wait_for_verdict (world.device, DS_VERDICT_ENDING);
  g_assert_cmpint (take_notice (world.home, world.device), ==, DS_NOTICE_NONE);

  ds_test_await (ds_home_silence (world.home, world.device, TRUE));
  set_clock (&world, 2031, 7, 1);
  wait_for_verdict (world.device, DS_VERDICT_ENDED);
  g_assert_cmpint (take_notice (world.home, world.device), ==, DS_NOTICE_NONE);

  /* What came while they wanted to hear nothing. */
  ds_test_await (ds_home_silence (world.home, world.device, FALSE));
  g_assert_cmpint (take_notice (world.home, world.device), ==, DS_NOTICE_ENDED);
  g_assert_cmpint (take_notice (world.home, world.device), ==, DS_NOTICE_NONE);
  home_test_close (&world);
  ds_clock_set (0);
}

/* Whoever silences a device has just looked at it. */
static void
test_what_was_known_when_it_was_silenced_is_no_news (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;

  home_test_open (&world, false);
  device = add_until (&world, ds_date_new (2031, 5, 31));
  set_clock (&world, 2031, 5, 10);
  wait_for_verdict (device, DS_VERDICT_ENDING);
  ds_test_await (ds_home_silence (world.home, device, TRUE));
  ds_test_await (ds_home_silence (world.home, device, FALSE));
  g_assert_cmpint (take_notice (world.home, device), ==, DS_NOTICE_NONE);
  g_clear_object (&device);
  home_test_close (&world);
  ds_clock_set (0);
}

static void
test_the_catalogue_knows_who_could_be_asked (void)
{
  static const DsByHand what = { .maker = "Google", .model = "Chromecast (1st gen)" };
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;
  g_autoptr (GPtrArray) inquiries = NULL;
  const DsInquiry *inquiry;

  home_test_open (&world, false);
  device = add_by_hand (world.home, &what);
  inquiries = ds_home_list_inquiries (world.home, device);
  g_assert_cmpuint (inquiries->len, ==, 2);
  inquiry = g_ptr_array_index (inquiries, 0);
  g_assert_cmpint (inquiry->kind, ==, DS_SOURCE_SECURITY_TXT);
  g_assert_cmpstr (inquiry->host, ==, "www.google.com");
  inquiry = g_ptr_array_index (inquiries, 1);
  g_assert_cmpstr (inquiry->url, ==, "https://endoflife.date/api/v1/products/chromecast");
  g_assert_cmpstr (inquiry->release, ==, "chromecast-1");
  g_clear_object (&device);
  home_test_close (&world);
}

static void
test_the_catalogue_knows_what_was_added (void)
{
  static const DsByHand what = { .maker = "sonos, inc.", .model = "Bridge" };
  HomeTestWorld world = { 0 };
  g_autoptr (DsDevice) device = NULL;
  g_autoptr (GPtrArray) completed = NULL;
  DsSupportClaim *claim;

  home_test_open (&world, false);
  g_assert_cmpuint (ds_home_get_catalogue_edition (world.home, NULL), >, 0);
  device = add_by_hand (world.home, &what);
  claim = get_only_claim (device);
  g_assert_cmpint (claim->source.kind, ==, DS_SOURCE_CATALOGUE);
  g_assert_cmpint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_NO_DATE);
  g_assert_cmpint (ds_device_get_kind (device), ==, DS_KIND_HUB);
  g_assert_nonnull (ds_device_get_product (device));

  /* The person's word goes before the catalogue's, which stays beside it. */
  ds_test_await (ds_home_correct_support (world.home, device, DS_SUPPORT_ENDED, DS_DATE_NONE, false));
  g_assert_cmpuint (ds_device_get_claims (device)->len, ==, 2);
  claim = g_ptr_array_index (ds_device_get_claims (device), 0);
  g_assert_cmpint (claim->source.kind, ==, DS_SOURCE_PERSON);
  g_assert_cmpint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_ENDED);

  completed = ds_home_complete_product (world.home, "sonos bri", 5);
  g_assert_cmpuint (completed->len, >=, 1);
  g_clear_object (&device);
  home_test_close (&world);
}

static void
test_a_catalogue_that_is_none_changes_nothing (void)
{
  static const char rubbish[] = "This is no catalogue, whatever its name says.";
  HomeTestWorld world = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int edition;

  home_test_open (&world, false);
  edition = ds_home_get_catalogue_edition (world.home, NULL);
  path = g_build_filename (world.folder, "catalogue.dsup", NULL);
  g_assert_true (g_file_set_contents (path, rubbish, -1, NULL));
  error = ds_test_await_error (ds_home_accept_catalogue (world.home, path));
  g_assert_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED);
  g_assert_cmpuint (ds_home_get_catalogue_edition (world.home, NULL), ==, edition);
  home_test_close (&world);
}

static void
test_nothing_is_kept_of_what_is_not_on_the_list (void)
{
  HomeTestWorld world = { 0 };
  g_autoptr (GError) seen = NULL;
  g_autoptr (GError) ignored = NULL;

  home_test_open (&world, false);
  seen = ds_test_await_error (ds_home_set_notes (world.home, world.device, "x"));
  g_assert_error (seen, DS_ERROR, DS_ERROR_NOT_FOUND);
  ds_test_await (ds_home_ignore (world.home, world.device));
  ignored = ds_test_await_error (ds_home_set_purchase_date (world.home, world.device,
                                                            ds_date_new (2024, 1, 1)));
  g_assert_error (ignored, DS_ERROR, DS_ERROR_NOT_FOUND);
  home_test_close (&world);
}

int
main (int argc,
      char **argv)
{
  home_test_init (&argc, &argv);

#define ADD(name, func) ds_test_add_fiber ("/home/watch/" name, func)
  ADD ("a-watched-device-stays-on-the-list", test_a_watched_device_stays_on_the_list);
  ADD ("a-watched-device-can-be-set-up-later", test_a_watched_device_can_be_set_up_later);
  ADD ("a-set-up-that-fails-leaves-a-watched-device-watched",
       test_a_set_up_that_fails_leaves_a_watched_device_watched);
  ADD ("an-ignored-device-is-not-seen-again", test_an_ignored_device_is_not_seen_again);
  ADD ("ignoring-and-undoing-keeps-what-was-watched",
       test_ignoring_and_undoing_keeps_what_was_watched);
  ADD ("a-device-that-is-set-up-is-not-lost-by-ignoring",
       test_a_device_that_is_set_up_is_not_lost_by_ignoring);
  ADD ("what-never-announces-itself-is-added-by-hand",
       test_what_never_announces_itself_is_added_by_hand);
  ADD ("a-thing-without-a-name-is-not-added", test_a_thing_without_a_name_is_not_added);
  ADD ("another-program-sees-what-was-added-and-ignored",
       test_another_program_sees_what_was_added_and_ignored);
  ADD ("the-person-knows-better-and-takes-it-back",
       test_the_person_knows_better_and_takes_it_back);
  ADD ("the-end-of-support-comes-at-midnight", test_the_end_of_support_comes_at_midnight);
  ADD ("a-clock-that-went-back-is-told-until-it-moves-on",
       test_a_clock_that_went_back_is_told_until_it_moves_on);
  ADD ("each-notice-is-given-once", test_each_notice_is_given_once);
  ADD ("what-was-known-when-it-was-silenced-is-no-news",
       test_what_was_known_when_it_was_silenced_is_no_news);
  ADD ("the-catalogue-knows-what-was-added", test_the_catalogue_knows_what_was_added);
  ADD ("the-catalogue-knows-who-could-be-asked", test_the_catalogue_knows_who_could_be_asked);
  ADD ("a-catalogue-that-is-none-changes-nothing", test_a_catalogue_that_is_none_changes_nothing);
  ADD ("nothing-is-kept-of-what-is-not-on-the-list",
       test_nothing_is_kept_of_what_is_not_on_the_list);
#undef ADD

  return g_test_run ();
}

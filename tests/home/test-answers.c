/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-home-test.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "home/ds-home-private.h"

#include "ds-internet.h"

/* Websites are asked about a device only after a yes to each, and what they say stays
 * with the device. */

#define NAMES    "DNS:example.com,DNS:on.dcl.csa-iot.org"
#define LEDGER   "https://on.dcl.csa-iot.org/dcl"
#define CONTACTS "https://example.com/.well-known/security.txt"
#define NEVER    "Expires: 2999-01-01T00:00:00Z\n"

/* A lamp that announces its Matter ids, on the person's list. */
typedef struct
{
  DsMockAvahi *avahi;
  DsInternet  *internet;
  DsHome      *home;
  DsDevice    *device;
  char        *folder;
} World;

static void
fill_ledger (DsInternet *internet)
{
  ds_internet_put_text (internet, LEDGER "/model/models/4107/2",
                        "{\"model\": {\"vid\": 4107, \"pid\": 2, "
                        "\"supportUrl\": \"https://example.com/help\"}}");
  ds_internet_put_text (internet, LEDGER "/vendorinfo/vendors/4107",
                        "{\"vendorInfo\": {\"vendorID\": 4107, "
                        "\"vendorLandingPageURL\": \"https://example.com/\"}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2",
                        "{\"modelVersions\": {\"softwareVersions\": [16]}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2/16",
                        "{\"modelVersion\": {\"softwareVersion\": 16, "
                        "\"softwareVersionString\": \"1.6\", \"softwareVersionValid\": true}}");
}

static const char *const lamp_txt[] = { "VP=4107+2", "DT=256", "D=840", "CM=1", NULL };
static const DsMockService lamp = {
  .instance = "DD200C20D25AE5F7",
  .type = "_matterc._udp",
  .port = 5540,
  .txt = lamp_txt,
};

static DsDevice *
wait_for_one (DsHome *home)
{
  GListModel *devices = ds_home_get_devices (home);

  ds_test_wait_until (g_list_model_get_n_items (devices) > 0);
  g_assert_cmpuint (g_list_model_get_n_items (devices), ==, 1);
  return g_list_model_get_item (devices, 0);
}

static void
world_start (World *world)
{
  world->home = home_test_start (world->folder);
  _ds_home_set_web (world->home, ds_internet_get_client (world->internet), NULL);
  world->device = wait_for_one (world->home);
}

static void
world_open (World *world)
{
  world->folder = ds_test_folder ();
  world->internet = ds_internet_new (NAMES);
  fill_ledger (world->internet);
  world->avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  ds_mock_avahi_publish (world->avahi, &lamp);
  world_start (world);
  ds_test_await (ds_home_watch (world->home, world->device));
}

static void
world_restart (World *world)
{
  g_clear_object (&world->device);
  home_test_stop (g_steal_pointer (&world->home));
  world_start (world);
}

static void
world_close (World *world)
{
  g_clear_object (&world->device);
  home_test_stop (g_steal_pointer (&world->home));
  g_clear_pointer (&world->avahi, ds_mock_avahi_free);
  g_clear_pointer (&world->internet, ds_internet_free);
  g_free (world->folder);
}

static DsInquiry *
find_inquiry (World *world,
              DsSourceKind kind)
{
  g_autoptr (GPtrArray) inquiries = ds_home_list_inquiries (world->home, world->device);

  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);

      if (inquiry->kind == kind)
        return ds_inquiry_copy (inquiry);
    }

  return NULL;
}

static bool
ask (World *world,
     DsSourceKind kind,
     GError **error)
{
  g_autoptr (DsInquiry) inquiry = find_inquiry (world, kind);

  g_assert_nonnull (inquiry);
  return dex_await_boolean (ds_home_inquire (world->home, world->device, inquiry), error);
}

static void
assert_asked (World *world,
              DsSourceKind kind)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ask (world, kind, &error));
  g_assert_no_error (error);
}

static const DsAnswer *
get_answer (World *world,
            unsigned int n)
{
  GPtrArray *answers = ds_device_get_answers (world->device);

  return n < answers->len ? g_ptr_array_index (answers, n) : NULL;
}

static void
test_nobody_is_asked_before_a_yes (void)
{
  World world = { 0 };
  g_autoptr (GPtrArray) inquiries = NULL;

  world_open (&world);
  inquiries = ds_home_list_inquiries (world.home, world.device);
  g_assert_cmpuint (inquiries->len, ==, 1);
  world_restart (&world);
  g_assert_cmpuint (ds_internet_count_visits (world.internet), ==, 0);
  g_assert_null (get_answer (&world, 0));
  world_close (&world);
}

static void
test_an_answer_stays_until_it_is_forgotten (void)
{
  World world = { 0 };

  world_open (&world);
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);
  g_assert_cmpstr (get_answer (&world, 0)->newest_version, ==, "1.6");
  g_assert_cmpstr (get_answer (&world, 0)->help, ==, "https://example.com/help");

  /* A thing that is set up announces its ids no more. */
  ds_mock_avahi_withdraw (world.avahi, &lamp);
  world_restart (&world);
  g_assert_cmpstr (get_answer (&world, 0)->newest_version, ==, "1.6");
  g_assert_cmpstr (get_answer (&world, 0)->source.publisher, ==, "on.dcl.csa-iot.org");
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);

  ds_test_await (ds_home_forget_answer (world.home, world.device, DS_SOURCE_MATTER_LEDGER));
  g_assert_null (get_answer (&world, 0));
  world_restart (&world);
  g_assert_null (get_answer (&world, 0));
  world_close (&world);
}

static void
test_one_answer_names_whom_to_ask_next (void)
{
  World world = { 0 };
  g_autoptr (DsAdvice) advice = NULL;
  const char *url = NULL;
  unsigned int visits;

  world_open (&world);
  g_assert_null (find_inquiry (&world, DS_SOURCE_SECURITY_TXT));
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);
  visits = ds_internet_count_visits (world.internet);

  ds_internet_put_text (world.internet, CONTACTS, "Contact: mailto:psirt@example.com\n" NEVER);
  assert_asked (&world, DS_SOURCE_SECURITY_TXT);
  g_assert_cmpuint (ds_internet_count_visits (world.internet), ==, visits + 1);
  g_assert_cmpstr (get_answer (&world, 0)->contacts[0], ==, "mailto:psirt@example.com");
  g_assert_cmpint (get_answer (&world, 1)->source.kind, ==, DS_SOURCE_MATTER_LEDGER);

  /* Now there is somebody to write to. */
  advice = ds_device_dup_advice (world.device);
  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      const DsAction *action = g_ptr_array_index (advice->actions, i);

      if (action->kind == DS_ACTION_ASK_MAKER)
        url = action->url;
    }
  g_assert_nonnull (url);
  g_assert_true (g_str_has_prefix (url, "mailto:psirt@example.com?"));
  world_close (&world);
}

static void
test_a_refusal_leaves_everything_as_before (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);
  ds_internet_put_text (world.internet, LEDGER "/model/models/4107/2", "{\"model\": {\"vid\": 1}}");
  g_assert_false (ask (&world, DS_SOURCE_MATTER_LEDGER, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR);
  g_assert_cmpstr (get_answer (&world, 0)->newest_version, ==, "1.6");
  g_assert_false (ds_device_get_busy (world.device));
  world_close (&world);
}

static void
test_contacts_that_have_expired_are_not_shown (void)
{
  World world = { 0 };

  world_open (&world);
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);
  ds_internet_put_text (world.internet, CONTACTS,
                        "Contact: mailto:psirt@example.com\nExpires: 2998-12-31T00:00:00Z\n");
  assert_asked (&world, DS_SOURCE_SECURITY_TXT);
  g_assert_nonnull (get_answer (&world, 0)->contacts);

  ds_clock_set (INT64_C (32472144000)); /* the first day of 2999 */
  _ds_home_new_day (world.home);
  ds_test_wait_until (get_answer (&world, 0)->contacts == NULL);
  world_restart (&world);
  g_assert_null (get_answer (&world, 0)->contacts);
  ds_clock_set (0);
  world_close (&world);
}

static void
test_nothing_is_asked_about_a_stranger_s_device (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  ds_test_await (ds_home_unwatch (world.home, world.device));
  g_assert_false (ask (&world, DS_SOURCE_MATTER_LEDGER, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_NOT_FOUND);
  g_assert_cmpuint (ds_internet_count_visits (world.internet), ==, 0);
  world_close (&world);
}

static void
test_what_is_known_goes_with_the_device (void)
{
  World world = { 0 };

  world_open (&world);
  assert_asked (&world, DS_SOURCE_MATTER_LEDGER);
  ds_test_await (ds_home_unwatch (world.home, world.device));
  g_assert_null (get_answer (&world, 0));
  ds_test_await (ds_home_watch (world.home, world.device));
  world_restart (&world);
  g_assert_null (get_answer (&world, 0));
  world_close (&world);
}

static void
test_a_label_names_the_website_to_ask (void)
{
  static const char label[] = "[)>\x1e" "06\x1d" "12N" "M180https://example.com/lamp\x1f\x1e\x04";
  World world = { 0 };
  g_autoptr (DsInquiry) inquiry = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  g_assert_false (dex_await_boolean (ds_home_set_label (world.home, world.device, "X-HM://0023"),
                                     &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_BAD_LABEL);
  g_assert_null (find_inquiry (&world, DS_SOURCE_MUD));

  ds_test_await (ds_home_set_label (world.home, world.device, label));
  world_restart (&world);
  inquiry = find_inquiry (&world, DS_SOURCE_MUD);
  g_assert_cmpstr (inquiry->url, ==, "https://example.com/lamp");
  g_assert_cmpuint (ds_internet_count_visits (world.internet), ==, 0);

  ds_test_await (ds_home_set_label (world.home, world.device, NULL));
  g_assert_null (find_inquiry (&world, DS_SOURCE_MUD));
  world_close (&world);
}

int
main (int argc,
      char *argv[])
{
  home_test_init (&argc, &argv);

  ds_test_add_fiber ("/answers/nobody-asked", test_nobody_is_asked_before_a_yes);
  ds_test_add_fiber ("/answers/kept", test_an_answer_stays_until_it_is_forgotten);
  ds_test_add_fiber ("/answers/next", test_one_answer_names_whom_to_ask_next);
  ds_test_add_fiber ("/answers/refused", test_a_refusal_leaves_everything_as_before);
  ds_test_add_fiber ("/answers/expired", test_contacts_that_have_expired_are_not_shown);
  ds_test_add_fiber ("/answers/stranger", test_nothing_is_asked_about_a_stranger_s_device);
  ds_test_add_fiber ("/answers/gone", test_what_is_known_goes_with_the_device);
  ds_test_add_fiber ("/answers/label", test_a_label_names_the_website_to_ask);

  return g_test_run ();
}

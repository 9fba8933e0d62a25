/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "home/ds-device-private.h"

#include "core/ds-error.h"
#include "ds-test.h"
#include "drivers/ds-driver.h"
#include "home/ds-details.h"

#define KEY "AA:BB:CC:DD:EE:FF"

static DsDevice *
new_device (void)
{
  DsToday today = ds_today_now (DS_DATE_NONE);

  return _ds_device_new (ds_driver_by_id ("homekit"), KEY, &today);
}

static DsDeviceRecord *
new_record (DsDevice *device,
            DsRecordState state)
{
  DsDeviceRecord *record = _ds_device_dup_record (device);

  record->state = state;
  return record;
}

static void
count_notify (GObject *object,
              GParamSpec *pspec,
              unsigned int *count)
{
  (*count)++;
}

static void
test_an_id_is_short_and_stable (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autofree char *again = _ds_device_make_id ("homekit", KEY);
  g_autofree char *other = _ds_device_make_id ("homekit", "AA:BB:CC:DD:EE:F0");

  g_assert_cmpuint (strlen (again), ==, 8);
  g_assert_cmpuint (strspn (again, "abcdefghijklmnopqrstuvwxyz234567"), ==, 8);
  g_assert_cmpstr (ds_device_get_id (device), ==, again);
  g_assert_cmpstr (other, !=, again);
  /* printf 'homekit:AA:BB:CC:DD:EE:FF' | sha256sum | xxd -r -p | base32 */
  g_assert_cmpstr (again, ==, "fa3dlphw");
}

static void
test_the_state_follows_from_what_is_known (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (DsDeviceRecord) pending = new_record (device, DS_RECORD_PENDING);
  g_autoptr (DsDeviceRecord) set_up = new_record (device, DS_RECORD_SET_UP);
  g_autoptr (DsDeviceRecord) releasing = new_record (device, DS_RECORD_RELEASING);

  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_NEW);
  _ds_device_set_taken (device, TRUE);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_TAKEN);
  _ds_device_set_running (device, TRUE);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SETTING_UP);
  g_assert_true (ds_device_get_busy (device));
  _ds_device_set_running (device, FALSE);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_TAKEN);
  _ds_device_set_record (device, pending);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SETTING_UP);
  g_assert_false (ds_device_get_busy (device));
  _ds_device_set_record (device, set_up);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
  _ds_device_set_record (device, releasing);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_REMOVING);
  _ds_device_set_record (device, NULL);
  g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_TAKEN);
}

static void
test_only_what_changed_is_notified (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (DsDeviceRecord) record = new_record (device, DS_RECORD_SET_UP);
  unsigned int names = 0;
  unsigned int rooms = 0;

  g_signal_connect (device, "notify::name", G_CALLBACK (count_notify), &names);
  g_signal_connect (device, "notify::room", G_CALLBACK (count_notify), &rooms);
  g_set_str (&record->room, "Kitchen");
  _ds_device_set_record (device, record);
  _ds_device_set_record (device, record);
  g_assert_cmpuint (names, ==, 0);
  g_assert_cmpuint (rooms, ==, 1);
}

static void
test_attention_survives_a_restart (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (DsDeviceRecord) record = new_record (device, DS_RECORD_SET_UP);

  g_set_str (&record->attention, "key-changed");
  _ds_device_set_record (device, record);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_KEY_CHANGED);
  g_set_str (&record->attention, "no-such-word");
  _ds_device_set_record (device, record);
  g_assert_error (ds_device_get_attention (device), DS_ERROR, DS_ERROR_FAILED);
  g_clear_pointer (&record->attention, g_free);
  _ds_device_set_record (device, record);
  g_assert_null (ds_device_get_attention (device));
}

static DsFacts *
new_facts (void)
{
  DsFacts *facts = ds_facts_new ();
  DsAccessory *accessory = ds_accessory_new ();

  accessory->id = G_MAXUINT64;
  accessory->kind = DS_KIND_LAMP;
  accessory->name = g_strdup ("Reading “lamp”\n\\");
  g_ptr_array_add (facts->accessories, accessory);
  facts->access = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);
  g_ptr_array_add (facts->access, ds_access_new ("me", TRUE, TRUE));
  g_ptr_array_add (facts->access, ds_access_new ("you", FALSE, FALSE));
  facts->staged_version = g_strdup ("2.0");
  facts->capabilities = DS_CAPABILITY_RELEASE;
  return facts;
}

static void
test_details_come_back_as_they_were (void)
{
  g_autoptr (DsFacts) facts = new_facts ();
  g_autofree char *text = ds_details_to_text (facts);
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (DsDeviceRecord) record = new_record (device, DS_RECORD_SET_UP);
  DsAccessory *accessory;
  DsAccess *access;

  g_set_str (&record->details, text);
  _ds_device_set_record (device, record);

  g_assert_cmpuint (ds_device_get_accessories (device)->len, ==, 1);
  accessory = g_ptr_array_index (ds_device_get_accessories (device), 0);
  g_assert_cmpuint (accessory->id, ==, G_MAXUINT64);
  g_assert_cmpint (accessory->kind, ==, DS_KIND_LAMP);
  g_assert_cmpstr (accessory->name, ==, "Reading “lamp”\n\\");
  g_assert_null (accessory->maker);

  g_assert_cmpuint (ds_device_get_access (device)->len, ==, 2);
  access = g_ptr_array_index (ds_device_get_access (device), 1);
  g_assert_cmpstr (access->id, ==, "you");
  g_assert_false (access->is_this_computer);
  g_assert_cmpstr (ds_device_get_staged_version (device), ==, "2.0");
  g_assert_cmpuint (ds_device_get_capabilities (device), ==, DS_CAPABILITY_RELEASE);
}

static void
test_spoilt_details_are_left_out (void)
{
  static const char * const texts[] = {
    "", "{", "[]", "7", "{\"accessories\": 7}", "{\"access\": [{\"id\": 7}]}",
    "{\"accessories\": [7, {}]}", "{\"capabilities\": -1}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DsDevice) device = new_device ();
      g_autoptr (DsDeviceRecord) record = new_record (device, DS_RECORD_SET_UP);

      g_test_message ("%s", texts[i]);
      g_set_str (&record->details, texts[i]);
      _ds_device_set_record (device, record);
      g_assert_nonnull (ds_device_get_accessories (device));
      g_assert_cmpuint (ds_device_get_accessories (device)->len, <=, 1);
      g_assert_cmpint (ds_device_get_state (device), ==, DS_DEVICE_SET_UP);
    }
}

static void
judge_on (DsDevice *device,
          int year,
          unsigned int month,
          DsDate stored_on)
{
  DsToday today = { .day = ds_date_new (year, month, 1), .stored_on = stored_on };

  _ds_device_set_today (device, &today);
}

/* Whichever part of what is known of the day is another one. */
static void
test_another_day_is_judged_anew (void)
{
  g_autoptr (DsDevice) device = new_device ();
  g_autoptr (DsDeviceRecord) record = new_record (device, DS_RECORD_SET_UP);

  record->own_support = DS_OWN_SUPPORT_UNTIL;
  record->own_support_date = g_strdup ("2029-06-30");
  judge_on (device, 2028, 1, DS_DATE_NONE);
  _ds_device_set_record (device, record);
  g_assert_cmpint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_SUPPORTED);
  judge_on (device, 2029, 7, DS_DATE_NONE);
  g_assert_cmpint (ds_device_get_verdict (device)->state, ==, DS_VERDICT_ENDED);
  judge_on (device, 2028, 1, DS_DATE_NONE);
  g_assert_false (ds_device_get_verdict (device)->clock_wrong);
  judge_on (device, 2028, 1, ds_date_new (2028, 5, 1));
  g_assert_true (ds_device_get_verdict (device)->clock_wrong);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/home/device/an-id-is-short-and-stable", test_an_id_is_short_and_stable);
  g_test_add_func ("/home/device/the-state-follows-from-what-is-known",
                   test_the_state_follows_from_what_is_known);
  g_test_add_func ("/home/device/only-what-changed-is-notified",
                   test_only_what_changed_is_notified);
  g_test_add_func ("/home/device/another-day-is-judged-anew", test_another_day_is_judged_anew);
  g_test_add_func ("/home/device/attention-survives-a-restart",
                   test_attention_survives_a_restart);
  g_test_add_func ("/home/device/details-come-back-as-they-were",
                   test_details_come_back_as_they_were);
  g_test_add_func ("/home/device/spoilt-details-are-left-out", test_spoilt_details_are_left_out);

  return g_test_run ();
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-support-house.h"

#include "core/ds-clock.h"

#define DAY INT64_C (86400)

typedef struct
{
  const char *key;
  const char *name;
  DsKind      kind;
  const char *support;   /* JSON, of what it said itself */
  const char *own;       /* what the person said: a day, "ended", or NULL */
  const char *purchased;
} Member;

static const Member members[] = {
  { "00:00:00:00:00:01", "Hallway Camera", DS_KIND_CAMERA, "{\"endsAt\":1760400000}", NULL, NULL },
  { "00:00:00:00:00:02", "Television", DS_KIND_TELEVISION, NULL, "ended", NULL },
  { "00:00:00:00:00:03", "Door Lock", DS_KIND_LOCK, "{\"endsAt\":1797897600}", NULL, NULL },
  { "00:00:00:00:00:04", "Kitchen Speaker", DS_KIND_SPEAKER,
    "{\"endsAt\":1904428800,\"rule\":\"At least five years from the launch.\","
    "\"source\":\"https://speaker.example/updates\"}", NULL, "2025-04-02" },
  { "00:00:00:00:00:05", "Router", DS_KIND_ROUTER, "{\"endsAt\":1956528000}", "2028-05-31", NULL },
  { "00:00:00:00:00:06", "Heating", DS_KIND_THERMOSTAT, "{\"noDate\":true}", NULL, NULL },
  { "00:00:00:00:00:07", "Desk Lamp", DS_KIND_LAMP, NULL, NULL, NULL },
};

static void
fill_own_word (DsDeviceRecord *record,
               const char *own)
{
  bool ended = g_str_equal (own, "ended");

  record->own_support = ended ? DS_OWN_SUPPORT_ENDED : DS_OWN_SUPPORT_UNTIL;
  record->own_support_date = ended ? NULL : g_strdup (own);
  record->own_support_said_on = g_strdup ("2026-11-20");
}

static void
store (AppTest *test,
       const Member *member)
{
  DsDeviceRecord *record = app_test_new_record (member->key, member->name, member->kind);

  record->maker = g_strdup ("Example");
  if (member->support != NULL)
    record->details = g_strdup_printf ("{\"support\":%s}", member->support);
  if (member->own != NULL)
    fill_own_word (record, member->own);
  record->purchased_on = g_strdup (member->purchased);
  app_test_store (test, record);
}

AppTest *
support_house_new (void)
{
  AppTest *test = app_test_new (DS_MOCK_AVAHI_NORMAL);

  ds_clock_set (SUPPORT_HOUSE_NOW);
  for (unsigned int i = 0; i < G_N_ELEMENTS (members); i++)
    store (test, &members[i]);
  app_test_open (test);
  app_test_settle (300);
  return test;
}

void
support_house_free (AppTest *test)
{
  app_test_free (test);
  ds_clock_set (0);
}

DsDevice *
support_house_find (AppTest *test,
                    const char *name)
{
  DsDevice *device = ds_home_find (test->home, name);

  g_assert_nonnull (device);
  return device;
}

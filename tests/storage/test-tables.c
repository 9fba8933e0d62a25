/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-tables"

#include "config.h"

#include "ds-test.h"
#include "storage/ds-device-table.h"
#include "storage/ds-fetched-table.h"
#include "storage/ds-memory-table.h"

static DsStorage *
open_storage (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  DsStorage *storage = ds_storage_new (file);

  ds_test_await (ds_storage_open (storage));
  return storage;
}

static void
put (DsStorage *storage,
     const char *device,
     const char *source,
     const char *content)
{
  g_autoptr (DsFetched) fetched = ds_fetched_new (device, source, "https://example.org/a",
                                                  "2026-11-22", content);

  ds_test_await (ds_fetched_table_put (storage, fetched));
}

static GPtrArray *
load (DsStorage *storage)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *all = dex_await_boxed (ds_fetched_table_load (storage), &error);

  g_assert_no_error (error);
  return all;
}

static void
test_one_source_is_kept_once (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage = open_storage (folder);
  g_autoptr (GPtrArray) all = NULL;
  const DsFetched *first;

  put (storage, "tv", "mud", "old");
  put (storage, "tv", "mud", "new");
  put (storage, "tv", "security-txt", "contact");
  put (storage, "lamp", "mud", "other");
  ds_test_await (ds_fetched_table_remove (storage, "lamp", "security-txt"));
  ds_test_await (ds_storage_close (storage));
  g_object_unref (storage);

  storage = open_storage (folder);
  all = load (storage);
  g_assert_cmpuint (all->len, ==, 3);
  first = g_ptr_array_index (all, 1);
  g_assert_cmpstr (first->device, ==, "tv");
  g_assert_cmpstr (first->source, ==, "mud");
  g_assert_cmpstr (first->url, ==, "https://example.org/a");
  g_assert_cmpstr (first->fetched_on, ==, "2026-11-22");
  g_assert_cmpstr (first->content, ==, "new");
  ds_test_await (ds_storage_close (storage));
  g_object_unref (storage);
}

static void
test_it_goes_with_the_device (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (DsStorage) storage = open_storage (folder);
  g_autoptr (DsDeviceRecord) television = ds_device_record_new ("tv", "announced", "k", "TV");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) none = NULL;

  ds_test_await (ds_device_table_put (storage, television));
  put (storage, "tv", "mud", "a");
  put (storage, "lamp", "mud", "b");
  ds_test_await (ds_device_table_remove (storage, "tv"));
  left = load (storage);
  g_assert_cmpuint (left->len, ==, 1);

  ds_test_await (ds_fetched_table_remove (storage, "lamp", "mud"));
  none = load (storage);
  g_assert_cmpuint (none->len, ==, 0);
  ds_test_await (ds_storage_close (storage));
}

static void
assert_remembers (DsStorage *storage,
                  const char *name,
                  const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = dex_await_string (ds_memory_table_load (storage, name), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_a_word_is_remembered (void)
{
  g_autofree char *folder = ds_test_folder ();
  DsStorage *storage = open_storage (folder);

  assert_remembers (storage, DS_MEMORY_LAST_DAY, NULL);
  ds_test_await (ds_memory_table_put (storage, DS_MEMORY_LAST_DAY, "2026-11-21"));
  ds_test_await (ds_memory_table_put (storage, DS_MEMORY_LAST_DAY, "2026-11-22"));
  ds_test_await (ds_memory_table_put (storage, "else", ""));
  ds_test_await (ds_storage_close (storage));
  g_object_unref (storage);

  storage = open_storage (folder);
  assert_remembers (storage, DS_MEMORY_LAST_DAY, "2026-11-22");
  assert_remembers (storage, "else", "");
  ds_test_await (ds_storage_close (storage));
  g_object_unref (storage);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  ds_test_add_fiber ("/fetched/one-source-is-kept-once", test_one_source_is_kept_once);
  ds_test_add_fiber ("/fetched/it-goes-with-the-device", test_it_goes_with_the_device);
  ds_test_add_fiber ("/memory/a-word-is-remembered", test_a_word_is_remembered);

  return g_test_run ();
}

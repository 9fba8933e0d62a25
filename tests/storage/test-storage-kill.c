/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-storage-kill"

#include "config.h"

#include "ds-test.h"
#include "storage/ds-device-table.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each round: a child puts rows as fast as it can and tells of each one that
 * was promised to be on the disk; it is killed at some moment. */
#define ROUNDS 25

static const char *program;

static DexFuture *
put (DsStorage *storage,
     const char *id)
{
  g_autoptr (DsDeviceRecord) record = ds_device_record_new (id, "homekit", id, "name");

  return ds_device_table_put (storage, record);
}

static DsStorage *
open_storage (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  DsStorage *storage = ds_storage_new (file);

  ds_test_await (ds_storage_open (storage));
  return storage;
}

static DexFuture *
write_fiber (gpointer data)
{
  const char *const *arguments = data;
  DsStorage *storage = open_storage (arguments[0]);

  for (unsigned int i = 0;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", arguments[1], i);
      g_autofree char *line = g_strconcat (id, "\n", NULL);

      ds_test_await (put (storage, id));
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        _exit (1);
    }
}

static int
write_until_killed (char **arguments)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  dex_init ();
  dex_future_disown (dex_scheduler_spawn (NULL, 256 * 1024, write_fiber, arguments, NULL));
  g_main_loop_run (loop);
  return 0;
}

static void
run_round (const char *folder,
           int round,
           GHashTable *promised)
{
  g_autofree char *prefix = g_strdup_printf ("%d", round);
  const char *const argv[] = { program, "--child", folder, prefix, NULL };
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);

  /* From before the file is there to many rows later. */
  g_usleep ((gulong) (round * 7 + g_test_rand_int_range (1, 20)) * 1000);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_communicate (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  /* Killed before its first line, it leaves no bytes at all. */
  if (g_bytes_get_size (output) == 0)
    return;
  text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    g_hash_table_add (promised, g_strdup (lines[i]));
}

static void
test_killed_while_writing (void)
{
  g_autofree char *folder = ds_test_folder ();
  g_autoptr (GHashTable) promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;
      DsStorage *storage;
      unsigned int found = 0;

      run_round (folder, round, promised);

      storage = open_storage (folder);
      g_assert_null (ds_storage_get_damaged_copy (storage));
      records = dex_await_boxed (ds_device_table_load (storage), &error);
      g_assert_no_error (error);
      for (unsigned int i = 0; i < records->len; i++)
        {
          const DsDeviceRecord *record = g_ptr_array_index (records, i);

          found += g_hash_table_contains (promised, record->id);
        }
      g_assert_cmpuint (found, ==, g_hash_table_size (promised));
      ds_test_await (ds_storage_close (storage));
      g_object_unref (storage);
    }

  g_test_message ("%u rows promised in %d rounds", g_hash_table_size (promised), ROUNDS);
  g_assert_cmpuint (g_hash_table_size (promised), >, 0);
}

int
main (int argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return write_until_killed (argv + 2);

  program = argv[0];
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/storage/killed-while-writing", test_killed_while_writing);
  return g_test_run ();
}

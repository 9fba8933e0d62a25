/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "catalogue/ds-catalogue-sign.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-test-catalogue.h"
#include "ds-test.h"
#include "support/ds-catalogue-store.h"
#include "support/ds-catalogue-update.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A folder with an installed catalogue of version 5, a known key and a strange one. */
typedef struct
{
  char             *folder;
  char             *installed;
  char             *kept;
  char             *keys;
  DsCatalogueStore *store;
} Fixture;

static char *
path_in (Fixture *fixture,
         const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_bytes (const char *path,
             GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  size_t length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static void
make_key (Fixture *fixture,
          const char *name,
          const char *public_path)
{
  g_autofree char *secret = path_in (fixture, name);
  g_autoptr (GError) error = NULL;

  ds_catalogue_make_key (secret, public_path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (5);
  g_autofree char *known = NULL;
  g_autofree char *strange = NULL;

  fixture->folder = g_dir_make_tmp ("doorstep-update-XXXXXX", NULL);
  fixture->installed = path_in (fixture, "installed.dscat");
  fixture->kept = path_in (fixture, "kept");
  fixture->keys = path_in (fixture, "keys");
  g_assert_cmpint (g_mkdir (fixture->keys, 0700), ==, 0);
  known = g_build_filename (fixture->keys, "known.pub", NULL);
  strange = path_in (fixture, "strange.pub");
  make_key (fixture, "known.secret", known);
  make_key (fixture, "strange.secret", strange);
  write_bytes (fixture->installed, bytes);
  fixture->store = ds_catalogue_store_new (fixture->installed, fixture->kept,
                                           (const char * const[]) { fixture->keys, NULL });
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_folder (fixture->folder);
  ds_catalogue_store_unref (fixture->store);
  g_free (fixture->folder);
  g_free (fixture->installed);
  g_free (fixture->kept);
  g_free (fixture->keys);
}

/* Signs a catalogue of this version; returns the folder that is given out. */
static char *
give_out (Fixture *fixture,
          unsigned int version,
          const char *secret_name)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (version);
  g_autofree char *compiled = path_in (fixture, "compiled");
  g_autofree char *secret = path_in (fixture, secret_name);
  g_autoptr (GError) error = NULL;
  char *folder = g_strdup_printf ("%s/out-%u", fixture->folder, version);

  write_bytes (compiled, bytes);
  ds_catalogue_sign (secret, compiled, folder, &error);
  g_assert_no_error (error);
  return folder;
}

/* Runs the main loop until a future has ended. */
static DsCatalogue *
await_catalogue (DexFuture *future,
                 GError **error)
{
  g_autoptr (DexFuture) own = future;
  const GValue *value;

  while (dex_future_is_pending (future))
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }

  value = dex_future_get_value (future, error);
  return value != NULL ? g_value_dup_boxed (value) : NULL;
}

static void
assert_present (Fixture *fixture,
                unsigned int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCatalogue) catalogue = await_catalogue (ds_catalogue_store_load (fixture->store), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ds_catalogue_get_edition (catalogue), ==, version);
}

static void
assert_accepted (Fixture *fixture,
                 const char *path,
                 unsigned int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCatalogue) catalogue = await_catalogue (ds_catalogue_store_accept (fixture->store, path), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ds_catalogue_get_edition (catalogue), ==, version);
  assert_present (fixture, version);
}

static void
assert_refused (Fixture *fixture,
                const char *path,
                DsError code,
                unsigned int present)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCatalogue) catalogue = await_catalogue (ds_catalogue_store_accept (fixture->store, path), &error);

  g_assert_error (error, DS_ERROR, (int) code);
  g_assert_null (catalogue);
  assert_present (fixture, present);
}

static char *
get_file (const char *folder)
{
  return g_build_filename (folder, DS_CATALOGUE_UPDATE_NAME, NULL);
}

static void
test_accepted_from_folder_and_file (Fixture *fixture,
                                    gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *seven = give_out (fixture, 7, "known.secret");
  g_autofree char *file = get_file (seven);

  assert_present (fixture, 5);
  assert_accepted (fixture, six, 6);
  assert_accepted (fixture, file, 7);
}

static void
test_never_back (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *four = give_out (fixture, 4, "known.secret");
  g_autofree char *five = give_out (fixture, 5, "known.secret");
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *seven = give_out (fixture, 7, "known.secret");

  assert_refused (fixture, four, DS_ERROR_CATALOGUE_OLD, 5);
  assert_refused (fixture, five, DS_ERROR_CATALOGUE_OLD, 5);
  assert_accepted (fixture, seven, 7);
  assert_refused (fixture, seven, DS_ERROR_CATALOGUE_OLD, 7);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_OLD, 7);
}

static void
test_signed_by_another_key (Fixture *fixture,
                            gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "strange.secret");

  assert_refused (fixture, six, DS_ERROR_CATALOGUE_UNSIGNED, 5);
}

/* The sixth catalogue, signed so often by a key that nobody knows and then by ours. */
static char *
give_out_with_strange (Fixture *fixture,
                       unsigned int n_strange)
{
  g_autofree char *folder = give_out (fixture, 6, "strange.secret");
  g_autofree char *path = g_build_filename (folder, DS_CATALOGUE_SIGNATURE_NAME, NULL);
  g_autoptr (GBytes) strange = read_bytes (path);
  g_autofree char *known = give_out (fixture, 6, "known.secret");
  g_autoptr (GBytes) ours = read_bytes (path);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (unsigned int i = 0; i <= n_strange; i++)
    {
      size_t size;
      const uint8_t *data = g_bytes_get_data (i < n_strange ? strange : ours, &size);

      g_byte_array_append (all, data, (guint) size);
    }
  bytes = g_bytes_new (all->data, all->len);
  write_bytes (path, bytes);
  return g_steal_pointer (&known);
}

static void
test_one_of_two_signatures_is_enough (Fixture *fixture,
                                      gconstpointer data)
{
  g_autofree char *six = give_out_with_strange (fixture, 1);

  assert_accepted (fixture, six, 6);
}

static void
test_four_signatures_and_no_more (Fixture *fixture,
                                  gconstpointer data)
{
  g_autofree char *five_lines = give_out_with_strange (fixture, 4);
  g_autofree char *four_lines = NULL;

  assert_refused (fixture, five_lines, DS_ERROR_CATALOGUE_UNSIGNED, 5);
  four_lines = give_out_with_strange (fixture, 3);
  assert_accepted (fixture, four_lines, 6);
}

static void
test_unsigned (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *path = g_build_filename (six, DS_CATALOGUE_SIGNATURE_NAME, NULL);
  g_autoptr (GBytes) empty = g_bytes_new ("", 0);
  g_autoptr (GBytes) compiled = ds_test_catalogue_new (6);
  g_autofree char *bare = path_in (fixture, "bare");

  write_bytes (path, empty);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_UNSIGNED, 5);
  g_unlink (path);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_DAMAGED, 5);
  write_bytes (bare, compiled);
  assert_refused (fixture, bare, DS_ERROR_CATALOGUE_DAMAGED, 5);
}

/* A signature is of the manifest to the byte, and the manifest of the catalogue. */
static void
test_every_byte_counts (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *file = get_file (six);
  g_autoptr (GBytes) update = read_bytes (file);
  const char * const folders[] = { fixture->keys, NULL };
  DsCatalogueKeys keys;

  ds_catalogue_keys_load (&keys, folders);
  g_assert_cmpuint (keys.n_keys, ==, 1);
  for (size_t i = 0; i < g_bytes_get_size (update); i++)
    {
      uint8_t *copy = g_memdup2 (g_bytes_get_data (update, NULL), g_bytes_get_size (update));
      g_autoptr (GBytes) changed = g_bytes_new_take (copy, g_bytes_get_size (update));

      copy[i] ^= 0x01;
      g_assert_null (ds_catalogue_update_open (changed, &keys, NULL));
    }
}

static void
test_truncated (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *file = get_file (six);
  g_autoptr (GBytes) update = read_bytes (file);
  const char * const folders[] = { fixture->keys, NULL };
  DsCatalogueKeys keys;

  ds_catalogue_keys_load (&keys, folders);
  for (size_t length = 0; length < g_bytes_get_size (update); length++)
    {
      g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (update, NULL), length);

      g_assert_null (ds_catalogue_update_open (part, &keys, NULL));
    }
}

static void
test_huge (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *file = get_file (six);
  g_autofree char *manifest = g_build_filename (six, DS_CATALOGUE_MANIFEST_NAME, NULL);

  g_assert_cmpint (truncate (file, (off_t) DS_CATALOGUE_MAX_UPDATE + 1), ==, 0);
  assert_refused (fixture, file, DS_ERROR_CATALOGUE_DAMAGED, 5);
  g_assert_cmpint (truncate (manifest, 1 << 30), ==, 0);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_DAMAGED, 5);
  assert_refused (fixture, "/dev/zero", DS_ERROR_CATALOGUE_DAMAGED, 5);
  assert_refused (fixture, "/nowhere", DS_ERROR_CATALOGUE_DAMAGED, 5);
}

/* Someone swaps the catalogue below a true signature for an older true one. */
static void
test_catalogue_of_another_version (Fixture *fixture,
                                   gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *path = g_build_filename (six, DS_CATALOGUE_FILE_NAME, NULL);
  g_autoptr (GBytes) old = ds_test_catalogue_new (4);

  write_bytes (path, old);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_DAMAGED, 5);
}

static void
test_manifest_written_one_way (void)
{
  static const char * const wrong[] = {
    "",
    "Doorstep catalogue 2\nversion 6\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 06\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 0\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 4294967296\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion -1\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 6\ndate 2027-02-29\nfile catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 6\ndate 2026-11-22\nfile catalogue.dscat 268435457 %s\n",
    "Doorstep catalogue 1\nversion 6\ndate 2026-11-22\nfile ../catalogue.dscat 9 %s\n",
    "Doorstep catalogue 1\nversion 6\ndate 2026-11-22\nfile catalogue.dscat 9 %sA\n",
    "Doorstep catalogue 1\nversion 6\ndate 2026-11-22\nfile catalogue.dscat 9 %s",
    "Doorstep catalogue 1\nversion 6\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n\n",
    "Doorstep catalogue 1\r\nversion 6\r\ndate 2026-11-22\r\nfile catalogue.dscat 9 %s\r\n",
    "Doorstep catalogue 1\nversion 6\nversion 7\ndate 2026-11-22\nfile catalogue.dscat 9 %s\n",
  };
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *right = g_strdup_printf ("Doorstep catalogue 1\nversion 6\ndate 2026-11-22\n"
                                            "file catalogue.dscat 268435456 %s\n", hash);
  DsCatalogueManifest manifest;

  g_assert_true (ds_catalogue_manifest_read (&manifest, right, strlen (right), NULL));
  g_assert_cmpuint (manifest.edition, ==, 6);
  g_assert_false (ds_catalogue_manifest_read (&manifest, right, strlen (right) + 1, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (GStrv) parts = g_strsplit (wrong[i], "%s", 2);
      g_autofree char *text = g_strjoinv (hash, parts);
      g_autoptr (GError) error = NULL;

      g_assert_false (ds_catalogue_manifest_read (&manifest, text, strlen (text), &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED);
    }
}

static void
test_hex_is_written_one_way (void)
{
  uint8_t bytes[2];

  g_assert_true (ds_catalogue_read_hex ("0af0", 4, bytes, 2));
  g_assert_cmpuint (bytes[0], ==, 0x0a);
  g_assert_cmpuint (bytes[1], ==, 0xf0);
  g_assert_false (ds_catalogue_read_hex ("0aF0", 4, bytes, 2));
  g_assert_false (ds_catalogue_read_hex ("0Af0", 4, bytes, 2));
  g_assert_false (ds_catalogue_read_hex ("0gf0", 4, bytes, 2));
  g_assert_false (ds_catalogue_read_hex ("g0f0", 4, bytes, 2));
  g_assert_false (ds_catalogue_read_hex ("0af", 3, bytes, 2));
  g_assert_false (ds_catalogue_read_hex ("0af0f", 5, bytes, 2));
}

static void
test_more_keys_than_there_is_room_for (Fixture *fixture,
                                       gconstpointer data)
{
  const char * const folders[] = { fixture->keys, NULL };
  DsCatalogueKeys keys;

  /* One is there. */
  for (unsigned int i = 2; i <= DS_CATALOGUE_MAX_KEYS + 2; i++)
    {
      g_autofree char *secret = g_strdup_printf ("%u.secret", i);
      g_autofree char *path = g_strdup_printf ("%s/%u.pub", fixture->keys, i);

      make_key (fixture, secret, path);
      ds_catalogue_keys_load (&keys, folders);
      g_assert_cmpuint (keys.n_keys, ==, MIN (i, DS_CATALOGUE_MAX_KEYS));
    }
}

static void
test_key_is_taken_back (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *key = g_build_filename (fixture->keys, "known.pub", NULL);

  assert_accepted (fixture, six, 6);
  g_unlink (key);
  assert_present (fixture, 5);
}

/* The disk spoils the present update: the one before is still there. */
static void
test_old_one_is_kept (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *seven = give_out (fixture, 7, "known.secret");
  g_autofree char *present = g_build_filename (fixture->kept, DS_CATALOGUE_UPDATE_NAME, NULL);

  assert_accepted (fixture, six, 6);
  assert_accepted (fixture, seven, 7);
  g_assert_cmpint (truncate (present, 100), ==, 0);
  assert_present (fixture, 6);
}

/* A damaged one does not push out the good one before it. */
static void
test_only_a_good_one_is_kept (Fixture *fixture,
                              gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *seven = give_out (fixture, 7, "known.secret");
  g_autofree char *eight = give_out (fixture, 8, "known.secret");
  g_autofree char *present = g_build_filename (fixture->kept, DS_CATALOGUE_UPDATE_NAME, NULL);

  assert_accepted (fixture, six, 6);
  assert_accepted (fixture, seven, 7);
  g_assert_cmpint (truncate (present, 100), ==, 0);
  assert_accepted (fixture, eight, 8);
  g_assert_cmpint (truncate (present, 100), ==, 0);
  assert_present (fixture, 6);
}

/* Damage to the present one makes no way for one that it had taken the place of. */
static void
test_damage_makes_no_way_back (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *eight = give_out (fixture, 8, "known.secret");
  g_autofree char *nine = give_out (fixture, 9, "known.secret");
  g_autofree char *present = g_build_filename (fixture->kept, DS_CATALOGUE_UPDATE_NAME, NULL);
  g_autoptr (GBytes) update = NULL;

  assert_accepted (fixture, eight, 8);
  update = read_bytes (present);
  g_assert_cmpint (truncate (present, (off_t) g_bytes_get_size (update) - 1), ==, 0);
  assert_refused (fixture, six, DS_ERROR_CATALOGUE_OLD, 5);
  assert_accepted (fixture, eight, 8);
  g_assert_cmpint (truncate (present, (off_t) g_bytes_get_size (update) - 1), ==, 0);
  assert_accepted (fixture, nine, 9);
}

/* Who got hold of a key cannot use up all numbers: it is taken back, and they with it. */
static void
test_number_of_a_key_that_was_taken_back (Fixture *fixture,
                                          gconstpointer data)
{
  g_autofree char *strange = path_in (fixture, "strange.pub");
  g_autofree char *believed = g_build_filename (fixture->keys, "strange.pub", NULL);
  g_autoptr (GBytes) key = read_bytes (strange);
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autofree char *last = give_out (fixture, UINT32_MAX, "strange.secret");

  write_bytes (believed, key);
  assert_accepted (fixture, last, UINT32_MAX);
  g_assert_cmpint (g_unlink (believed), ==, 0);
  assert_accepted (fixture, six, 6);
}

static void
test_newer_doorstep_brings_newer_one (Fixture *fixture,
                                      gconstpointer data)
{
  g_autofree char *six = give_out (fixture, 6, "known.secret");
  g_autoptr (GBytes) eight = ds_test_catalogue_new (8);

  assert_accepted (fixture, six, 6);
  write_bytes (fixture->installed, eight);
  assert_present (fixture, 8);
}

static void
test_keys_that_are_none (Fixture *fixture,
                         gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->keys, "bad.pub", NULL);
  const char * const folders[] = { "/nowhere", fixture->keys, NULL };
  DsCatalogueKeys keys;

  g_assert_true (g_file_set_contents (path, "not a key\n", -1, NULL));
  ds_catalogue_keys_load (&keys, folders);
  g_assert_cmpuint (keys.n_keys, ==, 1);
}

static void
test_key_that_others_can_read (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *secret = path_in (fixture, "known.secret");
  g_autofree char *again = path_in (fixture, "again.pub");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (secret, 0644), ==, 0);
  g_assert_false (ds_catalogue_sign (secret, fixture->installed, fixture->folder, &error));
  g_assert_nonnull (error);
  /* And a key is never written over. */
  g_assert_false (ds_catalogue_make_key (secret, again, NULL));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("/catalogue-update/accepted-from-folder-and-file", test_accepted_from_folder_and_file);
  ADD ("/catalogue-update/never-back", test_never_back);
  ADD ("/catalogue-update/signed-by-another-key", test_signed_by_another_key);
  ADD ("/catalogue-update/one-of-two-signatures-is-enough", test_one_of_two_signatures_is_enough);
  ADD ("/catalogue-update/four-signatures-and-no-more", test_four_signatures_and_no_more);
  ADD ("/catalogue-update/unsigned", test_unsigned);
  ADD ("/catalogue-update/every-byte-counts", test_every_byte_counts);
  ADD ("/catalogue-update/truncated", test_truncated);
  ADD ("/catalogue-update/huge", test_huge);
  ADD ("/catalogue-update/catalogue-of-another-version", test_catalogue_of_another_version);
  ADD ("/catalogue-update/more-keys-than-there-is-room-for",
       test_more_keys_than_there_is_room_for);
  g_test_add_func ("/catalogue-update/hex-is-written-one-way", test_hex_is_written_one_way);
  g_test_add_func ("/catalogue-update/manifest-written-one-way", test_manifest_written_one_way);
  ADD ("/catalogue-update/key-is-taken-back", test_key_is_taken_back);
  ADD ("/catalogue-update/old-one-is-kept", test_old_one_is_kept);
  ADD ("/catalogue-update/only-a-good-one-is-kept", test_only_a_good_one_is_kept);
  ADD ("/catalogue-update/damage-makes-no-way-back", test_damage_makes_no_way_back);
  ADD ("/catalogue-update/number-of-a-key-that-was-taken-back",
       test_number_of_a_key_that_was_taken_back);
  ADD ("/catalogue-update/newer-doorstep-brings-newer-one", test_newer_doorstep_brings_newer_one);
  ADD ("/catalogue-update/keys-that-are-none", test_keys_that_are_none);
  ADD ("/catalogue-update/key-that-others-can-read", test_key_that_others_can_read);
  return g_test_run ();
}

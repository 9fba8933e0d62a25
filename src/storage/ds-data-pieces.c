/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sqlite3 keeps a database in more than one file: what was written last is in the -wal,
 * and belongs to the file beside it and to no other. Here they go where they go together.
 */

#define G_LOG_DOMAIN "ds-data-pieces"

#include "config.h"

#include "ds-data-pieces.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define KEPT_PREFIX "doorstep-damaged-"
#define KEPT_SUFFIX ".db"
#define KEPT_DATE   "%Y-%m-%d-%H%M%S"
#define KEPT_DATE_LENGTH 17

/* Where the name of what was put aside last is, until a person has read of it. */
#define UNTOLD "doorstep-untold"

/* The file comes first. */
static const char *const suffixes[] = { "", "-wal", "-shm" };

/* The -shm is made anew from the -wal. */
#define N_WITH_CONTENT 2

/**
 * ds_data_pieces_fail:
 * @number: an errno
 * @path: of what it is about
 * @error: return location for the storage error that it means
 *
 * Returns: false, to be returned in turn
 */
bool
ds_data_pieces_fail (int number,
                     const char *path,
                     GError **error)
{
  g_autoptr (GError) local = g_error_new (G_FILE_ERROR, (int) g_file_error_from_errno (number),
                                          "%s: %s", path, g_strerror (number));

  g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local)));
  return false;
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_message ("Cannot copy: %s", error->message);
}

/**
 * ds_data_pieces_copy:
 * @from: a data file
 * @to: a path where nothing is
 *
 * Copies what is there of it, for its owner only.
 */
void
ds_data_pieces_copy (const char *from,
                     const char *to)
{
  for (size_t i = 0; i < N_WITH_CONTENT; i++)
    {
      g_autofree char *source = g_strconcat (from, suffixes[i], NULL);
      g_autofree char *target = g_strconcat (to, suffixes[i], NULL);

      copy_file (source, target);
      (void) g_chmod (target, 0600);
    }
}

/**
 * ds_data_pieces_delete:
 * @path: a data file
 */
void
ds_data_pieces_delete (const char *path)
{
  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *piece = g_strconcat (path, suffixes[i], NULL);

      g_unlink (piece);
    }
}

static int64_t
get_size (const char *path,
          const char *suffix)
{
  g_autofree char *piece = g_strconcat (path, suffix, NULL);
  struct stat info;

  return stat (piece, &info) == 0 ? info.st_size : 0;
}

/**
 * ds_data_pieces_lost_file:
 * @path: a data file
 *
 * So it is after a kill within ds_data_pieces_put_aside(), and where the disk lost what
 * was in the file. sqlite3 makes no log before the file has its first page; and it
 * deletes a log, with the newest of what there was, when it finds no page.
 *
 * Returns: whether there is a log without its file
 */
bool
ds_data_pieces_lost_file (const char *path)
{
  return get_size (path, suffixes[0]) == 0 && get_size (path, suffixes[1]) > 0;
}

static bool
is_taken (const char *path)
{
  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *piece = g_strconcat (path, suffixes[i], NULL);

      if (g_file_test (piece, G_FILE_TEST_EXISTS))
        return true;
    }

  return false;
}

/* A dated name that is not taken, in the same folder so that it is found. */
static char *
name_kept (const char *folder)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (ds_clock_now ());
  g_autofree char *date = g_date_time_format (now, KEPT_DATE);

  for (unsigned int i = 1;; i++)
    {
      g_autofree char *name = i == 1
                                ? g_strconcat (KEPT_PREFIX, date, KEPT_SUFFIX, NULL)
                                : g_strdup_printf (KEPT_PREFIX "%s-%u" KEPT_SUFFIX, date, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!is_taken (path))
        return g_steal_pointer (&path);
    }
}

/* By the date in the name, then by the number behind it, "-2" and so on. */
static bool
is_later (const char *name,
          const char *other)
{
  int order = strncmp (name, other, strlen (KEPT_PREFIX) + KEPT_DATE_LENGTH);

  if (order == 0)
    order = (int) strlen (name) - (int) strlen (other);
  return order > 0 || (order == 0 && strcmp (name, other) > 0);
}

/* The last file that was put aside. */
static char *
find_kept (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *last = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, KEPT_PREFIX) && g_str_has_suffix (name, KEPT_SUFFIX) &&
          (last == NULL || is_later (name, last)))
        g_set_str (&last, name);
    }

  return last != NULL ? g_build_filename (folder, last, NULL) : NULL;
}

/* Before anything is put aside, so that no kill comes between. Without room for it the
 * process that puts aside still tells of it. */
static void
note_untold (const char *folder,
             const char *path)
{
  g_autofree char *note = g_build_filename (folder, UNTOLD, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (note, name, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("Cannot note what is put aside: %s", error->message);
}

/* Where the file of a log went before the process was killed, or a new name. */
static char *
name_for (const char *folder,
          const char *path)
{
  g_autofree char *kept = NULL;
  g_autofree char *its_log = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return name_kept (folder);

  kept = find_kept (folder);
  if (kept == NULL)
    return name_kept (folder);

  its_log = g_strconcat (kept, suffixes[1], NULL);
  return g_file_test (its_log, G_FILE_TEST_EXISTS) ? name_kept (folder) : g_steal_pointer (&kept);
}

/**
 * ds_data_pieces_put_aside:
 * @folder: the data folder
 * @path: the data file there, which nobody may make anew meanwhile
 * @error: return location for an error
 *
 * The file goes first. A process that is killed on the way thus leaves a log without a
 * file, which ds_data_pieces_lost_file() knows, and to do this again sends it after.
 *
 * Returns: (transfer full) (nullable): where they are now
 */
char *
ds_data_pieces_put_aside (const char *folder,
                          const char *path,
                          GError **error)
{
  g_autofree char *aside = name_for (folder, path);

  note_untold (folder, aside);
  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          ds_data_pieces_fail (errno, from, error);
          return NULL;
        }
    }

  return g_steal_pointer (&aside);
}

/**
 * ds_data_pieces_keep_copy:
 * @folder: the data folder
 * @path: the data file there
 *
 * Returns: (transfer full): where a copy of it is kept, as of a damaged one
 */
char *
ds_data_pieces_keep_copy (const char *folder,
                          const char *path)
{
  char *aside = name_kept (folder);

  note_untold (folder, aside);
  ds_data_pieces_copy (path, aside);
  return aside;
}

/**
 * ds_data_pieces_find_untold:
 * @folder: the data folder
 *
 * Returns: (transfer full) (nullable): the last file there that was put aside, where nobody
 *   has read of it yet, see ds_data_pieces_note_told(), nor deleted it
 */
char *
ds_data_pieces_find_untold (const char *folder)
{
  g_autofree char *note = g_build_filename (folder, UNTOLD, NULL);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (!g_file_get_contents (note, &name, NULL, NULL) || !g_str_has_prefix (name, KEPT_PREFIX))
    return NULL;

  path = g_build_filename (folder, name, NULL);
  return is_taken (path) ? g_steal_pointer (&path) : NULL;
}

/**
 * ds_data_pieces_note_told:
 * @path: what ds_data_pieces_find_untold() or an earlier start told of
 *
 * From now on nobody has to be told of it; of what was put aside since, still.
 */
void
ds_data_pieces_note_told (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *untold = ds_data_pieces_find_untold (folder);
  g_autofree char *note = g_build_filename (folder, UNTOLD, NULL);

  if (untold == NULL || g_str_equal (untold, path))
    g_unlink (note);
}

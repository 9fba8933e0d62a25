/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-store"

#include "config.h"

#include "ds-catalogue-store.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-catalogue-format.h"
#include "ds-catalogue-update.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define PRESENT  DS_CATALOGUE_UPDATE_NAME
#define PREVIOUS "catalogue-previous.dsup"
#define LOCK     "catalogue.lock"

struct _DsCatalogueStore
{
  char  *installed;
  char  *folder;
  char **key_folders;
};

/* A file or a folder that is to be accepted. */
typedef struct
{
  DsCatalogueStore *store;
  char             *path;
} Request;

/* Where the system, and what is built on it, may say whom to believe. */
static char **
list_key_folders (void)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  const char * const *system = g_get_system_data_dirs ();

  g_strv_builder_add (folders, PACKAGE_DATA_DIR "/catalogue-keys");
  for (size_t i = 0; system[i] != NULL; i++)
    g_strv_builder_take (folders, g_build_filename (system[i], "doorstep", "catalogue-keys", NULL));

  return g_strv_builder_end (folders);
}

/* A program that runs from the build folder is told where its catalogue is. */
static const char *
get_installed (void)
{
  const char *path = g_getenv ("DS_CATALOGUE");

  return path != NULL ? path : PACKAGE_DATA_DIR "/catalogue.dscat";
}

/**
 * ds_catalogue_store_new:
 * @installed: (nullable): the catalogue that came with Doorstep
 * @folder: (nullable): where accepted updates are kept
 * @key_folders: (nullable): where the keys are of who may give a catalogue out
 *
 * Returns: (transfer full): the store; nothing is opened yet
 */
DsCatalogueStore *
ds_catalogue_store_new (const char *installed,
                        const char *folder,
                        const char * const *key_folders)
{
  DsCatalogueStore *self = g_atomic_rc_box_new0 (DsCatalogueStore);

  self->installed = g_strdup (installed != NULL ? installed : get_installed ());
  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "doorstep", "catalogue", NULL);
  self->key_folders = key_folders != NULL ? g_strdupv ((char **) key_folders) : list_key_folders ();
  return self;
}

/**
 * ds_catalogue_store_ref:
 * @self: a store
 *
 * Returns: (transfer full): the same
 */
DsCatalogueStore *
ds_catalogue_store_ref (DsCatalogueStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DsCatalogueStore *self = data;

  g_free (self->installed);
  g_free (self->folder);
  g_strfreev (self->key_folders);
}

/**
 * ds_catalogue_store_unref:
 * @self: (transfer full) (nullable): a store
 */
void
ds_catalogue_store_unref (DsCatalogueStore *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Keeps the one of the two that is newer. */
static void
keep_newer (DsCatalogue **best,
            DsCatalogue *other)
{
  g_autoptr (DsCatalogue) own = other;

  if (other != NULL &&
      (*best == NULL || ds_catalogue_get_edition (other) > ds_catalogue_get_edition (*best)))
    {
      ds_catalogue_unref (*best);
      *best = g_steal_pointer (&own);
    }
}

/* An accepted update, or %NULL. Our own folder: files there are replaced, never
 * written to. */
static GBytes *
map_kept (DsCatalogueStore *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/* The catalogue of it, if it is still right and its key still believed. */
static DsCatalogue *
open_kept (DsCatalogueStore *self,
           const char *name,
           const DsCatalogueKeys *keys)
{
  g_autoptr (GBytes) update = map_kept (self, name);
  g_autoptr (GError) error = NULL;
  DsCatalogue *catalogue = update != NULL ? ds_catalogue_update_open (update, keys, &error) : NULL;

  if (error != NULL)
    g_message ("Leaving %s out: %s", name, error->message);

  return catalogue;
}

/* The highest number that was ever accepted, as far as that can still be read: damage
 * must not make way for what was corrected since. Whose key was taken back has no say,
 * or one bad number would shut all others out. */
static unsigned int
get_floor (DsCatalogueStore *self,
           const DsCatalogueKeys *keys)
{
  const char * const names[] = { PRESENT, PREVIOUS };
  unsigned int highest = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) update = map_kept (self, names[i]);

      if (update != NULL)
        highest = MAX (highest, ds_catalogue_update_get_edition (update, keys));
    }

  return highest;
}

/* The newest of all that are right. */
static DsCatalogue *
choose (DsCatalogueStore *self,
        const DsCatalogueKeys *keys,
        GError **error)
{
  DsCatalogue *best = ds_catalogue_open (self->installed, error);

  keep_newer (&best, open_kept (self, PRESENT, keys));
  keep_newer (&best, open_kept (self, PREVIOUS, keys));
  if (best != NULL)
    g_clear_error (error);

  return best;
}

static DexFuture *
resolve (DsCatalogue *catalogue,
         GError *error)
{
  if (catalogue == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_CATALOGUE, catalogue);
}

static DexFuture *
load_thread (gpointer data)
{
  DsCatalogueStore *self = data;
  DsCatalogueKeys keys;
  GError *error = NULL;
  DsCatalogue *catalogue;

  ds_catalogue_keys_load (&keys, (const char * const *) self->key_folders);
  catalogue = choose (self, &keys, &error);
  return resolve (catalogue, error);
}

/**
 * ds_catalogue_store_load:
 * @self: a store
 *
 * Opens, on a thread, the newest catalogue that is right: the installed one, or an
 * accepted update that is newer.
 *
 * Returns: (transfer full): a future that resolves to a #DsCatalogue, or rejects with
 *   %DS_ERROR_NOT_FOUND, %DS_ERROR_CATALOGUE_DAMAGED or another error where there
 *   is none
 */
DexFuture *
ds_catalogue_store_load (DsCatalogueStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ds_thread_spawn ("opening the catalogue", load_thread, ds_catalogue_store_ref (self),
                          (GDestroyNotify) ds_catalogue_store_unref);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  ds_catalogue_store_unref (request->store);
  g_free (request->path);
  g_free (request);
}

/* One program at a time accepts: the kernel takes the lock back from a killed one. */
static int
lock (DsCatalogueStore *self,
      GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LOCK, NULL);
  g_autofd int fd = -1;

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return g_steal_fd (&fd);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return -1;
}

/* The present one stays there until the new one takes its name, whole and written. One
 * that is damaged is not worth the place of the one before it. */
static bool
swap (DsCatalogueStore *self,
      GBytes *update,
      const DsCatalogueKeys *keys,
      GError **error)
{
  g_autofree char *present = g_build_filename (self->folder, PRESENT, NULL);
  g_autofree char *previous = g_build_filename (self->folder, PREVIOUS, NULL);
  g_autoptr (DsCatalogue) good = open_kept (self, PRESENT, keys);

  if (good != NULL)
    {
      g_unlink (previous);
      if (link (present, previous) != 0)
        {
          g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", previous,
                       g_strerror (errno));
          return false;
        }
    }

  return g_file_set_contents_full (present, g_bytes_get_data (update, NULL), (gssize) g_bytes_get_size (update),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/* Higher than what is in use; the one that was damaged may come again. */
static bool
is_newer (DsCatalogueStore *self,
          DsCatalogue *catalogue,
          const DsCatalogueKeys *keys,
          GError **error)
{
  g_autoptr (DsCatalogue) present = choose (self, keys, NULL);
  unsigned int edition = ds_catalogue_get_edition (catalogue);
  unsigned int used = present != NULL ? ds_catalogue_get_edition (present) : 0;
  unsigned int lowest = get_floor (self, keys);

  if (edition > used && edition >= lowest)
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_CATALOGUE_OLD, "version %u, where %u is there", edition,
               MAX (used, lowest));
  return false;
}

static DsCatalogue *
accept_update (DsCatalogueStore *self,
               GBytes *update,
               GError **error)
{
  g_autofd int held = -1;
  g_autoptr (DsCatalogue) catalogue = NULL;
  DsCatalogueKeys keys;

  ds_catalogue_keys_load (&keys, (const char * const *) self->key_folders);
  catalogue = ds_catalogue_update_open (update, &keys, error);
  if (catalogue == NULL)
    return NULL;

  held = lock (self, error);
  if (held < 0 || !is_newer (self, catalogue, &keys, error))
    return NULL;

  return swap (self, update, &keys, error) ? g_steal_pointer (&catalogue) : NULL;
}

static DexFuture *
accept_thread (gpointer data)
{
  Request *request = data;
  GError *error = NULL;
  g_autoptr (GBytes) update = ds_catalogue_update_read (request->path, &error);
  DsCatalogue *catalogue = update != NULL ? accept_update (request->store, update, &error) : NULL;

  return resolve (catalogue, error);
}

/**
 * ds_catalogue_store_accept:
 * @self: a store
 * @path: a file or a folder that a person has chosen
 *
 * Takes an update on, on a thread: it must be signed by a known key, whole, and of a
 * higher number than the present catalogue, or of the same where that was damaged. The
 * one before is kept.
 *
 * Returns: (transfer full): a future that resolves to the new #DsCatalogue, or rejects
 *   with %DS_ERROR_CATALOGUE_UNSIGNED, %DS_ERROR_CATALOGUE_DAMAGED,
 *   %DS_ERROR_CATALOGUE_OLD or an error of the disk; then nothing has changed
 */
DexFuture *
ds_catalogue_store_accept (DsCatalogueStore *self,
                           const char *path)
{
  Request *request;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  request = g_new0 (Request, 1);
  request->store = ds_catalogue_store_ref (self);
  request->path = g_strdup (path);
  return ds_thread_spawn ("accepting a catalogue", accept_thread, request, request_free);
}

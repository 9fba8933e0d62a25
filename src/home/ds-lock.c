/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-lock"

#include "config.h"

#include "ds-lock.h"

#include "core/ds-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _DsLock
{
  int fd;
};

static void
set_error (GError **error,
           const char *what)
{
  DsError code = errno == EWOULDBLOCK ? DS_ERROR_BUSY
               : errno == ENOSPC || errno == EDQUOT ? DS_ERROR_STORAGE_FULL
               : DS_ERROR_STORAGE_READ_ONLY;

  g_set_error (error, DS_ERROR, code, "%s: %s", what, g_strerror (errno));
}

/**
 * ds_lock_take:
 * @folder: the data folder
 * @device_id: the device
 * @error: return location for a #GError
 *
 * Takes the right to change a device, without waiting for it.
 *
 * Returns: (transfer full) (nullable): the right, or %NULL with %DS_ERROR_BUSY
 *   where another verb or process has it, or one of the storage errors
 */
DsLock *
ds_lock_take (GFile *folder,
              const char *device_id,
              GError **error)
{
  g_autofree char *locks = NULL;
  g_autofree char *path = NULL;
  DsLock *self;
  int fd;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (device_id != NULL, NULL);

  locks = g_build_filename (g_file_peek_path (folder), "locks", NULL);
  path = g_build_filename (locks, device_id, NULL);

  if (g_mkdir_with_parents (locks, 0700) < 0)
    {
      set_error (error, "The folder for locks cannot be made");
      return NULL;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      set_error (error, "The lock cannot be opened");
      return NULL;
    }

  if (flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      set_error (error, "The device is being changed by another program");
      close (fd);
      return NULL;
    }

  self = g_new0 (DsLock, 1);
  self->fd = fd;
  return self;
}

/**
 * ds_lock_get_folder:
 * @folder: the data folder
 *
 * Returns: (transfer full): where the locks are. A file in it changes its times
 *   when a change of the device of that name has ended
 */
GFile *
ds_lock_get_folder (GFile *folder)
{
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  return g_file_get_child (folder, "locks");
}

/**
 * ds_lock_free:
 * @self: (transfer full): the right to change a device
 *
 * Gives it back. The file stays: removing it would let two processes lock two
 * files of the same name.
 */
void
ds_lock_free (DsLock *self)
{
  g_return_if_fail (self != NULL);

  /* For those who watch the folder: this device may have changed. */
  if (futimens (self->fd, NULL) < 0)
    g_debug ("The lock cannot be touched: %s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}

/**
 * ds_lock_get_tries:
 * @self: the right to change a device
 * @wrong: (out): how many wrong codes were sent since the last right one
 * @retry_at: (out): Unix seconds before which no code is sent, 0 for none
 *
 * Reads what ds_lock_set_tries() wrote; 0 and 0 where nothing was.
 */
void
ds_lock_get_tries (DsLock *self,
                   unsigned int *wrong,
                   int64_t *retry_at)
{
  char text[64] = { 0 };
  g_auto (GStrv) words = NULL;
  ssize_t length;

  *wrong = 0;
  *retry_at = 0;

  length = pread (self->fd, text, sizeof text - 1, 0);
  if (length <= 0)
    return;

  words = g_strsplit (text, " ", 3);
  if (g_strv_length (words) < 2)
    return;

  *wrong = (unsigned int) MIN (g_ascii_strtoull (words[0], NULL, 10), 1000);
  *retry_at = MAX (g_ascii_strtoll (words[1], NULL, 10), 0);
}

/**
 * ds_lock_set_tries:
 * @self: the right to change a device
 * @wrong: how many wrong codes were sent since the last right one
 * @retry_at: Unix seconds before which no code is sent, 0 for none
 *
 * Keeps the count for the next try, by this process or another.
 */
void
ds_lock_set_tries (DsLock *self,
                   unsigned int wrong,
                   int64_t retry_at)
{
  char text[64] = { 0 };
  int length;

  g_return_if_fail (self != NULL);

  length = g_snprintf (text, sizeof text, "%u %" G_GINT64_FORMAT " ", wrong, retry_at);
  if (ftruncate (self->fd, 0) < 0 || pwrite (self->fd, text, (size_t) length, 0) != length)
    g_message ("The number of wrong codes cannot be kept: %s", g_strerror (errno));
}

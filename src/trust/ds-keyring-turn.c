/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-turn.h"

#include "core/ds-future.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* How often another process is asked whether it is done, and how long. */
#define NAP_MSEC 10
#define PATIENCE_MSEC 5000

static bool taken;
static GQueue waiting = G_QUEUE_INIT; /* of DexPromise */
static int lock_fd = -1;

static int
open_lock (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "doorstep", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring.lock", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static bool
nap (GError **error)
{
  g_autoptr (GError) ended = NULL;

  dex_await (dex_timeout_new_msec (NAP_MSEC), &ended);
  if (g_error_matches (ended, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return true;

  g_propagate_error (error, g_steal_pointer (&ended));
  return false;
}

/* Where no lock file can be made, or another process does not come to an end, it
 * goes on without: libsecret itself notices most of what may go wrong. */
static bool
lock_out_others (GError **error)
{
  lock_fd = open_lock ();
  for (unsigned int waited = 0; lock_fd >= 0 && waited < PATIENCE_MSEC; waited += NAP_MSEC)
    {
      if (flock (lock_fd, LOCK_EX | LOCK_NB) == 0)
        return true;
      if (!nap (error))
        return false;
    }

  return true;
}

static bool
queue_up (GError **error)
{
  g_autoptr (DexPromise) turn = dex_promise_new ();

  g_queue_push_tail (&waiting, turn);
  if (dex_await (dex_ref (DEX_FUTURE (turn)), error))
    return true;

  /* Cancelled while waiting, or just when its turn came. */
  if (!g_queue_remove (&waiting, turn))
    ds_keyring_turn_give ();
  return false;
}

/* Where libsecret keeps it. */
static char *
make_path (void)
{
  const char *chosen = g_getenv ("SECRET_FILE_TEST_PATH");

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);

  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

static bool
is_empty (const char *path)
{
  GStatBuf info;

  return g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size == 0;
}

/* A process that was killed when it had made the file and not yet written it leaves
 * what libsecret can never read again, though nothing is lost. Whoever makes the file
 * has the turn, so that nobody is about to write it. */
static void
take_empty_file_away (void)
{
  g_autofree char *path = make_path ();

  if (is_empty (path) && g_unlink (path) < 0)
    g_message ("The empty keyring file cannot be removed: %s", g_strerror (errno));
}

bool
ds_keyring_turn_take (GError **error)
{
  if (taken && !queue_up (error))
    return false;

  taken = true;
  if (lock_out_others (error))
    {
      take_empty_file_away ();
      return true;
    }

  ds_keyring_turn_give ();
  return false;
}

void
ds_keyring_turn_give (void)
{
  DexPromise *next = g_queue_pop_head (&waiting);

  g_clear_fd (&lock_fd, NULL);
  taken = next != NULL;
  if (next != NULL)
    dex_promise_resolve_boolean (next, TRUE);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-ask"

#include "config.h"

#include "ds-ask.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "trust/ds-crypto.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <termios.h>
#include <unistd.h>

/* The longest code is that of a picture, of a few dozen characters. */
#define LONGEST_LINE 512

bool
ds_ask_is_person (void)
{
  return isatty (STDIN_FILENO);
}

/* Reads up to the end of the line into @line, which the caller wipes. */
static bool
read_line (DsCli *cli,
           char line[LONGEST_LINE],
           GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  size_t length = 0;

  while (length < LONGEST_LINE - 1)
    {
      g_autoptr (GError) local_error = NULL;
      DexFuture *read = dex_input_stream_read (input, line + length, 1, G_PRIORITY_DEFAULT);
      int64_t n_read;

      n_read = dex_await_int64 (dex_future_first (read, dex_ref (DEX_FUTURE (cli->interrupted)),
                                                  NULL),
                                &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, ds_error_adopt (g_steal_pointer (&local_error)));
          return false;
        }
      if (n_read <= 0 || line[length] == '\n')
        break;
      length++;
    }

  line[length] = '\0';
  return true;
}

static bool
hide_typing (struct termios *before)
{
  struct termios hidden;

  if (tcgetattr (STDIN_FILENO, before) < 0)
    return false;

  hidden = *before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

DsSecret *
ds_ask_code (DsCli *cli,
             GError **error)
{
  char line[LONGEST_LINE] = { 0 };
  struct termios before;
  bool person = ds_ask_is_person ();
  bool hidden = false;
  DsSecret *code = NULL;
  bool was_read;

  if (person)
    {
      hidden = hide_typing (&before);
      g_printerr ("%s", _("Setup code (it is not shown): "));
    }

  was_read = read_line (cli, line, error);
  if (hidden)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  if (person)
    g_printerr ("\n");

  if (was_read)
    code = ds_secret_new_text (g_strstrip (line));
  ds_crypto_wipe (line, sizeof line);
  return code;
}

bool
ds_ask_yes (DsCli *cli,
            const char *question,
            GError **error)
{
  char line[LONGEST_LINE] = { 0 };

  if (ds_ask_is_person ())
    {
      g_printerr ("%s", question);
      if (!read_line (cli, line, error))
        return false;
      if (g_ascii_strcasecmp (g_strstrip (line), "yes") == 0)
        return true;
    }
  else
    {
      g_printerr ("%s\n", _("Nobody is there to ask. Add “--yes” to go on without asking."));
    }

  g_set_error_literal (error, DS_ERROR, DS_ERROR_CANCELLED, "The person did not say yes");
  return false;
}

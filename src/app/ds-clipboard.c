/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-clipboard"

#include "config.h"

#include "ds-clipboard.h"

/* What clipboard managers look for. */
#define HINT_TYPE "x-kde-passwordManagerHint"
#define HINT "secret"

typedef struct
{
  GdkClipboard       *clipboard;
  GdkContentProvider *content;
} Loan;

static void
loan_free (gpointer data)
{
  Loan *loan = data;

  g_object_unref (loan->clipboard);
  g_object_unref (loan->content);
  g_free (loan);
}

static gboolean
take_back_cb (gpointer data)
{
  Loan *loan = data;

  if (gdk_clipboard_get_content (loan->clipboard) == loan->content)
    gdk_clipboard_set_content (loan->clipboard, NULL);

  return G_SOURCE_REMOVE;
}

static GdkContentProvider *
new_content (DsSecret *secret)
{
  g_autoptr (GBytes) hint = g_bytes_new_static (HINT, strlen (HINT));
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_typed (G_TYPE_STRING, ds_secret_get_text (secret)),
    gdk_content_provider_new_for_bytes (HINT_TYPE, hint),
  };

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

/**
 * ds_clipboard_lend:
 * @clipboard: where it goes
 * @secret: what is copied
 * @seconds: how long it may be pasted
 *
 * The loan outlives the window: whoever closes it has not forgotten to paste.
 */
void
ds_clipboard_lend (GdkClipboard *clipboard,
                   DsSecret     *secret,
                   unsigned int  seconds)
{
  Loan *loan = g_new0 (Loan, 1);

  loan->clipboard = g_object_ref (clipboard);
  loan->content = new_content (secret);
  gdk_clipboard_set_content (clipboard, loan->content);
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, seconds, take_back_cb, loan, loan_free);
}

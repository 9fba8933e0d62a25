/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-picture"

#include "config.h"

#include "ds-picture.h"

#include "core/ds-error.h"
#include "ds-qr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The clipboard
 */

static void
texture_pasted_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  if (texture != NULL)
    dex_promise_resolve_object (promise, g_steal_pointer (&texture));
  else
    dex_promise_reject (promise, g_error_new (DS_ERROR, DS_ERROR_FAILED, "%s", error->message));
}

static DexFuture *
read_texture_cb (DexFuture *future,
                 gpointer   data)
{
  return ds_qr_read_texture (g_value_get_object (dex_future_get_value (future, NULL)));
}

static void
text_pasted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && *text != '\0')
    dex_promise_resolve_boxed (promise, DS_TYPE_SECRET, ds_secret_new_text (text));
  else
    dex_promise_reject (promise, g_error_new (DS_ERROR, DS_ERROR_NOT_FOUND, "no text"));
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * ds_picture_paste:
 * @widget: a widget in a window
 * @picture_read: called with @widget and what ds_qr_read_file() gives, where what was
 *   copied last is a picture
 * @text_read: called with @widget and a #DsSecret otherwise, or with
 *   DS_ERROR_NOT_FOUND where it is no text either
 */
void
ds_picture_paste (GtkWidget *widget,
                  DsUiDone   picture_read,
                  DsUiDone   text_read)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  DexPromise *promise = dex_promise_new ();

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    {
      gdk_clipboard_read_texture_async (clipboard, NULL, texture_pasted_cb, dex_ref (promise));
      ds_ui_when_done (widget,
                       dex_future_then (DEX_FUTURE (promise), read_texture_cb, NULL, NULL),
                       picture_read);
    }
  else
    {
      gdk_clipboard_read_text_async (clipboard, NULL, text_pasted_cb, dex_ref (promise));
      ds_ui_when_done (widget, DEX_FUTURE (promise), text_read);
    }
}

/*
 * A file
 */

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    dex_promise_resolve_object (promise, g_steal_pointer (&file));
  else
    dex_promise_reject (promise, g_error_new (DS_ERROR, DS_ERROR_CANCELLED, "no file chosen"));
}

static DexFuture *
read_file_cb (DexFuture *future,
              gpointer   data)
{
  return ds_qr_read_file (g_value_get_object (dex_future_get_value (future, NULL)));
}

/**
 * ds_picture_open_code:
 * @widget: a widget in a window
 *
 * Lets the person choose a picture, and reads the QR codes in it.
 *
 * Returns: (transfer full): see ds_qr_read_file(); rejects with DS_ERROR_CANCELLED
 *   where the person chose none
 */
DexFuture *
ds_picture_open_code (GtkWidget *widget)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (widget);
  DexPromise *promise = dex_promise_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Open a Picture of the QR Code"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, dex_ref (promise));
  return dex_future_then (DEX_FUTURE (promise), read_file_cb, NULL, NULL);
}

/*
 * What is dropped
 */

typedef struct
{
  gpointer owner; /* borrowed: lives as long as the widget */
  DsUiDone done;
} Drop;

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            gpointer       data)
{
  Drop *drop = data;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    ds_ui_when_done (drop->owner, ds_qr_read_file (g_value_get_object (value)), drop->done);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    ds_ui_when_done (drop->owner, ds_qr_read_texture (g_value_get_object (value)), drop->done);
  else
    return FALSE;

  return TRUE;
}

static void
drop_free (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

/**
 * ds_picture_accept_drops:
 * @widget: what a picture may be dropped on
 * @owner: (type GObject): @widget, or a widget that it is within
 * @done: called with @owner for each picture, with what ds_qr_read_file() gives
 */
void
ds_picture_accept_drops (GtkWidget *widget,
                         gpointer   owner,
                         DsUiDone   done)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { G_TYPE_FILE, GDK_TYPE_TEXTURE };
  Drop *drop = g_new0 (Drop, 1);

  drop->owner = owner;
  drop->done = done;
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_data (target, "drop", G_CALLBACK (dropped_cb), drop, drop_free,
                         G_CONNECT_DEFAULT);
  gtk_widget_add_css_class (widget, "ds-drop");
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/*
 * What was found
 */

/**
 * ds_picture_pick:
 * @codes: (element-type DsSecret): what ds_qr_read_file() gave
 * @fits: whether one of them is what is looked for
 * @data: for @fits
 * @error: return location for an error
 *
 * A label may have QR codes for several things; and a picture may show two labels,
 * where only the person knows which one is meant.
 *
 * Returns: (transfer none) (nullable): the only one that fits, or %NULL with
 *   DS_ERROR_BAD_LABEL where none does, and DS_ERROR_BUSY where more than one does
 */
DsSecret *
ds_picture_pick (GPtrArray     *codes,
                 DsPictureFits  fits,
                 gpointer       data,
                 GError       **error)
{
  DsSecret *found = NULL;

  for (unsigned int i = 0; i < codes->len; i++)
    {
      if (!fits (ds_secret_get_text (codes->pdata[i]), data))
        continue;
      if (found != NULL)
        {
          g_set_error_literal (error, DS_ERROR, DS_ERROR_BUSY, "several codes fit");
          return NULL;
        }
      found = codes->pdata[i];
    }

  if (found == NULL)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_LABEL, "no code fits");
  return found;
}

/**
 * ds_picture_get_trouble:
 * @error: what a picture ended with
 *
 * Returns: a translated sentence
 */
const char *
ds_picture_get_trouble (const GError *error)
{
  if (ds_error_is (error, DS_ERROR_BUSY))
    return _("More than one QR code in this picture fits. Use a picture that shows only one "
             "of them.");
  if (ds_error_is (error, DS_ERROR_NOT_FOUND))
    return _("No QR code was found in this picture.");

  return _("This picture cannot be opened.");
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DS_TYPE_WINDOW (ds_window_get_type ())
G_DECLARE_FINAL_TYPE (DsWindow, ds_window, DS, WINDOW, AdwApplicationWindow)

DsWindow *ds_window_new         (GtkApplication *application,
                                 DsHome         *home);
void      ds_window_show_device (DsWindow       *self,
                                 DsDevice       *device);
void      ds_window_show_timeline (DsWindow     *self);
/* Offers to print what is known of a device on the list, or to save it. */
void      ds_window_print_device (DsWindow      *self,
                                  DsDevice      *device);
/* One line at the bottom for a moment. Plain text, never markup. */
void      ds_window_toast       (DsWindow       *self,
                                 const char     *text);
/* The same with an Undo, which calls @undo for a future that brings back what was
 * before. Takes @data. */
typedef DexFuture *(*DsWindowUndo) (gpointer data);
void      ds_window_toast_undo  (DsWindow       *self,
                                 const char     *text,
                                 DsWindowUndo    undo,
                                 gpointer        data,
                                 GDestroyNotify  destroy);
/* The same with an Undo that gives the device its name and room back. */
void      ds_window_toast_renamed (DsWindow     *self,
                                   DsDevice     *device,
                                   const char   *name,
                                   const char   *old_name,
                                   const char   *old_room);

G_END_DECLS

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/ds-application.h"
#include "app/ds-window.h"
#include "ds-fake-accessory.h"
#include "ds-mock-avahi.h"
#include "storage/ds-device-record.h"

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * AppTest:
 *
 * A real window over a real #DsHome: the devices come from a data file and from
 * a mock Avahi, and what is set up is a fake accessory on a real socket.
 */
typedef struct
{
  DsMockAvahi   *avahi;
  GFile         *folder;
  DsApplication *application;
  DsHome        *home;
  DsWindow      *window;
} AppTest;

/* Needs a display; without one the program says that it skips everything. */
void     app_test_init     (int             *argc,
                            char          ***argv);
/* The house is not opened yet, so that devices can be stored before. */
AppTest *app_test_new      (DsMockAvahiFlags flags);
void     app_test_free     (AppTest         *test);

DsDeviceRecord *app_test_new_record (const char *key,
                                     const char *name,
                                     DsKind      kind);
/* Takes @record. */
void     app_test_store    (AppTest         *test,
                            DsDeviceRecord  *record);
void     app_test_publish  (AppTest         *test,
                            const char      *name,
                            const char      *id,
                            unsigned int     category,
                            bool             taken,
                            uint16_t         port);
/* Opens the house and the window. */
void     app_test_open     (AppTest         *test);
void     app_test_await    (DexFuture       *future);

/* Runs the main loop until @condition is true; fails the test after a minute. */
typedef bool (*AppTestCondition) (gpointer data);
void     app_test_wait     (AppTestCondition condition,
                            gpointer         data);
void     app_test_settle   (unsigned int     milliseconds);

/* The first visible widget below @root of @type, and with this text, accessible
 * label or title where @text is not NULL. */
GtkWidget *app_test_find   (gpointer         root,
                            GType            type,
                            const char      *text);
bool     app_test_says     (gpointer         root,
                            const char      *text);
/* A picture of one or two QR codes, side by side, as it lies on a clipboard. */
GdkTexture *app_test_draw_codes (const char *first,
                                 const char *second);
void     app_test_save_png (gpointer         window,
                            const char      *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppTest, app_test_free)

G_END_DECLS

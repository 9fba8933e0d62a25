/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-app-test.h"

#include "app/ds-device-row.h"
#include "drivers/ds-driver.h"
#include "ds-test.h"
#include "home/ds-device-private.h"
#include "storage/ds-device-table.h"
#include "storage/ds-storage.h"
#include "trust/ds-keyring.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE (60 * G_USEC_PER_SEC)
#define NAP_MSEC 2

void
app_test_init (int    *argc,
               char ***argv)
{
  g_autofree char *keyring = NULL;

  ds_test_init (argc, argv);
  keyring = g_build_filename (g_get_home_dir (), "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", FALSE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, FALSE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", FALSE);
  g_setenv ("GDK_DEBUG", "no-portals", FALSE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", FALSE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    {
      fputs ("1..0 # SKIP there is no display\n", stdout);
      exit (0);
    }
}

static DexFuture *
settled_cb (DexFuture *future,
            gpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  *(bool *)user_data = true;
  return dex_future_new_true ();
}

static bool
is_set (gpointer data)
{
  return *(bool *)data;
}

void
app_test_await (DexFuture *future)
{
  bool done = false;
  DexFuture *watched = dex_future_finally (future, settled_cb, &done, NULL);

  app_test_wait (is_set, &done);
  dex_unref (watched);
}

void
app_test_wait (AppTestCondition condition,
               gpointer         data)
{
  int64_t end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

/* One for all tests of a program: it cannot be registered twice. */
static DsApplication *
get_application (void)
{
  static DsApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;

  application = ds_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  /* Its own home would go on looking for a bus, and find those of later tests. */
  app_test_await (ds_home_stop (ds_application_get_home (application)));

  return application;
}

AppTest *
app_test_new (DsMockAvahiFlags flags)
{
  AppTest *test = g_new0 (AppTest, 1);
  g_autofree char *path = ds_test_folder ();

  test->avahi = ds_mock_avahi_new (flags);
  test->folder = g_file_new_for_path (path);
  test->application = g_object_ref (get_application ());
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  return test;
}

/* On a busy computer this program does less in the same time: it gets as many turns
 * as it would have on an idle one. */
void
app_test_settle (unsigned int milliseconds)
{
  int64_t end = g_get_monotonic_time () + (int64_t)milliseconds * 1000;

  for (unsigned int turn = 0;
       turn < milliseconds / NAP_MSEC || g_get_monotonic_time () < end; turn++)
    {
      while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () < end)
        ;
      g_usleep (NAP_MSEC * 1000);
    }
}

static bool
is_finalized (gpointer data)
{
  return *(gpointer *)data == NULL;
}

void
app_test_free (AppTest *test)
{
  gpointer window = test->window;
  gpointer home = test->home;

  /* Whatever a test did with a window: it must die when it is closed. */
  if (window != NULL)
    {
      g_object_add_weak_pointer (window, &window);
      gtk_window_destroy (GTK_WINDOW (window));
      app_test_wait (is_finalized, &window);
    }
  if (home != NULL)
    {
      app_test_await (ds_home_stop (test->home));
      g_object_add_weak_pointer (home, &home);
      g_clear_object (&test->home);
      app_test_wait (is_finalized, &home);
    }
  g_clear_object (&test->application);
  g_clear_object (&test->folder);
  ds_mock_avahi_free (test->avahi);
  g_free (test);
}

DsDeviceRecord *
app_test_new_record (const char *key,
                     const char *name,
                     DsKind      kind)
{
  g_autofree char *id = _ds_device_make_id ("homekit", key);
  DsDeviceRecord *record = ds_device_record_new (id, "homekit", key, name);

  record->state = DS_RECORD_SET_UP;
  record->kind = kind;
  record->set_up_at = 1793000000;
  record->checked_at = 1795290000;

  return record;
}

void
app_test_store (AppTest        *test,
                DsDeviceRecord *record)
{
  g_autoptr (DsStorage) storage = ds_storage_new (test->folder);
  g_autoptr (DsKeyring) keyring = ds_keyring_new ();
  g_autoptr (DsCredential) credential = ds_credential_new ("homekit");
  g_autoptr (DsSecret) secret = ds_secret_new_text ("not a real key");

  /* A device without keys would need attention. */
  ds_credential_set (credential, "controller-id", secret);
  app_test_await (ds_keyring_store (keyring, record->id, DS_SLOT_CURRENT, record->name,
                                    credential));
  app_test_await (ds_storage_open (storage));
  app_test_await (ds_device_table_put (storage, record));
  app_test_await (ds_storage_close (storage));
  ds_device_record_free (record);
}

void
app_test_publish (AppTest     *test,
                  const char  *name,
                  const char  *id,
                  unsigned int category,
                  bool         taken,
                  uint16_t     port)
{
  g_autofree char *id_text = g_strdup_printf ("id=%s", id);
  g_autofree char *category_text = g_strdup_printf ("ci=%u", category);
  const char *txt[] = { "c#=1", "ff=0", id_text, "md=DS-100", "pv=1.1", "s#=1",
                        taken ? "sf=0" : "sf=1", category_text, NULL };
  DsMockService service = {
    .instance = name,
    .type = "_hap._tcp",
    .port = port != 0 ? port : 51826,
    .txt = txt,
  };

  ds_mock_avahi_publish (test->avahi, &service);
}

void
app_test_open (AppTest *test)
{
  test->home = ds_home_new (test->folder);
  test->window = ds_window_new (GTK_APPLICATION (test->application), test->home);
  gtk_window_present (GTK_WINDOW (test->window));
  app_test_await (ds_home_start (test->home));
}

/*
 * Looking at widgets
 */

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    {
      GtkWidget *child = gtk_button_get_child (GTK_BUTTON (widget));

      if (ADW_IS_BUTTON_CONTENT (child))
        return adw_button_content_get_label (ADW_BUTTON_CONTENT (child));
      return gtk_button_get_label (GTK_BUTTON (widget));
    }
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

  return NULL;
}

static bool
shows (GtkWidget  *widget,
       const char *text)
{
  if (!DS_IS_DEVICE_ROW (widget))
    return g_strcmp0 (get_text (widget), text) == 0;

  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    if (g_strcmp0 (ds_text_get_text (ds_device_row_get_line (DS_DEVICE_ROW (widget),
                                                             (DsDeviceRowLine)i)), text) == 0)
      return true;

  return false;
}

GtkWidget *
app_test_find (gpointer    root,
               GType       type,
               const char *text)
{
  GtkWidget *widget = GTK_WIDGET (root);

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (text == NULL || shows (widget, text)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_test_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

bool
app_test_says (gpointer    root,
               const char *text)
{
  return app_test_find (root, GTK_TYPE_WIDGET, text) != NULL;
}

typedef struct
{
  GdkPaintable  *paintable;
  GskRenderNode *node;
} Drawing;

static bool
is_drawn (gpointer data)
{
  Drawing *drawing = data;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (drawing->paintable, snapshot,
                          gdk_paintable_get_intrinsic_width (drawing->paintable),
                          gdk_paintable_get_intrinsic_height (drawing->paintable));
  drawing->node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  return drawing->node != NULL;
}

static GdkTexture *
draw_code (const char *text)
{
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "code.png", NULL);
  const char *argv[] = { "qrencode", "-8", "-s", "4", "-o", path, text, NULL };
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;
  int status;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  texture = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  return texture;
}

GdkTexture *
app_test_draw_codes (const char *first,
                     const char *second)
{
  g_autoptr (GdkTexture) left = draw_code (first);
  g_autoptr (GdkTexture) right = second != NULL ? draw_code (second) : NULL;
  size_t left_stride = (size_t)gdk_texture_get_width (left) * 4;
  int width = gdk_texture_get_width (left);
  int height = gdk_texture_get_height (left);
  g_autofree uint8_t *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  size_t stride;

  if (right != NULL)
    {
      width += gdk_texture_get_width (right);
      height = MAX (height, gdk_texture_get_height (right));
    }
  stride = (size_t)width * 4;
  pixels = g_malloc (stride * (size_t)height);
  memset (pixels, 255, stride * (size_t)height);
  gdk_texture_download (left, pixels, stride);
  if (right != NULL)
    gdk_texture_download (right, pixels + left_stride, stride);

  bytes = g_bytes_new (pixels, stride * (size_t)height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

void
app_test_save_png (gpointer    window,
                   const char *path)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  Drawing drawing = { .paintable = paintable };

  /* A busy computer draws later than it is asked to. */
  app_test_wait (is_drawn, &drawing);
  node = drawing.node;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

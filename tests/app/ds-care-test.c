/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-care-test.h"

static void
publish (CareTest   *test,
         const char *name)
{
  g_autofree char *id = g_strdup_printf ("id=%s", test->virtual_device->id);
  g_autofree char *kind = g_strdup_printf ("kind=%s", test->virtual_device->personality);
  const char *txt[] = { "td=/.well-known/wot", "type=Thing", "scheme=https", id, kind, NULL };
  DsMockService service = {
    .instance = name,
    .type = "_wot._tcp",
    .port = test->virtual_device->port,
    .txt = txt,
  };

  ds_mock_avahi_publish (test->app->avahi, &service);
}

static bool
has_device (gpointer data)
{
  return g_list_model_get_n_items (ds_home_get_devices (((CareTest *)data)->app->home)) == 1;
}

static void
set_up (CareTest *test)
{
  g_autoptr (DsOnboarding) onboarding = NULL;
  g_autoptr (DsDevice) device = NULL;

  app_test_wait (has_device, test);
  device = g_list_model_get_item (ds_home_get_devices (test->app->home), 0);
  test->device = device;
  onboarding = ds_home_begin_set_up (test->app->home, device);
  app_test_await (ds_onboarding_run (onboarding, test->virtual_device->code));
}

CareTest *
care_test_new (const char *personality,
               const char *faults)
{
  CareTest *test = g_new0 (CareTest, 1);

  profile_test_hurry ();
  test->app = app_test_new (DS_MOCK_AVAHI_NORMAL);
  test->virtual_device = profile_device_new (personality, faults);
  publish (test, "Example Device");
  app_test_open (test->app);
  set_up (test);
  ds_window_show_device (test->app->window, test->device);
  app_test_settle (200);
  test->page = app_test_find (test->app->window, g_type_from_name ("DsDevicePage"), NULL);
  g_assert_nonnull (test->page);

  return test;
}

void
care_test_free (CareTest *test)
{
  app_test_free (test->app);
  profile_device_free (test->virtual_device);
  g_free (test);
}

void
care_test_rest (CareTest *test)
{
  /* An update counts as stuck only when its announced time is over. */
  int64_t end = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;

  app_test_settle (50);
  while (ds_device_get_busy (test->device))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      app_test_settle (20);
    }
  app_test_settle (50);
}

static void
collect (GtkWidget *widget,
         GString   *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

char *
care_test_read (gpointer root)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect (root, text);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

bool
care_test_reads (CareTest   *test,
                 const char *part)
{
  g_autofree char *text = care_test_read (test->app->window);

  return strstr (text, part) != NULL;
}

AdwDialog *
care_test_dialog (CareTest *test)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->app->window));
}

typedef struct
{
  gpointer    root;
  CareTest   *test;
  const char *text;
  GtkWidget  *found;
} Wanted;

static bool
has_words (gpointer data)
{
  Wanted *wanted = data;

  return care_test_reads (wanted->test, wanted->text);
}

void
care_test_wait_for (CareTest   *test,
                    const char *part)
{
  Wanted wanted = { .test = test, .text = part };

  g_test_message ("waiting for “%s”", part);
  app_test_wait (has_words, &wanted);
}

static bool
has_dialog (gpointer data)
{
  return care_test_dialog (data) != NULL;
}

AdwDialog *
care_test_open (CareTest   *test,
                const char *action,
                const char *parameter)
{
  /* Nothing is offered before the page knows that the device rests. */
  care_test_rest (test);
  app_test_settle (50);
  g_assert_true (gtk_widget_activate_action (test->page, action, parameter != NULL ? "s" : NULL,
                                             parameter));
  app_test_wait (has_dialog, test);
  app_test_settle (100);
  return care_test_dialog (test);
}

static bool
has_button (gpointer data)
{
  Wanted *wanted = data;

  wanted->found = app_test_find (wanted->root, GTK_TYPE_BUTTON, wanted->text);
  return wanted->found != NULL && gtk_widget_is_sensitive (wanted->found);
}

static void
clicked_cb (bool *clicked)
{
  *clicked = true;
}

static bool
is_true (gpointer data)
{
  return *(bool *)data;
}

void
care_test_press (gpointer    root,
                 const char *label)
{
  Wanted wanted = { .root = root, .text = label };
  bool clicked = false;
  unsigned long handler;

  g_test_message ("pressing “%s”", label);
  app_test_wait (has_button, &wanted);
  g_object_ref (wanted.found);
  handler = g_signal_connect_swapped (wanted.found, "clicked", G_CALLBACK (clicked_cb), &clicked);
  /* A button is held down for a moment before it counts as clicked. */
  gtk_widget_activate (wanted.found);
  app_test_wait (is_true, &clicked);
  g_signal_handler_disconnect (wanted.found, handler);
  g_object_unref (wanted.found);
  app_test_settle (100);
}

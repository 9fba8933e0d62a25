/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-answers-test.h"

#include "home/ds-home-private.h"

#include <glib/gi18n-lib.h>

#define LEDGER "https://on.dcl.csa-iot.org/dcl"

static void
fill_internet (DsInternet *internet)
{
  ds_internet_put_text (internet, LEDGER "/model/models/4107/2",
                        "{\"model\": {\"vid\": 4107, \"pid\": 2, "
                        "\"supportUrl\": \"https://example.com/help/lamps\"}}");
  ds_internet_put_text (internet, LEDGER "/vendorinfo/vendors/4107",
                        "{\"vendorInfo\": {\"vendorID\": 4107, "
                        "\"vendorLandingPageURL\": \"https://example.com/\"}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2",
                        "{\"modelVersions\": {\"softwareVersions\": [16]}}");
  ds_internet_put_text (internet, LEDGER "/model/versions/4107/2/16",
                        "{\"modelVersion\": {\"softwareVersion\": 16, "
                        "\"softwareVersionString\": \"1.6\", \"softwareVersionValid\": true}}");
  ds_internet_put_text (internet, "https://example.com/.well-known/security.txt",
                        "Contact: mailto:psirt@example.com\nContact: https://example.com/report\n"
                        "Policy: https://example.com/policy\nExpires: 2999-01-01T00:00:00Z\n");
}

AnswersTest *
answers_test_new (void)
{
  AnswersTest *self = g_new0 (AnswersTest, 1);
  DsDeviceRecord *record;

  self->internet = ds_internet_new ("DNS:example.com,DNS:on.dcl.csa-iot.org");
  fill_internet (self->internet);
  self->app = app_test_new (DS_MOCK_AVAHI_NORMAL);
  record = app_test_new_record ("AA:BB:CC:DD:EE:FF", "Desk Lamp", DS_KIND_LAMP);
  record->maker = g_strdup ("Example");
  record->state = DS_RECORD_WATCHED;
  record->product = g_strdup ("{\"matterVendor\": 4107, \"matterProduct\": 2}");
  app_test_store (self->app, record);
  app_test_open (self->app);
  _ds_home_set_web (self->app->home, ds_internet_get_client (self->internet), NULL);
  self->device = g_object_ref (ds_home_find (self->app->home, "Desk Lamp"));
  ds_window_show_device (self->app->window, self->device);
  app_test_settle (200);
  return self;
}

void
answers_test_free (AnswersTest *self)
{
  g_clear_object (&self->device);
  app_test_free (self->app);
  ds_internet_free (self->internet);
  g_free (self);
}

void
answers_test_press (AnswersTest *self,
                    const char *title)
{
  GtkWidget *row = app_test_find (self->app->window, ADW_TYPE_BUTTON_ROW, title);

  if (row == NULL)
    g_error ("There is no “%s”", title);
  g_signal_emit_by_name (row, "activated");
}

GtkWidget *
answers_test_open (AnswersTest *self)
{
  GtkWidget *dialog;
  GtkWidget *row = app_test_find (self->app->window, ADW_TYPE_BUTTON_ROW, _("Ask a Website…"));

  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "device.inquire", NULL);
  dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (
    ADW_APPLICATION_WINDOW (self->app->window)));
  g_assert_nonnull (dialog);
  app_test_settle (200);
  return dialog;
}

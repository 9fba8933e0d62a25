/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-row"

#include "config.h"

#include "ds-support-row.h"

#include "core/ds-clock.h"
#include "ds-care-text.h"
#include "ds-link-button.h"

#include <glib/gi18n-lib.h>

struct _DsSupportRow
{
  AdwActionRow parent_instance;

  /* Owned by the widget tree */
  GtkWidget *link;
};

G_DEFINE_FINAL_TYPE (DsSupportRow, ds_support_row, ADW_TYPE_ACTION_ROW)

static void
ds_support_row_class_init (DsSupportRowClass *klass)
{
}

static void
ds_support_row_init (DsSupportRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->link = ds_link_button_new (_("Open the Maker’s Page About Updates"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->link);
}

/**
 * ds_support_row_sync:
 * @self: a row
 * @device: a device that is set up
 *
 * Says what is known of @device now.
 */
void
ds_support_row_sync (DsSupportRow *self,
                     DsDevice     *device)
{
  const DsSupport *support = ds_device_get_support (device);
  g_autofree char *promise = ds_care_dup_support (support, ds_clock_now ());
  g_autofree char *source = ds_care_dup_source (support, ds_device_get_checked_at (device));
  g_autofree char *both = NULL;

  if (source != NULL)
    both = g_strdup_printf ("%s\n%s", promise, source);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), both != NULL ? both : promise);
  ds_link_button_set_url (DS_LINK_BUTTON (self->link), support != NULL ? support->source : NULL);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-access-row"

#include "config.h"

#include "ds-access-row.h"

#include "ds-buttons.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsAccessRow
{
  AdwActionRow parent_instance;

  /* Owned References */
  char *id;
};

enum
{
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsAccessRow, ds_access_row, ADW_TYPE_ACTION_ROW)

static void
remove_clicked_cb (DsAccessRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0, self->id);
}

static void
ds_access_row_finalize (GObject *object)
{
  g_free (DS_ACCESS_ROW (object)->id);

  G_OBJECT_CLASS (ds_access_row_parent_class)->finalize (object);
}

static void
ds_access_row_class_init (DsAccessRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_access_row_finalize;

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ds_access_row_init (DsAccessRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
}

static void
add_button (DsAccessRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Remove…"));
  g_autofree char *label = NULL;

  /* Translators: what a screen reader says of the button; %s is the name under
   * which the device knows another app that controls it */
  label = g_strdup_printf (_("Remove the access of %s"), self->id);
  ds_buttons_set_spoken (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  ds_row_let_wrap (ADW_ACTION_ROW (self));
}

/**
 * ds_access_row_new:
 * @access: someone who can control a device
 * @removable: whether this computer may take the access back
 *
 * Returns: (transfer floating): a row for @access
 */
GtkWidget *
ds_access_row_new (const DsAccess *access,
                   bool            removable)
{
  DsAccessRow *self = g_object_new (DS_TYPE_ACCESS_ROW, NULL);
  g_autofree char *subtitle = NULL;

  self->id = g_strdup (access->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Another App or Person"));
  subtitle = g_strdup_printf ("%s\n%s", access->is_admin
                                          ? _("Can use the device and let others in")
                                          : _("Can use the device"), access->id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  if (removable)
    add_button (self);

  return GTK_WIDGET (self);
}

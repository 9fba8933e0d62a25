/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-date-row"

#include "config.h"

#include "ds-date-row.h"

#include <glib/gi18n-lib.h>

#define LONGEST 10 /* of "2030-05-31" */

struct _DsDateRow
{
  AdwEntryRow parent_instance;

  /* Owned by the widget tree */
  GtkMenuButton *button;
  GtkCalendar   *calendar;
};

G_DEFINE_FINAL_TYPE (DsDateRow, ds_date_row, ADW_TYPE_ENTRY_ROW)

static void
picked_cb (DsDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  ds_date_row_set_date (self, ds_date_new (g_date_time_get_year (day),
                                           (unsigned int) g_date_time_get_month (day),
                                           (unsigned int) g_date_time_get_day_of_month (day)));
  gtk_menu_button_popdown (self->button);
}

/* What is no day, and not empty, is marked. */
static void
changed_cb (DsDateRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  DsDate date;

  if (*text == '\0' || ds_date_row_get_date (self, &date))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

/* Opens where the typed day is. */
static void
show_typed_day_cb (DsDateRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  DsDate date;

  if (!gtk_menu_button_get_active (self->button) || !ds_date_row_get_date (self, &date))
    return;

  date = ds_date_get_last_day (date);
  day = g_date_time_new_local (date.year, date.month, date.day, 12, 0, 0);
  g_signal_handlers_block_by_func (self->calendar, picked_cb, self);
  if (day != NULL)
    gtk_calendar_select_day (self->calendar, day);
  g_signal_handlers_unblock_by_func (self->calendar, picked_cb, self);
}

static void
ds_date_row_class_init (DsDateRowClass *klass)
{
}

static void
ds_date_row_init (DsDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Pick a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pick a Day"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->button));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self), LONGEST);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self), TRUE);

  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "notify::active", G_CALLBACK (show_typed_day_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * ds_date_row_new:
 * @title: what day it is; it says how to write it, too
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
ds_date_row_new (const char *title)
{
  return g_object_new (DS_TYPE_DATE_ROW, "title", title, NULL);
}

/**
 * ds_date_row_set_date:
 * @self: a row
 * @date: a date, or %DS_DATE_NONE to empty it
 */
void
ds_date_row_set_date (DsDateRow *self,
                      DsDate date)
{
  g_autofree char *text = ds_date_to_iso (date);

  g_return_if_fail (DS_IS_DATE_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
}

/**
 * ds_date_row_get_date:
 * @self: a row
 * @date: (out): return location for the date
 *
 * Returns: whether a day, or a month, stands in it
 */
bool
ds_date_row_get_date (DsDateRow *self,
                      DsDate *date)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (DS_IS_DATE_ROW (self), false);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  return ds_date_parse_partial (text, date);
}

/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-date-row"

#include "config.h"

#include "ds-date-row.h"

#include "core/ds-date-form.h"

#include <glib/gi18n-lib.h>

#define LONGEST     24 /* of "2030년 5월 31일", and some spaces */
#define EXAMPLE     ((DsDate) { 2026, 11, 22 })
#define HINT_INDENT 12 /* as the words in the row */

struct _DsDateRow
{
  AdwEntryRow parent_instance;

  /* Owned by the widget tree */
  GtkMenuButton *button;
  GtkCalendar   *calendar;

  /* Owned References */
  GtkLabel *hint;

  bool past;
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

static bool
read_day (DsDateRow *self,
          DsDate    *date)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  const char *form = ds_date_form_get_own ();

  return ds_date_parse_partial (text, date)
         || (form != NULL && ds_date_form_parse (form, text, date));
}

/* As it is typed where the person lives; a month alone, and a day where that is not known,
 * as in a computer. */
static char *
dup_typed (DsDate date)
{
  const char *form = ds_date_form_get_own ();

  return form != NULL && date.day != 0 ? ds_date_form_write (form, date) : ds_date_to_iso (date);
}

/* Whether the day, or the first of the month, is today or before. */
static bool
is_over (DsDate date)
{
  return ds_date_compare (ds_date_new (date.year, date.month, MAX (date.day, 1)),
                          ds_date_today ()) <= 0;
}

/* (nullable): what is wrong with what was typed */
static char *
dup_fault (DsDateRow *self)
{
  g_autofree char *example = dup_typed (EXAMPLE);
  DsDate date;

  if (*gtk_editable_get_text (GTK_EDITABLE (self)) == '\0')
    return NULL;
  if (!read_day (self, &date))
    /* Translators: %s is a day in numbers, as it is written where the person lives, such as
     * 2026-11-22 or 22.11.2026 */
    return g_strdup_printf (_("This is not a day. A day is typed like %s."), example);
  if (self->past && !is_over (date))
    return g_strdup (_("This day is still to come."));

  return NULL;
}

/* What is typed in numbers is said with the name of the month: 3/5 is another day elsewhere. */
static char *
dup_hint (DsDateRow *self)
{
  g_autofree char *example = dup_typed (EXAMPLE);
  DsDate date;

  if (read_day (self, &date))
    return ds_date_dup_text (date);

  /* Translators: %s is a day in numbers, as it is written where the person lives, such as
   * 2026-11-22 or 22.11.2026 */
  return g_strdup_printf (_("A day is typed like %s."), example);
}

/* Said in words too, since a colour says nothing to who cannot see it. */
static void
changed_cb (DsDateRow *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self));
  g_autofree char *fault = dup_fault (self);
  g_autofree char *hint = dup_hint (self);
  const char *said = fault != NULL ? fault : hint;

  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_css_classes (GTK_WIDGET (self->hint), (const char *[]) {
    "caption", fault != NULL ? "error" : "dimmed", NULL });
  gtk_label_set_text (self->hint, said);
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                               fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  said, -1);
}

/* Not while it is typed, when every beginning is no day yet. */
static void
left_cb (DsDateRow *self)
{
  g_autofree char *fault = dup_fault (self);

  if (fault != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), fault,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
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
ds_date_row_dispose (GObject *object)
{
  g_clear_object (&DS_DATE_ROW (object)->hint);

  G_OBJECT_CLASS (ds_date_row_parent_class)->dispose (object);
}

static void
ds_date_row_class_init (DsDateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_date_row_dispose;
}

static void
add_hint (DsDateRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->hint = GTK_LABEL (g_object_ref_sink (gtk_label_new (NULL)));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->hint), HINT_INDENT);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self))), focus);
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
  add_hint (self);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  changed_cb (self);
}

/**
 * ds_date_row_new:
 * @title: what day it is
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
ds_date_row_new (const char *title)
{
  return g_object_new (DS_TYPE_DATE_ROW, "title", title, NULL);
}

GtkWidget *
ds_date_row_get_hint (DsDateRow *self)
{
  g_return_val_if_fail (DS_IS_DATE_ROW (self), NULL);

  return GTK_WIDGET (self->hint);
}

void
ds_date_row_set_past (DsDateRow *self)
{
  g_return_if_fail (DS_IS_DATE_ROW (self));

  self->past = true;
  changed_cb (self);
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
  g_autofree char *text = dup_typed (date);

  g_return_if_fail (DS_IS_DATE_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
}

/**
 * ds_date_row_get_date:
 * @self: a row
 * @date: (out): return location for the date
 *
 * Returns: whether a day, or a month, stands in it that is not a slip
 */
bool
ds_date_row_get_date (DsDateRow *self,
                      DsDate *date)
{
  g_autofree char *fault = NULL;

  g_return_val_if_fail (DS_IS_DATE_ROW (self), false);

  fault = dup_fault (self);
  return fault == NULL && read_day (self, date);
}
